"""References, as the facts at a place make them simpler, and the operands that are kept to be referred to."""

from attrs import evolve

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import FieldRef, InputRef, RuleRef
from kpi_lang.core.plan import Rule
from kpi_lang.evaluate.generated.code import TRUE, Helper, called
from kpi_lang.evaluate.generated.context import Context, Place
from kpi_lang.evaluate.generated.facts import Key, key_of
from kpi_lang.evaluate.generated.operands import Guard, Guards, Nothing, Number, Operand
from kpi_lang.evaluate.generated.polynomials import Polynomial
from kpi_lang.evaluate.generated.settling import quick, settled, simplified, unless
from kpi_lang.evaluate.generated.statements import Block, Evaluate

_MOST_GUARDS = 3


def lower_reference(context: Context, expr: InputRef | RuleRef | FieldRef, place: Place) -> Operand:
    """The operand of an input, a rule or a column, with what is known of it here."""
    match expr:
        case InputRef():
            operand = context.inputs[expr.name]
        case RuleRef():
            operand = context.rules[expr.name]
        case FieldRef():
            operand = place.at_hand[expr.records][expr.name]
    key = key_of(expr)
    assert key is not None
    return _as_known(context, operand, key, place)


def _as_known(context: Context, operand: Operand, key: Key, place: Place) -> Operand:
    guards = _left(context, operand.guards, key, place)
    if guards and guards[-1].test == TRUE:
        return Nothing(guards)
    if isinstance(operand, Nothing):
        # Never reached: what is always absent cannot have been found there.
        return operand
    known = place.facts.intervals.get(key)
    if isinstance(operand, Number) and known is not None:
        operand = evolve(operand, interval=operand.interval.intersect(known) or operand.interval)
    return evolve(operand, guards=guards)


def _left(context: Context, guards: Guards, key: Key, place: Place) -> Guards:
    """The guards that may still hold; after one that must hold, no more."""
    excluded = place.facts.excluded.get(key, frozenset[Cause]())
    causes = {number: absent.cause for absent, number in context.absences.items()}
    left: list[Guard] = []
    for guard in guards:
        whys = frozenset(why for why in guard.whys if causes[why] not in excluded)
        known = None if guard.expr is None else place.facts.decide(guard.expr)
        if not whys or guard.test.text in place.facts.passed or known is False:
            continue
        if known is True:
            return (*left, evolve(guard, test=TRUE, whys=whys))
        left.append(evolve(guard, whys=whys))
    return tuple(left)


def kept(context: Context, rule: Rule, place: Place) -> Operand:
    """The operand of a rule, in a form that is cheap to refer to more than once."""
    operand = _cheap(context, place, context.lower(rule.expr, place))
    note_positive(context, operand)
    if isinstance(operand, Number) and rule.kind.is_number:
        _check_digits(context, place, operand)
    return operand


def note_positive(context: Context, operand: Operand) -> None:
    """Remember that the local of a number is positive, if that holds for everybody."""
    if not isinstance(operand, Number) or operand.guards or not operand.is_whole:
        return
    if operand.interval.is_positive and operand.num.single is not None:
        context.positive.add(operand.num.single)


def _cheap(context: Context, place: Place, operand: Operand) -> Operand:
    if len(operand.guards) > _MOST_GUARDS:
        return settled(context, place, operand)
    match operand:
        case Number():
            if _is_plain(operand.num) and _is_plain(operand.den):
                return operand
            if context.is_safe(operand.num, operand.den):
                return simplified(context, place, operand)
            if operand.num.size * operand.den.size <= 1 and operand.num.degree + operand.den.degree <= 3:
                return operand
            return settled(context, place, operand)
        case _:
            return quick(context, place, operand)


def _is_plain(polynomial: Polynomial) -> bool:
    return polynomial.size <= 1 and polynomial.degree <= 1


def _check_digits(context: Context, place: Place, number: Number) -> None:
    """Have the digits of a rule's value counted, unless they are known to be few."""
    limit = 10**context.plan.digits_bound
    parts = number.num.times(number.scale.numerator), number.den.times(number.scale.denominator)
    bounds = [part.bound(context.bounds) for part in parts]
    if all(bound is not None and bound < limit for bound in bounds):
        return
    codes = [part.code(context.constants) for part in parts]
    block: Block = [Evaluate(called(Helper.CHECK_DIGITS, [*codes, context.constants.integer(limit)]))]
    place.block.extend(unless(number.guards, block))
