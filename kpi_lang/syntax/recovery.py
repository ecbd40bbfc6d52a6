"""Going on after a mistake: at the next row of the declaration, then at the next declaration."""

from kpi_lang.source import Diagnostics, SourceFile
from kpi_lang.syntax.grammar import Grammar
from kpi_lang.syntax.mistakes import Mistakes
from kpi_lang.syntax.mistakes.declarations import LATER
from kpi_lang.syntax.pieces import Piece
from kpi_lang.syntax.reader import Reader, Reading, Trouble
from kpi_lang.syntax.scanner import Scan

MOST_MISTAKES = 20
"""Mistakes of one declaration that are reported; whoever made more made them all at once."""


class Recovery:
    """Reports the mistakes of broken declarations and finds where sound text begins again."""

    def __init__(self, grammar: Grammar, source: SourceFile, scanned: Scan, diagnostics: Diagnostics) -> None:
        self._grammar = grammar
        self._source = source
        self._scanned = scanned
        self._pieces = scanned.pieces
        self._mistakes = Mistakes(grammar, source, diagnostics, scanned.unreadable)

    def after(self, first: int, trouble: Trouble) -> int:
        """Report what is wrong with the declaration that begins at `first`; where the next one begins."""
        end = self._end_of_broken(first, trouble)
        if trouble.too_deep:
            self._mistakes.report_depth(self._pieces[trouble.index])
            return end
        if trouble.index == first:
            self._mistakes.report_no_declaration(self._pieces, first)
            return end
        self._report_rows(first, end)
        return end

    def _end_of_broken(self, first: int, trouble: Trouble) -> int:
        """The line end before the next words that look like the beginning of a declaration.

        Indented words count only where no bracket of the broken declaration is open: a block that was
        never closed ends where a declaration begins at its own margin.
        """
        reader = Reader(self._grammar, self._pieces)
        margin = self._column(first)
        line_of_trouble = self._start_of_line(trouble.index)
        depth, at = 0, first
        while self._pieces[at].shape != "END":
            piece = self._pieces[at]
            if piece.shape == "MARK":
                depth += (piece.text in "{([") - (piece.text in "})]")
            elif piece.shape == "LINE_END" and self._pieces[at + 1].shape == "WORD":
                outside = depth <= 0 or self._column(at + 1) <= margin
                past = depth > 0 or at + 1 >= line_of_trouble
                unknown = depth <= 0 and self._opens_block(at + 1, margin)
                if outside and past and (unknown or reader.starts_declaration(at + 1)):
                    return at
            at += 1
        return at

    def _start_of_line(self, at: int) -> int:
        while at > 0 and self._pieces[at - 1].shape != "LINE_END":
            at -= 1
        return at

    def _opens_block(self, at: int, margin: int) -> bool:
        """Whether a line at the margin opens a block: that of a declaration with an unknown keyword."""
        if self._column(at) != margin:
            return False
        if self._pieces[at].text in LATER:
            return True
        while self._pieces[at].shape not in ("LINE_END", "END"):
            if self._pieces[at].shape == "MARK" and self._pieces[at].text == "{":
                return True
            at += 1
        return False

    def _column(self, at: int) -> int:
        return self._source.position(self._pieces[at].start_pos).column

    # --- row by row -------------------------------------------------------------------------------------

    def _report_rows(self, first: int, end: int) -> None:
        """Report each broken row once: leave it out and read the declaration again."""
        closing = self._pieces[end]
        rest = [*self._pieces[first:end], Piece("END", "", closing.start_pos, closing.start_pos)]
        furthest = -1
        once = not _blocks_pair(rest)
        for _ in range(MOST_MISTAKES):
            outcome = Reader(self._grammar, rest).declaration(0)
            if isinstance(outcome, Reading):
                self._report_leftover(rest, outcome.following)
                return
            place = rest[outcome.index].start_pos
            if place <= furthest:
                return
            furthest = place
            if not self._mistakes.report(rest, outcome) or once:
                return
            left_out = _row_of(rest, self._mistakes.culprit(rest, outcome))
            if left_out is None:
                return
            del rest[left_out]
            seam = rest[left_out.start]
            if seam.text in ("{", "}"):
                # Of a head that is cut off, and of a block that is left empty, nothing more can be said.
                furthest = seam.start_pos

    def _report_leftover(self, rest: list[Piece], at: int) -> None:
        while rest[at].shape == "LINE_END":
            at += 1
        if rest[at].shape != "END":
            self._mistakes.report_leftover(rest, at)


def _row_of(pieces: list[Piece], at: int) -> slice | None:
    """The row of a block that holds a piece; for the head of a block, what stands between it and the `{`."""
    if pieces[at].shape == "END":
        return None
    start, depth = at, 0
    while start > 0:
        before = pieces[start - 1]
        if before.shape == "MARK" and before.text in "})]":
            depth += 1
        elif before.shape == "MARK" and before.text in "{([":
            # A bracket that is not closed belongs to the row; only a block holds rows.
            if depth == 0 and before.text == "{":
                break
            depth = max(0, depth - 1)
        elif depth == 0 and _ends_row(before):
            break
        start -= 1
    if start == 0:
        return _up_to_block(pieces, at)
    end, depth = at, 0
    while pieces[end].shape != "END":
        piece = pieces[end]
        if piece.shape == "MARK" and piece.text in "{([":
            depth += 1
        elif piece.shape == "MARK" and piece.text in "})]":
            if depth == 0 and piece.text == "}":
                break
            depth = max(0, depth - 1)
        elif depth == 0 and _ends_row(piece):
            end += 1
            break
        end += 1
    return slice(start, end) if end > start else None


def _blocks_pair(pieces: list[Piece]) -> bool:
    """Whether as many blocks are closed as are opened; where not, rows cannot be told apart."""
    marks = [piece.text for piece in pieces if piece.shape == "MARK"]
    return marks.count("{") == marks.count("}")


def _ends_row(piece: Piece) -> bool:
    return piece.shape == "LINE_END" or piece.text == ";"


def _up_to_block(pieces: list[Piece], at: int) -> slice | None:
    for end in range(at, len(pieces)):
        piece = pieces[end]
        if piece.shape in ("LINE_END", "END"):
            return None
        if piece.shape == "MARK" and piece.text == "{":
            return slice(at, end) if end > at else None
    return None
