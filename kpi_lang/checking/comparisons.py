"""Comparisons: when they may hold, and what is known once they did or did not."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import evolve

from kpi_lang.checking.facts import Facts, moved, solved_for
from kpi_lang.checking.forms import Affine
from kpi_lang.checking.intervals import meet
from kpi_lang.checking.possible import NO, YES, YES_OR_NO, Possible
from kpi_lang.checking.situation import Members, Situation
from kpi_lang.core.nodes import Compare, ComparisonOperator, Const, Expr, InputRef
from kpi_lang.core.operators import COMPARISONS
from kpi_lang.core.ordering import sort_key
from kpi_lang.values.domains import Interval
from kpi_lang.values.kinds import Family

if TYPE_CHECKING:
    from kpi_lang.checking.analysis import Analysis

_ZERO = Fraction(0)

NEGATED: Mapping[ComparisonOperator, ComparisonOperator] = {
    ComparisonOperator.LESS: ComparisonOperator.AT_LEAST,
    ComparisonOperator.AT_MOST: ComparisonOperator.GREATER,
    ComparisonOperator.EQUAL: ComparisonOperator.NOT_EQUAL,
    ComparisonOperator.NOT_EQUAL: ComparisonOperator.EQUAL,
    ComparisonOperator.AT_LEAST: ComparisonOperator.LESS,
    ComparisonOperator.GREATER: ComparisonOperator.AT_MOST,
}

_REGIONS: Mapping[ComparisonOperator, Interval] = {
    ComparisonOperator.LESS: Interval.below(_ZERO),
    ComparisonOperator.AT_MOST: Interval.at_most(_ZERO),
    ComparisonOperator.EQUAL: Interval.point(_ZERO),
    ComparisonOperator.AT_LEAST: Interval.at_least(_ZERO),
    ComparisonOperator.GREATER: Interval.above(_ZERO),
}
"""Where the difference of the sides lies."""

_MOST_PROPAGATED = 4
"""Atoms of a sum whose own bounds are drawn from a bound on the sum."""


def possible(analysis: "Analysis", expr: Compare, situation: Situation) -> Possible:
    """Whether a comparison may hold and may fail, and the absences of its sides."""
    left, right = analysis.possible(expr.left, situation), analysis.possible(expr.right, situation)
    absences = left.absences | right.absences
    if left.values is None or right.values is None:
        return Possible(None, absences)
    if isinstance(left.values, Interval) and isinstance(right.values, Interval):
        return Possible(_outcomes(analysis, expr, left.values.sub(right.values), situation), absences)
    if isinstance(left.values, frozenset) and isinstance(right.values, frozenset):
        return Possible(_member_outcomes(analysis, expr, left.values, right.values), absences)
    return Possible(YES_OR_NO, absences)


def _outcomes(analysis: "Analysis", expr: Compare, difference: Interval, situation: Situation) -> Members:
    affine = analysis.terms.difference(expr.left, expr.right)
    if affine.form is None:
        difference = Interval.point(affine.constant)
    elif affine.form in situation.facts.bounds:
        known = moved(situation.facts.bounds[affine.form], affine.factor, affine.constant)
        difference = meet(difference, known) or difference
    outcomes = frozenset(
        holds
        for holds in (True, False)
        if _overlaps(expr.operator if holds else NEGATED[expr.operator], difference)
    )
    if outcomes == YES_OR_NO and affine.form is not None:
        number = -affine.constant / affine.factor
        if number in situation.facts.holes.get(affine.form, ()):
            return {ComparisonOperator.EQUAL: NO, ComparisonOperator.NOT_EQUAL: YES}.get(
                expr.operator, YES_OR_NO
            )
    return outcomes


def _overlaps(operator: ComparisonOperator, difference: Interval) -> bool:
    if operator is ComparisonOperator.NOT_EQUAL:
        return difference != Interval.point(_ZERO)
    return meet(difference, _REGIONS[operator]) is not None


def _member_outcomes(analysis: "Analysis", expr: Compare, left: Members, right: Members) -> Members:
    key = _key(analysis, expr)
    holds = COMPARISONS[expr.operator]
    return frozenset(holds(key(one), key(other)) for one in left for other in right)


def _key(analysis: "Analysis", expr: Compare) -> Any:
    kind = expr.left.kind if expr.left.kind.choices is not None else expr.right.kind
    if expr.operator in (ComparisonOperator.EQUAL, ComparisonOperator.NOT_EQUAL) or kind.choices is None:
        return lambda value: value
    return sort_key(kind)


def assume(analysis: "Analysis", expr: Compare, holds: bool, situation: Situation) -> Situation | None:
    """The situation once a comparison, whose sides both have values, held or failed; None if it cannot."""
    operator = expr.operator if holds else NEGATED[expr.operator]
    left, right = analysis.possible(expr.left, situation), analysis.possible(expr.right, situation)
    if left.values is None or right.values is None:
        return None
    if isinstance(left.values, Interval):
        return _assume_numbers(analysis, expr, operator, left, right, situation)
    if isinstance(left.values, frozenset) and isinstance(right.values, frozenset):
        return _assume_members(analysis, expr, holds, left.values, right.values, situation)
    return _assume_texts(analysis, expr, operator, situation)


def _assume_numbers(
    analysis: "Analysis",
    expr: Compare,
    operator: ComparisonOperator,
    left: Possible,
    right: Possible,
    situation: Situation,
) -> Situation | None:
    affine = analysis.terms.difference(expr.left, expr.right)
    form = affine.form
    if form is None:
        return situation if _overlaps(operator, Interval.point(affine.constant)) else None
    if form.atom is None and not _overlaps(operator, left.interval.sub(right.interval)):
        return None
    facts: Facts | None = analysis.grounded(form, situation)
    assert facts is not None
    step = analysis.terms.form_step(form)
    if operator is ComparisonOperator.NOT_EQUAL:
        facts = facts.without(form, -affine.constant / affine.factor, step)
        return situation.with_facts(facts)
    facts = facts.within(form, solved_for(affine, _REGIONS[operator]), step)
    return situation.with_facts(None if facts is None else _propagated(analysis, affine, facts))


def _propagated(analysis: "Analysis", affine: Affine, facts: Facts) -> Facts | None:
    """The bounds that a bound on a short sum sets for each of its atoms."""
    form = affine.form
    if form is None or not 1 < len(form.parts) <= _MOST_PROPAGATED:
        return facts
    whole = facts.bounds[form]
    for part, coefficient in form.parts:
        if part.atom is None:
            continue
        rest = whole
        for other, factor in form.parts:
            if other is not part:
                rest = rest.sub(moved(facts.of_form(other), factor, _ZERO))
        narrowed = facts.within(part, moved(rest, 1 / coefficient, _ZERO), analysis.terms.form_step(part))
        if narrowed is None:
            return None
        facts = narrowed
    return facts


def _assume_members(
    analysis: "Analysis", expr: Compare, holds: bool, left: Members, right: Members, situation: Situation
) -> Situation | None:
    key = _key(analysis, expr)
    compare = COMPARISONS[expr.operator]
    ones = frozenset(one for one in left if any(compare(key(one), key(two)) is holds for two in right))
    here = _of(analysis, expr.left, left, ones, situation)
    if here is None or isinstance(expr.right, Const):
        return here
    twos = frozenset(two for two in right if any(compare(key(one), key(two)) is holds for one in left))
    return _of(analysis, expr.right, right, twos, here)


def _of(
    analysis: "Analysis", expr: Expr, known: Members, members: Members, situation: Situation
) -> Situation | None:
    if not members:
        return None
    if members == known or isinstance(expr, Const):
        return situation
    if isinstance(expr, InputRef):
        return situation.with_members(analysis.terms.atom(expr), members)
    return analysis.assume_values(expr, members, situation)


def _assume_texts(
    analysis: "Analysis", expr: Compare, operator: ComparisonOperator, situation: Situation
) -> Situation | None:
    """A text that was, or was not, a certain one; what two unknown texts say of one another is not kept."""
    for side, other in ((expr.left, expr.right), (expr.right, expr.left)):
        if not (isinstance(other, Const) and isinstance(other.value, str)):
            continue
        if other.kind.family is not Family.TEXT:
            return situation
        atom = analysis.terms.atom(side)
        if operator is ComparisonOperator.EQUAL:
            if (atom, other.value) in situation.excluded:
                return None
            return situation.with_members(atom, frozenset({other.value}))
        return evolve(situation, excluded=situation.excluded | {(atom, other.value)})
    return situation

