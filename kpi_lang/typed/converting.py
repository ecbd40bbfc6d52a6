"""Conversions: an amount of money into another currency at the rate of a day, a quantity into another unit.

Both are written out, ``convert(amount, CNY, day)`` and ``convert(weight, kg)``, since a sum of unlike things that looks
right is the costliest mistake. The rate is the last one on or before the day; nothing is rounded.
"""

from fractions import Fraction

from attrs import evolve

from kpi_lang.core.nodes import ArithmeticOperator, Choose, Compare, Expr, InputRef
from kpi_lang.resolved import Scope, Symbol
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax import tree
from kpi_lang.typed import folding
from kpi_lang.typed.typer import Typer
from kpi_lang.values import is_currency, kinds
from kpi_lang.values.kinds import Family, Kind

_WITHOUT_DAY, _WITH_DAY = 2, 3


def typed_conversion(typer: Typer, call: tree.Call) -> Expr:
    """The amount in the unit or currency named; raises Untyped after reporting why there is no such amount."""
    if len(call.arguments) not in (_WITHOUT_DAY, _WITH_DAY):
        raise typer.environment.stop(
            "K314", call.span, name=call.function.text, wanted=_WITHOUT_DAY, actual=len(call.arguments)
        )
    amount, target, *day = call.arguments
    typed = typer.infer(amount)
    typer.need_number(typed, amount.span)
    name = target.parts[0] if isinstance(target, tree.Name) and len(target.parts) == 1 else ""
    if name in typer.scope.units:
        return _into_unit(typer, call, typed, name)
    if is_currency(name):
        return _into_currency(typer, call, typed, name, day[0] if day else None)
    close = nearest(name, [*typer.scope.units, typer.environment.currency])
    raise typer.environment.stop(
        "K345",
        target.span,
        name=target.span.text,
        nearest=close or "",
        help="nearest" if close else "none",
    )


def _into_unit(typer: Typer, call: tree.Call, amount: Expr, target: str) -> Expr:
    root, size = unit_size(typer, typer.scope, target)
    for base, exponent in amount.kind.dimensions:
        family, _, name = base.partition(":")
        if family != "unit" or name not in typer.scope.units:
            continue
        own_root, own_size = unit_size(typer, typer.scope, name)
        if own_root == root:
            kind = _exchanged(amount.kind, kinds.unit(name), kinds.unit(target), exponent)
            factor = folding.number((own_size / size) ** exponent, kinds.NUMBER, call.span)
            return folding.multiply(amount, factor, kind, call.span)
    raise typer.environment.stop(
        "K344", call.arguments[0].span, kind=amount.kind, target=kinds.unit(target), help="unit"
    )


def unit_size(typer: Typer, scope: Scope, name: str) -> tuple[str, Fraction]:
    """The unit that a unit comes down to, and how many of it make one; raises Untyped for a circle or unknown unit."""
    size, path = Fraction(1), [name]
    while True:
        declared = scope.units[path[-1]].declaration
        assert isinstance(declared, tree.Unit)
        if declared.size is None:
            return path[-1], size
        size *= declared.size.number.value
        of = declared.size.unit
        if of.text in path or size <= 0:
            raise typer.environment.stop("K346", declared.size.span, name=declared.name.text, help="circle")
        if of.text not in scope.units:
            raise typer.environment.stop("K346", of.span, name=declared.name.text, help="unknown")
        path.append(of.text)


def _into_currency(
    typer: Typer, call: tree.Call, amount: Expr, target: str, day: tree.Expression | None
) -> Expr:
    moneys = [base.partition(":")[2] for base, power in amount.kind.dimensions if base.startswith("money:")]
    powers = [power for base, power in amount.kind.dimensions if base.startswith("money:")]
    if powers != [1]:
        raise typer.environment.stop(
            "K344", call.arguments[0].span, kind=amount.kind, target=kinds.money(target), help="money"
        )
    (source,) = moneys
    if source == target:
        return amount
    when: Expr = InputRef("as_of", kinds.DATE, call.span)
    if day is not None:
        when = typer.infer(day)
        if when.kind.family is not Family.DATE:
            raise typer.mismatch("K303", day.span, kinds.DATE, when.kind, wanted=kinds.DATE, actual=when.kind)
    kind = _exchanged(amount.kind, kinds.money(source), kinds.money(target), 1)
    for symbol, operator in (
        (_rate(typer, source, target), ArithmeticOperator.MULTIPLY),
        (_rate(typer, target, source), ArithmeticOperator.DIVIDE),
    ):
        if symbol is not None:
            rate = _on_day(typer, typer.environment.reader.rate(symbol), when)
            return folding.arithmetic(operator, amount, rate, kind, call.span)
    raise typer.environment.stop("K347", call.span, source=source, target=target)


def _rate(typer: Typer, source: str, target: str) -> Symbol | None:
    symbol = typer.scope.values.get(f"{source}_{target}")
    if symbol is None or not isinstance(symbol.declaration, tree.Parameter):
        return None
    return None if symbol.declaration.converts is None else symbol


def _on_day(typer: Typer, rate: Expr, day: Expr) -> Expr:
    """The lookup of a rate, by another day than the one that counts for the run."""
    if not isinstance(rate, Choose):
        return rate
    arms = tuple(
        evolve(arm, condition=evolve(arm.condition, left=day)) if isinstance(arm.condition, Compare) else arm
        for arm in rate.arms
    )
    return evolve(rate, arms=arms, point=typer.points.next())


def _exchanged(kind: Kind, source: Kind, target: Kind, exponent: int) -> Kind:
    """A kind with one base in place of another, to the same power."""
    result = kind
    for _ in range(abs(exponent)):
        parts = (target, source) if exponent > 0 else (source, target)
        product = kinds.multiply(result, parts[0])
        quotient = None if product is None else kinds.divide(product, parts[1])
        assert quotient is not None
        result = quotient
    return result
