"""Slips of the pen that show in the characters alone: how each is told and read past."""

import re

from kpi_lang.source import Diagnostic, Fix, Span
from kpi_lang.syntax.expected import KeywordWord
from kpi_lang.syntax.pieces import Piece

RIGHT_MARK = {"==": "=", "===": "=", "=>": ">=", "=<": "<=", "**": "^", "&&": "and", "&": "and"}

STANDS_FOR = {"–": "..", "—": "..", "…": "..", "。": ";", "!": "<>"}
"""Characters that are refused but whose meaning is plain enough to read on."""

TITLE_MARKS = {"《": "》", "〈": "〉", "【": "】", "『": "』"}
"""Marks that look like quotes around a text, and how each closes."""

OPENING_QUOTES = "\"“”'‘’"
MARKS_OF_TEXT = OPENING_QUOTES + "".join((*TITLE_MARKS, *TITLE_MARKS.values()))
"""What people put around texts, rightly or not."""
_CLOSING_QUOTE = re.compile("[\"“”'‘’]")
_LEADING_ZERO = re.compile(r"0[0-9_]")
_FIRST_GROUP = re.compile(r"[1-9][0-9]{0,2}")
_GROUPS = re.compile(r"(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9_,])")
_REST_OF_LINE = re.compile(r"[^\r\n]*")
_REST_OF_WORD = re.compile(r"[^\s,:;(){}\[\]]*")
_MARK_BEHIND_TEXT = re.compile(r"\s*(?:\s:\s|:$|\{)")
_CURRENCY = "￥¥$€£"


def wrong_mark(span: Span, written: str, right: str) -> Diagnostic:
    """`==` for `=` and the like."""
    shown = KeywordWord("_AND") if right == "and" else right
    return Diagnostic.of("K104", span, written=written, right=shown, fix=Fix(span, right))


def wrong_comment(span: Span) -> Diagnostic:
    """A comment that begins with `//`."""
    return Diagnostic.of("K106", span, fix=Fix(span, "#"))


def wrong_date(span: Span, written: str) -> Diagnostic:
    """`2026/01/31`, which would be a division."""
    right = right_date(written)
    return Diagnostic.of("K139", span, written=written, right=right, fix=Fix(span, right))


def right_date(written: str) -> str:
    """The date as the language writes it."""
    year, month, day = written.replace("/", ".").split(".")
    return f"{year}-{month:0>2}-{day:0>2}"


def has_leading_zero(number: str) -> bool:
    """Whether a number is written like `007`, or like the last three digits of `1,000`."""
    return _LEADING_ZERO.match(number) is not None


def leading_zero(number: Piece, span: Span) -> Diagnostic:
    """A number that begins with 0."""
    right = number.text.lstrip("0_") or "0"
    return Diagnostic.of("K108", span, written=number.text, right=right, fix=Fix(span, right))


def digits_in_groups(number: Piece, read: str) -> tuple[str, int] | None:
    """A number whose digits are grouped by commas, without them, and where it ends: `1,000,000`.

    Only where a group begins with 0, which no number does: `1,234` may be two numbers of a list.
    """
    groups = _GROUPS.match(read, number.end_pos)
    if groups is None or not _FIRST_GROUP.fullmatch(number.text) or ",0" not in groups.group():
        return None
    return number.text + groups.group().replace(",", ""), groups.end()


def thousands(span: Span) -> Diagnostic:
    """`1,000`, where the comma separates two numbers."""
    written = span.text
    right = written.replace(",", "_").replace("，", "_")
    return Diagnostic.of("K131", span, written=written, right=right, fix=Fix(span, right))


def digits_and_letters(span: Span, number: str, letters: str) -> Diagnostic:
    """`12months` or `2nd`: a name cannot begin with a digit."""
    if letters.strip("_").lower() in ("e", "x"):
        letters = letters.strip("_")
    return Diagnostic.of("K105", span, written=span.text, number=number, letters=letters)


def bad_character(span: Span, character: str) -> Diagnostic:
    """A character that no policy uses outside quotes."""
    kind = "other"
    if character in "–—…":
        kind = "dash"
    elif character == "。":
        kind = "full_stop"
    elif character in _CURRENCY:
        kind = "currency"
    elif character == "%":
        kind = "percent"
    elif character == "‰":
        kind = "per_mille"
    elif character == "!":
        kind = "exclamation"
    elif character in "《》【】〈〉『』":
        kind = "brackets"
    return Diagnostic.of("K102", span, character=character, help=kind)


def end_of_open_text(read: str, start: int) -> int:
    """Where a text whose quotes do not pair most likely ends."""
    rest = _REST_OF_LINE.match(read, start)
    line_end = rest.end() if rest else len(read)
    closing = _CLOSING_QUOTE.search(read, start + 1, line_end)
    if closing is not None:
        return closing.end()
    line = read[start:line_end].rstrip()
    mark = _MARK_BEHIND_TEXT.search(line, 1)
    return start + (len(line) if mark is None else mark.start())


def in_quotes(text: str) -> str:
    """A text between proper quotes, whatever marks it has."""
    return f'"{text.strip(MARKS_OF_TEXT)}"'


def quotes_pair(line: str) -> bool:
    """Whether the quotes of a line pair, as far as their number tells."""
    return line.count("“") == line.count("”") and line.count('"') % 2 == 0


def open_text(span: Span, read: str) -> Diagnostic:
    """Quotes that do not pair: opened and never closed, closed with another kind, or single."""
    closed = len(span.text) > 1 and span.text[-1] in OPENING_QUOTES
    right = in_quotes(span.text)
    kind = "mismatched" if closed else "open"
    return Diagnostic.of("K103", span, help=kind, written=span.text, right=right, fix=Fix(span, right))


def end_of_title(read: str, start: int) -> int | None:
    """Where a text between 《 and 》 and the like ends, if one begins here and is closed in its line."""
    line = _REST_OF_LINE.match(read, start)
    if read[start] not in TITLE_MARKS or line is None:
        return None
    closing = line.group().find(TITLE_MARKS[read[start]])
    return None if closing < 0 else start + closing + 1


def end_of_word(read: str, start: int) -> int:
    """Where a word ends that is closed by nothing."""
    rest = _REST_OF_WORD.match(read, start)
    return rest.end() if rest else start


def end_of_repeated(read: str, start: int) -> int:
    """The end of a run of one character."""
    end = start + 1
    while end < len(read) and read[end] == read[start]:
        end += 1
    return end
