"""Text where a declaration should begin and none does."""

from collections.abc import Sequence

from kpi_lang.source import Diagnostic, Fix, SourceFile, Span
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax.expected import KeywordWord
from kpi_lang.syntax.grammar import Grammar
from kpi_lang.syntax.machine import Machine
from kpi_lang.syntax.mistakes.chinese import spaced
from kpi_lang.syntax.mistakes.homes import home_of
from kpi_lang.syntax.mistakes.rows import words_of
from kpi_lang.syntax.pieces import Piece

LATER = {
    "process": "process",
    "考核流程": "process",
}
"""Words of the language that this release does not know yet, and the construct they open."""


def no_declaration(grammar: Grammar, source: SourceFile, pieces: Sequence[Piece], first: int) -> Diagnostic:
    """What is wrong with text that opens no declaration."""
    piece = pieces[first]
    span = Span(source, piece.start_pos, piece.end_pos)
    if piece.shape != "WORD":
        if piece.text in ("}", ")", "]"):
            return Diagnostic.of("K123", span, help="none", found=piece.text, right="")
        return Diagnostic.of("K120", span, help="no_word", written=span.text, nearest="", home="")
    if piece.text in LATER:
        return Diagnostic.of("K121", span, written=piece.text)
    opening = Machine(grammar).expected()
    words = words_of(grammar, opening)
    if piece.text.lower() in words:
        right = piece.text.lower()
        return Diagnostic.of("K138", span, written=piece.text, right=right, fix=Fix(span, right))
    home = home_of(grammar, piece.text)
    if home is not None:
        return Diagnostic.of(
            "K120", span, help="home", written=piece.text, nearest="", home=KeywordWord(home)
        )
    near = nearest(piece.text, words)
    if near is not None:
        fix = Fix(span, near)
        return Diagnostic.of("K120", span, help="nearest", written=piece.text, nearest=near, home="", fix=fix)
    head = next((word for word in sorted(words, key=len, reverse=True) if piece.text.startswith(word)), None)
    if head is not None and not head.isascii() and len(piece.text) > len(head):
        right = f"{head} {piece.text[len(head) :]}"
        return Diagnostic.of("K130", span, written=piece.text, right=right)
    parted = spaced(piece.text)
    if parted is not None:
        return Diagnostic.of("K130", span, written=piece.text, right=parted)
    return Diagnostic.of("K120", span, help="none", written=piece.text, nearest="", home="")
