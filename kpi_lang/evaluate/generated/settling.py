"""Putting operands into locals, and joining the operands of several branches into one."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from kpi_lang.evaluate.generated.code import NONE, TRUE, Code, is_none, small
from kpi_lang.evaluate.generated.context import Context, Place
from kpi_lang.evaluate.generated.operands import (
    Flag,
    Guard,
    Guards,
    Nothing,
    Number,
    Operand,
    Token,
    common_scale,
)
from kpi_lang.evaluate.generated.polynomials import ONE, Polynomial
from kpi_lang.evaluate.generated.statements import Assign, Block, Branch, Statement


def guarded_block(guards: Guards, target: Code, why: Code, block: Block) -> Block:
    """Statements that run if no guard holds; else the target becomes None and ``why``, if a local, tells why."""
    for guard in reversed(guards):
        lacking: Block = [Assign((target,), NONE)]
        if not why.text.isdecimal():
            lacking.append(Assign((why,), guard.why))
        block = [Branch(guard.test, lacking, block)]
    return block


def unless(guards: Guards, block: Block) -> Block:
    """The block where none of the guards holds."""
    for guard in reversed(guards):
        block = [Branch(guard.test, [], block)]
    return block


def computed(
    context: Context, place: Place, guards: Guards, code: Code, letter: str = "v"
) -> tuple[Code, Guards]:
    """A new local with a value that may only be computed if no guard holds, and what guards the local."""
    target = context.names.fresh(letter)
    assign: Block = [Assign((target,), code)]
    if not guards:
        place.block.extend(assign)
        return target, ()
    lacking = _lacking(context, target, guards)
    place.block.extend(guarded_block(guards, target, lacking.why, assign))
    context.nullable.add(target.text)
    return target, (lacking,)


def _lacking(context: Context, target: Code, guards: Guards) -> Guard:
    """The one guard of a local that is None where one of some guards holds."""
    whys = frozenset[int]().union(*(guard.whys for guard in guards))
    why = small(*whys) if len(whys) == 1 else context.names.fresh("w")
    return Guard(is_none(target), why, whys)


def bound_polynomial(
    context: Context, place: Place, polynomial: Polynomial, *, protected: bool = False
) -> Polynomial:
    """The polynomial as one local, computed here; itself if it is no more than that, or not safe to compute.

    ``protected``: the place is not reached where a guard holds that the polynomial has.
    """
    if polynomial.size <= 1 and polynomial.degree <= 1:
        return polynomial
    if not protected and not context.is_safe(polynomial):
        return polynomial
    target = context.names.fresh("v")
    place.block.append(Assign((target,), polynomial.code(context.constants)))
    context.bounds[target.text] = polynomial.bound(context.bounds)
    return Polynomial.local(target)


def simplified(context: Context, place: Place, number: Number, *, protected: bool = False) -> Number:
    """The number with each part in one local, as far as that is safe or the place is ``protected``."""
    num, den = (
        bound_polynomial(context, place, part, protected=protected) for part in (number.num, number.den)
    )
    return evolve(number, num=num, den=den)


def settled(context: Context, place: Place, operand: Operand) -> Operand:
    """The operand in locals of its own, with at most one guard."""
    if isinstance(operand, Nothing) and len(operand.guards) == 1:
        return operand
    return joined(context, place, [(place.block, operand)])


def quick(context: Context, place: Place, flag: Operand) -> Operand:
    """A condition as one quick test; other operands as they are."""
    if not isinstance(flag, Flag) or flag.simple or flag.known is not None:
        return flag
    local, guards = computed(context, place, flag.guards, flag.code, "b")
    return Flag(local, None, guards, simple=True)


Branches = Sequence[tuple[Block, Operand]]


def joined(context: Context, place: Place, branches: Branches) -> Operand:
    """One operand for what several blocks end with; each block is made to store its own.

    Exactly one of the blocks runs, before anything that is added to ``place`` from now on.
    """
    operands = [operand for _, operand in branches]
    there = [operand for operand in operands if not isinstance(operand, Nothing)]
    guards = tuple(guard for operand in operands for guard in operand.guards)
    target = context.names.fresh("v")
    lacking = _lacking(context, target, guards) if guards else None
    result, store = _common(context, target, there)
    for block, operand in branches:
        stored = [] if isinstance(operand, Nothing) else store(operand)
        block.extend(
            stored if lacking is None else guarded_block(operand.guards, target, lacking.why, stored)
        )
    if lacking is None:
        return result
    if isinstance(result, Nothing):
        return Nothing((evolve(lacking, test=TRUE),))
    if isinstance(result, Number):
        context.nullable.update(result.names)
    context.nullable.add(target.text)
    return evolve(result, guards=(lacking,))


Store = Callable[[Operand], list[Statement]]


def _common(context: Context, target: Code, operands: Sequence[Operand]) -> tuple[Operand, Store]:
    """How operands of one family are stored in a target, and what the target then is."""
    match operands:
        case []:
            return Nothing(()), lambda _: []
        case [Number(), *_]:
            numbers = [operand for operand in operands if isinstance(operand, Number)]
            return _common_number(context, target, numbers)
        case [Token(), *_]:
            tokens = [operand for operand in operands if isinstance(operand, Token)]
            known = [token.members for token in tokens if token.members is not None]
            members = frozenset[str]().union(*known) if len(known) == len(tokens) else None
            return Token(target, members), lambda operand: _store_code(target, operand)
        case [Flag(), *_]:
            return Flag(target, simple=True), lambda operand: _store_code(target, operand)
        case _:
            raise AssertionError("the branches of a choice have operands of one family")


def _store_code(target: Code, operand: Operand) -> list[Statement]:
    assert isinstance(operand, Token | Flag)
    return [Assign((target,), operand.code)]


@frozen
class _Shape:
    """The form that numbers are brought to: multiples of ``scale``, over a local or over a polynomial for all."""

    scale: Fraction
    den: Polynomial
    over: Code | None


def _shape(context: Context, scale: Fraction, dens: set[Polynomial]) -> _Shape:
    others = dens - {ONE}
    if not others:
        return _Shape(scale, ONE, None)
    (first, *further) = others
    if not further and context.is_safe(first) and context.is_positive(first):
        return _Shape(scale, first, None)
    return _Shape(scale, ONE, context.names.fresh("d"))


def _common_number(context: Context, target: Code, numbers: list[Number]) -> tuple[Operand, Store]:
    scale = common_scale([number.scale for number in numbers if number.num.size])
    shape = _shape(context, scale, {number.den for number in numbers})
    over = shape.over
    interval = numbers[0].interval
    for number in numbers[1:]:
        interval = interval.union(number.interval)
    den = shape.den if over is None else Polynomial.local(over)
    context.bounds[target.text] = _largest([_stored(number, shape) for number in numbers], context)
    if over is not None:
        context.bounds[over.text] = _largest([number.den for number in numbers], context)
    result = Number(Polynomial.local(target), den, scale, interval)

    def store(operand: Operand) -> list[Statement]:
        assert isinstance(operand, Number)
        statements: list[Statement] = [Assign((target,), _stored(operand, shape).code(context.constants))]
        if over is not None:
            statements.append(Assign((over,), operand.den.code(context.constants)))
        return statements

    return result, store


def _stored(number: Number, shape: _Shape) -> Polynomial:
    factor = number.scale / shape.scale
    if not number.num.size:
        return number.num
    assert factor.denominator == 1
    num = number.num.times(factor.numerator)
    return num if shape.over is not None or number.den == shape.den else num * shape.den


def _largest(polynomials: list[Polynomial], context: Context) -> int | None:
    bounds = [polynomial.bound(context.bounds) for polynomial in polynomials]
    known = [bound for bound in bounds if bound is not None]
    return max(known) if len(known) == len(bounds) else None
