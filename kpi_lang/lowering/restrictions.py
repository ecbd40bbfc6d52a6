"""Vetoes, limits and gates: conditions that bound the grade, the total or single items."""

from fractions import Fraction

from kpi_lang.core.nodes import (
    Arm,
    ChooseRole,
    Compare,
    ComparisonOperator,
    Const,
    Expr,
    Extreme,
    ExtremeOperator,
    ExtremeRole,
    RuleRef,
)
from kpi_lang.core.plan import Role
from kpi_lang.lowering.building import Building
from kpi_lang.lowering.eligibility import of_the_appraised
from kpi_lang.resolved import Category, Scope, Symbol
from kpi_lang.source import Span
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax import tree
from kpi_lang.syntax.words import canonical
from kpi_lang.values import kinds


def lower_restriction(building: Building, symbol: Symbol, written: tree.Restriction) -> None:
    """The rule that tells whether a restriction applies to a person."""
    condition = building.typer(building.scope_of(symbol)).condition(written.when)
    condition = of_the_appraised(building, condition, written.span)
    title = written.title.text if written.title else symbol.name
    building.emit(symbol.rule, title, Role.RESTRICTION, kinds.YES_NO, condition, symbol.rule, written.span)
    for action in written.actions:
        if isinstance(action, (tree.ItemOff, tree.ItemAtMost)) and action.item is not None:
            with building.attempt():
                _check_item(building, building.scope_of(symbol), action.item)


def _check_item(building: Building, scope: Scope, item: tree.Ident) -> None:
    if canonical(item.text) == "total":
        return
    symbol = scope.values.get(item.text)
    if building.is_lost(item.text):
        return
    if symbol is None:
        close = nearest(item.text, scope.values)
        raise building.environment.stop(
            "K201", item.span, name=item.text, nearest=close or "", help="nearest" if close else "none"
        )
    is_sheet = isinstance(symbol.declaration, tree.Goals)
    if not is_sheet and symbol.category not in (Category.INDICATOR, Category.AWARD):
        raise building.environment.stop("K612", item.span, name=item.text)


def restricts_grade(building: Building) -> bool:
    """Whether any veto, limit or gate bounds the grade."""
    return any(
        isinstance(action, (tree.GradeAtMost, tree.GradeIs))
        for _, restriction in building.declared(tree.Restriction)
        for action in restriction.actions
    )


def _applies(symbol: Symbol, restriction: tree.Restriction) -> RuleRef:
    """Whether a restriction applies."""
    return RuleRef(symbol.rule, kinds.YES_NO, restriction.when.span)


def restricted(building: Building, symbol: Symbol, title: str, role: Role, value: Expr, span: Span) -> Expr:
    """An item's points after the restrictions that switch it off or cap it; those before are ``x.before``."""
    found = [
        (by, restriction, action)
        for by, restriction in building.declared(tree.Restriction)
        for action in restriction.actions
        if isinstance(action, (tree.ItemOff, tree.ItemAtMost))
        and action.item is not None
        and building.scope_of(by).values.get(action.item.text) == symbol
    ]
    if not found:
        return value
    before: Expr = building.emit(f"{symbol.rule}.before", title, role, kinds.POINTS, value, symbol.rule, span)
    for by, restriction, action in found:
        before = _bounded(building, by, restriction, action, before)
    return before


def _bounded(
    building: Building,
    by: Symbol,
    restriction: tree.Restriction,
    action: tree.ItemOff | tree.ItemAtMost,
    value: Expr,
) -> Expr:
    typer = building.typer(building.scope_of(by))
    bounded: Expr
    if isinstance(action, tree.ItemOff):
        bounded = Const(Fraction(0), kinds.POINTS, action.span)
    else:
        most = typer.check(action.at_most, kinds.POINTS)
        bounded = Extreme(
            ExtremeOperator.MIN,
            (value, most),
            kinds.POINTS,
            typer.points.next(),
            ExtremeRole.CAP,
            action.span,
        )
    arms = [
        Arm(_applies(by, restriction), bounded, restriction.name.text, action.span),
        Arm(None, value, "else", restriction.span),
    ]
    return typer.choose(arms, ChooseRole.RESTRICTION, action.span)


def bounded_total(building: Building, total: Expr) -> Expr:
    """The total after restrictions on it."""
    for by, restriction in building.declared(tree.Restriction):
        for action in restriction.actions:
            match action:
                case tree.TotalZero(span):
                    off = tree.ItemOff(tree.Ident("total", span), span)
                    total = _bounded(building, by, restriction, off, total)
                case tree.ItemAtMost(item, _, _) if item is None or canonical(item.text) == "total":
                    total = _bounded(building, by, restriction, action, total)
                case _:
                    continue
    return total


def bounded_grade(building: Building, grade: Expr) -> Expr:
    """The grade after restrictions on it, in the order of the policy."""
    kind = grade.kind
    typer = building.typer()
    for by, restriction in building.declared(tree.Restriction):
        for action in restriction.actions:
            if not isinstance(action, (tree.GradeAtMost, tree.GradeIs)):
                continue
            with building.attempt():
                name = tree.Name((action.grade.text,), action.grade.span)
                bound = typer.fit(typer.typed_as(name, kind), kind, action.grade.span)
                test: Expr = _applies(by, restriction)
                arms = [Arm(test, bound, restriction.name.text, action.span)]
                if isinstance(action, tree.GradeAtMost):
                    above = Compare(ComparisonOperator.GREATER, grade, bound, kinds.YES_NO, action.span)
                    inner = [
                        Arm(above, bound, action.span.text, action.span),
                        Arm(None, grade, "else", action.span),
                    ]
                    capped = typer.choose(inner, ChooseRole.RESTRICTION, action.span)
                    arms = [Arm(test, capped, restriction.name.text, action.span)]
                arms.append(Arm(None, grade, "else", restriction.span))
                grade = typer.choose(arms, ChooseRole.RESTRICTION, action.span)
    return grade
