"""Curves over a quotient: which whole-number parts of it are worth computing once (see ``flooring``)."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from attrs import evolve, frozen

from kpi_lang.core.nodes import (
    Arithmetic,
    ArithmeticOperator,
    Arm,
    Compare,
    ComparisonOperator,
    Const,
    Expr,
    Round,
)
from kpi_lang.evaluate.generated.facts import Key, key_of
from kpi_lang.evaluate.generated.operands import Number

_LARGEST_FACTOR = 2**64
_FROM_BELOW = (ComparisonOperator.LESS, ComparisonOperator.AT_LEAST)
_FROM_ABOVE = (ComparisonOperator.AT_MOST, ComparisonOperator.GREATER)


@frozen
class Straight:
    """``slope · x + start``."""

    slope: Fraction
    start: Fraction

    def at(self, x: Fraction) -> Fraction:
        """The value at a place."""
        return self.slope * x + self.start


def subject_of(arms: Sequence[Arm]) -> Expr | None:
    """What the first arm compares with a literal, if it is a reference."""
    match arms[0].condition:
        case Compare(_, left, Const(Fraction())) if key_of(left) is not None:
            return left
        case _:
            return None


def straight(expr: Expr, subject: Key) -> Straight | None:
    """The expression as a straight line over the subject; None if it is none."""
    match expr:
        case Const(Fraction() as value):
            return Straight(Fraction(0), value)
        case Arithmetic(operator, left, right):
            one, other = straight(left, subject), straight(right, subject)
            return None if one is None or other is None else _combined(operator, one, other)
        case _:
            return Straight(Fraction(1), Fraction(0)) if key_of(expr) == subject else None


def _combined(operator: ArithmeticOperator, one: Straight, other: Straight) -> Straight | None:
    match operator:
        case ArithmeticOperator.ADD:
            return Straight(one.slope + other.slope, one.start + other.start)
        case ArithmeticOperator.SUBTRACT:
            return Straight(one.slope - other.slope, one.start - other.start)
        case ArithmeticOperator.MULTIPLY if other.slope == 0:
            return Straight(one.slope * other.start, one.start * other.start)
        case ArithmeticOperator.MULTIPLY if one.slope == 0:
            return Straight(other.slope * one.start, other.start * one.start)
        case ArithmeticOperator.DIVIDE if other.slope == 0 and other.start != 0:
            return Straight(one.slope / other.start, one.start / other.start)
        case _:
            return None


def with_open_edges(arms: Sequence[Arm], subject: Key) -> tuple[Arm, ...]:
    """The arms with ``x <= t`` turned into ``x < t`` wherever the rows on both sides agree at t and lines rise.

    The values of the choice stay the same, but not the indices of the arms taken. Falling lines are floored
    from above anyway, which settles ``x <= t``.
    """
    lines = [line for line in (straight(arm.value, subject) for arm in arms) if line is not None]
    if any(line.slope < 0 for line in lines):
        return tuple(arms)
    opened: list[Arm] = []
    for arm, after in zip(arms, [*arms[1:], None], strict=True):
        condition = arm.condition
        match condition:
            case Compare(ComparisonOperator.AT_MOST, left, Const(Fraction() as edge)) if (
                key_of(left) == subject
            ):
                if after is not None and _meet(arm, after, edge, subject):
                    condition = evolve(condition, operator=ComparisonOperator.LESS)
        opened.append(evolve(arm, condition=condition))
    return tuple(opened)


def _meet(arm: Arm, after: Arm, edge: Fraction, subject: Key) -> bool:
    one, other = straight(arm.value, subject), straight(after.value, subject)
    if one is None or other is None or one.at(edge) != other.at(edge):
        return False
    match after.condition:
        case None:
            return True
        case Compare(
            ComparisonOperator.AT_MOST | ComparisonOperator.LESS, left, Const(Fraction() as further)
        ):
            return key_of(left) == subject and edge < further
        case _:
            return False


def floor_factors(
    arms: Sequence[Arm], subject: Key, number: Number, rounding: Round | None
) -> tuple[int, ...]:
    """The factors by which the subject's quotient is worth multiplying before it is floored, at most one of each sign.

    A positive factor serves tests that are open above and rising lines, a negative one the others.
    """
    rising = [factor for factor in _slopes(arms, subject, number, rounding) if factor > 0]
    falling = [-factor for factor in _slopes(arms, subject, number, rounding) if factor < 0]
    below, above = (_edges(arms, subject, number, operators) for operators in (_FROM_BELOW, _FROM_ABOVE))
    factors = []
    for sign, slopes, edges in ((1, rising, below), (-1, falling, above)):
        factor = lcm(*slopes, *edges)
        if len(slopes) + len(edges) > 1 and factor < _LARGEST_FACTOR:
            factors.append(sign * factor)
    return tuple(factors)


def _edges(
    arms: Sequence[Arm], subject: Key, number: Number, operators: tuple[ComparisonOperator, ...]
) -> list[int]:
    """By what each threshold must be multiplied to be whole."""
    found = []
    for arm in arms:
        match arm.condition:
            case Compare(operator, left, Const(Fraction() as edge)) if operator in operators:
                if key_of(left) == subject:
                    found.append((edge / number.scale).denominator)
    return found


def _slopes(arms: Sequence[Arm], subject: Key, number: Number, rounding: Round | None) -> list[int]:
    """For each arm on a slope the whole number that multiplies the quotient when the arm is rounded."""
    if rounding is None:
        return []
    found = []
    for arm in arms:
        line = straight(arm.value, subject)
        if line is not None and line.slope != 0:
            # Half a step may be added before flooring, hence twice.
            slope, start = (2 * part / rounding.step for part in (line.slope * number.scale, line.start))
            common = lcm(slope.denominator, start.denominator)
            found.append((slope * common).numerator)
    return found
