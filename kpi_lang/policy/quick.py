"""The short way from a mapping of plain values to the whole numbers that generated code runs on.

It takes what programs usually pass and nothing else: inputs by name, whole numbers, decimals, texts, dates. For
everything out of the ordinary it raises `Unusual`, and the careful reader decides and words what is wrong. What
the short way takes, it takes as the careful reader would (tested).
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple, TypeAlias

from kpi_lang.core.plan import RUN_DATES, Plan
from kpi_lang.data.cells import CellReader, Flaw
from kpi_lang.data.raw import raw_cell
from kpi_lang.data.schema import InputSpec
from kpi_lang.evaluate.generated.columns import ORDINARY, width
from kpi_lang.evaluate.generated.encoding import NotEncodable, NumberSlots, encoder_of
from kpi_lang.evaluate.generated.shapes import Shapes
from kpi_lang.evaluate.person import RunDates
from kpi_lang.policy.given import GivenRecords
from kpi_lang.values.kinds import Family

_MOST_REMEMBERED = 4096

_NO_DATES = (None, None, None)

Slots: TypeAlias = tuple[Any, ...]


class Unusual(Exception):
    """Something that the careful reader must look at."""


class _Column(NamedTuple):
    """One input: how whole numbers become slots, how other values do, and the slots where none is given.

    A whole number times `above`, if that is not 0, is the one slot of the input if it lies from `lo` to `hi`.
    To the key of the person's shape a value that is not given adds `lacking` (None: it must be given), and a
    choice `weight` times the number of its member. A tuple, since taking it apart costs least where it counts.
    """

    above: int
    lo: int
    hi: int
    encode: Callable[[Any], Slots]
    absent: Slots
    lacking: int | None
    weight: int


class _Table:
    """The columns of one table, and how the values of a row are found by name."""

    __slots__ = ("_columns", "_names", "_passed")

    def __init__(self, specs: tuple[InputSpec, ...], passed: tuple[str, ...], shapes: Shapes | None) -> None:
        self._columns = tuple(_column(spec, shapes) for spec in specs)
        self._names = tuple(spec.name for spec in specs)
        self._passed = tuple(name for name in passed if name not in self._names)

    def read(self, values: Mapping[str, object], slots: list[Any]) -> int:
        """Append the slots of each column, and give the key of the shape.

        Every value must belong to a column, or to what is passed over.
        """
        key = left_out = 0
        append = slots.append
        for value, (above, lo, hi, encode, absent, lacking, weight) in zip(
            map(values.get, self._names), self._columns, strict=True
        ):
            if type(value) is int and above:
                steps = value * above
                if not lo <= steps <= hi:
                    raise Unusual
                append(steps)
            elif value is None:
                if lacking is None:
                    raise Unusual
                slots += absent
                key += lacking
                left_out += 1
            elif weight:
                (member,) = encode(value)
                append(member)
                key += weight * member
            else:
                slots += encode(value)
        if len(values) != len(self._names) - left_out:
            self._check_names(values)
        return key

    def _check_names(self, values: Mapping[str, object]) -> None:
        known = sum(name in values for name in (*self._names, *self._passed))
        if len(values) != known:
            raise Unusual


class QuickReader:
    """Reads the people of one plan; safe for use by several threads."""

    def __init__(self, plan: Plan) -> None:
        schema = plan.schema()
        shapes = Shapes(plan)
        passed = tuple(dict.fromkeys((schema.key, *schema.carried)))
        self._inputs = _Table(plan.inputs, passed, shapes)
        self._tables = tuple(
            (table.name, _Table(table.fields, passed, None), table.optional) for table in plan.records
        )
        self._no_dates = sum(shapes.lacking.get(name, 0) for name in RUN_DATES)
        self._lacking_dates = tuple(shapes.lacking.get(name, 0) for name in RUN_DATES)

    def slots(
        self, values: Mapping[str, object], records: GivenRecords | None, dates: RunDates | None
    ) -> tuple[Slots, int]:
        """The bound person, and the key of the person's shape; raises `Unusual`."""
        slots: list[Any] = []
        key = self._inputs.read(values, slots)
        if self._tables or records:
            self._read_tables(records or {}, slots)
        if dates is None:
            slots += _NO_DATES
            key += self._no_dates
        else:
            days = (dates.as_of, dates.period_start, dates.period_end)
            for day, lacking in zip(days, self._lacking_dates, strict=True):
                slots.append(None if day is None else day.toordinal())
                key += lacking if day is None else 0
        return tuple(slots), key

    def _read_tables(self, records: GivenRecords, slots: list[Any]) -> None:
        found = 0
        for name, table, optional in self._tables:
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
                table.read(row, own)
                taken.append((*own, number))
            slots.append(tuple(taken))
        if found != len(records):
            raise Unusual


def _column(spec: InputSpec, shapes: Shapes | None) -> _Column:
    """The column of an input, or without shapes of a record, where what is required must be given."""
    careful = encoder_of(spec)
    absent = (None,) * width(spec) if spec.default is None else tuple(careful(spec.default))
    required = spec.default is None and not spec.optional
    lacking = 0 if not required else None if shapes is None else shapes.lacking.get(spec.name, 0)
    weight = 0 if shapes is None else shapes.weights.get(spec.name, 0)
    last = absent, lacking, weight
    remembered = _Remembered(CellReader(spec), careful)
    match spec.kind.family:
        case Family.NUMBER if width(spec) == 1:
            shape = NumberSlots.of(spec)
            lo = -ORDINARY + 1 if shape.lo is None else max(shape.lo, -ORDINARY + 1)
            hi = ORDINARY - 1 if shape.hi is None else min(shape.hi, ORDINARY - 1)
            # A step such as 5 or 2/5 needs a division to see whether a whole number is on it.
            above = shape.above if shape.below == 1 else 0
            return _Column(above, lo, hi, _number(shape, lo, hi, remembered), *last)
        case Family.YES_NO:
            return _Column(0, 0, 0, _yes_no(remembered), *last)
        case _:
            return _Column(0, 0, 0, remembered, *last)


class _Remembered:
    """Any value by way of the careful reader, remembered, since programs repeat themselves."""

    def __init__(self, reader: CellReader, encode: Callable[[Any], Slots]) -> None:
        self._reader = reader
        self._encode = encode
        self._known: dict[object, Slots] = {}

    def __call__(self, value: object) -> Slots:
        # 1, 1.0 and True are equal keys of a dictionary and different cells.
        key = value if type(value) is str else (type(value), value)
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
        if len(self._known) >= _MOST_REMEMBERED:
            self._known.clear()
        self._known[key] = slots
        return slots


def _number(
    shape: NumberSlots, lo: int, hi: int, remembered: Callable[[object], Slots]
) -> Callable[[Any], Slots]:
    above, below = shape.above, shape.below

    def encode(value: Any) -> Slots:
        kind = type(value)
        if kind is not Decimal and kind is not Fraction and kind is not int:
            return remembered(value)
        try:
            numerator, denominator = value.as_integer_ratio()
        except (ValueError, OverflowError) as error:
            raise Unusual from error
        steps, rest = divmod(numerator * above, denominator * below)
        if rest or not lo <= steps <= hi:
            raise Unusual
        return (steps,)

    return encode


def _yes_no(remembered: Callable[[object], Slots]) -> Callable[[Any], Slots]:
    return lambda value: (value,) if type(value) is bool else remembered(value)
