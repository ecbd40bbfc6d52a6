"""People by columns: a made-up company of any size, and bound people turned into columns and back.

Columns hold whole numbers of steps (cents, hundredths of a percent), the place of a choice's member, or whether an
optional input is given (``name?``). Every seventh figure or so lies on a threshold, as books full of round numbers do.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
from attrs import define

from kpi_lang.core.plan import Plan
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.person import Person, Record, RunDates
from kpi_lang.values.kinds import Family
from tests.benchmarks.probe.counting import Records
from tests.benchmarks.probe.program import Array
from tests.people import PeopleMaker

DATES = RunDates(date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31))


@define
class Company:
    """Everybody's inputs and records, by column."""

    columns: dict[str, Array]
    records: dict[str, Records]

    @property
    def size(self) -> int:
        """How many people there are."""
        return len(self.columns["role"])

    def people(self, plan: Plan, rows: Sequence[int]) -> list[Person]:
        """Some of the people as a data layer would have bound them."""
        places: dict[str, list[list[int]]] = {name: [[] for _ in range(self.size)] for name in self.records}
        for name, table in self.records.items():
            for place, owner in enumerate(table.owner.tolist()):
                places[name][owner].append(place)
        return [self._person(plan, row, {name: found[row] for name, found in places.items()}) for row in rows]

    def _person(self, plan: Plan, row: int, places: dict[str, list[int]]) -> Person:
        values = []
        for spec in plan.inputs:
            given = self.columns.get(f"{spec.name}?")
            there = given is None or bool(given[row])
            values.append(_value(spec, int(self.columns[spec.name][row])) if there else None)
        tables = tuple(
            tuple(
                Record(
                    tuple(
                        _value(spec, int(self.records[table.name].columns[spec.name][place]))
                        for spec in table.fields
                    ),
                    place + 2,
                )
                for place in places[table.name]
            )
            for table in plan.records
        )
        return Person(str(row), tuple(values), tables, DATES)


def company_of(plan: Plan, people: Sequence[Person]) -> Company:
    """Bound people as columns."""
    columns: dict[str, Array] = {}
    for place, spec in enumerate(plan.inputs):
        values = [person.values[place] for person in people]
        columns[spec.name] = np.array([_whole(spec, value) for value in values], np.int64)
        if spec.optional:
            columns[f"{spec.name}?"] = np.array([value is not None for value in values])
    records = {}
    for place, table in enumerate(plan.records):
        rows = [
            (owner, record) for owner, person in enumerate(people) for record in person.records[place] or ()
        ]
        fields = {
            spec.name: np.array([_whole(spec, record.values[at]) for _, record in rows], np.int64)
            for at, spec in enumerate(table.fields)
        }
        records[table.name] = Records(np.array([owner for owner, _ in rows], np.int64), fields)
    return Company(columns, records)


def drawn_people(plan: Plan, count: int, seed: int) -> list[Person]:
    """People drawn to ties and ends of domains, as far as binding would accept them."""
    maker = PeopleMaker(plan, Random(seed))
    found: list[Person] = []
    while len(found) < count:
        person = maker.person()
        required = all(
            value is not None
            for spec, value in zip(plan.inputs, person.values, strict=True)
            if not spec.optional
        )
        whole = all(
            rows is not None and all(not r.rejected and None not in r.values for r in rows)
            for rows in person.records
        )
        if required and whole:
            found.append(Person(person.key, person.values, person.records, DATES))
    return found


def on_half_cents(size: int, seed: int = 1) -> Company:
    """Salespeople with figures so large that floats are not exact, on the half cents of a score or a cent beside.

    Where turnover is on the line up, 3750 (5 t - 3 T) / T is k + 1/2; where expenses are on the line down,
    18000 - 10**8 e / (t b) is.
    """
    company = made_up(size, seed)
    draw = np.random.default_rng(seed)
    beside = draw.integers(-1, 2, size)
    half = 2 * draw.integers(0, 7_500, size) + 1
    unit = draw.integers(10**6, 26 * 10**6, size)
    up = draw.random(size) < 0.5
    large = draw.integers(10**6, 25 * 10**6, size)
    ratio = draw.integers(1, 3, size)
    turnover = np.where(up, unit * (half + 22_500) + beside, 20_000 * large)
    expenses = np.where(up, turnover // 20, large * ratio * (20_000 - half % 4_000) + beside)
    company.columns.update(
        role=np.zeros(size, np.int64),
        turnover=turnover,
        turnover_target=np.where(up, 37_500 * unit, turnover),
        expenses=expenses,
        expense_budget=np.where(up, 500, 10_000 * ratio),
    )
    return company


def made_up(size: int, seed: int = 1) -> Company:
    """A company of so many people: three in five in sales, one in ten a head of department."""
    draw = np.random.default_rng(seed)
    role = draw.choice(3, size, p=(0.6, 0.3, 0.1))
    target = draw.integers(10, 101, size) * 5_000_000
    # Shares of the target in hundredths of a percent, now and then exactly on a threshold.
    share = _mixed(draw, size, 0.15, (6000, 9000, 10_000, 11_000, 12_500), (4000, 15_001))
    turnover = target * share // 10_000 + draw.integers(0, 100, size) * (share % 100 != 0)
    turnover[draw.random(size) < 0.005] = 0
    budget = draw.choice((500, 600, 475), size)
    used = _mixed(draw, size, 0.15, (8000, 10_000, 15_000), (6000, 17_000))
    expenses = turnover * budget // 10_000 * used // 10_000
    profit_target = draw.integers(10, 91, size) * 1_000_000
    profit = profit_target * draw.integers(50, 141, size) // 100 + draw.integers(-99, 100, size)
    orders = np.where(
        draw.random(size) < 0.2, draw.choice((0, 120, 200, 250, 400), size), draw.integers(80, 500, size)
    )
    due = np.where(draw.random(size) < 0.02, 0, draw.integers(50, 300, size))
    columns: dict[str, Array] = {
        "role": role,
        "base_pay": draw.integers(30, 121, size) * 10_000 + draw.choice((0, 50, 33), size),
        "turnover": turnover,
        "turnover_target": target,
        "profit": profit,
        "profit_target": profit_target,
        "expenses": expenses,
        "expense_budget": budget,
        "receivables": turnover * draw.integers(20, 81, size) // 100,
        "receivables?": draw.random(size) < 0.8,
        "receivables_ratio": np.full(size, 1200),
        "receivables_ratio?": np.full(size, True),
        "orders": orders,
        "errors": np.minimum(orders, draw.choice((0, 1, 2, 4, 5, 9), size)),
        "shipments_due": due,
        "shipments_on_time": np.maximum(due - draw.choice((0, 1, 3, 5), size), 0),
        "project_score": draw.choice((600, 750, 800, 925), size),
        "project_score?": draw.random(size) < 0.7,
        "peer_review": draw.choice((750, 805, 885, 900, 623, 1000), size),
        "peer_review?": draw.random(size) < 0.9,
        "new_ideas": draw.choice((0, 0, 0, 1, 2, 4), size),
        "serious_accidents": (draw.random(size) < 0.03).astype(np.int64),
    }
    owner = np.repeat(np.arange(size), draw.choice((0, 0, 0, 0, 1, 3), size))
    assert DATES.as_of is not None
    fields = {
        "date": DATES.as_of.toordinal() - draw.integers(0, 500, len(owner)),
        "severity": draw.choice((0, 0, 1), len(owner)),
    }
    return Company(columns, {"complaint": Records(owner, fields)})


def _mixed(
    draw: np.random.Generator, size: int, part: float, exact: tuple[int, ...], ends: tuple[int, int]
) -> Array:
    found: Any = np.where(draw.random(size) < part, draw.choice(exact, size), draw.integers(*ends, size))
    return np.asarray(found)


def _value(spec: InputSpec, whole: int) -> Value:
    match spec.kind.family:
        case Family.CHOICE:
            assert spec.kind.choices is not None
            return spec.kind.choices.names[whole]
        case Family.DATE:
            return date.fromordinal(whole)
        case _:
            assert spec.domain.step is not None
            return whole * spec.domain.step


def _whole(spec: InputSpec, value: Value | None) -> int:
    match value:
        case None:
            return 1
        case str():
            assert spec.kind.choices is not None
            return spec.kind.choices.names.index(value)
        case date():
            return value.toordinal()
        case _:
            assert spec.domain.step is not None
            steps = Fraction(value) / spec.domain.step
            assert steps.denominator == 1
            return steps.numerator
