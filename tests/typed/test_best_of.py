"""Better and worse of several curves, which may look at different values."""

from fractions import Fraction

import pytest

from tests.lowering.small import evaluated, findings

TWO = """
    input reached, improved : ratio in 0% .. 100% step 1%
    value y : points = {which} of {{
      line of reached {{ 0%: 0, 100%: 100 }},
      steps of improved {{ >= 50%: 60, else: 20 }}
    }}
"""


@pytest.mark.parametrize(
    ("which", "reached", "improved", "y"),
    [
        ("better", "30%", "50%", 60),
        ("better", "70%", "50%", 70),
        ("worse", "30%", "50%", 30),
        ("worse", "30%", "0%", 20),
    ],
)
def test_one_of_two_counts(which: str, reached: str, improved: str, y: int) -> None:
    assert evaluated(TWO.format(which=which), reached=reached, improved=improved)["y"] == y


def test_formulas_and_curves_mix_and_nest() -> None:
    policy = """
        input x : ratio in 0% .. 200% step 1%
        indicator i {
          measure x
          score   better of { 40, worse of { line { 0%: 0, 100%: 90 }, anchored { 100%: 80, each 1% above: -1 } } }
        }
    """
    assert [evaluated(policy, x=x)["i"] for x in ("10%", "50%", "100%", "150%")] == [40, 45, 80, 40]


def test_the_score_may_use_the_measure_in_a_formula() -> None:
    policy = "input x : ratio in 0% .. 200% step 1%\nindicator i { measure x; score measure * 100 }"
    assert evaluated(policy, x="85%")["i"] == 85


def test_where_one_has_no_value_there_is_none() -> None:
    policy = """
        input x : ratio in 0% .. 200% step 1%
        value y : points = better of { steps of x { < 100%: 1, else: no result "too high" }, 50 }
    """
    assert evaluated(policy, x="99%")["y"] == 50
    assert evaluated(policy, x="100%").reason("y") == "too high"


def test_a_curve_must_have_something_to_look_at() -> None:
    body = "input x : ratio in 0% .. 1%\nvalue y : points = better of { x * 100, line { 0%: 0, 1%: 1 } }"
    assert findings(body) == [("K505", "line { 0%: 0, 1%: 1 }")]


def test_every_curve_gives_the_same_kind() -> None:
    body = "input x : ratio in 0% .. 1%\nvalue y : points = better of { x, 1 }"
    assert findings(body) == [("K303", "x")]


def test_values_between_points_stay_exact() -> None:
    policy = "input a, b : count in 1 .. 9\nvalue y : points = better of { line of a / b { 0: 0, 9: 1 }, 0 }"
    assert evaluated(policy, a=1, b=7)["y"] == Fraction(1, 63)
