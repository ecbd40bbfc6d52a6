"""Figures about groups of people: what is found over whom, once everybody is known."""

from enum import Enum
from fractions import Fraction

from attrs import field, frozen

from kpi_lang.core.nodes import Expr
from kpi_lang.source import Span
from kpi_lang.values.kinds import Kind


class GroupOperator(Enum):
    """What a figure about a group is; ``GroupFigure`` tells what it is of.

    COUNT, SUM, MEAN, MEDIAN, MIN and MAX as usual, MEDIAN of an even number the mean of the middle two. SHARE is the
    share of those for whom a condition holds. VARIANCE is the mean squared distance from the mean, UNDEFINED where
    all are level. RANK gives the best 1 and leaves places out after a tie (1, 2, 2, 4), DENSE_RANK leaves none
    out (1, 2, 2, 3), MID_RANK gives those who are level the mean of their places (1, 2.5, 2.5, 4). PERCENTILE is
    the share of the others who are behind, those who are level by half; of a person alone it is UNDEFINED. NTILE
    parts the group into ``tiles``, 1 the best: of n people the one at RANK r is in floor((r - 1) tiles / n) + 1.
    POOL shares an amount out in proportion to the value, as ``PoolTerms`` says.
    """

    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    MIN = "min"
    MAX = "max"
    SHARE = "share"
    VARIANCE = "variance"
    RANK = "rank"
    DENSE_RANK = "dense_rank"
    MID_RANK = "mid_rank"
    PERCENTILE = "percentile"
    NTILE = "ntile"
    POOL = "pool"

    @property
    def is_rank(self) -> bool:
        """Whether it is about the place of the person at hand."""
        return self in _RANKS


_RANKS = frozenset(
    {
        GroupOperator.RANK,
        GroupOperator.DENSE_RANK,
        GroupOperator.MID_RANK,
        GroupOperator.PERCENTILE,
        GroupOperator.NTILE,
    }
)


@frozen
class PoolTerms:
    """What is shared out, and the terms on which each of the group takes part.

    ``amount`` is what the group shares, the same for everybody of it, and the bounds are those of each, all in whole
    ``step``s once a floor is rounded up and a cap down; no cap is no bound. Shares are in proportion to the value
    of the figure within the bounds: what a cap frees and what a floor takes is shared among the others. They are
    rounded down to steps, and what is left goes to the largest remainders, of equal ones to those ahead in ``order``,
    then by key. There is NO_RESULT for everybody of a group whose amounts differ, where an amount, a value or a
    floor is negative, a floor is above its cap, or the floors exceed the amount.
    """

    amount: Expr
    least: Expr | None
    most: Expr | None
    order: tuple[Expr, ...]
    lowest_first: tuple[bool, ...]
    """For each of ``order`` whether the lower are ahead."""
    step: Fraction
    unshared: str
    """The reason for who gets nothing because nothing can be shared."""

    @property
    def parts(self) -> tuple[Expr, ...]:
        """What is read of each person."""
        bounds = (bound for bound in (self.least, self.most) if bound is not None)
        return (self.amount, *bounds, *self.order)


@frozen
class GroupFigure:
    """A figure about several people, the same for everybody of one group; a rank is that of each.

    The group are the people with the same ``keys``, everybody if there are none, or with ``reports`` those whose
    manager the person at hand is. Of these count the people in scope whose data are sound, for whom ``where`` holds
    and who have a ``value``; COUNT without a value counts all for whom ``where`` holds. SUM, COUNT of nobody are 0,
    the others ``Absent(UNDEFINED)``. ``keys``, ``where`` and ``value`` are inputs or rules of each person, or literals.
    """

    name: str
    operator: GroupOperator
    value: Expr | None
    where: Expr | None
    keys: tuple[Expr, ...]
    reports: bool
    lowest_first: bool
    kind: Kind
    text: str
    """The figure as the author wrote it."""
    tiles: int = 0
    pool: PoolTerms | None = None
    span: Span | None = field(default=None, eq=False)

    @property
    def parts(self) -> tuple[Expr, ...]:
        """What is read of each person: keys, condition, value, the terms of a pool."""
        terms = () if self.pool is None else self.pool.parts
        return (*self.keys, *(part for part in (self.where, self.value) if part is not None), *terms)
