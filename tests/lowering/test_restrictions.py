"""Vetoes, limits and gates: on the grade, the total and single items, each only where it applies."""

import pytest

from tests.lowering.small import evaluated, findings

BASE = """
    input x, y : points in 0 .. 100 step 1
    input n, m : count in 0 .. 9
    indicator ix { measure x }
    indicator iy { measure y }
    bonus extra { 5 points per m }
    scorecard all { ix 50%; iy 50% }
    total { at most 120 }
    grades { A from 80; B from 60; C otherwise }
"""


def graded(restrictions: str, **values: object) -> tuple[object, object]:
    person = evaluated(BASE + restrictions, {"x": 90, "y": 90, "n": 0, "m": 0} | values)
    return person["total"], person["grade"]


@pytest.mark.parametrize(
    ("action", "result"),
    [
        ("grade at most B", (90, "B")),
        ("grade at most C", (90, "C")),
        ("grade is C", (90, "C")),
        ("grade is A", (90, "A")),
        ("total zero", (0, "C")),
        ("total at most 70", (70, "B")),
        ("total at most 100", (90, "A")),
        ("ix off", (45, "C")),
        ("ix at most 60", (75, "B")),
        ("total at most 70, grade at most C", (70, "C")),
    ],
)
@pytest.mark.parametrize("word", ["veto", "limit", "gate"])
def test_what_a_restriction_bounds(word: str, action: str, result: tuple[int, str]) -> None:
    rule = f"{word} r when n > 0 {{ {action} }}"
    assert graded(rule, n=1) == result
    assert graded(rule, n=0) == (90, "A")


def test_a_limit_lifts_nobody() -> None:
    assert graded("limit r when n > 0 { grade at most A }", n=1, x=10, y=10) == (10, "C")


def test_a_fixed_grade_may_lift() -> None:
    assert graded("veto r when n > 0 { grade is A }", n=1, x=10, y=10) == (10, "A")


def test_the_strictest_limit_counts() -> None:
    rules = "limit one when n > 0 { grade at most B }\nlimit other when n > 1 { grade at most C }"
    assert [graded(rules, n=n)[1] for n in (0, 1, 2)] == ["A", "B", "C"]


def test_an_award_may_be_switched_off_or_capped_by_another_item() -> None:
    assert graded("gate g when x < 60 { extra off }", x=50, y=100, m=2) == (75, "B")
    assert graded("gate g when x < 60 { extra off }", x=60, y=100, m=2) == (90, "A")
    assert graded("gate g when n > 0 { iy at most ix }", n=1, x=40) == (40, "C")


def test_what_was_before_is_kept() -> None:
    person = evaluated(
        BASE + "veto v when n > 0 { total zero; ix at most 60; grade at most B }", x=90, y=90, n=1, m=0
    )
    assert person.numbers("ix.before", "ix", "total.before", "total") == [90, 60, 75, 0]
    assert person["v"] is True
    assert person["grade.by_score"] == "C"


def test_a_restriction_may_be_read() -> None:
    policy = BASE + "veto v when n > 0 { grade is C }\npay p = if v then 0 else 100"
    assert [evaluated(policy, x=90, y=90, n=n, m=0)["p"] for n in (0, 1)] == [100, 0]


def test_pay_by_grade_follows_the_limit() -> None:
    policy = (
        BASE
        + "limit l when n > 0 { grade at most C }\ntable k by grade { A: 2, B: 1, C: 0 }\npay p = 100 * k"
    )
    assert [evaluated(policy, x=90, y=90, n=n, m=0)["p"] for n in (0, 1)] == [200, 0]


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("veto v when n { total zero }", [("K304", "n")]),
        ("veto v when n > 0 { grade at most D }", [("K206", "D")]),
        ("veto v when n > 0 { n off }", [("K612", "n")]),
        ("veto v when n > 0 { ixx off }", [("K201", "ixx")]),
        ("veto v when n > 0 { total at most 60% }", [("K303", "60%")]),
        ("veto v when n > 0 { ix at most n }", [("K303", "n")]),
        ("veto v when total > 0 { total zero }", [("K211", "total > 0")]),
    ],
)
def test_restrictions_that_are_wrong_are_underlined(rule: str, found: list[tuple[str, str]]) -> None:
    assert findings(BASE + rule) == found
