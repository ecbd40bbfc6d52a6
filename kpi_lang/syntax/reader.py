"""Pieces to the parse tree of one declaration, deciding on the way where rows end."""

from enum import Enum

from attrs import define, field, frozen

from kpi_lang.syntax.grammar import END, ROW_END, Grammar
from kpi_lang.syntax.machine import Machine
from kpi_lang.syntax.node import Node
from kpi_lang.syntax.pieces import Piece
from kpi_lang.syntax.roles import NAME, Role, Roles

DEEPEST = 100
"""How deeply brackets and operators may be nested, so that no stage of the compiler runs out of stack."""


@frozen
class Reading:
    """A declaration that was read, and the index of the piece after it."""

    tree: Node
    following: int


@frozen
class Unended:
    """A line end at which the row could not end, so that it went on; the parser's states there."""

    index: int
    states: tuple[int, ...]


@frozen
class Trouble:
    """Where reading stopped: the piece that cannot come next, and the parser's states before it.

    `unended` tells of the line end before the piece's own line.
    """

    index: int
    states: tuple[int, ...]
    unended: Unended | None = None
    too_deep: bool = False


class _LineEnd(Enum):
    """What a line end or `;` does."""

    NOTHING = "nothing"
    ENDS_ROW = "ends row"
    ENDS_DECLARATION = "ends declaration"
    UNENDED = "the row cannot end here"


class Reader:
    """Reads declarations from the pieces of a source."""

    def __init__(self, grammar: Grammar, pieces: list[Piece]) -> None:
        self._grammar = grammar
        self._pieces = pieces
        self._roles = Roles(grammar, pieces)
        self._fresh = Machine(grammar)

    def next_declaration(self, at: int) -> int | None:
        """The index of the first piece of the next declaration, None at the end of the last block."""
        last = len(self._pieces) - 1
        while at < last and (_ends_line(self._pieces[at]) or self._pieces[at].shape == "END"):
            at += 1
        return None if at == last else at

    def declaration(self, first: int) -> Reading | Trouble:
        """The declaration that begins at an index, which is no line end."""
        machine, depth = Machine(self._grammar), _Depth()
        at, last = first, ""
        unended: Unended | None = None
        while True:
            piece = self._pieces[at]
            if _ends_line(piece):
                match self._line_end(machine, at, last):
                    case _LineEnd.ENDS_DECLARATION:
                        return Reading(machine.finish(piece), at)
                    case _LineEnd.ENDS_ROW:
                        piece.type = last = ROW_END
                        machine.feed(piece)
                        depth.take(ROW_END)
                    case _LineEnd.UNENDED:
                        if piece.shape == "MARK":
                            return Trouble(at, tuple(machine.stack), unended)
                        if last not in _OPEN_ENDED:
                            unended = Unended(at, tuple(machine.stack))
                    case _LineEnd.NOTHING:
                        pass
                at += 1
                continue
            if unended is not None and any(map(_ends_line, self._pieces[unended.index + 1 : at])):
                unended = None
            role = self._roles.role(machine, at)
            if role is None:
                return Trouble(at, tuple(machine.stack), unended)
            if role.terminal == END:
                return Reading(machine.finish(piece), at)
            if not depth.take(role.terminal):
                return Trouble(at, tuple(machine.stack), too_deep=True)
            last = role.terminal
            machine.feed(self._taken(at, role))
            at += role.length

    def starts_declaration(self, at: int) -> bool:
        """Whether the words at an index look like the beginning of a declaration: a keyword and what follows it."""
        piece = self._pieces[at]
        if piece.shape != "WORD":
            return False
        role = self._roles.role(self._fresh, at)
        if role is None:
            return False
        states = self._fresh.after(role.terminal)
        return self._roles.fits(self._fresh, states, at + role.length)

    def _line_end(self, machine: Machine, at: int, last: str) -> _LineEnd:
        if last in ("", ROW_END):
            return _LineEnd.NOTHING
        by_mark = self._pieces[at].shape == "MARK"
        if by_mark and last == "LBRACE":
            return _LineEnd.NOTHING
        following = at + 1
        while self._pieces[following].shape == "LINE_END":
            following += 1
        if machine.may_accept(END) and machine.accepts(END):
            goes_on = not by_mark and self._roles.goes_on(machine, None, following)
            if goes_on and not self._roles.fits(self._fresh, None, following):
                return _LineEnd.NOTHING
            return _LineEnd.ENDS_DECLARATION
        states = machine.after(ROW_END) if machine.may_accept(ROW_END) else None
        if states is None:
            return _LineEnd.UNENDED
        if by_mark or self._roles.fits(machine, states, following):
            return _LineEnd.ENDS_ROW
        return _LineEnd.NOTHING if self._roles.fits(machine, None, following) else _LineEnd.ENDS_ROW

    def _taken(self, at: int, role: Role) -> Piece:
        piece = self._pieces[at]
        if role.length > 1:
            parts = self._pieces[at : at + role.length]
            text = "".join(part.text for part in parts) if role.terminal == NAME else piece.text
            piece = Piece(piece.shape, text, piece.start_pos, parts[-1].end_pos)
        piece.type = role.terminal
        return piece


def _ends_line(piece: Piece) -> bool:
    return piece.shape == "LINE_END" or (piece.shape == "MARK" and piece.text == ";")


_OPENING = frozenset({"LPAR", "LBRACE", "LSQB"})
_CLOSING = frozenset({"RPAR", "RBRACE", "RSQB"})
_OPEN_ENDED = _OPENING | {"COMMA", ROW_END}
_BETWEEN = frozenset({"COMMA", ROW_END})
_NESTING = frozenset(
    {
        "PLUS",
        "MINUS",
        "STAR",
        "SLASH",
        "CIRCUMFLEX",
        "_IF",
        "_NOT",
        "_AND",
        "_OR",
        "_MARGINAL",
        "_RETROACTIVE",
    }
)


@define
class _Depth:
    """How deep the tree is at a place: one level for each open bracket and each operator of an open row.

    A chain of a hundred additions nests as deeply as a hundred brackets, so both count alike.
    """

    levels: list[int] = field(factory=lambda: [0])
    total: int = 0

    def take(self, terminal: str) -> bool:
        """Count a terminal; False if it is one level too many."""
        if terminal in _OPENING:
            self.levels.append(0)
        elif terminal in _CLOSING:
            self.total -= self.levels.pop()
        elif terminal in _BETWEEN:
            self.total -= self.levels[-1]
            self.levels[-1] = 0
        elif terminal in _NESTING:
            self.levels[-1] += 1
            self.total += 1
        return self.total + len(self.levels) <= DEEPEST
