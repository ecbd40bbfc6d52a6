"""Tables of which people share a row: what a department hands to its members."""

from decimal import Decimal
from pathlib import Path

import pytest

import kpi_lang
from kpi_lang import PolicyError

POLICY = kpi_lang.loads(
    """
    policy units "Units" { currency CNY; scores to 2 places }
    subject employee { key no; belongs to department }
    input skill : points in 0 .. 100 step 1
    records unit "Departments" by department {
      score  : points in 0 .. 100 step 1
      rating : one of { good, poor }
      double = score * 2
    }
    indicator own { measure skill; score line { 0: 0, 100: 100 } }
    indicator team { measure unit.score; undefined reweight; score line { 0: 0, 100: 100 } }
    scorecard all otherwise { own 70%; team 30% }
    value doubled : points = if present(unit.double) then unit.double else 0
    value good = present(unit.rating) and unit.rating = good
    """
)
STAFF = [{"no": f"E{n}", "department": d, "skill": 50} for n, d in enumerate(["East", "East", "West"])]


def test_everybody_of_a_department_reads_its_row() -> None:
    table = POLICY.run(STAFF, records={"unit": [{"department": "East", "score": 80, "rating": "good"}]})
    assert [person.total for person in table] == [Decimal("59.00"), Decimal("59.00"), Decimal("50.00")]
    assert [(person["doubled"], person["good"]) for person in table] == [(160, True), (160, True), (0, False)]
    assert not table.record_rejects


def test_a_row_of_a_department_without_people_is_nobodys_mistake() -> None:
    rows = [{"department": d, "score": 80, "rating": "poor"} for d in ("East", "North")]
    assert POLICY.run(STAFF, records={"unit": rows}).record_rejects == ()


def test_two_rows_of_one_department_withhold_what_it_says() -> None:
    rows = [{"department": "East", "score": s, "rating": "good"} for s in (80, 90)]
    table = POLICY.run(STAFF, records={"unit": rows})
    assert [reject.key for reject in table.rejects] == ["E0", "E1"]
    assert [one.diagnostics[0].code for one in table.record_rejects] == ["K906"]
    assert table["E2"].total == 50


def test_one_person_is_given_the_row_of_the_department() -> None:
    found = POLICY.evaluate(
        {"department": "East", "skill": 100}, records={"unit": [{"score": 0, "rating": "good"}]}
    )
    assert found.total == 70


def test_a_file_of_departments_names_them_as_the_people_do(tmp_path: Path) -> None:
    people, units = tmp_path / "people.csv", tmp_path / "units.csv"
    people.write_text("no,department,skill\nE1,East,50\n", encoding="utf-8")
    units.write_text("department,score,rating\nEast,80,good\n", encoding="utf-8")
    assert POLICY.run(people, records={"unit": units})["E1"].total == 59


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("records unit by skill { score : points }\nvalue y = count(unit)", "K421"),
        ("records unit by team { score : points }\nvalue y = count(unit)", "K421"),
        ("records unit by department { score : points }\nvalue y : points = unit.skore", "K207"),
        ("records unit by department { score : points }\nvalue y : points = unit.score", "K406"),
    ],
)
def test_mistakes_about_shared_rows(text: str, code: str) -> None:
    header = (
        "policy p { }\nsubject s { key no; belongs to department }\ninput skill : points in 0 .. 9 step 1\n"
    )
    with pytest.raises(PolicyError) as caught:
        kpi_lang.loads(f"{header}{text}\nvalue z : points = skill")
    assert [finding.code for finding in caught.value.diagnostics] == [code]
