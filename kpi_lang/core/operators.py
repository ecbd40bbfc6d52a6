"""The operators: for each its signature and its meaning, defined here and nowhere else.

A meaning is an exact function of values that are there. It gives None where the operator is undefined (a
division by zero, a power that does not exist, an aggregate of nothing); absent operands are the
evaluator's business. Dates and months are both ``datetime.date`` and take part alike, so signatures speak
of dates only. A meaning may raise ``DateOutOfRange`` or ``PowerTooLarge``: limits, not absent values.

Readers that need more of an operator than its meaning (intervals in the checker, directions in proofs, code
in generators) keep tables with these same keys; ``lacking`` names what such a table leaves out.
"""

import operator as exact
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from typing import Any, assert_never

from attrs import frozen

from kpi_lang.core.nodes import (
    AggregateOperator,
    ArithmeticOperator,
    ComparisonOperator,
    DateOperator,
    ExtremeOperator,
    LogicOperator,
)
from kpi_lang.data.schema import Value
from kpi_lang.values.dates import DateOutOfRange, add_months, age, days_between, months_between
from kpi_lang.values.kinds import Family

NUMBER, DATE, YES_NO = Family.NUMBER, Family.DATE, Family.YES_NO
ORDERED = frozenset({NUMBER, DATE, Family.MONTH, Family.CHOICE})
"""Families whose values have an order; values of the others are only equal or not."""


@frozen
class Operation:
    """One use of an operator: the families it takes, the family it gives, and what it means."""

    operands: tuple[Family, ...]
    result: Family
    meaning: Callable[..., Value | None]


def _divide(left: Fraction, right: Fraction) -> Fraction | None:
    return left / right if right else None


def _add_days(start: date, days: Fraction) -> date | None:
    # Half a day after a date is no date.
    if days.denominator != 1:
        return None
    try:
        return start + timedelta(days=days.numerator)
    except OverflowError:
        raise DateOutOfRange(f"{days} days from {start} is no date") from None


def _subtract_days(start: date, days: Fraction) -> date | None:
    return _add_days(start, -days)


def _add_months(start: date, months: Fraction) -> date | None:
    return add_months(start, months.numerator) if months.denominator == 1 else None


ARITHMETIC: Mapping[ArithmeticOperator, tuple[Operation, ...]] = {
    ArithmeticOperator.ADD: (
        Operation((NUMBER, NUMBER), NUMBER, exact.add),
        Operation((DATE, NUMBER), DATE, _add_days),
    ),
    ArithmeticOperator.SUBTRACT: (
        Operation((NUMBER, NUMBER), NUMBER, exact.sub),
        Operation((DATE, NUMBER), DATE, _subtract_days),
        Operation((DATE, DATE), NUMBER, lambda left, right: Fraction(days_between(right, left))),
    ),
    ArithmeticOperator.MULTIPLY: (Operation((NUMBER, NUMBER), NUMBER, exact.mul),),
    ArithmeticOperator.DIVIDE: (Operation((NUMBER, NUMBER), NUMBER, _divide),),
}

DATES: Mapping[DateOperator, Operation] = {
    DateOperator.ADD_MONTHS: Operation((DATE, NUMBER), DATE, _add_months),
    DateOperator.DAYS_BETWEEN: Operation(
        (DATE, DATE), NUMBER, lambda start, end: Fraction(days_between(start, end))
    ),
    DateOperator.MONTHS_BETWEEN: Operation(
        (DATE, DATE), NUMBER, lambda start, end: Fraction(months_between(start, end))
    ),
    DateOperator.YEARS_BETWEEN: Operation((DATE, DATE), NUMBER, lambda start, end: Fraction(age(start, end))),
    DateOperator.YEAR: Operation((DATE,), NUMBER, lambda day: Fraction(day.year)),
    DateOperator.MONTH: Operation((DATE,), NUMBER, lambda day: Fraction(day.month)),
    DateOperator.DAY: Operation((DATE,), NUMBER, lambda day: Fraction(day.day)),
    DateOperator.FIRST_OF_MONTH: Operation((DATE,), DATE, lambda day: day.replace(day=1)),
    DateOperator.LAST_OF_MONTH: Operation(
        (DATE,), DATE, lambda day: day.replace(day=monthrange(day.year, day.month)[1])
    ),
}

COMPARISONS: Mapping[ComparisonOperator, Callable[[Any, Any], bool]] = {
    ComparisonOperator.LESS: exact.lt,
    ComparisonOperator.AT_MOST: exact.le,
    ComparisonOperator.EQUAL: exact.eq,
    ComparisonOperator.NOT_EQUAL: exact.ne,
    ComparisonOperator.AT_LEAST: exact.ge,
    ComparisonOperator.GREATER: exact.gt,
}
"""Comparisons of two sort keys (see ``core.ordering``)."""

DECIDING: Mapping[LogicOperator, bool] = {LogicOperator.AND: False, LogicOperator.OR: True}
"""The operand that decides: ``and`` stops at the first no, ``or`` at the first yes; else the other value results."""


def operation(operator: ArithmeticOperator | DateOperator, operands: Sequence[Family]) -> Operation:
    """The use of an operator on such operands; ``KeyError`` if it has none."""
    families = tuple(DATE if family is Family.MONTH else family for family in operands)
    match operator:
        case ArithmeticOperator():
            uses: tuple[Operation, ...] = ARITHMETIC[operator]
        case DateOperator():
            uses = (DATES[operator],)
        case _:
            assert_never(operator)
    for use in uses:
        if use.operands == families:
            return use
    raise KeyError(f"{operator.value} of {', '.join(family.value for family in operands)}")


def extreme_index(operator: ExtremeOperator, keys: Sequence[Any]) -> int:
    """Which of some sort keys is the smallest or largest; of equal ones the first."""
    pick = min if operator is ExtremeOperator.MIN else max
    return pick(range(len(keys)), key=keys.__getitem__)


def aggregate(
    operator: AggregateOperator, values: Sequence[Value], key: Callable[[Value], Any], trim: int
) -> Value | None:
    """The figure of an aggregate over the values of its records.

    ``values`` are in the order of the file, for FIRST and LAST in the order of their dates; for COUNT anything,
    one for each record. ``key`` is the sort key of a value.
    """
    match operator:
        case AggregateOperator.COUNT:
            return Fraction(len(values))
        case AggregateOperator.DISTINCT:
            return Fraction(len(set(values)))
        case AggregateOperator.SUM:
            return _sum(values)
        case AggregateOperator.MEAN:
            return _sum(values) / len(values) if values else None
        case AggregateOperator.TRIMMED_MEAN:
            kept = sorted(values, key=key)[trim : len(values) - trim] if len(values) > 2 * trim else []
            return _sum(kept) / len(kept) if kept else None
        case AggregateOperator.BEST_MEAN:
            best = sorted(values, key=key)[-trim:]
            return _sum(best) / len(best) if best else None
        case AggregateOperator.MIN:
            return min(values, key=key, default=None)
        case AggregateOperator.MAX:
            return max(values, key=key, default=None)
        case AggregateOperator.FIRST:
            return values[0] if values else None
        case AggregateOperator.LAST:
            return values[-1] if values else None
        case _:
            assert_never(operator)


def _sum(values: Iterable[Value]) -> Fraction:
    total = Fraction(0)
    for value in values:
        assert isinstance(value, Fraction)
        total += value
    return total


ALL_OPERATORS: frozenset[Enum] = frozenset(
    member
    for family in (
        AggregateOperator,
        ArithmeticOperator,
        ComparisonOperator,
        DateOperator,
        ExtremeOperator,
        LogicOperator,
    )
    for member in family
)


def lacking(*tables: Iterable[Enum]) -> frozenset[Enum]:
    """The operators that a reader's tables, taken together, have no entry for."""
    return ALL_OPERATORS.difference(*tables)
