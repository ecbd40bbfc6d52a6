"""Parameters: figures that the policy names once, by category and by date where it says so."""

from datetime import date
from fractions import Fraction

from attrs import evolve

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import (
    Arm,
    ChooseRole,
    Compare,
    ComparisonOperator,
    Const,
    Expr,
    InputRef,
    Logic,
    LogicOperator,
    NoValue,
)
from kpi_lang.core.plan import Role
from kpi_lang.lowering.building import Building
from kpi_lang.lowering.inputs import demanded, domain_of
from kpi_lang.lowering.supplied import ParameterValue, shown_value, supplied_values, unknown_values
from kpi_lang.resolved import Symbol
from kpi_lang.syntax import tree
from kpi_lang.typed.kind_names import kind_of
from kpi_lang.typed.typer import Typer
from kpi_lang.values import is_currency, kinds
from kpi_lang.values.domains import Domain, Interval
from kpi_lang.values.kinds import Kind

_NEVER = date.min


def lower_parameter(building: Building, symbol: Symbol, written: tree.Parameter) -> None:
    """A parameter with one row is a constant; others are looked up by category and by the as-of date.

    Values from outside take the place of those written; a supplied parameter without any is like an input of which
    only the domain is known, so that what is checked holds for all its values.
    """
    scope = building.scope_of(symbol)
    typer = building.typer(scope)
    wanted = None if written.kind is None else kind_of(written.kind, symbol.name, scope, building.environment)
    if written.converts is not None:
        wanted = kinds.NUMBER
        _check_currencies(typer, written.converts)
    override = building.overrides.get(symbol.name)
    if written.supplied and wanted is None:
        raise building.environment.stop("K341", written.name.span, name=symbol.name)
    rows: list[ParameterValue] | None = None
    if override is None:
        if not written.supplied:
            rows = [
                ParameterValue(r.category, r.since, _value(typer, r, wanted), r.span) for r in written.rows
            ]
        kind = wanted or (rows[0].value.kind if rows else kinds.NUMBER)
    else:
        kind = wanted or typer.infer(written.rows[0].value).kind
    domain = domain_of(written.bounds, written.step, written.span, kind, typer)
    if written.converts is not None:
        positive = domain.interval.intersect(Interval.above(Fraction(0)))
        domain = Domain(positive or Interval.above(Fraction(0)), domain.step)
    key = None if written.by is None else _key(typer, written.by)
    if rows is not None:
        _check_written(typer, symbol, rows, domain)
    elif override is None:
        rows = unknown_values(building, symbol, written, kind, domain, key)
    else:
        rows = supplied_values(building, symbol, written, override, kind, domain, key)
    title = written.title.text if written.title else symbol.name
    if override is not None and len(rows) == 1 and rows[0].category is None:
        key = None
    if key is None and len(rows) == 1 and rows[0].since is None:
        value = rows[0].value
        if isinstance(value, Const):
            constant = evolve(value, kind=wanted or value.kind, origin=value.origin or symbol.name)
            if written.converts is None:
                building.constants[symbol.rule] = constant
            else:
                building.rates[symbol.rule] = constant
            return
    expr = _lookup(building, typer, symbol.name, key, rows, written)
    if written.converts is not None:
        building.rates[symbol.rule] = expr
        return
    building.emit(
        symbol.rule, title, Role.PARAMETER, wanted or expr.kind.settled, expr, symbol.rule, written.span
    )


def _check_currencies(typer: Typer, pair: tuple[tree.Ident, tree.Ident]) -> None:
    for name in pair:
        if not is_currency(name.text):
            raise typer.environment.stop("K602", name.span, currency=name.text)
    if pair[0].text == pair[1].text:
        raise typer.environment.stop("K349", pair[1].span, currency=pair[1].text)


def _check_written(typer: Typer, symbol: Symbol, rows: list[ParameterValue], domain: Domain) -> None:
    for row in rows:
        value = row.value.value if isinstance(row.value, Const) else None
        if isinstance(value, Fraction) and not domain.contains(value):
            demand = demanded(domain, row.value.kind, value)
            typer.environment.report(
                "K335", row.span, name=symbol.name, value=shown_value(value, row.value.kind), domain=demand
            )


def _value(typer: Typer, row: tree.ParameterRow, wanted: Kind | None) -> Expr:
    return typer.infer(row.value) if wanted is None else typer.check(row.value, wanted)


def _key(typer: Typer, by: tree.Ident) -> Expr:
    return typer.infer(tree.Name((by.text,), by.span))


def _lookup(
    building: Building,
    typer: Typer,
    name: str,
    key: Expr | None,
    rows: list[ParameterValue],
    written: tree.Parameter,
) -> Expr:
    """Rows in the order tried: a named category before `else`, and within one the latest date first."""
    categories: dict[str | None, list[ParameterValue]] = {}
    for row in rows:
        if row.category is not None and key is None:
            raise building.environment.stop("K320", row.category.span, name=name)
        category = row.category.text if row.category else None
        same = categories.setdefault(category, [])
        if any(earlier.since == row.since for earlier in same):
            raise building.environment.stop("K321", row.span, name=name)
        same.append(row)
    ordered = [c for c in categories if c is not None] + ([None] if None in categories else [])
    arms: list[Arm] = []
    for category in ordered:
        dated = sorted(categories[category], key=lambda row: row.since or _NEVER, reverse=True)
        arms += [_arm(typer, key, row) for row in dated]
    kind = arms[0].value.kind
    closed = key is not None and key.kind.choices is not None and None not in categories
    if closed and key is not None and key.kind.choices is not None:
        lacking = [m for m in key.kind.choices.names if m not in categories]
        if lacking:
            raise building.environment.stop("K322", written.span, name=name, lacking=tuple(lacking))
        if all(row.since is None for row in rows):
            arms[-1] = evolve(arms[-1], condition=None)
    if arms[-1].condition is not None:
        reason = building.reason("no value yet", what=name)
        arms.append(Arm(None, NoValue(Cause.NO_RESULT, reason, kind, written.span), "else", written.span))
    return typer.choose(arms, ChooseRole.PARAMETER, written.span)


def _arm(typer: Typer, key: Expr | None, row: ParameterValue) -> Arm:
    value = row.value
    tests: list[Expr] = []
    if key is not None and row.category is not None:
        member = typer.typed_as(tree.Name((row.category.text,), row.category.span), key.kind)
        tests.append(typer.compare(ComparisonOperator.EQUAL, key, member, row.category.span))
    if row.since is not None:
        as_of = InputRef("as_of", kinds.DATE, row.span)
        since = Const(row.since, kinds.DATE, row.span)
        tests.append(Compare(ComparisonOperator.AT_LEAST, as_of, since, kinds.YES_NO, row.span))
    label = " ".join(
        text
        for text in (row.category.text if row.category else "", row.since and f"from {row.since}")
        if text
    )
    match tests:
        case []:
            return Arm(None, value, label or "else", row.span)
        case [one]:
            return Arm(one, value, label, row.span)
        case _:
            test = Logic(LogicOperator.AND, tuple(tests), kinds.YES_NO, row.span)
            return Arm(test, value, label, row.span)
