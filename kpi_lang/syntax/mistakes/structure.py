"""Rows that stop too soon or go on too long, and brackets that do not pair."""

from functools import cache

from kpi_lang.source import Diagnostic, Fix, Span
from kpi_lang.syntax.expected import Expected
from kpi_lang.syntax.grammar import END, ROW_END, grammar
from kpi_lang.syntax.machine import Machine
from kpi_lang.syntax.mistakes.homes import opens_row_of
from kpi_lang.syntax.mistakes.scene import Scene
from kpi_lang.syntax.pieces import Piece
from kpi_lang.syntax.slips import OPENING_QUOTES
from kpi_lang.values import parse_decimal

_COMPARISONS = frozenset({"<", "<=", ">", ">=", "="})
_CLOSING = {"{": "}", "(": ")", "[": "]"}


def unclosed(scene: Scene) -> Diagnostic | None:
    """The declaration ends while a bracket is still open."""
    brackets = scene.open_brackets()
    if scene.found.shape != "END" or not brackets:
        return None
    return _not_closed(scene, brackets[-1], scene.found.start_pos)


def unclosed_block(scene: Scene) -> Diagnostic | None:
    """A row further down does not fit, and the declaration opens more blocks than it closes."""
    blocks = [bracket for bracket in scene.open_brackets() if bracket.text == "{"]
    last = scene.last_before(scene.row_start)
    if not scene.lacks_closing or not blocks or last is None or last.start_pos <= blocks[-1].start_pos:
        return None
    return _not_closed(scene, blocks[-1], last.end_pos)


def _not_closed(scene: Scene, opening: Piece, end: int) -> Diagnostic:
    here = Span(scene.source, end, end)
    return scene.finding(
        "K122",
        scene.span(opening),
        labels=[(here, "end")],
        opening=opening.text,
        closing=_CLOSING[opening.text],
        fix=Fix(here, f"\n{_CLOSING[opening.text]}"),
    )


def concerns_brackets(finding: Diagnostic) -> bool:
    """Whether a finding says that brackets do not pair, so that what follows cannot be read."""
    return finding.code in ("K122", "K123") or (finding.code == "K135" and finding.args["mark"] == "{")


def unclosed_on_row(scene: Scene) -> Diagnostic | None:
    """The next row begins while `(` or `[` of this row is open."""
    brackets = scene.open_brackets()
    if scene.trouble.unended is None or not brackets or brackets[-1].text == "{":
        return None
    opening = brackets[-1]
    last = scene.last_before(scene.trouble.unended.index)
    end = opening.end_pos if last is None else last.end_pos
    return scene.finding(
        "K122",
        scene.span(opening),
        labels=[(Span(scene.source, end, end), "row_end")],
        opening=opening.text,
        closing=_CLOSING[opening.text],
    )


def row_is_unended(scene: Scene) -> bool:
    """Whether the row before the line of the piece found is the one that does not end as it should."""
    return scene.trouble.unended is not None and (scene.line_opens_row or not scene.row_may_end)


def stops_too_soon(scene: Scene) -> Diagnostic | None:
    """The row before the piece found, or before its line, is not complete."""
    unended = scene.trouble.unended
    if scene.found.shape in ("LINE_END", "END") or scene.found.text in ("}", ";"):
        last, expected = scene.last_before(scene.index), scene.expected
    elif unended is not None and (scene.line_opens_row or not scene.row_may_end):
        last, expected = scene.last_before(unended.index), scene.machine.expected(unended.states)
    else:
        return None
    if last is None or expected & {ROW_END, END}:
        return None
    return scene.finding("K125", scene.span(last), written=scene.written(last), expected=Expected(expected))


def missing_mark(scene: Scene) -> Diagnostic | None:
    """A colon, `=` or `{` is missing before the piece found."""
    for terminal, mark in (("COLON", ":"), ("EQUAL", "="), ("LBRACE", "{")):
        if terminal in scene.expected and scene.fits(terminal) and not scene.row_may_end:
            before = scene.last_before(scene.index)
            if before is None or (scene.starts_row and terminal != "LBRACE"):
                return None
            span = scene.span(scene.found)
            here = Span(span.file, before.end_pos, before.end_pos)
            return scene.finding(
                "K135",
                span,
                mark=mark,
                before=scene.written(before),
                found=scene.written(scene.found),
                fix=Fix(here, f" {mark}" if mark != ":" else mark),
            )
    return None


def stray_closing(scene: Scene) -> Diagnostic | None:
    """A closing bracket that pairs with none, or with one of another sort."""
    found = scene.found
    if found.shape != "MARK" or found.text not in "})]":
        return None
    brackets = scene.open_brackets()
    if brackets and _CLOSING[brackets[-1].text] == found.text:
        return None
    if not brackets:
        return scene.finding("K123", scene.span(found), help="none", found=found.text, right="")
    right = _CLOSING[brackets[-1].text]
    labels = [(scene.span(brackets[-1]), "opened")]
    return scene.finding(
        "K123", scene.span(found), help="other", labels=labels, found=found.text, right=right
    )


def goes_on_too_long(scene: Scene) -> Diagnostic | None:
    """The row is complete, yet something follows."""
    if not scene.row_may_end or scene.found.shape in ("LINE_END", "END"):
        return None
    second = _second_entry(scene)
    if second is not None:
        return second
    before, found = scene.before(), scene.found
    span, written = scene.span(found), scene.written(found)
    if before is not None and before.type == "NAME" and before.text in _openings():
        return scene.finding("K126", scene.span(before), help="declaration", found=before.text, names="")
    opens_row = opens_row_of(scene.grammar, found.text, scene.pieces[0].type)
    if before is not None and before.type == "NAME" and found.shape in ("WORD", "NAME") and not opens_row:
        names = f"{before.text} {found.text}"
        return scene.finding("K126", span, help="names", found=written, names=names)
    help = "entry" if "COMMA" in scene.expected else "row"
    if not scene.open_brackets():
        help = "declaration"
    return scene.finding("K126", span, help=help, found=scene.phrase, names="")


def _second_entry(scene: Scene) -> Diagnostic | None:
    """`<= 1: 100 <= 5: 60`, which reads as a comparison of 100 with 5 until the second colon."""
    if scene.found.text != ":":
        return None
    for at in range(scene.index - 1, scene.row_start, -1):
        piece = scene.pieces[at]
        if piece.text in _COMPARISONS:
            span = Span(scene.source, piece.start_pos, scene.pieces[scene.index - 1].end_pos)
            return scene.finding("K126", span, help="entry", found=span.text, names="")
        if piece.text in (":", ","):
            return None
    return None


@cache
def _openings() -> frozenset[str]:
    rules = grammar()
    openings = (rules.keywords[terminal] for terminal in Machine(rules).expected())
    return frozenset(word for keyword in openings for word in (*keyword.english, *keyword.chinese))


def unexpected(scene: Scene) -> Diagnostic:
    """Anything else."""
    span, written = scene.span(scene.found), scene.written(scene.found)
    if scene.found.shape == "LINE_END":
        written = "⏎"
    unquoted = scene.found.text.strip(OPENING_QUOTES)
    is_number = scene.found.shape == "STRING" and parse_decimal(unquoted, percent=True) is not None
    if is_number and "NUMBER" in scene.expected:
        fix = Fix(span, unquoted)
        return scene.finding("K128", span, help="unquoted", found=written, expected="", fix=fix)
    return scene.finding("K128", span, help="expected", found=written, expected=Expected(scene.expected))
