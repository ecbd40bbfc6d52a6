"""Plain Python values: bound quickly or with care they give what the bound person gives."""

from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from kpi_lang.core.nodes import AggregateOperator
from kpi_lang.core.plan import Plan
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.generated.binding import Unusual
from kpi_lang.evaluate.generated.compiled import CompiledPlan
from kpi_lang.evaluate.limits import LimitError
from kpi_lang.evaluate.person import Person
from kpi_lang.evaluate.reference import evaluate_reference
from kpi_lang.policy import PersonError
from kpi_lang.policy.engine import Engine
from kpi_lang.policy.quick_outcome import Given, QuickOutcome
from kpi_lang.values.domains import Domain, Interval
from kpi_lang.values.kinds import DATE, MONTH, YES_NO
from kpi_lang.values.numbers import finite_places
from tests.core.small import GRADE, calc, column, figure, given, person, plan, spec, table
from tests.people import PeopleMaker
from tests.plans import random_plan

CENTS = Domain(Interval(Fraction(0), Fraction(1000)), Fraction(1, 100))
FOUND = plan(
    {"x": calc(given("a"), "+", figure(AggregateOperator.SUM, column("amount")))},
    spec("a", domain=CENTS),
    spec("b", default=Fraction(5), domain=Domain(step=Fraction(1))),
    spec("flag", YES_NO, optional=True),
    spec("day", DATE, optional=True),
    spec("month", MONTH, optional=True),
    spec("grade", GRADE, optional=True),
    spec("free", optional=True),
    records=[table(spec("amount", domain=CENTS), spec("kept", YES_NO, default=True))],
)
COMPILED = CompiledPlan(FOUND)


def bound(values: dict[str, object], rows: list[dict[str, object]] | None = None) -> object:
    return COMPILED.binder.bind(values, {"log": rows or []})


def encoded(values: dict[str, Value | None], *rows: tuple[Value | None, ...]) -> object:
    somebody = person(FOUND, values, records={"log": rows})
    numbered = [record for table in somebody.records if table is not None for record in table]
    assert [record.row for record in numbered] == [*range(2, len(rows) + 2)]
    return COMPILED.encode(somebody)


@pytest.mark.parametrize(
    ("plain", "exact"),
    [
        ({"a": 12}, {"a": Fraction(12)}),
        ({"a": 0.07}, {"a": Fraction(7, 100)}),
        ({"a": 1000.0}, {"a": Fraction(1000)}),
        ({"a": Decimal("0.10")}, {"a": Fraction(1, 10)}),
        ({"a": Fraction(1, 4)}, {"a": Fraction(1, 4)}),
        ({"a": "1,000.00"}, {"a": Fraction(1000)}),
        ({"a": 0, "b": 7}, {"a": Fraction(0), "b": Fraction(7)}),
        ({"a": 0, "b": None, "flag": None}, {"a": Fraction(0)}),
        ({"a": 0, "flag": True}, {"a": Fraction(0), "flag": True}),
        ({"a": 0, "flag": 1}, {"a": Fraction(0), "flag": True}),
        ({"a": 0, "flag": "no"}, {"a": Fraction(0), "flag": False}),
        ({"a": 0, "day": date(2024, 2, 29)}, {"a": Fraction(0), "day": date(2024, 2, 29)}),
        ({"a": 0, "day": "2024-02-29"}, {"a": Fraction(0), "day": date(2024, 2, 29)}),
        ({"a": 0, "month": "2024-02"}, {"a": Fraction(0), "month": date(2024, 2, 1)}),
        ({"a": 0, "grade": "A"}, {"a": Fraction(0), "grade": "A"}),
        ({"a": 0, "free": Fraction(1, 3)}, {"a": Fraction(0), "free": Fraction(1, 3)}),
        ({"a": 0, "key": "E1"}, {"a": Fraction(0)}),
    ],
)
def test_a_value_is_bound_to_what_it_says(plain: dict[str, object], exact: dict[str, Value | None]) -> None:
    assert bound(plain) == encoded(exact)


@pytest.mark.parametrize(
    "plain",
    [
        {"a": 1000.01},
        {"a": -1},
        {"a": 0.001},
        {"a": True},
        {"a": float("nan")},
        {"a": float("inf")},
        {"a": 10**40},
        {"a": "x"},
        {"a": [1]},
        {"a": 0, "b": 0.5},
        {"a": 0, "day": "2026-02-30"},
        {"a": 0, "grade": "D"},
        {"a": 0, "other": 1},
    ],
)
def test_what_is_out_of_the_ordinary_is_left_to_the_careful_way(plain: dict[str, object]) -> None:
    with pytest.raises(Unusual):
        bound(plain)
    with pytest.raises(PersonError):
        Engine(FOUND).evaluate_given(plain, {"log": []}, None)


def test_rows_of_records_and_tables() -> None:
    rows: list[dict[str, object]] = [{"amount": 1.5}, {"amount": "2", "kept": False}]
    quick = COMPILED.binder.bind({"a": 1}, {"log": iter(rows)})
    (table_slots,) = (slot for slot in quick.slots if isinstance(slot, tuple))
    assert [row[:2] for row in table_slots] == [(150, True), (200, False)]
    odd: list[dict[str, list[dict[str, object]]]] = [
        {"log": [{}]},
        {"log": [{"amount": 1, "x": 1}]},
        {"log": [], "other": []},
    ]
    for tables in odd:
        with pytest.raises(Unusual):
            COMPILED.binder.bind({"a": 1}, tables)
    assert (
        COMPILED.binder.bind({"a": 1}, None).slots
        == COMPILED.encode(person(FOUND, {"a": Fraction(1)}, records={"log": None})).slots
    )


def plainly(value: Value | None, random: Random) -> object:
    """The value in one of the forms in which programs have it."""
    if not isinstance(value, Fraction):
        return value
    places = finite_places(value)
    forms: list[object] = [value]
    if value.denominator == 1:
        forms += [value.numerator] * 3
    if places is not None and abs(value) < 10**9 and places < 6:
        decimal = Decimal(value.numerator) / Decimal(value.denominator)
        forms += [decimal, str(decimal), float(value)]
    return random.choice(forms)


def mapping(found: Plan, somebody: Person, random: Random) -> Given:
    """The person as a program would hand it over, without the rows that no data layer could read."""
    values = {
        one.name: plainly(value, random)
        for one, value in zip(found.inputs, somebody.values, strict=True)
        if value is not None or random.random() < 0.5
    }
    records = {
        one.name: [
            {field.name: plainly(v, random) for field, v in zip(one.fields, row.values, strict=True)}
            for row in rows
            if not row.rejected
        ]
        for one, rows in zip(found.records, somebody.records, strict=True)
        if rows is not None
    }
    return Given(values, records, somebody.dates)


def test_people_given_as_mappings_get_what_the_reference_gives_them() -> None:
    counts: Counter[str] = Counter()
    for seed in range(25):
        random = Random(seed)
        found = random_plan(random)
        engine, maker = Engine(found), PeopleMaker(found, random)
        for _ in range(12):
            given_so = mapping(found, maker.person(), random)
            try:
                expected = evaluate_reference(found, engine.person(given_so))
                outcome = engine.evaluate_given(given_so.values, given_so.records, given_so.dates)
            except (PersonError, LimitError) as error:
                counts[type(error).__name__] += 1
                continue
            assert (outcome.scope, outcome.broken) == (expected.scope, expected.broken)
            for output in found.outputs:
                assert outcome.rule(output.rule) == expected[output.rule], (seed, given_so.values)
            counts[type(outcome).__name__] += 1
            assert outcome.trace() == expected
    assert counts[QuickOutcome.__name__] > 60
    assert counts["Careful"] > 20


def test_an_outcome_is_of_what_was_given() -> None:
    values: dict[str, object] = {"a": 1}
    rows: list[dict[str, object]] = [{"amount": 2}]
    outcome = Engine(FOUND).evaluate_given(values, {"log": rows}, None)
    values["a"], rows[0]["amount"] = 500, 500
    assert outcome.plain("x") == outcome.trace()["x"] == 3
