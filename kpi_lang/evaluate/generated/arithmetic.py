"""Arithmetic: fractions of polynomials, with divisors kept positive."""

from typing import assert_never

from attrs import evolve

from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.nodes import Arithmetic, ArithmeticOperator, Expr
from kpi_lang.core.reasons import calculation_reason
from kpi_lang.evaluate.generated.code import (
    TRUE,
    Helper,
    Relation,
    called,
    compared,
    floored,
    remainder,
    small,
)
from kpi_lang.evaluate.generated.context import Context, Place
from kpi_lang.evaluate.generated.operands import (
    Guard,
    Nothing,
    Number,
    Operand,
    common_scale,
    with_guards,
)
from kpi_lang.evaluate.generated.polynomials import Polynomial, combined
from kpi_lang.evaluate.generated.settling import bound_polynomial, computed, simplified
from kpi_lang.values.kinds import Family

_MOST_TERMS = 12
_HIGHEST_DEGREE = 4


def lower_arithmetic(context: Context, expr: Arithmetic, place: Place) -> Operand:
    """The operand of a sum, difference, product or quotient."""
    left, right = context.lower(expr.left, place), context.lower(expr.right, place)
    guards = left.guards if isinstance(left, Nothing) else (*left.guards, *right.guards)
    if isinstance(left, Nothing) or isinstance(right, Nothing):
        return Nothing(guards)
    assert isinstance(left, Number)
    assert isinstance(right, Number)
    if expr.kind.family is not Family.NUMBER:
        return _days_added(context, expr, place, left, right)
    match expr.operator:
        case ArithmeticOperator.ADD:
            result = _sum(context, place, left, right, 1)
        case ArithmeticOperator.SUBTRACT:
            result = _sum(context, place, left, right, -1)
        case ArithmeticOperator.MULTIPLY:
            result = _product(context, place, left, right)
        case ArithmeticOperator.DIVIDE:
            return _quotient(context, expr, place, left, right)
        case _:
            assert_never(expr.operator)
    return with_guards(_small_enough(context, place, result), guards)


def _small_enough(context: Context, place: Place, number: Number) -> Number:
    parts = (number.num, number.den)
    large = any(part.size > _MOST_TERMS or part.degree > _HIGHEST_DEGREE for part in parts)
    return simplified(context, place, number) if large else number


def _sum(context: Context, place: Place, left: Number, right: Number, sign: int) -> Number:
    interval = left.interval.add(right.interval) if sign > 0 else left.interval.sub(right.interval)
    if not right.num.size:
        return evolve(left, interval=interval)
    if not left.num.size:
        return Number(right.num.times(sign), right.den, right.scale, interval)
    scale = common_scale([left.scale, right.scale])
    one, other = (left.scale / scale).numerator, sign * (right.scale / scale).numerator
    if left.den == right.den:
        num, den = combined(((one, left.num), (other, right.num))), left.den
    else:
        above = _multiplied(context, place, left.num, right.den)
        below = _multiplied(context, place, right.num, left.den)
        num = combined(((one, above), (other, below)))
        den = _multiplied(context, place, left.den, right.den)
    return Number(num, den, scale, interval).normal()


def _product(context: Context, place: Place, left: Number, right: Number) -> Number:
    num = _multiplied(context, place, left.num, right.num)
    den = _multiplied(context, place, left.den, right.den)
    return Number(num, den, left.scale * right.scale, left.interval.mul(right.interval)).normal()


def _multiplied(context: Context, place: Place, one: Polynomial, other: Polynomial) -> Polynomial:
    """The product; long factors are computed first, so that they are not multiplied out."""
    if one.value is None and other.value is None:
        one = bound_polynomial(context, place, one) if one.size > 1 else one
        other = bound_polynomial(context, place, other) if other.size > 1 else other
    return one * other


def _quotient(context: Context, expr: Arithmetic, place: Place, left: Number, right: Number) -> Operand:
    undefined = context.why(Absent(Cause.UNDEFINED, calculation_reason(expr)))
    guards = (*left.guards, *right.guards)
    if not right.num.size:
        return Nothing((*guards, Guard(TRUE, small(undefined), frozenset({undefined}))))
    if right.interval.contains_zero and right.num.value is None:
        right = _divisor(context, place, right)
        zero = compared(right.num.code(context.constants), Relation.EQUAL, small(0))
        guards = (*left.guards, *right.guards, Guard(zero, small(undefined), frozenset({undefined})))
    if right.interval.is_nonnegative:
        above, below = right.den, right.num
    elif right.interval.is_nonpositive:
        above, below = right.den.times(-1), right.num.times(-1)
    else:
        # A divisor of either sign: its square is positive.
        above, below = right.den * right.num, right.num * right.num
    num = _multiplied(context, place, left.num, above)
    den = _multiplied(context, place, left.den, below)
    interval = left.interval.div(right.interval)
    result = Number(num, den, left.scale / right.scale, interval).normal()
    return with_guards(_small_enough(context, place, result), guards)


def _divisor(context: Context, place: Place, divisor: Number) -> Number:
    """The divisor with a numerator that is one local, so that a test for zero is quick."""
    if divisor.num.size == divisor.num.degree == 1:
        return divisor
    if context.is_safe(divisor.num):
        return evolve(divisor, num=bound_polynomial(context, place, divisor.num))
    local, guards = computed(context, place, divisor.guards, divisor.num.code(context.constants))
    context.bounds[local.text] = divisor.num.bound(context.bounds)
    return evolve(divisor, num=Polynomial.local(local), guards=guards)


def _days_added(context: Context, expr: Arithmetic, place: Place, day: Number, days: Number) -> Operand:
    whole = whole_number(context, place, days, expr)
    if isinstance(whole, Nothing):
        return Nothing((*day.guards, *whole.guards))
    sign = 1 if expr.operator is ArithmeticOperator.ADD else -1
    ordinal = combined(((1, day.num), (sign, whole.num)))
    code = called(Helper.ADD_DAYS, [ordinal.code(context.constants)])
    local, guards = computed(context, place, (*day.guards, *whole.guards), code)
    return Number(Polynomial.local(local), guards=guards)


def whole_number(context: Context, place: Place, number: Number, expr: Expr) -> Number | Nothing:
    """A number that must be whole, else the expression is undefined; its scale and denominator become one."""
    if number.is_whole and number.scale.denominator == 1:
        return Number(number.num.times(number.scale.numerator), guards=number.guards)
    undefined = context.why(Absent(Cause.UNDEFINED, calculation_reason(expr)))
    above = number.num.times(number.scale.numerator)
    below = number.den.times(number.scale.denominator)
    above_code, below_code = above.code(context.constants), below.code(context.constants)
    rest, guards = computed(context, place, number.guards, remainder(above_code, below_code))
    broken = Guard(compared(rest, Relation.NOT_EQUAL, small(0)), small(undefined), frozenset({undefined}))
    local, guards = computed(context, place, (*guards, broken), floored(above_code, below_code))
    return Number(Polynomial.local(local), guards=guards)
