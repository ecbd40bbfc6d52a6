"""The closer look: roundings, extremes and choices replaced by what they mean."""

from fractions import Fraction

import pytest

from kpi_lang.values.rounding import Mode, round_to
from tests.checking.findings import faults
from tests.checking.plans import X, extreme, number, numeric, plan, rounded, rule, the, when

A, B = the("a"), the("b")
SPECS = (numeric("a", -3, 3), numeric("b", -3, 3))

# What rounding to whole numbers adds lies in here, and reaches each end that is said to be included.
ADDED = {
    Mode.HALF_UP: (Fraction(-1, 2), Fraction(1, 2)),
    Mode.HALF_EVEN: (Fraction(-1, 2), Fraction(1, 2)),
    Mode.HALF_DOWN: (Fraction(-1, 2), Fraction(1, 2)),
    Mode.UP: (Fraction(-1), Fraction(1)),
    Mode.DOWN: (Fraction(-1), Fraction(1)),
    Mode.FLOOR: (Fraction(-1), Fraction(0)),
    Mode.CEILING: (Fraction(0), Fraction(1)),
}


def is_sure(divisor: X) -> bool:
    return faults(plan(*SPECS, r=(A + B) / divisor)) == []


@pytest.mark.parametrize("mode", Mode)
def test_a_rounding_adds_no_more_than_its_error(mode: Mode) -> None:
    low, high = ADDED[mode]
    added = rounded(A, 1, mode) - A
    assert is_sure(added - number(high) - number("1/10"))
    assert is_sure(added - number(low) + number("1/10"))


@pytest.mark.parametrize("mode", Mode)
def test_a_rounding_adds_everything_inside_its_error(mode: Mode) -> None:
    reached = {round_to(Fraction(n, 8), Fraction(1), mode) - Fraction(n, 8) for n in range(-24, 25)}
    assert all(not is_sure(rounded(A, 1, mode) - A - number(added)) for added in reached)


def test_the_larger_is_no_less_than_either_and_the_smaller_no_more() -> None:
    assert is_sure(extreme("max", A, B) - A + 1)
    assert is_sure(B - extreme("min", A, B) + 1)
    assert not is_sure(extreme("max", A, B) - A)
    assert not is_sure(extreme("min", A, B) - A + 1)


def test_a_rule_is_what_its_branches_say() -> None:
    distance = when(A >= B, A - B, B - A)
    assert faults(plan(*SPECS, d=distance, r=1 / (rule("d") + (A - B) + 1))) == []
    assert faults(plan(*SPECS, d=distance, r=1 / (rule("d") + (A - B)))) != []
