"""The evaluators of one plan, made when they are first needed."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.plan import Plan
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.generated.compiled import CompiledPlan
from kpi_lang.evaluate.generated.function import Function
from kpi_lang.evaluate.generated.helpers import BeyondLimits
from kpi_lang.evaluate.person import Person, RunDates
from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.evaluate.trace import Trace
from kpi_lang.policy.evaluated import Evaluated
from kpi_lang.policy.given import GivenRecords, PersonReader
from kpi_lang.policy.quick import QuickReader, Unusual
from kpi_lang.policy.run_dates import run_dates
from kpi_lang.values.dates import DateOutOfRange
from kpi_lang.values.periods import Period
from kpi_lang.values.powers import PowerTooLarge

_MOST_REMEMBERED = 256


class Engine:
    """Evaluates people under one plan; safe for use by several threads."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._dates: dict[object, tuple[RunDates | None, Period | None]] = {}

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

    def evaluate(self, person: Person) -> Evaluated:
        """One bound person; raises `LimitError`."""
        return self.compiled.evaluate(person)

    def evaluate_given(
        self, values: Mapping[str, object], records: GivenRecords | None, dates: RunDates | None
    ) -> Evaluated:
        """One person given as a mapping; raises `PersonError` and `LimitError`."""
        records = _copied(records)
        function = self._function
        if function is not None:
            try:
                raw = function.run(self._quick.slots(values, records, dates))
            except (Unusual, BeyondLimits, DateOutOfRange, PowerTooLarge):
                pass
            else:
                return QuickOutcome(self, function, raw, (dict(values), records, dates))
        return self.compiled.evaluate(self.reader.read(values, records, dates))

    @cached_property
    def _function(self) -> Function | None:
        return self.compiled.function(complete=True, traced=False)

    @cached_property
    def _quick(self) -> QuickReader:
        return QuickReader(self.plan)

    @cached_property
    def may_reject(self) -> bool:
        """Whether a person who lacks nothing that is required can still be rejected by a rule."""
        absences = self._function.absences if self._function else ()
        return any(absent.cause is Cause.REJECTED for absent in absences)


class QuickOutcome:
    """The outcome of a person who was read the short way; the person is bound in full when a trace is asked for."""

    __slots__ = ("_engine", "_function", "_given", "_raw")

    def __init__(
        self,
        engine: Engine,
        function: Function,
        raw: tuple[Any, ...],
        given: tuple[dict[str, object], GivenRecords | None, RunDates | None],
    ) -> None:
        self._engine = engine
        self._function = function
        self._raw = raw
        self._given = given

    @property
    def scope(self) -> bool | Absent:
        """See `Evaluated`."""
        packing, at = self._function.scope
        scope = packing.decoded(self._raw, at, self._function.absences)
        assert isinstance(scope, bool | Absent)
        return scope

    @property
    def broken(self) -> tuple[int, ...]:
        """See `Evaluated`."""
        broken: tuple[int, ...] = self._raw[self._function.broken]
        return broken

    @property
    def is_sound(self) -> bool:
        """Whether there is surely nothing to reject the person for."""
        engine = self._engine
        if self._raw[self._function.broken] or engine.may_reject:
            return False
        return engine.plan.applies is None or self.scope is True

    def rule(self, name: str) -> Value | Absent:
        """See `Evaluated`."""
        packing, at = self._function.rules[name]
        return packing.decoded(self._raw, at, self._function.absences)

    def trace(self) -> Trace:
        """See `Evaluated`."""
        return self._engine.compiled.trace(self._engine.reader.read(*self._given))


def _copied(records: GivenRecords | None) -> GivenRecords | None:
    """The records as they are now, since a mapping may be changed after it was evaluated."""
    return None if records is None else {name: [dict(row) for row in rows] for name, rows in records.items()}
