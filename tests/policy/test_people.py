"""Everybody together through the façade: figures about others, heads after their reports, what is provisional."""

import pickle
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kpi_lang
from kpi_lang.policy.table import Table
from kpi_lang.report.nested import nested
from kpi_lang.source import Severity

POLICY = kpi_lang.loads(
    """
    policy people "People" { currency CNY; scores to 2 places }
    subject employee { key no; belongs to department; reports to boss; applies when active = yes }
    input active : yes/no
    input role : one of { sales, head }
    input sales : money in 0 .. 1_000_000
    input skill : points in 0 .. 100 step 1 optional
    require sales <= 900_000 otherwise say "more than there is"
    value place = rank(sales within department)
    value typical : money = mean(sales within department)
    value share_of_sales : ratio = if typical = 0 then 0 else sales / (typical * count(department))
    value first_of_all = rank(sales within everybody) = 1
    value skill_place = if present(skill) then rank(skill within everybody) else 0
    indicator own { measure sales; score line { 0: 0, 100_000: 100 } }
    indicator team {
      measure count(reports where provisional_grade in { S, A }) / count(reports)
      undefined no score
      score line { 0%: 0, 100%: 100 }
    }
    scorecard heads when role = head { own 50%; team 50% }
    scorecard others otherwise { own 100% }
    grades { S from 90; A from 70; B otherwise }
    """
)
NAMES = ("no", "department", "boss", "active", "role", "sales", "skill")
STAFF = [
    ("ann", "East", "cid", "yes", "sales", 95_000, 40),
    ("bob", "East", "cid", "yes", "sales", 30_000, None),
    ("cid", "East", "", "yes", "head", 60_000, 40),
    ("dan", "West", "", "yes", "sales", 60_000, 90),
    ("eve", "West", "", "no", "sales", 800_000, 100),
]


Rows: TypeAlias = Sequence[tuple[object, ...]]


def run(rows: Rows) -> Table:
    return POLICY.run([dict(zip(NAMES, row, strict=True)) for row in rows])


def test_people_are_compared_within_their_groups() -> None:
    table = run(STAFF)
    assert [person["place"] for person in table] == [1, 3, 2, 1]
    assert table["ann"]["typical"] == Fraction(185_000, 3)
    assert table["dan"]["share_of_sales"] == 1
    assert [person["first_of_all"] for person in table] == [True, False, False, False]


def test_somebody_without_the_value_or_out_of_scope_does_not_count() -> None:
    table = run(STAFF)
    assert [table[key]["skill_place"] for key in ("ann", "bob", "cid", "dan")] == [2, 0, 2, 1]


def test_heads_are_scored_after_their_reports() -> None:
    table = run([*reversed(STAFF)])
    assert [table[key].provisional_grade for key in ("ann", "bob")] == ["S", "B"]
    assert table["cid"]["team.measure"] == Fraction(1, 2)
    assert table["cid"].total == Decimal("55.00")
    assert table["dan"].why("team", "en") == "not in scorecard others"


def test_what_people_belong_to_stands_in_every_result() -> None:
    columns = [column.name for column in run(STAFF).columns()]
    assert columns[:3] == ["no", "department", "boss"]
    assert "provisional" not in columns


def test_one_person_alone_waits_for_the_others() -> None:
    person = dict(zip(NAMES, STAFF[0], strict=True))
    alone = POLICY.evaluate(person)
    assert alone.total == Decimal("95.00")
    assert alone["place"] is None
    assert alone.why("place", "en") == (
        "pending, because rank(sales within department) depends on other people"
    )
    assert alone.why("place", "zh") == "待定，因为 rank(sales within department) 取决于其他人员"
    head = POLICY.evaluate(person | {"role": "head"})
    assert (head.total, head.provisional_grade) == (None, None)


def test_pending_is_not_missing() -> None:
    policy = kpi_lang.loads(
        """
        policy p "P" { currency CNY }
        subject s { key no }
        input sales : money in 0 .. 100
        indicator place { measure rank(sales within everybody); missing score 100; score steps { else: 1 } }
        scorecard all otherwise { place 100% }
        """
    )
    assert policy.evaluate({"sales": 1}).total is None
    assert policy.run([{"no": "a", "sales": 1}])["a"].total == 1


def test_a_rejected_row_makes_the_figures_that_it_would_count_in_provisional() -> None:
    table = run([*STAFF, ("fay", "East", "dan", "yes", "sales", 950_000, None)])
    assert table["ann"]["place"] == 1
    assert table.summary.rejected == 1
    (warning,) = [one for one in table.diagnostics if one.code == "K905"]
    assert (warning.severity, warning.message("en")) == (
        Severity.WARNING,
        "figures about other people are provisional: 1 rows cannot be used for them (fay)",
    )
    # Everybody: the place among everybody moves too.
    assert table.provisional == {"ann", "bob", "cid", "dan", "eve", "fay"}
    assert [row["provisional"] for row in table.rows()] == [True] * 4


def test_only_those_wait_whose_group_a_rejected_row_belongs_to() -> None:
    policy = kpi_lang.loads(
        """
        policy p "P" { currency CNY }
        subject s { key no; belongs to department; reports to boss }
        input sales : money in 0 .. 100
        require sales <= 90
        value place = rank(sales within department)
        value team : money = sum(sales within reports)
        value team_place = rank(team within everybody)
        """
    )
    rows = [("a", "East", "", 1), ("b", "East", "a", 2), ("c", "West", "", 3), ("d", "North", "c", 95)]
    found = policy.run([dict(zip(("no", "department", "boss", "sales"), row, strict=True)) for row in rows])
    assert found.provisional == {"a", "b", "c", "d"}
    alone = kpi_lang.loads(
        """
        policy p "P" { currency CNY }
        subject s { key no; belongs to department }
        input sales : money in 0 .. 100
        require sales <= 90
        value place = rank(sales within department)
        """
    )
    found = alone.run([dict(zip(("no", "department", "boss", "sales"), row, strict=True)) for row in rows])
    assert found.provisional == {"d"}


def test_people_above_themselves_are_rejected_and_shown() -> None:
    table = run(
        [*STAFF, ("gil", "West", "hal", "yes", "head", 1, 1), ("hal", "West", "gil", "yes", "head", 2, 2)]
    )
    assert [reject.key for reject in table.rejects] == ["gil", "hal"]
    (finding,) = table.rejects[0].diagnostics
    assert (finding.code, finding.message("en")) == (
        "K904",
        "these people report to one another in a circle: gil → hal → gil",
    )
    assert table.summary.read == table.summary.accepted + table.summary.out_of_scope + table.summary.rejected


def test_an_explanation_names_the_group_and_those_beside() -> None:
    found = run(STAFF).explain("bob", "en")
    (note,) = [note.text for note in found.figure("place").notes if note.kind.value == "compared"]
    assert note == (
        "rank(sales within department) = 3: of East, 3 people: 1. ann 95,000.00, 2. cid 60,000.00, 3. bob 30,000.00"
    )
    chinese = run(STAFF).explain("cid", "zh").figure("team.measure")
    assert [note.text for note in chinese.notes if note.kind.value == "compared"] == [
        "count(reports where provisional_grade in { S, A }) = 1：cid 的下属，共 1 人：ann、未计入 1 人",
        "count(reports) = 2：cid 的下属，共 2 人：ann、bob",
    ]
    assert "of East, 3 people" in str(nested(found))


@st.composite
def crowds(draw: st.DrawFn) -> Rows:
    """Up to twelve people of three departments, each reporting to somebody before them or to nobody."""
    rows: list[tuple[object, ...]] = []
    for number in range(draw(st.integers(1, 12))):
        boss = draw(st.none() | st.integers(0, number - 1)) if number else None
        rows.append(
            (
                f"p{number}",
                draw(st.sampled_from(["East", "West", "North"])),
                "" if boss is None else f"p{boss}",
                draw(st.sampled_from(["yes", "yes", "no"])),
                draw(st.sampled_from(["sales", "head"])),
                draw(st.sampled_from([0, 70_000, 95_000, 300_000, 950_000])),
                draw(st.none() | st.integers(0, 5)),
            )
        )
    return rows


def results(table: Table) -> dict[str, Mapping[str, object]]:
    return {person.row.key: person.result.as_dict() for person in table.people}


@settings(max_examples=40, deadline=None)
@given(crowds(), st.randoms())
def test_the_order_of_rows_changes_nothing(rows: Rows, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = random.sample(rows, len(rows))
    assert results(run(rows)) == results(run(shuffled))


@settings(max_examples=40, deadline=None)
@given(crowds())
def test_a_row_of_another_department_changes_no_figure_of_this_one(rows: Rows) -> None:
    before = results(run(rows))
    after = results(run([*rows, ("new", "South", "", "yes", "sales", 50_000, 3)]))
    for key, figures in before.items():
        for name in ("place", "typical", "share_of_sales", "total", "provisional_grade", "team"):
            assert after[key][name] == figures[name]


@settings(max_examples=40, deadline=None)
@given(crowds())
def test_a_row_out_of_scope_or_rejected_changes_no_figure_at_all(rows: Rows) -> None:
    more = [
        ("out", "East", "p0", "no", "sales", 400_000, 5),
        ("bad", "East", "p0", "yes", "sales", 950_000, 5),
    ]
    assert results(run([*rows, *more])) == results(run(rows))


@pytest.mark.parametrize("key", ["ann", "bob", "cid", "dan"])
def test_results_with_others_survive_being_sent_elsewhere(key: str) -> None:
    found = run(STAFF)[key]
    again = pickle.loads(pickle.dumps(found))
    assert again.as_dict() == found.as_dict()
    assert str(again.explain("en")) == str(found.explain("en"))


def test_a_value_may_read_itself_of_the_reports() -> None:
    policy = kpi_lang.loads(
        """
        policy p "P" { currency CNY }
        subject s { key no; reports to boss }
        input sales : money in 0 .. 1_000_000
        value below : money = sales + sum(below within reports)
        value first = rank(below within everybody)
        """
    )
    length = 400
    rows = [{"no": f"p{n}", "boss": f"p{n + 1}" if n + 1 < length else "", "sales": 1} for n in range(length)]
    table = policy.run(rows)
    assert [table[key]["below"] for key in ("p0", "p1", f"p{length - 1}")] == [1, 2, length]
    assert table["p0"]["first"] == length


def test_what_decides_who_takes_part_reads_nobody_else() -> None:
    with pytest.raises(kpi_lang.PolicyError) as caught:
        kpi_lang.loads(
            """
            policy p { currency CNY }
            subject s { key no; applies when place <= 10 }
            input sales : money in 0 .. 100
            value place = rank(sales within everybody)
            """
        )
    assert [finding.code for finding in caught.value.diagnostics] == ["K420"]
