"""What each aggregate keeps while it goes through the records, and what comes of it."""

from collections.abc import Callable
from fractions import Fraction
from typing import assert_never

from attrs import evolve, frozen

from kpi_lang.core.nodes import Aggregate, AggregateOperator
from kpi_lang.evaluate.generated.code import (
    EMPTY_LIST,
    NONE,
    Code,
    Helper,
    Relation,
    called,
    compared,
    denominator_of,
    is_none,
    numerator_of,
    small,
    some,
)
from kpi_lang.evaluate.generated.context import Context, Place
from kpi_lang.evaluate.generated.operands import Flag, Nothing, Number, Operand, Token
from kpi_lang.evaluate.generated.polynomials import ONE, Polynomial
from kpi_lang.evaluate.generated.statements import Append, Assign, Augment, Block, Branch, Include
from kpi_lang.values.intervals import Interval

_NOT_NEGATIVE = Interval.at_least(Fraction(0))
_NOT_POSITIVE = Interval.at_most(Fraction(0))
_MOST_RECORDS = 10**9
"""More records than a person can have; it only bounds the size of sums."""


@frozen
class Accumulated:
    """Statements before the loop, statements for each record that counts, when there is no figure, and the figure."""

    before: Block
    each: Callable[[Place], Block]
    none: Code | None
    result: Callable[[Place], Operand]


def accumulator(context: Context, expr: Aggregate, value: Operand | None, day: Operand | None) -> Accumulated:
    """The accumulator of an aggregate. ``value`` and ``day`` are those of the record at hand, without guards."""
    match expr.operator:
        case AggregateOperator.COUNT:
            return _count(context)
        case AggregateOperator.DISTINCT:
            return _distinct(context, value)
        case AggregateOperator.SUM:
            return _sum(context, value)
        case AggregateOperator.MEAN:
            return _mean(context, value)
        case AggregateOperator.TRIMMED_MEAN:
            return _trimmed_mean(context, value, expr.trim)
        case AggregateOperator.BEST_MEAN:
            return _best_mean(context, value, expr.trim)
        case AggregateOperator.MIN | AggregateOperator.MAX:
            return _extreme(context, expr, value)
        case AggregateOperator.FIRST | AggregateOperator.LAST:
            return _first_or_last(context, expr, value, day)
        case _:
            assert_never(expr.operator)


def _as_one(context: Context, value: Operand | None) -> Code:
    """A value as one object: a whole number, a fraction, a token or a flag."""
    match value:
        case Number(num, den):
            parts = [part.code(context.constants) for part in (num, den)]
            return parts[0] if den == ONE else called(Helper.FRACTION, parts)
        case Token(code) | Flag(code):
            return code
        case _:
            return NONE


def _taken_apart(context: Context, place: Place, value: Operand | None, local: Code) -> Number:
    """The number that a local holds in the way of ``_as_one``, a fraction's parts put into locals."""
    number = value if isinstance(value, Number) else Number(Polynomial())
    if number.is_whole:
        return evolve(number, num=Polynomial.local(local))
    above, below = context.names.fresh("v"), context.names.fresh("d")
    place.block.append(Assign((above,), numerator_of(local)))
    place.block.append(Assign((below,), denominator_of(local)))
    return evolve(number, num=Polynomial.local(above), den=Polynomial.local(below))


def _counted(context: Context, local: Code) -> Number:
    context.bounds[local.text] = _MOST_RECORDS
    return Number(Polynomial.local(local), interval=_NOT_NEGATIVE)


def _count(context: Context) -> Accumulated:
    local = context.names.fresh("v")
    return Accumulated(
        [Assign((local,), small(0))],
        lambda _: [Augment(local, small(1))],
        None,
        lambda _: _counted(context, local),
    )


def _distinct(context: Context, value: Operand | None) -> Accumulated:
    found, local = context.names.fresh("t"), context.names.fresh("v")

    def result(place: Place) -> Operand:
        place.block.append(Assign((local,), called(Helper.LEN, [found])))
        return _counted(context, local)

    return Accumulated(
        [Assign((found,), called(Helper.SET, []))],
        lambda _: [Include(found, _as_one(context, value))],
        None,
        result,
    )


def _total(context: Context, place: Place, value: Operand | None, local: Code) -> Number:
    number = _taken_apart(context, place, value, local)
    interval = Interval()
    if isinstance(value, Number):
        if value.interval.is_nonnegative:
            interval = _NOT_NEGATIVE
        elif value.interval.is_nonpositive:
            interval = _NOT_POSITIVE
        largest = value.num.bound(context.bounds) if value.is_whole else None
        context.bounds[local.text] = None if largest is None else largest * _MOST_RECORDS
    return evolve(number, interval=interval)


def _sum(context: Context, value: Operand | None) -> Accumulated:
    local = context.names.fresh("v")
    return Accumulated(
        [Assign((local,), small(0))],
        lambda _: [Augment(local, _as_one(context, value))],
        None,
        lambda place: _total(context, place, value, local),
    )


def _interval_of(value: Operand | None) -> Interval:
    return value.interval if isinstance(value, Number) else Interval()


def _mean(context: Context, value: Operand | None) -> Accumulated:
    local, many = context.names.fresh("v"), context.names.fresh("d")

    def result(place: Place) -> Operand:
        context.bounds[many.text] = _MOST_RECORDS
        total = _total(context, place, value, local)
        return evolve(total, den=total.den * Polynomial.local(many), interval=_interval_of(value))

    return Accumulated(
        [Assign((local,), small(0)), Assign((many,), small(0))],
        lambda _: [Augment(local, _as_one(context, value)), Augment(many, small(1))],
        compared(many, Relation.EQUAL, small(0)),
        result,
    )


def _trimmed_mean(context: Context, value: Operand | None, trim: int) -> Accumulated:
    found, many, local = (context.names.fresh(letter) for letter in "tdv")

    def result(place: Place) -> Operand:
        context.bounds[many.text] = _MOST_RECORDS
        place.block.append(Assign((local,), called(Helper.TRIMMED, [found, small(trim)])))
        total = _total(context, place, value, local)
        kept = Polynomial.local(many) - Polynomial.constant(2 * trim)
        return evolve(total, den=total.den * kept, interval=_interval_of(value))

    return Accumulated(
        [Assign((found,), EMPTY_LIST), Assign((many,), small(0))],
        lambda _: [Append(found, _as_one(context, value)), Augment(many, small(1))],
        compared(many, Relation.AT_MOST, small(2 * trim)),
        result,
    )


def _best_mean(context: Context, value: Operand | None, most: int) -> Accumulated:
    found, many, local = (context.names.fresh(letter) for letter in "tdv")

    def result(place: Place) -> Operand:
        context.bounds[many.text] = most
        place.block.append(Assign((many,), called(Helper.FEWER, [found, small(most)])))
        place.block.append(Assign((local,), called(Helper.BEST, [found, small(most)])))
        total = _total(context, place, value, local)
        return evolve(total, den=total.den * Polynomial.local(many), interval=_interval_of(value))

    return Accumulated(
        [Assign((found,), EMPTY_LIST), Assign((many,), small(0))],
        lambda _: [Append(found, _as_one(context, value)), Augment(many, small(1))],
        compared(many, Relation.EQUAL, small(0)),
        result,
    )


def _extreme(context: Context, expr: Aggregate, value: Operand | None) -> Accumulated:
    best, here = context.names.fresh("v"), context.names.fresh("v")
    least = expr.operator is AggregateOperator.MIN
    relation = Relation.LESS if least else Relation.GREATER
    better = some([is_none(best), compared(here, relation, best)])

    def result(place: Place) -> Operand:
        match value:
            case Token(_, members):
                return Token(best, members)
            case None:
                return Nothing(())
            case _:
                context.bounds[best.text] = _largest(context, value)
                return _taken_apart(context, place, value, best)

    return Accumulated(
        [Assign((best,), NONE)],
        lambda _: [Assign((here,), _as_one(context, value)), Branch(better, [Assign((best,), here)], [])],
        is_none(best),
        result,
    )


def _largest(context: Context, value: Operand | None) -> int | None:
    return value.num.bound(context.bounds) if isinstance(value, Number) and value.is_whole else None


def _first_or_last(
    context: Context, expr: Aggregate, value: Operand | None, day: Operand | None
) -> Accumulated:
    best, when, here = context.names.fresh("v"), context.names.fresh("v"), context.names.fresh("v")
    first = expr.operator is AggregateOperator.FIRST
    now = small(0) if day is None else _as_one(context, day)
    relation = Relation.LESS if first else Relation.AT_LEAST
    better = some([is_none(when), compared(here, relation, when)])
    take: Block = [Assign((best,), _as_one(context, value)), Assign((when,), here)]

    def result(place: Place) -> Operand:
        match value:
            case Token(_, members):
                return Token(best, members)
            case Flag():
                return Flag(best, simple=True)
            case Nothing() | None:
                return Nothing(())
            case Number():
                context.bounds[best.text] = _largest(context, value)
                return _taken_apart(context, place, value, best)
            case _:
                assert_never(value)

    return Accumulated(
        [Assign((when,), NONE)],
        lambda _: [Assign((here,), now), Branch(better, take, [])],
        is_none(when),
        result,
    )
