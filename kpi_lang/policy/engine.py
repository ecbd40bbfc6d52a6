"""The evaluators of one plan, made when they are first needed."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from attrs import evolve

from kpi_lang.core.plan import Output, Plan, Role, RollupPlan
from kpi_lang.evaluate.generated.compiled import CompiledPlan
from kpi_lang.evaluate.person import Person, RunDates
from kpi_lang.evaluate.population.phased import PhasedPlan, PhasedPopulation, with_others
from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.evaluate.trace import Note
from kpi_lang.policy.evaluated import Careful, Computed, Evaluated, Noted, OneOfMany
from kpi_lang.policy.given import GivenRecords, PersonReader
from kpi_lang.policy.quick_outcome import Given, QuickEvaluator, listed
from kpi_lang.policy.run_dates import run_dates
from kpi_lang.values.periods import Period

_MOST_REMEMBERED = 256


class Engine:
    """Evaluates people under one plan; safe for use by several threads."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._dates: dict[object, tuple[RunDates | None, Period | None]] = {}

    @cached_property
    def rollups(self) -> tuple[tuple[RollupPlan, "Engine"], ...]:
        """The roll-ups of the policy, each with its evaluators."""
        return tuple((rollup, Engine(rollup.plan)) for rollup in self.plan.rollups)

    @cached_property
    def reference(self) -> ReferenceEvaluator:
        """The reference evaluator, for expressions that are no rules."""
        return ReferenceEvaluator(self.plan)

    @cached_property
    def compiled(self) -> CompiledPlan:
        """The generated evaluator."""
        return CompiledPlan(self.plan)

    @cached_property
    def reader(self) -> PersonReader:
        """The careful reader of people given as mappings."""
        return PersonReader(self.plan)

    def dates(
        self, period: Period | str | None, as_of: date | str | None
    ) -> tuple[RunDates | None, Period | None]:
        """The dates of a run, see `run_dates`; raises `RunError`."""
        key = period, as_of
        found = self._dates.get(key)
        if found is None:
            found = run_dates(self.plan, period, as_of)
            if len(self._dates) >= _MOST_REMEMBERED:
                self._dates.clear()
            self._dates[key] = found
        return found

    @cached_property
    def phased(self) -> PhasedPlan:
        """The evaluator of everybody together."""
        return PhasedPlan(self.compiled)

    @cached_property
    def distributing(self) -> "Engine":
        """The same with all that a distribution reads of a person among the results."""
        distribution = self.plan.distribution
        assert distribution is not None
        shown = {output.rule for output in self.plan.outputs}
        extra = tuple(
            Output(name, "", name, Role.VALUE, self.plan.rule(name).kind, None)
            for name in distribution.rules
            if name not in shown
        )
        return Engine(evolve(self.plan, outputs=(*self.plan.outputs, *extra), examples=(), properties=()))

    def population(self, people: Sequence[Person]) -> PhasedPopulation | None:
        """Everybody together, None if no figure is about other people."""
        return PhasedPopulation(self.phased, people) if self.plan.figures else None

    def evaluate(
        self,
        person: Person,
        population: PhasedPopulation | None = None,
        place: int = 0,
        notes: tuple[Note, ...] = (),
    ) -> Evaluated:
        """One bound person, perhaps one of several, by place; ``notes`` tell what was settled; raises `LimitError`."""
        if population is None:
            found: Computed = self.compiled.watch(person)
        else:
            among = with_others(person, population.of(place))
            prepared = population.prepared(place, self.compiled)
            found = OneOfMany(self.compiled.watch(among, prepared), population, place)
        return Careful(self.plan, Noted(found, notes) if notes else found)

    def evaluate_given(
        self, values: Mapping[str, object], records: GivenRecords | None, dates: RunDates | None
    ) -> Evaluated:
        """One person given as a mapping; raises `PersonError` and `LimitError`.

        A `QuickOutcome` is one of a person who is in scope and whom there is nothing to reject for.
        """
        if self.plan.past is not None and "past" not in (records or {}):
            records = {**(records or {}), "past": ()}
        rows = None if records is None else listed(records)
        found = self._quick.outcome(values, rows, dates)
        if found is not None:
            return found
        return self.evaluate(self.person(Given(values, rows, dates)))

    def person(self, given: Given) -> Person:
        """A person given as a mapping, bound with care; raises `PersonError`."""
        return self.reader.read(given.values, given.records, given.dates)

    @cached_property
    def _quick(self) -> QuickEvaluator:
        return QuickEvaluator(self.compiled, lambda given: self.compiled.trace(self.person(given)))
