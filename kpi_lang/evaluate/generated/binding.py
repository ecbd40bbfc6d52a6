"""The short way from plain Python values to bound whole numbers: generated for each plan, checked on the way.

It takes what programs usually pass: inputs by name, whole and binary numbers, decimals, texts, dates. Everything
else goes through the readers of the data layer, or raises ``Unusual``; the careful way then words what is
wrong. What the short way takes, it takes as the careful way would. No name of a policy is part of the code: names
and readers are bound to it.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias

from kpi_lang.core.plan import RUN_DATES, Plan
from kpi_lang.data.cells import CellReader, Flaw
from kpi_lang.data.raw import raw_cell
from kpi_lang.data.schema import InputSpec
from kpi_lang.evaluate.generated.columns import ORDINARY, width
from kpi_lang.evaluate.generated.encoding import Bound, NotEncodable, NumberSlots, encoder_of
from kpi_lang.evaluate.generated.shapes import Shapes
from kpi_lang.evaluate.person import RunDates
from kpi_lang.values.kinds import Family

_MOST_REMEMBERED = 4096
_BINARY_DIGITS = 10**15
"""Decimals of at most 15 digits are told apart by binary numbers (see ``values.numbers.shortest_decimal``)."""

Slots: TypeAlias = tuple[Any, ...]
Records: TypeAlias = Mapping[str, Iterable[Mapping[str, object]]]


class Unusual(Exception):
    """Something that the careful way must look at."""


class Binder:
    """Binds the people of one plan; safe for use by several threads."""

    def __init__(self, plan: Plan, shapes: Shapes) -> None:
        self._plan = plan
        self._shapes = shapes

    def bind(
        self, values: Mapping[str, object], records: Records | None = None, dates: RunDates | None = None
    ) -> Bound:
        """The person in whole numbers; raises ``Unusual``."""
        return Bound(*self.slots(values, records, dates))

    def slots(
        self, values: Mapping[str, object], records: Records | None, dates: RunDates | None
    ) -> tuple[Slots, int]:
        """The same as a plain pair, which is quicker to make."""
        try:
            return self._bind(values, records, dates)
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise Unusual from error

    @cached_property
    def _bind(self) -> Callable[[Mapping[str, object], Records | None, RunDates | None], tuple[Slots, int]]:
        plan, shapes = self._plan, self._shapes
        columns = _Columns(plan, plan.inputs, shapes)
        tables, bound = _table_lines(plan, shapes)
        slots = [*columns.slots, *(f"t{number}" for number in range(len(plan.records))), *RUN_DATES]
        lines = ["def bind(values, records, dates):", *columns.lines, *tables, *_date_lines(shapes)]
        lines.append(f" return ({', '.join(slots)}), key")
        bind: Callable[..., tuple[Slots, int]] = _compiled(lines, {**columns.bound, **bound})
        return bind


def _row_binder(plan: Plan, fields: tuple[InputSpec, ...]) -> Callable[[Mapping[str, object], int], Slots]:
    """What makes a bound record of a row and its number."""
    columns = _Columns(plan, fields, None)
    lines = ["def bind(values, row):", *columns.lines]
    lines.append(f" return ({', '.join([*columns.slots, 'row'])},)")
    bind: Callable[..., Slots] = _compiled(lines, columns.bound)
    return bind


def _compiled(lines: list[str], bound: dict[str, Any]) -> Any:
    """The function ``bind`` of some lines, which see what is bound and nothing else of Python."""
    exec(compile("\n".join(lines), "<generated binder>", "exec"), bound)
    return bound["bind"]


def _table_lines(plan: Plan, shapes: Shapes) -> tuple[list[str], dict[str, Any]]:
    """The lines that bind the rows of each table, and what they refer to."""
    lines = [" found = 0"] if plan.records else []
    bound: dict[str, Any] = {"tuple": tuple, "enumerate": enumerate}
    for number, table in enumerate(plan.records):
        bound |= {f"table{number}": table.name, f"rows{number}": _row_binder(plan, table.fields)}
        lines += [
            f" rows = None if records is None else records.get(table{number})",
            " if rows is None:",
            f"  t{number} = None",
            f"  key += {shapes.tables.get(table.name, 0)}",
            " else:",
            "  found += 1",
            f"  t{number} = tuple([rows{number}(row, n) for n, row in enumerate(rows, 1)]) if rows else ()",
        ]
    found = "found" if plan.records else "0"
    lines += [f" if records is not None and length(records) != {found}:", "  raise Unusual"]
    return lines, bound


def _date_lines(shapes: Shapes) -> list[str]:
    """The lines that bind the dates of the run; those that the plan does not read are left out."""
    lines = []
    for name in RUN_DATES:
        added = shapes.lacking.get(name, 0)
        if not added:
            lines.append(f" {name} = None")
            continue
        lines += [
            f" {name} = None if dates is None else dates.{name}",
            f" if {name} is None:",
            f"  key += {added}",
            " else:",
            f"  {name} = {name}.toordinal()",
        ]
    return lines


class _Columns:
    """The lines that bind the inputs of a subject, or without shapes the fields of a record."""

    def __init__(self, plan: Plan, specs: tuple[InputSpec, ...], shapes: Shapes | None) -> None:
        schema = plan.schema()
        known = frozenset((*(spec.name for spec in specs), schema.key, *schema.carried))
        self.bound: dict[str, Any] = {
            "__builtins__": {},
            "Int": int,
            "Float": float,
            "Text": str,
            "Type": type,
            "Date": date,
            "round": round,
            "length": len,
            "Unusual": Unusual,
            "all_known": known.issuperset,
        }
        self.lines = [" get = values.get", f" given = {len(specs)}", " key = 0"]
        self.slots: list[str] = []
        for number, spec in enumerate(specs):
            column = _ColumnCode(number, spec, shapes)
            self.bound |= column.bound()
            self.lines += column.lines()
            self.slots += column.slots
        self.lines += [" if length(values) != given and not all_known(values):", "  raise Unusual"]


class _ColumnCode:
    """The lines that bind one column; ``x3`` is its slot, ``d3`` its denominator where it has one."""

    def __init__(self, number: int, spec: InputSpec, shapes: Shapes | None) -> None:
        self.number = number
        self.spec = spec
        self.slots = [f"x{number}", f"d{number}"][: width(spec)]
        self.lacking = 0 if shapes is None else shapes.lacking.get(spec.name, 0)
        self.weight = 0 if shapes is None else shapes.weights.get(spec.name, 0)
        self.zero = 0 if shapes is None else shapes.zeros.get(spec.name, 0)
        self.required = shapes is None and spec.default is None and not spec.optional

    def bound(self) -> dict[str, Any]:
        """What the lines refer to: the name of the column and the reader of everything out of the ordinary."""
        careful = encoder_of(self.spec)
        default = None if self.spec.default is None else careful(self.spec.default)
        reader = _Reader(self.spec, careful)
        n, choices = self.number, self.spec.kind.choices
        names = {name: reader(name)[0] for name in choices.names} if choices is not None else {}
        return {f"name{n}": self.spec.name, f"read{n}": reader, f"default{n}": default, f"names{n}": names}

    def lines(self) -> list[str]:
        """The lines, at the level of the function."""
        n, target = self.number, ", ".join(self.slots) + ("," if len(self.slots) == 1 else "")
        first = [f" v = get(name{n})", " kind = Type(v)"]
        match self.spec.kind.family:
            case Family.NUMBER if len(self.slots) == 1:
                ways = self._numbers()
            case Family.YES_NO:
                ways = [" if v is True or v is False:", f"  x{n} = v"]
            case Family.CHOICE:
                # A name that is not among them may still be a label; the reader knows.
                ways = [f" if kind is Text and v in names{n}:", f"  x{n} = names{n}[v]"]
            case Family.DATE:
                ways = [" if kind is Date:", f"  x{n} = v.toordinal()"]
            case _:
                ways = []
        ways += [" elif v is not None:" if ways else " if v is not None:", f"  {target} = read{n}(v)"]
        return [*first, *ways, " else:", *self._nothing(target), *self._shape()]

    def _numbers(self) -> list[str]:
        """Whole and binary numbers, without the detour by way of a fraction."""
        shape, n = NumberSlots.of(self.spec), self.number
        if shape.below != 1:
            return []
        lo = max(-ORDINARY + 1, -ORDINARY if shape.lo is None else shape.lo)
        hi = min(ORDINARY - 1, ORDINARY if shape.hi is None else shape.hi)
        lines = [" if kind is Int:", f"  x{n} = v * {shape.above}"]
        lines += [f"  if x{n} < {lo} or x{n} > {hi}:", "   raise Unusual"]
        digits = _binary_limit(shape.above)
        if digits is not None:
            lo, hi = max(lo, -digits), min(hi, digits)
            whole = f"Int(v * {shape.above}.0 + 0.5)" if lo >= 0 else f"round(v * {shape.above}.0)"
            lines += [" elif kind is Float:", f"  x{n} = {whole}"]
            lines += [
                f"  if x{n} / {shape.above}.0 != v or x{n} < {lo} or x{n} > {hi}:",
                f"   x{n}, = read{n}(v)",
            ]
        return lines

    def _shape(self) -> list[str]:
        """What a value that is there adds to the key."""
        n = self.number
        if self.zero:
            return [f" if x{n} == 0:", f"  key += {self.zero}"]
        if self.weight:
            return [f" if x{n}:", f"  key += x{n} * {self.weight}"]
        return []

    def _nothing(self, target: str) -> list[str]:
        """What is done if nothing is given."""
        if self.required:
            return ["  raise Unusual"]
        n = self.number
        value = (
            f"default{n}" if self.spec.default is not None else f"({', '.join(['None'] * len(self.slots))},)"
        )
        lines = [f"  {target} = {value}", "  given -= 1"]
        return [*lines, *([f"  key += {self.lacking}"] if self.lacking else [])]


def _binary_limit(above: int) -> int | None:
    """The number of steps up to which a binary number stands for one decimal on the step; None if for none."""
    places = next((k for k in range(16) if 10**k % above == 0), None)
    return None if places is None else _BINARY_DIGITS * above // 10**places - 1


class _Reader:
    """Any value by way of the data layer, remembered, since programs repeat themselves."""

    def __init__(self, spec: InputSpec, encode: Callable[[Any], Slots]) -> None:
        self._cells = CellReader(spec)
        self._encode = encode
        self._known: dict[object, Slots] = {}

    def __call__(self, value: object) -> Slots:
        # 1, 1.0 and True are equal keys of a dictionary and different cells; so are 2.5 and its Decimal.
        key = value if type(value) is str else (type(value), value)
        try:
            return self._known[key]
        except KeyError:
            slots = self._read(value)
        if len(self._known) >= _MOST_REMEMBERED:
            self._known.clear()
        self._known[key] = slots
        return slots

    def _read(self, value: object) -> Slots:
        reading = self._cells.read(raw_cell(value))
        if reading is None or isinstance(reading, Flaw):
            raise Unusual
        try:
            slots = self._encode(reading)
        except NotEncodable as error:
            raise Unusual from error
        if any(isinstance(slot, int) and not -ORDINARY < slot < ORDINARY for slot in slots):
            raise Unusual
        return slots
