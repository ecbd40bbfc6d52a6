"""Values that are not there, and why."""

from enum import Enum

from attrs import frozen


class Cause(Enum):
    """Why there is no value.

    MISSING: an optional input or a whole table was not given. UNDEFINED: a division by zero, or an aggregate of
    nothing. NO_RESULT: the policy declares that there is none. REJECTED: the person's data cannot be used (a
    required input is not given, or a rule says reject); the row is rejected if any output has this cause.
    PENDING: it depends on other people, who are not known yet; no clause for missing values answers for it.
    UNSETTLED: it is to be settled among several people, or approved; the reason says what is awaited.
    """

    MISSING = "missing"
    UNDEFINED = "undefined"
    NO_RESULT = "no result"
    REJECTED = "rejected"
    PENDING = "pending"
    UNSETTLED = "unsettled"


UNANSWERED = frozenset({Cause.REJECTED, Cause.PENDING, Cause.UNSETTLED})
"""Causes that pass through a test of absence which does not name them."""


WAITING = frozenset({Cause.PENDING, Cause.UNSETTLED})
"""Causes that go once others have their results."""


@frozen
class Absent:
    """No value; ``reason`` is what people read, in the author's words or naming the input or division."""

    cause: Cause
    reason: str
