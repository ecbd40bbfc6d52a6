"""What every part of the builder needs: the walk over the parse tree, names, titles, rows that may stand once."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from attrs import frozen

from kpi_lang.source import Diagnostic, Diagnostics, SourceFile, Span
from kpi_lang.syntax.node import Node
from kpi_lang.syntax.pieces import Piece
from kpi_lang.syntax.slips import MARKS_OF_TEXT
from kpi_lang.syntax.tree import Ident, Title


@frozen
class Clause:
    """A row or part that a construct may hold once: which it is, and what it says."""

    word: str
    value: Any
    span: Span


class Base:
    """The shared part of the builder.

    Each rule of the grammar that keeps a node has a method of its name in one of the heirs. It is called
    with the extent of the node and what its children were built into; leaves come as pieces, parts left
    out as None.
    """

    def __init__(self, source: SourceFile, diagnostics: Diagnostics) -> None:
        self.source = source
        self.diagnostics = diagnostics

    def built(self, node: Node) -> Any:
        """What a node of the parse tree stands for."""
        children = [self.built(child) if type(child) is Node else child for child in node.children]
        return getattr(self, node.data)(Span(self.source, node.start, node.end), *children)

    def span_of(self, piece: Piece) -> Span:
        """The extent of a leaf."""
        return Span(self.source, piece.start_pos, piece.end_pos)

    def ident(self, piece: Piece) -> Ident:
        """A name where it is declared or listed."""
        return Ident(name_text(piece), self.span_of(piece))

    def idents(self, pieces: Iterable[Piece]) -> tuple[Ident, ...]:
        """Several names."""
        return tuple(map(self.ident, pieces))

    def ident_or_none(self, piece: Piece | None) -> Ident | None:
        """A name that may be left out."""
        return None if piece is None else self.ident(piece)

    def quoted(self, piece: Piece) -> str:
        """The characters between the quotes; a doubled `"` stands for one."""
        written = self.source.text[piece.start_pos : piece.end_pos]
        if len(written) < 2 or written[0] + written[-1] not in ('""', "“”"):
            return written.strip(MARKS_OF_TEXT)
        inner = written[1:-1]
        return inner.replace('""', '"') if written[0] == '"' else inner

    def title(self, piece: Piece) -> Title:
        """A quoted text that people read."""
        return Title(self.quoted(piece), self.span_of(piece))

    def title_or_none(self, piece: Piece | None) -> Title | None:
        """A quoted text that may be left out."""
        return None if piece is None else self.title(piece)

    def once(self, clauses: Iterable[Clause]) -> dict[str, Any]:
        """The values of clauses by word; one that is said again is reported."""
        found: dict[str, Clause] = {}
        for clause in clauses:
            first = found.setdefault(clause.word, clause)
            if first is not clause:
                labels = [(first.span, "first")]
                self.report("K150", clause.span, labels=labels, written=clause.span.text)
        return {word: clause.value for word, clause in found.items()}

    def report(self, code: str, span: Span, **arguments: Any) -> None:
        """Note a finding about what the grammar lets pass."""
        self.diagnostics.add(Diagnostic.of(code, span, **arguments))


def name_text(piece: Piece) -> str:
    """The name that a piece holds, without 「 and 」; composed characters are one, for they look the same."""
    text = piece.text.strip("「」").strip() if piece.shape == "NAME" else piece.text
    return text if text.isascii() else unicodedata.normalize("NFC", text)
