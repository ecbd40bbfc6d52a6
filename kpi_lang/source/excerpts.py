"""The lines of a source file that a diagnostic concerns, laid out in terminal cells.

A terminal gives a Chinese character two cells and a combining accent none, so indents and underlines are
measured with `cell_len`. Tabs become four spaces, and lines too long for a screen are clipped around
the place that is underlined.
"""

from collections.abc import Iterator
from itertools import groupby

from attrs import evolve, frozen
from rich.cells import cell_len

from kpi_lang.source.arguments import visible
from kpi_lang.source.files import SourceFile
from kpi_lang.source.spans import Span

WIDEST_LINE = 100
"""Cells of a source line that are shown."""

_BEFORE_MARK = 30
_TAB = " " * 4
_CUT = "…"


@frozen
class Mark:
    """A place to underline and the words beside it; the primary place is what the diagnostic is about."""

    span: Span
    text: str
    primary: bool


@frozen
class Underline:
    """An underline below a line: so many cells in, so many cells long."""

    indent: int
    cells: int
    text: str
    primary: bool


@frozen
class Excerpt:
    """A line as shown, with its underlines; `line` is None where lines are left out."""

    line: int | None
    text: str = ""
    underlines: tuple[Underline, ...] = ()


@frozen
class _Stroke:
    """The part of a mark that lies in one line, in characters from the line's start."""

    line: int
    start: int
    end: int
    mark: Mark


def excerpt(file: SourceFile, marks: list[Mark]) -> list[Excerpt]:
    """The lines of `file` that the marks concern, in order, with gaps marked."""
    strokes = sorted(
        (stroke for mark in marks for stroke in _strokes(mark)),
        key=lambda stroke: (stroke.line, stroke.start, not stroke.mark.primary),
    )
    rows: list[Excerpt] = []
    shown = 0
    for line, group in groupby(strokes, key=lambda stroke: stroke.line):
        rows += _lines_before(file, shown, line)
        rows += _marked_line(file.line_text(line), list(group))
        shown = line
    return rows


def _strokes(mark: Mark) -> Iterator[_Stroke]:
    """A mark as parts of lines: of a span over several lines, the first and the last line."""
    span = mark.span
    # The line end that closes a declaration is not what a message is about.
    content = span.text.rstrip()
    if content:
        span = evolve(span, end=span.start + len(content))
    first, last = span.first, span.last
    if first.line == last.line:
        yield _Stroke(first.line, first.column - 1, last.column - 1, mark)
        return
    yield _Stroke(first.line, first.column - 1, len(span.file.line_text(first.line)), evolve(mark, text=""))
    text = span.file.line_text(last.line)
    yield _Stroke(last.line, len(text) - len(text.lstrip()), last.column - 1, mark)


def _lines_before(file: SourceFile, shown: int, line: int) -> list[Excerpt]:
    """What stands between two marked lines, or orients the reader before a marked line that is empty."""
    if shown == 0:
        if file.line_text(line).strip() or line == 1:
            return []
        before = next((n for n in range(line - 1, 0, -1) if file.line_text(n).strip()), None)
        if before is None:
            return []
        gap = [] if before == line - 1 else [Excerpt(None)]
        return [_plain_line(file, before), *gap]
    match line - shown:
        case 1:
            return []
        case 2:
            return [_plain_line(file, line - 1)]
        case _:
            return [Excerpt(None)]


def _plain_line(file: SourceFile, line: int) -> Excerpt:
    text = file.line_text(line)
    end = _fitting(text, 0)
    return Excerpt(line, _shown(text[:end]) + (_CUT if end < len(text) else ""))


def _marked_line(text: str, strokes: list[_Stroke]) -> list[Excerpt]:
    """A line with all its underlines; a line too long for the screen once for each underline."""
    if _fitting(text, 0) == len(text):
        underlines = tuple(_underline(text, 0, len(text), stroke) for stroke in strokes)
        return [Excerpt(strokes[0].line, _shown(text), underlines)]
    rows: list[Excerpt] = []
    for stroke in strokes:
        start = _window_start(text, stroke.start)
        end = _fitting(text, start)
        shown = (_CUT if start else "") + _shown(text[start:end]) + (_CUT if end < len(text) else "")
        rows.append(Excerpt(stroke.line, shown, (_underline(text, start, end, stroke),)))
    return rows


def _underline(text: str, start: int, end: int, stroke: _Stroke) -> Underline:
    indent = _cells(text[start : stroke.start]) + (1 if start else 0)
    cells = _cells(text[stroke.start : min(stroke.end, end)])
    return Underline(indent, max(1, cells), stroke.mark.text, stroke.mark.primary)


def _window_start(text: str, mark: int) -> int:
    """Where to begin a clipped line so that some of what stands before the mark is seen."""
    start = mark
    room = _BEFORE_MARK
    while start > max(0, mark - _BEFORE_MARK) and (room := room - _cells(text[start - 1])) >= 0:
        start -= 1
    return start


def _fitting(text: str, start: int) -> int:
    """The end of the longest part of a line from `start` that fits the screen."""
    # No character but a combining one takes less than a cell; twice the width is more than enough.
    end = start
    room = WIDEST_LINE
    for character in text[start : start + 4 * WIDEST_LINE]:
        room -= _cells(character)
        if room < 0:
            return end
        end += 1
    return end


def _shown(text: str) -> str:
    return visible(text.replace("\t", _TAB))


def _cells(text: str) -> int:
    return cell_len(_shown(text))
