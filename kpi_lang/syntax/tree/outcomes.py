"""What counts where there is no measure, or where scores need what is not there."""

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax.tree.expressions import Expression
from kpi_lang.syntax.tree.leaves import Ident


@frozen
class FixedScore:
    """``missing score 60``."""

    score: Expression
    span: Span


@frozen
class EndScore:
    """``lowest score`` / ``highest score``: the lowest or highest value that the curve can give."""

    highest: bool
    span: Span


@frozen
class FixedMeasure:
    """``missing measure 100%``: go on as if this had been measured."""

    measure: Expression
    span: Span


@frozen
class Reweight:
    """``missing reweight``: leave the item out and spread its weight in proportion."""

    span: Span


@frozen
class MoveWeight:
    """``missing move weight to turnover_rate 60%, peer 40%``; one target without a share takes all (share None)."""

    targets: tuple[tuple[Ident, Expression | None], ...]
    span: Span


@frozen
class NoScore:
    """``missing no score``: the indicator has no score and what needs it has no result."""

    span: Span


@frozen
class Reject:
    """``missing reject``: the row is rejected."""

    span: Span


Outcome = FixedScore | EndScore | FixedMeasure | Reweight | MoveWeight | NoScore | Reject
