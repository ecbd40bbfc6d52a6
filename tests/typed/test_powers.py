"""Powers with a constant exponent directly under a rounding, rounded correctly."""

from fractions import Fraction

import pytest

from kpi_lang.core.absent import Cause
from tests.lowering.small import evaluated, findings


@pytest.mark.parametrize(
    ("formula", "x", "y"),
    [
        ("round(x ^ 0.5 to 2 places)", "2", "1.41"),
        ("round(x ^ 0.5 to 2 places)", "9", "3"),
        ("round(x ^ 2 to 2 places)", "1.5", "2.25"),
        ("round(x ^ (1 / 3) to 4 places down)", "2", "1.2599"),
        ("round(x ^ (1 / 3) to 4 places up)", "2", "1.26"),
        ("round(x ^ -1 to 3 places)", "8", "0.125"),
        ("round(x ^ 0.5 to 1 place half_even)", "0.0025", "0"),
        ("round(x ^ 0.5 to 1 place)", "0.0025", "0.1"),
        ("1 + round(x ^ 0.5)", "16", "5"),
    ],
)
def test_powers_are_rounded_correctly(formula: str, x: str, y: str) -> None:
    policy = f"input x : number in 0.0001 .. 100 step 0.0001\nvalue y = {formula}"
    assert evaluated(policy, x=x)["y"] == Fraction(y)


def test_the_exponent_may_be_a_parameter() -> None:
    policy = "parameter n : number = 3\ninput x : number in 0 .. 9 step 1\nvalue y = round(x ^ n)"
    assert evaluated(policy, x=2)["y"] == 8


def test_a_power_of_zero_below_zero_is_undefined() -> None:
    body = "input x : number in 0 .. 9 step 1\nindicator i { measure round(x ^ -1 to 2 places); undefined score 5; score measure * 100 }"
    assert evaluated(body, x=0).cause("i.measure") is Cause.UNDEFINED
    assert evaluated(body, x=0)["i"] == 5
    assert evaluated(body, x=2)["i"] == 50


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("x ^ 2", [("K306", "x ^ 2")]),
        ("round(1 + x ^ 2)", [("K306", "x ^ 2")]),
        ("round(x ^ x)", [("K309", "x")]),
        ("round(m ^ 2)", [("K303", "m")]),
        ("round((x - 5) ^ 0.5)", [("K407", "x - 5")]),
    ],
)
def test_powers_that_are_wrong_are_underlined(formula: str, found: list[tuple[str, str]]) -> None:
    body = f"input x : number in 0 .. 9 step 1\ninput m : money in 0 .. 9\nvalue y = {formula}"
    assert findings(body) == found
