"""Intervals of the core's operators: where results lie when operands lie in intervals."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from kpi_lang.core.nodes import ArithmeticOperator, DateOperator, ExtremeOperator
from kpi_lang.values.domains import Interval
from kpi_lang.values.powers import PowerTooLarge, PowerUndefined

ZERO = Fraction(0)
DAYS = Interval(Fraction(date.min.toordinal()), Fraction(date.max.toordinal()))
"""The numbers of all days that there are."""


def meet(one: Interval, other: Interval) -> Interval | None:
    """The numbers in both, None if there are none; one of the two itself where it lies in the other."""
    lo, lo_open = one.lo, one.lo_open
    if other.lo is not None and (lo is None or other.lo > lo or (other.lo == lo and other.lo_open)):
        lo, lo_open = other.lo, other.lo_open
    hi, hi_open = one.hi, one.hi_open
    if other.hi is not None and (hi is None or other.hi < hi or (other.hi == hi and other.hi_open)):
        hi, hi_open = other.hi, other.hi_open
    for whole in (one, other):
        if lo is whole.lo and hi is whole.hi and lo_open is whole.lo_open and hi_open is whole.hi_open:
            return whole
    if lo is not None and hi is not None and (lo > hi or (lo == hi and (lo_open or hi_open))):
        return None
    return Interval(lo, hi, lo_open, hi_open)


def scaled(interval: Interval, factor: Fraction) -> Interval:
    """The multiples of the numbers of an interval."""
    if not factor:
        return Interval.point(ZERO)
    lo = None if interval.lo is None else interval.lo * factor
    hi = None if interval.hi is None else interval.hi * factor
    if factor > 0:
        return Interval(lo, hi, interval.lo_open, interval.hi_open)
    return Interval(hi, lo, interval.hi_open, interval.lo_open)


def product(one: Interval, other: Interval) -> Interval:
    """The products; the ordinary cases, one factor known or none negative, without the search for the ends."""
    for factor, rest in ((one, other), (other, one)):
        if factor.is_point and factor.lo is not None:
            return scaled(rest, factor.lo)
    if one.lo is None or other.lo is None or one.lo < 0 or other.lo < 0:
        return one.mul(other)
    return Interval(
        one.lo * other.lo,
        None if one.hi is None or other.hi is None else one.hi * other.hi,
        (one.lo_open or other.lo_open) and not (one.contains_zero or other.contains_zero),
        one.hi_open or other.hi_open,
    )


def quotient(one: Interval, other: Interval) -> Interval:
    """The quotients by every divisor but zero."""
    if other.is_point and other.lo:
        return scaled(one, 1 / other.lo)
    return one.div(other)


ARITHMETIC: Mapping[ArithmeticOperator, Callable[[Interval, Interval], Interval]] = {
    ArithmeticOperator.ADD: Interval.add,
    ArithmeticOperator.SUBTRACT: Interval.sub,
    ArithmeticOperator.MULTIPLY: product,
    ArithmeticOperator.DIVIDE: quotient,
}

EXTREMES: Mapping[ExtremeOperator, Callable[[Interval, Interval], Interval]] = {
    ExtremeOperator.MIN: Interval.min,
    ExtremeOperator.MAX: Interval.max,
}

_FEWEST_DAYS, _MOST_DAYS = Fraction(28), Fraction(31)
_YEAR_DAYS = Fraction(365)


def power(base: Interval, exponent: Fraction) -> Interval:
    """The powers of every base that has one; all numbers where the ends are beyond computing."""
    try:
        return base.power(exponent)
    except (PowerUndefined, PowerTooLarge):
        return Interval()


def _days_between(start: Interval, end: Interval) -> Interval:
    return end.sub(start)


def _months_between(start: Interval, end: Interval) -> Interval:
    return _full_units(end.sub(start), _FEWEST_DAYS)


def _years_between(start: Interval, end: Interval) -> Interval:
    return _full_units(end.sub(start), _YEAR_DAYS)


def _full_units(days: Interval, shortest: Fraction) -> Interval:
    """Units of at least ``shortest`` days in a number of days: no more than fit, and of the same sign."""
    lo = None if days.lo is None else min(days.lo / shortest, ZERO)
    hi = None if days.hi is None else max(days.hi / shortest, ZERO)
    return Interval(lo, hi)


def _year(day: Interval) -> Interval:
    inside = day.intersect(DAYS) or DAYS
    return Interval(_year_of(inside.lo), _year_of(inside.hi))


def _year_of(day: Fraction | None) -> Fraction:
    assert day is not None
    return Fraction(date.fromordinal(int(day)).year)


def _add_months(start: Interval, months: Interval) -> Interval:
    # A month is 28 to 31 days, and the day is at most cut to the end of its month.
    reached = start.add(Interval(_MOST_DAYS * -1, _MOST_DAYS)).add(
        months.mul(Interval(_FEWEST_DAYS, _MOST_DAYS))
    )
    return reached.intersect(DAYS) or DAYS


def _around(day: Interval) -> Interval:
    return day.add(Interval(_MOST_DAYS * -1, _MOST_DAYS)).intersect(DAYS) or DAYS


DATES: Mapping[DateOperator, Callable[..., Interval]] = {
    DateOperator.ADD_MONTHS: _add_months,
    DateOperator.DAYS_BETWEEN: _days_between,
    DateOperator.MONTHS_BETWEEN: _months_between,
    DateOperator.YEARS_BETWEEN: _years_between,
    DateOperator.YEAR: _year,
    DateOperator.MONTH: lambda day: Interval(Fraction(1), Fraction(12)),
    DateOperator.DAY: lambda day: Interval(Fraction(1), _MOST_DAYS),
    DateOperator.FIRST_OF_MONTH: _around,
    DateOperator.LAST_OF_MONTH: _around,
}
