"""Roll-ups: what a year comes to from its quarters, by each way of adding up."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import kpi_lang
from kpi_lang.policy import Policy

POLICY = """
policy year.all "Year" {{ language 1; period quarter; currency CNY; scores to 2 places }}
subject employee {{ key staff_no }}
input turnover : money in 0 .. 10_000_000 over time sum
input target : money in 1 .. 10_000_000 over time sum
input review : points in 0 .. 100 step 0.1 optional over time mean
input days : count in 0 .. 92 over time sum
input level : one of {{ junior, senior }}
indicator reach {{ class financial; measure turnover / target; score line {{ 60%: 0, 100%: 75, 125%: 100 }} }}
indicator peers {{ class voted; measure review; missing reweight }}
bonus ideas {{ 1 point per 30 of days, at most 3 }}
scorecard young when level = junior {{ reach 50%; peers 50% }}
scorecard old otherwise {{ reach 80%; peers 20% }}
value year_so_far : money = to_date(turnover)
value whole : yes/no = rolled_up
rollup annual "The year" into year {{ {rows} }}
"""


def _policy(rows: str) -> Policy:
    return kpi_lang.loads(POLICY.format(rows=rows))


def _row(
    quarter: int, turnover: int, review: object, days: int = 90, level: str = "senior", who: str = "A"
) -> dict[str, object]:
    return {
        "staff_no": who,
        "period": f"2026Q{quarter}",
        "turnover": turnover,
        "target": 100,
        "review": review,
        "days": days,
        "level": level,
    }


# Reach of the quarters: 0, 100, 75, 87.5; of the year 92%: 60.
ROWS = [_row(1, 60, 60), _row(2, 125, 90, 30), _row(3, 100, None), _row(4, 83, 90, level="junior")]


def _year(rows: str, data: list[dict[str, object]] = ROWS) -> dict[str, object]:
    (found,) = _policy(rows).run(data, period="2026").rows("en")
    assert found["period"] == "2026"
    return dict(found)


def test_what_is_scored_again_reads_inputs_as_they_add_up() -> None:
    found = _year("class financial: score again; else: mean")
    assert found["reach"] == Decimal("60.00")
    assert found["peers"] == Decimal("80.00")


@pytest.mark.parametrize(
    ("how", "reach"),
    [
        ("mean", Fraction(0 + 100 + 75, 1) / 4 + Fraction(4313, 400)),
        ("sum", Fraction(175) + Fraction(4313, 100)),
        ("last", Fraction(4313, 100)),
        ("best 2", Fraction(175, 2)),
        ("best 9", (Fraction(175) + Fraction(4313, 100)) / 4),
        (
            "mean weighted by days",
            (Fraction(100 * 30 + 75 * 90) + Fraction(4313, 100) * 90) / 300,
        ),
    ],
)
def test_other_scores_are_made_of_those_of_the_quarters(how: str, reach: Fraction) -> None:
    found = _year(f"reach: {how}; else: mean")
    cent = Fraction(1, 100)
    rounded = (reach / cent + Fraction(1, 2)).__floor__() * cent
    assert Fraction(str(found["reach"])) == rounded


def test_the_scorecard_is_that_of_the_year_and_awards_are_computed_again() -> None:
    found = _year("class financial: score again; else: mean")
    # The last level is junior: half and half; 300 days give the most that the bonus may be.
    assert found["ideas"] == Decimal("3.00")
    assert found["total"] == 60 * Fraction(1, 2) + 80 * Fraction(1, 2) + 3


def test_an_award_may_be_rolled_up_as_well() -> None:
    assert _year("ideas: sum; else: mean")["ideas"] == Decimal("10.00")


def test_the_quarters_are_no_earlier_periods_of_their_year() -> None:
    found = _year("else: mean")
    assert found["year_so_far"] == 368
    assert found["whole"] is True


def test_too_few_quarters_are_what_the_missing_clause_says() -> None:
    found = _year("class financial: score again; else: mean; needs at least 4 periods")
    assert found["peers"] is None
    assert found["total"] == Decimal("60.00") + 3


def test_too_few_quarters_without_a_clause_are_no_result_with_the_reason() -> None:
    found = _year("else: mean; needs at least 3 periods", ROWS[2:])
    assert found["reach_why"] == "reach: fewer than 3 periods have a score"


def test_a_joiner_is_rolled_up_from_the_quarters_that_there_were() -> None:
    assert _year("class financial: score again; else: mean", ROWS[3:])["reach"] == Decimal("43.13")


def test_a_year_is_rolled_up_once_its_last_quarter_is_there() -> None:
    policy = _policy("else: mean")
    assert [row["period"] for row in policy.run(ROWS[:3]).rows("en")] == ["2026Q1", "2026Q2", "2026Q3"]
    periods = [row["period"] for row in policy.run(ROWS).rows("en")]
    assert periods == ["2026Q1", "2026Q2", "2026Q3", "2026Q4", "2026"]


def test_rows_are_counted_once() -> None:
    assert str(_policy("else: mean").run(ROWS).summary) == "read 4, accepted 4, out of scope 0, rejected 0"


def test_a_year_with_quarters_known_only_from_history_is_refused() -> None:
    history = [{"staff_no": "A", "period": "2026Q1", "reach": 50, "peers": 50, "turnover": 3}]
    table = _policy("else: mean").run(ROWS[1:], history=[history], period="2026")
    assert [finding.code for reject in table.rejects for finding in reject.diagnostics] == ["K968"]


def test_the_way_of_a_figure_is_explained() -> None:
    shown = str(_policy("else: best 2").run(ROWS, period="2026").explain("A", "en"))
    assert "mean of the best over past" in shown


DISTRIBUTED = """
policy year.shares "Year" { language 1; period quarter }
subject employee { key staff_no; belongs to department }
input points_of : points in 0 .. 100 step 1
indicator own { measure points_of }
scorecard all { own 100% }
grades { A from 80; B otherwise }
distribution guideline among everybody { A at most 50%, rounded down; apply after approval by president }
rollup annual into year { else: mean }
"""


def test_the_grades_of_the_longer_period_are_distributed_and_approved_too(tmp_path: Path) -> None:
    rows = [
        {"staff_no": who, "period": f"2026Q{quarter}", "department": "East", "points_of": points}
        for quarter in (1, 2, 3, 4)
        for who, points in (("A", 90), ("B", 85))
    ]
    approved = tmp_path / "approvals.csv"
    approved.write_text(
        "period,decision,approver,cohort,date\n2026,approved,president,,2027-01-20\n", encoding="utf-8"
    )
    table = kpi_lang.loads(DISTRIBUTED).run(rows, approvals=approved)
    found = {
        (row["staff_no"], row["period"]): (row["proposed_grade"], row["grade"]) for row in table.rows("en")
    }
    assert found["B", "2026Q4"] == ("B", None)
    assert found["A", "2026"] == ("A", "A")
    assert found["B", "2026"] == ("B", "B")
