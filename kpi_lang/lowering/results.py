"""Tables, named values and pay."""

from functools import partial

from kpi_lang.core.nodes import Expr
from kpi_lang.core.plan import Role
from kpi_lang.lowering.bands import value_within_grade
from kpi_lang.lowering.building import Building
from kpi_lang.lowering.eligibility import exclusions, of_the_appraised, unless_appraised
from kpi_lang.lowering.inputs import infer_body
from kpi_lang.resolved import Symbol
from kpi_lang.syntax import tree
from kpi_lang.typed import curves, tables
from kpi_lang.typed.kind_names import kind_of
from kpi_lang.typed.precision import rounding_of
from kpi_lang.values import kinds


def lower_table(building: Building, symbol: Symbol, written: tree.ListTable | tree.MatrixTable) -> None:
    """The rule of a table: the value found for this person."""
    scope = building.scope_of(symbol)
    typer = building.typer(scope)
    title = written.title.text if written.title else symbol.name
    bind = building.binder(symbol.rule, "key", title)
    if isinstance(written, tree.ListTable):
        within = partial(value_within_grade, building, symbol)
        expr = tables.typed_list(typer, written, scope, bind, within)
    else:
        expr = tables.typed_matrix(typer, written, scope, bind)
    kind = expr.kind.settled
    if written.kind is not None:
        kind = kind_of(written.kind, symbol.name, scope, building.environment)
    building.emit(symbol.rule, title, Role.TABLE, kind, expr, symbol.rule, written.span)


def lower_value(building: Building, symbol: Symbol, written: tree.Value) -> None:
    """The rule of a named value."""
    scope = building.scope_of(symbol)
    typer = building.typer(scope)
    title = written.title.text if written.title else symbol.name
    if written.kind is None:
        expr = infer_body(typer, written.body)
        kind = expr.kind.settled
    else:
        kind = kind_of(written.kind, symbol.name, scope, building.environment)
        bind = building.binder(symbol.rule, "of", title)
        expr = curves.typed_body(typer, written.body, kind, None, bind)
    rounding = rounding_of(written.precision, scope, building.environment)
    if rounding is not None:
        typer.need_number(expr, written.span)
        expr = typer.round_typed(expr, rounding, written.span)
    building.emit(symbol.rule, title, Role.VALUE, kind, expr, symbol.rule, written.span)


def lower_pay(building: Building, symbol: Symbol, written: tree.Pay) -> None:
    """The rule of a pay: an amount of money, rounded as it or the policy says."""
    scope = building.scope_of(symbol)
    typer = building.typer(scope)
    title = written.title.text if written.title else symbol.name
    bind = building.binder(symbol.rule, "of", title)
    typed: Expr
    if isinstance(written.body, (tree.Line, tree.Steps, tree.Anchored, tree.Best)):
        money = kinds.money(building.environment.needed_currency(written.name.span))
        typed = curves.typed_body(typer, written.body, money, None, bind)
    else:
        typed = typer.infer(written.body)
    kind = typed.kind
    if kind.free:
        kind = kinds.money(building.environment.needed_currency(written.name.span))
    if kind.currency is None:
        raise building.environment.stop("K631", written.body.span, kind=kind, name=symbol.name)
    rounding = rounding_of(written.precision, scope, building.environment) or building.settings.amounts
    if rounding is not None:
        typed = typer.round_typed(typed, rounding, written.span)
    if written.not_appraised is None:
        typed = of_the_appraised(building, typed, written.span)
    elif not exclusions(building):
        raise building.environment.stop("K655", written.not_appraised.span, name=symbol.name)
    else:
        instead = typer.check(written.not_appraised, kind)
        if rounding is not None:
            instead = typer.round_typed(instead, rounding, written.not_appraised.span)
        typed = unless_appraised(building, typed, instead, written.span)
    building.emit(symbol.rule, title, Role.PAY, kind, typed, symbol.rule, written.span)
