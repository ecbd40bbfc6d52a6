"""Headings of a regulation in Markdown, and paragraphs that begin with the number of a clause."""

import re
from collections.abc import Iterator, Sequence

from kpi_lang.source import SourceFile, Span
from kpi_lang.syntax.literate.fences import ProseLine
from kpi_lang.syntax.literate.numbers import numbered
from kpi_lang.syntax.tree import PARAGRAPH, Heading, Ident

_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?!#)(?P<gap>[ \t]*)")
_UNDERLINE = re.compile(r" {0,3}(?P<mark>=+|-+)[ \t]*")
_ITEM = re.compile(r"[ \t]*[-*+][ \t]+")
_BOLD = re.compile(r"(?P<mark>\*\*|__)(?P<text>.+?)(?P=mark)(?P<rest>.*)")
_MARKS_OF_STYLE = re.compile(r"\*\*|__|[*`]|\{#[^}]*\}")
_FIRST_SENTENCE = re.compile(r"[^。；;.：:]*")


def headings(source: SourceFile, lines: Sequence[ProseLine]) -> Iterator[Heading]:
    """The headings and numbered paragraphs among lines of prose, in order."""
    for line, following in zip(lines, (*lines[1:], None), strict=False):
        found = _heading(source, line) or _underlined(source, line, following) or _paragraph(source, line)
        if found is not None:
            yield found


def _heading(source: SourceFile, line: ProseLine) -> Heading | None:
    """`### 7.1 Performance pay`."""
    found = _HEADING.match(line.text)
    if found is None:
        return None
    written = _without_closing(line.text[found.end() :].strip())
    text = _MARKS_OF_STYLE.sub("", written).strip()
    if written and not found["gap"] and numbered(text, in_heading=True) is None:
        return None
    return _made(source, line, text, len(found["marks"]))


def _without_closing(written: str) -> str:
    """The text of a heading without the `##` that may stand behind it."""
    text = written.rstrip("#")
    return text.rstrip() if text == "" or text[-1] in " \t" else written


def _underlined(source: SourceFile, line: ProseLine, following: ProseLine | None) -> Heading | None:
    """A line of text above a line of `===` or `---`."""
    if following is None or following.number != line.number + 1 or not line.begins or not line.text.strip():
        return None
    underline = _UNDERLINE.fullmatch(following.text)
    if underline is None:
        return None
    text = _MARKS_OF_STYLE.sub("", line.text).strip()
    return _made(source, line, text, 1 if underline["mark"][0] == "=" else 2)


def _made(source: SourceFile, line: ProseLine, text: str, level: int) -> Heading:
    found = numbered(text, in_heading=True)
    span = _span(source, line)
    if found is None:
        return Heading((), text, level, span)
    return Heading(tuple(Ident(number, span) for number in found.numbers), found.rest, level, span)


def _paragraph(source: SourceFile, line: ProseLine) -> Heading | None:
    """`**7.1** Performance pay …`, `7.1 …`, `第七条　…`, at the beginning of a paragraph or list item."""
    item = _ITEM.match(line.text)
    if not (line.begins or item):
        return None
    text = line.text[item.end() if item else 0 :].strip()
    bold = _BOLD.match(text)
    found = numbered(bold["text"] if bold else text)
    if found is None or (bold is None and not _is_clause(found.numbers[0])):
        return None
    title = found.rest or (bold["rest"] if bold else "")
    sentence = _FIRST_SENTENCE.match(_MARKS_OF_STYLE.sub("", title).strip())
    span = _span(source, line)
    numbers = tuple(Ident(number, span) for number in found.numbers)
    return Heading(numbers, sentence.group().strip() if sentence else "", PARAGRAPH, span)


def _is_clause(number: str) -> bool:
    """Whether a number begins a clause without bold type: `7.1` and `第七条`, but no `7`, `一、` or `（一）`."""
    return "." in number or number.startswith("第")


def _span(source: SourceFile, line: ProseLine) -> Span:
    start = source.line_starts[line.number - 1]
    return Span(source, start, start + len(source.line_text(line.number)))
