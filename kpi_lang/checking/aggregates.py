"""Figures over records: where they lie, and when there are too few records for one."""

from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from kpi_lang.checking.absence import Absence, Origin
from kpi_lang.checking.intervals import ZERO
from kpi_lang.checking.possible import NO_ABSENCE, Possible, Values
from kpi_lang.checking.situation import PRESENT, Situation
from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import Aggregate, AggregateOperator, Expr, Logic, LogicOperator
from kpi_lang.values.domains import Interval

if TYPE_CHECKING:
    from kpi_lang.checking.analysis import Analysis

_NOT_NEGATIVE = Interval.at_least(ZERO)
_NOT_POSITIVE = Interval.at_most(ZERO)


def possible(analysis: "Analysis", expr: Aggregate, situation: Situation) -> Possible:
    """Every value and every absence of an aggregate, its records being any that meet their requirements."""
    absences: frozenset[Absence] = NO_ABSENCE
    if is_optional(analysis, expr) and situation.presence.get(analysis.terms.table(expr.records)) != PRESENT:
        absences |= {analysis.absence(Cause.MISSING, Origin.TABLE, expr, situation)}
    inside: Situation | None = situation
    if expr.where is not None:
        absences |= analysis.possible(expr.where, situation).absences
        inside = analysis.assume(expr.where, True, situation)
    values: Values = None
    if inside is not None:
        for part in (expr.order, expr.value):
            if part is not None:
                found = analysis.possible(part, inside)
                absences |= found.absences
                values = found.values
    return _figure(analysis, expr, values, absences, situation, reachable=inside is not None)


def is_optional(analysis: "Analysis", expr: Aggregate) -> bool:
    """Whether the table of an aggregate may not be supplied."""
    return analysis.reading.tables[expr.records].optional


def _figure(
    analysis: "Analysis",
    expr: Aggregate,
    values: Values,
    absences: frozenset[Absence],
    situation: Situation,
    *,
    reachable: bool,
) -> Possible:
    match expr.operator:
        case AggregateOperator.COUNT | AggregateOperator.DISTINCT:
            return Possible(_NOT_NEGATIVE if reachable else Interval.point(ZERO), absences)
        case AggregateOperator.SUM:
            return Possible(_sum(values), absences)
        case (
            AggregateOperator.MEAN
            | AggregateOperator.TRIMMED_MEAN
            | AggregateOperator.BEST_MEAN
            | AggregateOperator.MIN
            | AggregateOperator.MAX
            | AggregateOperator.FIRST
            | AggregateOperator.LAST
        ):
            fewest = 2 * expr.trim if expr.operator is AggregateOperator.TRIMMED_MEAN else 0
            if not _has_more_than(analysis, expr, fewest, situation):
                absences |= {analysis.absence(Cause.UNDEFINED, Origin.EMPTY, expr, situation)}
            return Possible(values, absences)
        case _:
            assert_never(expr.operator)


def _sum(values: Values) -> Interval:
    if not isinstance(values, Interval):
        return Interval.point(ZERO)
    if values.is_nonnegative:
        return Interval.point(ZERO) if values.is_nonpositive else _NOT_NEGATIVE
    return _NOT_POSITIVE if values.is_nonpositive else Interval()


def _has_more_than(analysis: "Analysis", expr: Aggregate, fewest: int, situation: Situation) -> bool:
    """Whether the situation says that more than so many records are counted, or of those that are some."""
    wanted = _parts(analysis, expr.where)
    for form, interval in situation.facts.bounds.items():
        counted = None if form.atom is None else analysis.terms.expr(form.atom)
        if not isinstance(counted, Aggregate) or counted.records != expr.records:
            continue
        counts = counted.operator is AggregateOperator.COUNT or (
            counted.operator is AggregateOperator.DISTINCT and fewest == 0
        )
        enough = interval.intersect(Interval.at_most(Fraction(fewest))) is None
        if counts and enough and wanted <= _parts(analysis, counted.where):
            return True
    return False


def _parts(analysis: "Analysis", where: Expr | None) -> frozenset[int]:
    """The conditions that must all hold, by number."""
    if where is None:
        return frozenset()
    if isinstance(where, Logic) and where.operator is LogicOperator.AND:
        return frozenset(map(analysis.terms.atom, where.args))
    return frozenset({analysis.terms.atom(where)})
