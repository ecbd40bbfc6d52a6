"""Grade scales: the grade that a figure reaches, whether of the policy's own grades or of a named scale."""

from collections.abc import Callable
from itertools import pairwise
from typing import assert_never

from attrs import evolve

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import (
    GAP,
    Arm,
    ChooseRole,
    Compare,
    ComparisonOperator,
    Const,
    Expr,
    Logic,
    LogicOperator,
    NoValue,
)
from kpi_lang.resolved import Category, Symbol
from kpi_lang.source import Span
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax import tree
from kpi_lang.typed import folding
from kpi_lang.typed.environment import Environment, Untyped
from kpi_lang.typed.typer import Typer
from kpi_lang.values import kinds
from kpi_lang.values.kinds import Choices, Kind, Member

GradeRows = tuple[tree.GradeRow | tree.NoGradeRow, ...]


def scale_in_use(name: tree.Ident, typer: Typer) -> Symbol:
    """The scale that `grades use` names; raises Untyped after reporting that there is none."""
    scope = typer.scope
    symbol = scope.values.get(name.text)
    if symbol is not None and symbol.category is Category.SCALE:
        return symbol
    if scope.is_partial or (symbol is not None and symbol.category is Category.LOST):
        raise Untyped
    close = nearest(name.text, (text for text, s in scope.values.items() if s.category is Category.SCALE))
    help = "nearest" if close else "none"
    raise typer.environment.stop("K257", name.span, name=name.text, nearest=close or "", help=help)


def members_of(rows: GradeRows, environment: Environment) -> tuple[Member, ...]:
    """The grades of a scale, best first; one that is listed twice is reported."""
    found: list[Member] = []
    for row in rows:
        if isinstance(row, tree.NoGradeRow):
            continue
        if any(member.name == row.name.text for member in found):
            environment.report("K629", row.name.span, name=row.name.text)
            continue
        found.append(Member(row.name.text, row.title.text if row.title else row.name.text))
    return tuple(found)


def typed_scale(typer: Typer, call: tree.Call, symbol: Symbol) -> Expr:
    """`five_bands(score)`: the grade of the scale that a figure reaches."""
    scale = symbol.declaration
    assert isinstance(scale, tree.Scale)
    if len(call.arguments) != 1:
        raise typer.environment.stop(
            "K314", call.span, name=call.function.text, wanted=1, actual=len(call.arguments)
        )
    (argument,) = call.arguments
    typer.infer(argument)
    kind = scale_kind(symbol, scale, typer.environment)
    inside = evolve(typer, scope=typer.environment.reader.function_scope(symbol), arguments={}, columns=None)
    return graded(inside, lambda: typer.infer(argument), scale.rows, kind, call.span)


def scale_kind(symbol: Symbol, scale: tree.Scale, environment: Environment) -> Kind:
    """The kind of a scale's grades, ordered from the lowest to the best."""
    return kinds.choice(
        Choices(symbol.name, tuple(reversed(members_of(scale.rows, environment))), ordered=True)
    )


def graded(typer: Typer, subject: Callable[[], Expr], rows: GradeRows, kind: Kind, span: Span) -> Expr:
    """The grade that the first row in whose range the subject lies gives; a reason where none does.

    ``subject`` is asked once for each bound, since no two places of a plan share the number of a trace point.
    """
    _check_edges(typer, rows)
    arms: list[Arm] = []
    for row in rows:
        try:
            condition = None if row.range is None else _in_range(typer, subject, row.range)
        except Untyped:
            continue
        match row:
            case tree.GradeRow(name=name):
                value: Expr = Const(name.text, kind, name.span)
                label = name.text
            case tree.NoGradeRow(reason=reason):
                value = NoValue(Cause.NO_RESULT, reason.text, kind, row.span)
                label = "no result"
            case _:
                assert_never(row)
        if arms and arms[-1].condition is None:
            typer.environment.report("K504", row.span)
            continue
        arms.append(Arm(condition, value, label, row.span))
    if not arms or arms[-1].condition is not None:
        arms.append(Arm(None, NoValue(Cause.NO_RESULT, GAP, kind, span), GAP, span))
    return typer.choose(arms, ChooseRole.GRADES, span)


def _in_range(typer: Typer, subject: Callable[[], Expr], written: tree.GradeRange) -> Expr:
    tests: list[Expr] = []
    if written.low is not None:
        operator = ComparisonOperator.AT_LEAST if written.low_included else ComparisonOperator.GREATER
        figure = subject()
        low = typer.check(written.low, figure.kind)
        tests.append(Compare(operator, figure, low, kinds.YES_NO, written.span))
    if written.high is not None:
        operator = ComparisonOperator.AT_MOST if written.high_included else ComparisonOperator.LESS
        figure = subject()
        high = typer.check(written.high, figure.kind)
        tests.append(Compare(operator, figure, high, kinds.YES_NO, written.span))
    return tests[0] if len(tests) == 1 else Logic(LogicOperator.AND, tuple(tests), kinds.YES_NO, written.span)


def _check_edges(typer: Typer, rows: GradeRows) -> None:
    """Reports a score that two neighbouring ranges both name, and ranges not in falling order."""
    ends: list[tuple[Span, tree.GradeRow, Expr | None, Expr | None]] = []
    for row in rows:
        if isinstance(row, tree.GradeRow) and row.range is not None:
            edges = row.range
            low = None if edges.low is None else typer.infer(edges.low)
            high = None if edges.high is None else typer.infer(edges.high)
            ends.append((row.span, row, low, high))
    for (span, upper, low, _), (_, lower, other_low, high) in pairwise(ends):
        assert upper.range is not None
        assert lower.range is not None
        one = None if low is None else folding.constant_number(low)
        if one is None:
            continue
        two = None if high is None else folding.constant_number(high)
        if one == two and upper.range.low_included and lower.range.high_included:
            typer.environment.report(
                "K520",
                lower.span,
                labels=[(span, "upper")],
                score=one,
                upper=upper.name.text,
                lower=lower.name.text,
            )
        below = None if other_low is None else folding.constant_number(other_low)
        if below is not None and below >= one:
            # One finding for a list in the wrong order, which is one mistake.
            typer.environment.report(
                "K521", lower.span, labels=[(span, "upper")], upper=upper.name.text, lower=lower.name.text
            )
            return
