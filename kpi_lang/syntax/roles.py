"""What a piece is in its place: a word is a keyword where the grammar admits it, a name everywhere else."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from kpi_lang.syntax.grammar import END, ROW_END, Grammar
from kpi_lang.syntax.machine import Machine
from kpi_lang.syntax.pieces import Piece

NAME = "NAME"


@frozen
class Role:
    """The terminal as which pieces are taken, and how many pieces it takes: a keyword may be a phrase."""

    terminal: str
    length: int


class Roles:
    """Tells the roles of the pieces of one source."""

    def __init__(self, grammar: Grammar, pieces: Sequence[Piece]) -> None:
        self._grammar = grammar
        self._pieces = pieces

    def role(self, machine: Machine, at: int) -> Role | None:
        """The role of the piece at an index, which is no line end; None if it cannot come next."""
        piece = self._pieces[at]
        if piece.shape != "WORD":
            terminal = self._plain(piece)
            return Role(terminal, 1) if machine.accepts(terminal) else None
        keyword = next(self._keywords(machine, None, at), None)
        if keyword is None:
            return Role(NAME, self._joined(at)) if machine.accepts(NAME) else None
        if machine.may_accept(NAME) and self._reads_better_as_name(machine, at, keyword):
            return Role(NAME, self._joined(at))
        return keyword

    def fits(self, machine: Machine, states: Sequence[int] | None, at: int) -> bool:
        """Whether the piece at an index can come next, from the parser's present states or others."""
        named = self._pieces[at].shape == "WORD" and machine.may_accept(NAME, states)
        return (named and machine.accepts(NAME, states)) or self.goes_on(machine, states, at)

    def goes_on(self, machine: Machine, states: Sequence[int] | None, at: int) -> bool:
        """Whether the piece can come next other than as a plain name, which begins a line of its own."""
        if self._pieces[at].shape == "WORD":
            return next(self._keywords(machine, states, at), None) is not None
        return machine.accepts(self._plain(self._pieces[at]), states)

    def _plain(self, piece: Piece) -> str:
        match piece.shape:
            case "MARK":
                return ROW_END if piece.text == ";" else self._grammar.marks.get(piece.text, "")
            case "LINE_END":
                return ROW_END
            case "END":
                return END
            case shape:
                return shape

    def _keywords(self, machine: Machine, states: Sequence[int] | None, at: int) -> Iterator[Role]:
        """The keywords that the words from an index on can be here, the longest first."""
        for phrase in self._grammar.phrases.get(self._pieces[at].text, ()):
            length = len(phrase.words)
            if length > 1 and not self._reads(at, phrase.words):
                continue
            for terminal in phrase.terminals:
                if machine.may_accept(terminal, states) and machine.accepts(terminal, states):
                    yield Role(terminal, length)

    def _reads(self, at: int, words: tuple[str, ...]) -> bool:
        following = self._pieces[at : at + len(words)]
        return all(
            piece.shape == "WORD" and piece.text == word
            for piece, word in zip(following, words, strict=False)
        ) and len(following) == len(words)

    def _reads_better_as_name(self, machine: Machine, at: int, keyword: Role) -> bool:
        """Whether only the reading as a name lets the next piece follow, as in `group 40%`."""
        named = machine.after(NAME)
        taken = machine.after(keyword.terminal)
        if named is None or taken is None:
            return False
        following = at + keyword.length
        if self._pieces[following].shape in ("LINE_END", "END"):
            return not self._ends(machine, taken) and self._ends(machine, named)
        return not self.fits(machine, taken, following) and self.fits(machine, named, at + self._joined(at))

    def _ends(self, machine: Machine, states: Sequence[int]) -> bool:
        return machine.accepts(ROW_END, states) or machine.accepts(END, states)

    def _joined(self, at: int) -> int:
        """How many pieces make the name at an index: the scanner parted `得分1` in case it is `得分 1`."""
        length = 1
        while self._adjacent(at + length - 1) and self._pieces[at + length].shape in ("NUMBER", "WORD"):
            length += 1
        return length

    def _adjacent(self, at: int) -> bool:
        return self._pieces[at].end_pos == self._pieces[at + 1].start_pos
