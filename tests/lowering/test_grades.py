"""Grades: every way to write a range, edges, gaps, overlaps, and the three stages of a grade."""

from fractions import Fraction

import pytest

from kpi_lang.core.absent import Cause
from kpi_lang.core.plan import Stage
from tests.lowering.small import HEADER, diagnostics, evaluated, findings, plan_of

X = "input x : points in 0 .. 100 step {step}\ntotal = x\n"


def graded(rows: str, x: object, step: str = "0.01") -> object:
    return evaluated(f"{X.format(step=step)}grades {{ {rows} }}", x=x)["grade"]


@pytest.mark.parametrize(
    "rows",
    [
        "A from 80; B from 60; C otherwise",
        "A from 80; B from 60 below 80; C below 60",
        "A >= 80; B >= 60; C else",
        "A 80 and above; B 60 and above; C below 60",
        "A 80 points and above; B at least 60 points; C less than 60 points",
        "A from 80 to 100; B from 60 to 79.99; C to 59.99",
        "A above 79.99; B above 59.99; C 59.99 and below",
        "A 80 .. 100; B 60 .. 79.99; C 0 .. 59.99",
    ],
)
def test_ranges_in_every_spelling(rows: str) -> None:
    assert [graded(rows, x) for x in ("100", "80", "79.99", "60", "59.99", "0")] == list("AABBCC")


def test_steps_of_the_data_close_a_range() -> None:
    rows = "A 80 .. 100; B 60 .. 79; C 0 .. 59"
    assert [graded(rows, x, "1") for x in (80, 79, 60, 59)] == list("ABBC")
    body = f"{X.format(step='0.01')}grades {{ {rows} }}"
    assert [code for code, _ in findings(body)] == ["K550"]


def test_the_better_grade_gets_a_shared_edge_and_that_is_said() -> None:
    rows = "A 80 .. 100; B 60 .. 80; C 0 .. 60"
    assert [graded(rows, x) for x in ("80", "60")] == ["A", "B"]
    body = f"{X.format(step='0.01')}grades {{ {rows} }}"
    assert findings(body) == [("K520", "B 60 .. 80"), ("K520", "C 0 .. 60")]


def test_a_range_may_have_no_grade() -> None:
    rows = 'A from 80; no result "not graded" below 60; B otherwise'
    assert graded(rows, 70) == "B"
    person = evaluated(
        f"{X.format(step='1')}grades {{ {rows} }}\npay p = if grade = A then 100 else 50", x=59
    )
    assert person.reason("grade") == "not graded"
    assert person.cause("p") is Cause.NO_RESULT


def test_edges_may_be_parameters() -> None:
    body = "parameter best : points = 90\n" + X.format(step="1") + "grades { A from best; B otherwise }"
    assert [evaluated(body, x=x)["grade"] for x in (90, 89)] == ["A", "B"]


def test_grades_may_be_of_another_score() -> None:
    policy = """
        input x, y : points in 0 .. 100 step 1
        total = x
        grades of min(total, y) { A from 80; B otherwise }
    """
    assert [evaluated(policy, x=90, y=y)["grade"] for y in (80, 79)] == ["A", "B"]


def test_a_grade_is_provisional_proposed_and_given() -> None:
    plan = plan_of(
        X.format(step="1") + "grades { A from 80; B otherwise }\npay p = if grade = A then 1 else 0"
    )
    stages = {rule.name: rule.stage for rule in plan.rules}
    assert stages == {
        "total": Stage.TOTAL,
        "provisional_grade": Stage.TOTAL,
        "proposed_grade": Stage.CALIBRATE,
        "grade": Stage.APPROVE,
        "p": Stage.PAY,
    }
    assert [grade.name for grade in plan.grades] == ["A", "B"]
    kind = plan.rule("grade").kind
    assert kind.choices is not None
    assert (kind.choices.names, kind.choices.ordered) == (("B", "A"), True)


def test_titles_of_grades_are_kept() -> None:
    plan = plan_of(X.format(step="1") + 'grades { A "Excellent" from 80; B otherwise }')
    assert [grade.title for grade in plan.grades] == ["Excellent", "B"]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("A from 80; B from 60", [("K550", "grades { A from 80; B from 60 }")]),
        ("A from 80; B below 79", [("K550", "grades { A from 80; B below 79 }")]),
        ("A from 60; B from 80; C otherwise", [("K521", "B from 80")]),
        ("A from 80; C otherwise; B from 60", [("K504", "B from 60")]),
        ("A from 80; A from 60; B otherwise", [("K629", "A")]),
        ("A from 80%; B otherwise", [("K303", "80%")]),
        ("A from x; B otherwise", [("K554", "B otherwise")]),
    ],
)
def test_grades_that_are_wrong_are_underlined(rows: str, found: list[tuple[str, str]]) -> None:
    assert findings(f"{X.format(step='1')}grades {{ {rows} }}") == found


def test_the_witness_of_a_gap_is_named() -> None:
    (found,) = diagnostics(X.format(step="1") + "grades { A from 80; B below 79 }")
    assert "79" in found.message("en")


def test_grades_need_a_score_and_are_declared_once() -> None:
    assert findings("grades { A from 80; B otherwise }\nvalue y : count = 1") == [
        ("K630", "grades { A from 80; B otherwise }")
    ]
    body = X.format(step="1") + "grades { A otherwise }\ngrades { B otherwise }"
    assert findings(body) == [("K628", "grades { B otherwise }")]
    assert findings("value y = grade") == [("K223", "grade")]


def test_the_total_is_bounded_then_rounded() -> None:
    header = HEADER.replace("currency CNY", "currency CNY; scores to 1 place; totals to whole numbers")
    policy = "input x : points in -200 .. 200 step 0.01\ntotal = x { at least 0, at most 99.5 }"
    totals = [evaluated(policy, header=header, x=x)["total"] for x in ("-5", "12.5", "99.4", "150")]
    assert totals == [0, 13, 99, 100]


def test_a_total_may_be_a_curve() -> None:
    policy = "input n : count in 0 .. 9\ntotal = line of n { 0: 0, 9: 90 } { to 1 place }"
    assert evaluated(policy, n=5)["total"] == 50


def test_a_formula_stands_in_place_of_the_sum() -> None:
    policy = """
        input x : points in 0 .. 100 step 1
        indicator i { measure x }
        bonus b { amount 5 points }
        scorecard all { i 100% }
        total = base_score * 90% + b
    """
    assert evaluated(policy, x=50)["total"] == 50


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("total { at most 5 }", [("K627", "total { at most 5 }")]),
        ("total = 5\ntotal = 6", [("K626", "total = 6")]),
        ("total = 50%", [("K303", "50%")]),
        ("input m : money in 0 .. 9\ntotal = m", [("K303", "m")]),
        ("value y = total", [("K225", "total")]),
        ("total = 5 { at most 10% }", [("K303", "10%")]),
    ],
)
def test_totals_that_are_wrong_are_underlined(body: str, found: list[tuple[str, str]]) -> None:
    assert findings(body) == found


def test_a_total_out_of_a_fraction_stays_exact() -> None:
    policy = "input n : count in 1 .. 9\ntotal = 100 / n * 1"
    assert evaluated(policy, n=3)["total"] == Fraction(100, 3)
