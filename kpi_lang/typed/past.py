"""Earlier periods: `previous(total)`, `to_date(turnover)`, `in_a_row(grade = S)`, and figures over `past`.

The earlier periods of a person are records like any others: a row for each, with the figures that the policy asks
for. So whatever can be said of records can be said of them, and no evaluator knows of time.
"""

from attrs import evolve

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import (
    Aggregate,
    AggregateOperator,
    Arm,
    Choose,
    ChooseRole,
    Compare,
    ComparisonOperator,
    DateCall,
    DateOperator,
    Expr,
    FieldRef,
    InputRef,
    IsAbsent,
    Logic,
    LogicOperator,
    Not,
    NoValue,
)
from kpi_lang.core.plan import PAST_START
from kpi_lang.source import Span
from kpi_lang.syntax import tree
from kpi_lang.typed import folding
from kpi_lang.typed.aggregates import start_before
from kpi_lang.typed.environment import RecordsView
from kpi_lang.typed.typer import Inside, Typer
from kpi_lang.values import kinds

FUNCTIONS = ("previous", "to_date", "in_a_row")
LONGEST_ROW = 12
"""As many periods in a row as are told apart: of more, `in_a_row` says 12."""

_THIS_START = InputRef("period_start", kinds.DATE)
_START = FieldRef("past", PAST_START, kinds.DATE)
_YES = kinds.YES_NO


def typed_past(typer: Typer, word: str, call: tree.Call) -> Expr:
    """A call of one of `FUNCTIONS`; raises Untyped after reporting what is wrong with it."""
    environment = typer.environment
    if len(call.arguments) != 1:
        raise environment.stop(
            "K314", call.span, name=call.function.text, wanted=1, actual=len(call.arguments)
        )
    if typer.inside is not Inside.PERSON:
        raise environment.stop("K216", call.span, help=typer.inside.value, name=call.function.text)
    view = environment.reader.past(call.span)
    (argument,) = call.arguments
    match word:
        case "previous":
            return _previous(typer, view, argument, call.span)
        case "to_date":
            return _to_date(typer, view, argument, call.span)
        case _:
            return _in_a_row(typer, view, argument, call.span)


def _previous(typer: Typer, view: RecordsView, argument: tree.Expression, span: Span) -> Expr:
    value = _in_past(typer, view).infer(argument)
    there = _same_start(typer, 1, span)
    found = Aggregate(
        AggregateOperator.LAST, view.name, value, there, _START, 0, value.kind, typer.points.next(), span
    )
    reason = typer.environment.reader.reason("no previous", text=argument.span.text)
    missing = NoValue(Cause.MISSING, reason, value.kind, span)
    counted = Aggregate(
        AggregateOperator.COUNT, view.name, None, there, None, 0, kinds.COUNT, typer.points.next(), span
    )
    is_none = Compare(ComparisonOperator.EQUAL, counted, folding.number(0, kinds.COUNT), _YES, span)
    return Choose(
        (Arm(is_none, missing, ""), Arm(None, found, "")),
        value.kind,
        typer.points.next(),
        ChooseRole.OUTCOME,
        span,
    )


def _to_date(typer: Typer, view: RecordsView, argument: tree.Expression, span: Span) -> Expr:
    now = typer.infer(argument)
    typer.need_number(now, argument.span)
    value = typer.fit(_in_past(typer, view).infer(argument), now.kind, argument.span)
    years = [DateCall(DateOperator.YEAR, (day,), kinds.COUNT, span) for day in (_START, _THIS_START)]
    this_year = Compare(ComparisonOperator.EQUAL, years[0], years[1], _YES, span)
    before = Aggregate(
        AggregateOperator.SUM, view.name, value, this_year, None, 0, now.kind, typer.points.next(), span
    )
    return folding.total_of([before, now], now.kind, span)


def _in_a_row(typer: Typer, view: RecordsView, argument: tree.Expression, span: Span) -> Expr:
    now = typer.condition(argument)
    arms = [Arm(_fails(now, span), folding.number(0, kinds.COUNT), "0")]
    for periods in range(1, LONGEST_ROW):
        held = _in_past(typer, view).condition(argument)
        there = Logic(
            LogicOperator.AND, (_same_start(typer, periods, span), Not(_fails(held, span), _YES)), _YES, span
        )
        counted = Aggregate(
            AggregateOperator.COUNT, view.name, None, there, None, 0, kinds.COUNT, typer.points.next(), span
        )
        broken = Compare(ComparisonOperator.EQUAL, counted, folding.number(0, kinds.COUNT), _YES, span)
        arms.append(Arm(broken, folding.number(periods, kinds.COUNT), str(periods)))
    arms.append(Arm(None, folding.number(LONGEST_ROW, kinds.COUNT), str(LONGEST_ROW)))
    return Choose(tuple(arms), kinds.COUNT, typer.points.next(), ChooseRole.TABLE, span)


def _fails(condition: Expr, span: Span) -> Expr:
    """Whether a condition does not hold, or cannot be judged for want of a value."""
    absent = IsAbsent(condition, frozenset({Cause.MISSING, Cause.NO_RESULT, Cause.UNDEFINED}), _YES, span)
    return Logic(LogicOperator.OR, (absent, Not(condition, _YES, span)), _YES, span)


def _in_past(typer: Typer, view: RecordsView) -> Typer:
    return evolve(typer, columns=view, inside=Inside.FIGURE)


def _same_start(typer: Typer, periods: int, span: Span) -> Expr:
    start = start_before(typer, periods, span)
    return Compare(ComparisonOperator.EQUAL, _START, start, _YES, span)
