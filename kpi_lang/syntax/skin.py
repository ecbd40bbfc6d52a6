"""Which skin a source is written in."""

from collections.abc import Iterable

from kpi_lang.syntax.grammar import Grammar
from kpi_lang.syntax.pieces import Piece
from kpi_lang.syntax.tree import Skin


def majority_skin(grammar: Grammar, pieces: Iterable[Piece]) -> Skin:
    """The skin of most keywords, English where there are as many of each; names do not count."""
    balance = 0
    for piece in pieces:
        if piece.type in grammar.keywords:
            balance += 1 if piece.text.isascii() else -1
    return Skin.ENGLISH if balance >= 0 else Skin.CHINESE
