"""Bound people as flat tuples of whole numbers, in the layout that ``columns`` describes."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import islice
from math import ceil, floor
from typing import Any, NamedTuple

from attrs import frozen

from kpi_lang.core.absent import Absent
from kpi_lang.core.plan import RUN_DATES, Plan
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.generated.columns import ORDINARY, width
from kpi_lang.evaluate.generated.figures import WIDTH, figure_slots, figure_value
from kpi_lang.evaluate.generated.shapes import GENERAL, Shapes
from kpi_lang.evaluate.person import Person, Record, RunDates
from kpi_lang.values.kinds import Family


class NotEncodable(Exception):
    """A value that no data layer would have bound: off its step, out of its domain, of another kind."""


class Bound(NamedTuple):
    """A subject in whole numbers; ``key`` tells its shape, see ``shapes``."""

    slots: tuple[Any, ...]
    key: int


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


@frozen
class _Column:
    """A column, and what it adds to the key of the shape: if nothing is given, for each member, if it is zero."""

    spec: InputSpec
    slots: int
    encode: Callable[[Any], tuple[Any, ...]]
    lacking: int
    weight: int
    zero: int


class Encoder:
    """Encodes the people of one plan."""

    def __init__(self, plan: Plan, shapes: Shapes) -> None:
        self._shapes = shapes
        self._figures = plan.figures
        self._inputs = [_subject_column(spec, shapes) for spec in plan.inputs]
        self._tables = [
            (shapes.tables.get(table.name, 0), [_record_column(spec) for spec in table.fields])
            for table in plan.records
        ]

    def encode(self, person: Person) -> Bound:
        """The person in whole numbers; raises ``NotEncodable``."""
        slots: list[Any] = []
        key = _encode(self._inputs, person.values, slots)
        for (lacking, columns), records in zip(self._tables, person.records, strict=True):
            if records is None:
                slots.append(None)
                key = _with(key, lacking)
                continue
            rows = []
            for record in records:
                own: list[Any] = []
                if record.rejected or _encode(columns, record.values, own) == GENERAL:
                    key = GENERAL
                rows.append(None if record.rejected else (*own, record.row))
            slots.append(tuple(rows))
        for name in RUN_DATES:
            day: date | None = getattr(person.dates, name, None)
            slots.append(None if day is None else day.toordinal())
            if day is None:
                key = _with(key, self._shapes.lacking.get(name, 0))
        for place in range(len(self._figures)):
            slots.extend(figure_slots(person.figures[place] if person.figures else None))
        return Bound(tuple(slots), key)

    def decode(self, bound: Bound, key: str) -> Person:
        """The person that was encoded, with defaults as if they had been given; for bound values without rejections."""
        slots = iter(bound.slots)
        values = _decode(self._inputs, slots)
        tables = [next(slots) for _ in self._tables]
        records = tuple(
            None if rows is None else tuple(Record(_decode(columns, iter(row)), row[-1]) for row in rows)
            for (_, columns), rows in zip(self._tables, tables, strict=True)
        )
        days = [None if day is None else date.fromordinal(day) for day in islice(slots, len(RUN_DATES))]
        figures = tuple(figure_value(figure, [*islice(slots, WIDTH)]) for figure in self._figures)
        return Person(key, values, records, None if days == [None] * len(days) else RunDates(*days), figures)


def with_figures(bound: Bound, figures: Sequence[Value | Absent | None]) -> Bound:
    """The same subject with other figures about other people, which stand last."""
    slots = [*bound.slots[: len(bound.slots) - WIDTH * len(figures)]]
    for figure in figures:
        slots += figure_slots(figure)
    return Bound(tuple(slots), bound.key)


def _decode(columns: Sequence[_Column], slots: Iterator[Any]) -> tuple[Value | None, ...]:
    return tuple(_decoded(column.spec, [next(slots) for _ in range(column.slots)]) for column in columns)


def _decoded(spec: InputSpec, slots: Sequence[Any]) -> Value | None:
    value: Any = slots[0]
    if value is None:
        return None
    match spec.kind.family:
        case Family.NUMBER:
            step = spec.domain.step
            return Fraction(*slots) if step is None else Fraction(value * step.numerator, step.denominator)
        case Family.CHOICE:
            assert spec.kind.choices is not None
            return spec.kind.choices.names[int(value)]
        case Family.DATE | Family.MONTH:
            return date.fromordinal(value)
        case Family.YES_NO:
            return bool(value)
        case Family.TEXT:
            return str(value)


def _with(key: int, added: int) -> int:
    return GENERAL if GENERAL in (key, added) else key + added


def _subject_column(spec: InputSpec, shapes: Shapes) -> _Column:
    adds = (parts.get(spec.name, 0) for parts in (shapes.lacking, shapes.weights, shapes.zeros))
    return _Column(spec, width(spec), encoder_of(spec), *adds)


def _record_column(spec: InputSpec) -> _Column:
    required = not spec.optional and spec.default is None
    return _Column(spec, width(spec), encoder_of(spec), GENERAL if required else 0, 0, 0)


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


def _encode(columns: Sequence[_Column], values: Sequence[Value | None], slots: list[Any]) -> int:
    """Append the slots of values; the key of their shape."""
    key = 0
    for column, given in zip(columns, values, strict=True):
        value = column.spec.default if given is None else given
        if value is None:
            key = _with(key, column.lacking)
            slots.extend([None] * column.slots)
            continue
        encoded = column.encode(value)
        slots.extend(encoded)
        if column.weight:
            key = _with(key, encoded[0] * column.weight)
        if column.zero and not encoded[0]:
            key = _with(key, column.zero)
        for slot in encoded:
            if isinstance(slot, int) and not -ORDINARY < slot < ORDINARY:
                key = GENERAL
    return key
