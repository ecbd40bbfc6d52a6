"""Amounts that are shared out among people."""

# ruff: noqa: D102 - each method is named after the rule of the grammar that it builds

from kpi_lang.source import Span
from kpi_lang.syntax import tree as t
from kpi_lang.syntax.builder.base import Clause
from kpi_lang.syntax.builder.expressions import Expressions
from kpi_lang.syntax.pieces import Piece
from kpi_lang.syntax.tree import Expression


class Pools(Expressions):
    """Builds pools."""

    def pool(
        self,
        span: Span,
        name: Piece,
        title: Piece | None,
        period: t.PayPeriod | None,
        amount: Expression,
        *rows: Clause,
    ) -> t.Pool:
        said = self.once(rows)
        return t.Pool(
            self.ident(name),
            self.title_or_none(title),
            period,
            amount,
            said.get("within", ()),
            said.get("share"),
            said.get("taking_part"),
            said.get("least"),
            said.get("most"),
            said.get("order", ()),
            said.get("remainder"),
            span,
        )

    def pool_within(self, span: Span, *names: Piece) -> Clause:
        return Clause("within", self.idents(names), span)

    def share_by(self, span: Span, share: Expression) -> Clause:
        return Clause("share", share, span)

    def taking_part(self, span: Span, condition: Expression) -> Clause:
        return Clause("taking_part", condition, span)

    def pool_least(self, span: Span, amount: Expression) -> Clause:
        return Clause("least", amount, span)

    def pool_most(self, span: Span, amount: Expression) -> Clause:
        return Clause("most", amount, span)

    def by_remainder(self, span: Span, precision: t.Precision | None) -> Clause:
        return Clause("remainder", t.Remainder(precision, span), span)
