"""Forced distribution: the shares of grades, who is in order of what, and when a proposal applies."""

from enum import Enum

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax.tree.expressions import Expression, Row
from kpi_lang.syntax.tree.leaves import Ident, Title


class Force(Enum):
    """What a distribution does: report only unless approved, or apply at once."""

    GUIDELINE = "guideline"
    STRICT = "strict"


class QuotaSense(Enum):
    """Which side of a quota is allowed."""

    AT_MOST = "at most"
    AT_LEAST = "at least"
    EXACTLY = "exactly"


class Directions(Enum):
    """Where people may be moved."""

    DOWN = "move down only"
    UP = "move up only"
    BOTH = "move up or down"


class HeadcountGroup(Enum):
    """People whom the head-count may include or not."""

    EXEMPT = "exempt"
    VETOED = "vetoed"
    NOT_APPRAISED = "not appraised"


@frozen
class DirectionsRow:
    """``move down only``."""

    directions: Directions
    span: Span


@frozen
class Rounded:
    """``rounded down``: how a share of people becomes a whole number."""

    mode: Ident
    span: Span


@frozen
class ByHeadcount:
    """``by headcount { <= 5: 1, else: 2 }``: a number of people, or a share, by the size of the cohort."""

    rows: tuple[Row, ...]
    span: Span


@frozen
class GradeQuota:
    """``S + A at most 20%, rounded down``. ``rounded`` is None if the row does not say."""

    grades: tuple[Ident, ...]
    sense: QuotaSense
    amount: Expression | ByHeadcount
    rounded: Rounded | None
    span: Span


@frozen
class GradeShares:
    """``shares top 30%, middle 60%, bottom 10%, largest remainder``."""

    shares: tuple[tuple[Ident, Expression], ...]
    span: Span


@frozen
class QuotaRounding:
    """``limits rounded down, minimums rounded up``: for the quotas that do not say themselves."""

    limits: Rounded
    minimums: Rounded
    span: Span


@frozen
class OrderKey:
    """What people are ordered by; ``lowest_first`` where the smaller is ahead."""

    value: Expression
    lowest_first: bool
    span: Span


@frozen
class HeadcountRow:
    """``headcount includes exempt`` or ``headcount excludes vetoed, not appraised``."""

    included: bool
    groups: tuple[HeadcountGroup, ...]
    span: Span


@frozen
class SmallCohorts:
    """``cohorts below 10 people pool into division``; ``into`` is empty where they stay as they are."""

    below: int
    into: tuple[Ident, ...]
    span: Span


@frozen
class Demotions:
    """``demotions at most 10%, rounded down``: the guard on how many people are moved down."""

    at_most: Expression
    rounded: Rounded | None
    span: Span


@frozen
class MeanCeiling:
    """``mean of total at most 80, else approval by general_manager``."""

    value: Expression
    at_most: Expression
    approver: Ident
    span: Span


@frozen
class ApplyAfterApproval:
    """``apply after approval by group_president``, if ``off_by`` is given only when a share is off by more."""

    off_by: Expression | None
    approver: Ident
    span: Span


@frozen
class Distribution:
    """A forced distribution. ``within`` is None if everybody is one cohort."""

    force: Force | None
    title: Title | None
    within: Ident | None
    quotas: tuple[GradeQuota | GradeShares, ...]
    rounding: QuotaRounding | None
    directions: DirectionsRow | None
    order: tuple[OrderKey, ...]
    exempt: Expression | None
    headcount: tuple[HeadcountRow, ...]
    small: SmallCohorts | None
    demotions: Demotions | None
    ceilings: tuple[MeanCeiling, ...]
    apply: ApplyAfterApproval | None
    opening: Span
    """The words that open it: where something is missing."""
    span: Span
