"""Everybody: from files and frames to tables, with accounts that add up."""

import pickle
from decimal import Decimal
from pathlib import Path

import pandas
import polars
import pyarrow
import pytest

import kpi_lang
from kpi_lang import BindingError, DataFileError, Policy, RunError
from tests.policy.schemes import ANNA, NO_LOG, SCHEME

PEOPLE: list[dict[str, object]] = [
    ANNA,
    ANNA | {"staff_no": "E2", "review": None},
    ANNA | {"staff_no": "E3", "role": "boss"},
    ANNA | {"staff_no": "E4", "turnover": -5},
    ANNA | {"staff_no": "E5", "target": None},
]


@pytest.fixture(scope="module")
def policy() -> Policy:
    return kpi_lang.loads(SCHEME)


def test_the_account_adds_up(policy: Policy) -> None:
    table = policy.run(PEOPLE, records=NO_LOG)
    assert str(table.summary) == "read 5, accepted 2, out of scope 1, rejected 2"
    assert [result.key for result in table] == ["E1", "E2"]
    assert len(table) == 2
    assert [(one.key, one.diagnostics[0].code) for one in table.rejects][1] == ("E5", "K979")
    assert [person.row.key for person in table.out_of_scope] == ["E3"]


def test_rows_have_plain_values_and_reasons(policy: Policy) -> None:
    first, second = policy.run(PEOPLE, records=NO_LOG, period="2026Q2").rows("en")
    assert list(first)[:6] == ["staff_no", "department", "period", "rate", "peer", "peer_why"]
    assert (first["period"], first["total"], first["peer_why"]) == ("2026Q2", Decimal("79.28"), None)
    assert second["peer"] is None
    assert second["peer_why"]


def test_tables_for_other_libraries(policy: Policy) -> None:
    table = policy.run(PEOPLE, records=NO_LOG)
    arrow = table.to_arrow()
    assert arrow.schema.field("total").type == pyarrow.decimal128(38, 2)
    assert arrow.schema.field("thirds").type == pyarrow.string()
    assert arrow.column("total").to_pylist() == [Decimal("79.28"), Decimal("79.10")]
    assert table.to_pandas()["total"].tolist() == [Decimal("79.28"), Decimal("79.10")]
    assert table.to_polars()["grade"].to_list() == ["A", "A"]


@pytest.mark.parametrize("make", [pandas.DataFrame, polars.DataFrame, pyarrow.Table.from_pylist, list])
def test_frames_of_every_library_are_read(policy: Policy, make: object) -> None:
    frame = make([ANNA])  # type: ignore[operator]
    log = make([{"staff_no": "E1", "day": "2026-01-05", "severity": "major"}])  # type: ignore[operator]
    (result,) = policy.run(frame, records={"complaint": log})
    assert result.total == Decimal("76.28")


def test_files_are_read_and_cited(policy: Policy, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(
        "staff_no,department,role,Turnover booked,target,review,base\nE1,East,Seller,1041000,1000000,80,4500\n"
    )
    log = tmp_path / "log.csv"
    log.write_text("staff_no,day,severity\nE1,2026-01-05,major\n")
    table = policy.run(people, records={"complaint": log})
    assert table["E1"].total == Decimal("76.28")
    turnover = table.explain("E1", "en").figure("turnover")
    assert turnover.place is not None
    assert (turnover.place.row, turnover.place.column) == (2, "Turnover booked")
    # Files and frames go together.
    assert policy.run(people, records=NO_LOG)["E1"].total == Decimal("79.28")


def test_people_are_found_by_key(policy: Policy) -> None:
    table = policy.run(PEOPLE, records=NO_LOG)
    assert table["E3"].in_scope is False
    with pytest.raises(KeyError, match=r"did you mean `E[0-9]`"):
        table["E11"]


def test_a_person_of_a_table_travels(policy: Policy) -> None:
    result = policy.run(PEOPLE, records=NO_LOG)["E1"]
    again = pickle.loads(pickle.dumps(result))
    assert again == result
    assert again.explain("en").figure("turnover").place == result.explain("en").figure("turnover").place


def test_broken_promises_are_findings() -> None:
    policy = kpi_lang.loads(SCHEME.replace("ensure total <= 100", "ensure total <= 79.2"))
    table = policy.run(PEOPLE, records=NO_LOG)
    (finding,) = (one for one in table.diagnostics if one.code == "K973")
    assert "`E1`" in finding.message("en")


def test_what_a_run_lacks_is_said_before_any_row(policy: Policy) -> None:
    with pytest.raises(RunError, match="complaint"):
        policy.run(PEOPLE)
    with pytest.raises(RunError):
        policy.run(PEOPLE, records={**NO_LOG, "compliments": []})
    with pytest.raises(BindingError):
        policy.run([{"staff_no": "E1"}], records=NO_LOG)
    with pytest.raises(DataFileError):
        policy.run("nowhere.csv", records=NO_LOG)
    with pytest.raises(TypeError, match="frame"):
        policy.run(17, records=NO_LOG)


def test_people_not_appraised_are_accepted_counted_and_given_the_reason() -> None:
    policy = kpi_lang.loads(
        SCHEME.replace("key staff_no", 'key staff_no; not appraised "new" when target < 10')
    )
    table = policy.run([ANNA, ANNA | {"staff_no": "E2", "target": 5, "turnover": None}], records=NO_LOG)
    assert str(table.summary) == "read 2, accepted 2, out of scope 0, rejected 0"
    assert table.not_appraised == 1
    assert [row["total_why"] for row in table.rows("en")] == [None, "not appraised, because new"]


NEEDS = """policy p "P" { currency CNY }
subject s { key no }
input role : one of { sales, office }
input a "Turnover" : points in 0 .. 100 step 1
input b : points in 0 .. 100 step 1
input base : money in 0 .. 100
indicator x { measure a }
indicator y { measure b }
scorecard sales when role = sales { x 100% }
scorecard office when role = office { y 100% }
value both : points = a + b
"""


@pytest.mark.parametrize(
    ("person", "lacking"),
    [
        ({"role": "sales", "a": 1}, []),
        ({"role": "office", "b": 1}, []),
        ({"role": "office", "a": 1}, ["there is no `y` without `b`"]),
        ({"role": "sales", "b": 1}, ["there is no `x` without `Turnover`"]),
    ],
)
def test_a_figure_is_needed_only_where_scorecard_or_pay_uses_it(
    person: dict[str, object], lacking: list[str]
) -> None:
    empty: dict[str, object] = dict.fromkeys(("a", "b", "base"))
    table = kpi_lang.loads(NEEDS).run([{"no": "1"} | empty | person])
    assert [one.message("en") for reject in table.rejects for one in reject.diagnostics] == lacking
    if not lacking:
        (row,) = table.rows("en")
        assert row["both"] is None
        assert "needed and not given" in str(row["both_why"])


def test_where_there_are_only_values_they_need_their_figures() -> None:
    policy = kpi_lang.loads("policy p\nsubject s { key no }\ninput a : count in 0 .. 9\nvalue v = a + 1")
    assert [one.key for one in policy.run([{"no": "1", "a": None}]).rejects] == ["1"]
