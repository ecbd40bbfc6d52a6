"""Indicators, scorecards, the total and the grades."""

from enum import Enum

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax.tree.curves import Body
from kpi_lang.syntax.tree.expressions import Expression, Precision
from kpi_lang.syntax.tree.leaves import Ident, Title


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


class Better(Enum):
    HIGHER = "higher"
    LOWER = "lower"


@frozen
class IndicatorClass:
    """``indicator class prevention "Prevention", deduction only``: a sort of indicators, and what holds for them."""

    name: Ident
    title: Title | None
    deduction_only: bool
    span: Span


@frozen
class Indicator:
    """An indicator: what is measured, what happens without a value, and the score.

    ``source``, ``rater`` and ``evidence`` are for readers: who supplies the figure, who scores, what must back it up.
    """

    name: Ident
    title: Title | None
    better: Better | None
    class_: Ident | None
    source: Title | Ident | None
    rater: Title | Ident | None
    evidence: Title | Ident | None
    measure: Expression | None
    undefined: Outcome | None
    missing: Outcome | None
    score: Body | None
    precision: Precision | None
    span: Span


@frozen
class WeightRange:
    """``allowed 10% .. 20%``."""

    low: Expression
    high: Expression
    span: Span


@frozen
class CardItem:
    """``turnover_rate 45% [allowed 40% .. 50%]`` or ``turnover_rate 30 points``."""

    indicator: Ident
    weight: Expression
    in_points: bool
    allowed: WeightRange | None
    span: Span


@frozen
class CardGroup:
    """``group results "Results" 80% { … needs at least 2 }``; weight as a share of the level above, or in points."""

    name: Ident
    title: Title | None
    weight: Expression
    in_points: bool
    entries: tuple["CardItem | CardGroup", ...]
    needs_at_least: int | None
    span: Span


@frozen
class ClassWeight:
    """``weight of class voted in 10% .. 20%``."""

    class_: Ident
    range: WeightRange
    span: Span


@frozen
class Scorecard:
    """``scorecard sales "Sales staff" when role = sales { … needs at least 3 }``.

    ``needs_at_least``: below this number of scored entries of the outermost level there is no rating.
    """

    name: Ident
    title: Title | None
    when: Expression | None
    otherwise: bool
    entries: tuple[CardItem | CardGroup, ...]
    class_weights: tuple[ClassWeight, ...]
    out_of: Expression | None
    needs_at_least: int | None
    span: Span


@frozen
class Total:
    """``total [= formula] { at least 0, at most 110, to 2 places }``."""

    body: Body | None
    at_least: Expression | None
    at_most: Expression | None
    precision: Precision | None
    span: Span


@frozen
class GradeRange:
    """``from 85``, ``above 65``, ``to 65`` (included), ``below 65``, ``85 .. 95``; ``low``/``high`` may be None."""

    low: Expression | None
    low_included: bool
    high: Expression | None
    high_included: bool
    span: Span


@frozen
class GradeRow:
    """``S "Outstanding" from 95``; ``range`` None means ``otherwise``."""

    name: Ident
    title: Title | None
    range: GradeRange | None
    span: Span


@frozen
class NoGradeRow:
    """``no result "why" below 60`` or ``… otherwise``."""

    reason: Title
    range: GradeRange | None
    span: Span


@frozen
class Grades:
    """``grades [of total] { S from 95; … }``, best first."""

    of: Expression | None
    rows: tuple[GradeRow | NoGradeRow, ...]
    span: Span
