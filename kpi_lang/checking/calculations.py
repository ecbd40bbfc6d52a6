"""Calculations: where results lie, when a divisor cannot be zero, and when there is no result."""

from fractions import Fraction
from typing import TYPE_CHECKING

from kpi_lang.checking.absence import Origin
from kpi_lang.checking.arms import reached_arms
from kpi_lang.checking.forms import TooLarge
from kpi_lang.checking.intervals import ARITHMETIC, DATES, EXTREMES, ZERO, meet, power, scaled
from kpi_lang.checking.narrowing import known
from kpi_lang.checking.possible import NO_ABSENCE, Possible, either
from kpi_lang.checking.situation import Situation
from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import (
    Arithmetic,
    ArithmeticOperator,
    Choose,
    DateCall,
    DateOperator,
    Expr,
    Extreme,
    Power,
    Round,
    RuleRef,
)
from kpi_lang.values.domains import Interval
from kpi_lang.values.kinds import Family

if TYPE_CHECKING:
    from kpi_lang.checking.analysis import Analysis

_SUMS = (ArithmeticOperator.ADD, ArithmeticOperator.SUBTRACT)
_DATED = (Family.DATE, Family.MONTH)
_POSITIVE, _NEGATIVE = Interval.above(ZERO), Interval.below(ZERO)
_NOT_NEGATIVE, _NOT_POSITIVE = Interval.at_least(ZERO), Interval.at_most(ZERO)


def arithmetic(analysis: "Analysis", expr: Arithmetic, situation: Situation) -> Possible:
    """A calculation, from the left end of its spine upward so that long sums need no deep stack."""
    spine: list[Arithmetic] = []
    node: Expr = expr
    while isinstance(node, Arithmetic):
        spine.append(node)
        node = node.left
    found = analysis.possible(node, situation)
    while spine:
        node = spine.pop()
        found = _combined(analysis, node, found, analysis.possible(node.right, situation), situation)
        if spine and spine[-1].operator not in _SUMS:
            found = known(analysis, node, situation, found)
    if isinstance(found.values, Interval) and analysis.terms.repeats(expr):
        return Possible(_collected(analysis, expr, found.values, situation), found.absences)
    return found


def _collected(analysis: "Analysis", expr: Arithmetic, interval: Interval, situation: Situation) -> Interval:
    """Where a calculation that reads something twice lies: `price - price * 10%` is 90% of the price."""
    affine = analysis.terms.affine(expr)
    atoms = frozenset() if affine.form is None else affine.form.atoms
    if any(isinstance(analysis.terms.expr(atom), Arithmetic) for atom in atoms):
        return interval
    return meet(interval, analysis.grounded(affine.form, situation).interval(affine)) or interval


def _combined(
    analysis: "Analysis", node: Arithmetic, left: Possible, right: Possible, situation: Situation
) -> Possible:
    absences = left.absences | right.absences
    if left.values is None or right.values is None:
        return Possible(None, absences)
    one, other = left.interval, right.interval
    reached = situation
    if analysis.reading.is_bounded(node):
        # Where the result has a value, the inputs are given and requirements about them are in force.
        reached = analysis.valued(node, situation) or situation
    if node.operator is ArithmeticOperator.DIVIDE:
        if other.contains_zero:
            if not analysis.nonzero(node.right, situation):
                absences |= {analysis.absence(Cause.UNDEFINED, Origin.DIVISION, node, situation)}
                if other.is_point:
                    return Possible(None, absences)
            other = _side_of_zero(analysis, node.right, other, reached)
        return Possible(_quotient(analysis, node, one, other, reached), absences)
    if node.kind.family in _DATED and not _is_whole(analysis, node.right):
        absences |= {analysis.absence(Cause.UNDEFINED, Origin.PART_DAY, node, situation)}
    interval = ARITHMETIC[node.operator](one, other)
    if node.operator in _SUMS:
        interval = _difference(analysis, node, interval, reached)
    return Possible(interval, absences)


def _side_of_zero(analysis: "Analysis", expr: Expr, interval: Interval, situation: Situation) -> Interval:
    """The interval of a divisor without zero at its ends, and on the side where facts about sums put it."""
    return _sided(analysis, expr, interval.without(ZERO) or interval, situation, _POSITIVE, _NEGATIVE)


def _difference(analysis: "Analysis", node: Arithmetic, interval: Interval, situation: Situation) -> Interval:
    """A sum on the side of zero where facts about sums put it."""
    return _sided(analysis, node, interval, situation, _NOT_NEGATIVE, _NOT_POSITIVE)


def _sided(
    analysis: "Analysis",
    expr: Expr,
    interval: Interval,
    situation: Situation,
    upper: Interval,
    lower: Interval,
) -> Interval:
    if interval.is_nonnegative or interval.is_nonpositive or not situation.facts.compounds:
        return interval
    affine = analysis.terms.affine(expr)
    if not situation.facts.says_more_of(affine.form):
        return interval
    facts = analysis.grounded(affine.form, situation)
    if facts.entails_nonnegative(affine):
        return meet(interval, upper) or interval
    if facts.entails_nonnegative(affine.scaled(-1)):
        return meet(interval, lower) or interval
    return interval


def _quotient(
    analysis: "Analysis", node: Arithmetic, one: Interval, other: Interval, situation: Situation
) -> Interval:
    interval = ARITHMETIC[ArithmeticOperator.DIVIDE](one, other)
    terms = analysis.terms
    if not situation.facts.compounds or not other.is_positive:
        return interval
    above, below = terms.affine(node.left), terms.affine(node.right)
    if above.form is None or not situation.facts.says_more_of(below.form):
        return interval
    # (p - t) / (b - t) is at most 1 where p is at most b, which intervals of its two sides do not see.
    ratio = abs(above.factor / below.factor)
    for sign in (1, -1):
        try:
            within = terms.polynomial(node.right).scaled(ratio).plus(terms.polynomial(node.left), -sign)
        except TooLarge:
            return interval
        spare = terms.forms.affine(within)
        if analysis.grounded(spare.form, situation).entails_nonnegative(spare):
            interval = meet(interval, scaled(Interval.at_most(ratio), Fraction(sign))) or interval
    return interval


def is_nonzero(analysis: "Analysis", expr: Expr, situation: Situation) -> bool:
    """Whether a number is not zero by its interval or by its shape: a product of such, a choice among such."""
    found = analysis.possible(expr, situation)
    if not found.interval.contains_zero or found.values is None:
        return True
    affine = analysis.terms.affine(expr)
    if affine.form is not None:
        holes = situation.facts.holes.get(affine.form, ())
        if holes and -affine.constant / affine.factor in holes:
            return True
    match expr:
        case Arithmetic(operator=ArithmeticOperator.MULTIPLY):
            return all(is_nonzero(analysis, side, situation) for side in (expr.left, expr.right))
        case Arithmetic(operator=ArithmeticOperator.DIVIDE):
            return is_nonzero(analysis, expr.left, situation)
        case Extreme():
            return all(is_nonzero(analysis, arg, situation) for arg in expr.args)
        case Choose():
            reached = reached_arms(analysis, expr, situation)
            return all(is_nonzero(analysis, arm.value, here) for arm, here in reached)
        case RuleRef():
            definition = analysis.reading.definition(expr)
            with analysis.inlining() as allowed:
                return allowed and definition is not None and is_nonzero(analysis, definition, situation)
        case _:
            return False


def _is_whole(analysis: "Analysis", expr: Expr) -> bool:
    step = analysis.terms.step(expr)
    return expr.kind.family is not Family.NUMBER or (step is not None and step.denominator == 1)


def extreme(analysis: "Analysis", expr: Extreme, situation: Situation) -> Possible:
    """The smallest or largest of some operands."""
    found = [analysis.possible(arg, situation) for arg in expr.args]
    absences = NO_ABSENCE.union(*(one.absences for one in found))
    values = found[0].values
    for one in found[1:]:
        if isinstance(values, Interval) and isinstance(one.values, Interval):
            values = EXTREMES[expr.operator](values, one.values)
        else:
            values = None if values is None or one.values is None else either(values, one.values)
    return Possible(values, absences)


def rounded(analysis: "Analysis", expr: Round, situation: Situation) -> Possible:
    """A number rounded."""
    found = analysis.possible(expr.arg, situation)
    if not isinstance(found.values, Interval):
        return found
    return Possible(found.values.round(expr.step, expr.mode), found.absences)


def raised(analysis: "Analysis", expr: Power, situation: Situation) -> Possible:
    """A power, undefined for zero to a negative and for a negative base to a fractional exponent."""
    found = analysis.possible(expr.base, situation)
    if not isinstance(found.values, Interval):
        return found
    base, absences = found.values, found.absences
    at_zero = expr.exponent < 0 and base.contains_zero and not analysis.nonzero(expr.base, situation)
    negative = expr.exponent.denominator != 1 and not base.is_nonnegative
    if at_zero or negative:
        absences |= {analysis.absence(Cause.UNDEFINED, Origin.POWER, expr, situation)}
    return Possible(power(base, expr.exponent), absences)


def dated(analysis: "Analysis", expr: DateCall, situation: Situation) -> Possible:
    """A date function, undefined for part of a month."""
    found = [analysis.possible(arg, situation) for arg in expr.args]
    absences = NO_ABSENCE.union(*(one.absences for one in found))
    if any(one.values is None for one in found):
        return Possible(None, absences)
    if expr.operator is DateOperator.ADD_MONTHS and not _is_whole(analysis, expr.args[1]):
        absences |= {analysis.absence(Cause.UNDEFINED, Origin.PART_DAY, expr, situation)}
    return Possible(DATES[expr.operator](*(one.interval for one in found)), absences)
