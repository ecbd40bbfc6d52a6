"""Which promises of a policy (`ensure`) a person breaks."""

from kpi_lang.core.absent import Absent
from kpi_lang.core.plan import PropertyForm, PropertyPlan
from kpi_lang.core.promises import checked_on_people
from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.evaluate.trace import Trace


def broken_promises(trace: Trace, evaluator: ReferenceEvaluator) -> tuple[PropertyPlan, ...]:
    """The promises that do not hold for a person; one that has no value for the person is not judged."""
    return tuple(
        promise for promise in checked_on_people(trace.plan) if _is_broken(promise, trace, evaluator)
    )


def _is_broken(promise: PropertyPlan, trace: Trace, evaluator: ReferenceEvaluator) -> bool:
    if promise.given is not None and evaluator.evaluate_expression(promise.given, trace) is not True:
        return False
    values = [evaluator.evaluate_expression(operand, trace) for operand in promise.operands]
    if any(isinstance(value, Absent) for value in values):
        return False
    match promise.form, values:
        case PropertyForm.WITHIN, [result, low, high]:
            return not low <= result <= high  # type: ignore[operator]
        case PropertyForm.ALWAYS, [holds]:
            return holds is not True
        case PropertyForm.EXACTLY_WHEN, [left, right]:
            return left is not right
        case _:
            raise AssertionError(f"{promise.form} is not about one person")
