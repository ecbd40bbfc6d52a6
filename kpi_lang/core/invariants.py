"""Invariants of a plan: what every reader of the core may rely on.

1.  Names are unique: inputs, tables, the columns of a table, rules, outputs, grades. No input is named like a
    date that the run supplies.
2.  Rules are sorted: a rule, requirement or output reads only rules that exist, and a rule only rules before it,
    of its own stage or an earlier one.
3.  References resolve: to an input or a date of the run, to a rule, to a column of a table; the kind of a
    reference is alike to the kind of what it names.
4.  ``FieldRef`` stands only in the scope of its own table: in that table's rules and requirements, where
    it names a stored column or an earlier computed one, and inside an aggregate over that table.
5.  The rules and requirements of a table read no rules of the subject, and aggregate only tables before it.
6.  Operators have operands that they are defined on (``core.operators``) and give the family they say.
7.  ``Choose`` has at least one arm; the last has no condition and every other one has.
8.  ``Power`` stands only directly under ``Round``.
9.  Points are unique in their scope and below the scope's ``points``.
10. ``IsAbsent`` names at least one cause; ``NoValue`` has a reason; literals are of their kind.
11. Aggregates have a value unless they count, an order only if they take the first or last, and trim only if
    they are a trimmed mean.
12. Defaults are of their input's kind and inside its domain; only numbers have a bounded domain.
13. Outputs are of the kind of their rule. Properties have as many operands as their form wants.
14. No expression is nested deeper than ``DEEPEST``.
15. Figures have names of their own; their parts are inputs, rules or literals; a figure has a value unless it counts,
    and a rank is not about reports. Only rules and properties of the subject refer to figures.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import evolve, frozen

from kpi_lang.core.children import children, depth, point_of, walk
from kpi_lang.core.groups import GroupFigure, GroupOperator
from kpi_lang.core.node_rules import alike, node_breaches, value_fits
from kpi_lang.core.nodes import Aggregate, Const, Expr, FieldRef, FigureRef, InputRef, Power, Round, RuleRef
from kpi_lang.core.plan import (
    RUN_DATES,
    Plan,
    PropertyForm,
    PropertyPlan,
    RecordsPlan,
    Requirement,
    Rule,
    Stage,
)
from kpi_lang.core.printer import print_expression
from kpi_lang.data.schema import InputSpec
from kpi_lang.values.kinds import DATE, Family, Kind

DEEPEST = 200
"""Levels of nesting that every reader can walk by plain recursion."""

_OPERANDS = {
    PropertyForm.NEVER_FALLS: 2,
    PropertyForm.NEVER_RISES: 2,
    PropertyForm.RISES: 2,
    PropertyForm.FALLS: 2,
    PropertyForm.WITHIN: 3,
    PropertyForm.ALWAYS: 1,
    PropertyForm.EXACTLY_WHEN: 2,
    PropertyForm.REACHABLE: 1,
    PropertyForm.STEP_BOUND: 3,
}
_SHOWN = 120


class InvariantError(Exception):
    """A plan breaks invariants; ``breaches`` lists all of them. It is a mistake of the compiler, never of an author."""

    def __init__(self, breaches: tuple[str, ...]) -> None:
        self.breaches = breaches
        super().__init__("\n".join(breaches))


def check_invariants(plan: Plan) -> None:
    """Raise ``InvariantError`` with every breach, in the order of the plan; nothing if there is none."""
    breaches = tuple(_plan_breaches(plan))
    if breaches:
        raise InvariantError(breaches)


@frozen
class _Scope:
    """What expressions at one place may refer to."""

    inputs: dict[str, Kind]
    rules: dict[str, Kind]
    columns: dict[str, dict[str, Kind]]
    """Tables that may be aggregated, with the columns that aggregates may read."""
    at_hand: dict[str, dict[str, Kind]]
    """Tables with a record at hand, with the columns that may be read of it."""
    figures: dict[str, Kind]


def _plan_breaches(plan: Plan) -> Iterator[str]:
    yield from _name_breaches(plan)
    for spec in plan.inputs:
        yield from _input_breaches(spec, "input")
    inputs = {spec.name: spec.kind for spec in plan.inputs} | dict.fromkeys(RUN_DATES, DATE)
    columns: dict[str, dict[str, Kind]] = {}
    for table in plan.records:
        yield from _table_breaches(table, inputs, columns)
        columns[table.name] = _columns_of(table)
    yield from _subject_breaches(plan, inputs, columns)
    yield from _output_breaches(plan)


def _columns_of(table: RecordsPlan) -> dict[str, Kind]:
    stored = {spec.name: spec.kind for spec in table.fields}
    return stored | {rule.name: rule.kind for rule in table.rules}


def _name_breaches(plan: Plan) -> Iterator[str]:
    yield from _repeated("input", (spec.name for spec in plan.inputs))
    yield from _repeated("table", (table.name for table in plan.records))
    yield from _repeated("rule", (rule.name for rule in plan.rules))
    yield from _repeated("output", (output.name for output in plan.outputs))
    yield from _repeated("grade", (grade.name for grade in plan.grades))
    yield from _repeated("figure", (figure.name for figure in plan.figures))
    for spec in plan.inputs:
        if spec.name in RUN_DATES:
            yield f"input {spec.name}: the run supplies this date"


def _repeated(what: str, names: Iterable[str]) -> Iterator[str]:
    for name, count in Counter(names).items():
        if count > 1:
            yield f"{what} {name}: declared {count} times"


def _input_breaches(spec: InputSpec, what: str) -> Iterator[str]:
    interval, step = spec.domain.interval, spec.domain.step
    numeric = spec.kind.family is Family.NUMBER
    if not numeric and (step is not None or interval.lo is not None or interval.hi is not None):
        yield f"{what} {spec.name}: {spec.kind.family.value} with a range or step"
    if spec.default is None:
        return
    if not value_fits(spec.default, spec.kind):
        yield f"{what} {spec.name}: the default {spec.default!r} is no {spec.kind.family.value}"
    elif isinstance(spec.default, Fraction) and not spec.domain.contains(spec.default):
        yield f"{what} {spec.name}: the default {spec.default} is outside its domain"


def _table_breaches(
    table: RecordsPlan, inputs: dict[str, Kind], earlier: dict[str, dict[str, Kind]]
) -> Iterator[str]:
    where = f"records {table.name}"
    if table.by is not None and (table.by not in inputs or inputs[table.by].family is not Family.TEXT):
        yield f"{where}: by `{table.by}`, which is no text"
    names = [*(spec.name for spec in table.fields), *(rule.name for rule in table.rules)]
    yield from _repeated(f"{where} column", names)
    for spec in table.fields:
        yield from _input_breaches(spec, f"{where} field")
    known = {spec.name: spec.kind for spec in table.fields}
    scope = _Scope(inputs, {}, earlier, {table.name: known}, {})
    for rule in table.rules:
        yield from _rule_breaches(rule, scope, f"{where} rule {rule.name}")
        if rule.stage is not Stage.RECORD:
            yield f"{where} rule {rule.name}: stage {rule.stage.name.lower()}"
        known[rule.name] = rule.kind
    for requirement in table.requirements:
        yield from _requirement_breaches(requirement, scope, where)
    yield from _point_breaches(_expressions(table.rules, table.requirements), table.points, where)


def _subject_breaches(
    plan: Plan, inputs: dict[str, Kind], columns: dict[str, dict[str, Kind]]
) -> Iterator[str]:
    stages = {rule.name: rule.stage for rule in plan.rules}
    scope = _Scope(inputs, {}, columns, {}, {figure.name: figure.kind for figure in plan.figures})
    for rule in plan.rules:
        yield from _rule_breaches(rule, scope, f"rule {rule.name}")
        for node in walk(rule.expr):
            if isinstance(node, RuleRef) and stages.get(node.name, rule.stage).value > rule.stage.value:
                yield f"rule {rule.name}: reads `{node.name}` of a later stage"
        scope.rules[rule.name] = rule.kind
    alone = evolve(scope, figures={})
    for requirement in plan.requirements:
        yield from _requirement_breaches(requirement, alone, "subject")
    if plan.applies is not None:
        yield from _condition_breaches(plan.applies, alone, "applies")
    for figure in plan.figures:
        yield from _figure_breaches(figure, alone)
    for prop in plan.properties:
        yield from _property_breaches(prop, scope)
    applies = () if plan.applies is None else (plan.applies,)
    expressions = (*_expressions(plan.rules, plan.requirements), *applies)
    yield from _point_breaches(expressions, plan.points, "subject")


def _expressions(rules: tuple[Rule, ...], requirements: tuple[Requirement, ...]) -> tuple[Expr, ...]:
    return (*(rule.expr for rule in rules), *(requirement.condition for requirement in requirements))


def _rule_breaches(rule: Rule, scope: _Scope, where: str) -> Iterator[str]:
    if not alike(rule.expr.kind, rule.kind):
        yield f"{where}: declared {rule.kind.family.value}, computed {rule.expr.kind.family.value}"
    yield from _expression_breaches(rule.expr, scope, where)


def _requirement_breaches(requirement: Requirement, scope: _Scope, where: str) -> Iterator[str]:
    yield from _condition_breaches(requirement.condition, scope, f"{where} require")


def _condition_breaches(expr: Expr, scope: _Scope, where: str) -> Iterator[str]:
    if expr.kind.family is not Family.YES_NO:
        yield f"{where}: a condition that is not yes/no"
    yield from _expression_breaches(expr, scope, where)


def _figure_breaches(figure: GroupFigure, scope: _Scope) -> Iterator[str]:
    where = f"figure {figure.name}"
    for part in figure.parts:
        if not isinstance(part, InputRef | RuleRef | Const):
            yield f"{where}: {_shown(part)} is no input, rule or literal"
        yield from _expression_breaches(part, scope, where)
    if figure.value is None and figure.operator is not GroupOperator.COUNT:
        yield f"{where}: {figure.operator.value} of no value"
    if (figure.operator is GroupOperator.NTILE) != (figure.tiles > 0):
        yield f"{where}: {figure.tiles} parts"
    if (figure.operator is GroupOperator.POOL) != (figure.pool is not None):
        yield f"{where}: {figure.operator.value} with the terms of a pool, or without them"
    if figure.pool is not None and figure.pool.step <= 0:
        yield f"{where}: a pool in steps of {figure.pool.step}"
    if figure.reports and (figure.keys or figure.operator.is_rank or figure.pool is not None):
        yield f"{where}: reports with keys, or ranked"


def _property_breaches(prop: PropertyPlan, scope: _Scope) -> Iterator[str]:
    where = f"ensure {prop.name}"
    if len(prop.operands) != _OPERANDS[prop.form]:
        yield f"{where}: {len(prop.operands)} operands for `{prop.form.value}`"
    for operand in prop.operands:
        yield from _expression_breaches(operand, scope, where)
    if prop.given is not None:
        yield from _condition_breaches(prop.given, scope, where)


def _expression_breaches(expr: Expr, scope: _Scope, where: str) -> Iterator[str]:
    levels = depth(expr)
    if levels > DEEPEST:
        yield f"{where}: nested {levels} deep"
        return
    if isinstance(expr, Power):
        yield f"{where}: a power that is not rounded"
    for breach in _nested_breaches(expr, scope):
        yield f"{where}: {breach}"


def _nested_breaches(expr: Expr, scope: _Scope) -> Iterator[str]:
    for breach in (*node_breaches(expr), *_reference_breaches(expr, scope)):
        yield f"{breach} in {_shown(expr)}"
    inside = scope
    if isinstance(expr, Aggregate) and expr.records in scope.columns:
        at_hand = scope.at_hand | {expr.records: scope.columns[expr.records]}
        inside = evolve(scope, at_hand=at_hand)
    for child in children(expr):
        if isinstance(child, Power) and not isinstance(expr, Round):
            yield f"a power that is not rounded in {_shown(expr)}"
        yield from _nested_breaches(child, inside)


def _shown(expr: Expr) -> str:
    # What breaks an invariant may be nothing that the printer knows, such as a literal that is no `Value`.
    try:
        return print_expression(expr)[:_SHOWN]
    except (AssertionError, ValueError):
        return repr(expr)[:_SHOWN]


def _reference_breaches(expr: Expr, scope: _Scope) -> Iterator[str]:
    match expr:
        case InputRef():
            known, what = scope.inputs.get(expr.name), "input"
        case RuleRef():
            known, what = scope.rules.get(expr.name), "earlier rule"
        case FieldRef():
            known, what = scope.at_hand.get(expr.records, {}).get(expr.name), "column at hand"
        case FigureRef():
            known, what = scope.figures.get(expr.name), "figure"
        case Aggregate():
            if expr.records not in scope.columns:
                yield f"no table `{expr.records}` to aggregate"
            return
        case _:
            return
    if known is None:
        yield f"no {what} `{expr.name}`"
    elif not alike(known, expr.kind):
        yield f"`{expr.name}` is {known.family.value}, not {expr.kind.family.value}"


def _point_breaches(expressions: Iterable[Expr], points: int, where: str) -> Iterator[str]:
    used: dict[int, Expr] = {}
    for node in (node for expression in expressions for node in walk(expression)):
        point = point_of(node)
        if point is None:
            continue
        if used.setdefault(point, node) != node:
            yield f"{where}: point {point} is used by different nodes"
        if not 0 <= point < points:
            yield f"{where}: point {point} is not below {points}"


def _output_breaches(plan: Plan) -> Iterator[str]:
    rules = {rule.name: rule for rule in plan.rules}
    for output in plan.outputs:
        rule = rules.get(output.rule)
        if rule is None:
            yield f"output {output.name}: no rule `{output.rule}`"
        elif not alike(rule.kind, output.kind):
            yield f"output {output.name}: {output.kind.family.value} of a {rule.kind.family.value}"
