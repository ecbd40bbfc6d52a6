"""Rows that stop too soon or go on too long, and brackets that do not pair."""

from kpi_lang.source import Diagnostic, Fix, Span
from kpi_lang.syntax.expected import Expected
from kpi_lang.syntax.grammar import END, ROW_END
from kpi_lang.syntax.mistakes.scene import Scene

_CLOSING = {"{": "}", "(": ")", "[": "]"}


def unclosed(scene: Scene) -> Diagnostic | None:
    """The declaration ends while a bracket is still open."""
    brackets = scene.open_brackets()
    if scene.found.shape != "END" or not brackets:
        return None
    opening = brackets[-1]
    here = Span(scene.source, scene.found.start_pos, scene.found.start_pos)
    return scene.finding(
        "K122",
        scene.span(opening),
        labels=[(here, "end")],
        opening=opening.text,
        closing=_CLOSING[opening.text],
        fix=Fix(here, f"\n{_CLOSING[opening.text]}"),
    )


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


def stops_too_soon(scene: Scene) -> Diagnostic | None:
    """The row before the piece found, or before its line, is not complete."""
    unended = scene.trouble.unended
    if unended is not None and (scene.line_opens_row or not scene.row_may_end):
        last, expected = scene.last_before(unended.index), scene.machine.expected(unended.states)
    elif scene.found.shape in ("LINE_END", "END") or scene.found.text in ("}", ";"):
        last, expected = scene.last_before(scene.index), scene.expected
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
    before, found = scene.before(), scene.found
    span, written = scene.span(found), scene.written(found)
    if before is not None and before.type == "NAME" and found.shape in ("WORD", "NAME"):
        names = f"{before.text} {found.text}"
        return scene.finding("K126", span, help="names", found=written, names=names)
    help = "entry" if "COMMA" in scene.expected else "row"
    if not scene.open_brackets():
        help = "declaration"
    return scene.finding("K126", span, help=help, found=scene.phrase, names="")


def unexpected(scene: Scene) -> Diagnostic:
    """Anything else."""
    if scene.found.shape == "END":
        here = Span(scene.source, scene.found.start_pos, scene.found.start_pos)
        return scene.finding("K129", here, expected=Expected(scene.expected))
    span, written = scene.span(scene.found), scene.written(scene.found)
    if scene.found.shape == "LINE_END":
        written = "⏎"
    return scene.finding("K128", span, found=written, expected=Expected(scene.expected))
