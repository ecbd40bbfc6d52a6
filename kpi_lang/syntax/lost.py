"""What a declaration that could not be read would have declared.

Later stages know these names, so that a broken declaration is not followed by findings about everything that
uses it.
"""

from collections.abc import Iterator, Sequence

from kpi_lang.source import SourceFile, Span
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax.grammar import Grammar
from kpi_lang.syntax.machine import Machine
from kpi_lang.syntax.mistakes.homes import home_of
from kpi_lang.syntax.pieces import Piece
from kpi_lang.syntax.tree import Lost
from kpi_lang.syntax.words import KINDS

_GROUP = "_GROUP"
_OF_KINDS = (*(kind.chinese for kind in KINDS), "取值")
_END_OF_HEAD = frozenset({":", "=", "{", "(", ";"})


def lost_declaration(
    grammar: Grammar, source: SourceFile, pieces: Sequence[Piece], first: int, following: int
) -> Lost:
    """What the pieces from ``first`` up to ``following`` would have declared, as far as their words tell."""
    own = pieces[first : max(first + 1, following)]
    word = _opening_word(grammar, own[0].text)
    names = {*_names_of_head(own), *_names_of_groups(grammar, own)}
    if not word and own[0].shape in ("WORD", "NAME"):
        # Whoever forgot the keyword began with the name.
        names.add(_whole_name(own, 0))
    return Lost(word, frozenset(names), Span(source, own[0].start_pos, own[-1].end_pos))


def _opening_word(grammar: Grammar, written: str) -> str:
    """The English keyword that a word is, was most likely meant to be, or opens a row of; empty if none."""
    words = {
        word: grammar.keywords[terminal].english[0]
        for terminal in Machine(grammar).expected()
        if terminal in grammar.keywords
        for word in (*grammar.keywords[terminal].english, *grammar.keywords[terminal].chinese)
    }
    if written in words:
        return words[written]
    home = home_of(grammar, written)
    if home is not None:
        return grammar.keywords[home].english[0]
    near = nearest(written, words)
    return words[near] if near is not None else ""


def _names_of_head(pieces: Sequence[Piece]) -> Iterator[str]:
    """Every word of the head behind the first: which of them are keywords cannot be told."""
    for at in range(1, len(pieces)):
        piece = pieces[at]
        if piece.shape in ("LINE_END", "END") or (piece.shape == "MARK" and piece.text in _END_OF_HEAD):
            return
        if piece.shape in ("WORD", "NAME"):
            name = _whole_name(pieces, at)
            yield name
            # Where the colon is missing, the kind reads as part of the name: 数据 差错数次数.
            yield from (name.removesuffix(word) for word in _OF_KINDS if name.endswith(word))


def _names_of_groups(grammar: Grammar, pieces: Sequence[Piece]) -> Iterator[str]:
    keyword = grammar.keywords[_GROUP]
    words = {*keyword.english, *keyword.chinese}
    for at in range(1, len(pieces) - 1):
        if pieces[at].text in words and pieces[at + 1].shape in ("WORD", "NAME"):
            yield _whole_name(pieces, at + 1)


def _whole_name(pieces: Sequence[Piece], at: int) -> str:
    """The name at an index with the figures that the scanner parted from it, as in `得分1`."""
    name = pieces[at].text.strip("「」")
    while at + 1 < len(pieces) and pieces[at + 1].start_pos == pieces[at].end_pos:
        at += 1
        if pieces[at].shape not in ("WORD", "NUMBER"):
            break
        name += pieces[at].text
    return name
