"""Ranges of figures over records, some of which may or may not count."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from typing import assert_never

from attrs import frozen

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import AggregateOperator
from kpi_lang.reach.ranges import Range, Values, either
from kpi_lang.values.domains import Interval

_NOUGHT = Interval.point(Fraction(0))


@frozen
class Counted:
    """A record that may count: whether it does, its value, and its day where days order them."""

    where: Range
    value: Range
    day: Range | None

    @property
    def certain(self) -> bool:
        """Whether it counts in any case."""
        return self.where.members == {True}


def aggregated(operator: AggregateOperator, trim: int, rows: Sequence[Counted]) -> Range:
    """The range of an aggregate over records that may count."""
    parts = [part for row in rows for part in (row.where, row.value, row.day) if part is not None]
    causes = frozenset[Cause]().union(*(part.causes for part in parts))
    there = [row for row in rows if row.where.may_hold and row.value.values is not None]
    certain = sum(row.certain for row in there)
    match operator:
        case AggregateOperator.COUNT:
            return Range(Interval(Fraction(certain), Fraction(len(there))), causes)
        case AggregateOperator.DISTINCT:
            return Range(Interval(Fraction(min(certain, 1)), Fraction(len(there))), causes)
        case AggregateOperator.SUM:
            return Range(reduce(Interval.add, map(_addend, there), _NOUGHT), causes)
        case (
            AggregateOperator.MEAN
            | AggregateOperator.TRIMMED_MEAN
            | AggregateOperator.BEST_MEAN
            | AggregateOperator.MIN
            | AggregateOperator.MAX
            | AggregateOperator.FIRST
            | AggregateOperator.LAST
        ):
            fewest = 2 * trim if operator is AggregateOperator.TRIMMED_MEAN else 0
            if certain <= fewest:
                causes |= {Cause.UNDEFINED}
            if len(there) <= fewest:
                return Range(None, causes)
            return Range(_figure(operator, trim, there, all_count=certain == len(there)), causes)
        case _:
            assert_never(operator)


def _addend(row: Counted) -> Interval:
    return row.value.interval if row.certain else row.value.interval.union(_NOUGHT)


def _figure(operator: AggregateOperator, trim: int, rows: Sequence[Counted], *, all_count: bool) -> Values:
    values = [row.value.values for row in rows]
    anything = reduce(either, values)
    if not all_count or not all(isinstance(value, Interval) for value in values):
        return anything
    intervals = [row.value.interval for row in rows]
    match operator:
        case AggregateOperator.MIN:
            return reduce(Interval.min, intervals)
        case AggregateOperator.MAX:
            return reduce(Interval.max, intervals)
        case AggregateOperator.MEAN:
            return _mean(intervals)
        case AggregateOperator.TRIMMED_MEAN:
            return _of_ends(intervals, lambda numbers: sorted(numbers)[trim : len(numbers) - trim])
        case AggregateOperator.BEST_MEAN:
            return _of_ends(intervals, lambda numbers: sorted(numbers)[-trim:])
        case _:
            return _at_end(operator, rows) or anything


def _mean(intervals: Sequence[Interval]) -> Interval:
    return reduce(Interval.add, intervals).mul(Interval.point(Fraction(1, len(intervals))))


def _of_ends(intervals: Sequence[Interval], kept: Callable[[list[Fraction]], list[Fraction]]) -> Interval:
    """A mean of the middle or of the best rises with each value, so its ends are those of the ends."""
    lows = [interval.lo for interval in intervals if interval.lo is not None]
    highs = [interval.hi for interval in intervals if interval.hi is not None]
    if len(lows) < len(intervals) or len(highs) < len(intervals):
        return reduce(Interval.union, intervals)
    low, high = (sum(kept(ends), Fraction(0)) / len(kept(ends)) for ends in (lows, highs))
    return Interval(low, high)


def _at_end(operator: AggregateOperator, rows: Sequence[Counted]) -> Interval | None:
    """The value of the first or last day, if it is known which record has that."""
    days = [row.day.values if row.day else None for row in rows]
    known = [day.lo for day in days if isinstance(day, Interval) and day.is_point and day.lo is not None]
    if len(known) < len(rows):
        return None
    if operator is AggregateOperator.FIRST:
        place = known.index(min(known))
    else:
        place = len(known) - 1 - known[::-1].index(max(known))
    return rows[place].value.interval
