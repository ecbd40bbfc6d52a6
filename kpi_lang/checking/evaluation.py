"""What an expression may be in a situation: one rule per node, for its values and for its absences together.

The values enclose what the reference evaluator can give, the absences name every root place from which an absence
can come. Absences with cause REJECTED are left out: they reject the row, which is then not accepted.
"""

from typing import TYPE_CHECKING, assert_never

from kpi_lang.checking import aggregates, calculations, comparisons, groups
from kpi_lang.checking.absence import Absence, Origin
from kpi_lang.checking.narrowing import known
from kpi_lang.checking.possible import (
    NO,
    NO_ABSENCE,
    YES,
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
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.values.domains import Interval
from kpi_lang.values.kinds import Family

if TYPE_CHECKING:
    from kpi_lang.checking.analysis import Analysis


def possible(  # noqa: C901 - one case per node
    analysis: "Analysis", expr: Expr, situation: Situation
) -> Possible:
    """Every value and every absence that the expression may be in the situation."""
    match expr:
        case Const():
            return Possible(_value(expr.value))
        case InputRef():
            return known(analysis, expr, situation, _input(analysis, expr, situation))
        case FieldRef():
            return known(analysis, expr, situation, _field(analysis, expr, situation))
        case RuleRef():
            return _rule(analysis, expr, situation)
        case Arithmetic():
            return known(analysis, expr, situation, calculations.arithmetic(analysis, expr, situation))
        case Compare():
            return comparisons.possible(analysis, expr, situation)
        case Logic():
            return _logic(analysis, expr, situation)
        case Not():
            found = analysis.possible(expr.arg, situation)
            return Possible(frozenset(not member for member in found.members), found.absences)
        case Extreme():
            return known(analysis, expr, situation, calculations.extreme(analysis, expr, situation))
        case Choose():
            return known(analysis, expr, situation, _choose(analysis, expr, situation))
        case Round():
            return known(analysis, expr, situation, calculations.rounded(analysis, expr, situation))
        case Power():
            return calculations.raised(analysis, expr, situation)
        case FigureRef():
            return known(analysis, expr, situation, groups.possible(analysis, expr, situation))
        case Aggregate():
            return known(analysis, expr, situation, aggregates.possible(analysis, expr, situation))
        case NoValue():
            declared = frozenset({analysis.absence(expr.cause, Origin.DECLARED, expr, situation)})
            return Possible(None, NO_ABSENCE if expr.cause is Cause.REJECTED else declared)
        case IsAbsent():
            return _is_absent(analysis, expr, situation)
        case DateCall():
            return calculations.dated(analysis, expr, situation)
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
    always_given = analysis.inputs.get(expr.name)
    if always_given is not None:
        return always_given
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
    found = known(analysis, expr, situation, analysis.rule(expr.name))
    if not analysis.is_faulty(expr.name) or not any(absence.is_fault for absence in found.absences):
        return found
    here = analysis.read_again(expr, situation)
    return (
        found if here is None else Possible(both(found.values, here.values), found.absences & here.absences)
    )


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
        return known(analysis, expr, situation, analysis.rule(expr.name))
    return analysis.possible(expr, situation)


def _is_absent(analysis: "Analysis", expr: IsAbsent, situation: Situation) -> Possible:
    found = tested(analysis, expr.arg, situation)
    named = frozenset(a for a in found.absences if a.cause in expr.causes)
    rejected = frozenset(a for a in found.absences - named if a.cause is Cause.REJECTED)
    may_be = bool(named) or Cause.REJECTED in expr.causes
    may_not = found.values is not None or bool(found.absences - named - rejected)
    members = (YES if may_be else frozenset()) | (NO if may_not else frozenset())
    return Possible(members or None, rejected)
