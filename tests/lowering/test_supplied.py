"""Parameters from outside: checked for all their values, and their values checked when they come."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

import kpi_lang
from kpi_lang.policy import RunError
from kpi_lang.report.examples import try_examples
from kpi_lang.source import DataPlace, PolicyError

POLICY = """policy shop.pay "Pay" { currency CNY; amounts to 2 places; effective from 2026-01-01 }
subject employee { key no }
input role : one of { sales "Sales staff", support }
input turnover : money in 0 .. 1_000
parameter rate : ratio in 0% .. 20% supplied
parameter draw by role : money in 0 .. 100 supplied
pay commission = turnover * rate
pay fixed = draw
"""
EXAMPLE = """example "one" {
  given { role: sales; turnover: 100; rate: 5%; draw.sales: 7 }
  expect { commission: 5; fixed: 7 }
}
"""
DRAW = "role,from,value\nSales staff,2026-01-01,10\nSales staff,2026-07-01,20\nsupport,,5\n"
SOMEBODY = {"role": "sales", "turnover": "100"}


def fixed(parameters: Mapping[str, object], as_of: str = "2026-08-31", **changed: str) -> object:
    policy = kpi_lang.loads(POLICY, parameters=parameters)
    return policy.evaluate({**SOMEBODY, **changed}, as_of=as_of)["fixed"]


def codes(parameters: Mapping[str, object], policy: str = POLICY) -> list[tuple[str, object]]:
    with pytest.raises(PolicyError) as caught:
        kpi_lang.loads(policy, parameters=parameters)
    return [
        (found.code, found.span.row if isinstance(found.span, DataPlace) else None)
        for found in caught.value.diagnostics
        if found.code[1] != "7"
    ]


@pytest.fixture
def draw(tmp_path: Path) -> Path:
    path = tmp_path / "draw.csv"
    path.write_text(DRAW, encoding="utf-8")
    return path


def test_a_policy_is_checked_for_all_values_in_the_range() -> None:
    assert kpi_lang.loads(POLICY).inputs == ("role", "turnover")
    assert codes({}, POLICY + "value share = turnover / rate\n") == [("K401", None)]
    kpi_lang.loads(POLICY.replace("in 0% .. 20%", "in 1% .. 20%") + "value share = turnover / rate\n")


def test_without_values_nothing_is_computed() -> None:
    policy = kpi_lang.loads(POLICY, parameters={"rate": "5%"})
    with pytest.raises(RunError, match="draw") as caught:
        policy.evaluate(SOMEBODY)
    assert [found.code for found in caught.value.diagnostics] == ["K884"]
    with pytest.raises(RunError, match="draw"):
        policy.run([{"no": "1", **SOMEBODY}])


def test_values_come_from_a_file_by_category_and_date(draw: Path) -> None:
    given = {"rate": "5%", "draw": draw}
    assert (fixed(given), fixed(given, "2026-06-30"), fixed(given, role="support")) == (20, 10, 5)


@pytest.mark.parametrize(
    "given",
    [
        {"sales": 20, "support": "5"},
        {"Sales staff": {date(2026, 1, 1): 10, date(2026, 7, 1): 20}, "support": 5},
        [{"role": "sales", "value": 20}, {"role": "else", "value": 5}],
        20,
        "20",
    ],
)
def test_values_come_from_a_program(given: object) -> None:
    assert fixed({"rate": "5%", "draw": given}) == 20


def test_the_explanation_tells_where_a_value_came_from(draw: Path) -> None:
    policy = kpi_lang.loads(POLICY, parameters={"rate": "5%", "draw": draw})
    explanation = policy.evaluate(SOMEBODY, as_of="2026-08-31").explain()
    notes = [note.text for name in ("draw", "commission") for note in explanation.figure(name).notes]
    assert f"parameter draw ← {draw} row 3, column value = 20.00" in notes
    assert "parameter rate ← --set = 5%" in notes


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("role,value\nsales,101\nsupport,5\n", ("K335", 2)),
        ("role,value\nsales,much\nsupport,5\n", ("K850", 2)),
        ("role,value\nsales,10\nhead,5\nsupport,5\n", ("K860", 3)),
        ("role,value\nsales,10\n", ("K338", 2)),
        ("role,value\nsales,10\nsupport,\n", ("K342", 3)),
        ("role,from,value\nsales,2026-07-01,1\nsales,2026-01-01,2\nelse,,3\n", ("K339", 3)),
        ("role,from,value\nsales,2026-02-01,1\nelse,,3\n", ("K340", 2)),
    ],
)
def test_values_are_checked_when_they_come(tmp_path: Path, rows: str, found: tuple[str, int]) -> None:
    path = tmp_path / "draw.csv"
    path.write_text(rows, encoding="utf-8")
    assert found in codes({"rate": "5%", "draw": path})


def test_written_values_and_settings_are_held_to_the_range() -> None:
    policy = POLICY.replace("20% supplied", "20% = 5%")
    assert kpi_lang.loads(policy, settings={"rate": "20%", "draw": "3"}).plan.unsupplied == ()
    for given in ("21%", "-1%"):
        with pytest.raises(PolicyError, match="K335"):
            kpi_lang.loads(policy, settings={"rate": given, "draw": "3"})
    assert codes({"draw": 3}, POLICY.replace("20% supplied", "20% = 25%")) == [("K335", None)]


def test_what_cannot_be_supplied() -> None:
    assert codes({}, POLICY.replace(" : ratio in 0% .. 20%", "")) == [("K341", None)]
    assert codes({}, POLICY.replace("draw by role", "draw by turnover")) == [("K337", None)]
    assert codes({"rate": {"sales": "5%"}, "draw": 3}) == [("K343", None)]


def test_an_example_gives_the_values_that_it_is_about(draw: Path) -> None:
    plan = kpi_lang.loads(POLICY + EXAMPLE).plan
    assert [tried.passes for tried in try_examples(plan)] == [True]
    wrong = EXAMPLE.replace("draw.sales: 7", "draw.sales: 8")
    assert [tried.passes for tried in try_examples(kpi_lang.loads(POLICY + wrong).plan)] == [False]
    supplied = kpi_lang.loads(POLICY + EXAMPLE, parameters={"rate": "9%", "draw": draw}).plan
    assert supplied.examples == ()


def test_policies_with_other_values_are_other_policies(draw: Path) -> None:
    one, other = (kpi_lang.loads(POLICY, parameters={"rate": rate, "draw": draw}) for rate in ("5%", "6%"))
    assert one.fingerprint != other.fingerprint
    draw.write_text(DRAW.replace("20\n", "30\n"), encoding="utf-8")
    assert fixed({"rate": "5%", "draw": draw}) == 30
