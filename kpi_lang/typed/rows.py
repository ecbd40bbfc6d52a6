"""Rows of steps, tables and tiers: conditions on one value, in the author's order.

Rows that compare with constants are checked here, since only here are they still rows: a row that earlier
rows leave nothing for, and two rows for one value. Whether data can fall between them is decided on the core.
"""

from attrs import frozen

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import (
    GAP,
    Arm,
    Compare,
    ComparisonOperator,
    Const,
    Expr,
    Logic,
    LogicOperator,
    NoValue,
)
from kpi_lang.source import Diagnostic, Span
from kpi_lang.syntax import tree
from kpi_lang.typed import folding
from kpi_lang.typed.typer import Typer
from kpi_lang.values import kinds
from kpi_lang.values.kinds import Family, Kind

_COMPARISON = {
    tree.Comparison.LESS: ComparisonOperator.LESS,
    tree.Comparison.AT_MOST: ComparisonOperator.AT_MOST,
    tree.Comparison.GREATER: ComparisonOperator.GREATER,
    tree.Comparison.AT_LEAST: ComparisonOperator.AT_LEAST,
    tree.Comparison.EQUAL: ComparisonOperator.EQUAL,
}


@frozen
class TypedRow:
    """A row with its condition typed; ``value`` is still syntax: its meaning depends on the construct."""

    condition: Expr | None
    value: tree.Expression
    label: str
    span: Span


def typed_rows(typer: Typer, subject: Expr, rows: tuple[tree.Row, ...]) -> list[TypedRow]:
    """The rows as conditions on ``subject``; raises Untyped after reporting a row that cannot be typed."""
    found: list[TypedRow] = []
    else_row: tree.ElseRow | None = None
    for row in rows:
        if else_row is not None:
            typer.environment.report("K504", row.span)
            break
        match row:
            case tree.ElseRow():
                else_row = row
                found.append(TypedRow(None, row.value, "else", row.span))
            case tree.EdgeRow():
                found.append(_edge_row(typer, subject, row))
    _check_order(typer, found)
    return _closed(found, subject.kind)


def _edge_row(typer: Typer, subject: Expr, row: tree.EdgeRow) -> TypedRow:
    operator = _COMPARISON[row.comparison]
    tests = [
        typer.compare(operator, subject, edge_value(typer, edge, subject.kind), edge.span)
        for edge in row.edges
    ]
    condition = tests[0] if len(tests) == 1 else Logic(LogicOperator.OR, tuple(tests), kinds.YES_NO, row.span)
    written = ", ".join(edge.span.text for edge in row.edges)
    label = written if operator is ComparisonOperator.EQUAL else f"{operator.value} {written}"
    return TypedRow(condition, row.value, label, row.span)


def edge_value(typer: Typer, edge: tree.Expression, kind: Kind) -> Expr:
    """The value that a row compares with: a member of the subject's choices, or a value of its kind."""
    if kind.family is Family.NUMBER:
        return typer.check(edge, kind)
    return typer.fit(typer.typed_as(edge, kind), kind, edge.span)


def closing_arm(rows: list[TypedRow], kind: Kind, span: Span) -> list[Arm]:
    """The arm for what no row covers, if the rows leave it open."""
    if rows and rows[-1].condition is None:
        return []
    return [Arm(None, NoValue(Cause.NO_RESULT, GAP, kind, span), GAP, span)]


def _closed(rows: list[TypedRow], kind: Kind) -> list[TypedRow]:
    """If the rows name every member of the choices, the last one needs no condition."""
    if kind.choices is None or any(row.condition is None for row in rows):
        return rows
    named: set[str] = set()
    for row in rows:
        named |= {test.right.value for test in _equalities(row) if isinstance(test.right, Const)}  # type: ignore[misc]
    if named != set(kind.choices.names) or not rows:
        return rows
    last = rows[-1]
    return [*rows[:-1], TypedRow(None, last.value, last.label, last.span)]


def _equalities(row: TypedRow) -> list[Compare]:
    parts = row.condition.args if isinstance(row.condition, Logic) else (row.condition,)
    return [p for p in parts if isinstance(p, Compare) and p.operator is ComparisonOperator.EQUAL]


_UPPER = (ComparisonOperator.LESS, ComparisonOperator.AT_MOST)
_LOWER = (ComparisonOperator.GREATER, ComparisonOperator.AT_LEAST)


def _check_order(typer: Typer, rows: list[TypedRow]) -> None:
    """Reports rows that an earlier row of the same direction leaves nothing for, and values named twice."""
    seen: dict[object, TypedRow] = {}
    reach: dict[bool, tuple[Compare, TypedRow]] = {}
    for row in rows:
        for test in _equalities(row):
            if isinstance(test.right, Const):
                if test.right.value in seen:
                    earlier = seen[test.right.value]
                    _report_row(typer, "K502", row, earlier)
                seen.setdefault(test.right.value, row)
        edge = row.condition
        if not isinstance(edge, Compare) or edge.operator is ComparisonOperator.EQUAL:
            continue
        upper = edge.operator in _UPPER
        if upper in reach and _leaves_nothing(reach[upper][0], edge, upper=upper):
            _report_row(typer, "K501", row, reach[upper][1])
            continue
        if folding.constant_number(edge.right) is not None:
            reach[upper] = (edge, row)


def _leaves_nothing(earlier: Compare, later: Compare, *, upper: bool) -> bool:
    one, other = folding.constant_number(earlier.right), folding.constant_number(later.right)
    if one is None or other is None:
        return False
    if one == other:
        inclusive = (ComparisonOperator.AT_MOST, ComparisonOperator.AT_LEAST)
        return earlier.operator in inclusive or later.operator not in inclusive
    return other < one if upper else other > one


def _report_row(typer: Typer, code: str, row: TypedRow, earlier: TypedRow) -> None:
    typer.environment.diagnostics.add(
        Diagnostic.of(
            code,
            row.span,
            labels=[(earlier.span, "earlier")],
            row=_edge_as_written(row),
            earlier=_edge_as_written(earlier),
        )
    )


def _edge_as_written(row: TypedRow) -> str:
    """The condition of a row in the author's words: what stands before the colon."""
    return row.span.text.replace("：", ":").partition(":")[0].strip()
