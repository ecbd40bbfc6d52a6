"""Conversions: quantities between units, money between currencies at the rate of a day, all of it exact."""

from fractions import Fraction

import pytest

import kpi_lang
from kpi_lang.core.absent import Cause
from tests.lowering.small import HEADER, evaluated, findings, plan_of

UNITS = """unit kg
unit tonne = 1_000 kg
unit lot = 5 tonne
unit parcel
parameter one_lot : lot = 1
input load : tonne in 0 .. 100 step 0.001
input freight : money per kg in 0 .. 10 step 0.01
"""
RATES = "rate USD to CNY { from 2026-01-01: 7.10; from 2026-02-01: 7.05 }\n"
MONEY = (
    f"{RATES}input dollars : money USD in 0 .. 1_000\ninput yuan : money in 0 .. 1_000\ninput day : date\n"
)
SALES = f"""{RATES}records sale {{ day : date; dollars : money USD in 0 .. 1_000; y : money = convert(dollars, CNY, day) }}
value sold : money = sum(sale.y)
"""


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("kg = convert(load, kg)", 1500),
        ("lot = convert(load, lot)", Fraction(3, 10)),
        ("tonne = convert(convert(load, kg), tonne)", Fraction(3, 2)),
        ("tonne = convert(load, tonne)", Fraction(3, 2)),
        ("money = load * convert(freight, tonne)", 300),
        ("money = convert(load, kg) * freight", 300),
        ("ratio = convert(load, kg) / convert(one_lot, kg)", Fraction(3, 10)),
    ],
)
def test_units_of_one_quantity(formula: str, wanted: object) -> None:
    assert evaluated(f"{UNITS}value v : {formula}", load="1.5", freight="0.2")["v"] == wanted


@pytest.mark.parametrize(
    ("day", "wanted"),
    [("2026-01-01", 710), ("2026-01-31", 710), ("2026-02-01", 705), ("2027-01-01", 705)],
)
def test_the_last_rate_on_or_before_the_day_counts(day: str, wanted: int) -> None:
    outcome = evaluated(
        f"{MONEY}value v : money = convert(dollars, CNY, day)", dollars="100", yuan="1", day=day
    )
    assert outcome["v"] == wanted


def test_before_the_first_rate_there_is_no_result() -> None:
    body = f"{MONEY}value v : money = convert(dollars, CNY, day)"
    outcome = evaluated(body, dollars="100", yuan="1", day="2025-12-31")
    assert outcome.cause("v") is Cause.NO_RESULT
    assert "USD_CNY" in outcome.reason("v")


def test_a_rate_serves_both_ways_and_nothing_is_rounded() -> None:
    body = f"{MONEY}value v : money USD = convert(yuan, USD, day)\nvalue w : money = convert(yuan, CNY, day)"
    outcome = evaluated(body, dollars="1", yuan="100", day="2026-01-05")
    assert outcome["v"] == Fraction(1000, 71)
    assert outcome["w"] == 100


def test_records_are_converted_by_their_own_days() -> None:
    rows = [{"day": "2026-01-15", "dollars": "100"}, {"day": "2026-02-15", "dollars": "100"}]
    assert evaluated(SALES, records={"sale": rows})["sold"] == 1415
    late = evaluated(SALES, records={"sale": [*rows, {"day": "2025-02-15", "dollars": "100"}]})
    assert late.cause("sold") is Cause.NO_RESULT


def test_generated_code_converts_as_the_reference_does() -> None:
    policy = kpi_lang.loads(
        HEADER + SALES + f"{UNITS}value kilos : kg = convert(load, kg)\nvalue f = freight"
    )
    sales = [{"day": day, "dollars": "33.33"} for day in ("2026-01-31", "2026-02-01", "2026-03-05")]
    found = policy.evaluate({"load": "1.5", "freight": "0.2"}, records={"sale": sales}, as_of="2026-03-31")
    expected = evaluated(SALES, records={"sale": sales})
    assert (found["sold"], found["kilos"]) == (expected["sold"], 1500)


def test_explanations_show_units_and_foreign_currencies() -> None:
    body = "value heavy = convert(load, kg)\nvalue fee = freight\nvalue abroad = dollars\nvalue here = yuan\n"
    policy = kpi_lang.loads(HEADER + UNITS + MONEY + body)
    given = {"load": "1.5", "freight": "0.2", "dollars": "9.5", "yuan": "2", "day": "2026-01-05"}
    explanation = policy.evaluate(given).explain()
    shown = {figure.name: figure.shown for figure in explanation.figures}
    assert (shown["heavy"], shown["fee"]) == ("1,500.000 kg", "0.20 CNY/kg")
    assert (shown["abroad"], shown["here"]) == ("9.50 USD", "2.00")


def test_one_rate_without_a_date_holds_always() -> None:
    body = "rate USD to CNY = 7\ninput dollars : money USD in 0 .. 9\nvalue v : money = convert(dollars, CNY)"
    assert evaluated(body, dollars="3")["v"] == 21


def test_a_rate_is_supplied_under_the_name_of_its_pair() -> None:
    body = "rate USD to CNY in 5 .. 9 supplied\ninput dollars : money USD in 0 .. 9\nvalue v = convert(dollars, CNY)"
    assert plan_of(body).unsupplied == ("USD_CNY",)
    policy = kpi_lang.loads(HEADER + body, settings={"USD_CNY": "7"})
    assert policy.evaluate({"dollars": "3"})["v"] == 21
    assert findings(body, settings={"USD_CNY": "10"}) == [("K335", "USD to CNY")]


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("load + convert(load, kg)", ("K301", "load + convert(load, kg)")),
        ("convert(load, parcel)", ("K344", "load")),
        ("convert(load, CNY)", ("K344", "load")),
        ("convert(load, kgs)", ("K345", "kgs")),
        ("convert(load)", ("K314", "convert(load)")),
    ],
)
def test_nonsense_among_units(formula: str, found: tuple[str, str]) -> None:
    assert findings(f"{UNITS}value v = {formula}") == [found]


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("dollars + yuan", ("K301", "dollars + yuan")),
        ("convert(dollars, EUR, day)", ("K347", "convert(dollars, EUR, day)")),
        ("convert(dollars, CNY, yuan)", ("K303", "yuan")),
        ("dollars * USD_CNY", ("K348", "USD_CNY")),
    ],
)
def test_nonsense_among_currencies(formula: str, found: tuple[str, str]) -> None:
    assert findings(f"{MONEY}value v = {formula}") == [found]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("unit a = 2 b\nunit b = 3 a", [("K346", "2 b"), ("K346", "3 a")]),
        ("unit a = 2 b", [("K346", "b")]),
        ("rate CNY to CNY = 1", [("K349", "CNY")]),
        ("rate USD to Yuan = 1", [("K602", "Yuan")]),
        ("rate USD to CNY = 0", [("K335", "0")]),
        ("rate USD to CNY = 1\nrate USD to CNY = 2", [("K202", "USD to CNY")]),
    ],
)
def test_declarations_that_are_wrong(body: str, found: list[tuple[str, str]]) -> None:
    assert findings(body) == found
