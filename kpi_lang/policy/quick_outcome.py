"""The short way through an evaluation: plain values in, generated code, and results read off its whole numbers."""

from collections.abc import Callable, Mapping
from decimal import Context, Decimal
from typing import Any

from kpi_lang.core.absent import Absent
from kpi_lang.core.plan import Output, Plan
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.generated.binding import Slots, Unusual
from kpi_lang.evaluate.generated.compiled import CompiledPlan
from kpi_lang.evaluate.generated.encoding import Bound
from kpi_lang.evaluate.generated.function import Function
from kpi_lang.evaluate.generated.helpers import BeyondLimits
from kpi_lang.evaluate.generated.operands import Number
from kpi_lang.evaluate.generated.packing import Packing
from kpi_lang.evaluate.person import RunDates
from kpi_lang.evaluate.trace import Trace
from kpi_lang.policy.evaluated import Plain, python_value
from kpi_lang.policy.given import GivenRecords
from kpi_lang.values.dates import DateOutOfRange
from kpi_lang.values.kinds import Family
from kpi_lang.values.powers import PowerTooLarge

_DIGITS = 60
_WIDE = Context(prec=_DIGITS)
_TOO_WIDE = 10**_DIGITS
_CAREFULLY = (Unusual, BeyondLimits, DateOutOfRange, PowerTooLarge)


class Given:
    """What one call was given."""

    __slots__ = ("dates", "records", "values")

    def __init__(
        self, values: Mapping[str, object], records: GivenRecords | None, dates: RunDates | None
    ) -> None:
        self.values = values
        self.records = records
        self.dates = dates

    def copied(self) -> "Given":
        """The same, for keeping: the caller may change what was given."""
        records = (
            None
            if self.records is None
            else {name: [*map(dict, rows)] for name, rows in self.records.items()}
        )
        return Given(dict(self.values), records, self.dates)


def listed(records: GivenRecords) -> GivenRecords:
    """Records whose rows can be read twice: once the short way, and again where they must be looked at with care."""
    for rows in records.values():
        if type(rows) is not list:
            return {name: [*given] for name, given in records.items()}
    return records


class QuickFunction:
    """A generated function with all that is needed to read its results."""

    __slots__ = ("broken", "function", "may_reject", "readers", "run", "scope")

    def __init__(self, plan: Plan, function: Function) -> None:
        self.function = function
        self.run = function.run
        self.readers = {output.name: _plain_reader(output, function) for output in plan.outputs}
        self.broken = function.broken
        self.scope = function.scope[1]
        self.may_reject = bool(function.rejecting)


class QuickEvaluator:
    """The short way of one plan; `trace` derives everything where it is asked for."""

    def __init__(self, compiled: CompiledPlan, trace: Callable[[Given], Trace]) -> None:
        self.trace = trace
        self._compiled = compiled
        self._bind = compiled.binder.pair
        self._key = compiled.plan.key
        fields = (
            *compiled.plan.inputs,
            *(field for table in compiled.plan.records for field in table.fields),
        )
        self._has_defaults = any(spec.default is not None for spec in fields)
        self._functions: dict[int, QuickFunction] = {}
        """By shape, as far as it is settled which function that shape has."""
        self._readable: dict[int, QuickFunction] = {}

    def outcome(
        self, values: Mapping[str, object], records: GivenRecords | None, dates: RunDates | None
    ) -> "QuickOutcome | None":
        """The outcome, None wherever there is anything to look at with care. The rows of records are lists."""
        try:
            slots, shape = self._bind(values, records, dates)
            quick = self._functions.get(shape) or self._found(shape)
            if quick is None:
                return None
            raw = quick.run(slots)
        except _CAREFULLY:
            return None
        if not raw[quick.scope] or raw[quick.broken] or (quick.may_reject and quick.function.rejects(raw)):
            return None
        if self._has_defaults:
            # Bound values do not tell a default from the same value given.
            return QuickOutcome(self, quick, raw, Given(values, records, dates).copied())
        return QuickOutcome(self, quick, raw, (slots, shape, values.get(self._key)))

    def trace_of(self, source: "Given | tuple[Slots, int, object]") -> Trace:
        """Everything that happened to the person that an outcome is about."""
        if isinstance(source, Given):
            return self.trace(source)
        slots, shape, key = source
        return self._compiled.trace(
            self._compiled.decode(Bound(slots, shape), "" if key is None else str(key))
        )

    def _found(self, shape: int) -> QuickFunction | None:
        """The function for a shape; None where there is none."""
        functions = self._compiled.plain
        settled = functions.is_settled(shape)
        function = functions.of(shape)
        if function is None:
            return None
        # The compiled plan keeps its functions, so that their identities stay theirs.
        found = self._readable.get(id(function))
        if found is None:
            found = self._readable[id(function)] = QuickFunction(self._compiled.plan, function)
        if settled:
            self._functions[shape] = found
        return found


class QuickOutcome:
    """The outcome of somebody in scope whose data are sound, as the whole numbers that generated code left."""

    __slots__ = ("_evaluator", "_quick", "_raw", "_source")

    def __init__(
        self,
        evaluator: QuickEvaluator,
        quick: QuickFunction,
        raw: Slots,
        source: "Given | tuple[Slots, int, object]",
    ) -> None:
        self._evaluator = evaluator
        self._quick = quick
        self._raw = raw
        self._source = source

    @property
    def scope(self) -> bool | Absent:
        """See `Computed`."""
        return True

    @property
    def broken(self) -> tuple[int, ...]:
        """See `Computed`."""
        return ()

    @property
    def is_sound(self) -> bool:
        """See `Computed`."""
        return False

    def plain(self, name: str) -> Plain:
        """See `Evaluated`."""
        return self._quick.readers[name](self._raw)

    @property
    def lacking(self) -> tuple[str, ...]:
        """See `Computed`."""
        return self._quick.function.lacking(self._raw)

    def rule(self, name: str) -> Value | Absent:
        """See `Computed`."""
        function = self._quick.function
        packing, at = function.rules[name]
        return packing.decoded(self._raw, at, function.absences)

    def trace(self) -> Trace:
        """See `Computed`."""
        return self._evaluator.trace_of(self._source)


def _plain_reader(output: Output, function: Function) -> Callable[[Slots], Plain]:
    """How one result is read off: decimals straight from whole numbers, all else by way of the exact value."""
    packing, at = function.rules[output.rule]

    def carefully(raw: Slots) -> Plain:
        return python_value(packing.decoded(raw, at, function.absences), output.digits)

    if output.digits is None or output.kind.family is not Family.NUMBER:
        return _by_name(packing, at, carefully)
    if not isinstance(packing.operand, Number) or packing.den:
        return carefully
    factor = packing.operand.scale * 10**output.digits
    above, below, places = factor.numerator, factor.denominator, -output.digits

    def decimal(raw: Any) -> Plain:
        value = raw[at]
        if value is None:
            return carefully(raw)
        whole, rest = divmod(value * above, below)
        if rest or not -_TOO_WIDE < whole < _TOO_WIDE:
            return carefully(raw)
        return _WIDE.scaleb(Decimal(whole), places)

    return decimal


def _by_name(packing: Packing, at: int, carefully: Callable[[Slots], Plain]) -> Callable[[Slots], Plain]:
    """Choices straight from the number of their member."""
    choices = packing.kind.choices
    if packing.kind.family is not Family.CHOICE or choices is None:
        return carefully
    names = choices.names

    def name(raw: Any) -> Plain:
        value = raw[at]
        return carefully(raw) if value is None else names[value]

    return name
