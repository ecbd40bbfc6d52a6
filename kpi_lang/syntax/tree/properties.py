"""Properties that the policy promises."""

from enum import Enum

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax.tree.expressions import Expression
from kpi_lang.syntax.tree.leaves import Title


class Direction(Enum):
    """How a result answers a rise of another value."""

    NEVER_FALLS = "never falls"
    NEVER_RISES = "never rises"
    RISES = "rises"
    FALLS = "falls"


@frozen
class Monotone:
    """``total never falls as turnover rises``; ``total rises with turnover`` is strict (RISES)."""

    result: Expression
    direction: Direction
    driver: Expression
    span: Span


@frozen
class Within:
    """``total stays in 0 .. 110``."""

    result: Expression
    low: Expression
    high: Expression
    span: Span


@frozen
class Always:
    """``ensure total <= 110``: a condition that holds for everybody."""

    condition: Expression
    span: Span


@frozen
class ExactlyWhen:
    """``grade = C exactly when total < 75``."""

    left: Expression
    right: Expression
    span: Span


@frozen
class Reachable:
    """``grade = S is reachable``."""

    condition: Expression
    span: Span


@frozen
class StepBound:
    """``total changes at most 2 per step of turnover``."""

    result: Expression
    most: Expression
    driver: Expression
    span: Span


Property = Monotone | Within | Always | ExactlyWhen | Reachable | StepBound


@frozen
class Ensure:
    """``ensure "title" property given assumption``."""

    title: Title | None
    property: Property
    given: Expression | None
    span: Span
