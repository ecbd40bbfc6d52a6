"""Rounding: one division of whole numbers, with the sign settled by what is known of the number."""

from fractions import Fraction
from typing import assert_never

from attrs import evolve, frozen

from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.nodes import Power, Round
from kpi_lang.core.reasons import calculation_reason
from kpi_lang.evaluate.generated.code import (
    Code,
    Helper,
    Relation,
    called,
    chosen,
    compared,
    every,
    is_none,
    negative,
    product,
    remainder,
    small,
    summed,
)
from kpi_lang.evaluate.generated.context import Context, Place
from kpi_lang.evaluate.generated.flooring import floor_of
from kpi_lang.evaluate.generated.operands import Guard, Nothing, Number, Operand
from kpi_lang.evaluate.generated.polynomials import ONE, Polynomial, combined
from kpi_lang.evaluate.generated.settling import bound_polynomial, guarded_block, unless
from kpi_lang.evaluate.generated.statements import Assign, Block, Branch
from kpi_lang.values.intervals import Interval
from kpi_lang.values.rounding import Mode, round_to


@frozen
class PowerSpec:
    """A power that is rounded: ``(scale · num / den) ** exponent``, to whole multiples of ``step``."""

    exponent: Fraction
    scale: Fraction
    step: Fraction
    mode: Mode


def steps_of(number: Number, step: Fraction) -> tuple[Polynomial, Polynomial]:
    """Two polynomials whose quotient is how many steps a number is; the second is positive."""
    if not number.num.size:
        return number.num, ONE
    ratio = number.scale * number.num.content / (step * number.den.content)
    above = number.num.divided(number.num.content).times(ratio.numerator)
    return above, number.den.divided(number.den.content).times(ratio.denominator)


def rounded(context: Context, expr: Round, operand: Operand, place: Place) -> Operand:
    """The operand rounded, and the exact value before recorded."""
    if isinstance(operand, Nothing):
        return operand
    assert isinstance(operand, Number)
    block: Block = []
    inside = place.inside(block)
    above, below = steps_of(operand, expr.step)
    known = operand.value
    interval = operand.interval.round(expr.step, expr.mode)
    if known is not None:
        number = Number.constant(round_to(known, expr.step, expr.mode))
    elif below == ONE:
        # On the step already: the same number, whatever its own scale.
        number = operand
    else:
        target = context.names.fresh("v")
        code = _whole(context, inside, above, below, expr.mode, operand.interval)
        block.append(Assign((target,), code))
        context.bounds[target.text] = _bound(context, above, interval, expr.step)
        number = Number(Polynomial.local(target), ONE, expr.step)
        if operand.guards:
            context.nullable.add(target.text)
    if context.traced:
        context.happened(inside, expr.point, context.recipe(operand))
    place.block.extend(unless(operand.guards, block))
    return evolve(number, interval=interval, guards=operand.guards)


def _bound(context: Context, above: Polynomial, interval: Interval, step: Fraction) -> int | None:
    if interval.lo is not None and interval.hi is not None:
        return int(max(abs(interval.lo), abs(interval.hi)) / step) + 1
    bound = above.bound(context.bounds)
    return None if bound is None else bound + 1


def _whole(
    context: Context, place: Place, above: Polynomial, below: Polynomial, mode: Mode, interval: Interval
) -> Code:
    """The code of the whole number that ``above / below`` rounds to."""
    match mode:
        case Mode.FLOOR:
            return floor_of(context, place, above, below)
        case Mode.CEILING:
            return negative(floor_of(context, place, above.times(-1), below))
        case Mode.HALF_EVEN:
            return _half_even(context, place, above, below)
        case Mode.HALF_UP | Mode.HALF_DOWN | Mode.UP | Mode.DOWN:
            pass
        case _:
            assert_never(mode)
    if interval.is_nonnegative:
        return _magnitude(context, place, above, below, mode)
    if interval.is_nonpositive:
        return negative(_magnitude(context, place, above.times(-1), below, mode))
    above = bound_polynomial(context, place, above, protected=True)
    return chosen(
        compared(above.code(context.constants), Relation.AT_LEAST, small(0)),
        _magnitude(context, place, above, below, mode),
        negative(_magnitude(context, place, above.times(-1), below, mode)),
    )


def _magnitude(context: Context, place: Place, above: Polynomial, below: Polynomial, mode: Mode) -> Code:
    """A number that is not negative, rounded by a mode that treats both signs alike."""
    match mode:
        case Mode.DOWN:
            return floor_of(context, place, above, below)
        case Mode.UP:
            return negative(floor_of(context, place, above.times(-1), below))
        case Mode.HALF_UP:
            return floor_of(context, place, combined(((2, above), (1, below))), below.times(2))
        case _:
            return negative(floor_of(context, place, combined(((-2, above), (1, below))), below.times(2)))


def _half_even(context: Context, place: Place, above: Polynomial, below: Polynomial) -> Code:
    above = bound_polynomial(context, place, above, protected=True)
    twice = combined(((2, above), (1, below)))
    near = context.names.fresh("v")
    place.block.append(Assign((near,), floor_of(context, place, twice, below.times(2))))
    odd = remainder(near, small(2))
    whole = product([below.times(2).code(context.constants), near])
    tie = compared(whole, Relation.EQUAL, twice.code(context.constants))
    return chosen(every([odd, tie]), summed([near], [small(1)]), near)


def rounded_power(context: Context, expr: Round, power: Power, place: Place) -> Operand:
    """The operand of a power that is rounded once; its base is recorded."""
    base = context.lower(power.base, place)
    if isinstance(base, Nothing):
        return base
    assert isinstance(base, Number)
    spec = context.constants.code(PowerSpec(power.exponent, base.scale, expr.step, expr.mode))
    undefined = context.why(Absent(Cause.UNDEFINED, calculation_reason(power)))
    target, why = context.names.fresh("v"), context.names.fresh("w")
    parts = [base.num.code(context.constants), base.den.code(context.constants)]
    there: Block = []
    if context.traced:
        context.happened(place.inside(there), expr.point, context.recipe(base))
    block: Block = [
        Assign((target,), called(Helper.ROUND_POWER, [*parts, spec])),
        Branch(is_none(target), [Assign((why,), small(undefined))], there),
    ]
    place.block.extend(guarded_block(base.guards, target, why, block))
    context.nullable.add(target.text)
    whys = frozenset({undefined}).union(*(guard.whys for guard in base.guards))
    number = Number(Polynomial.local(target), ONE, expr.step)
    return evolve(number, guards=(Guard(is_none(target), why, whys),))
