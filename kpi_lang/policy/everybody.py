"""A run: everybody in the data through the policy, each accepted, out of scope or rejected with reasons."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Protocol

from attrs import define, evolve, field, frozen

from kpi_lang.core.plan import Plan
from kpi_lang.core.promises import checked_on_people
from kpi_lang.data.approvals import NO_APPROVALS, Approvals
from kpi_lang.data.bound import BoundRow, Counts, RecordRejection, Rejection
from kpi_lang.data.schema import InputSpec
from kpi_lang.distribution.settlement import SettledCohort
from kpi_lang.evaluate.limits import LimitError
from kpi_lang.evaluate.person import Person, Record, RunDates
from kpi_lang.evaluate.population.affected import affected_by
from kpi_lang.evaluate.population.hierarchy import circles, managers_of
from kpi_lang.evaluate.population.phased import PhasedPopulation
from kpi_lang.evaluate.supplying import complete
from kpi_lang.evaluate.trace import Note, Trace
from kpi_lang.policy.distributing import Together
from kpi_lang.policy.engine import Engine
from kpi_lang.policy.evaluated import Evaluated
from kpi_lang.policy.past import PastFigures
from kpi_lang.policy.pools import pool_findings
from kpi_lang.policy.result import Result
from kpi_lang.policy.run_dates import not_in_effect
from kpi_lang.policy.standing import OutOfScope, broken_records, standing
from kpi_lang.policy.table import Appraised, Summary, Table
from kpi_lang.report.promises import broken_promises
from kpi_lang.source import DataPlace, Diagnostic, Diagnostics
from kpi_lang.values.periods import Period

_MOST_NAMED = 5

Progress = Callable[[Iterable[BoundRow | Rejection]], Iterator[BoundRow | Rejection]]
"""Hands rows through one by one, to show how far a run has come."""


class Rows(Protocol):
    """Bound rows and what was found about them as a whole."""

    def __iter__(self) -> Iterator[BoundRow | Rejection]: ...

    @property
    def findings(self) -> Diagnostics:
        """Warnings and notes; complete once all rows are read."""
        ...

    @property
    def counts(self) -> Counts:
        """How many rows there are; complete once all are read."""
        ...

    @property
    def record_rejections(self) -> tuple[RecordRejection, ...]:
        """Records that cannot be used."""
        ...

    @property
    def orphans(self) -> tuple[RecordRejection, ...]:
        """Records of nobody."""
        ...

    @property
    def unmatched(self) -> tuple[RecordRejection, ...]:
        """Joined rows of nobody."""
        ...


def evaluate_everybody(
    engine: Engine,
    bound: Rows,
    dates: RunDates | None = None,
    period: Period | None = None,
    progress: Progress = iter,
    past: PastFigures | None = None,
    approvals: Approvals = NO_APPROVALS,
) -> Table:
    """The results of everybody who was bound; raises `DataFileError` where a file breaks off.

    ``past`` is what is known of earlier periods, nothing if not given.
    """
    run = _Run(engine, dates, period, past or PastFigures(engine.plan))
    if engine.plan.figures or engine.plan.distribution is not None:
        decided = approvals if period is None else approvals.within(str(period))
        run.take_together(progress(bound), decided)
    else:
        for row in progress(bound):
            run.put(row)
    run.findings.extend(bound.findings)
    if (warning := not_in_effect(engine.plan, dates)) is not None:
        run.findings.add(warning)
    read = bound.counts.read
    accounted = len(run.people) + len(run.out_of_scope) + len(run.rejects)
    assert accounted == read, f"{read} rows were read and {accounted} accounted for"
    return Table(
        engine.plan,
        tuple(run.people),
        tuple(run.out_of_scope),
        tuple(run.rejects),
        (*bound.record_rejections, *bound.orphans, *bound.unmatched, *run.record_rejects),
        run.findings.sorted(),
        period,
        Summary(read, len(run.people), len(run.out_of_scope), len(run.rejects)),
        frozenset(run.provisional),
        run.cohorts,
    )


@define
class _Run:
    """What has become of the rows so far."""

    engine: Engine
    dates: RunDates | None
    period: Period | None
    past: PastFigures
    people: list[Appraised] = field(factory=list)
    out_of_scope: list[Appraised] = field(factory=list)
    rejects: list[Rejection] = field(factory=list)
    record_rejects: list[RecordRejection] = field(factory=list)
    findings: Diagnostics = field(factory=Diagnostics)
    provisional: set[str] = field(factory=set)
    cohorts: tuple[SettledCohort, ...] = ()

    @property
    def plan(self) -> Plan:
        return self.engine.plan

    def person(self, row: BoundRow) -> Person:
        """The person of a row, with the earlier periods that are known."""
        return bound_person(row, self.dates, self.plan, self.past.before(self.period, row.key))

    def put(self, row: BoundRow | Rejection) -> None:
        """Evaluate a row that needs nobody else, and put it where it belongs."""
        if isinstance(row, Rejection):
            self.rejects.append(row)
        else:
            self.take(row, lambda: self.engine.evaluate(self.person(row)))

    def take_together(self, rows: Iterable[BoundRow | Rejection], approvals: Approvals) -> None:
        """Evaluate everybody with figures about one another."""
        bound: list[BoundRow] = []
        for row in rows:
            if isinstance(row, Rejection):
                self.rejects.append(row)
            else:
                bound.append(row)
        people = [self.person(row) for row in bound]
        bound, people = self._without_circles(bound, people)
        unread = bool(self.rejects)
        notes: Mapping[str, tuple[Note, ...]] = {}
        if self.plan.distribution is not None:
            together = Together(self.engine, tuple(people), len(self.rejects))
            people, cohorts, notes = together.distributed(approvals, self.findings)
            shown = "" if self.period is None else str(self.period)
            self.cohorts = tuple(evolve(cohort, period=shown) for cohort in cohorts)
        population = self.engine.population(people)
        for place, (row, person) in enumerate(zip(bound, people, strict=True)):
            noted = notes.get(row.key, ())
            self.take(row, partial(self.engine.evaluate, person, population, place, noted))
        if population is not None:
            self._note_provisional(population, bound, unread=unread)
            for finding in pool_findings(population, self.plan):
                self.findings.add(finding)

    def _note_provisional(self, population: PhasedPopulation, bound: list[BoundRow], *, unread: bool) -> None:
        """Whose figures about other people wait for rows that cannot be used; of rows never read nobody knows whose."""
        rejected = {rejection.key for rejection in self.rejects}
        places = [
            place for place, row in enumerate(bound) if row.key in rejected or place in population.unsound
        ]
        keys = [rejection.key or str(rejection.place.row) for rejection in self.rejects]
        keys += [bound[place].key for place in places if bound[place].key not in rejected]
        if not keys:
            return
        shown = ", ".join(keys[:_MOST_NAMED]) + (" …" if len(keys) > _MOST_NAMED else "")
        self.findings.add(Diagnostic.of("K905", rows=shown, number=len(keys)))
        affected = range(len(bound)) if unread else affected_by(population, places)
        self.provisional.update(bound[place].key for place in affected)

    def _without_circles(
        self, bound: list[BoundRow], people: list[Person]
    ) -> tuple[list[BoundRow], list[Person]]:
        """The rows of those who are not above themselves; the others are rejected."""
        circle_of: dict[str, Diagnostic] = {}
        if any(figure.reports for figure in self.plan.figures):
            for circle in circles(managers_of(self.plan, people)):
                shown = " → ".join([*circle, circle[0]])
                circle_of |= {key: Diagnostic.of("K904", circle=shown) for key in circle}
        for row in bound:
            if row.key in circle_of:
                self.rejects.append(Rejection(row.key, row.place, (circle_of[row.key],)))
        kept = [place for place, row in enumerate(bound) if row.key not in circle_of]
        return [bound[place] for place in kept], [people[place] for place in kept]

    def take(self, row: BoundRow, evaluate: Callable[[], Evaluated]) -> None:
        """Evaluate a row and put it where it belongs."""
        try:
            self._place(row, evaluate)
        except LimitError as error:
            self.rejects.append(Rejection(row.key, row.place, error.diagnostics))

    def _place(self, row: BoundRow, evaluate: Callable[[], Evaluated]) -> None:
        """Everything that may go beyond the limits comes before the row is counted anywhere."""
        evaluated = evaluate()
        if any(table.requirements for table in self.plan.records):
            self._note_records(row, evaluated.trace())
        appraised = Appraised(
            row, Result(self.plan, evaluated, RowPlaces(row, self.plan.inputs)), self.period
        )
        if evaluated.is_sound:
            self.people.append(appraised)
            return
        stand = standing(self.plan, evaluated, row.place)
        if isinstance(stand, OutOfScope):
            self.out_of_scope.append(appraised)
        elif stand:
            self.rejects.append(Rejection(row.key, row.place, stand))
        else:
            self._note_promises(row, evaluated)
            self.people.append(appraised)

    def _note_records(self, row: BoundRow, trace: Trace) -> None:
        for place, number, finding in broken_records(trace, self.plan):
            records = row.records[place]
            assert records is not None
            at = DataPlace(records[number].origin.file, records[number].row)
            self.record_rejects.append(
                RecordRejection(self.plan.records[place].name, row.key, at, (finding,))
            )

    def _note_promises(self, row: BoundRow, evaluated: Evaluated) -> None:
        if not checked_on_people(self.plan):
            return
        for promise in broken_promises(evaluated.trace(), self.engine.reference):
            self.findings.add(
                Diagnostic.of("K973", promise.span, property=promise.name, key=self.plan.key, id=row.key)
            )


def bound_person(
    row: BoundRow, dates: RunDates | None, plan: Plan, past: tuple[Record, ...] | None = None
) -> Person:
    """The person of a bound row, for the evaluators; ``past`` are the earlier periods, None if nothing reads them."""
    records = tuple(
        None if table is None else tuple(Record(one.values, one.row, one.rejected) for one in table)
        for table in row.records
    )
    return Person(row.key, complete(plan, row.values), records if past is None else (*records, past), dates)


@frozen
class RowPlaces:
    """Where each input of a bound row stands in the data."""

    row: BoundRow
    inputs: tuple[InputSpec, ...]

    def __call__(self, name: str) -> DataPlace | None:
        """The cell of an input, None for a constant and for what is no input."""
        for index, spec in enumerate(self.inputs):
            if spec.name == name and index < len(self.row.values):
                return self.row.place_of(index)
        return None
