"""What is known after a condition: the facts it states, that what it reads was there, and requirements in force.

A condition that turned out yes or no has been evaluated, so everything that it reads strictly has a value: its
inputs are given, its divisors are not zero. A claim that leaves several cases stays open until facts leave
one of them, or until the closer search splits it.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, assert_never

from attrs import evolve

from kpi_lang.checking import aggregates, comparisons, evaluation
from kpi_lang.checking.arms import reached_arms
from kpi_lang.checking.possible import NO, YES
from kpi_lang.checking.situation import PRESENT, Claim, Members, Presence, Situation
from kpi_lang.core.absent import UNANSWERED, Cause
from kpi_lang.core.nodes import (
    Aggregate,
    Arithmetic,
    ArithmeticOperator,
    Choose,
    Compare,
    Const,
    DateCall,
    Expr,
    Extreme,
    FieldRef,
    FigureRef,
    InputRef,
    IsAbsent,
    Logic,
    Not,
    NoValue,
    Power,
    Round,
    RuleRef,
)
from kpi_lang.core.operators import DECIDING

if TYPE_CHECKING:
    from kpi_lang.checking.analysis import Analysis

MOST_NESTED = 3
"""Claims looked into while others are: cases of cases of cases; deeper ones are left open unseen."""

MOST_OPEN = 8
"""Open claims kept at one place; further ones are forgotten, which can only lose a proof."""


def assume(analysis: "Analysis", expr: Expr, members: Members, situation: Situation) -> Situation | None:
    """The situation once an expression turned out to be one of some members; None if it cannot."""
    here = _claimed(analysis, expr, members, situation)
    if here is not None and here.open:
        return _settled(analysis, here)
    return here


def _claimed(analysis: "Analysis", expr: Expr, members: Members, situation: Situation) -> Situation | None:
    match expr:
        case Const():
            return situation if expr.value in members else None
        case Compare():
            return _compared(analysis, expr, members, situation)
        case Not():
            return _claimed(analysis, expr.arg, frozenset(not member for member in members), situation)
        case Logic():
            return _logic(analysis, expr, members, situation)
        case IsAbsent():
            return _absent(analysis, expr, members, situation)
        case InputRef() | FieldRef() | RuleRef() | Aggregate():
            return _reference(analysis, expr, members, situation)
        case Choose():
            return _one_of(analysis, (expr, members), situation)
        case NoValue():
            return None
        case _:
            return situation


def _compared(
    analysis: "Analysis", expr: Compare, members: Members, situation: Situation
) -> Situation | None:
    here = valued(analysis, expr, situation)
    if here is None or len(members) != 1:
        return here
    (holds,) = members
    return comparisons.assume(analysis, expr, bool(holds), here)


def _logic(analysis: "Analysis", expr: Logic, members: Members, situation: Situation) -> Situation | None:
    if len(members) != 1:
        return situation
    (holds,) = members
    if bool(holds) is DECIDING[expr.operator]:
        return _one_of(analysis, (expr, members), situation)
    here: Situation | None = situation
    for arg in expr.args:
        here = None if here is None else _claimed(analysis, arg, members, here)
    return here


def _absent(analysis: "Analysis", expr: IsAbsent, members: Members, situation: Situation) -> Situation | None:
    found = analysis.possible(expr, situation)
    if not members & found.members:
        return None
    if members == YES:
        causes = {a.cause for a in evaluation.tested(analysis, expr.arg, situation).absences} & expr.causes
        return situation.with_presence(analysis.terms.atom(expr.arg), Presence(False, frozenset(causes)))
    if members != NO:
        return situation
    if isinstance(expr.arg, Aggregate) and Cause.MISSING in expr.causes:
        supplied = _supplied(analysis, expr.arg, situation)
        if supplied is None:
            return None
        situation = supplied
    others = {a.cause for a in analysis.possible(expr.arg, situation).absences} - expr.causes - UNANSWERED
    if others:
        return situation.with_presence(analysis.terms.atom(expr.arg), Presence(True, frozenset(others)))
    here = valued(analysis, expr.arg, situation)
    return None if here is None else here.with_presence(analysis.terms.atom(expr.arg), PRESENT)


def _reference(
    analysis: "Analysis",
    expr: InputRef | FieldRef | RuleRef | Aggregate,
    members: Members,
    situation: Situation,
) -> Situation | None:
    here = valued(analysis, expr, situation)
    possible = None if here is None else analysis.possible(expr, here).values
    if here is None or possible is None:
        return None
    if isinstance(possible, frozenset):
        members &= possible
    here = here.with_members(analysis.terms.atom(expr), members)
    definition = analysis.reading.definition(expr) if isinstance(expr, RuleRef | FieldRef) else None
    # What a choice was made by is left to the closer look, which splits it into its cases.
    if here is None or definition is None or isinstance(definition, Choose):
        return here
    with analysis.inlining() as allowed:
        return _claimed(analysis, definition, members, here) if allowed else here


def _supplied(analysis: "Analysis", expr: Aggregate, situation: Situation) -> Situation | None:
    """The situation in which the table of an aggregate has been supplied."""
    if not aggregates.is_optional(analysis, expr):
        return situation
    return situation.with_presence(analysis.terms.table(expr.records), PRESENT)


# --- several cases -------------------------------------------------------------------------------------


def cases(analysis: "Analysis", claim: Claim, situation: Situation) -> Iterator[Situation]:
    """The situations in which a claim may hold, one for each way; together they leave none out."""
    expr, members = claim
    match expr:
        case Logic() if members == {DECIDING[expr.operator]}:
            deciding = DECIDING[expr.operator]
            here: Situation | None = situation
            for arg in expr.args:
                decided = None if here is None else _claimed(analysis, arg, frozenset({deciding}), here)
                if decided is not None:
                    yield decided
                here = None if here is None else _claimed(analysis, arg, frozenset({not deciding}), here)
        case Choose():
            for arm, taken in reached_arms(analysis, expr, situation):
                claimed = _claimed(analysis, arm.value, members, taken)
                if claimed is not None:
                    yield claimed
        case _:
            claimed = _claimed(analysis, expr, members, situation)
            if claimed is not None:
                yield claimed


def _one_of(analysis: "Analysis", claim: Claim, situation: Situation) -> Situation | None:
    """The one case that is left, or the situation with the claim open."""
    if analysis.splitting >= MOST_NESTED:
        return _with_open(situation, claim)
    analysis.splitting += 1
    try:
        first: Situation | None = None
        for case in cases(analysis, claim, situation):
            if first is not None:
                return _with_open(situation, claim)
            first = case
        return first
    finally:
        analysis.splitting -= 1


def _with_open(situation: Situation, claim: Claim) -> Situation:
    if claim in situation.open or len(situation.open) >= MOST_OPEN:
        return situation
    return evolve(situation, open=(*situation.open, claim))


def _settled(analysis: "Analysis", situation: Situation) -> Situation | None:
    """The situation with each open claim that has one case left settled by it."""
    for claim in situation.open:
        rest = evolve(situation, open=tuple(other for other in situation.open if other is not claim))
        settled = _one_of(analysis, claim, rest)
        if settled is None:
            return None
        if claim not in settled.open:
            return _settled(analysis, settled)
    return situation


# --- what evaluation shows -----------------------------------------------------------------------------


def valued(analysis: "Analysis", expr: Expr, situation: Situation) -> Situation | None:
    """The situation once an expression has a value: what it reads strictly is there. None if it cannot have one."""
    if _is_plain(analysis, expr):
        return situation
    match expr:
        case Const() | NoValue():
            return situation
        case InputRef() | FieldRef() | RuleRef() | Aggregate():
            return _present(analysis, expr, situation)
        case FigureRef():
            here = _all_valued(analysis, expr.own, situation)
            return None if here is None else here.with_presence(analysis.terms.atom(expr), PRESENT)
        case Arithmetic():
            here = _all_valued(analysis, (expr.left, expr.right), situation)
            if here is None or expr.operator is not ArithmeticOperator.DIVIDE:
                return here
            return _not_zero(analysis, expr.right, here)
        case Compare():
            return _all_valued(analysis, (expr.left, expr.right), situation)
        case Extreme() | DateCall():
            return _all_valued(analysis, expr.args, situation)
        case Logic():
            return valued(analysis, expr.args[0], situation)
        case Choose():
            first = expr.arms[0].condition
            return situation if first is None else valued(analysis, first, situation)
        case Not() | Round():
            return valued(analysis, expr.arg, situation)
        case Power():
            return valued(analysis, expr.base, situation)
        case IsAbsent():
            return situation
        case _:
            assert_never(expr)


def _is_plain(analysis: "Analysis", expr: Expr) -> bool:
    """Whether an expression always has a value and no requirement speaks of what it reads strictly."""
    known = analysis.plain.get(id(expr))
    if known is None:
        # The expression is kept with the answer, since ids are reused once an object is gone.
        known = analysis.plain[id(expr)] = _has_nothing_to_say(analysis, expr), expr
    return known[0]


def _has_nothing_to_say(analysis: "Analysis", expr: Expr) -> bool:
    match expr:
        case Const() | IsAbsent():
            return True
        case InputRef():
            return (
                not analysis.reading.is_required(expr)
                and not analysis.possible(expr, analysis.start).absences
            )
        case RuleRef():
            return not analysis.reading.is_required(expr) and not analysis.rule(expr.name).absences
        case Arithmetic(operator=operator):
            sides = (expr.left, expr.right)
            return operator is not ArithmeticOperator.DIVIDE and all(_is_plain(analysis, s) for s in sides)
        case Compare():
            return _is_plain(analysis, expr.left) and _is_plain(analysis, expr.right)
        case _:
            return False


def _all_valued(analysis: "Analysis", exprs: tuple[Expr, ...], situation: Situation) -> Situation | None:
    here: Situation | None = situation
    for expr in exprs:
        if here is not None and not isinstance(expr, Const):
            here = valued(analysis, expr, here)
    return here


def _not_zero(analysis: "Analysis", divisor: Expr, situation: Situation) -> Situation | None:
    if not analysis.possible(divisor, situation).interval.contains_zero:
        return situation
    affine = analysis.terms.affine(divisor)
    if affine.form is None:
        return situation if affine.constant else None
    step = analysis.terms.form_step(affine.form)
    grounded = analysis.grounded(affine.form, situation)
    return situation.with_facts(grounded.without(affine.form, -affine.constant / affine.factor, step))


def _present(
    analysis: "Analysis", expr: InputRef | FieldRef | RuleRef | Aggregate, situation: Situation
) -> Situation | None:
    atom = analysis.terms.atom(expr)
    known = situation.presence.get(atom)
    if known == PRESENT:
        return situation
    found = analysis.possible(expr, situation)
    if found.values is None:
        return None
    if known is None and not found.absences and not analysis.reading.is_required(expr):
        return situation
    here = situation.with_presence(atom, PRESENT)
    if here is not None and isinstance(expr, Aggregate):
        here = _supplied(analysis, expr, here)
    for number in analysis.reading.guards.get(atom, ()):
        if here is not None and number not in here.active:
            here = _activated(analysis, number, here)
    if here is None or not isinstance(expr, RuleRef | FieldRef):
        return here
    definition = analysis.reading.definition(expr)
    with analysis.inlining() as allowed:
        return valued(analysis, definition, here) if allowed and definition is not None else here


def _activated(analysis: "Analysis", number: int, situation: Situation) -> Situation | None:
    """The situation with a requirement in force, if everything that it needs is given."""
    requirement = analysis.reading.requirements[number]
    if any(situation.presence.get(leaf) != PRESENT for leaf in requirement.leaves):
        return situation
    return activate(analysis, number, situation)


def activate(analysis: "Analysis", number: int, situation: Situation) -> Situation | None:
    """The situation with a requirement in force."""
    condition = analysis.reading.requirements[number].condition
    if analysis.possible(condition, situation).absences:
        return situation
    started = evolve(situation, active=situation.active | {number})
    return assume(analysis, condition, YES, started)
