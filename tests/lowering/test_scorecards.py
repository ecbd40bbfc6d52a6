"""Scorecards: weights in percent and in points, groups, class-wide limits, and who has which."""

from fractions import Fraction

import pytest

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import RuleRef
from tests.lowering.small import diagnostics, evaluated, findings, plan_of

ITEMS = """
    input role : one of { sales, support, head }
    input a, b, c : points in 0 .. 100 step 1
    indicator ia { class hard; measure a }
    indicator ib { class soft; measure b }
    indicator ic { class soft; measure c }
"""


def test_nested_weights_multiply() -> None:
    policy = (
        ITEMS
        + """
        indicator extra { score 10 }
        scorecard all {
          group g 80% { ia 75%; group h 25% { ib 40%; ic 60% } }
          group k 20% { extra 100% }
        }
    """
    )
    person = evaluated(policy, role="head", a=100, b=50, c=0)
    assert person.numbers("ia.weight", "ib.weight", "ic.weight", "extra.weight") == [
        Fraction(3, 5),
        Fraction(2, 25),
        Fraction(3, 25),
        Fraction(1, 5),
    ]
    assert person.numbers("g", "h", "k") == [80, 20, 10]
    assert person["total"] == 66


def test_item_points_are_points_of_a_hundred() -> None:
    policy = """
        input errors : count in 0 .. 99
        input made : points in 0 .. 30 step 1
        indicator quality { measure errors; score anchored { 0: 40, each 1 above: -5, at least 0 } }
        indicator output { measure made }
        indicator order { score 30 }
        scorecard all { quality 40 points; output 30 points; order 30 points }
    """
    person = evaluated(policy, errors=3, made=20)
    assert person.numbers("quality", "quality.points", "output.points", "total") == [25, 25, 20, 75]
    assert person["quality.weight"] == Fraction(2, 5)
    score = plan_of(policy).rule("output.points").expr
    assert isinstance(score, RuleRef), "where no weight can move, the score is not scaled in its derivation"
    assert score.name == "output"


def test_item_points_may_be_out_of_another_sum_and_in_groups() -> None:
    policy = """
        input x, y : points in 0 .. 60 step 1
        indicator ix { measure x }
        indicator iy { measure y }
        indicator iz { score 10 }
        scorecard all { group g 90 points { ix 60 points; iy 30 points }; iz 30 points; out of 120 }
    """
    person = evaluated(policy, x=45, y=20)
    assert person.numbers("g", "g.points", "total") == [65, 65, 75]
    assert person["g.weight"] == Fraction(3, 4)


def test_an_item_in_points_that_is_missing_stretches_the_others() -> None:
    policy = """
        input x : points in 0 .. 60 step 1 optional
        indicator ix { measure x; missing reweight }
        indicator iy { score 30 }
        scorecard all { ix 60 points; iy 40 points }
    """
    assert evaluated(policy, x=45)["total"] == 75
    person = evaluated(policy)
    assert person.numbers("iy.weight", "iy.points", "total") == [1, 75, 75]


def test_people_have_the_scorecard_of_their_condition() -> None:
    policy = (
        ITEMS
        + """
        scorecard sales "Sales staff" when role = sales { ia 100% }
        scorecard heads when role = head and a >= 50 { ib 100% }
        scorecard rest else { ic 100% }
    """
    )
    cases = {"sales": ("sales", 80), "head": ("heads", 60), "support": ("rest", 40)}
    for role, (card, total) in cases.items():
        person = evaluated(policy, role=role, a=80, b=60, c=40)
        assert (person["scorecard"], person["total"]) == (card, total)
    assert evaluated(policy, role="head", a=49, b=60, c=40)["scorecard"] == "rest"


def test_the_scorecard_may_be_read() -> None:
    policy = (
        ITEMS
        + """
        scorecard sales when role = sales { ia 100% }
        scorecard rest else { ic 100% }
        pay p = if scorecard = sales then 100 else 50
    """
    )
    assert [evaluated(policy, role=role, a=1, c=1)["p"] for role in ("sales", "head")] == [100, 50]


def test_an_indicator_may_weigh_differently_in_two_scorecards() -> None:
    policy = (
        ITEMS
        + """
        scorecard sales when role = sales { ia 80%; ib 20% }
        scorecard rest else { group g 50% { ia 100% }; ib 50% }
    """
    )
    sales = evaluated(policy, role="sales", a=100, b=50)
    rest = evaluated(policy, role="head", a=100, b=50)
    assert [sales["ia.weight"], rest["ia.weight"]] == [Fraction(4, 5), Fraction(1, 2)]
    assert [sales["total"], rest["total"]] == [90, 75]
    assert sales.cause("g") is Cause.NO_RESULT
    assert rest["g"] == 100


def test_a_value_and_an_award_may_be_items_and_an_award_then_counts_once() -> None:
    policy = "input n : count in 0 .. 9\nvalue v : points = 10 * n\nbonus b { 20 points per n }\n"
    policy += "bonus c { 1 point per n }\nscorecard all { v 50%; b 50% }"
    assert evaluated(policy, n=4)["total"] == 64


@pytest.mark.parametrize("formula", ["n", "n / 9", "n > 3"])
def test_an_item_is_in_points(formula: str) -> None:
    body = f"input n : count in 0 .. 9\nvalue v = {formula}\nscorecard all {{ v 100% }}"
    assert findings(body) == [("K303", "v")]


@pytest.mark.parametrize(
    "card",
    [
        "{ ia 80%; ib 12%; ic 8%; weight of class soft in 10% .. 20% }",
        "{ ia 90%; group g 10% { ib 50%; ic 50% }; weight of class soft in 10% .. 10% }",
        "{ ia 100%; weight of class soft in 0% .. 20% }",
        "{ ia 80% allowed 50% .. 80%; ib 20% allowed 20% .. 30% }",
        "{ ia 60 points allowed 50 .. 60; ib 40 points }",
        "{ ia 100 / 3 * 1%; ib 100 / 3 * 1%; ic 100 / 3 * 1% }",
    ],
)
def test_weights_inside_their_limits(card: str) -> None:
    assert findings(f"{ITEMS}scorecard all {card}") == []


@pytest.mark.parametrize(
    ("card", "found"),
    [
        ("{ ia 80%; ib 15% }", [("K620", "all")]),
        ("{ ia 80%; ib 25% }", [("K620", "all")]),
        ("{ ia 50%; group g 50% { ib 60%; ic 30% } }", [("K620", "g")]),
        ("{ ia 60 points; ib 30 points }", [("K620", "all")]),
        ("{ ia 60 points; ib 30 points; out of 100 }", [("K620", "all")]),
        ("{ ia 50 points; group g 50 points { ib 30 points; ic 30 points } }", [("K620", "g")]),
        (
            "{ ia 80%; ib 10%; ic 10%; weight of class soft in 25% .. 30% }",
            [("K622", "weight of class soft in 25% .. 30%")],
        ),
        ("{ ia 80% allowed 50% .. 70%; ib 20% }", [("K619", "ia 80% allowed 50% .. 70%")]),
        ("{ }", [("K614", "all")]),
        ("{ ia 50%; ib 50 points }", [("K615", "ib 50 points")]),
        ("{ ia 100%; ib 0% }", [("K616", "0%")]),
        ("{ ia 50%; ia 50% }", [("K621", "ia 50%")]),
        ("{ ai 100% }", [("K617", "ai")]),
        ("{ role 100% }", [("K618", "role")]),
        ("{ ia 100 }", [("K620", "all")]),
        ("{ ia a * 1% }", [("K303", "a * 1%")]),
    ],
)
def test_weights_that_are_wrong_are_underlined(card: str, found: list[tuple[str, str]]) -> None:
    assert findings(f"{ITEMS}scorecard all {card}") == found


def test_the_message_on_a_sum_says_how_much_to_add() -> None:
    (found,) = diagnostics(f"{ITEMS}scorecard all {{ ia 80%; ib 15% }}")
    assert found.message("en") == "the weights of `all` add up to 95%, not 100%"
    assert "5%" in (found.help("en") or "")


@pytest.mark.parametrize(
    ("cards", "found"),
    [
        (
            "scorecard a when role = sales { ia 100% }",
            [("K560", "scorecard a when role = sales { ia 100% }")],
        ),
        ("scorecard a when role = sales { ia 100% }\nscorecard b { ib 100% }", [("K611", "b")]),
        ("scorecard a else { ia 100% }\nscorecard b else { ib 100% }", [("K610", "b")]),
    ],
)
def test_everybody_has_one_scorecard(cards: str, found: list[tuple[str, str]]) -> None:
    assert findings(ITEMS + cards)[:1] == found


def test_two_scorecards_for_the_same_people_are_found() -> None:
    cards = "scorecard a when role in { sales, head } { ia 100% }\nscorecard b when role <> sales { ib 100% }"
    assert [code for code, _ in findings(ITEMS + cards)] == ["K562"]


def test_a_policy_without_a_scorecard_has_no_total() -> None:
    plan = plan_of("input n : count in 0 .. 9\nvalue y = n")
    assert "total" not in [rule.name for rule in plan.rules]


def test_parts_are_those_that_an_indicator_has() -> None:
    policy = (
        "input n : count in 0 .. 9\nindicator i { measure n; score 10 * measure }\nindicator j { score 50 }\n"
    )
    policy += "scorecard all { i 40%; group g 60% { j 100% } }\n"
    person = evaluated(policy + "value y = i.measure + 0\nvalue z = g.weight * g.points", n=5)
    assert person.numbers("y", "z") == [5, 18]
    assert findings(policy + "value y = j.measure") == [("K222", "j.measure")]
    assert findings(policy + "value y = g.measure") == [("K222", "g.measure")]
    assert findings(policy + "value y = n.weight") == [("K222", "n.weight")]
