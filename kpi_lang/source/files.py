"""Source texts and positions in them."""

import re
from bisect import bisect_right
from typing import NamedTuple

from attrs import Factory, field, frozen

_LINE_END = re.compile(r"\r\n|\n|\r")


class Position(NamedTuple):
    """A place in a text as editors count it: both numbers start at 1, columns count characters."""

    line: int
    column: int


def _starts_of_lines(file: "SourceFile") -> tuple[int, ...]:
    return (0, *(end.end() for end in _LINE_END.finditer(file.text)))


@frozen(repr=False)
class SourceFile:
    """A policy text and the name under which messages speak of it.

    Lines end with LF, CRLF or a lone CR; the text itself is kept as it came, so that offsets are true.
    """

    name: str
    text: str
    line_starts: tuple[int, ...] = field(
        init=False, eq=False, default=Factory(_starts_of_lines, takes_self=True)
    )

    def __repr__(self) -> str:
        return f"SourceFile({self.name!r}, {len(self.text)} characters)"

    @property
    def line_count(self) -> int:
        """How many lines the text has; a text that ends with a line end has a last, empty line."""
        return len(self.line_starts)

    def position(self, offset: int) -> Position:
        """The line and column of a character offset; offsets past either end are taken to that end."""
        inside = max(0, min(offset, len(self.text)))
        line = bisect_right(self.line_starts, inside)
        return Position(line, inside - self.line_starts[line - 1] + 1)

    def offset(self, position: Position) -> int:
        """The offset of a line and column, the inverse of `position`; raises `IndexError` off the text."""
        line, column = position
        if not 1 <= line <= self.line_count:
            raise IndexError(f"{self.name} has no line {line}")
        offset = self.line_starts[line - 1] + column - 1
        if column < 1 or offset > self._line_bounds(line)[1]:
            raise IndexError(f"{self.name} has no column {column} in line {line}")
        return offset

    def line_text(self, line: int) -> str:
        """The text of a line, counted from 1, without its line end."""
        start, end = self._line_bounds(line)
        return self.text[start:end].rstrip("\r\n")

    def _line_bounds(self, line: int) -> tuple[int, int]:
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < self.line_count else len(self.text)
        return start, end
