"""Several periods: what each hands on to the next, from data with a column of periods or from history."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import kpi_lang
from kpi_lang.policy import Policy

POLICY = """
policy time.draw "Draw" { language 1; period month; currency USD; amounts to 2 places }
subject rep { key rep_no; belongs to team }
input sold "Sold" : money in 0 .. 1_000_000
input active : yes/no
records visit "Visits" { day : date }
balance debt "Owed" : money { starts 100; becomes max(0, debt + 2_000 - sold) to 2 places }
pay net = max(2_000, sold - debt)
value so_far : money = to_date(sold)
value streak = in_a_row(sold > 2_000 and active)
value before : money = if present(previous(sold)) then previous(sold) else no result "no month before"
value mean_before : money = if count(past over last 3 periods) > 0 then mean(past.sold over last 3 periods) else 0
value visits = count(visit over this period)
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    return kpi_lang.loads(POLICY)


def _row(who: str, period: str, sold: int, active: str = "yes") -> dict[str, object]:
    return {"rep_no": who, "team": "north", "period": period, "sold": sold, "active": active}


ROWS = [
    _row("A", "2026-02", 1_000),
    _row("A", "2026-01", 1_500),
    _row("B", "2026-01", 5_000),
    _row("A", "2026-03", 6_000),
    _row("B", "2026-03", 3_000),
    _row("B", "2026-04", 3_000),
]
VISITS = [{"rep_no": "A", "day": "2026-02-03"}, {"rep_no": "A", "day": "2026-03-03"}]


def _run(
    policy: Policy, rows: list[dict[str, object]], **options: object
) -> dict[tuple[str, str], dict[str, object]]:
    table = policy.run(rows, records={"visit": VISITS}, **options)  # type: ignore[arg-type]
    assert not table.rejects
    return {(str(row["rep_no"]), str(row["period"])): dict(row) for row in table.rows("en")}


def test_each_period_takes_over_what_the_one_before_left(policy: Policy) -> None:
    found = _run(policy, ROWS)
    assert list(found) == [
        ("A", "2026-01"),
        ("B", "2026-01"),
        ("A", "2026-02"),
        ("A", "2026-03"),
        ("B", "2026-03"),
        ("B", "2026-04"),
    ]
    opening = {key: row["debt"] for key, row in found.items()}
    assert opening["A", "2026-01"] == 100
    assert found["A", "2026-01"]["debt.carried"] == Decimal("600.00")
    assert opening["A", "2026-02"] == 600
    assert opening["A", "2026-03"] == 1_600
    assert found["A", "2026-03"]["net"] == Decimal("4400.00")


def test_a_balance_goes_on_after_a_month_away(policy: Policy) -> None:
    rows = [_row("A", "2026-01", 0), _row("A", "2026-04", 9_000)]
    assert _run(policy, rows)["A", "2026-04"]["debt"] == 2_100


def test_to_date_begins_anew_each_year(policy: Policy) -> None:
    rows = [_row("A", "2025-12", 7_000), *ROWS]
    found = _run(policy, rows)
    assert [found["A", f"2026-0{month}"]["so_far"] for month in (1, 2, 3)] == [1_500, 2_500, 8_500]


def test_a_month_away_breaks_a_row_and_hides_the_previous(policy: Policy) -> None:
    found = _run(policy, ROWS)
    assert [found["B", month]["streak"] for month in ("2026-01", "2026-03", "2026-04")] == [1, 1, 2]
    assert found["B", "2026-03"]["before"] is None
    assert found["B", "2026-03"]["before_why"] == "no month before"
    assert found["B", "2026-04"]["before"] == 3_000


def test_a_condition_that_fails_breaks_a_row(policy: Policy) -> None:
    rows = [_row("A", f"2026-0{month}", 3_000, "no" if month == 2 else "yes") for month in (1, 2, 3, 4)]
    assert [row["streak"] for row in _run(policy, rows).values()] == [1, 0, 1, 2]


def test_a_row_is_told_apart_up_to_twelve(policy: Policy) -> None:
    rows = [_row("A", f"{2025 + n // 12}-{n % 12 + 1:02}", 3_000) for n in range(15)]
    assert [row["streak"] for row in _run(policy, rows).values()] == [*range(1, 13), 12, 12, 12]


def test_windows_of_periods_are_before_this_one(policy: Policy) -> None:
    found = _run(policy, [_row("A", f"2026-0{n}", 1_000 * n) for n in range(1, 7)])
    assert found["A", "2026-01"]["mean_before"] == 0
    assert found["A", "2026-06"]["mean_before"] == Fraction(3 + 4 + 5, 3) * 1_000


def test_records_without_periods_serve_all_by_their_dates(policy: Policy) -> None:
    found = _run(policy, ROWS)
    assert [found["A", f"2026-0{month}"]["visits"] for month in (1, 2, 3)] == [0, 1, 1]


def test_only_the_period_that_is_wanted_is_in_the_results(policy: Policy) -> None:
    found = _run(policy, ROWS, period="2026-03")
    assert list(found) == [("A", "2026-03"), ("B", "2026-03")]
    assert found["A", "2026-03"]["debt"] == 1_600


def test_history_brings_what_earlier_runs_came_to(policy: Policy) -> None:
    full = _run(policy, ROWS)
    earlier = [
        {
            "rep_no": who,
            "period": period,
            "sold": row["so_far"],
            "active": "yes",
            "debt.carried": row["debt.carried"],
        }
        for (who, period), row in full.items()
        if period == "2026-01"
    ]
    later = [row for row in ROWS if row["period"] != "2026-01"]
    assert _run(policy, later, history=[earlier]) == {
        key: row for key, row in full.items() if key[1] != "2026-01"
    }


def test_a_period_alone_with_history_needs_no_column(policy: Policy) -> None:
    alone = [{"rep_no": "A", "sold": 6_000, "active": "yes"}]
    history = [{"rep_no": "A", "period": "2026-02", "sold": 1_000, "active": "yes", "debt.carried": 1_600}]
    found = _run(policy, alone, period="2026-03", history=[history])
    assert found["A", "2026-03"]["net"] == Decimal("4400.00")


def test_the_order_of_rows_changes_nothing(policy: Policy) -> None:
    assert _run(policy, ROWS) == _run(policy, ROWS[::-1])


def test_a_row_of_no_period_is_rejected_and_counted(policy: Policy) -> None:
    table = policy.run([*ROWS, _row("C", "spring", 1)], records={"visit": []})
    assert str(table.summary) == "read 7, accepted 6, out of scope 0, rejected 1"
    (reject,) = table.rejects
    assert [finding.code for finding in reject.diagnostics] == ["K920"]


def test_the_same_person_twice_in_a_period_is_rejected_there_only(policy: Policy) -> None:
    table = policy.run([*ROWS, _row("A", "2026-03", 1)], records={"visit": []})
    assert str(table.summary) == "read 7, accepted 5, out of scope 0, rejected 2"
    assert {finding.code for reject in table.rejects for finding in reject.diagnostics} == {"K841"}


def test_an_unknown_balance_rejects_the_person_with_the_reason(policy: Policy) -> None:
    history = [{"rep_no": "A", "period": "2026-02", "sold": 1_000, "active": "yes"}]
    table = policy.run(
        [{"rep_no": "A", "sold": 1, "active": "yes"}],
        records={"visit": []},
        period="2026-03",
        history=[history],
    )
    assert table.summary.rejected == 1
    assert [finding.code for finding in table.rejects[0].diagnostics] == ["K979"]


def test_somebody_alone_has_no_past(policy: Policy) -> None:
    result = policy.evaluate({"sold": 1_000, "active": True}, records={"visit": []}, period="2026-03")
    assert result["debt"] == 100
    assert result["so_far"] == 1_000


def test_somebody_alone_may_bring_a_past(policy: Policy) -> None:
    past = [{"period_start": "2026-02-01", "sold": 1_000, "active": True, "debt.carried": 1_600}]
    result = policy.evaluate(
        {"sold": 6_000, "active": True}, records={"visit": [], "past": past}, period="2026-03"
    )
    assert result["net"] == Decimal("4400.00")


def test_the_last_period_is_the_one_that_is_explained(policy: Policy, tmp_path: Path) -> None:
    table = policy.run(ROWS, records={"visit": VISITS})
    assert table["A"]["net"] == Decimal("4400.00")
    assert "2026-03-01" in str(table.explain("A", "en"))


@pytest.mark.parametrize(
    "rules",
    [
        """subject rep { key no }
balance debt : money { starts 0; becomes debt + 5 }
value more : money = debt.carried - debt""",
        """考核对象 业务员 { 编号 no }
结余 欠额：金额 { 起始 0；结转为 欠额 + 5 }
计算项 more：金额 = 欠额.结转 - 欠额""",
    ],
    ids=["en", "zh"],
)
def test_what_a_balance_hands_on_can_be_read(rules: str) -> None:
    policy = kpi_lang.loads(f"policy a.b {{ period month; currency USD }}\n{rules}")
    assert policy.evaluate({}, period="2026-01")["more"] == 5


def test_earlier_values_of_a_table_are_kept_and_written() -> None:
    policy = kpi_lang.loads(
        "policy a.b { period year }\nsubject rep { key no }\ninput mark : count in 0 .. 10\n"
        "table level by mark : count { at least 5: 2; else: 1 }\n"
        "value best : count = max(level, if present(previous(level)) then previous(level) else 0)\n"
    )
    rows = [{"no": "A", "period": "2025", "mark": 7}, {"no": "A", "period": "2026", "mark": 3}]
    found = list(policy.run(rows).rows("en"))
    assert [(row["level"], row["best"]) for row in found] == [(2, 2), (1, 2)]
