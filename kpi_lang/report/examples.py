"""The examples of a policy: what each should give, and what it gives."""

from collections.abc import Callable, Iterator

from attrs import evolve, frozen

from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.plan import (
    ExamplePerson,
    ExamplePlan,
    Expectation,
    Plan,
    PropertyPlan,
    RecordsPlan,
)
from kpi_lang.core.reasons import input_reason
from kpi_lang.data.approvals import NO_APPROVALS
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.distribution.proposals import Appraisee
from kpi_lang.distribution.running import Looked, Supplied, distributed
from kpi_lang.evaluate.example_people import example_person
from kpi_lang.evaluate.person import Person
from kpi_lang.evaluate.population.reference import ReferencePopulation
from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.evaluate.settled_notes import settled_notes
from kpi_lang.evaluate.supplying import with_supplied
from kpi_lang.evaluate.trace import Trace
from kpi_lang.report.promises import broken_promises
from kpi_lang.values.kinds import Kind


@frozen
class Mismatch:
    """An expectation that is not met, and the value there is instead."""

    expectation: Expectation
    actual: Value | Absent


@frozen
class Tried:
    """An example with its evaluation and all that is wrong: nothing, if it passes."""

    example: ExamplePlan
    trace: Trace
    mismatches: tuple[Mismatch, ...]
    unmet: tuple[str, ...]
    """The messages of requirements that the example's own data do not meet."""
    broken: tuple[PropertyPlan, ...]

    @property
    def passes(self) -> bool:
        """Whether everything is as the example says."""
        return not (self.mismatches or self.unmet or self.broken)


def try_examples(plan: Plan) -> tuple[Tried, ...]:
    """Every example of a plan, evaluated by the reference; raises ``LimitError``."""
    evaluator = ReferenceEvaluator(plan)
    return tuple(tried for example in plan.examples for tried in _all_tried(example, plan, evaluator))


def _all_tried(example: ExamplePlan, plan: Plan, evaluator: ReferenceEvaluator) -> Iterator[Tried]:
    """An example, or each person of one about several, among whom figures about other people are found."""
    if not example.people:
        yield _tried(example, evaluator.evaluate(example_person(example, plan)), evaluator)
        return
    alone = [_about(example, person) for person in example.people]
    people = [
        evolve(example_person(described, plan), key=person.key)
        for described, person in zip(alone, example.people, strict=True)
    ]
    traces = (
        tuple(_traces(people, evaluator)) if plan.distribution is None else _distributed(people, evaluator)
    )
    for described, trace in zip(alone, traces, strict=True):
        yield _tried(described, trace, evaluator)


def _traces(people: list[Person], evaluator: ReferenceEvaluator) -> Iterator[Trace]:
    """Everybody together, with figures about one another."""
    population = ReferencePopulation(evaluator.plan, people)
    for place, person in enumerate(people):
        trace = evaluator.evaluate(evolve(person, figures=population.of(place)))
        yield evolve(trace, figures=tuple(population.compared(place)))


def _distributed(people: list[Person], evaluator: ReferenceEvaluator) -> tuple[Trace, ...]:
    """Everybody together, with the grades that the distribution settles; an example holds no approvals."""
    plan = evaluator.plan

    def look(supplied: Callable[[str], Supplied]) -> Looked:
        given = [with_supplied(plan, person, supplied(person.key)) for person in people]
        traces = [trace for trace in _traces(given, evaluator) if trace.scope is True]
        sound = [trace for trace in traces if not trace.broken]
        unsound = [trace for trace in traces if trace.broken]
        return Looked(tuple(map(_appraisee, sound)), tuple(map(_appraisee, unsound)))

    found = distributed(plan, look, NO_APPROVALS)
    notes = settled_notes(plan, found.cohorts)
    given = [with_supplied(plan, person, found.supplied(person.key)) for person in people]
    return tuple(evolve(trace, notes=notes.get(trace.person.key, ())) for trace in _traces(given, evaluator))


def _appraisee(trace: Trace) -> Appraisee:
    return Appraisee(trace.person.key, trace.__getitem__)


def _about(example: ExamplePlan, person: ExamplePerson) -> ExamplePlan:
    """An example about one of its people, with what is given to all of them."""
    records = {group.records: group for group in (*example.records, *person.records)}
    return ExamplePlan(
        f"{example.title}: {person.key}",
        tuple((dict(example.given) | dict(person.given)).items()),
        tuple(records.values()),
        person.expect,
        person.span or example.span,
    )


def example_people(plan: Plan) -> Iterator[Person]:
    """Everybody whom the examples describe, each as if alone."""
    for example in plan.examples:
        alone = [_about(example, person) for person in example.people] or [example]
        yield from (example_person(described, plan) for described in alone)


def _tried(example: ExamplePlan, trace: Trace, evaluator: ReferenceEvaluator) -> Tried:
    plan = trace.plan
    actual = [(expectation, expected_figure(trace, expectation)) for expectation in example.expect]
    mismatches = tuple(
        Mismatch(expected, found) for expected, found in actual if not _is_met(expected, found)
    )
    unmet = tuple(plan.requirements[index].message for index in trace.broken)
    return Tried(example, trace, mismatches, unmet, broken_promises(trace, evaluator))


def expected_figure(trace: Trace, expectation: Expectation) -> Value | Absent:
    """What there is where an example expects something: a result, or a column of a record."""
    if not expectation.records:
        return trace[expectation.name]
    place, table = _table(trace.plan, expectation)
    records, traces = trace.person.records[place], trace.records[place]
    assert records is not None
    assert traces is not None
    record, happened = records[expectation.row - 1], traces[expectation.row - 1]
    for number, spec in enumerate(table.fields):
        if spec.name == expectation.name:
            given = record.values[number]
            return _stored(spec, given)
    if happened.rejected and not happened.values:
        return Absent(Cause.REJECTED, table.title or table.name)
    names = [rule.name for rule in table.rules]
    return happened.values[names.index(expectation.name)]


def expected_kind(plan: Plan, expectation: Expectation) -> Kind:
    """The kind of what an example expects."""
    if not expectation.records:
        return plan.rule(expectation.name).kind
    _, table = _table(plan, expectation)
    columns = {spec.name: spec.kind for spec in table.fields} | {rule.name: rule.kind for rule in table.rules}
    return columns[expectation.name]


def _table(plan: Plan, expectation: Expectation) -> tuple[int, RecordsPlan]:
    return next((p, table) for p, table in enumerate(plan.records) if table.name == expectation.records)


def _stored(spec: InputSpec, given: Value | None) -> Value | Absent:
    value = spec.default if given is None else given
    return Absent(Cause.MISSING, input_reason(spec)) if value is None else value


def _is_met(expectation: Expectation, actual: Value | Absent) -> bool:
    if expectation.value is not None:
        return actual == expectation.value
    if not isinstance(actual, Absent):
        return False
    return expectation.reason is None or expectation.reason == actual.reason
