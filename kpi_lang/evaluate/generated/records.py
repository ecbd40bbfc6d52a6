"""Tables of records: a first pass over each table that computes its columns and looks for rejected records.

The pass is left out where a table has nothing to compute, nothing to require and no rejected records. A bound
record is a tuple: the slots of each field, then its row number; None for a record that the data layer rejected.
"""

from collections.abc import Iterable, Sequence

from attrs import frozen

from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.children import expressions_of, walk
from kpi_lang.core.nodes import Expr, FieldRef
from kpi_lang.core.plan import Plan, RecordsPlan
from kpi_lang.core.reasons import table_reason
from kpi_lang.evaluate.generated.code import (
    EMPTY_LIST,
    FALSE,
    NONE,
    TRUE,
    Code,
    is_false,
    is_none,
    small,
    tupled,
)
from kpi_lang.evaluate.generated.columns import column, width
from kpi_lang.evaluate.generated.context import Columns, Context, Place, Table
from kpi_lang.evaluate.generated.operands import Flag, Guard, Guards
from kpi_lang.evaluate.generated.packing import Packing, packed
from kpi_lang.evaluate.generated.references import kept
from kpi_lang.evaluate.generated.settling import quick
from kpi_lang.evaluate.generated.statements import Append, Assign, Block, Branch, Loop
from kpi_lang.values.kinds import YES_NO


@frozen
class RecordSlots:
    """What the pass over a table leaves of each record: where its computed values, requirements and points are.

    ``points`` maps a point to its place in the tuple. A rejected record is None.
    """

    width: int
    computed: tuple[tuple[Packing, int], ...]
    requirements: tuple[tuple[Packing, int], ...]
    points: dict[int, int]


def computed_columns_read(plan: Plan) -> frozenset[tuple[str, str]]:
    """The columns, as (table, name), that some expression of the plan reads."""
    nodes = (node for expression in expressions_of(plan) for node in walk(expression))
    return frozenset((node.records, node.name) for node in nodes if isinstance(node, FieldRef))


def open_table(
    context: Context, table: RecordsPlan, source: Code, place: Place, read: frozenset[tuple[str, str]]
) -> RecordSlots | None:
    """Make a table known to the function; what a trace finds in the list left in its local, if one is left."""
    missing = _missing(context, table, source)
    if missing and missing[0].test == TRUE:
        context.tables[table.name] = Table(source, missing, lambda: _opened(context, table))
        return None
    rules = [rule for rule in table.rules if context.traced or (table.name, rule.name) in read]
    if not rules and not table.requirements and context.shape is not None and not context.traced:
        context.tables[table.name] = Table(source, missing, lambda: _opened(context, table))
        return None
    return _passed(context, table, source, place, frozenset(rule.name for rule in rules))


def _missing(context: Context, table: RecordsPlan, source: Code) -> Guards:
    """When the table is not supplied, if that is possible."""
    if context.shape is not None and not table.optional and table.name not in context.shape.tables:
        return ()
    why = context.why(Absent(Cause.MISSING if table.optional else Cause.REJECTED, table_reason(table)))
    never = context.shape is not None and not table.optional
    return (Guard(TRUE if never else is_none(source), small(why), frozenset({why})),)


def _opened(context: Context, table: RecordsPlan) -> tuple[tuple[Code, ...], Code, Columns]:
    """Locals for the slots of a bound record."""
    columns: Columns = {}
    items: list[Code] = []
    for spec in table.fields:
        slots = [context.names.fresh("x") for _ in range(width(spec))]
        columns[spec.name] = column(context, spec, slots)
        items += slots
    row = context.names.fresh("r")
    return (*items, row), row, columns


def _passed(
    context: Context, table: RecordsPlan, source: Code, place: Place, wanted: frozenset[str]
) -> RecordSlots:
    found, rejected = context.names.fresh("t"), context.names.fresh("b")
    items, _, columns = _opened(context, table)
    body: Block = []
    points: dict[int, Code] = {}
    at = place.inside(body)
    inside = Place(body, points, at.facts, {**at.at_hand, table.name: columns}, loop=(place, source))
    computed: dict[str, tuple[Packing, tuple[Code, ...]]] = {}
    for rule in table.rules:
        if rule.name in wanted:
            operand = kept(context, rule, inside)
            packing, codes = packed(context, inside, operand, rule.kind)
            computed[rule.name] = packing, codes
            columns[rule.name] = operand
    judged = [_judged(context, requirement.condition, inside, rejected) for requirement in table.requirements]
    reset: Block = [Assign((local,), NONE) for local in points.values()]
    slots: list[Code] = list(items)
    slots += [code for _, codes in computed.values() for code in codes]
    slots += [code for _, codes in judged for code in codes] if context.traced else []
    slots += points.values()
    body.append(Append(found, tupled(slots)))
    place.block.append(Assign((found,), EMPTY_LIST))
    place.block.append(Assign((rejected,), FALSE))
    _loop(context, place, source, items, [*reset, *body], (found, rejected), optional=table.optional)
    bad = context.why(Absent(Cause.REJECTED, table_reason(table)))
    guards = _missing(context, table, source)
    if table.requirements or context.shape is None:
        guards = (*guards, Guard(rejected, small(bad), frozenset({bad})))
    packings = {name: packing for name, (packing, _) in computed.items()}
    shape = _Shape(table, len(items), packings, len(slots))
    context.tables[table.name] = Table(found, guards, lambda: shape.opened(context))
    context.passes[table.name] = found
    return _slots(len(items), computed.values(), judged if context.traced else [], points)


def _loop(
    context: Context,
    place: Place,
    source: Code,
    items: tuple[Code, ...],
    body: Block,
    state: tuple[Code, Code],
    *,
    optional: bool,
) -> None:
    found, rejected = state
    if context.shape is not None:
        loop: Block = [Loop(items, source, body)]
    else:
        record = context.names.fresh("r")
        bad: Block = [Assign((rejected,), TRUE), Append(found, NONE)]
        loop = [Loop(record, source, [Branch(is_none(record), bad, [Assign(items, record), *body])])]
    may_lack = optional or context.shape is None
    place.block.extend([Branch(is_none(source), [], loop)] if may_lack else loop)


def _judged(
    context: Context, condition: Expr, place: Place, rejected: Code
) -> tuple[Packing, tuple[Code, ...]]:
    met = context.lower(condition, place)
    packing, codes = packed(context, place, quick(context, place, met), YES_NO)
    if not (isinstance(met, Flag) and met.known):
        place.block.append(Branch(is_false(codes[0]), [Assign((rejected,), TRUE)], []))
    return packing, codes


@frozen
class _Shape:
    """How the tuples that a pass leaves are taken apart again."""

    table: RecordsPlan
    stored: int
    computed: dict[str, Packing]
    width: int

    def opened(self, context: Context) -> tuple[tuple[Code, ...], Code, Columns]:
        items, row, columns = _opened(context, self.table)
        further = [context.names.fresh("x") for _ in range(self.width - self.stored)]
        at = 0
        for name, packing in self.computed.items():
            columns[name] = packing.unpacked(context, further[at : at + packing.width])
            at += packing.width
        return (*items, *further), row, columns


def _slots(
    start: int,
    computed: Iterable[tuple[Packing, tuple[Code, ...]]],
    judged: Sequence[tuple[Packing, tuple[Code, ...]]],
    points: dict[int, Code],
) -> RecordSlots:
    at = start
    places: list[list[tuple[Packing, int]]] = []
    for group in (computed, judged):
        here = []
        for packing, _ in group:
            here.append((packing, at))
            at += packing.width
        places.append(here)
    by_point = {point: at + number for number, point in enumerate(points)}
    return RecordSlots(at + len(points), tuple(places[0]), tuple(places[1]), by_point)
