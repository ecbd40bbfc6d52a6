"""Whether people who were evaluated break a property: decided on their exact figures, and by nothing else."""

from fractions import Fraction
from typing import Any, assert_never

from kpi_lang.core.absent import Absent
from kpi_lang.core.ordering import sort_key
from kpi_lang.core.plan import PropertyForm
from kpi_lang.data.schema import Value
from kpi_lang.values.kinds import Kind
from kpi_lang.verify.claims import OneWay
from kpi_lang.verify.direction import Direction
from kpi_lang.verify.evaluating import Seen
from kpi_lang.verify.watched import WatchedClaim


def rank(value: Value, kind: Kind) -> Any:
    """What a value is compared by."""
    return sort_key(kind)(value)


def breaks_alone(watched: WatchedClaim, seen: Seen) -> bool:
    """Whether one person breaks a property about one person; one for whom it has no value does not."""
    if not _is_concerned(watched, seen):
        return False
    values = [seen.value(operand) for operand in watched.operands]
    if any(isinstance(value, Absent) for value in values):
        return False
    match watched.claim.form:
        case PropertyForm.WITHIN:
            result, low, high = map(_number, values)
            return not low <= result <= high
        case PropertyForm.ALWAYS:
            return values[0] is False
        case PropertyForm.EXACTLY_WHEN:
            return values[0] is not values[1]
        case _:
            return False


def shows(watched: WatchedClaim, seen: Seen) -> bool:
    """Whether a person shows that something is reachable."""
    return _is_concerned(watched, seen) and seen.value(watched.operands[0]) is True


def result_rank(watched: WatchedClaim, seen: Seen) -> Any:
    """What somebody's result is compared by; None for those whom the property does not concern or who have none."""
    if not _is_concerned(watched, seen):
        return None
    value = seen.value(watched.operands[0])
    return None if isinstance(value, Absent) else rank(value, watched.claim.operands[0].kind)


def moved(watched: WatchedClaim, before: Seen, after: Seen) -> Direction | None:
    """How the result differs between somebody with less and somebody with more of the driver; None if not known."""
    low, high = result_rank(watched, before), result_rank(watched, after)
    if low is None or high is None:
        return None
    if low == high:
        return Direction.STILL
    return Direction.UP if low < high else Direction.DOWN


def breaks_together(watched: WatchedClaim, before: Seen, after: Seen, steps: int = 1) -> bool:
    """Whether two people who differ in the driver, the second with more of it, break a property."""
    direction = moved(watched, before, after)
    if direction is None:
        return False
    match watched.claim.form:
        case PropertyForm.NEVER_FALLS:
            return direction is Direction.DOWN
        case PropertyForm.NEVER_RISES:
            return direction is Direction.UP
        case PropertyForm.RISES:
            return direction is not Direction.UP
        case PropertyForm.FALLS:
            return direction is not Direction.DOWN
        case PropertyForm.STEP_BOUND:
            most = before.value(watched.operands[1])
            if isinstance(most, Absent):
                return False
            change = _number(after.value(watched.operands[0])) - _number(before.value(watched.operands[0]))
            return abs(change) > _number(most) * steps
        case OneWay() | PropertyForm.WITHIN | PropertyForm.ALWAYS | PropertyForm.EXACTLY_WHEN:
            return False
        case PropertyForm.REACHABLE:
            return False
        case _:
            assert_never(watched.claim.form)


def _is_concerned(watched: WatchedClaim, seen: Seen) -> bool:
    return watched.given is None or seen.value(watched.given) is True


def _number(value: Value | Absent) -> Fraction:
    assert isinstance(value, Fraction)
    return value
