"""A plan as text that people can read and tests can compare.

Expressions print on one line as the language would write them. ``print_plan`` prints everything that two plans
can differ in but spans: one rule per line, its decisions numbered ``#point`` beneath each other.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import assert_never

from kpi_lang.core.groups import GroupFigure, PoolTerms
from kpi_lang.core.nodes import (
    Aggregate,
    AggregateOperator,
    Arithmetic,
    ArithmeticOperator,
    Choose,
    Compare,
    Const,
    DateCall,
    Expr,
    Extreme,
    FieldRef,
    FigureRef,
    InputRef,
    IsAbsent,
    Logic,
    LogicOperator,
    Not,
    NoValue,
    Power,
    Round,
    RuleRef,
)
from kpi_lang.core.plan import Plan, RecordsPlan, Requirement, Rule
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.source.figures import exact_text
from kpi_lang.values.kinds import Kind, describe

_LOGIC_LEVEL = {LogicOperator.OR: 1, LogicOperator.AND: 2}
_NOT_LEVEL, _COMPARE_LEVEL, _POWER_LEVEL, _ATOM_LEVEL = 3, 4, 7, 9
_ARITHMETIC_LEVEL = {
    ArithmeticOperator.ADD: 5,
    ArithmeticOperator.SUBTRACT: 5,
    ArithmeticOperator.MULTIPLY: 6,
    ArithmeticOperator.DIVIDE: 6,
}


def print_value(value: Value) -> str:
    """A value exactly: ``0.05``, ``268/3``, yes, a name, ``2026-07-01``."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Fraction():
            return exact_text(value)
        case date():
            return value.isoformat()
        case str():
            return value
        case _:
            assert_never(value)


def print_expression(expr: Expr) -> str:
    """An expression on one line, with no more parentheses than it needs."""
    return _line(expr, 0)


def _line(expr: Expr, level: int) -> str:
    text, own = _spelled(expr)
    return f"({text})" if own < level else text


def _spelled(expr: Expr) -> tuple[str, int]:  # noqa: C901 - one case per node
    """The text of an expression and how tightly its outermost operator binds."""
    match expr:
        case Const():
            text = print_value(expr.value)
            return text, _number_level(text) if isinstance(expr.value, Fraction) else _ATOM_LEVEL
        case InputRef() | RuleRef() | FigureRef():
            return expr.name, _ATOM_LEVEL
        case FieldRef():
            return f"{expr.records}.{expr.name}", _ATOM_LEVEL
        case Arithmetic():
            level = _ARITHMETIC_LEVEL[expr.operator]
            left, right = _line(expr.left, level), _line(expr.right, level + 1)
            return f"{left} {expr.operator.value} {right}", level
        case Compare():
            left, right = _line(expr.left, _COMPARE_LEVEL + 1), _line(expr.right, _COMPARE_LEVEL + 1)
            return f"{left} {expr.operator.value} {right}", _COMPARE_LEVEL
        case Logic():
            level = _LOGIC_LEVEL[expr.operator]
            return f" {expr.operator.value} ".join(_line(arg, level + 1) for arg in expr.args), level
        case Not():
            return f"not {_line(expr.arg, _NOT_LEVEL)}", _NOT_LEVEL
        case Power():
            return f"{_line(expr.base, _ATOM_LEVEL)} ^ ({exact_text(expr.exponent)})", _POWER_LEVEL
        case Choose():
            return _choose_line(expr), 0
        case Extreme() | DateCall():
            return f"{expr.operator.value}({', '.join(map(print_expression, expr.args))})", _ATOM_LEVEL
        case Round():
            return f"round({print_expression(expr.arg)} {_step(expr)})", _ATOM_LEVEL
        case Aggregate():
            return _aggregate_line(expr), _ATOM_LEVEL
        case NoValue():
            return f'no result "{expr.reason}" ({expr.cause.value})', _ATOM_LEVEL
        case IsAbsent():
            causes = " or ".join(sorted(cause.value for cause in expr.causes))
            return f"{_line(expr.arg, _COMPARE_LEVEL + 1)} is {causes}", _COMPARE_LEVEL
        case _:
            assert_never(expr)


def _number_level(text: str) -> int:
    """How tightly a number binds: one without a finite decimal is written, and read, as a division."""
    if "/" in text:
        return _ARITHMETIC_LEVEL[ArithmeticOperator.DIVIDE]
    return _POWER_LEVEL if text.startswith("-") else _ATOM_LEVEL


def _choose_line(expr: Choose) -> str:
    *conditional, last = expr.arms
    parts = [
        f"if {print_expression(arm.condition)} then {_line(arm.value, 1)}"
        for arm in conditional
        if arm.condition is not None
    ]
    return " else ".join([*parts, _line(last.value, 1)])


def _step(expr: Round) -> str:
    mode = expr.mode.value
    return (
        f"to {expr.digits} places {mode}" if expr.digits is not None else f"to {exact_text(expr.step)} {mode}"
    )


def _aggregate_line(expr: Aggregate) -> str:
    parts = [expr.records if expr.value is None else print_expression(expr.value)]
    if expr.where is not None:
        parts.append(f"where {print_expression(expr.where)}")
    if expr.order is not None:
        parts.append(f"by {print_expression(expr.order)}")
    if expr.operator is AggregateOperator.TRIMMED_MEAN:
        parts.append(f"without {expr.trim} at each end")
    if expr.operator is AggregateOperator.BEST_MEAN:
        parts.append(f"of the best {expr.trim}")
    return f"{expr.operator.value}({' '.join(parts)})"


def print_plan(plan: Plan) -> str:
    """The whole plan, a line for each part, without a line end at the end."""
    return "\n".join(_plan_lines(plan))


def _plan_lines(plan: Plan) -> Iterator[str]:
    yield f'policy {plan.name} "{plan.title}" version {plan.version}'
    yield f"effective {plan.effective_from or 'always'} .. {plan.effective_to or 'open'}"
    yield f"period {plan.period.name.lower() if plan.period else 'none'}, currency {plan.currency or 'none'}"
    subject = [f"subject {plan.subject}, key {plan.key}"]
    subject += [f"belongs to {', '.join(plan.belongs_to)}"] if plan.belongs_to else []
    subject += [f"reports to {plan.reports_to}"] if plan.reports_to else []
    yield "; ".join(subject)
    if plan.applies is not None:
        yield f"applies when {print_expression(plan.applies)}"
    for spec in plan.inputs:
        yield f"input {_input_line(spec)}"
    for requirement in plan.requirements:
        yield _requirement_line(requirement)
    for table in plan.records:
        yield from _records_lines(table)
    for figure in plan.figures:
        yield _figure_line(figure)
    for rule in plan.rules:
        yield from _rule_lines(rule, "")
    if plan.grades:
        yield "grades " + ", ".join(f'{grade.name} "{grade.title}"' for grade in plan.grades)
    for output in plan.outputs:
        shown = "exact" if output.digits is None else f"{output.digits} places"
        yield f'output {output.name} "{output.title}" = {output.rule} : {_kind(output.kind)}, {shown}'
    for prop in plan.properties:
        given = f" given {print_expression(prop.given)}" if prop.given is not None else ""
        operands = "; ".join(map(print_expression, prop.operands))
        yield f"ensure {prop.name}: {prop.form.value} ({operands}){given}"
    for example in plan.examples:
        people = f", {len(example.people)} people" if example.people else ""
        yield f'example "{example.title}": {len(example.given)} given, {len(example.expect)} expected{people}'


def _kind(kind: Kind) -> str:
    return describe(kind, "en")


def _input_line(spec: InputSpec) -> str:
    parts = [f'{spec.name} "{spec.title}" : {_kind(spec.kind)}']
    if spec.kind.is_number:
        parts.append(f"in {spec.domain.interval}")
        parts.append("any step" if spec.domain.step is None else f"step {exact_text(spec.domain.step)}")
    if spec.default is not None:
        parts.append(f"default {print_value(spec.default)}")
    elif spec.optional:
        parts.append("optional")
    if spec.beforehand:
        parts.append("set beforehand")
    if spec.over_time is not None:
        parts.append(f"over time {spec.over_time.value}")
    return " ".join(parts)


def _requirement_line(requirement: Requirement) -> str:
    return f'require {print_expression(requirement.condition)} otherwise "{requirement.message}"'


def _records_lines(table: RecordsPlan) -> Iterator[str]:
    by = f" by {table.by}" if table.by else ""
    yield f'records {table.name} "{table.title}"{by}{" optional" if table.optional else ""}'
    for spec in table.fields:
        yield f"  field {_input_line(spec)}"
    for rule in table.rules:
        yield from _rule_lines(rule, "  ")
    for requirement in table.requirements:
        yield f"  {_requirement_line(requirement)}"


def _figure_line(figure: GroupFigure) -> str:
    parts = [] if figure.value is None else [print_expression(figure.value)]
    if figure.reports:
        parts.append("within reports")
    else:
        parts.append(f"within {', '.join(map(print_expression, figure.keys)) or 'everybody'}")
    parts += [f"in {figure.tiles} parts"] if figure.tiles else []
    parts += ["lowest first"] if figure.lowest_first else []
    parts += [] if figure.where is None else [f"where {print_expression(figure.where)}"]
    parts += [] if figure.pool is None else _pool_terms(figure.pool)
    return f"figure {figure.name} : {_kind(figure.kind)} = {figure.operator.value}({' '.join(parts)})"


def _rule_lines(rule: Rule, indent: str) -> Iterator[str]:
    about = f"{_kind(rule.kind)}, {rule.role.value} of {rule.owner}, {rule.stage.name.lower()}"
    yield f'{indent}rule {rule.name} "{rule.title}" : {about}'
    yield from _tree(rule.expr, f"{indent}  ")


def _tree(expr: Expr, indent: str) -> Iterator[str]:
    """Decisions as a tree, everything between them on one line."""
    match expr:
        case Choose():
            yield f"{indent}#{expr.point} choose ({expr.role.value})"
            for arm in expr.arms:
                condition = "else" if arm.condition is None else f"when {print_expression(arm.condition)}"
                yield f'{indent}  {condition}   "{arm.label}"'
                yield from _tree(arm.value, f"{indent}    ")
        case Round():
            yield f"{indent}#{expr.point} round {_step(expr)}"
            yield from _tree(expr.arg, f"{indent}  ")
        case Extreme():
            yield f"{indent}#{expr.point} {expr.operator.value} ({expr.role.value})"
            for arg in expr.args:
                yield from _tree(arg, f"{indent}  ")
        case Aggregate():
            yield f"{indent}#{expr.point} {print_expression(expr)}"
        case _:
            yield f"{indent}{print_expression(expr)}"


def _pool_terms(terms: PoolTerms) -> Iterator[str]:
    yield f"of {print_expression(terms.amount)}"
    if terms.least is not None:
        yield f"at least {print_expression(terms.least)}"
    if terms.most is not None:
        yield f"at most {print_expression(terms.most)}"
    if terms.order:
        yield f"ties by {', '.join(map(print_expression, terms.order))}"
    yield f"step {exact_text(terms.step)}"
