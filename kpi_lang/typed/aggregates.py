"""Aggregates: figures over a table of records, such as `count(complaint where severity = major)`."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from kpi_lang.core.nodes import (
    Aggregate,
    AggregateOperator,
    Arithmetic,
    ArithmeticOperator,
    Compare,
    ComparisonOperator,
    DateCall,
    DateOperator,
    Expr,
    FieldRef,
    InputRef,
    Logic,
    LogicOperator,
)
from kpi_lang.resolved import Category, Symbol
from kpi_lang.source import Span
from kpi_lang.syntax import tree
from kpi_lang.syntax.words import canonical
from kpi_lang.typed import folding
from kpi_lang.typed.environment import RecordsView, Untyped
from kpi_lang.typed.typer import Inside, Typer
from kpi_lang.values import kinds
from kpi_lang.values.kinds import Family, Kind

AGGREGATES = {operator.value: operator for operator in AggregateOperator}
_ALSO_FUNCTIONS = ("sum", "mean", "min", "max")
_TRIMMING = (AggregateOperator.TRIMMED_MEAN, AggregateOperator.BEST_MEAN)
_ORDERED = (AggregateOperator.FIRST, AggregateOperator.LAST)


def is_aggregate(word: str, call: tree.Call) -> bool:
    """Whether a call is over records; `min(a, b)` and `sum(a, b)` of several values are not."""
    if word not in AGGREGATES:
        return False
    narrowed = call.where is not None or call.window is not None
    return word not in _ALSO_FUNCTIONS or narrowed or len(call.arguments) == 1


def typed_aggregate(typer: Typer, word: str, call: tree.Call) -> Expr:
    """An aggregate; raises Untyped after reporting what is wrong with it."""
    environment = typer.environment
    symbol = _records_in(typer, call)
    past = symbol is None and _reads_past(typer, call)
    if symbol is None and typer.sheet is None and not past:
        _check_first_name(typer, call)
        raise environment.stop("K215", call.span, name=call.function.text)
    if typer.inside is not Inside.PERSON:
        raise environment.stop("K216", call.span, help=typer.inside.value, name=call.function.text)
    view = typer.sheet if symbol is None else environment.reader.records(symbol)
    if past:
        view = environment.reader.past(call.span)
    assert view is not None
    operator = AGGREGATES[word]
    inside = evolve(typer, columns=view, inside=Inside.FIGURE)
    trim = _trim(typer, operator, call)
    value = _value(inside, operator, call, view)
    conditions = [inside.condition(call.where)] if call.where is not None else []
    conditions += _window(typer, call, view)
    where: Expr | None = conditions[0] if len(conditions) == 1 else None
    if len(conditions) > 1:
        where = Logic(LogicOperator.AND, tuple(conditions), kinds.YES_NO)
    order = _date(typer, call.span, view) if operator in _ORDERED else None
    return Aggregate(
        operator,
        view.name,
        value,
        where,
        order,
        trim,
        _kind(typer, operator, value, call),
        typer.points.next(),
        call.span,
    )


def _value(inside: Typer, operator: AggregateOperator, call: tree.Call, view: RecordsView) -> Expr | None:
    if operator is AggregateOperator.COUNT and not call.arguments and inside.sheet is not None:
        return None
    written = call.arguments[0]
    whole_record = (
        isinstance(written, tree.Name) and len(written.parts) == 1 and inside.is_of_columns(written.parts[0])
    )
    if operator is AggregateOperator.COUNT:
        if not whole_record:
            raise inside.environment.stop("K217", written.span, records=view.name)
        return None
    if whole_record:
        raise inside.environment.stop(
            "K218", written.span, name=call.function.text, records=view.name, known=tuple(view.columns)
        )
    return inside.infer(written)


def _kind(typer: Typer, operator: AggregateOperator, value: Expr | None, call: tree.Call) -> Kind:
    if value is None or operator is AggregateOperator.DISTINCT:
        return kinds.COUNT
    if operator in _ORDERED:
        return value.kind
    if operator in (AggregateOperator.MIN, AggregateOperator.MAX) and value.kind.family is Family.DATE:
        return value.kind
    typer.need_number(value, call.arguments[0].span)
    averaged = operator in (AggregateOperator.MEAN, *_TRIMMING)
    return kinds.NUMBER if averaged and value.kind == kinds.COUNT else value.kind


def _trim(typer: Typer, operator: AggregateOperator, call: tree.Call) -> int:
    if operator is AggregateOperator.COUNT and not call.arguments and typer.sheet is not None:
        return 0
    wanted = 2 if operator in _TRIMMING else 1
    if len(call.arguments) != wanted:
        raise typer.environment.stop(
            "K314", call.span, name=call.function.text, wanted=wanted, actual=len(call.arguments)
        )
    if wanted == 1:
        return 0
    trim = typer.constant(call.arguments[1], kinds.COUNT)
    if trim.denominator != 1 or trim < 1:
        raise typer.environment.stop("K219", call.arguments[1].span, number=trim)
    return int(trim)


def _window(typer: Typer, call: tree.Call, view: RecordsView) -> list[Expr]:
    window = call.window
    if window is None:
        return []
    on = _date(typer, window.span, view)
    match window:
        case tree.LastWindow(length, tree.WindowUnit.PERIODS, span):
            return [earlier_periods(typer, view, length, span)]
        case tree.LastWindow(length, unit, span):
            start = _before_as_of(length, unit, span)
            as_of = InputRef("as_of", kinds.DATE, span)
            return [
                Compare(ComparisonOperator.GREATER, on, start, kinds.YES_NO, span),
                Compare(ComparisonOperator.AT_MOST, on, as_of, kinds.YES_NO, span),
            ]
        case tree.ThisWindow(tree.CalendarWindow.PERIOD, span):
            ends = (InputRef("period_start", kinds.DATE, span), InputRef("period_end", kinds.DATE, span))
            return [
                Compare(ComparisonOperator.AT_LEAST, on, ends[0], kinds.YES_NO, span),
                Compare(ComparisonOperator.AT_MOST, on, ends[1], kinds.YES_NO, span),
            ]
        case tree.ThisWindow(_, span):
            years = [
                DateCall(DateOperator.YEAR, (day,), kinds.COUNT, span)
                for day in (on, InputRef("as_of", kinds.DATE, span))
            ]
            return [Compare(ComparisonOperator.EQUAL, years[0], years[1], kinds.YES_NO, span)]


def earlier_periods(typer: Typer, view: RecordsView, length: int, span: Span) -> Expr:
    """Whether a record is of one of so many periods before this one."""
    first = start_before(typer, length, span)
    on = _date(typer, span, view)
    this = InputRef("period_start", kinds.DATE, span)
    return Logic(
        LogicOperator.AND,
        (
            Compare(ComparisonOperator.AT_LEAST, on, first, kinds.YES_NO, span),
            Compare(ComparisonOperator.LESS, on, this, kinds.YES_NO, span),
        ),
        kinds.YES_NO,
        span,
    )


def start_before(typer: Typer, periods: int, span: Span) -> Expr:
    """The first day of the period so many periods before this one."""
    months = Fraction(-periods * typer.environment.reader.period_months(span))
    this = InputRef("period_start", kinds.DATE, span)
    return DateCall(DateOperator.ADD_MONTHS, (this, folding.number(months, kinds.COUNT)), kinds.DATE, span)


def _reads_past(typer: Typer, call: tree.Call) -> bool:
    """Whether the first argument names the earlier periods, which nothing that is declared may hide."""
    if not call.arguments or "past" in typer.scope.values:
        return False
    names = (name.parts[0] for name in _names(call.arguments[0], of_figures=False))
    return any(canonical(name) == "past" and name not in typer.scope.values for name in names)


def _before_as_of(length: int, unit: tree.WindowUnit, span: Span) -> Expr:
    as_of = InputRef("as_of", kinds.DATE, span)
    if unit is tree.WindowUnit.DAYS:
        days = folding.number(length, kinds.DAYS, span)
        return Arithmetic(ArithmeticOperator.SUBTRACT, as_of, days, kinds.DATE, span)
    months = Fraction(-length * (12 if unit is tree.WindowUnit.YEARS else 1))
    return DateCall(DateOperator.ADD_MONTHS, (as_of, folding.number(months, kinds.COUNT)), kinds.DATE, span)


def _date(typer: Typer, span: Span, view: RecordsView) -> Expr:
    if view.date_column is None and view.failed:
        raise Untyped
    if view.date_column is None:
        raise typer.environment.stop("K220", span, records=view.name)
    return FieldRef(view.name, view.date_column, kinds.DATE, span)


def _check_first_name(typer: Typer, call: tree.Call) -> None:
    """Reports a first argument that is no known name, before anything is said about records."""
    if call.arguments and isinstance(call.arguments[0], tree.Name):
        name = call.arguments[0]
        typer.infer(tree.Name(name.parts[:1], name.span))


def records_named(typer: Typer, written: tree.Expression) -> Symbol | None:
    """The records table whose columns an expression reads, None for no table."""
    for name in names_beside_figures(written):
        symbol = typer.scope.values.get(name.parts[0])
        if symbol is not None and symbol.category is Category.LOST:
            raise Untyped
        if symbol is not None and symbol.category is Category.RECORDS:
            return symbol
    return None


def names_beside_figures(node: object) -> Iterator[tree.Name]:
    """The names in what an author wrote, without those inside figures over records."""
    return _names(node, of_figures=False)


def _records_in(typer: Typer, call: tree.Call) -> Symbol | None:
    """The records table that the first argument of a call names, rather outside other figures than inside."""
    if not call.arguments:
        return None
    for name in (*_names(call.arguments[0], of_figures=False), *_names(call.arguments[0], of_figures=True)):
        symbol = typer.scope.values.get(name.parts[0])
        if symbol is not None and symbol.category is Category.LOST:
            raise Untyped
        if symbol is not None and symbol.category is Category.RECORDS:
            return symbol
    return None


def _names(node: object, *, of_figures: bool) -> Iterator[tree.Name]:
    """The names in an expression, without those inside figures over records unless wanted."""
    if isinstance(node, tree.Name):
        yield node
    elif isinstance(node, tuple):
        for item in node:
            yield from _names(item, of_figures=of_figures)
    elif isinstance(node, Span) or (not of_figures and _is_figure(node)):
        return
    else:
        for attribute in getattr(type(node), "__attrs_attrs__", ()):
            yield from _names(getattr(node, attribute.name), of_figures=of_figures)


def _is_figure(node: object) -> bool:
    return isinstance(node, tree.Call) and is_aggregate(
        canonical(node.function.text) or node.function.text, node
    )
