"""Clauses of the document, and how open ones are read."""

# ruff: noqa: D102 - each method is named after the rule of the grammar that it builds

from kpi_lang.source import Span
from kpi_lang.syntax import tree as t
from kpi_lang.syntax.builder.base import Base, Clause
from kpi_lang.syntax.builder.literals import date_value
from kpi_lang.syntax.pieces import Piece
from kpi_lang.syntax.tree import Ident, Title

_MUST_SAY = ("open", "chosen", "because")


class Citations(Base):
    """Builds what a policy says about the document that it carries out."""

    def clause_line(self, span: Span, clauses: tuple[Ident, ...], title: Piece | None) -> t.ClauseLine:
        return t.ClauseLine(clauses, self.title_or_none(title), span)

    def no_rule(self, span: Span, clauses: tuple[Ident, ...], because: Piece) -> t.NoRule:
        return t.NoRule(clauses, self.title(because), span)

    def clause_numbers(self, span: Span, *clauses: Ident) -> tuple[Ident, ...]:
        return clauses

    def dotted_number(self, span: Span, *parts: Piece) -> Ident:
        text = ".".join(part.text for part in parts)
        if not text.replace(".", "").isdigit():
            self.report("K166", span, written=span.text)
        return Ident(text, span)

    def named_clause(self, span: Span, name: Piece) -> Ident:
        return self.ident(name)

    def reading(
        self, span: Span, clauses: tuple[Ident, ...] | None, title: Piece | None, *rows: Clause
    ) -> t.Reading:
        said = self.once(rows)
        for word in _MUST_SAY:
            if word not in said:
                self.report("K167", span, help=word)
        nothing = Title("", span)
        return t.Reading(
            clauses or (),
            self.title_or_none(title),
            said.get("open", nothing),
            said.get("chosen", nothing),
            said.get("because", nothing),
            said.get("decided_by"),
            said.get("decided_on"),
            said.get("about", ()),
            span,
        )

    def open_question(self, span: Span, text: Piece) -> Clause:
        return Clause("open", self.title(text), span)

    def chosen(self, span: Span, text: Piece) -> Clause:
        return Clause("chosen", self.title(text), span)

    def because(self, span: Span, text: Piece) -> Clause:
        return Clause("because", self.title(text), span)

    def decided_by(self, span: Span, who: Piece) -> Clause:
        return Clause("decided_by", self.title(who), span)

    def decided_on(self, span: Span, day: Piece) -> Clause:
        return Clause("decided_on", t.DateLiteral(date_value(day.text), self.span_of(day)), span)

    def about(self, span: Span, *names: Piece) -> Clause:
        return Clause("about", self.idents(names), span)
