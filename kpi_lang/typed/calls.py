"""Calls: the policy's own functions, which are written out at each call, and the predeclared ones."""

from attrs import evolve

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import (
    Const,
    DateCall,
    DateOperator,
    Expr,
    Extreme,
    ExtremeOperator,
    IsAbsent,
    Not,
)
from kpi_lang.resolved import Category, Symbol
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax import tree
from kpi_lang.syntax.words import canonical
from kpi_lang.typed import aggregates, curves, folding, past, people, prorating, scales
from kpi_lang.typed.converting import typed_conversion
from kpi_lang.typed.environment import Untyped
from kpi_lang.typed.kind_names import kind_of
from kpi_lang.typed.typer import Argument, Typer
from kpi_lang.values import kinds
from kpi_lang.values.kinds import Family, Kind

NO_VALUE = frozenset({Cause.MISSING, Cause.NO_RESULT})
ANY_ABSENCE = frozenset({Cause.MISSING, Cause.NO_RESULT, Cause.UNDEFINED})

_DATE_FUNCTIONS = {
    "days_between": (DateOperator.DAYS_BETWEEN, (Family.DATE, Family.DATE), kinds.DAYS),
    "months_between": (DateOperator.MONTHS_BETWEEN, (Family.DATE, Family.DATE), kinds.COUNT),
    "years_between": (DateOperator.YEARS_BETWEEN, (Family.DATE, Family.DATE), kinds.COUNT),
    "add_months": (DateOperator.ADD_MONTHS, (Family.DATE, Family.NUMBER), kinds.DATE),
    "year": (DateOperator.YEAR, (Family.DATE,), kinds.COUNT),
    "month": (DateOperator.MONTH, (Family.DATE,), kinds.COUNT),
    "day": (DateOperator.DAY, (Family.DATE,), kinds.COUNT),
}
_PREDECLARED = ("max", "min", "mean", "sum", "abs", "convert", "missing", "present", *_DATE_FUNCTIONS)


def typed_call(typer: Typer, call: tree.Call, wanted: Kind | None) -> Expr:  # noqa: C901 - one case per word
    """A call of any kind; raises Untyped after reporting what is wrong with it."""
    name = call.function.text
    symbol = typer.scope.values.get(name)
    if symbol is not None and symbol.category is Category.FUNCTION:
        return _own_function(typer, call, symbol, wanted)
    if symbol is not None and symbol.category is Category.SCALE:
        return scales.typed_scale(typer, call, symbol)
    word = canonical(name) or name
    if people.is_about_people(typer, word, call):
        return people.typed_figure(typer, word, call)
    if aggregates.is_aggregate(word, call):
        return aggregates.typed_aggregate(typer, word, call)
    if word in past.FUNCTIONS and call.where is None and call.window is None:
        return past.typed_past(typer, word, call)
    if call.where is not None or call.window is not None:
        raise typer.environment.stop("K214", call.span, name=name)
    match word:
        case "max" | "min":
            operator = ExtremeOperator.MAX if word == "max" else ExtremeOperator.MIN
            args = _alike(typer, call, wanted)
            return Extreme(operator, tuple(args), args[0].kind, typer.points.next(), span=call.span)
        case "sum" | "mean":
            return _plain_sum(typer, call, wanted, mean=word == "mean")
        case "abs":
            (argument,) = _arguments(typer, call, 1)
            typed = typer.infer(argument)
            typer.need_number(typed, argument.span)
            minus = folding.subtract(folding.number(0, typed.kind), typed, typed.kind, call.span)
            return Extreme(
                ExtremeOperator.MAX, (typed, minus), typed.kind, typer.points.next(), span=call.span
            )
        case "missing" | "present":
            (argument,) = _arguments(typer, call, 1)
            causes = NO_VALUE if word == "missing" else ANY_ABSENCE
            test = IsAbsent(typer.infer(argument), causes, kinds.YES_NO, call.span)
            return test if word == "missing" else Not(test, kinds.YES_NO, call.span)
        case _ if word in prorating.FUNCTIONS:
            return prorating.typed_share(typer, word, call)
        case "convert":
            return typed_conversion(typer, call)
        case "round":
            raise typer.environment.stop("K326", call.span, name=name)
        case _ if word in _DATE_FUNCTIONS:
            return _date_function(typer, call, word)
        case _:
            raise _unknown_function(typer, call, symbol)


def _unknown_function(typer: Typer, call: tree.Call, symbol: Symbol | None) -> Exception:
    name = call.function.text
    if typer.scope.is_partial or (symbol is not None and symbol.category is Category.LOST):
        return Untyped()
    if symbol is not None:
        return typer.environment.stop("K209", call.function.span, name=name)
    own = [s.name for s in typer.scope if s.category is Category.FUNCTION]
    close = nearest(name, [*own, *_PREDECLARED, *aggregates.AGGREGATES, *people.FIGURES])
    close = nearest(
        name, [*own, *_PREDECLARED, *past.FUNCTIONS, *prorating.FUNCTIONS, *aggregates.AGGREGATES]
    )
    return typer.environment.stop(
        "K213", call.function.span, name=name, nearest=close or "", help="nearest" if close else "none"
    )


def _arguments(typer: Typer, call: tree.Call, number: int) -> tuple[tree.Expression, ...]:
    if len(call.arguments) != number:
        raise typer.environment.stop(
            "K314", call.span, name=call.function.text, wanted=number, actual=len(call.arguments)
        )
    return call.arguments


def _alike(typer: Typer, call: tree.Call, wanted: Kind | None) -> list[Expr]:
    """Two or more numbers (or dates) of one kind."""
    if len(call.arguments) < 2:
        raise typer.environment.stop("K315", call.span, name=call.function.text)
    typed = typer.each([lambda a=a: typer.infer(a) for a in call.arguments])  # type: ignore[misc]
    kind = typed[0].kind
    for argument, value in zip(call.arguments, typed, strict=True):
        if value.kind.family not in (Family.NUMBER, Family.DATE, Family.MONTH):
            raise typer.environment.stop("K311", argument.span, kind=value.kind)
        common = kinds.unify(kind, value.kind)
        if common is None:
            raise typer.mismatch("K302", argument.span, kind, value.kind, left=kind, right=value.kind)
        kind = common
    return [evolve(value, kind=kind) if isinstance(value, Const) else value for value in typed]


def _plain_sum(typer: Typer, call: tree.Call, wanted: Kind | None, *, mean: bool) -> Expr:
    typed = _alike(typer, call, wanted)
    kind = typed[0].kind
    if not kind.is_number:
        raise typer.environment.stop("K311", call.span, kind=kind)
    total = folding.total_of(typed, kind, call.span)
    if not mean:
        return total
    return folding.divide(total, folding.number(len(typed), kinds.NUMBER), kind, call.span)


def _date_function(typer: Typer, call: tree.Call, word: str) -> Expr:
    operator, families, result = _DATE_FUNCTIONS[word]
    written = _arguments(typer, call, len(families))
    typed = typer.each([lambda a=a: typer.infer(a) for a in written])  # type: ignore[misc]
    for argument, value, family in zip(written, typed, families, strict=True):
        if value.kind.family is not family:
            wanted = kinds.DATE if family is Family.DATE else kinds.COUNT
            raise typer.mismatch("K303", argument.span, wanted, value.kind, wanted=wanted, actual=value.kind)
    return DateCall(operator, tuple(typed), result, call.span)


def _own_function(typer: Typer, call: tree.Call, symbol: Symbol, wanted: Kind | None) -> Expr:
    """The body of a function with the call's arguments in place of its parameters."""
    function = symbol.declaration
    assert isinstance(function, tree.Function)
    environment = typer.environment
    if symbol.rule in environment.inlining:
        circle = " → ".join([*environment.inlining, symbol.rule])
        raise environment.stop("K211", call.span, circle=circle)
    written = _arguments(typer, call, len(function.parameters))
    scope = environment.reader.function_scope(symbol)
    bound = {
        parameter.name.text: Argument(
            argument, typer, kind_of(parameter.kind, parameter.name.text, scope, environment)
        )
        for parameter, argument in zip(function.parameters, written, strict=True)
    }
    typer.each([lambda a=a: a.caller.check(a.syntax, a.kind) for a in bound.values()])  # type: ignore[misc]
    result = kind_of(function.result, function.name.text, scope, environment)
    inner = Typer(typer.forms, scope, environment, typer.points, bound, inside=typer.inside)
    environment.inlining.append(symbol.rule)
    try:
        body = curves.typed_body(inner, function.body, result)
        return inner.fit(body, result, function.body.span)
    finally:
        environment.inlining.pop()
