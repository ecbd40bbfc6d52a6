"""Pools: an amount that people share, as a figure about all of them."""

from kpi_lang.core.groups import GroupFigure, GroupOperator, PoolTerms
from kpi_lang.core.nodes import Arm, ChooseRole, Const, Expr, FigureRef, Logic, LogicOperator, RuleRef
from kpi_lang.core.plan import Role
from kpi_lang.lowering.building import Building
from kpi_lang.lowering.eligibility import RULE, exclusions, of_the_appraised
from kpi_lang.resolved import Symbol
from kpi_lang.syntax import tree
from kpi_lang.typed import folding
from kpi_lang.typed.people import grouped_by
from kpi_lang.typed.precision import Rounding, rounding_of
from kpi_lang.typed.typer import Typer
from kpi_lang.values import kinds
from kpi_lang.values.kinds import Family, Kind


def lower_pool(building: Building, symbol: Symbol, written: tree.Pool) -> None:
    """The rules of a pool: its amount as the person's group has it, and the person's share of it.

    Raises Untyped after reporting what is wrong with it. Who takes no part gets 0.
    """
    scope = building.scope_of(symbol)
    typer = building.typer(scope)
    title = written.title.text if written.title else symbol.name
    if written.share is None:
        raise building.environment.stop("K361", written.name.span, name=symbol.name)
    amount, kind = _money(building, typer, symbol, written)
    rounding = _rounding(building, symbol, written)
    rounded = typer.round_typed(amount, rounding, written.amount.span)
    name = f"{symbol.rule}.amount"
    told = building.emit(name, title, Role.MEASURE, kind, rounded, symbol.rule, written.amount.span)
    share = typer.infer(written.share)
    typer.need_number(share, written.share.span)
    least, most = (
        None if bound is None else building.part(typer.check(bound, kind), bound.span)
        for bound in (written.least, written.most)
    )
    order = tuple(_ordered_by(typer, key) for key in written.order)
    terms = PoolTerms(
        amount=building.part(told, written.amount.span),
        least=least,
        most=most,
        order=tuple(building.part(expr, key.span) for expr, key in zip(order, written.order, strict=True)),
        lowest_first=tuple(key.lowest_first for key in written.order),
        step=rounding.step,
        unshared=building.reason("unshared", what=title),
    )
    where = _taking_part(building, typer, written)
    keys = grouped_by(typer, written.within)
    value = building.part(share, written.share.span)
    figure = GroupFigure(
        name="",
        operator=GroupOperator.POOL,
        value=value,
        where=where,
        keys=keys,
        reports=False,
        lowest_first=False,
        kind=kind,
        text=title,
        pool=terms,
        span=written.span,
    )
    found: Expr = FigureRef(building.figure(figure), (*keys, value, *terms.parts), kind, written.span)
    if written.taking_part is not None and where is not None:
        label = " ".join(written.taking_part.span.text.split())
        nothing = Const(folding.number(0, kind).value, kind, written.span)
        arms = [Arm(where, found, label, written.taking_part.span), Arm(None, nothing, "")]
        found = typer.choose(arms, ChooseRole.IF, written.span)
    # Shares are whole steps already; rounding tells how many places the column has.
    shared = of_the_appraised(building, typer.round_typed(found, rounding, written.span), written.span)
    building.emit(symbol.rule, title, Role.PAY, kind, shared, symbol.rule, written.span)


def _money(building: Building, typer: Typer, symbol: Symbol, written: tree.Pool) -> tuple[Expr, Kind]:
    amount = typer.infer(written.amount)
    kind = amount.kind
    if kind.free:
        kind = kinds.money(building.environment.needed_currency(written.name.span))
    if kind.currency is None:
        raise building.environment.stop("K360", written.amount.span, kind=kind, name=symbol.name)
    return amount, kind


def _rounding(building: Building, symbol: Symbol, written: tree.Pool) -> Rounding:
    said = None if written.remainder is None else written.remainder.precision
    found = rounding_of(said, building.scope_of(symbol), building.environment) or building.settings.amounts
    if found is None:
        raise building.environment.stop("K362", written.name.span, name=symbol.name)
    return found


def _ordered_by(typer: Typer, key: tree.OrderKey) -> Expr:
    value = typer.infer(key.value)
    is_ordered = value.kind.choices is not None and value.kind.choices.ordered
    if not is_ordered and value.kind.family not in (Family.NUMBER, Family.DATE, Family.MONTH):
        raise typer.environment.stop("K350", key.value.span, kind=value.kind)
    return value


def _taking_part(building: Building, typer: Typer, written: tree.Pool) -> Expr | None:
    """Who takes part: those of the condition, and nobody who is not appraised."""
    tests: list[Expr] = []
    if exclusions(building):
        tests.append(RuleRef(RULE, kinds.YES_NO, written.span))
    if written.taking_part is not None:
        tests.append(typer.condition(written.taking_part))
    if not tests:
        return None
    span = written.span if written.taking_part is None else written.taking_part.span
    both = tests[0] if len(tests) == 1 else Logic(LogicOperator.AND, tuple(tests), kinds.YES_NO, span)
    return building.part(both, span)
