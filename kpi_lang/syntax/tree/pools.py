"""Amounts that are shared out among people."""

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax.tree.distribution import OrderKey
from kpi_lang.syntax.tree.expressions import Expression, Precision
from kpi_lang.syntax.tree.leaves import Ident, Title
from kpi_lang.syntax.tree.results import PayPeriod


@frozen
class Remainder:
    """``rounded largest remainder [to 2 places]``."""

    precision: Precision | None
    span: Span


@frozen
class Pool:
    """``pool year_end "Bonus" [for this year] of 3% * payroll { within team; share by base; at most 50_000 }``.

    Without ``within`` everybody shares one amount.
    """

    name: Ident
    title: Title | None
    for_period: PayPeriod | None
    amount: Expression
    within: tuple[Ident, ...]
    share: Expression | None
    taking_part: Expression | None
    least: Expression | None
    most: Expression | None
    order: tuple[OrderKey, ...]
    remainder: Remainder | None
    span: Span
