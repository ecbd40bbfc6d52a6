"""A mistake and what stands around it."""

from collections.abc import Sequence

from attrs import frozen

from kpi_lang.source import Diagnostic, SourceFile, Span
from kpi_lang.syntax.grammar import ROW_END, Grammar
from kpi_lang.syntax.machine import Machine
from kpi_lang.syntax.mistakes.homes import opens_row_of
from kpi_lang.syntax.pieces import Piece
from kpi_lang.syntax.reader import Trouble
from kpi_lang.syntax.roles import Roles


@frozen(eq=False)
class Scene:
    """Where reading stopped in the pieces of one declaration, and what could have come instead."""

    grammar: Grammar
    source: SourceFile
    pieces: Sequence[Piece]
    trouble: Trouble
    machine: Machine
    expected: frozenset[str]

    @classmethod
    def of(cls, grammar: Grammar, source: SourceFile, pieces: Sequence[Piece], trouble: Trouble) -> "Scene":
        """The scene of a trouble; the machine serves only to ask what could follow."""
        machine = Machine(grammar)
        return cls(grammar, source, pieces, trouble, machine, machine.expected(trouble.states))

    @property
    def index(self) -> int:
        """The index of the piece that cannot stand here."""
        return self.trouble.index

    @property
    def found(self) -> Piece:
        """The piece that cannot stand here."""
        return self.pieces[self.index]

    def before(self, count: int = 1) -> Piece | None:
        """The piece so many places before the one found, line ends left out; None before the first."""
        at = self.index
        while count > 0 and at > 0:
            at -= 1
            count -= self.pieces[at].shape != "LINE_END"
        return self.pieces[at] if count == 0 else None

    def following(self) -> Piece:
        """The piece behind the one found."""
        return self.pieces[min(self.index + 1, len(self.pieces) - 1)]

    def span(self, piece: Piece, last: Piece | None = None) -> Span:
        """The extent of a piece, or from one piece to another."""
        return Span(self.source, piece.start_pos, (last or piece).end_pos)

    def written(self, piece: Piece) -> str:
        """A piece as the author wrote it; the end of the text has no characters."""
        return self.source.text[piece.start_pos : piece.end_pos]

    @property
    def phrase(self) -> str:
        """The words of the piece found: a whole keyword where it begins one."""
        for phrase in self.grammar.phrases.get(self.found.text, ()):
            following = self.pieces[self.index : self.index + len(phrase.words)]
            if tuple(piece.text for piece in following) == phrase.words:
                return " ".join(phrase.words)
        return self.written(self.found)

    @property
    def row_start(self) -> int:
        """The index of the first piece of the row that holds the piece found."""
        at = self.index
        while at > 0 and not opens_row(self.pieces[at - 1]):
            at -= 1
        return at

    @property
    def line_opens_row(self) -> bool:
        """Whether the line of the piece found begins with a word that opens a row of this declaration."""
        at = self.index
        while at > 0 and self.pieces[at - 1].shape != "LINE_END":
            at -= 1
        return at > 0 and opens_row_of(self.grammar, self.pieces[at].text, self.pieces[0].type)

    def last_before(self, index: int) -> Piece | None:
        """The last piece before an index that is no line end."""
        while index > 0 and self.pieces[index - 1].shape == "LINE_END":
            index -= 1
        return self.pieces[index - 1] if index > 0 else None

    @property
    def starts_row(self) -> bool:
        """Whether the piece found is the first of its row."""
        return self.index > 0 and opens_row(self.pieces[self.index - 1])

    def fits(self, terminal: str) -> bool:
        """Whether the piece found could stand here if the terminal stood before it."""
        states = self.machine.after(terminal, self.trouble.states)
        return states is not None and Roles(self.grammar, self.pieces).fits(self.machine, states, self.index)

    @property
    def row_may_end(self) -> bool:
        """Whether the row is complete before the piece found."""
        return bool(self.expected & {ROW_END, "$END", "RBRACE"})

    @property
    def lacks_closing(self) -> bool:
        """Whether the declaration opens more blocks than it closes."""
        marks = [piece.text for piece in self.pieces if piece.shape == "MARK"]
        return marks.count("{") > marks.count("}")

    def open_brackets(self) -> list[Piece]:
        """The brackets that are open before the piece found, the innermost last."""
        waiting: list[Piece] = []
        for piece in self.pieces[: self.index]:
            if piece.shape != "MARK":
                continue
            if piece.text in "{([":
                waiting.append(piece)
            elif piece.text in "})]" and waiting:
                waiting.pop()
        return waiting

    def finding(self, code: str, span: Span, **arguments: object) -> Diagnostic:
        """A diagnostic."""
        return Diagnostic.of(code, span, **arguments)  # type: ignore[arg-type]


def opens_row(piece: Piece) -> bool:
    """Whether a row may begin behind a piece."""
    return piece.shape == "LINE_END" or (piece.shape == "MARK" and piece.text in ("{", ";"))
