"""Blocks in braces: rows on lines of their own, in aligned columns, with the comments around them."""

from collections.abc import Callable, Iterable, Sequence

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax.formatter.document import (
    Blank,
    Break,
    Document,
    Group,
    Indent,
    Line,
    Pad,
    Remark,
    cells,
    joined,
    row,
)
from kpi_lang.syntax.formatter.remarks import Remarks, comment_text
from kpi_lang.syntax.formatter.spelling import Spelling
from kpi_lang.syntax.tree import Comment

_WIDEST_PADDING = 30
"""Columns whose texts differ by more cells than this are not aligned."""


@frozen
class Printed:
    """A printed row: short texts that align with those of its neighbours, and the rest."""

    columns: tuple[str, ...]
    rest: Document


@frozen
class Entry:
    """A row of a block: where the author wrote it, and how it is printed.

    Printing is put off until the row's turn, so that comments are handed out in order.
    """

    start: int
    end: int
    print: Callable[[], Printed]


@frozen
class _Item:
    """A line of a block: a row with the comment behind it, or a comment of its own."""

    printed: Printed | None
    remark: str | None
    blank_before: bool


def entry(span: Span, print: Callable[[], Printed]) -> Entry:
    """The row that stands at a span."""
    return Entry(span.start, span.end, print)


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Rows as the author ordered them; those without a place of their own keep theirs."""
    return sorted(entries, key=lambda found: found.start)


class Blocks:
    """Prints blocks, and hands out the comments in them."""

    def __init__(self, spelling: Spelling, remarks: Remarks) -> None:
        self.spelling = spelling
        self.remarks = remarks

    def rows_block(self, span: Span, entries: Sequence[Entry]) -> Document:
        """A block whose rows are parted by `;` where it stands on one line."""
        return self._block(span, entries, self.spelling.semicolon, broken=False)

    def entries_block(self, span: Span, entries: Sequence[Entry]) -> Document:
        """A block whose entries are parted by commas where it stands on one line."""
        return self._block(span, entries, self.spelling.comma, broken=False)

    def lines_block(self, span: Span, entries: Sequence[Entry]) -> Document:
        """A block that never stands on one line."""
        return self._block(span, entries, "", broken=True)

    def _block(self, span: Span, entries: Sequence[Entry], separator: str, *, broken: bool) -> Document:
        first = entries[0].start if entries else span.end
        opening = self._behind_opening(span, first)
        items = self._items(entries, first)
        items += self._comments(self.remarks.before(span.end), items[-1:] == [])
        if not items and not opening:
            return "{ }"
        broken = broken or bool(opening) or self.remarks.has_line_end(first, span.end)
        broken = broken or any(item.remark is not None for item in items)
        between: Document = Break() if broken else Line(separator)
        edge: Document = Break() if broken else Line()
        lines = _aligned(items)
        inner: list[Document] = []
        for number, (item, line) in enumerate(zip(items, lines, strict=True)):
            inner.append(between if number else edge)
            if item.blank_before:
                inner.append(Blank())
            inner.append(line)
        return Group(row("{", *opening, Indent(row(*inner)), edge, "}"))

    def _behind_opening(self, span: Span, first: int) -> list[Document]:
        """The comment behind the `{`."""
        behind = self.remarks.behind_opening(span.start, first)
        return [] if behind is None else [Remark(comment_text(behind))]

    def _items(self, entries: Sequence[Entry], start: int) -> list[_Item]:
        items: list[_Item] = []
        last_end = start
        for found in entries:
            comments = self.remarks.before(found.start)
            printed = found.print()
            # A comment inside an expression has no line of its own there, so it goes before the row.
            comments += self.remarks.before(found.end)
            items += self._comments(comments, not items, last_end)
            if comments:
                last_end = max(last_end, comments[-1].span.end)
            blank = bool(items) and self.remarks.blank_between(last_end, found.start)
            behind = self.remarks.behind(found.end)
            items.append(_Item(printed, None if behind is None else comment_text(behind), blank))
            last_end = max(last_end, found.end if behind is None else behind.span.end)
        return items

    def _comments(self, comments: Sequence[Comment], first: bool, last_end: int | None = None) -> list[_Item]:
        items: list[_Item] = []
        for comment in comments:
            start = comment.span.start
            blank = not (first and not items) and self.remarks.blank_before(start)
            items.append(_Item(None, comment_text(comment), blank))
        return items
