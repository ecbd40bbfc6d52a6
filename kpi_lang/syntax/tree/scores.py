"""Indicators, scorecards, the total and the grades."""

from enum import Enum

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax.tree.curves import Body
from kpi_lang.syntax.tree.expressions import Expression, Precision
from kpi_lang.syntax.tree.judged import Ratings, Stages, Talk
from kpi_lang.syntax.tree.leaves import Ident, Title
from kpi_lang.syntax.tree.outcomes import Outcome


class Better(Enum):
    HIGHER = "higher"
    LOWER = "lower"


Measure = Expression | Stages | Ratings
"""What is measured: a formula, the scores of several stages, or the ratings of several people."""


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
    ``when`` is for goals: the rows of the sheet that the indicator scores.
    """

    name: Ident
    title: Title | None
    better: Better | None
    when: Expression | None
    class_: Ident | None
    source: Title | Ident | None
    rater: Title | Ident | None
    evidence: Title | Ident | None
    measure: Measure | None
    talk: Talk | None
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
    sheet: Ident | None
    """The goal sheet that holds the items: ``scorecard staff when role = support from goal_sheet``."""
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
    """``grades [of total] { S from 95; … }``, best first; or ``grades use five_bands``, whose rows are a scale's."""

    of: Expression | None
    rows: tuple[GradeRow | NoGradeRow, ...]
    scale: Ident | None
    span: Span
