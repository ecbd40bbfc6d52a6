"""Figures about other people: where they lie, and when there may be nobody for one.

What others may be is what anybody may be to whom the policy applies. Everybody belongs to the own group and counts
there where the condition holds and the value is there.
"""

from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from kpi_lang.checking.absence import Absence, Origin
from kpi_lang.checking.intervals import ZERO
from kpi_lang.checking.possible import NO_ABSENCE, Possible, Values, all_of
from kpi_lang.checking.situation import Situation
from kpi_lang.core.absent import Cause
from kpi_lang.core.groups import GroupFigure, GroupOperator
from kpi_lang.core.nodes import Expr, FigureRef
from kpi_lang.values.domains import Interval

if TYPE_CHECKING:
    from kpi_lang.checking.analysis import Analysis

_NOT_NEGATIVE = Interval.at_least(ZERO)
_NOT_POSITIVE = Interval.at_most(ZERO)
_SHARE = Interval(ZERO, Fraction(1))


def possible(analysis: "Analysis", expr: FigureRef, situation: Situation) -> Possible:
    """Every value and every absence of a figure about other people, whoever they are."""
    figure = analysis.terms.figures[expr.name]
    absences: frozenset[Absence] = NO_ABSENCE
    for part in expr.own:
        absences |= analysis.possible(part, situation).absences
    if figure.operator is GroupOperator.POOL:
        unshared = analysis.absence(Cause.NO_RESULT, Origin.DECLARED, expr, situation)
        return Possible(_share(analysis, figure), absences | {unshared})
    counts = figure.operator.is_rank or _counts(analysis, figure)
    alone = figure.operator in (GroupOperator.PERCENTILE, GroupOperator.VARIANCE)
    if alone or not (counts or figure.operator in (GroupOperator.COUNT, GroupOperator.SUM)):
        absences |= {analysis.absence(Cause.UNDEFINED, Origin.GROUP, expr, situation)}
    return Possible(_values(analysis, figure, counts=counts), absences)


def _counts(analysis: "Analysis", figure: GroupFigure) -> bool:
    """Whether everybody counts in the own group, so that it is never empty."""
    if figure.reports or figure.where is not None:
        return False
    return figure.value is None or not analysis.possible(figure.value, analysis.base).absences


def _values(analysis: "Analysis", figure: GroupFigure, *, counts: bool) -> Values:
    match figure.operator:
        case GroupOperator.COUNT:
            return Interval.at_least(Fraction(1)) if counts else _NOT_NEGATIVE
        case GroupOperator.RANK | GroupOperator.DENSE_RANK | GroupOperator.MID_RANK:
            return Interval.at_least(Fraction(1))
        case GroupOperator.NTILE:
            return Interval(Fraction(1), Fraction(figure.tiles))
        case GroupOperator.SHARE | GroupOperator.PERCENTILE:
            return _SHARE
        case GroupOperator.VARIANCE:
            return Interval.above(ZERO)
        case GroupOperator.POOL:
            return _share(analysis, figure)
        case GroupOperator.SUM:
            return _sum(_of_anybody(analysis, figure, figure.value), counts=counts)
        case GroupOperator.MEAN | GroupOperator.MEDIAN | GroupOperator.MIN | GroupOperator.MAX:
            return _of_anybody(analysis, figure, figure.value)
        case _:
            assert_never(figure.operator)


def _share(analysis: "Analysis", figure: GroupFigure) -> Values:
    """Not more than the cap or the whole amount can be, and not less than the floor."""
    pool = figure.pool
    assert pool is not None
    highest = [
        _of_anybody(analysis, figure, bound) for bound in (pool.amount, pool.most) if bound is not None
    ]
    lowest = ZERO if pool.least is None else _end(_of_anybody(analysis, figure, pool.least), lowest=True)
    ends = [end for end in (_end(values, lowest=False) for values in highest) if end is not None]
    low, high = max(ZERO, lowest or ZERO), max(ZERO, min(ends)) if ends else None
    # Where every floor is above every cap nothing is ever shared out.
    return Interval(low if high is None or low <= high else ZERO, high)


def _end(values: Values, *, lowest: bool) -> Fraction | None:
    if not isinstance(values, Interval):
        return None
    return values.lo if lowest else values.hi


def _of_anybody(analysis: "Analysis", figure: GroupFigure, value: Expr | None) -> Values:
    assert value is not None
    # What a head's figure says is not known yet while it is found what the head's reports may be.
    if figure.name in analysis.reading.strata:
        return all_of(value.kind)
    return analysis.possible(value, analysis.base).values


def _sum(values: Values, *, counts: bool) -> Values:
    if not isinstance(values, Interval):
        return Interval.point(ZERO)
    if values.is_nonnegative:
        return Interval(values.lo, None, values.lo_open) if counts else _NOT_NEGATIVE
    return _NOT_POSITIVE if values.is_nonpositive else Interval()
