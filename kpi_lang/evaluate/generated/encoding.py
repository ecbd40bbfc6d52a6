"""Bound people as flat tuples of whole numbers, in the layout that ``columns`` describes."""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any

from attrs import frozen

from kpi_lang.core.children import expressions_of, walk
from kpi_lang.core.nodes import InputRef
from kpi_lang.core.plan import RUN_DATES, Plan
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.generated.columns import ORDINARY, width
from kpi_lang.evaluate.person import Person, Record
from kpi_lang.values.kinds import Family


class NotEncodable(Exception):
    """A value that no data layer would have bound: off its step, out of its domain, of another kind."""


@frozen
class Bound:
    """A subject in whole numbers. ``complete``: the code for complete people may run on it."""

    slots: tuple[Any, ...]
    complete: bool


@frozen
class NumberSlots:
    """How a number of a domain becomes slots; ``lo`` and ``hi`` bound the number of steps, both included."""

    above: int
    below: int
    lo: int | None
    hi: int | None

    @classmethod
    def of(cls, spec: InputSpec) -> "NumberSlots":
        """The slots of a number with a step."""
        step, interval = spec.domain.step, spec.domain.interval
        assert step is not None
        lo = None if interval.lo is None else ceil(interval.lo / step)
        hi = None if interval.hi is None else floor(interval.hi / step)
        if interval.lo is not None and interval.lo_open and lo is not None and lo * step == interval.lo:
            lo += 1
        if interval.hi is not None and interval.hi_open and hi is not None and hi * step == interval.hi:
            hi -= 1
        return cls(step.denominator, step.numerator, lo, hi)

    def steps(self, value: Fraction) -> int:
        """How many steps a number is; raises ``NotEncodable``."""
        steps, rest = divmod(value.numerator * self.above, value.denominator * self.below)
        if rest or (self.lo is not None and steps < self.lo) or (self.hi is not None and steps > self.hi):
            raise NotEncodable
        return steps


class Encoder:
    """Encodes the people of one plan."""

    def __init__(self, plan: Plan) -> None:
        self._inputs = [_column(spec) for spec in plan.inputs]
        self._tables = [[_column(spec) for spec in table.fields] for table in plan.records]
        self._optional = [table.optional for table in plan.records]
        nodes = (node for expression in expressions_of(plan) for node in walk(expression))
        self._read = frozenset(node.name for node in nodes if isinstance(node, InputRef))

    def encode(self, person: Person) -> Bound:
        """The person in whole numbers; raises ``NotEncodable``."""
        slots: list[Any] = []
        complete = _encode(self._inputs, person.values, slots)
        if len(person.records) != len(self._tables):
            raise NotEncodable
        for columns, optional, records in zip(self._tables, self._optional, person.records, strict=True):
            if records is None:
                slots.append(None)
                complete = complete and optional
                continue
            rows = []
            for record in records:
                row, whole = _record(columns, record)
                rows.append(row)
                complete = complete and whole
            slots.append(tuple(rows))
        for name in RUN_DATES:
            day: date | None = getattr(person.dates, name, None)
            slots.append(None if day is None else day.toordinal())
            complete = complete and (day is not None or name not in self._read)
        return Bound(tuple(slots), complete)


@frozen
class _Column:
    spec: InputSpec
    slots: int
    encode: Callable[[Any], tuple[Any, ...]]


def _column(spec: InputSpec) -> _Column:
    return _Column(spec, width(spec), encoder_of(spec))


def encoder_of(spec: InputSpec) -> Callable[[Any], tuple[Any, ...]]:
    """The function that makes slots of a value; it raises ``NotEncodable``."""
    match spec.kind.family:
        case Family.NUMBER if spec.domain.step is not None:
            shape = NumberSlots.of(spec)
            return lambda value: (shape.steps(value),)
        case Family.NUMBER:
            return lambda value: _fraction(spec, value)
        case Family.CHOICE:
            assert spec.kind.choices is not None
            places = {name: (place,) for place, name in enumerate(spec.kind.choices.names)}
            return lambda value: _member(places, value)
        case Family.DATE | Family.MONTH:
            return lambda value: (value.toordinal(),)
        case Family.YES_NO | Family.TEXT:
            return lambda value: (value,)


def _fraction(spec: InputSpec, value: Fraction) -> tuple[int, int]:
    if not spec.domain.contains(value):
        raise NotEncodable
    return value.numerator, value.denominator


def _member(places: dict[str, tuple[int]], value: str) -> tuple[int]:
    try:
        return places[value]
    except KeyError:
        raise NotEncodable from None


def _encode(columns: Sequence[_Column], values: Sequence[Value | None], slots: list[Any]) -> bool:
    """Append the slots of values; whether none that is required is lacking and all have ordinary sizes."""
    complete = len(values) == len(columns)
    for column, given in zip(columns, values, strict=True):
        value = column.spec.default if given is None else given
        if value is None:
            complete = complete and column.spec.optional
            slots.extend([None] * column.slots)
            continue
        encoded = column.encode(value)
        slots.extend(encoded)
        for slot in encoded:
            if isinstance(slot, int) and not -ORDINARY < slot < ORDINARY:
                complete = False
    return complete


def _record(columns: Sequence[_Column], record: Record) -> tuple[tuple[Any, ...] | None, bool]:
    if record.rejected:
        return None, False
    slots: list[Any] = []
    complete = _encode(columns, record.values, slots)
    return (*slots, record.row), complete
