"""Dates: days numbered from the first of January of the year 1; months and years by helpers."""

from kpi_lang.core.nodes import DateCall, DateOperator
from kpi_lang.evaluate.generated.arithmetic import whole_number
from kpi_lang.evaluate.generated.code import Code, Helper, called
from kpi_lang.evaluate.generated.context import Context, Place
from kpi_lang.evaluate.generated.operands import Guards, Nothing, Number, Operand, with_guards
from kpi_lang.evaluate.generated.polynomials import Polynomial
from kpi_lang.evaluate.generated.settling import computed
from kpi_lang.evaluate.generated.statements import Block, Branch

_HELPERS = {
    DateOperator.ADD_MONTHS: Helper.ADD_MONTHS,
    DateOperator.MONTHS_BETWEEN: Helper.MONTHS_BETWEEN,
    DateOperator.YEARS_BETWEEN: Helper.YEARS_BETWEEN,
    DateOperator.YEAR: Helper.YEAR,
    DateOperator.MONTH: Helper.MONTH,
    DateOperator.DAY: Helper.DAY,
    DateOperator.FIRST_OF_MONTH: Helper.FIRST_OF_MONTH,
    DateOperator.LAST_OF_MONTH: Helper.LAST_OF_MONTH,
}
LAST_DAY = 3_652_059
"""The number of 31 December 9999."""


def lower_date_call(context: Context, expr: DateCall, place: Place) -> Operand:
    """The operand of a date function."""
    args: list[Number] = []
    guards: Guards = ()
    # All are lowered even if one is never there: a trace shows what happened in each.
    for operand in [context.lower(arg, place) for arg in expr.args]:
        guards = (*guards, *operand.guards)
        if isinstance(operand, Nothing):
            return Nothing(guards)
        assert isinstance(operand, Number)
        args.append(operand)
    if expr.operator is DateOperator.DAYS_BETWEEN:
        start, end = args
        return with_guards(Number(end.num - start.num), guards)
    if expr.operator is DateOperator.ADD_MONTHS:
        months = whole_number(context, place, args[1], expr)
        guards = (*args[0].guards, *months.guards)
        if isinstance(months, Nothing):
            return months
        args[1] = months
    codes = [arg.num.code(context.constants) for arg in args]
    local, guards = _called(context, place, expr.operator, codes, guards)
    # Neither days nor the differences between them are larger than the calendar.
    context.bounds[local.text] = LAST_DAY
    return Number(Polynomial.local(local), guards=guards)


def _called(
    context: Context, place: Place, operator: DateOperator, codes: list[Code], guards: Guards
) -> tuple[Code, Guards]:
    guards = with_guards(Number(Polynomial()), guards).guards
    code = called(_HELPERS[operator], codes)
    if guards or not all(part.text in context.free or part.text.lstrip("-").isdecimal() for part in codes):
        return computed(context, place, guards, code)
    # Inside the loop a test may have shown that a value is there; before the loop nothing has.
    if place.loop is None or not context.nullable.isdisjoint(part.text.lstrip("-") for part in codes):
        return computed(context, place, (), code)
    # The same for all records: computed once before the loop, if there are any, and once for all such loops.
    before, source = place.loop
    key = source.text, code.text
    if before.block is context.top and key in context.calls:
        return context.calls[key], ()
    there: Block = []
    found = computed(context, before.inside(there), (), code)[0]
    before.block.append(Branch(source, there, []))
    # What is computed in a branch is not there after it.
    if before.block is context.top:
        context.calls[key] = found
    return found, ()
