"""Rounding: every mode, to places and to steps, by the policy's default or where the author says so."""

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.lowering.small import HEADER, evaluated, findings

MODES = {
    "half_up": ("2.5", "-2.5", "3", "-3"),
    "half_even": ("2.5", "-2.5", "2", "-2"),
    "half_down": ("2.5", "-2.5", "2", "-2"),
    "up": ("2.1", "-2.1", "3", "-3"),
    "down": ("2.9", "-2.9", "2", "-2"),
    "floor": ("2.9", "-2.1", "2", "-3"),
    "ceiling": ("2.1", "-2.9", "3", "-2"),
}


@pytest.mark.parametrize(("mode", "case"), list(MODES.items()))
def test_modes_round_the_magnitude_or_the_value(mode: str, case: tuple[str, str, str, str]) -> None:
    policy = f"input x : number in -100 .. 100 step 0.01\nvalue y = round(x to whole numbers {mode})"
    above, below, up, down = case
    assert evaluated(policy, x=above)["y"] == int(up)
    assert evaluated(policy, x=below)["y"] == int(down)


@pytest.mark.parametrize(
    ("how", "x", "y"),
    [
        ("", "2.5", "3"),
        ("to 1 place", "2.25", "2.3"),
        ("to 2 places half_even", "2.245", "2.24"),
        ("to 0.5", "2.25", "2.5"),
        ("to 0.5 down", "2.49", "2"),
        ("to 50 up", "2.49", "50"),
        ("half_up", "2.5", "3"),
    ],
)
def test_to_places_and_to_steps(how: str, x: str, y: str) -> None:
    policy = f"input x : number in -100 .. 100 step 0.001\nvalue y = round(x {how})"
    assert evaluated(policy, x=x)["y"] == Fraction(y)


HEADER_WITH = """policy test.rounding {{ language 1; period quarter; currency CNY
  {settings}
}}
subject person {{ key no }}
"""
ITEMS = """
    input x : points in 0 .. 100 step 0.0001
    input y : points in 0 .. 100 step 0.0001
    parameter full : points = 100
    indicator a { measure x{own} }
    indicator b { measure y }
    scorecard all { a 50%; b 50% }
    input base : money in 0 .. 10_000
    pay p = base * (total / full)
"""


def test_the_policy_says_how_scores_totals_and_amounts_are_rounded() -> None:
    header = HEADER_WITH.format(
        settings="scores to 1 place\n totals to 2 places half_even\n amounts to whole numbers down"
    )
    person = evaluated(ITEMS.replace("{own}", ""), header=header, base=1000, x="10.05", y="20.03")
    assert person.numbers("a", "b", "total", "p") == [Fraction(n) for n in ("10.1", "20", "15.05", "150")]


def test_the_total_follows_the_scores_unless_it_has_a_rounding_of_its_own() -> None:
    header = HEADER_WITH.format(settings="scores to 1 place")
    body = ITEMS.replace("{own}", "")
    assert evaluated(body, header=header, base=1000, x="10.1", y="10.2")["total"] == Fraction("10.2")
    own = body + "total { to 2 places }"
    assert evaluated(own, header=header, base=1000, x="10.1", y="10.2")["total"] == Fraction("10.15")


def test_an_indicator_may_be_rounded_by_itself() -> None:
    header = HEADER_WITH.format(settings="scores to 1 place")
    person = evaluated(
        ITEMS.replace("{own}", "; to whole numbers down"), header=header, base=1000, x="10.99", y="10.99"
    )
    assert person.numbers("a", "b") == [10, 11]


def test_nothing_is_rounded_that_nobody_rounds() -> None:
    person = evaluated(ITEMS.replace("{own}", ""), base=1000, x="33.3333", y="0")
    assert person["total"] == Fraction("16.66665")
    assert person["p"] == Fraction("166.6665")


def test_values_and_pay_may_be_rounded_where_they_stand() -> None:
    policy = """
        input a : count in 1 .. 9
        value third = 1 / a to 4 places
        pay p = 100 / a to 1 place up
    """
    assert evaluated(policy, a=3).numbers("third", "p") == [Fraction("0.3333"), Fraction("33.4")]


def test_rounded_results_are_decimals_with_those_places() -> None:
    import kpi_lang

    policy = kpi_lang.loads(
        HEADER + "input a : count in 1 .. 9\nvalue y = 1 / a to 2 places\nvalue z = 1 / a"
    )
    result = policy.evaluate({"a": 4})
    assert (str(result.y), result.z) == ("0.25", Fraction(1, 4))
    assert str(policy.evaluate({"a": 2}).y) == "0.50"
    assert isinstance(result.y, Decimal)


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("round(x to 0)", [("K154", "0")]),
        ("round(yes)", [("K311", "yes")]),
        ("round(x, 2)", [("K326", "round(x, 2)")]),
    ],
)
def test_roundings_that_are_wrong_are_underlined(formula: str, found: list[tuple[str, str]]) -> None:
    assert findings(f"input x : number in 0 .. 9\nvalue y = {formula}") == found
