from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpi_lang.values import (
    EmptyInterval,
    Interval,
    Mode,
    PowerTooLarge,
    PowerUndefined,
    exact_power,
    round_power,
    round_to,
)
from tests.values.numbers_drawn import intervals, intervals_and_members, small_numbers, steps

F = Fraction
Pair = tuple[Interval, Fraction]

BINARY: dict[
    str, tuple[Callable[[Interval, Interval], Interval], Callable[[Fraction, Fraction], Fraction]]
] = {
    "add": (Interval.add, lambda x, y: x + y),
    "sub": (Interval.sub, lambda x, y: x - y),
    "mul": (Interval.mul, lambda x, y: x * y),
    "min": (Interval.min, min),
    "max": (Interval.max, max),
}


@pytest.mark.parametrize("operation", BINARY)
@given(intervals_and_members(), intervals_and_members())
def test_an_operation_encloses_every_result(operation: str, one: Pair, two: Pair) -> None:
    on_intervals, on_numbers = BINARY[operation]
    assert on_intervals(one[0], two[0]).contains(on_numbers(one[1], two[1]))


@given(intervals(), intervals())
def test_a_finite_end_of_a_product_is_reached_or_approached(one: Interval, two: Interval) -> None:
    products = [
        (
            x * y,
            (one.contains(x) and two.contains(y))
            or (x == 0 and one.contains(x))
            or (y == 0 and two.contains(y)),
        )
        for x in (one.lo, one.hi)
        for y in (two.lo, two.hi)
        if x is not None and y is not None
    ]
    assume(one.is_bounded and two.is_bounded)
    product = one.mul(two)
    assert product.lo == min(value for value, _ in products)
    assert product.hi == max(value for value, _ in products)
    assert product.lo_open == (not any(reached for value, reached in products if value == product.lo))
    assert product.hi_open == (not any(reached for value, reached in products if value == product.hi))


@given(intervals_and_members(), intervals_and_members())
def test_division_encloses_every_quotient(one: Pair, two: Pair) -> None:
    assume(two[1] != 0)
    assert one[0].div(two[0]).contains(one[1] / two[1])


@given(intervals_and_members())
def test_negation_and_magnitude_enclose(pair: Pair) -> None:
    interval, number = pair
    assert interval.neg().contains(-number)
    assert interval.abs().contains(abs(number))
    assert interval.abs().is_nonnegative


@given(intervals_and_members(), intervals_and_members(), intervals_and_members())
def test_clamping_encloses(value: Pair, low: Pair, high: Pair) -> None:
    assert value[0].clamp(low[0], high[0]).contains(min(max(value[1], low[1]), high[1]))


@given(intervals_and_members(), steps, st.sampled_from(Mode))
def test_rounding_encloses(pair: Pair, step: Fraction, mode: Mode) -> None:
    assert pair[0].round(step, mode).contains(round_to(pair[1], step, mode))


@given(intervals(), steps, st.sampled_from(Mode))
def test_rounded_ends_are_reached(interval: Interval, step: Fraction, mode: Mode) -> None:
    rounded = interval.round(step, mode)
    reach = Fraction(1, 10**9)
    if interval.hi is not None and rounded.hi is not None:
        inside = interval.hi - reach if interval.hi_open else interval.hi
        assert round_to(inside, step, mode) == rounded.hi or not interval.contains(inside)
    if interval.lo is not None and rounded.lo is not None:
        inside = interval.lo + reach if interval.lo_open else interval.lo
        assert round_to(inside, step, mode) == rounded.lo or not interval.contains(inside)


@given(intervals_and_members(), st.builds(Fraction, st.integers(-4, 4), st.integers(1, 3)))
def test_powers_enclose(pair: Pair, exponent: Fraction) -> None:
    interval, number = pair
    try:
        power = exact_power(number, exponent)
    except PowerUndefined:
        return
    powers = interval.power(exponent)
    if power is not None:
        assert powers.contains(power)
    else:
        tiny = Fraction(1, 10**15)
        assert powers.contains(round_power(number, exponent, tiny, Mode.FLOOR)) or powers.contains(
            round_power(number, exponent, tiny, Mode.CEILING)
        )


def test_powers_are_tight() -> None:
    assert Interval(F(-2), F(3)).power(F(2)) == Interval(F(0), F(9))
    assert Interval(F(-2), F(1), lo_open=True).power(F(2)) == Interval(F(0), F(4), hi_open=True)
    assert Interval(F(-2), F(3)).power(F(3)) == Interval(F(-8), F(27))
    assert Interval(F(0), F(4)).power(F(1, 2)) == Interval(F(0), F(2))
    assert Interval(F(-1), F(4)).power(F(1, 2)) == Interval(F(0), F(2))
    assert Interval(F(0), F(4)).power(F(-1, 2)) == Interval.at_least(F(1, 2))
    assert Interval(F(-5), F(5)).power(F(0)) == Interval.point(F(1))
    root = Interval(F(2), F(2)).power(F(1, 2))
    assert root.lo is not None
    assert root.hi is not None
    assert root.hi - root.lo == F(1, 10**12)
    assert root.lo**2 < 2 < root.hi**2


def test_powers_that_do_not_exist() -> None:
    with pytest.raises(PowerUndefined):
        Interval(F(-3), F(-1)).power(F(1, 2))
    with pytest.raises(PowerUndefined):
        Interval.point(F(0)).power(F(-1))
    with pytest.raises(PowerTooLarge):
        Interval(F(1), F(10)).power(F(10**9))


@given(intervals(), intervals(), small_numbers)
def test_intersection_and_union(one: Interval, two: Interval, number: Fraction) -> None:
    both = one.intersect(two)
    assert (both is not None and both.contains(number)) == (one.contains(number) and two.contains(number))
    hull = one.union(two)
    assert hull.encloses(one)
    assert hull.encloses(two)


@given(intervals(), intervals_and_members())
def test_what_encloses_contains_all(outer: Interval, inner: Pair) -> None:
    if outer.encloses(inner[0]):
        assert outer.contains(inner[1])
        assert outer.intersect(inner[0]) == inner[0]


@given(intervals_and_members())
def test_signs(pair: Pair) -> None:
    interval, number = pair
    assert not (interval.is_positive and number <= 0)
    assert not (interval.is_negative and number >= 0)
    assert not (interval.is_nonnegative and number < 0)
    assert not (interval.is_nonpositive and number > 0)
    assert interval.contains_zero == interval.contains(F(0))


@given(intervals_and_members(), small_numbers)
def test_without_a_number(pair: Pair, number: Fraction) -> None:
    interval, member = pair
    assume(member != number)
    rest = interval.without(number)
    assert rest is not None
    assert rest.contains(member)
    assert interval.encloses(rest)


def test_open_ends() -> None:
    zero_to_ten = Interval(F(0), F(10), lo_open=True)
    assert zero_to_ten.is_positive
    assert not zero_to_ten.contains_zero
    assert Interval(F(0), F(10)).without(F(0)) == zero_to_ten
    assert Interval.point(F(0)).without(F(0)) is None
    assert zero_to_ten.add(Interval.point(F(1))) == Interval(F(1), F(11), lo_open=True)
    assert zero_to_ten.mul(Interval(F(0), F(1))) == Interval(F(0), F(10))
    assert zero_to_ten.mul(zero_to_ten) == Interval(F(0), F(100), lo_open=True)
    assert zero_to_ten.round(F(1), Mode.CEILING) == Interval(F(1), F(10))
    assert zero_to_ten.round(F(1), Mode.HALF_UP) == Interval(F(0), F(10))
    assert Interval(F(0), F("2.5"), hi_open=True).round(F(1), Mode.HALF_UP) == Interval(F(0), F(2))


def test_divisors_around_zero() -> None:
    one = Interval.point(F(1))
    assert one.div(Interval(F(2), F(4))) == Interval(F(1, 4), F(1, 2))
    assert one.div(Interval(F(0), F(4))) == Interval.at_least(F(1, 4))
    assert one.div(Interval(F(-4), F(0))) == Interval.at_most(F(-1, 4))
    assert one.div(Interval.above(F(2))) == Interval(F(0), F(1, 2), lo_open=True, hi_open=True)
    assert one.div(Interval(F(-1), F(1))) == Interval()
    assert one.div(Interval.point(F(0))) == Interval()
    assert Interval(F(0), F(1)).div(Interval(F(0), F(1))) == Interval.at_least(F(0))
    assert Interval.point(F(0)).div(Interval(F(-1), F(1))) == Interval.point(F(0))


def test_infinite_ends() -> None:
    assert Interval.at_least(F(2)).mul(Interval.at_most(F(-1))) == Interval.at_most(F(-2))
    assert Interval().mul(Interval.point(F(0))) == Interval.point(F(0))
    assert Interval.above(F(0)).mul(Interval.at_least(F(0))) == Interval.at_least(F(0))
    assert Interval(None, None, lo_open=False) == Interval()
    assert Interval.at_least(F(1)).min(Interval.below(F(5))) == Interval.below(F(5))
    assert not Interval.at_least(F(1)).is_bounded


def test_no_interval_is_empty() -> None:
    for ends in [(F(2), F(1), False, False), (F(1), F(1), True, False), (F(1), F(1), False, True)]:
        with pytest.raises(EmptyInterval):
            Interval(*ends)
    assert Interval.below(F(1)).intersect(Interval.at_least(F(1))) is None


def test_notation() -> None:
    assert str(Interval(F(0), F(1, 3), hi_open=True)) == "[0, 1/3)"
    assert str(Interval()) == "(-∞, ∞)"
