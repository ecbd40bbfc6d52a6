"""Lines of Markdown parted into blocks of rules and prose.

After CommonMark 0.31, sections 4.5 (fenced code blocks) and 4.6 (HTML comments), with three liberties: a fence
may be indented at will, as in list items; a block that is not closed ends where the next block of its sort
begins, and is reported; and so are lines that merely look like the beginning of a block of rules, for a rule
must never be left out in silence.
"""

import re
from enum import Enum

from attrs import define, field, frozen

from kpi_lang.source import Diagnostic, Diagnostics, SourceFile, Span
from kpi_lang.syntax.tree import RulesBlock

_RULES = "kpi"
_FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<marks>`{3,}|~{3,})(?P<info>.*)")
_COMMENT = re.compile(r" {0,3}<!--(?P<rest>.*)")
_FRONT_MATTER_END = ("---", "...")
_QUOTED = re.compile(r"[ \t]*>[> \t]*(?:```|~~~)[ \t]*kpi\b", re.IGNORECASE)
_IN_ITEM = re.compile(r"[ \t]*(?:[-*+]|[0-9]+[.)])[ \t]+(?:```|~~~)[ \t]*kpi\b", re.IGNORECASE)
_OTHER_MARKS = re.compile(r"[ \t]*(?:`{1,2}|~{1,2}|['‘’´｀“”＇·]{3,}|[～]{3,})[ \t]*kpi[ \t]*", re.IGNORECASE)
_PLAINLY_PROSE = re.compile(r"#{2,6}[ \t]+\S|\*\*\S|[0-9]+(?:\.[0-9]+)+\s|第[^\s]{1,6}条\s")
_LINE_END = re.compile(r"\r\n|\n|\r")


@frozen
class ProseLine:
    """A line of prose; `begins` tells whether a paragraph may begin with it."""

    number: int
    text: str
    begins: bool


class _Within(Enum):
    """What a line stands in."""

    PROSE = "prose"
    FENCE = "fence"
    COMMENT = "comment"
    FRONT_MATTER = "front matter"


def parted(source: SourceFile, diagnostics: Diagnostics) -> tuple[list[RulesBlock], list[ProseLine]]:
    """The blocks of rules of a source, and its lines of prose."""
    parting = _Parting(source, diagnostics)
    for number in range(1, source.line_count + 1):
        parting.take(number, source.line_text(number))
    parting.close()
    return parting.blocks, parting.prose


@frozen
class _Opening:
    """The line that opened a fence or a comment."""

    number: int
    indent: str = ""
    marks: str = ""
    is_rules: bool = False


@define
class _Parting:
    source: SourceFile
    diagnostics: Diagnostics
    blocks: list[RulesBlock] = field(factory=list)
    prose: list[ProseLine] = field(factory=list)
    within: _Within = _Within.PROSE
    opening: _Opening = field(factory=lambda: _Opening(0))
    begins: bool = True

    def take(self, number: int, line: str) -> None:
        text = line.removeprefix("\ufeff") if number == 1 else line
        match self.within:
            case _Within.FENCE:
                self.in_fence(number, text)
            case _Within.COMMENT:
                if "-->" in text:
                    self.within = _Within.PROSE
            case _Within.FRONT_MATTER:
                if text.rstrip() in _FRONT_MATTER_END:
                    self.within = _Within.PROSE
            case _Within.PROSE:
                self.in_prose(number, text)

    def in_fence(self, number: int, text: str) -> None:
        fence = _FENCE.fullmatch(text)
        if fence is None or not fence["marks"].startswith(self.opening.marks):
            return
        if not fence["info"].strip():
            self.end_block(number)
        elif _is_rules(fence["info"]):
            self.report_open((self.line_span(number), "next"))
            self.end_open_block(number)
            self.open_fence(number, fence)

    def in_prose(self, number: int, text: str) -> None:
        fence = _FENCE.fullmatch(text)
        comment = _COMMENT.match(text)
        if number == 1 and text.rstrip() == "---":
            self.within = _Within.FRONT_MATTER
        elif fence is not None and not ("`" in fence["marks"] and "`" in fence["info"]):
            self.open_fence(number, fence)
        elif comment is not None:
            if "-->" not in comment["rest"]:
                self.within, self.opening = _Within.COMMENT, _Opening(number)
        else:
            self.report_likeness(number, text)
            self.prose.append(ProseLine(number, text, self.begins))
            self.begins = not text.strip()
            return
        self.begins = True

    def open_fence(self, number: int, fence: re.Match[str]) -> None:
        self.within = _Within.FENCE
        self.opening = _Opening(number, fence["indent"], fence["marks"], _is_rules(fence["info"]))

    def end_block(self, closing: int) -> None:
        """End the open block before a line."""
        self.within = _Within.PROSE
        if not self.opening.is_rules:
            return
        starts = self.source.line_starts
        last = len(self.source.text)
        start = starts[self.opening.number] if self.opening.number < len(starts) else last
        end = starts[closing - 1] if closing <= len(starts) else last
        line_end = _LINE_END.search(self.source.text, starts[self.opening.number - 1])
        span = Span(self.source, start, max(start, end))
        self.blocks.append(RulesBlock(self.opening.indent, line_end.group() if line_end else "\n", span))

    def end_open_block(self, following: int) -> None:
        """End a block that is not closed: before a line, or where prose plainly goes on, which is read as such."""
        inside = range(self.opening.number + 1, following)
        prose = next((number for number in inside if self.looks_like_prose(number)), following)
        self.end_block(prose)
        for number in range(prose, following):
            self.in_prose(number, self.source.line_text(number))

    def looks_like_prose(self, number: int) -> bool:
        """Whether a heading, or a paragraph with its number, follows an empty line."""
        if number == 1 or self.source.line_text(number - 1).strip():
            return False
        return _PLAINLY_PROSE.match(self.source.line_text(number)) is not None

    def close(self) -> None:
        """Take note of the end of the file."""
        match self.within:
            case _Within.FENCE:
                self.report_open((Span.at_end(self.source), "end"))
                self.end_open_block(self.source.line_count + 1)
            case _Within.COMMENT:
                self.diagnostics.add(Diagnostic.of("K163", self.line_span(self.opening.number)))
            case _Within.PROSE | _Within.FRONT_MATTER:
                pass

    def report_open(self, where: tuple[Span, str]) -> None:
        span = self.line_span(self.opening.number)
        self.diagnostics.add(
            Diagnostic.of("K162", span, labels=[where], opening=span.text.strip(), closing=self.opening.marks)
        )

    def report_likeness(self, number: int, text: str) -> None:
        kind = (
            "quotation"
            if _QUOTED.match(text)
            else "item"
            if _IN_ITEM.match(text)
            else "marks"
            if _OTHER_MARKS.fullmatch(text)
            else None
        )
        if kind is not None:
            self.diagnostics.add(Diagnostic.of("K164", self.line_span(number), help=kind))

    def line_span(self, number: int) -> Span:
        start = self.source.line_starts[number - 1]
        return Span(self.source, start, start + len(self.source.line_text(number)))


def _is_rules(info: str) -> bool:
    words = info.split()
    return bool(words) and words[0].lower() == _RULES
