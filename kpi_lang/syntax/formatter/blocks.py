"""Blocks in braces: rows on lines of their own, in aligned columns, with the comments around them."""

from collections.abc import Callable, Iterable, Sequence

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax.formatter.document import (
    Blank,
    Document,
    Group,
    Indent,
    Line,
    Pad,
    Remark,
    cells,
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
class Item:
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
        # A row of which the tree keeps no place stands at the end of the block.
        placed = [found.start for found in entries if found.start < span.end - 1]
        brace = self.remarks.last_brace(span.start, placed[0] if placed else span.end)
        first = placed[0] if placed else brace
        opening = self.remarks.behind_opening(first)
        items = self.items(entries, first, span.end)
        if not items and opening is None:
            return "{ }"
        broken = broken or opening is not None or self.remarks.has_line_end(brace, span.end)
        broken = broken or any(item.remark is not None for item in items)
        inner: list[Document] = []
        for number, item in enumerate(aligned(items)):
            inner += [Line(separator) if number else Line(), item]
        behind = "" if opening is None else Remark(comment_text(opening))
        return Group(row("{", behind, Indent(row(*inner)), Line(), "}"), broken)

    def items(self, entries: Sequence[Entry], start: int, end: int) -> list[Item]:
        """The rows between two offsets with the comments among them."""
        items: list[Item] = []
        last = start

        def add(comments: Sequence[Comment]) -> None:
            nonlocal last
            for comment in comments:
                blank = bool(items) and self.remarks.blank_between(last, comment.span.start)
                items.append(Item(None, comment_text(comment), blank))
                last = comment.span.end

        for found in entries:
            comments = self.remarks.before(found.start)
            printed = found.print()
            # A comment in the midst of an expression cannot stay there, so it goes before the row.
            comments += self.remarks.before(found.end)
            add(comments)
            blank = bool(items) and self.remarks.blank_between(last, found.start)
            behind = self.remarks.behind(found.end, end)
            items.append(Item(printed, None if behind is None else comment_text(behind), blank))
            last = max(last, found.end if behind is None else behind.span.end)
        add(self.remarks.before(end))
        return items


def aligned(items: Sequence[Item]) -> list[Document]:
    """The items as documents; the columns of neighbouring rows are padded to one width."""
    lines: list[Document] = []
    run: list[Item] = []
    for item in items:
        if item.printed is None or item.blank_before or (run and not _alike(run[-1], item)):
            lines += _run(run)
            run = []
        if item.printed is None:
            lines.append(_line(item, item.remark or ""))
        else:
            run.append(item)
    return lines + _run(run)


def _alike(one: Item, other: Item) -> bool:
    assert one.printed is not None
    assert other.printed is not None
    return len(one.printed.columns) == len(other.printed.columns)


def _run(items: Sequence[Item]) -> list[Document]:
    rows = [item.printed for item in items if item.printed is not None]
    widths: list[int] = []
    for texts in zip(*(printed.columns for printed in rows), strict=True):
        widest, narrowest = max(map(cells, texts)), min(map(cells, filter(None, texts)), default=0)
        widths.append(widest if widest - narrowest <= _WIDEST_PADDING else 0)
    lines: list[Document] = []
    for item, printed in zip(items, rows, strict=True):
        parts: list[Document] = []
        for text, width in zip(printed.columns, widths, strict=True):
            padding = max(0, width - cells(text))
            if text:
                parts += [text, Pad(padding), " "]
            elif width:
                parts.append(Pad(padding + 1))
        remark = "" if item.remark is None else Remark(item.remark)
        lines.append(_line(item, row(*parts, printed.rest, remark)))
    return lines


def _line(item: Item, document: Document) -> Document:
    return row(Blank(), document) if item.blank_before else document
