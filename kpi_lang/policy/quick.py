"""The short way from a mapping of plain values to the whole numbers that generated code runs on.

It takes what programs usually pass and nothing else: inputs by name, whole numbers, decimals, texts, dates. For
everything out of the ordinary it raises `Unusual`, and the careful reader decides and words what is wrong. What
the short way takes, it takes as the careful reader would (tested).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import frozen

from kpi_lang.core.plan import RUN_DATES, Plan
from kpi_lang.data.cells import CellReader, Flaw
from kpi_lang.data.raw import raw_cell
from kpi_lang.data.schema import InputSpec
from kpi_lang.evaluate.generated.columns import ORDINARY, width
from kpi_lang.evaluate.generated.encoding import NotEncodable, NumberSlots, encoder_of
from kpi_lang.evaluate.person import RunDates
from kpi_lang.values.kinds import Family

_MOST_REMEMBERED = 4096

Slots = tuple[Any, ...]


class Unusual(Exception):
    """Something that the careful reader must look at."""


@frozen(eq=False)
class _Column:
    """One input: its name, how a value becomes slots, and the slots where none is given (None: it is required)."""

    name: str
    encode: Callable[[Any], Any]
    single: bool
    absent: Slots | None


class QuickReader:
    """Reads the people of one plan; safe for use by several threads."""

    def __init__(self, plan: Plan) -> None:
        self._inputs = tuple(map(_column, plan.inputs))
        schema = plan.schema()
        self._passed = tuple(dict.fromkeys((schema.key, *schema.carried)))
        self._tables = tuple((table.name, tuple(map(_column, table.fields))) for table in plan.records)
        self._optional = tuple(table.optional for table in plan.records)

    def slots(
        self,
        values: Mapping[str, object],
        records: Mapping[str, Iterable[Mapping[str, object]]] | None,
        dates: RunDates | None,
    ) -> Slots:
        """The bound person, complete; raises `Unusual`."""
        slots: list[Any] = []
        _read(self._inputs, self._passed, values, slots)
        if self._tables:
            self._read_tables(records or {}, slots)
        elif records:
            raise Unusual
        if dates is None:
            slots += (None, None, None)
        else:
            for name in RUN_DATES:
                day: date | None = getattr(dates, name)
                slots.append(None if day is None else day.toordinal())
        return tuple(slots)

    def _read_tables(self, records: Mapping[str, Iterable[Mapping[str, object]]], slots: list[Any]) -> None:
        found = 0
        for (name, columns), optional in zip(self._tables, self._optional, strict=True):
            rows = records.get(name)
            if rows is None:
                if not optional:
                    raise Unusual
                slots.append(None)
                continue
            found += 1
            taken = []
            for number, row in enumerate(rows, start=1):
                own: list[Any] = []
                _read(columns, self._passed, row, own)
                taken.append((*own, number))
            slots.append(tuple(taken))
        if found != len(records):
            raise Unusual


def _read(
    columns: tuple[_Column, ...], passed: tuple[str, ...], values: Mapping[str, object], slots: list[Any]
) -> None:
    """Append the slots of each column; every value must belong to one, or to what is passed over."""
    matched = 0
    for column in columns:
        name = column.name
        value = values.get(name)
        if value is None:
            if column.absent is None:
                raise Unusual
            slots += column.absent
            matched += name in values
            continue
        matched += 1
        if column.single:
            slots.append(column.encode(value))
        else:
            slots += column.encode(value)
    if matched != len(values):
        known = {column.name for column in columns}
        matched += sum(name in values for name in passed if name not in known)
        if matched != len(values):
            raise Unusual


def _column(spec: InputSpec) -> _Column:
    careful = encoder_of(spec)
    single = width(spec) == 1
    absent: Slots | None = None
    if spec.default is not None:
        absent = tuple(careful(spec.default))
    elif spec.optional:
        absent = (None,) * width(spec)
    remembered = _Remembered(CellReader(spec), careful, single)
    if spec.kind.family is Family.NUMBER and single:
        return _Column(spec.name, _number(NumberSlots.of(spec), remembered), single, absent)
    if spec.kind.family is Family.YES_NO:
        return _Column(spec.name, _yes_no(remembered), single, absent)
    return _Column(spec.name, remembered, single, absent)


class _Remembered:
    """Any value by way of the careful reader, remembered, since programs repeat themselves."""

    def __init__(self, reader: CellReader, encode: Callable[[Any], Slots], single: bool) -> None:
        self._reader = reader
        self._encode = encode
        self._single = single
        self._known: dict[object, Any] = {}

    def __call__(self, value: object) -> Any:
        # 1, 1.0 and True are equal keys of a dictionary and different cells.
        key = (type(value), value)
        try:
            return self._known[key]
        except KeyError:
            pass
        except TypeError as error:
            raise Unusual from error
        reading = self._reader.read(raw_cell(value))
        if reading is None or isinstance(reading, Flaw):
            raise Unusual
        try:
            slots = self._encode(reading)
        except NotEncodable as error:
            raise Unusual from error
        if any(isinstance(slot, int) and not -ORDINARY < slot < ORDINARY for slot in slots):
            raise Unusual
        found = slots[0] if self._single else slots
        if len(self._known) >= _MOST_REMEMBERED:
            self._known.clear()
        self._known[key] = found
        return found


def _number(shape: NumberSlots, remembered: Callable[[object], Any]) -> Callable[[Any], int]:
    above, below = shape.above, shape.below
    lo = -ORDINARY + 1 if shape.lo is None else max(shape.lo, -ORDINARY + 1)
    hi = ORDINARY - 1 if shape.hi is None else min(shape.hi, ORDINARY - 1)

    def encode(value: Any) -> int:
        kind = type(value)
        if kind is int:
            steps, rest = divmod(value * above, below)
        elif kind is Decimal or kind is Fraction:
            try:
                numerator, denominator = value.as_integer_ratio()
            except (ValueError, OverflowError) as error:
                raise Unusual from error
            steps, rest = divmod(numerator * above, denominator * below)
        else:
            found: int = remembered(value)
            return found
        if rest or not lo <= steps <= hi:
            raise Unusual
        return int(steps)

    return encode


def _yes_no(remembered: Callable[[object], Any]) -> Callable[[Any], Any]:
    return lambda value: value if type(value) is bool else remembered(value)
