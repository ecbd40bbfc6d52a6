"""Amendments."""

# ruff: noqa: D102 - each method is named after the rule of the grammar that it builds

from kpi_lang.source import Span
from kpi_lang.syntax import tree as t
from kpi_lang.syntax.builder.expressions import Expressions
from kpi_lang.syntax.pieces import Piece
from kpi_lang.syntax.tree import Ident


class Amendments(Expressions):
    """Builds variants of other policies."""

    def amend(
        self, span: Span, base: Ident, version: Piece, name: Ident, title: Piece | None, *changes: t.Change
    ) -> t.Amend:
        return t.Amend(base, self.whole_number(version), name, self.title_or_none(title), changes, span)

    def replaced(self, span: Span, declaration: t.Declared) -> t.Replaced:
        return t.Replaced(declaration, span)

    def inserted(self, span: Span, declaration: t.Declared) -> t.Inserted:
        return t.Inserted(declaration, span)

    def removed(self, span: Span, name: Piece) -> t.Removed:
        return t.Removed(self.ident(name), span)

    def removed_example(self, span: Span, title: Piece) -> t.RemovedExample:
        return t.RemovedExample(self.title(title), span)

    def removed_ensure(self, span: Span, title: Piece) -> t.RemovedEnsure:
        return t.RemovedEnsure(self.title(title), span)

    def set_body(self, span: Span, name: Piece, part: Piece | None, value: t.Body) -> t.SetPart:
        return t.SetPart(self.ident(name), self.ident_or_none(part), value, span)

    def set_outcome(self, span: Span, name: Piece, part: Piece, value: t.Outcome) -> t.SetPart:
        return t.SetPart(self.ident(name), self.ident(part), value, span)
