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
from kpi_lang.evaluate.generated.figures import figure_slots
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
        return Bound(*self.pair(values, records, dates))

    @cached_property
    def pair(self) -> Callable[[Mapping[str, object], Records | None, RunDates | None], tuple[Slots, int]]:
        """What makes the slots and the key of the shape, a plain pair, which is quicker than ``Bound``."""
        plan, shapes = self._plan, self._shapes
        columns = _Columns(plan, plan.inputs, shapes)
        tables, bound = _table_lines(plan, shapes)
        slots = [*columns.slots, *(f"t{number}" for number in range(len(plan.records))), *RUN_DATES]
        # One person given alone: figures about others are pending.
        slots += [repr(slot) for _ in plan.figures for slot in figure_slots(None)]
        body = [" key = 0", *columns.lines("values"), *tables, *_date_lines(shapes)]
        body.append(f" return ({', '.join(slots)}), key")
        lines = ["def bind(values, records, dates):", " try:", *_indented(body)]
        lines += [" except Odd as error:", "  raise Unusual from error"]
        namespace: dict[str, Any] = {**_BUILTINS, **columns.bound, **bound}
        # The lines see what is bound and nothing else of Python.
        exec(compile("\n".join(lines), "<generated binder>", "exec"), namespace)
        bind: Callable[..., tuple[Slots, int]] = namespace["bind"]
        return bind


_BUILTINS: Mapping[str, Any] = {
    "__builtins__": {},
    "Int": int,
    "Float": float,
    "Text": str,
    "Type": type,
    "Date": date,
    "round": round,
    "length": len,
    "tuple": tuple,
    "Unusual": Unusual,
    "Odd": (KeyError, TypeError, ValueError, OverflowError),
}


def _indented(lines: list[str]) -> list[str]:
    return [f" {line}" for line in lines]


def _table_lines(plan: Plan, shapes: Shapes) -> tuple[list[str], dict[str, Any]]:
    """The lines that bind the rows of each table, and what they refer to."""
    lines = [" found = 0"] if plan.records else []
    bound: dict[str, Any] = {}
    for number, table in enumerate(plan.records):
        columns = _Columns(plan, table.fields, None, f"r{number}_")
        bound |= {f"table{number}": table.name, **columns.bound}
        lines += [
            f" rows = None if records is None else records.get(table{number})",
            " if rows is None:",
            f"  t{number} = None",
            f"  key += {shapes.tables.get(table.name, 0)}",
            " else:",
            "  found += 1",
            "  bound = []",
            "  n = 0",
            "  for row in rows:",
            "   n += 1",
            *_indented(_indented(columns.lines("row"))),
            f"   bound.append(({', '.join([*columns.slots, 'n'])},))",
            f"  t{number} = tuple(bound)",
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
    """The lines that bind the inputs of a subject, or without shapes the fields of a record; ``label`` tells whose."""

    def __init__(
        self, plan: Plan, specs: tuple[InputSpec, ...], shapes: Shapes | None, label: str = ""
    ) -> None:
        schema = plan.schema()
        known = frozenset((*(spec.name for spec in specs), schema.key, *schema.carried))
        self._label = label
        self._columns = [_ColumnCode(f"{label}{n}", spec, shapes) for n, spec in enumerate(specs)]
        self.slots = [slot for column in self._columns for slot in column.slots]
        self.bound: dict[str, Any] = {f"all_known{label}": known.issuperset}
        for column in self._columns:
            self.bound |= column.bound()

    def lines(self, source: str) -> list[str]:
        """The lines, at the level of the function, for the mapping in a local."""
        lines = [f" given = {len(self._columns)}"]
        for column in self._columns:
            lines += column.lines(source)
        lines.append(f" if length({source}) != given and not all_known{self._label}({source}):")
        return [*lines, "  raise Unusual"]


class _ColumnCode:
    """The lines that bind one column; ``x3`` is its slot, ``d3`` its denominator where it has one."""

    def __init__(self, label: str, spec: InputSpec, shapes: Shapes | None) -> None:
        self.label = label
        self.spec = spec
        self.slots = [f"x{label}", f"d{label}"][: width(spec)]
        self.lacking = 0 if shapes is None else shapes.lacking.get(spec.name, 0)
        self.weight = 0 if shapes is None else shapes.weights.get(spec.name, 0)
        self.zero = 0 if shapes is None else shapes.zeros.get(spec.name, 0)
        self.required = shapes is None and spec.default is None and not spec.optional
        self._careful = encoder_of(spec)
        self._default = (None,) * len(self.slots) if spec.default is None else self._careful(spec.default)

    def bound(self) -> dict[str, Any]:
        """What the lines refer to: the name of the column and the reader of everything out of the ordinary."""
        reader = _Reader(self.spec, self._careful)
        n, choices = self.label, self.spec.kind.choices
        names = {name: reader(name)[0] for name in choices.names} if choices is not None else {}
        values = {f"default{slot}": value for slot, value in zip(self.slots, self._default, strict=True)}
        return {f"name{n}": self.spec.name, f"read{n}": reader, f"names{n}": names, **values}

    def lines(self, source: str) -> list[str]:
        """The lines, at the level of the function."""
        n = self.label
        match self.spec.kind.family:
            case Family.NUMBER if len(self.slots) == 1:
                ways = self._numbers()
            case Family.YES_NO:
                ways = [" if v is True or v is False:", f"  x{n} = v"]
            case Family.CHOICE:
                # A name that is not among them may still be a label; the reader knows.
                ways = [f" if Type(v) is Text and v in names{n}:", f"  x{n} = names{n}[v]"]
            case Family.DATE:
                ways = [" if Type(v) is Date:", f"  x{n} = v.toordinal()"]
            case _:
                ways = []
        target = ", ".join(self.slots) + ("," if len(self.slots) == 1 else "")
        ways += [" elif v is not None:" if ways else " if v is not None:", f"  {target} = read{n}(v)"]
        return [
            f" v = {source}.get(name{n})",
            *ways,
            " else:",
            *_indented(self._nothing()),
            *self._shape(),
        ]

    def _numbers(self) -> list[str]:
        """Whole and binary numbers, without the detour by way of a fraction."""
        shape, n = NumberSlots.of(self.spec), self.label
        if shape.below != 1:
            return []
        above = shape.above
        lo = max(-ORDINARY + 1, -ORDINARY if shape.lo is None else shape.lo)
        hi = min(ORDINARY - 1, ORDINARY if shape.hi is None else shape.hi)
        whole = [f"  if not {-(-lo // above)} <= v <= {hi // above}:", "   raise Unusual"]
        whole += [f"  x{n} = v" if above == 1 else f"  x{n} = v * {above}"]
        digits = _binary_limit(above)
        if digits is None:
            return [" if Type(v) is Int:", *whole]
        lo, hi = max(lo, -digits), min(hi, digits)
        steps = f"Int(v * {above}.0 + 0.5)" if lo >= 0 else f"round(v * {above}.0)"
        # Bounds are compared as binary numbers, which is quicker: so few digits are told apart by them.
        binary = [f"  x{n} = {steps}"]
        binary += [f"  if x{n} / {above}.0 != v or not {lo / above!r} <= v <= {hi / above!r}:"]
        binary += [f"   x{n}, = read{n}(v)"]
        return [" kind = Type(v)", " if kind is Float:", *binary, " elif kind is Int:", *whole]

    def _shape(self) -> list[str]:
        """What a value that is there adds to the key."""
        n = self.label
        if self.zero:
            return [f" if x{n} == 0:", f"  key += {self.zero}"]
        if self.weight:
            return [f" if x{n}:", f"  key += x{n} * {self.weight}"]
        return []

    def _nothing(self) -> list[str]:
        """What is done if nothing is given."""
        if self.required:
            return [" raise Unusual"]
        if self.spec.default is None:
            lines = [f" {slot} = None" for slot in self.slots]
        else:
            lines = [f" {slot} = default{slot}" for slot in self.slots]
        lines.append(" given -= 1")
        return [*lines, *([f" key += {self.lacking}"] if self.lacking else [])]


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
