"""A policy's own promises (`ensure`), tried on one person, or on two who differ in one figure."""

from typing import assert_never

from attrs import evolve

from kpi_lang.core.absent import Absent
from kpi_lang.core.nodes import (
    Arithmetic,
    ArithmeticOperator,
    Compare,
    ComparisonOperator,
    Const,
    Expr,
    InputRef,
)
from kpi_lang.core.plan import PropertyForm, PropertyPlan
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.limits import LimitError
from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.policy import PersonError, Policy, Result
from kpi_lang.report.promises import broken_promises
from kpi_lang.source import Lang, language_from_environment
from kpi_lang.testing.broken import Broken, Wording, one_person, two_people
from kpi_lang.testing.given import GivenPerson
from kpi_lang.values import kinds

_CLAIM = Wording("a promise does not hold: ensure {name}", "违反保证：{name}")


def promise_holds(
    policy: Policy, promise: PropertyPlan, person: GivenPerson, lang: Lang | None = None
) -> None:
    """A promise about each person holds for one; a person out of scope, or without the values, breaks none."""
    words = lang or language_from_environment()
    result = person.evaluate(policy)
    if result.in_scope and promise in broken_promises(result.trace, ReferenceEvaluator(policy.plan)):
        raise Broken(one_person(_CLAIM.said(words, name=promise.name), person, result, words))


def is_reached(policy: Policy, promise: PropertyPlan, person: GivenPerson) -> bool:
    """Whether a person is one for whom a `reachable` condition holds."""
    result = person.evaluate(policy)
    evaluator = ReferenceEvaluator(policy.plan)
    conditions = [*promise.operands, *([promise.given] if promise.given is not None else [])]
    return result.in_scope and all(
        evaluator.evaluate_expression(condition, result.trace) is True for condition in conditions
    )


def driver_of(policy: Policy, promise: PropertyPlan) -> InputSpec | None:
    """The input that a promise about two people varies; None if it compares no people, or by another value."""
    match promise.form:
        case PropertyForm.NEVER_FALLS | PropertyForm.NEVER_RISES | PropertyForm.RISES | PropertyForm.FALLS:
            driver = promise.operands[1]
        case PropertyForm.STEP_BOUND:
            driver = promise.operands[2]
        case PropertyForm.WITHIN | PropertyForm.ALWAYS | PropertyForm.EXACTLY_WHEN | PropertyForm.REACHABLE:
            return None
        case _:
            assert_never(promise.form)
    name = driver.name if isinstance(driver, InputRef) else None
    return next((spec for spec in policy.plan.given if spec.name == name), None)


def pair_holds(
    policy: Policy, promise: PropertyPlan, person: GivenPerson, value: Value, lang: Lang | None = None
) -> None:
    """A promise about the change of one figure holds between a person and the same one with another `value` of it.

    A pair breaks nothing of which one is not accepted, is out of scope, does not meet `given` or has no result.
    """
    spec = driver_of(policy, promise)
    assert spec is not None, promise.form
    first = person.values.get(spec.name)
    if first is None or first == value:
        return
    evaluator = ReferenceEvaluator(policy.plan)
    both = [person, person.with_value(spec.name, value)]
    try:
        results = [one.evaluate(policy) for one in both]
    except (PersonError, LimitError):
        return
    if not all(_counts(result, promise, evaluator) for result in results):
        return
    order = Const(first, spec.kind), Const(value, spec.kind)
    if not _holds(ComparisonOperator.LESS, *order, evaluator, results[0]):
        results.reverse()
        first, value = value, first
    figures = [evaluator.evaluate_expression(promise.operands[0], result.trace) for result in results]
    low, high = figures
    if isinstance(low, Absent) or isinstance(high, Absent):
        return
    kind = promise.operands[0].kind
    if not _keeps(promise, Const(low, kind), Const(high, kind), evaluator, results[0]):
        words = lang or language_from_environment()
        claim = _CLAIM.said(words, name=promise.name)
        pair = results[0], results[1]
        raise Broken(two_people(claim, person, spec, (first, value), pair, words))


def _counts(result: Result, promise: PropertyPlan, evaluator: ReferenceEvaluator) -> bool:
    if not result.in_scope:
        return False
    return promise.given is None or evaluator.evaluate_expression(promise.given, result.trace) is True


def _keeps(
    promise: PropertyPlan, low: Const, high: Const, evaluator: ReferenceEvaluator, result: Result
) -> bool:
    """Whether a result may go from `low` to `high` while the driver rises."""
    match promise.form:
        case PropertyForm.NEVER_FALLS:
            return _holds(ComparisonOperator.AT_MOST, low, high, evaluator, result)
        case PropertyForm.NEVER_RISES:
            return _holds(ComparisonOperator.AT_LEAST, low, high, evaluator, result)
        case PropertyForm.RISES:
            return _holds(ComparisonOperator.LESS, low, high, evaluator, result)
        case PropertyForm.FALLS:
            return _holds(ComparisonOperator.GREATER, low, high, evaluator, result)
        case PropertyForm.STEP_BOUND:
            most, change = promise.operands[1], Arithmetic(ArithmeticOperator.SUBTRACT, high, low, low.kind)
            back = evolve(change, left=low, right=high)
            return all(
                _holds(ComparisonOperator.AT_MOST, one, most, evaluator, result) for one in (change, back)
            )
        case PropertyForm.WITHIN | PropertyForm.ALWAYS | PropertyForm.EXACTLY_WHEN | PropertyForm.REACHABLE:
            raise AssertionError(f"{promise.form} is not about two people")
        case _:
            assert_never(promise.form)


def _holds(
    operator: ComparisonOperator, left: Expr, right: Expr, evaluator: ReferenceEvaluator, result: Result
) -> bool:
    comparison = Compare(operator, left, right, kinds.YES_NO)
    return evaluator.evaluate_expression(comparison, result.trace) is not False
