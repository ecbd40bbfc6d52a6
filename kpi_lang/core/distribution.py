"""A policy's forced distribution as data: quotas of grades, who is ordered by what, when a proposal applies.

What differs from person to person are rules of the plan, which this names. Grades are numbered from 0, the best.
A run settles the proposed grade and the grade of each person; it gives them to the evaluators as inputs that no data
hold, so that a person evaluated alone has none, and a reason.
"""

from enum import Enum
from fractions import Fraction

from attrs import field, frozen

from kpi_lang.source import Span
from kpi_lang.values.rounding import Mode

PROPOSED = "distribution.proposed"
"""The input by which a run hands back the grade that the distribution proposes."""
SETTLED = "distribution.settled"
"""The input by which a run hands back the grade after approval."""
STATE = "distribution.state"
"""The input by which a run tells why there is no proposal or no grade yet."""
HIGHEST = "distribution.highest"
"""The rule of the best grade that vetoes and limits leave a person."""
LOWEST = "distribution.lowest"
"""The rule of the worst grade that they leave."""
SUPPLIED = frozenset({PROPOSED, SETTLED, STATE})


class State(Enum):
    """Why there is a proposal but no grade."""

    INCOMPLETE = "incomplete"
    """Somebody of the cohort could not be appraised, since data were rejected."""
    APPROVAL = "approval"
    """The proposal awaits its approval."""
    DECLINED = "declined"
    """The approver has declined the proposal."""


class Sense(Enum):
    """Which side of a quota is allowed."""

    AT_MOST = "at most"
    AT_LEAST = "at least"
    EXACTLY = "exactly"


class Direction(Enum):
    """Where people may be moved."""

    DOWN = "down"
    UP = "up"
    BOTH = "both"


class Applied(Enum):
    """What becomes of a proposal."""

    REPORTED = "reported"
    """Nobody is moved; it is shown what is off."""
    APPROVED = "approved"
    """People are moved once the approver approves."""
    AT_ONCE = "at once"


@frozen
class Amount:
    """How many people in cohorts of ``smallest`` .. ``largest`` heads (None: any number): a share or a number of heads.

    Either a ``value``, or the name of a ``rule`` that gives the same number for everybody of a cohort.
    """

    smallest: int
    largest: int | None
    is_share: bool
    value: Fraction | None = None
    rule: str | None = None


@frozen
class GradeQuota:
    """Heads with one of ``grades``. ``mode`` makes a share whole; ``label`` is the row as written."""

    label: str
    grades: frozenset[int]
    sense: Sense
    amounts: tuple[Amount, ...]
    mode: Mode | None
    span: Span | None = field(default=None, eq=False)


@frozen
class GradeShares:
    """Shares of several grades, made whole together by the largest remainders; of equal ones the earlier is first."""

    label: str
    shares: tuple[tuple[int, Fraction], ...]
    span: Span | None = field(default=None, eq=False)


@frozen
class Guard:
    """How many people may be moved down: a share of the head-count made whole by ``mode``, or a number."""

    label: str
    value: Fraction
    is_share: bool
    mode: Mode | None
    span: Span | None = field(default=None, eq=False)


@frozen
class Ceiling:
    """The mean of a rule over a cohort that needs ``approver`` where it is above ``most``."""

    label: str
    rule: str
    most: Fraction
    approver: str
    span: Span | None = field(default=None, eq=False)


@frozen
class OrderKey:
    """A rule by which people are ordered."""

    label: str
    rule: str
    lowest_first: bool


@frozen
class Distribution:
    """The distribution of a policy.

    ``cohorts`` name the rules whose values tell the cohort of a person: the one calibrated, then those that too small
    ones, below ``smallest`` heads, are pooled into; None stands for everybody. ``exempt`` is a rule; ``highest`` and
    ``lowest`` are rules that give the best and worst grade that vetoes and limits leave.
    """

    title: str
    cohorts: tuple[str | None, ...]
    smallest: int
    quotas: tuple[GradeQuota | GradeShares, ...]
    direction: Direction
    order: tuple[OrderKey, ...]
    exempt: str | None
    highest: str
    lowest: str
    counts_exempt: bool
    counts_vetoed: bool
    counts_unappraised: bool
    guard: Guard | None
    ceilings: tuple[Ceiling, ...]
    applied: Applied
    approver: str | None
    off_by: Fraction | None
    span: Span | None = field(default=None, eq=False)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that are read of each person."""
        amounts = (quota.amounts for quota in self.quotas if isinstance(quota, GradeQuota))
        named = (
            *self.cohorts,
            *(key.rule for key in self.order),
            self.exempt,
            self.highest,
            self.lowest,
            *(amount.rule for several in amounts for amount in several),
            *(ceiling.rule for ceiling in self.ceilings),
        )
        return tuple(dict.fromkeys(("provisional_grade", *(name for name in named if name is not None))))
