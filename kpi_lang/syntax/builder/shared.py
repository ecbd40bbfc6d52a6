"""What a file declares for others to use: second names, grade scales and rules of rounding."""

# ruff: noqa: D102 - each method is named after the rule of the grammar that it builds

from kpi_lang.source import Span
from kpi_lang.syntax import tree as t
from kpi_lang.syntax.builder.base import Base
from kpi_lang.syntax.pieces import Piece


class Shared(Base):
    """Builds what other files use."""

    def alias(self, span: Span, name: Piece, title: Piece | None, of: Piece) -> t.Alias:
        return t.Alias(self.ident(name), self.title_or_none(title), self.ident(of), span)

    def scale(
        self, span: Span, name: Piece, title: Piece | None, *rows: t.GradeRow | t.NoGradeRow
    ) -> t.Scale:
        return t.Scale(self.ident(name), self.title_or_none(title), rows, span)

    def rounding(
        self, span: Span, name: Piece, title: Piece | None, precision: t.Precision
    ) -> t.RoundingRule:
        return t.RoundingRule(self.ident(name), self.title_or_none(title), precision, span)
