"""Choices between rows, and extremes: chains of tests, each row computed in its own branch.

A rounding directly above is done in each branch, where it is often no work at all. Leading rows that withhold
the value become guards, so that places where they cannot hold need no test.
"""

from collections.abc import Sequence

from attrs import evolve

from kpi_lang.core.absent import Absent
from kpi_lang.core.nodes import (
    Arm,
    Choose,
    ComparisonOperator,
    Expr,
    Extreme,
    ExtremeOperator,
    NoValue,
    Power,
    Round,
)
from kpi_lang.evaluate.generated.code import FALSE, TRUE, small
from kpi_lang.evaluate.generated.comparing import compared_operands
from kpi_lang.evaluate.generated.context import Context, Floor, Place
from kpi_lang.evaluate.generated.descent import Descent, protected
from kpi_lang.evaluate.generated.facts import key_of
from kpi_lang.evaluate.generated.flooring import floor_of
from kpi_lang.evaluate.generated.operands import Flag, Guard, Guards, Nothing, Number, Operand, with_guards
from kpi_lang.evaluate.generated.polynomials import ONE
from kpi_lang.evaluate.generated.rounding import rounded, rounded_power
from kpi_lang.evaluate.generated.segments import floor_factors, subject_of, with_open_edges
from kpi_lang.evaluate.generated.settling import joined, quick, simplified
from kpi_lang.evaluate.generated.statements import Assign, Block, Branch
from kpi_lang.values.intervals import Interval

_LONGEST_CHAIN = 40
"""Rows in one chain of tests: Python's compiler nests each in the one before."""

Leaf = tuple[Block, Operand]


def lower_round(context: Context, expr: Round, place: Place) -> Operand:
    """The operand of a rounding."""
    if isinstance(expr.arg, Power):
        return rounded_power(context, expr, expr.arg, place)
    return _finished(context, expr.arg, place, expr)


def _finished(context: Context, expr: Expr, place: Place, rounding: Round | None) -> Operand:
    """The operand of an expression, rounded if a rounding stands above it."""
    match expr:
        case Choose():
            return lower_choose(context, expr, place, rounding)
        case Extreme():
            return lower_extreme(context, expr, place, rounding)
        case _:
            operand = context.lower(expr, place)
            return operand if rounding is None else rounded(context, rounding, operand, place)


def lower_choose(context: Context, expr: Choose, place: Place, rounding: Round | None = None) -> Operand:
    """The operand of a choice."""
    way = Descent(place)
    arms, way.place = _over_quotient(context, expr.arms, way, rounding)
    rows = list(enumerate(arms))
    condition: Flag | None = None
    while rows[0][1].condition is not None:
        index, arm = rows[0]
        assert arm.condition is not None
        lowered = context.lower(arm.condition, way.place)
        way.past(*(guard for guard in lowered.guards if guard.test != TRUE))
        if isinstance(lowered, Nothing):
            return Nothing((*way.guards, lowered.guards[-1]))
        assert isinstance(lowered, Flag)
        if lowered.known is False:
            del rows[0]
            continue
        if lowered.known is True:
            rows[:] = [(index, evolve(arm, condition=None))]
            continue
        condition = lowered
        if not isinstance(arm.value, NoValue):
            break
        condition = None
        flag = quick(context, way.place, lowered)
        assert isinstance(flag, Flag)
        why = context.why(Absent(arm.value.cause, arm.value.reason))
        withheld: Block = []
        context.happened(way.place.inside(withheld), expr.point, small(index))
        way.past(Guard(flag.code, small(why), frozenset({why}), arm.condition), then=withheld)
        del rows[0]
    leaves = _leaves(context, expr, rows, condition, way.place, rounding)
    result = _end(context, way.place, leaves)
    return protected(context, way, result)


def _end(context: Context, place: Place, leaves: list[Leaf]) -> Operand:
    if len(leaves) == 1 and leaves[0][0] is place.block:
        return leaves[0][1]
    return joined(context, place, leaves)


def _over_quotient(
    context: Context, arms: Sequence[Arm], way: Descent, rounding: Round | None
) -> tuple[Sequence[Arm], Place]:
    """Arms over a quotient, at a place where the floors that they need are computed."""
    subject = subject_of(arms)
    if subject is None:
        return arms, way.place
    number, key = context.lower(subject, way.place), key_of(subject)
    assert key is not None
    if not isinstance(number, Number) or number.den == ONE:
        return arms, way.place
    if not context.traced:
        arms = with_open_edges(arms, key)
    factors = floor_factors(arms, key, number, rounding)
    if not factors:
        return arms, way.place
    way.past(*number.guards)
    place = way.place
    for factor in factors:
        local = context.names.fresh("v")
        place.block.append(Assign((local,), floor_of(context, place, number.num.times(factor), number.den)))
        place = evolve(place, floors=(*place.floors, Floor(number.num, number.den, factor, local)))
    return arms, place


def _leaves(
    context: Context,
    expr: Choose,
    rows: list[tuple[int, Arm]],
    condition: Flag | None,
    place: Place,
    rounding: Round | None,
) -> list[Leaf]:
    """What each row comes to, in a block of its own. ``condition``: that of the first row, if it is lowered."""
    leaves: list[Leaf] = []
    for number, (index, arm) in enumerate(rows, start=1):
        if arm.condition is None:
            leaves.append((place.block, _taken(context, expr, index, arm, place, rounding)))
            break
        lowered = context.lower(arm.condition, place) if condition is None else condition
        if condition is None:
            place = _past_leaves(lowered.guards, place, leaves)
        condition = None
        if isinstance(lowered, Nothing):
            leaves.append((place.block, Nothing((evolve(lowered.guards[-1], test=TRUE),))))
            break
        assert isinstance(lowered, Flag)
        if lowered.known is False:
            continue
        then: Block = []
        inside = place.inside(then, place.facts.assuming(arm.condition, True))
        if lowered.known is True:
            leaves.append((place.block, _taken(context, expr, index, arm, place, rounding)))
            break
        taken = _taken(context, expr, index, arm, inside, rounding)
        leaves.append((then, taken))
        otherwise: Block = []
        place.block.append(Branch(lowered.code, then, otherwise))
        facts = place.facts.assuming(arm.condition, False).passing(frozenset({lowered.code.text}))
        place = place.inside(_next_block(context, place, otherwise, number), facts)
    return leaves


def _next_block(context: Context, place: Place, otherwise: Block, number: int) -> Block:
    """Where the next row goes: into the branch, or, in a long chain, after it, under a flag."""
    if number % _LONGEST_CHAIN:
        return otherwise
    go_on = context.names.fresh("b")
    further: Block = []
    otherwise.append(Assign((go_on,), TRUE))
    place.block.insert(len(place.block) - 1, Assign((go_on,), FALSE))
    place.block.append(Branch(go_on, further, []))
    return further


def _past_leaves(guards: Guards, place: Place, leaves: list[Leaf]) -> Place:
    for guard in guards:
        if guard.test == TRUE:
            continue
        absent: Block = []
        there: Block = []
        place.block.append(Branch(guard.test, absent, there))
        leaves.append((absent, Nothing((evolve(guard, test=TRUE),))))
        place = place.inside(there, place.facts.passing(frozenset({guard.test.text})))
    return place


def _taken(
    context: Context, expr: Choose, index: int, arm: Arm, place: Place, rounding: Round | None
) -> Operand:
    context.happened(place, expr.point, small(index))
    return _finished(context, arm.value, place, rounding)


def lower_extreme(context: Context, expr: Extreme, place: Place, rounding: Round | None = None) -> Operand:
    """The operand of a smallest or largest value."""
    operands = [context.lower(arg, place) for arg in expr.args]
    guards: Guards = ()
    for operand in operands:
        guards = (*guards, *operand.guards)
        if isinstance(operand, Nothing):
            return Nothing(guards)
    way = Descent(place)
    way.past(*with_guards(operands[0], guards).guards)
    current: Operand = evolve(operands[0], guards=())
    last = len(operands) - 1
    context.happened(way.place, expr.point, small(0))
    for index, operand in enumerate(operands[1:], start=1):
        finish = rounding if index == last else None
        other = evolve(operand, guards=())
        current = _further(context, expr, current, other, index, way.place, finish)
    if last == 0 and rounding is not None:
        current = rounded(context, rounding, current, way.place)
    return protected(context, way, current)


def _further(
    context: Context,
    expr: Extreme,
    current: Operand,
    other: Operand,
    index: int,
    place: Place,
    rounding: Round | None,
) -> Operand:
    """The extreme of what was found so far and a further operand."""
    smallest = expr.operator is ExtremeOperator.MIN
    if isinstance(current, Number) and isinstance(other, Number):
        current = simplified(context, place, current, protected=True)
        other = simplified(context, place, other, protected=True)
    operator = ComparisonOperator.LESS if smallest else ComparisonOperator.GREATER
    test = compared_operands(context, operator, other, current, place)
    then: Block = []
    otherwise: Block = []
    branches = ((then, other, current), (otherwise, current, other))
    leaves: list[Leaf] = []
    for block, taken, beaten in branches:
        inside = place.inside(block)
        if block is then:
            context.happened(inside, expr.point, small(index))
        result = taken
        if isinstance(taken, Number) and isinstance(beaten, Number):
            result = evolve(taken, interval=_beyond(taken.interval, beaten.interval, smallest=smallest))
        if rounding is not None:
            result = rounded(context, rounding, result, inside)
        leaves.append((block, result))
    if test.known is not None:
        block, operand = leaves[0] if test.known else leaves[1]
        place.block.extend(block)
        return operand
    place.block.append(Branch(test.code, then, otherwise))
    return joined(context, place, leaves)


def _beyond(taken: Interval, beaten: Interval, *, smallest: bool) -> Interval:
    """Where a value lies that was taken rather than another."""
    limit = beaten.hi if smallest else beaten.lo
    if limit is None:
        return taken
    side = Interval.at_most(limit) if smallest else Interval.at_least(limit)
    # Where nothing is left, the value is never taken.
    return taken.intersect(side) or taken
