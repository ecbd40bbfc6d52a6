"""The trade company's quarters and year: head-counts, totals and pay of the shipped data, and who was not there all the time."""

import csv
import re
import runpy
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import kpi_lang
from kpi_lang.report.at_a_glance import at_a_glance
from tests.cli.calling import kpi
from tests.policies.shipped import FOLDER, shipped

HERE = FOLDER / "trade_company"
FILE = "trade_company/trade_company.kpi"
RECORDS = {"sheet": HERE / "sheets.csv", "complaint": HERE / "complaints.csv"}
QUARTERS = ("2026Q1", "2026Q2", "2026Q3", "2026Q4")
YEAR = "2026"


@cache
def whole_run() -> kpi_lang.Table:
    """The four quarters and the year, with the approvals."""
    return shipped(FILE).run(HERE / "staff.csv", records=RECORDS, approvals=HERE / "approvals.csv")


@cache
def by_person() -> dict[tuple[str, str], dict[str, object]]:
    """Every row of the results by period and staff number."""
    return {(str(row["period"]), str(row["staff_no"])): dict(row) for row in whole_run().rows("en")}


def _of(period: str) -> list[dict[str, object]]:
    return [row for (found, _), row in by_person().items() if found == period]


def test_the_data_are_what_the_script_writes(tmp_path: Path) -> None:
    runpy.run_path(str(HERE / "make_data.py"))["main"](tmp_path)
    for name in ("staff.csv", "sheets.csv", "complaints.csv"):
        assert (tmp_path / name).read_bytes() == (HERE / name).read_bytes(), name


def test_every_row_is_accounted_for() -> None:
    assert str(whole_run().summary) == "read 488, accepted 482, out of scope 4, rejected 2"
    assert [finding.code for reject in whole_run().rejects for finding in reject.diagnostics] == ["K920"] * 2


@pytest.mark.parametrize(
    ("period", "provisional", "settled", "pay"),
    [
        ("2026Q1", "S7 A29 B47 C23 D14", "S5 A19 B59 C23 D14", "564310.00"),
        ("2026Q2", "S0 A19 B42 C34 D25", "S0 A19 B42 C34 D25", "522160.00"),
        ("2026Q3", "S1 A23 B59 C16 D20", "S1 A17 B65 C16 D20", "544930.00"),
        ("2026Q4", "S2 A22 B58 C25 D14", "S2 A22 B58 C25 D14", "0"),
        ("2026", "S0 A23 B59 C26 D13", "S0 A23 B59 C26 D13", "558520.00"),
    ],
)
def test_grades_and_pay_of_each_period(period: str, provisional: str, settled: str, pay: str) -> None:
    rows = _of(period)
    for name, expected in (("provisional_grade", provisional), ("grade", settled)):
        counts = Counter(row[name] for row in rows)
        assert " ".join(f"{grade}{counts[grade]}" for grade in "SABCD") == expected
    paid = [row["performance_pay"] for row in rows if row["performance_pay"] is not None]
    assert sum(map(Decimal, map(str, paid)), Decimal(0)) == Decimal(pay)


def test_limits_of_120_people() -> None:
    proposal = whole_run().cohorts[0].proposal
    assert proposal.cohort.headcount == 120
    assert [(quota.least, quota.most) for quota in proposal.quotas] == [(0, 6), (0, 18), (0, 24), (36, 120)]


def test_the_tied_are_moved_together() -> None:
    rows = by_person()
    totals = {who: rows["2026Q1", who]["total"] for who in ("E210", "E312", "E319")}
    assert totals == {"E210": Decimal("95.00"), "E312": Decimal("95.00"), "E319": Decimal("94.99")}
    assert [rows["2026Q1", who]["grade"] for who in totals] == ["A", "A", "A"]


def test_edges_of_the_grades() -> None:
    rows = by_person()
    found = {
        who: (str(rows["2026Q1", who]["total"]), rows["2026Q1", who]["provisional_grade"])
        for who in ("E211", "E317", "E215", "E316")
    }
    assert found == {
        "E211": ("85.00", "A"),
        "E317": ("84.99", "B"),
        "E215": ("75.00", "B"),
        "E316": ("74.99", "C"),
    }


def test_what_is_financial_is_scored_again_on_the_year() -> None:
    rows = by_person()
    quarters = [rows[period, "E201"]["turnover_rate"] for period in QUARTERS]
    assert quarters == [Decimal(0), Decimal(100), Decimal(100), Decimal(85)]
    assert rows[YEAR, "E201"]["turnover_rate"] == Decimal(80)
    assert (rows[YEAR, "E201"]["total"], rows[YEAR, "E201"]["grade"]) == (Decimal("78.00"), "B")


def test_the_annual_grade_pays_the_next_first_quarter() -> None:
    fourth, year = (by_person()[period, "E202"] for period in ("2026Q4", YEAR))
    assert (fourth["grade"], fourth["performance_pay"]) == ("S", None)
    assert fourth["performance_pay_why"] == "the first quarter is paid on the annual grade"
    assert (year["grade"], year["performance_pay"]) == ("B", Decimal("4950.00"))


def test_heads_come_after_their_staff() -> None:
    rows = by_person()
    reports = [
        row["provisional_grade"]
        for row in _of("2026Q1")
        if row["manager_no"] == "E101" and row["provisional_grade"] is not None
    ]
    share = Decimal(sum(grade in ("S", "A") for grade in reports)) / len(reports)
    team = Decimal(75) + (share - Decimal("0.2")) * 100
    assert rows["2026Q1", "E101"]["team"] == team.quantize(Decimal("0.01"))


def test_a_missing_quarter_is_no_result_and_the_year_is_made_of_three() -> None:
    rows = by_person()
    assert ("2026Q3", "E315") not in rows
    scores = [Decimal(str(rows[period, "E315"]["peer"])) for period in QUARTERS if period != "2026Q3"]
    assert rows[YEAR, "E315"]["peer"] == (sum(scores, Decimal(0)) / 3).quantize(Decimal("0.01"))
    assert rows[YEAR, "E315"]["performance_pay"] is not None


def test_joiners_begin_with_the_first_quarter_of_which_they_work_half() -> None:
    rows = by_person()
    assert ("2026Q1", "E334") not in rows
    assert rows["2026Q2", "E334"]["appraised"] is True
    late = rows["2026Q3", "E237"]
    assert late["appraised"] is False
    assert late["total_why"] == "not appraised, because at work for less than half of the quarter"
    assert late["performance_pay"] == Decimal("4320.00")
    assert rows[YEAR, "E237"]["peer"] == rows["2026Q4", "E237"]["peer"]


def test_leavers_are_paid_nothing_and_not_appraised_on_the_year() -> None:
    rows = by_person()
    assert rows["2026Q1", "E325"]["performance_pay"] is not None
    for period in ("2026Q2", YEAR):
        assert rows[period, "E325"]["total_why"] == "not appraised, because left the company"
        assert rows[period, "E325"]["performance_pay"] == 0


def test_transfers_count_where_they_are_and_the_year_is_that_of_the_last_place() -> None:
    rows = by_person()
    assert [rows[period, "E207"]["department"] for period in (*QUARTERS, YEAR)] == [
        "Sales East",
        *["Sales West"] * 4,
    ]
    assert [rows[period, "E409"]["scorecard"] for period in (*QUARTERS, YEAR)] == ["support"] * 2 + [
        "sales"
    ] * 3
    assert rows[YEAR, "E409"]["sheet"] is None
    with (HERE / "staff.csv").open(encoding="utf-8") as file:
        given = [row for row in csv.DictReader(file) if row["staff_no"] == "E409" and row["Turnover booked"]]
    made, target = (sum(int(row[name]) for row in given) for name in ("Turnover booked", "Turnover target"))
    score = Decimal(75) + (Decimal(made) / target - 1) * 100
    assert rows[YEAR, "E409"]["turnover_rate"] == score.quantize(Decimal("0.01"))


def test_a_scorecard_changed_in_the_middle_of_the_year() -> None:
    rows = by_person()
    cards = [rows[period, "E201"]["scorecard"] for period in (*QUARTERS, YEAR)]
    assert cards == ["sales_to_june"] * 2 + ["sales"] * 3
    assert [rows[period, "E201"]["customers_won"] for period in ("2026Q1", "2026Q2")] == [None, None]
    assert rows[YEAR, "E201"]["customers_won"] == Decimal(75)


def test_a_change_by_the_approver_stands_and_is_reported() -> None:
    changed = by_person()["2026Q1", "E211"]
    assert (changed["proposed_grade"], changed["grade"]) == ("B", "A")
    assert [finding.code for finding in whole_run().diagnostics] == ["K916"]


def test_without_the_approval_nothing_is_paid_on_a_proposal() -> None:
    rows = shipped(FILE).run(HERE / "staff.csv", records=RECORDS, period="2026Q1").rows("en")
    assert {row["grade"] for row in rows} == {None}
    assert {row["performance_pay"] for row in rows} == {None}
    assert {row["performance_pay_why"] for row in rows} == {
        "pending, because group_president has not approved yet"
    }


def test_somebody_rejected_leaves_the_quarter_unsettled(tmp_path: Path) -> None:
    text = (HERE / "staff.csv").read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("E203,2026Q1"))
    wrong = re.sub(r",(\d{4}),2023", r",-\1,2023", row)
    (tmp_path / "staff.csv").write_text(text.replace(row, wrong), encoding="utf-8")
    table = shipped(FILE).run(
        tmp_path / "staff.csv", records=RECORDS, approvals=HERE / "approvals.csv", period="2026Q1"
    )
    assert str(table.summary) == "read 123, accepted 119, out of scope 1, rejected 3"
    assert {row["grade"] for row in table.rows("en")} == {None}


def test_the_story_of_somebody_who_was_moved_is_one_screen() -> None:
    explained = (
        shipped(FILE)
        .run(HERE / "staff.csv", records=RECORDS, approvals=HERE / "approvals.csv", period="2026Q1")["E210"]
        .explain("en")
    )
    lines = at_a_glance(explained).splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 100
    told = " ".join(" ".join(lines).split())
    for said in (
        "Turnover against target 100.00 75 + (125% − 100%) × 100",
        "total 95.00",
        "level with E312",
        "at most 6, there were 7",
        "next ahead: E311, S",
        "next behind: E319, A",
        "approved by group_president 2026-04-20",
        "Performance pay 5,850.00 4,500.00 × 1.3",
    ):
        assert said in told, said
    assert "Profit against target" not in told
    assert "it is not so that 3 = 12 and not rolled_up" in str(explained)
    assert [clause.number for clause in explained.figure("proposed_grade").clauses] == ["6.3", "6.4"]


def test_one_command_prints_the_page(tmp_path: Path) -> None:
    done = kpi(
        *("run", str(FOLDER / FILE), "--data", str(HERE / "staff.csv")),
        *(part for name, path in RECORDS.items() for part in ("--records", f"{name}={path}")),
        *("--approvals", str(HERE / "approvals.csv"), "--out", str(tmp_path / "results.csv")),
    )
    assert done.exit_code == 1
    printed = [line.rstrip() for line in done.stderr.splitlines()]
    assert printed[-1] == "read 488, accepted 482, out of scope 4, rejected 2"
    page = (HERE / "README.md").read_text(encoding="utf-8")
    page = re.sub(r"^```.*?^```$", "", page, flags=re.DOTALL | re.MULTILINE)
    quoted = [line[4:].rstrip() for line in page.splitlines() if line.startswith("    ")]
    assert len(quoted) == 27
    assert [line for line in quoted if line not in printed] == []
