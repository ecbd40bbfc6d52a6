"""Conditions: comparisons that multiply across instead of dividing, and logic that stops where the core says."""

from fractions import Fraction

from attrs import evolve

from kpi_lang.core.nodes import Compare, ComparisonOperator, Expr, Logic, LogicOperator, Not
from kpi_lang.core.operators import COMPARISONS
from kpi_lang.evaluate.generated.code import (
    Relation,
    compared,
    every,
    inverted,
    some,
)
from kpi_lang.evaluate.generated.context import Context, Place
from kpi_lang.evaluate.generated.flooring import threshold
from kpi_lang.evaluate.generated.operands import (
    Flag,
    Nothing,
    Number,
    Operand,
    Token,
    common_scale,
    with_guards,
)
from kpi_lang.evaluate.generated.polynomials import Polynomial
from kpi_lang.evaluate.generated.settling import joined, unless
from kpi_lang.evaluate.generated.statements import Block, Branch
from kpi_lang.values.intervals import Interval

_RELATIONS = {
    ComparisonOperator.LESS: Relation.LESS,
    ComparisonOperator.AT_MOST: Relation.AT_MOST,
    ComparisonOperator.EQUAL: Relation.EQUAL,
    ComparisonOperator.NOT_EQUAL: Relation.NOT_EQUAL,
    ComparisonOperator.AT_LEAST: Relation.AT_LEAST,
    ComparisonOperator.GREATER: Relation.GREATER,
}
_MIRRORED = {
    Relation.LESS: Relation.GREATER,
    Relation.AT_MOST: Relation.AT_LEAST,
    Relation.EQUAL: Relation.EQUAL,
    Relation.NOT_EQUAL: Relation.NOT_EQUAL,
    Relation.AT_LEAST: Relation.AT_MOST,
    Relation.GREATER: Relation.LESS,
}


def lower_compare(context: Context, expr: Compare, place: Place) -> Operand:
    """The condition of a comparison."""
    known = place.facts.decide(expr)
    if known is not None:
        return Flag.constant(known)
    left, right = context.lower(expr.left, place), context.lower(expr.right, place)
    guards = left.guards if isinstance(left, Nothing) else (*left.guards, *right.guards)
    if isinstance(left, Nothing) or isinstance(right, Nothing):
        return Nothing(guards)
    return with_guards(compared_operands(context, expr.operator, left, right, place), guards)


def compared_operands(
    context: Context,
    operator: ComparisonOperator,
    left: Operand,
    right: Operand,
    place: Place,
) -> Flag:
    """The condition that compares two operands that are there."""
    relation = _RELATIONS[operator]
    match left, right:
        case Number(), Number():
            return _numbers(context, left, relation, right, place)
        case Token(), Token():
            known = _known_tokens(left, operator, right)
            if known is not None:
                return Flag.constant(known)
            return Flag(compared(left.code, relation, right.code), simple=True)
        case Flag(), Flag() if left.known is not None and right.known is not None:
            return Flag.constant(COMPARISONS[operator](left.known, right.known))
        case Flag(), Flag():
            simple = left.simple and right.simple
            return Flag(compared(left.code, relation, right.code), simple=simple)
        case _:
            raise AssertionError("the operands of a comparison are of one family")


def _known_tokens(left: Token, operator: ComparisonOperator, right: Token) -> bool | None:
    """What the comparison gives if it is the same for all members that the two can be; None if it is not."""
    one, other = left.code.text, right.code.text
    if one.isdecimal() and other.isdecimal():
        return COMPARISONS[operator](int(one), int(other))
    if left.members is None or right.members is None or not left.members.isdisjoint(right.members):
        return None
    return {ComparisonOperator.EQUAL: False, ComparisonOperator.NOT_EQUAL: True}.get(operator)


def _numbers(context: Context, left: Number, relation: Relation, right: Number, place: Place) -> Flag:
    known = _certain(left.interval, relation, right.interval)
    if known is not None:
        return Flag.constant(known)
    if left.value is not None:
        left, right, relation = right, left, _MIRRORED[relation]
    if right.value is not None:
        by_floor = _by_floor(context, left, relation, right.value, place)
        if by_floor is not None:
            return by_floor
    scale = common_scale([number.scale for number in (left, right) if number.num.size])
    one, other = (_scaled(number, scale) for number in (left, right))
    if left.den != right.den:
        one, other = one * right.den, other * left.den
    one, other = _reduced(one, other)
    simple = all(part.size <= 1 and part.degree <= 1 and abs(part.content) <= 1 for part in (one, other))
    simple = simple or (one.single is not None and other.value is not None)
    return Flag(compared(one.code(context.constants), relation, other.code(context.constants)), simple=simple)


def _scaled(number: Number, scale: Fraction) -> Polynomial:
    return number.num.times((number.scale / scale).numerator) if number.num.size else number.num


def _reduced(one: Polynomial, other: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Both sides divided by their common factor, with what is only subtracted moved to the other side."""
    moved = Polynomial(tuple(term for term in other.terms if term[1] < 0 and term[0]))
    one, other = one - moved, other - moved
    common = Polynomial((*one.terms, *other.terms)).content
    return (one.divided(common), other.divided(common)) if common > 1 else (one, other)


def _by_floor(
    context: Context, left: Number, relation: Relation, value: Fraction, place: Place
) -> Flag | None:
    """A test of a floor that is computed anyway, where the side of the threshold that is open allows it."""
    bound = value / left.scale
    for known in place.floors:
        if (known.num, known.den) != (left.num, left.den):
            continue
        whole = threshold(known, bound.numerator, bound.denominator)
        up = known.factor > 0
        if whole is None or relation not in _FLOOR_RELATIONS[up]:
            continue
        test = compared(known.local, _FLOOR_RELATIONS[up][relation], context.constants.integer(whole))
        return Flag(test, simple=True)
    return None


_FLOOR_RELATIONS = {
    True: {Relation.LESS: Relation.LESS, Relation.AT_LEAST: Relation.AT_LEAST},
    False: {Relation.AT_MOST: Relation.AT_LEAST, Relation.GREATER: Relation.LESS},
}
"""``x < t`` is ``⌊kx⌋ < kt`` and ``x ≤ t`` is ``⌊−kx⌋ ≥ −kt`` for whole kt; the other two are their opposites."""


def _certain(left: Interval, relation: Relation, right: Interval) -> bool | None:
    """What a comparison of any number of one interval with any of the other gives, if always the same."""
    below = _entirely(left, right, strictly=True)
    above = _entirely(right, left, strictly=True)
    same = left.is_point and left == right
    match relation:
        case Relation.LESS:
            return True if below else (False if _entirely(right, left, strictly=False) else None)
        case Relation.AT_MOST:
            return True if _entirely(left, right, strictly=False) else (False if above else None)
        case Relation.AT_LEAST:
            return True if _entirely(right, left, strictly=False) else (False if below else None)
        case Relation.GREATER:
            return True if above else (False if _entirely(left, right, strictly=False) else None)
        case Relation.EQUAL:
            return True if same else (False if below or above else None)
        case Relation.NOT_EQUAL:
            return False if same else (True if below or above else None)


def _entirely(low: Interval, high: Interval, *, strictly: bool) -> bool:
    """Whether every number of one interval is below (or, not strictly, at most) every number of the other."""
    if low.hi is None or high.lo is None:
        return False
    return low.hi < high.lo or (low.hi == high.lo and (not strictly or low.hi_open or high.lo_open))


def lower_not(context: Context, expr: Not, place: Place) -> Operand:
    """The condition that another does not hold."""
    arg = context.lower(expr.arg, place)
    if not isinstance(arg, Flag):
        return arg
    if arg.known is not None:
        return evolve(Flag.constant(not arg.known), guards=arg.guards)
    return Flag(inverted(arg.code), None, arg.guards, arg.simple)


def lower_logic(context: Context, expr: Logic, place: Place) -> Operand:
    """The condition of an ``and`` or ``or``."""
    known = place.facts.decide(expr)
    if known is not None:
        return Flag.constant(known)
    return _logic(context, expr.operator, expr.args, place)


def _logic(context: Context, operator: LogicOperator, args: tuple[Expr, ...], place: Place) -> Operand:
    deciding = operator is LogicOperator.OR
    first = context.lower(args[0], place)
    if not isinstance(first, Flag) or len(args) == 1 or first.known is deciding:
        return first
    block: Block = []
    facts = place.facts.assuming(args[0], not deciding)
    facts = facts.passing(frozenset(guard.test.text for guard in first.guards))
    rest = _logic(context, operator, args[1:], place.inside(block, facts))
    if first.known is not None:
        place.block.extend(unless(first.guards, block))
        return with_guards(_nullable(context, rest), (*first.guards, *rest.guards))
    if not block and isinstance(rest, Flag) and not rest.guards:
        if rest.known is not None:
            simpler = Flag.constant(deciding) if rest.known is deciding else first
        else:
            codes = [first.code, rest.code]
            simpler = Flag(some(codes) if deciding else every(codes))
        return with_guards(simpler, first.guards)
    decided: Block = []
    branch = Branch(first.code, decided, block) if deciding else Branch(first.code, block, decided)
    guarded: Block = [branch]
    inside = place.inside(guarded)
    result = joined(context, inside, [(decided, Flag.constant(deciding)), (block, rest)])
    place.block.extend(unless(first.guards, guarded))
    if not first.guards:
        return result
    return with_guards(_nullable(context, result), (*first.guards, *result.guards))


def _nullable(context: Context, result: Operand) -> Operand:
    match result:
        case Flag() | Token():
            context.nullable.add(result.code.text)
        case Number():
            context.nullable.update(result.names)
        case Nothing():
            pass
    return result
