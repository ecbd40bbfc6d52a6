"""People to start a search from: those of the examples, and people put together from figures where things happen."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import floor, log10
from random import Random

from attrs import evolve

from kpi_lang.core.children import expressions_of, walk
from kpi_lang.core.nodes import Compare, Const, InputRef
from kpi_lang.core.plan import Plan
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.example_people import example_person
from kpi_lang.evaluate.person import Person, RunDates
from kpi_lang.values.domains import Domain
from kpi_lang.values.kinds import Family
from kpi_lang.values.periods import Period

FINE = Fraction(1, 100)
"""The step taken for figures that may have any number of decimals."""
_WIDEST = Fraction(10**9)
"""How far figures without bounds are tried."""
_USUAL_DAY = date(2026, 6, 30)


class Starts:
    """Makes people of one plan, from one seed always the same."""

    def __init__(self, plan: Plan, random: Random) -> None:
        self.plan = plan
        self.random = random
        self.places = {spec.name: place for place, spec in enumerate(plan.inputs)}
        self.examples = self._examples()
        self.dates = self._dates()
        self.pools: dict[str, tuple[Value, ...]] = {}
        compared = _compared_with(plan)
        for place, spec in enumerate(plan.inputs):
            known = [person.values[place] for person in self.examples]
            values = [value for value in (*known, *compared.get(spec.name, ())) if value is not None]
            self.pools[spec.name] = tuple(dict.fromkeys(self._around(spec, values)))

    def people(self) -> Iterator[Person]:
        """Those of the examples, then others without end."""
        yield from self.examples
        while True:
            if self.examples and self.random.random() < 0.8:
                base = self.random.choice(self.examples)
                changed = 1 + self.random.randrange(max(1, min(6, len(self.plan.inputs))))
            else:
                tables = tuple(() for _ in self.plan.records)
                base = Person("start", tuple(None for _ in self.plan.inputs), tables, self.dates)
                changed = len(self.plan.inputs)
            yield self._changed(base, changed)

    def values(self, spec: InputSpec) -> tuple[Value, ...]:
        """The figures of an input where things may happen, in order."""
        pool = self.pools[spec.name]
        return tuple(sorted(pool)) if spec.kind.is_number else pool

    def _changed(self, base: Person, count: int) -> Person:
        values = list(base.values)
        for place in self.random.sample(range(len(values)), min(count, len(values))):
            values[place] = self._any(self.plan.inputs[place], values[place])
        for place, spec in enumerate(self.plan.inputs):
            if values[place] is None and not spec.is_dispensable:
                values[place] = self._any(spec, None)
        return evolve(base, key="start", values=tuple(values))

    def _any(self, spec: InputSpec, now: Value | None) -> Value | None:
        if spec.optional and self.random.random() < 0.3:
            return None
        if isinstance(now, Fraction) and self.random.random() < 0.5:
            factor = Fraction(
                self.random.choice((50, 60, 80, 90, 95, 98, 100, 101, 105, 110, 120, 125, 150)), 100
            )
            return snapped(now * factor, spec.domain)
        pool = self.pools[spec.name]
        return self.random.choice(pool) if pool else None

    def _examples(self) -> tuple[Person, ...]:
        found: list[Person] = []
        for example in self.plan.examples:
            if not example.people:
                found.append(example_person(example, self.plan))
                continue
            for one in example.people:
                about = evolve(
                    example,
                    given=(*example.given, *one.given),
                    records=one.records or example.records,
                    people=(),
                )
                found.append(example_person(about, self.plan))
        return tuple(found)

    def _dates(self) -> RunDates:
        known = next((person.dates for person in self.examples if person.dates is not None), None)
        if known is not None:
            return known
        day = self.plan.effective_from or _USUAL_DAY
        if self.plan.period is None:
            return RunDates(day, day, day)
        period = Period.containing(day, self.plan.period)
        return RunDates(period.last_day, period.first_day, period.last_day)

    def _around(self, spec: InputSpec, values: list[Value]) -> Iterator[Value]:
        match spec.kind.family:
            case Family.YES_NO:
                yield from (False, True)
            case Family.CHOICE:
                assert spec.kind.choices is not None
                yield from spec.kind.choices.names
            case Family.TEXT:
                yield from (*values, "x")
            case Family.DATE | Family.MONTH:
                days = [day for day in (*values, self.dates.as_of) if isinstance(day, date)]
                for day in days or [_USUAL_DAY]:
                    yield day
                    if spec.kind.family is Family.DATE:
                        yield from (
                            day - timedelta(days=400),
                            day - timedelta(days=1),
                            day + timedelta(days=1),
                        )
            case Family.NUMBER:
                numbers = [value for value in values if isinstance(value, Fraction)]
                yield from _numbers(spec.domain, numbers)


def snapped(value: Fraction, domain: Domain) -> Fraction:
    """The nearest figure that a domain holds, so far as it holds any."""
    step = domain.step or FINE
    first, last = domain.first, domain.last
    found = round(value / step) * step
    if first is not None and found < first:
        return first
    return last if last is not None and found > last else found


def step_of(spec: InputSpec) -> Fraction:
    """The smallest change of an input that is tried."""
    return spec.domain.step or FINE


def _numbers(domain: Domain, known: list[Fraction]) -> Iterator[Fraction]:
    """The ends, what is known with its neighbours, and round figures of every size."""
    step = domain.step or FINE
    low = domain.first if domain.first is not None else -_WIDEST
    high = domain.last if domain.last is not None else _WIDEST
    wanted = [low, low + step, high, high - step, Fraction(0), step]
    for number in known:
        wanted += [number, number - step, number + step]
    size = floor(log10(max(abs(low), abs(high), Fraction(1))))
    for power in range(max(-2, size - 10), size + 1):
        wanted += [m * Fraction(10) ** power for m in (1, 2, 5)]
    wanted += [low + (high - low) * Fraction(part, 8) for part in range(1, 8)]
    for value in wanted:
        found = snapped(value, domain)
        if domain.contains(found):
            yield found


def _compared_with(plan: Plan) -> dict[str, list[Value]]:
    """The constants that inputs are compared with directly."""
    found: dict[str, list[Value]] = {}
    for whole in expressions_of(plan):
        for node in walk(whole):
            if isinstance(node, Compare):
                for one, other in ((node.left, node.right), (node.right, node.left)):
                    if isinstance(one, InputRef) and isinstance(other, Const):
                        found.setdefault(one.name, []).append(other.value)
    return found
