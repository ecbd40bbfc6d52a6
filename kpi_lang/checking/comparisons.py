"""Comparisons: when they may hold, and what is known once they did or did not."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from kpi_lang.checking.facts import Facts, moved, solved_for
from kpi_lang.checking.forms import Affine, Form
from kpi_lang.checking.intervals import ZERO, meet
from kpi_lang.checking.possible import NO, YES, YES_OR_NO, Possible
from kpi_lang.checking.situation import Members, Situation
from kpi_lang.core.nodes import Compare, ComparisonOperator, Const, Expr, InputRef
from kpi_lang.core.operators import COMPARISONS
from kpi_lang.core.ordering import sort_key
from kpi_lang.values.domains import Interval
from kpi_lang.values.kinds import Family

if TYPE_CHECKING:
    from kpi_lang.checking.analysis import Analysis

NEGATED: Mapping[ComparisonOperator, ComparisonOperator] = {
    ComparisonOperator.LESS: ComparisonOperator.AT_LEAST,
    ComparisonOperator.AT_MOST: ComparisonOperator.GREATER,
    ComparisonOperator.EQUAL: ComparisonOperator.NOT_EQUAL,
    ComparisonOperator.NOT_EQUAL: ComparisonOperator.EQUAL,
    ComparisonOperator.AT_LEAST: ComparisonOperator.LESS,
    ComparisonOperator.GREATER: ComparisonOperator.AT_MOST,
}

_SIGNS: Mapping[ComparisonOperator, Interval] = {
    ComparisonOperator.LESS: Interval.below(ZERO),
    ComparisonOperator.AT_MOST: Interval.at_most(ZERO),
    ComparisonOperator.EQUAL: Interval.point(ZERO),
    ComparisonOperator.AT_LEAST: Interval.at_least(ZERO),
    ComparisonOperator.GREATER: Interval.above(ZERO),
}
"""Where the difference of the sides lies; for unequal sides that is no interval."""

_EQUALITIES = (ComparisonOperator.EQUAL, ComparisonOperator.NOT_EQUAL)

_MOST_PROPAGATED = 4
"""Atoms of a sum whose own bounds are drawn from a bound on the sum."""


@frozen
class Numbers:
    """A comparison of numbers as a statement about the form of their difference.

    ``regions`` says where the form lies if the comparison holds and if it fails, None for everywhere but at
    ``number``. Without a form the comparison is settled.
    """

    difference: Affine
    regions: Mapping[bool, Interval | None]
    number: Fraction
    step: Fraction | None

    @classmethod
    def of(cls, analysis: "Analysis", expr: Compare) -> "Numbers":
        """The statement of a comparison."""
        difference = analysis.terms.difference(expr.left, expr.right)
        signs = {True: _SIGNS.get(expr.operator), False: _SIGNS.get(NEGATED[expr.operator])}
        if difference.form is None:
            return cls(difference, signs, -difference.constant, None)
        regions = {
            holds: None if sign is None else solved_for(difference, sign) for holds, sign in signs.items()
        }
        number = -difference.constant / difference.factor
        return cls(difference, regions, number, analysis.terms.form_step(difference.form))

    def outcomes(self, form: Form, interval: Interval, facts: Facts) -> Members:
        """Whether the comparison may hold and may fail with the form in an interval."""
        return frozenset(
            holds
            for holds, region in self.regions.items()
            if (
                not (interval.is_point and interval.lo == self.number)
                if region is None
                else meet(interval, region) is not None
                and not (region.is_point and self.number in facts.holes.get(form, ()))
            )
        )


def _numbers(analysis: "Analysis", expr: Compare) -> Numbers:
    known = analysis.comparisons.get(id(expr))
    if known is None:
        # The expression is kept with its statement, since ids are reused once an object is gone.
        known = analysis.comparisons[id(expr)] = Numbers.of(analysis, expr), expr
    return known[0]


def possible(analysis: "Analysis", expr: Compare, situation: Situation) -> Possible:
    """Whether a comparison may hold and may fail, and the absences of its sides."""
    left, right = analysis.possible(expr.left, situation), analysis.possible(expr.right, situation)
    absences = left.absences | right.absences
    if left.values is None or right.values is None:
        return Possible(None, absences)
    if isinstance(left.values, Interval) and isinstance(right.values, Interval):
        return Possible(_outcomes(analysis, expr, left.values, right.values, situation), absences)
    if isinstance(left.values, frozenset) and isinstance(right.values, frozenset):
        return Possible(_member_outcomes(expr, left.values, right.values), absences)
    return Possible(YES_OR_NO, absences)


def _outcomes(
    analysis: "Analysis", expr: Compare, left: Interval, right: Interval, situation: Situation
) -> Members:
    numbers = _numbers(analysis, expr)
    form = numbers.difference.form
    if form is None:
        return YES if COMPARISONS[expr.operator](numbers.difference.constant, ZERO) else NO
    if form.atom is not None:
        interval = analysis.possible(analysis.terms.expr(form.atom), situation).interval
    else:
        interval = solved_for(numbers.difference, left.sub(right))
        known = situation.facts.bounds.get(form)
        interval = interval if known is None else meet(interval, known) or interval
    return numbers.outcomes(form, interval, situation.facts)


def _member_outcomes(expr: Compare, left: Members, right: Members) -> Members:
    key = _key(expr)
    holds = COMPARISONS[expr.operator]
    return frozenset(holds(key(one), key(other)) for one in left for other in right)


def _key(expr: Compare) -> Any:
    kind = expr.left.kind if expr.left.kind.choices is not None else expr.right.kind
    return (lambda value: value) if expr.operator in _EQUALITIES else sort_key(kind)


def assume(analysis: "Analysis", expr: Compare, holds: bool, situation: Situation) -> Situation | None:
    """The situation once a comparison, whose sides both have values, held or failed; None if it cannot."""
    if holds not in analysis.possible(expr, situation).members:
        return None
    left = analysis.possible(expr.left, situation).values
    if isinstance(left, Interval):
        return _assume_numbers(analysis, expr, holds, situation)
    right = analysis.possible(expr.right, situation).values
    if isinstance(left, frozenset) and isinstance(right, frozenset):
        return _assume_members(analysis, expr, holds, left, right, situation)
    return _assume_texts(analysis, expr, holds, situation)


def _assume_numbers(
    analysis: "Analysis", expr: Compare, holds: bool, situation: Situation
) -> Situation | None:
    numbers = _numbers(analysis, expr)
    form = numbers.difference.form
    if form is None:
        return situation
    facts: Facts | None = analysis.grounded(form, situation)
    assert facts is not None
    region = numbers.regions[holds]
    if region is None:
        return situation.with_facts(facts.without(form, numbers.number, numbers.step))
    facts = facts.within(form, region, numbers.step)
    return situation.with_facts(None if facts is None else _propagated(analysis, form, facts))


def _propagated(analysis: "Analysis", form: Form, facts: Facts) -> Facts | None:
    """The bounds that a bound on a short sum sets for each of its atoms."""
    if not 1 < len(form.parts) <= _MOST_PROPAGATED:
        return facts
    whole = facts.bounds[form]
    for part, coefficient in form.parts:
        if part.atom is None:
            continue
        rest = whole
        for other, factor in form.parts:
            if other is not part:
                rest = rest.sub(moved(facts.of_form(other), factor, ZERO))
        narrowed = facts.within(part, moved(rest, 1 / coefficient, ZERO), analysis.terms.form_step(part))
        if narrowed is None:
            return None
        facts = narrowed
    return facts


def _assume_members(
    analysis: "Analysis", expr: Compare, holds: bool, left: Members, right: Members, situation: Situation
) -> Situation | None:
    if expr.operator in _EQUALITIES and len(right) == 1:
        is_equal = holds is (expr.operator is ComparisonOperator.EQUAL)
        here = _of(analysis, expr.left, left, left & right if is_equal else left - right, situation)
        if here is None or isinstance(expr.right, Const):
            return here
    key = _key(expr)
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


def _assume_texts(analysis: "Analysis", expr: Compare, holds: bool, situation: Situation) -> Situation | None:
    """A text that was, or was not, a certain one; what two unknown texts say of one another is not kept."""
    is_equal = holds is (expr.operator is ComparisonOperator.EQUAL)
    for side, other in ((expr.left, expr.right), (expr.right, expr.left)):
        if not (isinstance(other, Const) and isinstance(other.value, str)):
            continue
        if other.kind.family is not Family.TEXT:
            return situation
        atom = analysis.terms.atom(side)
        excluded = (atom, other.value)
        if not is_equal:
            return evolve(situation, excluded=situation.excluded | {excluded})
        if excluded in situation.excluded:
            return None
        return situation.with_members(atom, frozenset({other.value}))
    return situation
