"""Anchored curves: a score at one point, and points for each step beyond it, full or in proportion."""

from fractions import Fraction

import pytest

from tests.lowering.small import evaluated, findings


def score(curve: str, x: str) -> object:
    body = f"input x : ratio in -100% .. 300% step 0.01%\nvalue y : points = anchored of x {{ {curve} }}"
    return evaluated(body, x=x)["y"]


@pytest.mark.parametrize(
    ("x", "y"),
    [("100%", 75), ("102.99%", 75), ("103%", 76), ("109%", 78), ("99.99%", 75), ("99%", 73), ("97.5%", 71)],
)
def test_full_steps_count_whole_ones_only(x: str, y: int) -> None:
    assert score("100%: 75, each full 3% above: +1, each full 1% below: -2", x) == y


@pytest.mark.parametrize(
    ("x", "y"), [("100%", 75), ("101%", 76), ("101.5%", Fraction(153, 2)), ("99.5%", 74), ("50%", -25)]
)
def test_plain_steps_count_in_proportion(x: str, y: Fraction) -> None:
    assert score("100%: 75, each 1% above: +1, each 1% below: -2", x) == y


@pytest.mark.parametrize(("x", "y"), [("130%", 100), ("125%", 100), ("60%", 0), ("62.5%", 0), ("63%", 1)])
def test_the_caps_hold_at_both_ends(x: str, y: int) -> None:
    assert score("100%: 75, each 1% above: +1, each 1% below: -2, at most 100, at least 0", x) == y


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ("110%", 85),
        ("115%", Fraction(175, 2)),
        ("120%", 90),
        ("130%", 91),
        ("95%", 70),
        ("90%", 65),
        ("80%", 45),
    ],
)
def test_a_slope_goes_on_where_the_one_before_it_ends(x: str, y: Fraction) -> None:
    chain = (
        "100%: 75, each 1% above: +1 until 110%, each 1% above: +0.5 until 120%, each 10% above: +1, "
        "each 1% below: -1 until 90%, each 1% below: -2"
    )
    assert score(chain, x) == y


def test_full_steps_of_a_later_slope_count_from_its_beginning() -> None:
    chain = "100%: 75, each 1% above: +1 until 110%, each full 3% above: +1"
    assert [score(chain, x) for x in ("112%", "113%", "116%")] == [85, 86, 87]


def test_lower_may_be_better() -> None:
    assert [score("5%: 80, each 1% above: -10, each 1% below: +4", x) for x in ("6%", "3%")] == [70, 88]


def test_the_anchor_and_its_score_may_come_from_data() -> None:
    policy = """
        input made, goal : number in 1 .. 1_000 step 1
        value y : points = anchored of made { goal: 75, each 2 above: +1, each 1 below: -goal / 10 }
    """
    assert evaluated(policy, made=30, goal=20)["y"] == 80
    assert evaluated(policy, made=18, goal=20)["y"] == 71


@pytest.mark.parametrize(
    ("curve", "found"),
    [
        ("100%: 75, each 1% above: +1, each 2% above: +1", [("K508", "each 2% above: +1")]),
        ("100%: 75, each 1% above: +1 until 90%", [("K509", "90%")]),
        ("100%: 75, each 1% below: -1 until 110%", [("K509", "110%")]),
        ("100%: 75, each 0% above: +1", [("K510", "0%")]),
        ("100%: 75, each 3 above: yes", [("K303", "yes")]),
        ("100%: 75, each 1% above: +1%", [("K303", "1%")]),
    ],
)
def test_slopes_that_are_wrong_are_underlined(curve: str, found: list[tuple[str, str]]) -> None:
    body = f"input x : ratio in 0% .. 300%\nvalue y : points = anchored of x {{ {curve} }}"
    assert findings(body) == found
