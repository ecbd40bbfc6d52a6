import decimal
import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.values import Mode, round_ratio, round_to
from tests.values.numbers_drawn import steps

DECIMAL_MODES = {
    Mode.HALF_UP: decimal.ROUND_HALF_UP,
    Mode.HALF_EVEN: decimal.ROUND_HALF_EVEN,
    Mode.HALF_DOWN: decimal.ROUND_HALF_DOWN,
    Mode.UP: decimal.ROUND_UP,
    Mode.DOWN: decimal.ROUND_DOWN,
    Mode.FLOOR: decimal.ROUND_FLOOR,
    Mode.CEILING: decimal.ROUND_CEILING,
}


def by_definition(value: Fraction, mode: Mode) -> int:
    """The integer that is meant, found by listing the neighbours and asking for the right one."""
    neighbours = [n for n in range(int(value) - 2, int(value) + 3) if abs(n - value) < 1]
    if value.denominator == 1:
        return int(value)
    nearest = min(abs(n - value) for n in neighbours)
    near = [n for n in neighbours if abs(n - value) == nearest]
    match mode:
        case Mode.FLOOR:
            return min(neighbours)
        case Mode.CEILING:
            return max(neighbours)
        case Mode.UP:
            return max(neighbours, key=abs)
        case Mode.DOWN:
            return min(neighbours, key=abs)
        case Mode.HALF_UP:
            return max(near, key=abs)
        case Mode.HALF_DOWN:
            return min(near, key=abs)
        case Mode.HALF_EVEN:
            return near[0] if len(near) == 1 else next(n for n in near if n % 2 == 0)


@pytest.mark.parametrize("mode", Mode)
def test_every_small_ratio_rounds_as_defined(mode: Mode) -> None:
    for num, den in itertools.product(range(-40, 41), range(1, 13)):
        assert round_ratio(num, den, mode) == by_definition(Fraction(num, den), mode), (num, den)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_finite_decimals_round_as_the_decimal_standard_says(number: decimal.Decimal) -> None:
    for mode, rounding in DECIMAL_MODES.items():
        wanted = number.quantize(decimal.Decimal("0.01"), rounding=rounding)
        assert round_to(Fraction(number), Fraction(1, 100), mode) == Fraction(wanted), mode


def test_half_up_is_away_from_zero() -> None:
    assert round_to(Fraction("-2.5"), Fraction(1), Mode.HALF_UP) == -3
    assert round_to(Fraction("2.5"), Fraction(1), Mode.HALF_UP) == 3
    assert round_to(Fraction("-2.5"), Fraction(1), Mode.HALF_DOWN) == -2


@given(st.fractions(), steps, st.sampled_from(Mode))
def test_a_rounded_number_is_on_the_step_and_near(value: Fraction, step: Fraction, mode: Mode) -> None:
    rounded = round_to(value, step, mode)
    assert (rounded / step).denominator == 1
    reach = step / 2 if mode.name.startswith("HALF") else step
    assert abs(rounded - value) <= reach
    assert round_to(rounded, step, mode) == rounded


@given(st.fractions(), st.fractions(), steps, st.sampled_from(Mode))
def test_rounding_never_changes_order(one: Fraction, two: Fraction, step: Fraction, mode: Mode) -> None:
    low, high = sorted([one, two])
    assert round_to(low, step, mode) <= round_to(high, step, mode)


def test_steps_need_not_be_powers_of_ten() -> None:
    assert round_to(Fraction("7.3"), Fraction(1, 2), Mode.HALF_UP) == Fraction("7.5")
    assert round_to(Fraction(7), Fraction(5), Mode.UP) == 10


@pytest.mark.parametrize("step", [Fraction(0), Fraction(-1)])
def test_a_step_must_be_positive(step: Fraction) -> None:
    with pytest.raises(ValueError, match="must be positive"):
        round_to(Fraction(1), step, Mode.HALF_UP)


def test_a_denominator_must_be_positive() -> None:
    with pytest.raises(ValueError, match="must be positive"):
        round_ratio(1, 0, Mode.DOWN)
