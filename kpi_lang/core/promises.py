"""Promises (`ensure`) that can be judged on one person at a time, and as conditions on that person."""

from typing import assert_never

from attrs import evolve

from kpi_lang.core.nodes import Compare, ComparisonOperator, Expr, Logic, LogicOperator, Not
from kpi_lang.core.plan import Plan, PropertyForm, PropertyPlan, Requirement
from kpi_lang.values.kinds import YES_NO


def checked_on_people(plan: Plan) -> tuple[PropertyPlan, ...]:
    """The promises about each person; the others compare people and are left to the prover."""
    return tuple(promise for promise in plan.properties if _is_about_one(promise.form))


def with_promises_required(plan: Plan) -> Plan:
    """The plan with a further requirement for each promise about a person, after those of the plan.

    Whoever breaks a promise breaks its requirement. The converse need not hold: a promise of which one side has no
    value is not judged, whatever the other says.
    """
    asked = (Requirement(_condition(promise), promise.name) for promise in checked_on_people(plan))
    return evolve(plan, requirements=(*plan.requirements, *asked))


def _is_about_one(form: PropertyForm) -> bool:
    match form:
        case PropertyForm.WITHIN | PropertyForm.ALWAYS | PropertyForm.EXACTLY_WHEN:
            return True
        case (
            PropertyForm.NEVER_FALLS
            | PropertyForm.NEVER_RISES
            | PropertyForm.RISES
            | PropertyForm.FALLS
            | PropertyForm.REACHABLE
            | PropertyForm.STEP_BOUND
        ):
            return False
        case _:
            assert_never(form)


def _condition(promise: PropertyPlan) -> Expr:
    """What is false for somebody who breaks a promise; where all it reads is known, for nobody else."""
    holds = _holds(promise)
    if promise.given is None:
        return holds
    return Logic(LogicOperator.OR, (Not(promise.given, YES_NO), holds), YES_NO)


def _holds(promise: PropertyPlan) -> Expr:
    match promise.form, promise.operands:
        case PropertyForm.WITHIN, (result, low, high):
            above = Compare(ComparisonOperator.AT_LEAST, result, low, YES_NO)
            below = Compare(ComparisonOperator.AT_MOST, result, high, YES_NO)
            return Logic(LogicOperator.AND, (above, below), YES_NO)
        case PropertyForm.ALWAYS, (holds,):
            return holds
        case PropertyForm.EXACTLY_WHEN, (left, right):
            return Compare(ComparisonOperator.EQUAL, left, right, YES_NO)
        case _:
            raise AssertionError(f"{promise.form} is not about one person")
