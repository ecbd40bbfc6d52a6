"""Habits from spreadsheets, other languages and everyday writing."""

import re

from kpi_lang.source import Diagnostic, Fix
from kpi_lang.syntax.expected import KeywordWord
from kpi_lang.syntax.mistakes.scene import Scene
from kpi_lang.syntax.numerals import in_figures
from kpi_lang.syntax.pieces import Piece
from kpi_lang.syntax.slips import thousands

_PERCENT_WORDS = frozenset({"percent", "percents", "pct", "per cent", "百分比"})
_CURRENCY_WORDS = frozenset(
    {
        "元",
        "块",
        "块钱",
        "人民币",
        "美元",
        "欧元",
        "港币",
        "yuan",
        "rmb",
        "cny",
        "usd",
        "eur",
        "dollars",
        "euros",
    }
)
_GROUP = re.compile(r"[0-9]{3}(?:\.[0-9]+)?")
_WHOLE = re.compile(r"[0-9]{1,3}")
_ELSE_IF = frozenset({"elif", "elsif", "elseif", "elsewhen"})


def comma_in_number(scene: Scene) -> Diagnostic | None:
    """`1,234` for a thousand, or `0,5` with a decimal comma."""
    if scene.found.text == ",":
        number, comma, fraction = scene.before(1), scene.found, scene.following()
    else:
        number, comma, fraction = scene.before(2), scene.before(1) or scene.found, scene.found
    if number is None or number.shape != "NUMBER" or comma.text != "," or fraction.shape != "NUMBER":
        return None
    if number.end_pos != comma.start_pos or comma.end_pos != fraction.start_pos:
        return None
    span = scene.span(number, fraction)
    if _WHOLE.fullmatch(number.text) and _GROUP.fullmatch(fraction.text.rstrip("% ")):
        return thousands(scene.span(number, _last_group(scene, fraction)))
    right = f"{number.text}.{fraction.text}"
    return scene.finding("K132", span, written=span.text, right=right, fix=Fix(span, right))


def currency_word(scene: Scene) -> Diagnostic | None:
    """`500元`, `500 yuan`."""
    number, found = scene.before(), scene.found
    if number is None or number.shape != "NUMBER" or found.text.lower() not in _CURRENCY_WORDS:
        return None
    return scene.finding("K102", scene.span(found), help="currency", character=found.text)


def _last_group(scene: Scene, fraction: Piece) -> Piece:
    at = scene.pieces.index(fraction)
    while at + 2 < len(scene.pieces):
        comma, group = scene.pieces[at + 1], scene.pieces[at + 2]
        adjacent = scene.pieces[at].end_pos == comma.start_pos and comma.end_pos == group.start_pos
        if not adjacent or comma.text != "," or not _GROUP.fullmatch(group.text):
            break
        at += 2
    return scene.pieces[at]


def percent_in_words(scene: Scene) -> Diagnostic | None:
    """`5 percent`, `百分之五`."""
    number = scene.before()
    found = scene.found
    for word in (found, number):
        figures = in_figures(word.text) if word is not None and word.shape == "WORD" else None
        if word is not None and figures is not None and figures.endswith("%"):
            fix = Fix(scene.span(word), figures)
            return scene.finding("K134", scene.span(word), written=word.text, right=figures, fix=fix)
    if number is None or number.shape != "NUMBER" or found.text.lower() not in _PERCENT_WORDS:
        return None
    span = scene.span(number, found)
    right = f"{number.text}%"
    return scene.finding("K134", span, written=span.text, right=right, fix=Fix(span, right))


def hyphen_range(scene: Scene) -> Diagnostic | None:
    """`85-95` where a range `85 .. 95` is meant."""
    low, hyphen, high = scene.before(3), scene.before(2), scene.before(1)
    if low is None or hyphen is None or high is None or "__ANON_3" not in scene.expected:
        return None
    if low.shape != "NUMBER" or hyphen.text != "-" or high.shape != "NUMBER":
        return None
    span = scene.span(low, high)
    right = f"{low.text} .. {high.text}"
    return scene.finding("K133", span, written=span.text, right=right, fix=Fix(span, right))


def spreadsheet_formula(scene: Scene) -> Diagnostic | None:
    """`=IF(A1>5,10,0)` or `= a + b` where a formula stands without `=`."""
    if scene.found.text != "=" or "NUMBER" not in scene.expected:
        return None
    word = scene.following()
    span = scene.span(scene.found)
    if word.shape == "WORD" and word.text.isupper():
        return scene.finding("K136", scene.span(scene.found, word), help="formula", written=word.text)
    before = scene.before()
    help = "plain" if before is not None and before.shape == "WORD" else "bare"
    written = before.text if before is not None else ""
    return scene.finding("K136", span, help=help, written=written, fix=Fix(span, ""))


def double_bar(scene: Scene) -> Diagnostic | None:
    """`a || b`."""
    bars = (scene.found, scene.following())
    if any(bar.text != "|" for bar in bars) or bars[0].end_pos != bars[1].start_pos:
        return None
    span = scene.span(*bars)
    return scene.finding("K104", span, written="||", right=KeywordWord("_OR"), fix=Fix(span, "or"))


def else_if_in_one_word(scene: Scene) -> Diagnostic | None:
    """`elif`, `elseif`."""
    if scene.found.text.lower() not in _ELSE_IF:
        return None
    span = scene.span(scene.found)
    return scene.finding("K104", span, written=scene.found.text, right="else if", fix=Fix(span, "else if"))


def open_if(scene: Scene) -> Diagnostic | None:
    """`if` without `then` or without `else`."""
    for terminal, help in (("_THEN", "then"), ("_ELSE", "else")):
        if terminal in scene.expected and "_WHEN_END" not in scene.expected and not scene.row_may_end:
            opening = _last_if(scene)
            if opening is not None:
                return scene.finding("K137", scene.span(opening), help=help, written=opening.text)
    return None


def _last_if(scene: Scene) -> Piece | None:
    for piece in reversed(scene.pieces[: scene.index]):
        if piece.type == "_IF":
            return piece
    return None


def capital_keyword(scene: Scene) -> Diagnostic | None:
    """`IF` or `Measure`: keywords are written small."""
    found = scene.found
    small = found.text.lower()
    if found.shape != "WORD" or small == found.text or small not in scene.grammar.phrases:
        return None
    span = scene.span(found)
    return scene.finding("K138", span, written=found.text, right=small, fix=Fix(span, small))


def bare_choice(scene: Scene) -> Diagnostic | None:
    """`1 + if …` or `x = not y`: read as a name where only parentheses could hold it."""
    word = scene.before()
    if word is None or word.type != "NAME" or word.shape != "WORD":
        return None
    reserved = (scene.grammar.keywords[terminal] for terminal in ("_IF", "_NOT"))
    if not any(word.text in (*keyword.english, *keyword.chinese) for keyword in reserved):
        return None
    return scene.finding("K140", scene.span(word), written=word.text)
