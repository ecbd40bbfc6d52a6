"""What an expression may be in a situation: one rule per node, for its values and for its absences together.

The values enclose what the reference evaluator can give, the absences name every root place from which an absence
can come. Absences with cause REJECTED are left out: they reject the row, which is then not accepted.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from kpi_lang.checking import aggregates, comparisons
from kpi_lang.checking.absence import Absence, Origin
from kpi_lang.checking.facts import moved
from kpi_lang.checking.forms import TooLarge
from kpi_lang.checking.intervals import ARITHMETIC, DATES, EXTREMES, ZERO, meet, power, scaled
from kpi_lang.checking.possible import (
    NO,
    NO_ABSENCE,
    YES,
    AnyText,
    Possible,
    Values,
    all_of,
    both,
    either,
)
from kpi_lang.checking.situation import Members, Situation
from kpi_lang.checking.terms import number_of
from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import (
    Aggregate,
    Arithmetic,
    ArithmeticOperator,
    Arm,
    Choose,
    Compare,
    Const,
    DateCall,
    DateOperator,
    Expr,
    Extreme,
    FieldRef,
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
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.values.domains import Interval
from kpi_lang.values.kinds import Family

if TYPE_CHECKING:
    from kpi_lang.checking.analysis import Analysis

_SUMS = (ArithmeticOperator.ADD, ArithmeticOperator.SUBTRACT)
_DATED = (Family.DATE, Family.MONTH)
_POSITIVE, _NEGATIVE = Interval.above(ZERO), Interval.below(ZERO)
_NOT_NEGATIVE, _NOT_POSITIVE = Interval.at_least(ZERO), Interval.at_most(ZERO)


def possible(analysis: "Analysis", expr: Expr, situation: Situation) -> Possible:
    """Every value and every absence that the expression may be in the situation."""
    match expr:
        case Const():
            return Possible(_value(expr.value))
        case InputRef():
            return _known(analysis, expr, situation, _input(analysis, expr, situation))
        case FieldRef():
            return _known(analysis, expr, situation, _field(analysis, expr, situation))
        case RuleRef():
            return _rule(analysis, expr, situation)
        case Arithmetic():
            return _known(analysis, expr, situation, _chain(analysis, expr, situation))
        case Compare():
            return comparisons.possible(analysis, expr, situation)
        case Logic():
            return _logic(analysis, expr, situation)
        case Not():
            found = analysis.possible(expr.arg, situation)
            return Possible(frozenset(not member for member in found.members), found.absences)
        case Extreme():
            return _known(analysis, expr, situation, _extreme(analysis, expr, situation))
        case Choose():
            return _known(analysis, expr, situation, _choose(analysis, expr, situation))
        case Round():
            return _known(analysis, expr, situation, _round(analysis, expr, situation))
        case Power():
            return _power(analysis, expr, situation)
        case Aggregate():
            return _known(analysis, expr, situation, aggregates.possible(analysis, expr, situation))
        case NoValue():
            declared = analysis.absence(expr.cause, Origin.DECLARED, expr, situation)
            return Possible(None, NO_ABSENCE if expr.cause is Cause.REJECTED else frozenset({declared}))
        case IsAbsent():
            return _is_absent(analysis, expr, situation)
        case DateCall():
            return _date_call(analysis, expr, situation)
        case _:
            assert_never(expr)


def _value(value: Value) -> Values:
    number = number_of(value)
    if number is not None:
        return Interval.point(number)
    assert isinstance(value, str | bool)
    return frozenset({value})


# --- references ----------------------------------------------------------------------------------------


def _input(analysis: "Analysis", expr: InputRef, situation: Situation) -> Possible:
    known = analysis.inputs.get(expr.name)
    if known is not None:
        return known
    spec = analysis.terms.inputs.get(expr.name)
    if spec is None or expr.name not in analysis.given:
        found = Possible(all_of(expr.kind)) if spec is None else _stored(analysis, expr, spec, situation)
        if not found.absences:
            analysis.inputs[expr.name] = found
        return found
    value = analysis.given[expr.name]
    if value is None:
        value = spec.default
    if value is not None:
        return Possible(_value(value))
    missing = {analysis.absence(Cause.MISSING, Origin.INPUT, expr, situation)} if spec.optional else ()
    return Possible(None, frozenset(missing))


def _field(analysis: "Analysis", expr: FieldRef, situation: Situation) -> Possible:
    computed = analysis.column(expr)
    if computed is not None:
        return computed
    spec = analysis.terms.fields.get((expr.records, expr.name))
    return Possible(all_of(expr.kind)) if spec is None else _stored(analysis, expr, spec, situation)


def _stored(
    analysis: "Analysis", expr: InputRef | FieldRef, spec: InputSpec, situation: Situation
) -> Possible:
    values = all_of(spec.kind)
    if spec.kind.family is Family.NUMBER:
        values = spec.domain.interval
    if not spec.optional or spec.default is not None:
        return Possible(values)
    return Possible(values, frozenset({analysis.absence(Cause.MISSING, Origin.INPUT, expr, situation)}))


def _rule(analysis: "Analysis", expr: RuleRef, situation: Situation) -> Possible:
    found = _known(analysis, expr, situation, analysis.rule(expr.name))
    if not analysis.is_faulty(expr.name) or not any(absence.is_fault for absence in found.absences):
        return found
    here = analysis.read_again(expr, situation)
    return found if here is None else Possible(both(found.values, here.values), found.absences & here.absences)


def _known(analysis: "Analysis", expr: Expr, situation: Situation, found: Possible) -> Possible:
    """What was found, less what the situation rules out about this very expression."""
    values, absences = found.values, found.absences
    if situation.presence:
        presence = situation.presence.get(analysis.terms.atom(expr))
        if presence is not None:
            values = values if presence.value else None
            absences = frozenset(a for a in absences if a.cause in presence.causes)
    if isinstance(values, Interval):
        values = _narrowed(analysis, expr, values, situation)
    elif values is not None and situation.members:
        values = both(values, situation.members.get(analysis.terms.atom(expr), AnyText.ANY))
    if values is found.values and absences is found.absences:
        return found
    return Possible(values, absences)


def _narrowed(analysis: "Analysis", expr: Expr, interval: Interval, situation: Situation) -> Interval:
    facts = situation.facts
    # Facts about atoms alone have narrowed the operands of a calculation already.
    if not facts.bounds or (isinstance(expr, Arithmetic) and not facts.compounds):
        return interval
    affine = analysis.terms.affine(expr)
    known = None if affine.form is None else facts.bounds.get(affine.form)
    if known is None:
        return interval
    return meet(interval, moved(known, affine.factor, affine.constant)) or interval


# --- calculations --------------------------------------------------------------------------------------


def _chain(analysis: "Analysis", expr: Arithmetic, situation: Situation) -> Possible:
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
            found = _known(analysis, node, situation, found)
    return found


def _combined(
    analysis: "Analysis", node: Arithmetic, left: Possible, right: Possible, situation: Situation
) -> Possible:
    absences = left.absences | right.absences
    if left.values is None or right.values is None:
        return Possible(None, absences)
    one, other = left.interval, right.interval
    if node.operator is ArithmeticOperator.DIVIDE:
        if other.contains_zero:
            if not analysis.nonzero(node.right, situation):
                absences |= {analysis.absence(Cause.UNDEFINED, Origin.DIVISION, node, situation)}
                if other.is_point:
                    return Possible(None, absences)
            other = _side_of_zero(analysis, node.right, other, situation)
        return Possible(_quotient(analysis, node, one, other, situation), absences)
    if node.kind.family in _DATED and not _is_whole(analysis, node.right):
        absences |= {analysis.absence(Cause.UNDEFINED, Origin.PART_DAY, node, situation)}
    interval = ARITHMETIC[node.operator](one, other)
    if node.operator in _SUMS:
        interval = _difference(analysis, node, interval, situation)
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
            return all(is_nonzero(analysis, arm.value, here) for arm, here in reached_arms(analysis, expr, situation))
        case RuleRef():
            definition = analysis.definition(expr)
            with analysis.inlining() as allowed:
                return allowed and definition is not None and is_nonzero(analysis, definition, situation)
        case _:
            return False


def _is_whole(analysis: "Analysis", expr: Expr) -> bool:
    step = analysis.terms.step(expr)
    return expr.kind.family is not Family.NUMBER or (step is not None and step.denominator == 1)


def _extreme(analysis: "Analysis", expr: Extreme, situation: Situation) -> Possible:
    found = [analysis.possible(arg, situation) for arg in expr.args]
    absences = NO_ABSENCE.union(*(one.absences for one in found))
    values = found[0].values
    for one in found[1:]:
        if isinstance(values, Interval) and isinstance(one.values, Interval):
            values = EXTREMES[expr.operator](values, one.values)
        else:
            values = None if values is None or one.values is None else either(values, one.values)
    return Possible(values, absences)


def _round(analysis: "Analysis", expr: Round, situation: Situation) -> Possible:
    found = analysis.possible(expr.arg, situation)
    if not isinstance(found.values, Interval):
        return found
    return Possible(found.values.round(expr.step, expr.mode), found.absences)


def _power(analysis: "Analysis", expr: Power, situation: Situation) -> Possible:
    found = analysis.possible(expr.base, situation)
    if not isinstance(found.values, Interval):
        return found
    base, absences = found.values, found.absences
    at_zero = expr.exponent < 0 and base.contains_zero and not analysis.nonzero(expr.base, situation)
    negative = expr.exponent.denominator != 1 and not base.is_nonnegative
    if at_zero or negative:
        absences |= {analysis.absence(Cause.UNDEFINED, Origin.POWER, expr, situation)}
    return Possible(power(base, expr.exponent), absences)


def _date_call(analysis: "Analysis", expr: DateCall, situation: Situation) -> Possible:
    found = [analysis.possible(arg, situation) for arg in expr.args]
    absences = NO_ABSENCE.union(*(one.absences for one in found))
    if any(one.values is None for one in found):
        return Possible(None, absences)
    if expr.operator is DateOperator.ADD_MONTHS and not _is_whole(analysis, expr.args[1]):
        absences |= {analysis.absence(Cause.UNDEFINED, Origin.PART_DAY, expr, situation)}
    return Possible(DATES[expr.operator](*(one.interval for one in found)), absences)


# --- decisions -----------------------------------------------------------------------------------------


def _logic(analysis: "Analysis", expr: Logic, situation: Situation) -> Possible:
    deciding = DECIDING[expr.operator]
    absences: frozenset[Absence] = NO_ABSENCE
    may_decide = False
    here: Situation | None = situation
    for arg in expr.args:
        if here is None:
            break
        found = analysis.possible(arg, here)
        absences |= found.absences
        may_decide = may_decide or deciding in found.members
        here = analysis.assume(arg, not deciding, here)
    members: Members = frozenset({deciding} if may_decide else ()) | (
        frozenset() if here is None else frozenset({not deciding})
    )
    return Possible(members or None, absences)


def reached_arms(analysis: "Analysis", expr: Choose, situation: Situation) -> Iterator[tuple[Arm, Situation]]:
    """The arms that may be taken, each with the situation there."""
    here: Situation | None = situation
    for arm in expr.arms:
        if here is None:
            return
        if arm.condition is None:
            yield arm, here
            return
        taken = analysis.assume(arm.condition, True, here)
        if taken is not None:
            yield arm, taken
        here = analysis.assume(arm.condition, False, here)


def _choose(analysis: "Analysis", expr: Choose, situation: Situation) -> Possible:
    absences: frozenset[Absence] = NO_ABSENCE
    values: Values = None
    here: Situation | None = situation
    for index, arm in enumerate(expr.arms):
        if here is None:
            break
        taken: Situation | None = here
        if arm.condition is not None:
            absences |= analysis.possible(arm.condition, here).absences
            taken = analysis.assume(arm.condition, True, here)
            here = analysis.assume(arm.condition, False, here)
        if taken is not None:
            analysis.visit(expr, index, taken)
            found = analysis.possible(arm.value, taken)
            absences |= found.absences
            values = either(values, found.values)
    return Possible(values, absences)


def tested(analysis: "Analysis", expr: Expr, situation: Situation) -> Possible:
    """What an expression may be where its absence is asked about: a rule is not read again for that."""
    if isinstance(expr, RuleRef):
        return _known(analysis, expr, situation, analysis.rule(expr.name))
    return analysis.possible(expr, situation)


def _is_absent(analysis: "Analysis", expr: IsAbsent, situation: Situation) -> Possible:
    found = tested(analysis, expr.arg, situation)
    named = frozenset(a for a in found.absences if a.cause in expr.causes)
    rejected = frozenset(a for a in found.absences - named if a.cause is Cause.REJECTED)
    may_be = bool(named) or Cause.REJECTED in expr.causes
    may_not = found.values is not None or bool(found.absences - named - rejected)
    members = (YES if may_be else frozenset()) | (NO if may_not else frozenset())
    return Possible(members or None, rejected)

