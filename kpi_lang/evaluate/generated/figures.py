"""Figures about other people as generated code reads them: three slots each, filled by whoever evaluates everybody.

The slots are numerator and denominator of a number, or the number of a day and 1; then, where there is no value, the
reason: 0 for a figure that is pending, 1 for one about nobody. None in the first slot: no value.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.groups import GroupFigure, GroupOperator
from kpi_lang.core.nodes import FigureRef
from kpi_lang.core.reasons import empty_figure, pending_figure
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.generated.code import Code, Relation, compared, every, is_none, small
from kpi_lang.evaluate.generated.context import Context, Place
from kpi_lang.evaluate.generated.dates import LAST_DAY
from kpi_lang.evaluate.generated.operands import ANY, Guard, Number, Operand, with_guards
from kpi_lang.evaluate.generated.polynomials import ONE, Polynomial
from kpi_lang.values.intervals import Interval
from kpi_lang.values.kinds import Family

WIDTH = 3
Slots = tuple[int | None, int | None, int]

_PENDING: Slots = (None, None, 0)
_NOBODY: Slots = (None, None, 1)

_WHOLE = (GroupOperator.COUNT, GroupOperator.RANK, GroupOperator.DENSE_RANK, GroupOperator.NTILE)


def figure_slots(value: Value | Absent | None) -> Slots:
    """The slots of what is known of a figure for one person; None if nothing is."""
    match value:
        case Fraction():
            return value.numerator, value.denominator, 0
        case date():
            return value.toordinal(), 1, 0
        case None | Absent(cause=Cause.PENDING):
            return _PENDING
        case _:
            return _NOBODY


def figure_value(figure: GroupFigure, slots: Sequence[int | None]) -> Value | Absent | None:
    """What slots stand for; None for a figure that is pending."""
    above, below, why = slots
    if above is None or below is None:
        return None if why == _PENDING[-1] else empty_figure(figure)
    return Fraction(above, below) if figure.kind.is_number else date.fromordinal(above)


def figure_operand(context: Context, figure: GroupFigure, slots: Sequence[Code]) -> Operand:
    """The operand of a figure whose slots are in locals."""
    above, below, why = slots
    lacking = is_none(above)
    alone, nobody = context.why(pending_figure(figure)), context.why(empty_figure(figure))
    guards = (
        Guard(
            every([lacking, compared(why, Relation.EQUAL, small(_PENDING[-1]))]),
            small(alone),
            frozenset({alone}),
        ),
        Guard(lacking, small(nobody), frozenset({nobody})),
    )
    context.nullable.update((above.text, below.text))
    if figure.kind.family in (Family.DATE, Family.MONTH):
        context.bounds[above.text] = LAST_DAY
        return Number(Polynomial.local(above), interval=ANY, guards=guards)
    whole = figure.operator in _WHOLE
    context.bounds[above.text] = context.bounds[below.text] = None
    interval = Interval.at_least(Fraction(1 if figure.operator.is_rank else 0)) if whole else ANY
    return Number(
        Polynomial.local(above), ONE if whole else Polynomial.local(below), Fraction(1), interval, guards
    )


def lower_figure(context: Context, expr: FigureRef, place: Place) -> Operand:
    """The operand of a figure: pending, else absent where what it takes of the person is, else as it was found."""
    found = context.figures[expr.name]
    alone, nobody = found.guards
    own = [guard for part in expr.own for guard in context.lower(part, place).guards]
    return with_guards(found, (alone, *own, nobody))
