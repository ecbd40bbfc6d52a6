"""Several periods: a run against the plain meaning of one, on random policies, people and periods.

The plain run keeps every result of every earlier period in a list, and asks the reference evaluators about everybody anew; nothing of
how a run binds data, arranges figures in phases or writes code is used.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from random import Random

from attrs import define, evolve, field, frozen

import kpi_lang
from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.plan import Plan, Role
from kpi_lang.data.schema import InputSpec, OverTime, Value
from kpi_lang.evaluate.limits import LimitError
from kpi_lang.evaluate.person import Person, Record, RunDates
from kpi_lang.evaluate.population.reference import ReferencePopulation
from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.evaluate.trace import Trace
from kpi_lang.policy import Policy
from kpi_lang.values.periods import Period
from tests.periods import PolicyWriter, Row, random_rows

MOST_PEOPLE = 200
MOST_PERIODS = 8
_SIZES = (2, 3, 3, 5, 5, 8, 13, 30)
_POPULATIONS_OF_A_POLICY = 25
_ONE_OF_MANY = 200
"""One population in so many is of the largest size."""


@frozen
class PlainResult:
    """What a person came to in a period; ``row`` are the inputs, ``accepted`` whether there are results."""

    key: str
    period: Period
    row: tuple[Value | None, ...]
    trace: Trace
    in_scope: bool
    accepted: bool


@define
class PlainRun:
    """Everything that has happened so far, in the order of time."""

    plan: Plan
    results: list[PlainResult] = field(factory=list)

    def quarter(self, period: Period, rows: Sequence[Row]) -> None:
        """Everybody who has a row in a period."""
        people = [
            (row.key, tuple(_value(spec, row) for spec in self.plan.inputs))
            for row in rows
            if row.period == period
        ]
        self.results += self._everybody(self.plan, people, period, period.first_day)

    def longer(self, plan: Plan, period: Period) -> list[PlainResult]:
        """Everybody who has results in a period of a longer one."""
        parts: dict[str, list[PlainResult]] = {}
        for result in self.results:
            if result.accepted and period.first_day <= result.period.first_day <= period.last_day:
                parts.setdefault(result.key, []).append(result)
        people = [
            (key, tuple(_over(spec, [one.row[n] for one in of]) for n, spec in enumerate(plan.inputs)))
            for key, of in parts.items()
        ]
        return self._everybody(plan, people, period, period.last_day)

    def _everybody(
        self, plan: Plan, given: list[tuple[str, tuple[Value | None, ...]]], period: Period, before: date
    ) -> list[PlainResult]:
        dates = RunDates(period.last_day, period.first_day, period.last_day)
        people = [Person(key, values, self._past(plan, key, before), dates) for key, values in given]
        if plan.figures:
            population = ReferencePopulation(plan, people)
            people = [evolve(person, figures=population.of(place)) for place, person in enumerate(people)]
        evaluator = ReferenceEvaluator(plan)
        return [self._result(plan, person, period, evaluator.evaluate(person)) for person in people]

    def _past(self, plan: Plan, key: str, before: date) -> tuple[tuple[Record, ...], ...]:
        """The figures of the earlier periods that a plan asks for; what has no value is not given."""
        if plan.past is None:
            return ()
        places = {spec.name: place for place, spec in enumerate(self.plan.inputs)}
        rows: list[Record] = []
        for result in self.results:
            if result.key == key and result.accepted and result.period.first_day < before:
                values: list[Value | None] = []
                for spec in plan.past.fields:
                    if spec.name == "period_start":
                        values.append(result.period.first_day)
                    elif spec.name in places:
                        values.append(result.row[places[spec.name]])
                    else:
                        found = result.trace[spec.name]
                        values.append(None if isinstance(found, Absent) else found)
                rows.append(Record(tuple(values), len(rows) + 1))
        return (tuple(rows),)

    def _result(self, plan: Plan, person: Person, period: Period, trace: Trace) -> PlainResult:
        scored = [output for output in plan.outputs if output.role is not Role.VALUE] or plan.outputs
        values = [trace[output.rule] for output in scored]
        lacking = any(isinstance(value, Absent) and value.cause is Cause.REJECTED for value in values)
        accepted = trace.scope is True and not trace.broken and not lacking
        return PlainResult(person.key, period, person.values, trace, trace.scope is not False, accepted)


def _value(spec: InputSpec, row: Row) -> Value | None:
    return row.unit if spec.name == "unit" else row.values[spec.name]


def _over(spec: InputSpec, values: list[Value | None]) -> Value | None:
    given = [value for value in values if value is not None]
    numbers = [value for value in given if isinstance(value, Fraction)]
    if not given:
        return None
    if spec.over_time is OverTime.SUM:
        return sum(numbers, Fraction(0))
    return sum(numbers, Fraction(0)) / len(numbers) if spec.over_time is OverTime.MEAN else given[-1]


def plain_results(plan: Plan, rows: Sequence[Row]) -> dict[tuple[str, Period], PlainResult]:
    """What everybody came to in every period, and in the longer ones of roll-ups."""
    run = PlainRun(plan)
    periods = sorted({row.period for row in rows}, key=lambda period: period.first_day)
    for period in periods:
        run.quarter(period, rows)
    found = list(run.results)
    for rollup in plan.rollups:
        for longer in dict.fromkeys(period.within(rollup.length) for period in periods):
            if any(period.last_day == longer.last_day for period in periods):
                found += run.longer(rollup.plan, longer)
    return {(result.key, result.period): result for result in found}


def differences(policy: Policy, rows: Sequence[Row]) -> Iterator[str]:
    """What a run does otherwise than its plain meaning."""
    expected = plain_results(policy.plan, rows)
    table = policy.run([row.as_given() for row in rows])
    found = {(person.row.key, person.period): person for person in table.people}
    wanted = {at for at, result in expected.items() if result.accepted}
    yield from (f"{key} has results in {period}" for key, period in found.keys() - wanted)
    yield from (f"{key} has no results in {period}" for key, period in wanted - found.keys())
    outside = {(person.row.key, person.period) for person in table.out_of_scope}
    if outside != {at for at, result in expected.items() if not result.in_scope}:
        yield f"out of scope are {outside}"
    for at, person in found.items():
        if at not in wanted:
            continue
        trace = expected[at].trace
        for output in policy.plan.outputs:
            value = person.result.evaluated.rule(output.rule)
            if value != trace[output.rule]:
                yield f"{at[0]} in {at[1]}: {output.rule} is {trace[output.rule]}, not {value}"
        told = person.result.trace
        if evolve(told, figures=(), notes=()) != evolve(trace, figures=(), notes=()):
            yield f"{at[0]} in {at[1]}: the trace differs"


@lru_cache(4)
def _policy(number: int) -> Policy:
    """The first of the random policies from a number on that the checker accepts."""
    random = Random(number)
    while True:
        try:
            return kpi_lang.loads(PolicyWriter(random).text())
        except kpi_lang.PolicyError:
            continue


def compare_periods(seed: int) -> tuple[Counter[str], tuple[str, ...]]:
    """Compare one random population over one to eight periods; up to five differences."""
    random = Random(f"periods {seed}")
    policy = _policy(seed // _POPULATIONS_OF_A_POLICY)
    most = MOST_PEOPLE if random.randrange(_ONE_OF_MANY) == 0 else random.choice(_SIZES)
    rows = random_rows(random, most, MOST_PERIODS)
    counts = Counter(
        {
            "populations over periods": 1,
            "periods": len({row.period for row in rows}),
            "rows of people in a period": len(rows),
            "populations with figures about others": bool(policy.plan.figures),
            "populations with roll-ups": bool(policy.plan.rollups),
            "populations that look back": policy.plan.past is not None,
        }
    )
    try:
        found = tuple(found for _, found in zip(range(5), differences(policy, rows), strict=False))
    except LimitError:
        counts["populations beyond limits"] += 1
        return counts, ()
    except Exception as error:
        found = (f"an evaluator broke off: {error!r}",)
    return counts, found
