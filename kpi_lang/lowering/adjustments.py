"""Adjustments at somebody's discretion: points within bounds, which count only with a reason and an approver."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import (
    Arm,
    ChooseRole,
    Compare,
    ComparisonOperator,
    Const,
    Expr,
    IsAbsent,
    Logic,
    LogicOperator,
    Not,
    NoValue,
    RuleRef,
)
from kpi_lang.core.plan import Requirement, Role
from kpi_lang.lowering.building import Building
from kpi_lang.lowering.eligibility import of_the_appraised
from kpi_lang.lowering.restrictions import restricted
from kpi_lang.resolved import Category, Symbol
from kpi_lang.source import Span
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax import tree
from kpi_lang.typed import folding
from kpi_lang.values import kinds

_NOT_GIVEN = frozenset({Cause.MISSING})


@frozen
class _Columns:
    """What the data say of an adjustment, as expressions, and what is said where something is lacking."""

    amount: Expr
    is_none: Expr
    """Whether there is nothing to adjust: no points, or zero."""
    needed: tuple[tuple[Expr, str], ...]
    """Reason and approver: whether it is not given, and what is said of it then."""


def lower_adjustment(building: Building, symbol: Symbol, written: tree.Adjustment) -> None:
    """The rule of an adjustment: its points, zero where none are given."""
    found = _columns(building, symbol, written)
    amount = written.amount
    assert amount is not None
    typer = building.typer(building.scope_of(symbol))
    low, high = typer.constant(amount.low, kinds.POINTS), typer.constant(amount.high, kinds.POINTS)
    if not low <= 0 <= high:
        raise building.environment.stop("K660", amount.low.span.join(amount.high.span), name=symbol.name)
    if written.on is not None:
        _check_item(building, symbol, written.on)
    title = written.title.text if written.title else symbol.name
    span = written.span
    zero = Const(Fraction(0), kinds.POINTS, span)
    arms = [Arm(found.is_none, zero, building.reason("no adjustment"), span)]
    for lacks, message in found.needed:
        arms.append(Arm(lacks, NoValue(Cause.REJECTED, message, kinds.POINTS, span), "", span))
    arms.append(Arm(None, found.amount, building.reason("adjusted"), amount.span))
    points = typer.choose(arms, ChooseRole.ADJUSTMENT, span)
    if building.settings.scores is not None:
        points = typer.round_typed(points, building.settings.scores, span)
    points = restricted(building, symbol, title, Role.AWARD, points, span)
    points = of_the_appraised(building, points, span)
    building.emit(symbol.rule, title, Role.AWARD, kinds.POINTS, points, symbol.rule, span)


def adjustment_requirements(building: Building) -> Iterator[Requirement]:
    """Whoever is given points needs a reason and an approver in the data."""
    for symbol, written in building.declared(tree.Adjustment):
        with building.attempt():
            if written.amount is None or written.reason is None or written.approver is None:
                continue
            found = _columns(building, symbol, written)
            for (lacks, message), column in zip(
                found.needed, (written.reason, written.approver), strict=True
            ):
                given = Not(lacks, kinds.YES_NO, column.span)
                met = Logic(LogicOperator.OR, (found.is_none, given), kinds.YES_NO, column.span)
                yield Requirement(met, message, column.span)


def adjusted(building: Building, symbol: Symbol, score: Expr, span: Span) -> Expr:
    """An indicator's score with the adjustments that are made on it."""
    parts: list[Expr] = [score]
    for by, written in building.declared(tree.Adjustment):
        if written.on is not None and building.scope_of(by).values.get(written.on.text) == symbol:
            parts.append(RuleRef(by.rule, kinds.POINTS, written.span))
    return folding.total_of(parts, kinds.POINTS, span) if len(parts) > 1 else score


def _columns(building: Building, symbol: Symbol, written: tree.Adjustment) -> _Columns:
    if written.amount is None or written.reason is None or written.approver is None:
        raise building.environment.stop("K659", written.name.span, name=symbol.name)
    amount, reason, approver = (
        _input(building, symbol, column)
        for column in (written.amount.column, written.reason, written.approver)
    )
    span = written.amount.span
    zero = Const(Fraction(0), kinds.POINTS, span)
    none = Logic(
        LogicOperator.OR,
        (
            IsAbsent(amount, _NOT_GIVEN, kinds.YES_NO, span),
            Compare(ComparisonOperator.EQUAL, amount, zero, kinds.YES_NO, span),
        ),
        kinds.YES_NO,
        span,
    )
    title = written.title.text if written.title else symbol.name
    needed = (
        (reason, building.reason("adjustment reason", what=title, column=written.reason.name.text)),
        (approver, building.reason("adjustment approver", what=title, column=written.approver.name.text)),
    )
    return _Columns(
        amount,
        none,
        tuple((IsAbsent(given, _NOT_GIVEN, kinds.YES_NO, span), message) for given, message in needed),
    )


def _input(building: Building, symbol: Symbol, column: tree.AdjustmentColumn) -> Expr:
    return building.read(building.scope_of(symbol).values[column.name.text], None, column.name.span)


def _check_item(building: Building, symbol: Symbol, item: tree.Ident) -> None:
    scope = building.scope_of(symbol)
    found = scope.values.get(item.text)
    if building.is_lost(item.text):
        return
    if found is not None and found.category is Category.INDICATOR:
        if found.rule in building.row_indicators:
            raise building.environment.stop("K661", item.span, name=item.text, nearest="", help="rows")
        return
    indicators = [other.name for other in scope if other.category is Category.INDICATOR]
    close = nearest(item.text, indicators)
    raise building.environment.stop(
        "K661", item.span, name=item.text, nearest=close or "", help="nearest" if close else "none"
    )
