"""Bonus, deduction, caps, factors, vetoes, limits and gates."""

from enum import Enum

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax.tree.curves import Body
from kpi_lang.syntax.tree.expressions import Expression
from kpi_lang.syntax.tree.leaves import Ident, Title


@frozen
class PerItem:
    """``2 points per [full 3 of] innovation [at most 6]``; ``points`` may be any amount of points."""

    title: Title | None
    points: Expression
    step: Expression | None
    full: bool
    quantity: Expression
    at_most: Expression | None
    span: Span


@frozen
class WhenItem:
    """``5 points when award = yes``."""

    title: Title | None
    points: Expression
    condition: Expression
    at_most: Expression | None
    span: Span


@frozen
class AmountItem:
    """An amount by formula: ``amount sum(complaint.charge)``."""

    title: Title | None
    points: Expression
    at_most: Expression | None
    span: Span


AwardItem = PerItem | WhenItem | AmountItem


@frozen
class Award:
    """``bonus name { items, at most 6 }`` or ``deduction …`` (``sign`` −1); the cap is over all its items."""

    sign: int
    name: Ident
    title: Title | None
    when: Expression | None
    items: tuple[AwardItem, ...]
    at_most: Expression | None
    span: Span


@frozen
class Cap:
    """``cap bonus_cap on innovation_bonus, award at most 10``: a cap over several bonus or deduction items."""

    name: Ident
    title: Title | None
    awards: tuple[Ident, ...]
    at_most: Expression
    span: Span


@frozen
class AdjustmentColumn:
    """A column of the data that an adjustment brings: ``approved by general_manager "General manager" column "GM"``."""

    name: Ident
    title: Title | None
    columns: tuple[Title, ...]
    span: Span


@frozen
class AdjustedBy:
    """``amount discretion_points in -5 .. 5 step 0.5``: the column of the points, and their bounds."""

    column: AdjustmentColumn
    low: Expression
    high: Expression
    step: Expression | None
    span: Span


@frozen
class Adjustment:
    """``adjustment discretion "…" [on item] { amount …; reason …; approved by … }``: discretionary points."""

    name: Ident
    title: Title | None
    on: Ident | None
    amount: AdjustedBy | None
    reason: AdjustmentColumn | None
    approver: AdjustmentColumn | None
    span: Span


@frozen
class Factor:
    """``factor attendance "…" [when c] = days / working_days``: multiplies the weighted score."""

    name: Ident
    title: Title | None
    when: Expression | None
    body: Body
    span: Span


@frozen
class GradeAtMost:
    grade: Ident
    span: Span


@frozen
class GradeIs:
    grade: Ident
    span: Span


@frozen
class TotalZero:
    span: Span


@frozen
class ItemAtMost:
    """``total at most 60`` (item None) or ``innovation_bonus at most turnover_rate``."""

    item: Ident | None
    at_most: Expression
    span: Span


@frozen
class ItemOff:
    """``innovation_bonus off``: the item counts nothing."""

    item: Ident
    span: Span


RestrictionAction = GradeAtMost | GradeIs | TotalZero | ItemAtMost | ItemOff


class RestrictionWord(Enum):
    VETO = "veto"
    LIMIT = "limit"
    GATE = "gate"


@frozen
class Restriction:
    """``veto accident when serious_accidents > 0 { grade at most C }``; veto, limit and gate act alike."""

    word: RestrictionWord
    name: Ident
    title: Title | None
    when: Expression
    actions: tuple[RestrictionAction, ...]
    span: Span
