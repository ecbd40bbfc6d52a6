from fractions import Fraction
from math import isqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.values import (
    Mode,
    PowerTooLarge,
    PowerUndefined,
    exact_power,
    power_is_rational,
    round_power,
    round_to,
)

CENT = Fraction(1, 100)
positive = st.builds(Fraction, st.integers(1, 400), st.integers(1, 400))
exponents = st.builds(Fraction, st.integers(-12, 12), st.integers(1, 7))


def is_at_most(number: Fraction, base: Fraction, exponent: Fraction) -> bool:
    """Whether `number <= base ** exponent`, decided on integers: both sides to the power of the denominator."""
    return number < 0 or number**exponent.denominator <= base**exponent.numerator


@given(positive, exponents, st.sampled_from([Fraction(1), CENT, Fraction(1, 4)]), st.sampled_from(Mode))
def test_rounded_powers_agree_with_integer_comparisons(
    base: Fraction, exponent: Fraction, step: Fraction, mode: Mode
) -> None:
    floor = round_power(base, exponent, step, Mode.FLOOR)
    assert is_at_most(floor, base, exponent)
    assert not is_at_most(floor + step, base, exponent)
    on_step = floor**exponent.denominator == base**exponent.numerator
    half_reached = is_at_most(floor + step / 2, base, exponent)
    tie = (floor + step / 2) ** exponent.denominator == base**exponent.numerator
    wanted = {
        Mode.FLOOR: floor,
        Mode.DOWN: floor,
        Mode.CEILING: floor if on_step else floor + step,
        Mode.UP: floor if on_step else floor + step,
        Mode.HALF_UP: floor + step * half_reached,
        Mode.HALF_DOWN: floor + step * (half_reached and not tie),
        Mode.HALF_EVEN: floor + step * (half_reached and not (tie and (floor / step) % 2 == 0)),
    }
    assert round_power(base, exponent, step, mode) == wanted[mode]


def test_exact_ties_are_seen() -> None:
    base, half = Fraction("2.25"), Fraction(1, 2)
    assert exact_power(base, half) == Fraction("1.5")
    assert round_power(base, half, Fraction(1), Mode.HALF_UP) == 2
    assert round_power(base, half, Fraction(1), Mode.HALF_DOWN) == 1
    assert round_power(base, half, Fraction(1, 10), Mode.CEILING) == Fraction("1.5")


def test_a_hair_beside_a_tie_is_not_a_tie() -> None:
    hair = Fraction(1, 10**120)
    half = Fraction(1, 2)
    assert round_power(Fraction("2.25") - hair, half, Fraction(1), Mode.HALF_UP) == 1
    assert round_power(Fraction("2.25") + hair, half, Fraction(1), Mode.HALF_DOWN) == 2
    assert round_power(1 - hair, Fraction(1, 3), CENT, Mode.FLOOR) == Fraction("0.99")


def test_exponents_with_many_digits() -> None:
    # Reference value computed with bc: e(0.333333 * l(2)) = 1.25992075...
    assert round_power(Fraction(2), Fraction("0.333333"), Fraction(1, 10**6), Mode.HALF_UP) == Fraction(
        "1.259921"
    )


@given(st.integers(0, 10**30))
def test_square_roots_agree_with_the_integer_square_root(number: int) -> None:
    root = isqrt(number)
    assert round_power(Fraction(number), Fraction(1, 2), Fraction(1), Mode.FLOOR) == root
    assert power_is_rational(Fraction(number), Fraction(1, 2)) == (root * root == number)


@given(st.builds(Fraction, st.integers(-9, 9), st.integers(1, 9)), st.integers(0, 6), st.sampled_from(Mode))
def test_whole_exponents_are_exact(base: Fraction, exponent: int, mode: Mode) -> None:
    assert exact_power(base, Fraction(exponent)) == base**exponent
    assert round_power(base, Fraction(exponent), CENT, mode) == round_to(base**exponent, CENT, mode)


@given(positive, exponents)
def test_a_perfect_power_is_recognised(root: Fraction, exponent: Fraction) -> None:
    base = root**exponent.denominator
    assert power_is_rational(base, exponent)
    assert exact_power(base, exponent) == root**exponent.numerator


def test_an_irrational_power_has_no_exact_value() -> None:
    assert exact_power(Fraction(2), Fraction(1, 2)) is None
    assert exact_power(Fraction(8, 27), Fraction(1, 2)) is None
    assert not power_is_rational(Fraction(3), Fraction(1, 10**9))


def test_zero_and_one() -> None:
    assert exact_power(Fraction(0), Fraction(0)) == 1
    assert exact_power(Fraction(0), Fraction(5, 3)) == 0
    assert exact_power(Fraction(1), Fraction(10**30 + 1, 7)) == 1
    assert exact_power(Fraction(-1), Fraction(10**30 + 1)) == -1
    assert exact_power(Fraction(-1), Fraction(10**30)) == 1
    assert exact_power(Fraction(-1), Fraction(-3)) == -1


def test_undefined_powers() -> None:
    with pytest.raises(PowerUndefined, match="zero"):
        round_power(Fraction(0), Fraction(-1), CENT, Mode.HALF_UP)
    with pytest.raises(PowerUndefined, match="negative"):
        power_is_rational(Fraction(-8), Fraction(1, 3))


@pytest.mark.parametrize(
    ("base", "exponent"),
    [
        ("10", "1000000000"),
        ("10", "1e30"),
        ("2", "-1e30"),
        ("3/2", "100000"),
        ("7", "1000.5"),
        ("7", "-1000.5"),
    ],
)
def test_huge_powers_are_refused(base: str, exponent: str) -> None:
    with pytest.raises(PowerTooLarge):
        round_power(Fraction(base), Fraction(exponent), CENT, Mode.HALF_UP)


def test_tiny_powers_round_to_a_step() -> None:
    assert round_power(Fraction(2), Fraction(-1001, 2), CENT, Mode.HALF_UP) == 0
    assert round_power(Fraction(2), Fraction(-1001, 2), CENT, Mode.UP) == CENT


def test_a_step_must_be_positive() -> None:
    with pytest.raises(ValueError, match="must be positive"):
        round_power(Fraction(2), Fraction(1, 2), Fraction(0), Mode.UP)
