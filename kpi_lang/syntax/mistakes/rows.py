"""Rows that begin with a word which their block does not know."""

from kpi_lang.source import Diagnostic, Fix
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax.expected import Expected, KeywordWord
from kpi_lang.syntax.grammar import Grammar
from kpi_lang.syntax.mistakes.homes import home_of
from kpi_lang.syntax.mistakes.scene import Scene


def unknown_row(scene: Scene) -> Diagnostic | None:
    """A row whose first word opens no row of this block."""
    found = scene.found
    if not scene.starts_row or found.shape != "WORD" or not scene.open_brackets():
        return None
    rows = frozenset(terminal for terminal in scene.expected if terminal in scene.grammar.keywords)
    if not rows or "NAME" in scene.expected:
        return None
    span, expected = scene.span(found), Expected(rows)
    near = nearest(found.text, words_of(scene.grammar, rows))
    if near is not None:
        fix = Fix(span, near)
        return scene.finding(
            "K127",
            span,
            help="nearest",
            written=found.text,
            nearest=near,
            expected=expected,
            home="",
            fix=fix,
        )
    home = home_of(scene.grammar, found.text)
    if home is not None:
        return scene.finding(
            "K127",
            span,
            help="home",
            written=found.text,
            nearest="",
            expected=expected,
            home=KeywordWord(home),
        )
    return scene.finding(
        "K127", span, help="none", written=found.text, nearest="", expected=expected, home=""
    )


def words_of(rules: Grammar, terminals: frozenset[str]) -> list[str]:
    """The first words of keywords, in both skins."""
    keywords = [rules.keywords[terminal] for terminal in sorted(terminals)]
    return [word for keyword in keywords for word in (*keyword.english, *keyword.chinese)]
