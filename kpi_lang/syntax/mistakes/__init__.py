"""What newcomers get wrong, and what to tell them: each detector knows one mistake."""

from collections.abc import Callable, Sequence

from kpi_lang.source import Diagnostic, Diagnostics, SourceFile, Span
from kpi_lang.syntax.grammar import Grammar
from kpi_lang.syntax.mistakes import chinese, habits, rows, structure
from kpi_lang.syntax.mistakes.declarations import no_declaration
from kpi_lang.syntax.mistakes.scene import Scene
from kpi_lang.syntax.pieces import Piece
from kpi_lang.syntax.reader import DEEPEST, Trouble

_DETECTORS: tuple[Callable[[Scene], Diagnostic | None], ...] = (
    habits.comma_in_number,
    habits.currency_word,
    habits.percent_in_words,
    habits.spreadsheet_formula,
    habits.double_bar,
    habits.else_if_in_one_word,
    habits.hyphen_range,
    structure.unclosed,
    structure.unclosed_on_row,
    chinese.run_together,
    habits.capital_keyword,
    habits.bare_choice,
    habits.open_if,
    structure.unclosed_block,
    structure.stray_closing,
    structure.missing_mark,
    structure.stops_too_soon,
    rows.unknown_row,
    structure.goes_on_too_long,
)
"""The first that recognises its mistake speaks; the particular come before the general."""


class Mistakes:
    """Reports the mistakes of one source."""

    def __init__(
        self, grammar: Grammar, source: SourceFile, diagnostics: Diagnostics, unreadable: frozenset[int]
    ) -> None:
        self._grammar = grammar
        self._source = source
        self._diagnostics = diagnostics
        self._unreadable = unreadable

    def report(self, pieces: Sequence[Piece], trouble: Trouble) -> bool:
        """Report where reading stopped; nothing where characters of that line were refused already.

        Gives whether the declaration can be read further: not where its brackets do not pair.
        """
        if self._follows_unreadable(pieces, trouble):
            return True
        scene = Scene.of(self._grammar, self._source, pieces, trouble)
        found = next(filter(None, (detector(scene) for detector in _DETECTORS)), None)
        found = found or structure.unexpected(scene)
        concerns_brackets = structure.concerns_brackets(found)
        if not (concerns_brackets and self._has_unreadable(pieces)):
            self._diagnostics.add(found)
        return not concerns_brackets

    def _has_unreadable(self, pieces: Sequence[Piece]) -> bool:
        """Whether characters of the declaration were refused; a bracket may have been among them."""
        first, last = self._line(pieces[0]), self._line(pieces[-1])
        return any(first <= line <= last for line in self._unreadable)

    def culprit(self, pieces: Sequence[Piece], trouble: Trouble) -> int:
        """The index of a piece of the row to leave out: the row before where that one did not end."""
        scene = Scene.of(self._grammar, self._source, pieces, trouble)
        if trouble.unended is not None and structure.row_is_unended(scene):
            return max(0, trouble.unended.index - 1)
        return trouble.index

    def report_leftover(self, pieces: Sequence[Piece], at: int) -> None:
        """Report what follows a complete declaration."""
        piece = pieces[at]
        if self._line(piece) in self._unreadable:
            return
        span = Span(self._source, piece.start_pos, piece.end_pos)
        if piece.text in ("}", ")", "]"):
            self._diagnostics.add(Diagnostic.of("K123", span, help="none", found=piece.text, right=""))
            return
        self._diagnostics.add(Diagnostic.of("K126", span, help="declaration", found=span.text, names=""))

    def report_no_declaration(self, pieces: Sequence[Piece], first: int) -> None:
        """Report text that opens no declaration."""
        if self._line(pieces[first]) not in self._unreadable:
            self._diagnostics.add(no_declaration(self._grammar, self._source, pieces, first))

    def report_depth(self, piece: Piece) -> None:
        """Report brackets or operators nested too deeply."""
        span = Span(self._source, piece.start_pos, piece.end_pos)
        self._diagnostics.add(Diagnostic.of("K113", span, limit=DEEPEST))

    def _line(self, piece: Piece) -> int:
        return self._source.position(piece.start_pos).line

    def _follows_unreadable(self, pieces: Sequence[Piece], trouble: Trouble) -> bool:
        if not self._unreadable:
            return False
        near = {trouble.index, max(0, trouble.index - 1)}
        if trouble.unended is not None:
            near.add(max(0, trouble.unended.index - 1))
        return not self._unreadable.isdisjoint(self._line(pieces[at]) for at in near)
