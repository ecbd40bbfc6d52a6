"""Ranges: every value and every cause of absence that an expression may have while a figure moves."""

from fractions import Fraction
from typing import TypeAlias

from attrs import field, frozen

from kpi_lang.checking.terms import number_of
from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.nodes import ComparisonOperator
from kpi_lang.data.schema import Value
from kpi_lang.values.domains import Interval

Members: TypeAlias = frozenset[str | bool]
Values: TypeAlias = Interval | Members | None

_ZERO = Fraction(0)
_REGIONS = {
    ComparisonOperator.LESS: (Interval.below(_ZERO), Interval.at_least(_ZERO)),
    ComparisonOperator.AT_MOST: (Interval.at_most(_ZERO), Interval.above(_ZERO)),
    ComparisonOperator.AT_LEAST: (Interval.at_least(_ZERO), Interval.below(_ZERO)),
    ComparisonOperator.GREATER: (Interval.above(_ZERO), Interval.at_most(_ZERO)),
}
"""Where the difference of two numbers lies if a comparison holds, and if not."""


@frozen
class Range:
    """Values (dates by the number of their day; None: no value) and causes for which there may be none."""

    values: Values
    causes: frozenset[Cause] = field(default=frozenset())

    @property
    def interval(self) -> Interval:
        """The values of a number or date; raises `TypeError` for any other."""
        if not isinstance(self.values, Interval):
            raise TypeError(f"{self.values} is no interval")
        return self.values

    @property
    def members(self) -> Members:
        """The values of a condition, choice or text; none for a number."""
        return self.values if isinstance(self.values, frozenset) else frozenset()

    @property
    def may_hold(self) -> bool:
        """Whether a condition may hold."""
        return True in self.members


def exactly(value: Value | Absent) -> Range:
    """The range of what is known."""
    if isinstance(value, Absent):
        return Range(None, frozenset({value.cause}))
    number = number_of(value)
    if number is not None:
        return Range(Interval.point(number))
    assert isinstance(value, str | bool)
    return Range(frozenset({value}))


def either(one: Values, other: Values) -> Values:
    """The values of both."""
    if one is None or other is None:
        return one if other is None else other
    if isinstance(one, Interval) and isinstance(other, Interval):
        return one.union(other)
    assert isinstance(one, frozenset)
    assert isinstance(other, frozenset)
    return one | other


def compared(
    operator: ComparisonOperator, left: Values, right: Values, names: tuple[str, ...]
) -> frozenset[bool]:
    """What a comparison may come to; choices compare by their place in ``names``."""
    if left is None or right is None:
        return frozenset()
    if isinstance(left, Interval) and isinstance(right, Interval):
        return _numbers(operator, left, right)
    assert isinstance(left, frozenset)
    assert isinstance(right, frozenset)
    return frozenset(_holds(operator, one, other, names) for one in left for other in right)


def _numbers(operator: ComparisonOperator, left: Interval, right: Interval) -> frozenset[bool]:
    if operator is ComparisonOperator.NOT_EQUAL:
        return frozenset(not holds for holds in _numbers(ComparisonOperator.EQUAL, left, right))
    if operator is ComparisonOperator.EQUAL:
        may = left.intersect(right) is not None
        must = left.is_point and left == right
        return frozenset({*((True,) if may else ()), *(() if must else (False,))})
    difference = left.sub(right)
    holds, fails = _REGIONS[operator]
    return frozenset(
        outcome
        for outcome, region in ((True, holds), (False, fails))
        if difference.intersect(region) is not None
    )


def _holds(operator: ComparisonOperator, one: str | bool, other: str | bool, names: tuple[str, ...]) -> bool:
    match operator:
        case ComparisonOperator.EQUAL:
            return one == other
        case ComparisonOperator.NOT_EQUAL:
            return one != other
    left, right = names.index(str(one)), names.index(str(other))
    return {
        ComparisonOperator.LESS: left < right,
        ComparisonOperator.AT_MOST: left <= right,
        ComparisonOperator.AT_LEAST: left >= right,
        ComparisonOperator.GREATER: left > right,
    }[operator]
