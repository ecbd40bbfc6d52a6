"""Values that move inside a grade, from one end of its band to the other."""

from fractions import Fraction

import pytest

from kpi_lang.report.coverage import coverage
from tests.lowering.small import evaluated, plan_of

BODY = """
    input x : points in 0 .. 120 step 0.5
    input n : count in 0 .. 9
    indicator ix { measure x }
    scorecard all { ix 100% }
    total { at least 0, at most 110 }
    limit moved when n > 0 { grade at most B }
    grades { A from 85; B from 70; C otherwise }
    table coefficient by grade { A: 1.2 .. 1.5, B: 1 .. 1.2, C: 0 .. 0.7 }
"""


@pytest.mark.parametrize(
    ("total", "grade", "value"),
    [
        (0, "C", "0"),
        (35, "C", "0.35"),
        (69.5, "C", "0.695"),
        (70, "B", "1"),
        (77.5, "B", "1.1"),
        (85, "A", "1.2"),
        (97.5, "A", "1.35"),
        (110, "A", "1.5"),
        (120, "A", "1.5"),
    ],
)
def test_the_value_is_on_the_line_between_the_ends_of_the_grade(total: float, grade: str, value: str) -> None:
    found = evaluated(BODY, x=total, n=0)
    assert (found["grade"], str(float(found.number("coefficient")))) == (grade, str(float(value)))


def test_a_grade_that_was_moved_keeps_within_its_two_values() -> None:
    found = evaluated(BODY, x=100, n=1)
    assert (found["grade"], found["coefficient"]) == ("B", Fraction("1.2"))


def test_a_grade_may_say_both_its_ends_itself() -> None:
    body = BODY.replace("total { at least 0, at most 110 }", "").replace(
        "A from 85; B from 70; C otherwise", "A 85 .. 120; B 70 .. 84.5; C 0 .. 69.5"
    )
    assert evaluated(body, x=102.5, n=0).number("coefficient") * 100 == 135


def test_the_best_grade_may_end_at_the_full_score() -> None:
    body = BODY.replace("total { at least 0, at most 110 }", "total { at least 0 }").replace(
        "scorecard all { ix 100% }", "scorecard all { ix 105 points; out of 105 }"
    )
    assert evaluated(body, x=95, n=0)["coefficient"] == Fraction("1.35")
    assert evaluated(body, x=120, n=0)["coefficient"] == Fraction("1.5")


def test_grades_of_another_figure_move_with_that_figure() -> None:
    body = (
        BODY.replace("grades {", "grades of x / 2 {")
        .replace("A from 85; B from 70; C otherwise", "A 40 .. 60; B from 30; C 0 .. 29.75; no result \"odd\" otherwise")
        .replace("C: 0 .. 0.7", "C: 0")
    )  # fmt: skip
    assert evaluated(body, x=70, n=0).number("coefficient") * 10 == 11


def test_what_lies_beyond_the_ends_need_not_be_covered() -> None:
    plan = plan_of(BODY)
    (rule,) = (rule for rule in coverage(plan, ()).rules if rule.name == "coefficient")
    labels = [branch.label for branch in rule.branches if branch.role == "line"]
    assert labels == ["85 .. 110", "70 .. 85", "0 .. 70"]
