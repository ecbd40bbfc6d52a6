"""Bonus and deduction: points per event, per amount or under a condition, with caps on every level."""

from fractions import Fraction

from kpi_lang.core.nodes import (
    Arm,
    ChooseRole,
    Const,
    Expr,
    Extreme,
    ExtremeOperator,
    ExtremeRole,
    Round,
    RuleRef,
)
from kpi_lang.core.plan import Role
from kpi_lang.lowering.building import Building
from kpi_lang.lowering.eligibility import of_the_appraised
from kpi_lang.lowering.restrictions import restricted
from kpi_lang.resolved import Category, Symbol
from kpi_lang.syntax import tree
from kpi_lang.typed import curves, folding
from kpi_lang.typed.typer import Typer
from kpi_lang.values import kinds
from kpi_lang.values.rounding import Mode


def lower_award(building: Building, symbol: Symbol, written: tree.Award) -> None:
    """The rules ``b.1``, ``b.2`` … of the items, and ``b``, which is negative for a deduction."""
    typer = building.typer(building.scope_of(symbol))
    title = written.title.text if written.title else symbol.name
    parts = typer.each(
        [
            lambda n=n, i=i: _item(building, typer, symbol, n, i)  # type: ignore[misc]
            for n, i in enumerate(written.items, start=1)
        ]
    )
    total = folding.total_of(parts, kinds.POINTS, written.span)
    if written.at_most is not None:
        total = _cap(typer, total, written.at_most)
    if written.when is not None:
        condition = typer.condition(written.when)
        zero = Const(Fraction(0), kinds.POINTS, written.span)
        arms = [
            Arm(condition, total, written.when.span.text, written.when.span),
            Arm(None, zero, "else", written.span),
        ]
        total = typer.choose(arms, ChooseRole.AWARD, written.span)
    if written.sign < 0:
        total = folding.subtract(folding.number(0, kinds.POINTS), total, kinds.POINTS, written.span)
    if building.settings.scores is not None:
        total = typer.round_typed(total, building.settings.scores, written.span)
    total = restricted(building, symbol, title, Role.AWARD, total, written.span)
    total = of_the_appraised(building, total, written.span)
    building.emit(symbol.rule, title, Role.AWARD, kinds.POINTS, total, symbol.rule, written.span)


def _item(building: Building, typer: Typer, symbol: Symbol, number: int, item: tree.AwardItem) -> RuleRef:
    points = _points(typer, item)
    if item.at_most is not None:
        points = _cap(typer, points, item.at_most)
    title = item.title.text if item.title else item.span.text
    return building.emit(
        f"{symbol.rule}.{number}", title, Role.AWARD_ITEM, kinds.POINTS, points, symbol.rule, item.span
    )


def _points(typer: Typer, item: tree.AwardItem) -> Expr:
    each = typer.check(item.points, kinds.POINTS)
    match item:
        case tree.AmountItem():
            return each
        case tree.WhenItem(condition=condition, span=span):
            arms = [
                Arm(typer.condition(condition), each, condition.span.text, condition.span),
                Arm(None, Const(Fraction(0), kinds.POINTS, span), "else", span),
            ]
            return typer.choose(arms, ChooseRole.AWARD, span)
        case tree.PerItem(quantity=quantity, step=step, full=full, span=span):
            many = typer.infer(quantity)
            typer.need_number(many, quantity.span)
            if step is not None:
                length = typer.check(step, many.kind)
                if (size := folding.constant_number(length)) is not None and size <= 0:
                    raise typer.environment.stop("K510", step.span)
                many = folding.divide(many, length, kinds.NUMBER, span)
            if full:
                many = Round(many, Fraction(1), Mode.FLOOR, 0, kinds.COUNT, typer.points.next(), span)
            return folding.multiply(each, many, kinds.POINTS, span)


def _cap(typer: Typer, value: Expr, most: tree.Expression) -> Expr:
    bound = typer.check(most, kinds.POINTS)
    return Extreme(
        ExtremeOperator.MIN, (value, bound), kinds.POINTS, typer.points.next(), ExtremeRole.CAP, most.span
    )


def lower_cap(building: Building, symbol: Symbol, written: tree.Cap) -> None:
    """The rule of a cap over several awards: their sum, within the cap on either side of zero."""
    typer = building.typer(building.scope_of(symbol))
    parts = [_capped_award(building, symbol, typer, award) for award in written.awards]
    most = typer.check(written.at_most, kinds.POINTS)
    total = folding.total_of(parts, kinds.POINTS, written.span)
    total = Extreme(
        ExtremeOperator.MIN, (total, most), kinds.POINTS, typer.points.next(), ExtremeRole.CAP, written.span
    )
    least = folding.subtract(folding.number(0, kinds.POINTS), most, kinds.POINTS)
    total = Extreme(
        ExtremeOperator.MAX, (total, least), kinds.POINTS, typer.points.next(), ExtremeRole.CAP, written.span
    )
    title = written.title.text if written.title else symbol.name
    total = of_the_appraised(building, total, written.span)
    building.emit(symbol.rule, title, Role.CAP, kinds.POINTS, total, symbol.rule, written.span)


def _capped_award(building: Building, symbol: Symbol, typer: Typer, award: tree.Ident) -> Expr:
    points = typer.infer(tree.Name((award.text,), award.span))
    found = building.scope_of(symbol).values.get(award.text)
    if found is None or found.category is not Category.AWARD:
        raise building.environment.stop("K613", award.span, name=award.text)
    return points


def lower_factor(building: Building, symbol: Symbol, written: tree.Factor) -> None:
    """The rule of a factor: what the weighted score is multiplied by, one where it does not apply."""
    typer = building.typer(building.scope_of(symbol))
    title = written.title.text if written.title else symbol.name
    bind = building.binder(symbol.rule, "of", title)
    value = curves.typed_body(typer, written.body, kinds.RATIO, None, bind)
    if written.when is not None:
        arms = [
            Arm(typer.condition(written.when), value, written.when.span.text, written.when.span),
            Arm(None, Const(Fraction(1), kinds.RATIO, written.span), "else", written.span),
        ]
        value = typer.choose(arms, ChooseRole.AWARD, written.span)
    value = of_the_appraised(building, value, written.span)
    building.emit(symbol.rule, title, Role.FACTOR, kinds.RATIO, value, symbol.rule, written.span)
