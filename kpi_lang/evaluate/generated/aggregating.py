"""Aggregates: a loop over the records, one accumulator for each operator."""

from attrs import define, evolve

from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.children import point_of, walk
from kpi_lang.core.nodes import Aggregate
from kpi_lang.core.reasons import calculation_reason
from kpi_lang.evaluate.generated.accumulators import Accumulated, accumulator
from kpi_lang.evaluate.generated.code import EMPTY_LIST, NONE, TRUE, Code, is_there, small, tupled
from kpi_lang.evaluate.generated.context import Context, Place
from kpi_lang.evaluate.generated.descent import Descent, protected
from kpi_lang.evaluate.generated.operands import Flag, Guard, Guards, Nothing, Operand
from kpi_lang.evaluate.generated.statements import Append, Assign, Block, Branch, Break, Loop


@define
class _Pass:
    """One loop while it is written: where absences go, and what is to be done before the loop is left."""

    why: Code
    leaving: list[Block]
    whys: set[int]

    def past(self, place: Place, guards: Guards) -> Place:
        """Go on for records where no guard holds; the first absent part ends the loop."""
        for guard in guards:
            leave: Block = [Assign((self.why,), guard.why), Break()]
            there: Block = []
            place.block.append(Branch(guard.test, leave, there))
            place = place.inside(there, place.facts.passing(frozenset({guard.test.text})))
            self.leaving.append(leave)
            self.whys |= guard.whys
        return place


def lower_aggregate(context: Context, expr: Aggregate, place: Place) -> Operand:
    """The operand of a figure over records."""
    table = context.tables[expr.records]
    if table.guards and table.guards[0].test == TRUE:
        return Nothing(table.guards)
    way = Descent(place)
    way.past(*table.guards)
    items, row, columns = table.opened()
    body: Block = []
    points: dict[int, Code] = {}
    at_hand = {**way.place.at_hand, expr.records: columns}
    facts = way.place.facts.forgetting(expr.records)
    loop_at = way.place.loop or (way.place, table.source)
    inside = Place(body, points, facts, at_hand, loop=loop_at)
    loop = _Pass(context.names.fresh("w"), [], set())
    rows = context.names.fresh("t") if context.traced else None
    accumulated, counted = _one_record(context, expr, inside, loop)
    if rows is not None and counted is not None:
        counted.append(Append(rows, row))
    happened = _happenings(context, way.place, points, row, body, loop)
    if loop.whys:
        way.place.block.append(Assign((loop.why,), NONE))
    if rows is not None:
        way.place.block.append(Assign((rows,), EMPTY_LIST))
    way.place.block.extend(accumulated.before)
    reset: Block = [Assign((local,), NONE) for local in points.values()]
    way.place.block.append(Loop(items, table.source, [*reset, *body]))
    for point in _points_inside(expr):
        context.happened(way.place, point, happened.get(point, EMPTY_LIST))
    if loop.whys:
        way.past(Guard(is_there(loop.why), loop.why, frozenset(loop.whys)))
    undefined = context.why(Absent(Cause.UNDEFINED, calculation_reason(expr)))
    if accumulated.none is not None:
        way.past(Guard(accumulated.none, small(undefined), frozenset({undefined})))
    result = accumulated.result(way.place)
    if rows is not None:
        context.happened(way.place, expr.point, rows)
    return protected(context, way, result)


def _one_record(
    context: Context, expr: Aggregate, place: Place, loop: _Pass
) -> tuple[Accumulated, Block | None]:
    """What is done for one record; and the block that runs if it counts, None if none ever does."""
    if expr.where is not None:
        holds = context.lower(expr.where, place)
        place = loop.past(place, holds.guards)
        if isinstance(holds, Nothing):
            return accumulator(context, expr, None, None), None
        counts: Block = []
        place.block.append(Branch(_test(holds), counts, []))
        place = place.inside(counts, place.facts.assuming(expr.where, True))
    value = None if expr.value is None else context.lower(expr.value, place)
    day = None if expr.order is None else context.lower(expr.order, place)
    for part in (value, day):
        if part is not None:
            place = loop.past(place, part.guards)
            if isinstance(part, Nothing):
                return accumulator(context, expr, None, None), None
    bare = [None if part is None else evolve(part, guards=()) for part in (value, day)]
    accumulated = accumulator(context, expr, *bare)
    place.block.extend(accumulated.each(place))
    return accumulated, place.block


def _test(holds: Operand) -> Code:
    assert isinstance(holds, Flag)
    return holds.code


def _points_inside(expr: Aggregate) -> tuple[int, ...]:
    found = (point_of(node) for node in walk(expr) if node is not expr)
    return tuple(point for point in found if point is not None)


def _happenings(
    context: Context, place: Place, points: dict[int, Code], row: Code, body: Block, loop: _Pass
) -> dict[int, Code]:
    """Keep for each point inside what happened there, record by record; the list of each."""
    lists: dict[int, Code] = {}
    for point, local in points.items():
        lists[point] = happened = context.names.fresh("t")
        place.block.append(Assign((happened,), EMPTY_LIST))
        keep = Branch(is_there(local), [Append(happened, tupled([row, local]))], [])
        body.append(keep)
        for leave in loop.leaving:
            leave.insert(0, keep)
    return lists
