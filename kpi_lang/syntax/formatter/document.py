"""Layout: texts with places where a line may break, and the choice of the breaks that fit the width.

After Wadler, "A prettier printer" (2003): a group is set on one line if it fits, else all of its own line
places break.
"""

import unicodedata
from collections.abc import Iterable
from typing import TypeAlias

from attrs import frozen

WIDTH = 100
"""Cells of a line that the layout tries to keep to; a Chinese character takes two."""


@frozen
class Line:
    """A place that breaks with its group; `flat` is what stands there if the group fits on one line."""

    flat: str = " "


@frozen
class Break:
    """A line end that is always there."""


@frozen
class Blank:
    """An empty line, after a line end."""


@frozen
class Pad:
    """Spaces that align columns; they vanish if the group is set on one line."""

    cells: int


@frozen
class Remark:
    """A comment at the end of the line, which does not count towards its width."""

    text: str


@frozen
class Indent:
    """A part whose lines are set further in."""

    part: "Document"
    by: int = 2


@frozen
class Group:
    """A part that is set on one line if it fits and is not to be broken anyway."""

    part: "Document"
    broken: bool = False


@frozen
class Row:
    """Parts one after the other."""

    parts: "tuple[Document, ...]"


Document: TypeAlias = "str | Line | Break | Blank | Pad | Remark | Indent | Group | Row"


def row(*parts: Document) -> Row:
    """Parts one after the other."""
    return Row(parts)


def joined(parts: Iterable[Document], between: Document) -> Row:
    """Parts with something between each two."""
    together: list[Document] = []
    for part in parts:
        if together:
            together.append(between)
        together.append(part)
    return Row(tuple(together))


def cells(text: str) -> int:
    """How many terminal cells a text takes."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def on_one_line(document: Document) -> str:
    """The document without any line end, whatever its width."""
    return _Rendering().text(document, flat=True)


def rendered(document: Document) -> str:
    """The document as text, its last line without a line end."""
    return _Rendering().text(document)


def _flat_cells(document: Document, room: int) -> int | None:
    """The cells of a part on one line, None if that is more than the room or it must break."""
    used = 0
    waiting: list[Document] = [document]
    while waiting:
        match waiting.pop():
            case str(text) | Line(text):
                used += cells(text)
            case Break() | Blank() | Remark() | Group(_, True):
                return None
            case Pad():
                pass
            case Indent(part, _) | Group(part, _):
                waiting.append(part)
            case Row(parts):
                waiting.extend(reversed(parts))
        if used > room:
            return None
    return used


class _Rendering:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._column = 0
        self._remark = ""

    def text(self, document: Document, *, flat: bool = False) -> str:
        waiting: list[tuple[int, bool, Document]] = [(0, flat, document)]
        while waiting:
            indent, flat, part = waiting.pop()
            match part:
                case str():
                    self._write(part)
                case Line(text):
                    if flat:
                        self._write(text)
                    else:
                        self._end_line(indent)
                case Break():
                    self._end_line(indent)
                case Blank():
                    self._lines.append("")
                case Pad(count):
                    self._write("" if flat else " " * count)
                case Remark(remark):
                    self._remark += f"  {remark}"
                case Indent(inner, by):
                    waiting.append((indent + by, flat, inner))
                case Group(inner, broken):
                    room = WIDTH - self._column
                    fits = flat or (not broken and _flat_cells(inner, room) is not None)
                    waiting.append((indent, fits, inner))
                case Row(parts):
                    waiting.extend((indent, flat, inner) for inner in reversed(parts))
        self._end_line(0)
        return "\n".join(self._lines)

    def _write(self, text: str) -> None:
        self._line.append(text)
        self._column += cells(text)

    def _end_line(self, indent: int) -> None:
        self._lines.append(("".join(self._line).rstrip() + self._remark).rstrip())
        self._line, self._column, self._remark = [" " * indent], indent, ""
