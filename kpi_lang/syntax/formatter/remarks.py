"""Where the comments of a source go: before a row, behind it, or at the end of its block."""

import re
from collections.abc import Sequence

from kpi_lang.syntax.tree import Comment

_BLANK_LINE = re.compile(r"\n[^\S\n]*\r?\n|\r[^\S\r\n]*\r")
_LINE_END = re.compile(r"[\r\n]")


class Remarks:
    """The comments of a source in order, handed out as the rows between them are printed.

    Each is handed out once, so none is lost and none is printed twice.
    """

    def __init__(self, comments: Sequence[Comment], text: str) -> None:
        self._all = comments
        self._waiting = sorted(comments, key=lambda comment: -comment.span.start)
        self._text = text

    def before(self, offset: int) -> list[Comment]:
        """The waiting comments that begin before an offset."""
        found: list[Comment] = []
        while self._waiting and self._waiting[-1].span.start < offset:
            found.append(self._waiting.pop())
        return found

    def rest(self) -> list[Comment]:
        """All comments that still wait."""
        found = self._waiting[::-1]
        self._waiting = []
        return found

    def behind(self, offset: int, block_end: int) -> Comment | None:
        """The comment that ends the line on which a row ends at an offset, within its block."""
        if not self._waiting:
            return None
        comment = self._waiting[-1]
        if comment.own_line or _LINE_END.search(self._text, offset, comment.span.start):
            return None
        return self._waiting.pop() if offset <= comment.span.start < block_end else None

    def behind_opening(self, first: int) -> Comment | None:
        """The comment behind the `{` of a block whose first row begins at an offset."""
        if not self._waiting or self._waiting[-1].own_line or self._waiting[-1].span.start >= first:
            return None
        return self._waiting.pop()

    def blank_between(self, end: int, start: int) -> bool:
        """Whether the author left a line empty between two offsets."""
        return _BLANK_LINE.search(self._text, end, start) is not None

    def last_brace(self, start: int, end: int) -> int:
        """Where the last `{` between two offsets stands: that of a block, looked for from its first row."""
        return max(start, self._text.rfind("{", start, end))

    def end_of_block(self, offset: int) -> int:
        """The offset behind the next `}` that is in no comment; the given one where there is none."""
        ends = {comment.span.start: comment.span.end for comment in self._all}
        at = offset
        while at < len(self._text):
            if self._text[at] == "}":
                return at + 1
            at = ends.get(at, at + 1)
        return offset

    def has_line_end(self, start: int, end: int) -> bool:
        """Whether the author broke the line between two offsets."""
        return _LINE_END.search(self._text, start, end) is not None


def comment_text(comment: Comment) -> str:
    """A comment as it is printed, with the ASCII mark and a space behind it."""
    body = comment.text[1:]
    return f"#{body}" if not body or body[0] in " #!" else f"# {body}"
