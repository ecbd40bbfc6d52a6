"""From the slots of a traced function back to a trace, as the reference would give it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen

from kpi_lang.core.absent import Absent
from kpi_lang.core.children import children, expressions_of, point_of, table_expressions
from kpi_lang.core.nodes import Aggregate, Choose, Expr, Extreme, Round
from kpi_lang.core.plan import Plan, RecordsPlan
from kpi_lang.evaluate.generated.function import Function, Slot
from kpi_lang.evaluate.generated.records import RecordSlots
from kpi_lang.evaluate.person import Person
from kpi_lang.evaluate.trace import Each, Happening, RecordTrace, Trace


@frozen
class _Point:
    """What kind of node a point belongs to, and how many aggregates it is inside of."""

    node: type[Choose] | type[Extreme] | type[Round] | type[Aggregate]
    depth: int


class Decoder:
    """Decodes what the traced functions of one plan give."""

    def __init__(self, plan: Plan, positions: Mapping[str, int]) -> None:
        self._plan = plan
        self._positions = positions
        # Points are numbered anew in each table.
        self._points = _points_in(expressions_of(evolve(plan, records=())))
        self._record_points = {table.name: _points_in(table_expressions(table)) for table in plan.records}

    def trace(
        self, function: Function, bound: tuple[Any, ...], raw: tuple[Any, ...], person: Person
    ) -> Trace:
        """The trace of a person for whom a traced function gave ``raw``."""
        reading = _Reading(function, dict(zip(function.inputs, bound, strict=True)))
        scope = reading.value(function.scope, raw)
        assert isinstance(scope, bool | Absent)
        return Trace(
            self._plan,
            person,
            self._positions,
            scope,
            tuple(reading.flag(slot, raw) for slot in function.requirements),
            tuple(reading.value(function.rules[rule.name], raw) for rule in self._plan.rules),
            reading.points(self._points, function.points, raw, self._plan.points),
            tuple(self._table(table, reading, raw, person) for table in self._plan.records),
        )

    def _table(
        self, table: RecordsPlan, reading: "_Reading", raw: tuple[Any, ...], person: Person
    ) -> tuple[RecordTrace, ...] | None:
        if person.records[self._plan.records.index(table)] is None:
            return None
        at, slots = reading.function.tables[table.name]
        points = self._record_points[table.name]
        return tuple(reading.record(slots, points, table.points, row) for row in raw[at])


@frozen
class _Reading:
    """One result being read: the function that gave it, and the locals of the bound subject."""

    function: Function
    given: dict[str, Any]

    def value(self, slot: Slot, raw: Sequence[Any]) -> Any:
        packing, at = slot
        return packing.decoded(raw, at, self.function.absences)

    def flag(self, slot: Slot, raw: Sequence[Any]) -> bool | Absent:
        value = self.value(slot, raw)
        assert isinstance(value, bool | Absent)
        return value

    def points(
        self, points: Mapping[int, _Point], slots: Mapping[int, int], raw: Sequence[Any], number: int
    ) -> tuple[Happening, ...]:
        return tuple(
            self.happening(points[point], points[point].depth, raw[slots[point]]) if point in slots else None
            for point in range(number)
        )

    def happening(self, point: _Point, depth: int, raw: Any) -> Happening:
        if raw is None:
            return None
        if depth:
            return Each(tuple((row, self.happening(point, depth - 1, inner)) for row, inner in raw))
        if point.node is Round:
            return self.before(raw)
        return tuple(raw) if point.node is Aggregate else int(raw)

    def before(self, raw: Any) -> Fraction:
        """The exact value before a rounding, from the recipe and locals recorded there."""
        number, *recorded = raw if isinstance(raw, tuple) else (raw,)
        recipe = self.function.recipes[number]
        locals_ = {**self.given, **dict(zip(recipe.names, recorded, strict=True))}
        above, below = recipe.num.evaluated(locals_), recipe.den.evaluated(locals_)
        return Fraction(above * recipe.scale.numerator, below * recipe.scale.denominator)

    def record(
        self, slots: RecordSlots, points: Mapping[int, _Point], number: int, raw: tuple[Any, ...] | None
    ) -> RecordTrace:
        if raw is None:
            return RecordTrace((), (), (), rejected=True)
        met = tuple(self.flag(slot, raw) for slot in slots.requirements)
        values = tuple(self.value(slot, raw) for slot in slots.computed)
        return RecordTrace(values, self.points(points, slots.points, raw, number), met, rejected=False in met)


def _points_in(expressions: Iterable[Expr]) -> dict[int, _Point]:
    return dict(found for expression in expressions for found in _points_of(expression, 0))


def _points_of(expr: Expr, depth: int) -> Iterator[tuple[int, _Point]]:
    waiting = [(expr, depth)]
    while waiting:
        node, level = waiting.pop()
        point = point_of(node)
        if point is not None and isinstance(node, Choose | Extreme | Round | Aggregate):
            yield point, _Point(type(node), level)
        inside = level + isinstance(node, Aggregate)
        waiting.extend((child, inside) for child in children(node))
