"""Text to pieces: what stands where, before anything is known about the grammar."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from attrs import frozen

from kpi_lang.source import Diagnostic, Diagnostics, SourceFile, Span
from kpi_lang.syntax import slips
from kpi_lang.syntax.characters import INVISIBLE, as_read
from kpi_lang.syntax.pieces import Piece, Shape
from kpi_lang.syntax.tree import Comment

LONGEST_TEXT = 10_000_000
MOST_PIECES = 200_000
MOST_DIGITS = 400
MOST_FINDINGS = 200
"""Findings after which the rest of a text is not read: whoever pasted a page needs no thousand messages."""

_PATTERN = r"""[ ]*(?:
      (?P<WORD>(?:BEFORE_FIGURES)(?=[0-9])|[^\W\d]\w*)
    | (?P<SLIP>={2,3}|=>|=<|\*\*|&&?|//[^\r\n]*|[0-9]{4}([/.])[0-9]{1,2}\3[0-9]{1,2}(?![0-9]))
    | (?P<DATE>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9-])|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)
    | (?P<NUMBER>[0-9]+(?:_[0-9]+)*(?:\.[0-9]+(?:_[0-9]+)*)?(?:万亿|万|亿)?(?:[ ]?%)?)
    | (?P<LINE_END>[\r\n]\s*)
    | (?P<COMMENT>\#[^\r\n]*)
    | (?P<STRING>"(?:[^"\r\n]|"")*"|“[^”\r\n]*”)
    | (?P<NAME>「[^「」\r\n]+」)
    | (?P<MARK>\.\.|<=|>=|<>|!=|[-+*/^=<>(){}\[\],:;.|~≥≤≠])
    )"""
_SPACE = re.compile(r"[ ]*")
_INVISIBLE = re.compile(f"[{''.join(INVISIBLE)}]")
_SAME_MARK = {"≥": ">=", "≤": "<=", "≠": "<>", "!=": "<>", "~": ".."}
_IN_WORD = "\ua66e"
"""A letter that nobody writes; it stands for an invisible character until the word is read without it."""

_NUMBERS_IN_DATE = re.compile(r"[0-9]+")


@frozen
class Scan:
    """The pieces of a source, those of each block closed by an END piece, its comments, and unreadable lines.

    A finding in an unreadable line is most likely a consequence of what made it unreadable.
    """

    pieces: list[Piece]
    comments: tuple[Comment, ...]
    unreadable: frozenset[int]
    open_texts: frozenset[int] = frozenset()
    """The unreadable lines that hold a text which is not closed, and so may hold anything."""
    is_too_long: bool = False
    """Whether the source was too long to be read at all."""


@cache
def _pattern(before_figures: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_PATTERN.replace("BEFORE_FIGURES", "|".join(before_figures)), re.VERBOSE)


def scan(
    source: SourceFile,
    before_figures: tuple[str, ...],
    diagnostics: Diagnostics,
    blocks: Sequence[Span] | None = None,
) -> Scan:
    """The pieces of a source, or of blocks of it; what cannot be read is reported and left out."""
    if len(source.text) > LONGEST_TEXT:
        diagnostics.add(Diagnostic.of("K110", Span(source, 0, 0), limit=LONGEST_TEXT))
        return Scan([Piece("END", "", 0, 0)], (), frozenset(), is_too_long=True)
    extents = [(0, len(source.text))] if blocks is None else [(block.start, block.end) for block in blocks]
    return _Scanner(source, _pattern(before_figures), diagnostics, extents).scan()


def _piece(shape: Shape, match: re.Match[str]) -> Piece:
    start, end = match.span(shape)
    found = match.group(shape)
    if shape == "MARK":
        found = _SAME_MARK.get(found, found)
    elif _IN_WORD in found:
        found = found.replace(_IN_WORD, "")
    return Piece(shape, found, start, end)


class _Scanner:
    def __init__(
        self,
        source: SourceFile,
        pattern: re.Pattern[str],
        diagnostics: Diagnostics,
        extents: list[tuple[int, int]],
    ) -> None:
        self.source = source
        self.pattern = pattern
        self.diagnostics = diagnostics
        self.extents = extents
        self.read = _without_prose(as_read(source.text), extents)
        self.pieces: list[Piece] = []
        self.comments: list[Comment] = []
        self.unreadable: set[int] = set()
        self.open_texts: set[int] = set()

    def scan(self) -> Scan:
        self._refuse_invisible()
        most = len(self.diagnostics) + MOST_FINDINGS
        is_read = all(self._scan_block(start, end, most) for start, end in self.extents)
        if not is_read:
            del self.pieces[:]
        if not (self.pieces and self.pieces[-1].shape == "END"):
            self.pieces.append(Piece("END", "", len(self.read), len(self.read)))
        return Scan(
            self.pieces,
            tuple(self.comments),
            frozenset(self.unreadable),
            frozenset(self.open_texts),
            is_too_long=not is_read,
        )

    def _scan_block(self, position: int, end: int, most: int) -> bool:
        """Add the pieces of a block; False where it holds too many pieces, or too many mistakes, to go on."""
        text = self.read
        match_piece = self.pattern.match
        append = self.pieces.append
        while True:
            match = match_piece(text, position, end)
            if match is None:
                position = self._after_bad(position, end)
                if position >= end:
                    break
                if len(self.diagnostics) <= most:
                    continue
                self.diagnostics.add(
                    Diagnostic.of("K114", self._span(position, position), limit=MOST_FINDINGS)
                )
                return False
            position = match.end()
            match match.lastgroup:
                case "WORD" | "STRING" | "MARK" as shape:
                    append(_piece(shape, match))
                case "NAME":
                    start, stop = match.span("NAME")
                    append(Piece("NAME", self.source.text[start:stop], start, stop))
                case "NUMBER":
                    append(_piece("NUMBER", match))
                    position = self._checked_number(position)
                case "DATE":
                    append(_piece("DATE", match))
                    self._check_date(self.pieces[-1])
                case "LINE_END":
                    start = match.start("LINE_END")
                    append(Piece("LINE_END", "", start, start))
                case "COMMENT":
                    self._comment(*match.span("COMMENT"))
                case _:
                    self._slip(match)
            if len(self.pieces) > MOST_PIECES:
                self.diagnostics.add(Diagnostic.of("K111", self._span(position, position), limit=MOST_PIECES))
                return False
        append(Piece("END", "", end, end))
        return True

    def _span(self, start: int, end: int) -> Span:
        return Span(self.source, start, end)

    def _has_open_text(self, offset: int) -> bool:
        """Whether the quotes of a line did not pair before, so that what reads as text there is not."""
        return self.source.position(offset).line in self.open_texts

    def _is_sound(self, offset: int) -> bool:
        """Whether a line may be taken as it stands; a text that is not closed may hold anything."""
        line = self.source.position(offset).line
        return line not in self.unreadable and slips.quotes_pair(self.source.line_text(line))

    def _spoil(self, offset: int) -> None:
        self.unreadable.add(self.source.position(offset).line)

    def _refuse_invisible(self) -> None:
        if self.read.isascii():
            return
        places: dict[str, list[int]] = {}
        for match in _INVISIBLE.finditer(self.read):
            places.setdefault(match.group(), []).append(match.start())
        for character, starts in places.items():
            first = self._span(starts[0], starts[0] + 1)
            name = INVISIBLE[character]
            self.diagnostics.add(Diagnostic.of("K101", first, name=name, count=len(starts)))
        if places:
            # Inside a word the character counts for nothing, so that one finding is not followed by more.
            self.read = _INVISIBLE.sub(_stand_in, self.read)

    def _comment(self, start: int, end: int) -> None:
        own_line = not self.pieces or self.pieces[-1].shape in ("LINE_END", "END")
        text = self.source.text[start:end].rstrip()
        self.comments.append(Comment(text, own_line, self._span(start, start + len(text))))

    def _checked_number(self, end: int) -> int:
        number = self.pieces[-1]
        grouped = slips.digits_in_groups(number, self.read)
        if grouped is not None:
            number.text, number.end_pos = grouped
            self.diagnostics.add(slips.thousands(self._span(number.start_pos, number.end_pos)))
            return number.end_pos
        span = self._span(number.start_pos, number.end_pos)
        digits = sum(map(str.isdigit, number.text))
        if digits > MOST_DIGITS:
            self.diagnostics.add(Diagnostic.of("K112", span, digits=digits, limit=MOST_DIGITS))
            number.text = "0"
        elif slips.has_leading_zero(number.text) and self._is_sound(end):
            self.diagnostics.add(slips.leading_zero(number, span))
            self._spoil(number.start_pos)
        following = self.read[end : end + 1]
        if following.isascii() and (following.isalpha() or following == "_") and self._is_sound(end):
            word = self.pattern.match(self.read, end)
            whole_end = word.end() if word else end + 1
            whole = self._span(number.start_pos, whole_end)
            self.diagnostics.add(slips.digits_and_letters(whole, number.text, self.read[end:whole_end]))
            self._spoil(end)
        return end

    def _check_date(self, piece: Piece) -> None:
        year, month, day = map(int, _NUMBERS_IN_DATE.findall(piece.text))
        try:
            date(year, month, day)
        except ValueError:
            span = self._span(piece.start_pos, piece.end_pos)
            self.diagnostics.add(Diagnostic.of("K107", span, written=piece.text))
            piece.text = "2000-01-01"

    def _slip(self, match: re.Match[str]) -> None:
        start, end = match.span("SLIP")
        written = match.group("SLIP")
        if written.startswith("//"):
            self.diagnostics.add(slips.wrong_comment(self._span(start, start + 2)))
            self._comment(start, end)
            return
        if written[0].isdigit():
            self.diagnostics.add(slips.wrong_date(self._span(start, end), written))
            self.pieces.append(Piece("DATE", slips.right_date(written), start, end))
            self._check_date(self.pieces[-1])
            return
        right = slips.RIGHT_MARK[written]
        self.diagnostics.add(slips.wrong_mark(self._span(start, end), written, right))
        self.pieces.append(Piece("WORD" if right == "and" else "MARK", right, start, end))

    def _after_bad(self, position: int, block_end: int) -> int:
        """Go past what is no piece, reporting it; the offset from which to go on."""
        space = _SPACE.match(self.read, position, block_end)
        start = space.end() if space else position
        if start >= block_end:
            return start
        self._spoil(start)
        if self.read[start] in slips.OPENING_QUOTES:
            end = slips.end_of_open_text(self.read, start)
            if not self._has_open_text(start):
                self.diagnostics.add(slips.open_text(self._span(start, end), self.read))
            self.open_texts.add(self.source.position(start).line)
            self.pieces.append(Piece("STRING", slips.in_quotes(self.read[start:end]), start, end))
            return end
        if self.read[start] == "「":
            end = slips.end_of_word(self.read, start + 1)
            self.diagnostics.add(Diagnostic.of("K109", self._span(start, end)))
            self.pieces.append(Piece("NAME", self.read[start:end], start, end))
            return end
        title_end = slips.end_of_title(self.read, start)
        if title_end is not None:
            self.diagnostics.add(slips.bad_character(self._span(start, title_end), self.read[start]))
            text = slips.in_quotes(self.read[start:title_end])
            self.pieces.append(Piece("STRING", text, start, title_end))
            return title_end
        end = slips.end_of_repeated(self.read, start)
        self.diagnostics.add(slips.bad_character(self._span(start, end), self.read[start]))
        stand_in = slips.STANDS_FOR.get(self.read[start])
        if stand_in is not None:
            self.pieces.append(Piece("LINE_END" if stand_in == ";" else "MARK", stand_in, start, end))
        return end


def _without_prose(read: str, extents: Sequence[tuple[int, int]]) -> str:
    """The text with spaces for all that stands outside the extents, so that every place stays true."""
    parts: list[str] = []
    last = 0
    for start, end in extents:
        parts += [" " * (start - last), read[start:end]]
        last = end
    return "".join(parts) + " " * (len(read) - last)


def _stand_in(match: re.Match[str]) -> str:
    text, at = match.string, match.start()
    inside = 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()
    return _IN_WORD if inside else " "
