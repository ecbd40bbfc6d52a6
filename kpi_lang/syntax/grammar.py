"""The grammar as the reader needs it: parse tables, and which words and marks stand for which terminals."""

from collections.abc import Iterable, Mapping
from functools import cache

from attrs import frozen
from lark import Lark
from lark.lexer import PatternStr, TerminalDef
from lark.parsers.lalr_analysis import Shift

from kpi_lang.syntax.automaton import Actions, Automaton
from kpi_lang.syntax.shipped import load

ROW_END = "_ROW_END"
END = "$END"


@frozen
class Phrase:
    """A keyword as written, one or more words, and the terminals that it may stand for."""

    words: tuple[str, ...]
    terminals: tuple[str, ...]


@frozen
class Keyword:
    """A keyword terminal and its words in both skins; the first of each is the one that messages show."""

    terminal: str
    english: tuple[str, ...]
    chinese: tuple[str, ...]


@frozen
class Grammar:
    """The loaded grammar."""

    lark: Lark
    marks: dict[str, str]
    keywords: dict[str, Keyword]
    phrases: dict[str, tuple[Phrase, ...]]
    """By their first word, the longest first."""
    before_figures: tuple[str, ...]
    """Chinese words that a figure may follow without a space, as in `封顶6`, the longest first."""
    automaton: Automaton


@cache
def grammar() -> Grammar:
    """The grammar, loaded from the shipped tables when first asked for."""
    lark = load()
    marks: dict[str, str] = {}
    keywords: dict[str, Keyword] = {}
    for terminal in lark.terminals:
        if isinstance(terminal.pattern, PatternStr):
            marks[terminal.pattern.value] = terminal.name
        else:
            keywords[terminal.name] = _keyword(terminal)
    phrases = _phrases(keywords.values())
    automaton = Automaton.of(lark)
    before_figures = _before_figures(automaton.actions, keywords)
    return Grammar(lark, marks, keywords, phrases, before_figures, automaton)


def _keyword(terminal: TerminalDef) -> Keyword:
    words = terminal.pattern.value.split("|")
    return Keyword(
        terminal.name,
        tuple(word for word in words if word.isascii()),
        tuple(word for word in words if not word.isascii()),
    )


def _phrases(keywords: Iterable[Keyword]) -> dict[str, tuple[Phrase, ...]]:
    terminals: dict[tuple[str, ...], list[str]] = {}
    for keyword in keywords:
        for written in (*keyword.english, *keyword.chinese):
            terminals.setdefault(tuple(written.split()), []).append(keyword.terminal)
    by_first: dict[str, list[Phrase]] = {}
    for words, names in terminals.items():
        by_first.setdefault(words[0], []).append(Phrase(words, tuple(names)))
    return {
        first: tuple(sorted(phrases, key=lambda phrase: -len(phrase.words)))
        for first, phrases in by_first.items()
    }


def _before_figures(states: Actions, keywords: Mapping[str, Keyword]) -> tuple[str, ...]:
    takes_figure = {state for state, actions in states.items() if "NUMBER" in actions or "DATE" in actions}
    words: set[str] = set()
    for actions in states.values():
        for terminal, (action, target) in actions.items():
            if action is Shift and target in takes_figure and terminal in keywords:
                words.update(word for word in keywords[terminal].chinese if " " not in word)
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
