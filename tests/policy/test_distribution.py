"""A distribution in a run: proposals, approvals, pending grades, small cohorts, and the same from the reference."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

import kpi_lang
from kpi_lang.report.distribution_table import distribution_rows, status
from kpi_lang.report.examples import try_examples

START = """policy p "P" { currency CNY; amounts to 2 places }
subject employee { key k; belongs to department, company }
input score : points in 0 .. 100 step 0.01
input tenure : count
input accidents : count
input base : money in 0 .. 100_000
total = score
grades { S from 95; A from 85; B from 75; C above 65; D otherwise }
limit accident when accidents > 0 { grade at most C }
table coefficient by grade { S: 1.5, A: 1.3, B: 1.1, C: 0.9, D: 0.7 }
pay bonus = base * coefficient
"""
APPROVAL = "apply after approval by president"


def policy(
    *rows: str, head: str = "distribution strict within department", more: str = ""
) -> kpi_lang.Policy:
    block = head + " {\n" + "".join(f"  {row}\n" for row in rows) + "}\n"
    return kpi_lang.loads(START + more + block)


Row = dict[str, object]


def staff(*scores: float, department: str = "Sales") -> list[Row]:
    return [
        {
            "k": f"{department[0]}{number}",
            "department": department,
            "company": "ACME",
            "score": score,
            "tenure": max(0, 10 - number),
            "accidents": 0,
            "base": 1000,
        }
        for number, score in enumerate(scores, start=1)
    ]


def grades(table: kpi_lang.Table, name: str) -> list[object]:
    return [result[name] for result in table]


def approvals(folder: Path, *rows: str) -> Path:
    path = folder / "approvals.csv"
    path.write_text("\n".join(["cohort,decision,approver,date,k,grade,reason", *rows]), encoding="utf-8")
    return path


def test_a_strict_distribution_moves_people_and_pays_them_by_the_grade_moved_to() -> None:
    table = policy("S at most 1").run(staff(98, 96, 90))
    assert grades(table, "provisional_grade") == ["S", "S", "A"]
    assert grades(table, "proposed_grade") == grades(table, "grade") == ["S", "A", "A"]
    assert grades(table, "bonus") == [Decimal("1500.00"), Decimal("1300.00"), Decimal("1300.00")]


def test_a_guideline_without_approval_only_reports() -> None:
    found = policy("S at most 1", head="distribution guideline within department")
    table = found.run(staff(98, 96, 90))
    assert grades(table, "grade") == ["S", "S", "A"]
    rows = {row[3]: row for row in distribution_rows(found.plan, table.cohorts, "en")}
    assert rows["S at most 1"][4:10] == (2, 2, "66.7%", 0, 1, 1)


def test_one_person_alone_has_a_provisional_grade_and_a_reason_for_the_rest() -> None:
    result = policy("S at most 1").evaluate(staff(98)[0])
    assert (result.provisional_grade, result.proposed_grade, result.grade, result.bonus) == (
        "S",
        None,
        None,
        None,
    )
    assert result.why("bonus", "en") == "pending, because the distribution needs everybody of the cohort"


def test_what_is_to_be_approved_is_pending_until_it_is(tmp_path: Path) -> None:
    found = policy("S at most 1", APPROVAL, head="distribution guideline within department")
    people = staff(98, 96, 90) + staff(70, 60, department="Office")
    table = found.run(people)
    assert grades(table, "proposed_grade") == ["S", "A", "A", "C", "D"]
    assert grades(table, "grade") == [None, None, None, "C", "D"]
    assert table["S1"].why("bonus", "en") == "pending, because president has not approved yet"
    decided = approvals(tmp_path, "Sales,approved,president,2026-10-20,,,")
    assert grades(found.run(people, approvals=decided), "grade") == ["S", "A", "A", "C", "D"]
    declined = approvals(tmp_path, ",declined,president,2026-10-20,,,")
    assert found.run(people, approvals=declined)["S2"].why("grade", "en") == (
        "pending, because president has declined the proposal"
    )


def test_an_edited_proposal_is_checked_again_and_its_reason_kept(tmp_path: Path) -> None:
    found = policy("S at most 1", APPROVAL, head="distribution guideline within department")
    decided = approvals(tmp_path, "Sales,approved,president,2026-10-20,,,", ",,,,S2,S,opened a market")
    table = found.run(staff(98, 96, 90), approvals=decided)
    assert grades(table, "grade") == ["S", "S", "A"]
    assert [finding.code for finding in table.diagnostics] == ["K916"]
    said = str(table.explain("S2", "en"))
    assert "changed from A to S by the approver: opened a market" in said
    assert "approved by president 2026-10-20" in said


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("K914", ["Sales,approved,somebody,2026-10-20,,,"]),
        ("K915", ["Sailing,approved,president,2026-10-20,,,"]),
        ("K917", ["Sales,approved,president,,,,", ",,,,S2,B,"]),
        ("K918", ["Sales,maybe,president,,,,"]),
        ("K918", ["Sales,approved,president,yesterday,,,"]),
        ("K919", ["Sales,approved,president,,,,", ",,,,S9,B,left"]),
        ("K919", ["Sales,approved,president,,,,", ",,,,S2,E,bad"]),
        ("K919", ["Sales,approved,president,,,,", ",,,,S4,A,past a limit"]),
    ],
)
def test_approvals_with_a_mistake_settle_nothing(tmp_path: Path, code: str, rows: Sequence[str]) -> None:
    found = policy("S at most 1", APPROVAL, head="distribution guideline within department")
    people = staff(98, 96, 90, 80)
    people[3]["accidents"] = 1
    table = found.run(people, approvals=approvals(tmp_path, *rows))
    assert [finding.code for finding in table.diagnostics] == [code]
    assert grades(table, "grade") == [None] * 4


def test_nobody_gains_by_a_bad_row() -> None:
    people = staff(98, 96, 90)
    people[0]["score"] = "many"
    table = policy("S at most 1").run(people)
    assert grades(table, "proposed_grade") == ["S", "A"]
    assert grades(table, "grade") == [None, None]
    assert table["S2"].why("grade", "en") == "pending, because data of somebody in the cohort were rejected"
    assert [finding.code for finding in table.diagnostics] == ["K913"]


def test_small_cohorts_are_pooled_with_one_another() -> None:
    people = staff(98, 96, 97) + staff(99, 90, department="Office") + staff(96, department="Lab")
    found = policy("S at most 1", "cohorts below 3 people pool into company")
    table = found.run(people)
    assert grades(table, "grade") == ["S", "A", "A", "S", "A", "A"]
    assert {cohort.proposal.name: cohort.proposal.pooled for cohort in table.cohorts} == {
        "Sales": (),
        "ACME": ("Lab", "Office"),
    }


def test_cohorts_that_are_too_small_stay_as_they_are() -> None:
    found = policy("S at most 0", "cohorts below 3 people stay as they are")
    table = found.run(staff(98, 96))
    assert grades(table, "grade") == ["S", "S"]
    assert "too small" in status(table.cohorts[0], "en")


def test_exempt_and_limited_people() -> None:
    people = staff(99, 98, 97, 90)
    people[0]["accidents"] = 1
    exempted = policy("S at most 1", "exempt when tenure >= 8").run(people)
    assert grades(exempted, "grade") == ["C", "S", "S", "A"]
    within = policy("S at most 1", "exempt when tenure >= 8", "headcount includes exempt").run(people)
    assert grades(within, "grade") == ["C", "S", "A", "A"]


def test_small_deviations_are_let_pass() -> None:
    rows = (
        "S at most 20%, rounded down",
        "apply when off by more than 10 percentage points after approval by x",
    )
    table = policy(*rows, head="distribution guideline within department").run(staff(98, 97, 96, *[80] * 8))
    assert grades(table, "grade")[:3] == ["S", "S", "S"]
    assert table.cohorts[0].proposal.tolerated
    further = policy(*rows, head="distribution guideline within department").run(
        staff(98, 97, 96, 95, *[80] * 6)
    )
    assert grades(further, "proposed_grade")[:4] == ["S", "S", "A", "A"]


def test_a_quota_by_the_grade_of_the_unit() -> None:
    more = "input unit : one of { good, poor }\ntable quota by unit { good: 50%, poor: 0% }\n"
    people = [row | {"unit": "good"} for row in staff(98, 97)]
    found = policy("S at most quota, rounded down", more=more)
    assert grades(found.run(people), "grade") == ["S", "A"]
    people[1]["unit"] = "poor"
    assert [finding.code for finding in found.run(people).diagnostics] == ["K912"]


def test_a_guard_and_a_clash_leave_everybody_where_they_are() -> None:
    guarded = policy("S at most 0", "demotions at most 1").run(staff(98, 97))
    assert grades(guarded, "grade") == ["S", "S"]
    assert [finding.code for finding in guarded.diagnostics] == ["K911"]
    people = staff(98, 98)
    clashing = policy("S exactly 1").run(people)
    assert [finding.code for finding in clashing.diagnostics] == ["K910"]
    assert "tells them apart would help" in (clashing.diagnostics[0].help("en") or "")
    assert grades(policy("S exactly 1", "order by total, tenure").run(people), "grade") == ["S", "A"]


def test_a_mean_above_its_ceiling_asks_for_approval(tmp_path: Path) -> None:
    found = policy("mean of total at most 80, else approval by head")
    assert grades(found.run(staff(90, 70)), "grade") == ["A", "C"]
    above = found.run(staff(90, 70.01))
    assert grades(above, "grade") == [None, None]
    decided = approvals(tmp_path, ",approved,head,,,,")
    assert grades(found.run(staff(90, 70.01), approvals=decided), "grade") == ["A", "C"]


def test_who_was_moved_reads_the_whole_story() -> None:
    table = policy("S at most 1").run(staff(98, 96, 90))
    said = str(table.explain("S2", "en"))
    for line in (
        "moved from S to A: place 2 of 3 in Sales",
        "because of `S at most 1`: at most 1, there were 2",
        "next ahead: S1, S",
        "next behind: S3, A",
    ):
        assert line in said
    assert "distribution.proposed" not in said
    assert "由 S 调整为 A：Sales 3 人中排第 2" in str(table.explain("S2", "zh"))


def test_the_trade_company_of_120_people() -> None:
    random = Random(7)
    found = policy(
        "S at most 5%, rounded down",
        "A at most 15%, rounded down",
        "S + A at most 20%, rounded down",
        "C + D at least 30%, rounded up",
        "order by total, tenure",
        head="distribution strict within company",
    )
    people = staff(*(random.randrange(7000, 10001) / 100 for _ in range(120)))
    for row in people:
        row["tenure"] = random.randrange(100)
    table = found.run(people)
    bounds = [(quota.least, quota.most) for quota in table.cohorts[0].proposal.quotas]
    assert bounds == [(0, 6), (0, 18), (0, 24), (36, 120)]
    counts = table.cohorts[0].counts
    assert (counts[0] <= 6, counts[1] <= 18, counts[3] + counts[4] >= 36) == (True, True, True)
    shuffled = list(people)
    random.shuffle(shuffled)
    again = found.run(shuffled)
    assert {result.key: result.grade for result in again} == {result.key: result.grade for result in table}


def test_examples_of_the_reference_agree_with_a_run() -> None:
    random = Random(11)
    rows = ("S at most 20%, rounded down", "C + D at least 30%, rounded up", "exempt when tenure < 1")
    for _ in range(8):
        people = staff(*(random.randrange(6000, 10001, 250) / 100 for _ in range(random.randint(1, 9))))
        people[-1]["accidents"] = 1
        written = "".join(
            f"  person {row['k']} {{ given {{ score: {row['score']}, tenure: {row['tenure']}, "
            f"accidents: {row['accidents']} }} }}\n"
            for row in people
        )
        example = 'example "e" {\n  given { department: "Sales", base: 1000 }\n' + written + "}\n"
        found = policy(*rows, more=example)
        reference = [tried.trace for tried in try_examples(found.plan)]
        table = found.run(people)
        for trace, result in zip(reference, table, strict=True):
            assert trace.values == result.trace.values
            assert trace.notes == result.trace.notes


def test_heads_are_distributed_after_their_staff() -> None:
    text = """policy p "P"
subject employee { key k; belongs to tier; reports to boss }
input score : points in 0 .. 100
total = if boss_of_some = yes then (if present(share(grade = S within reports)) then 100 * share(grade = S within reports) else 0) else score
input boss_of_some : yes/no
grades { S from 50; A otherwise }
distribution strict within tier { S at most 1 }
"""
    found = kpi_lang.loads(text)
    rows: list[Row] = [
        {"k": "h", "tier": "heads", "boss": "", "score": 0, "boss_of_some": "yes"},
        {"k": "a", "tier": "staff", "boss": "h", "score": 60, "boss_of_some": "no"},
        {"k": "b", "tier": "staff", "boss": "h", "score": 70, "boss_of_some": "no"},
    ]
    table = found.run(rows)
    assert grades(table, "grade") == ["S", "A", "S"]
    assert table["h"].total == 50
