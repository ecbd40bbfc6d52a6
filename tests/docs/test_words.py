"""The page of words has every word of the language, and none that the language does not have."""

import re
from collections.abc import Iterable

import pytest

from kpi_lang.syntax import words
from kpi_lang.syntax.grammar import grammar
from kpi_lang.syntax.words import Word
from tests.docs.blocks import ROOT

PAGE = (ROOT / "docs" / "language" / "words.md").read_text(encoding="utf-8")
ROWS = {tuple(re.findall(r"`([^`]+)`", line)) for line in PAGE.splitlines() if line.startswith("| ")}


def spellings(word: Word) -> tuple[str, ...]:
    english = (word.english, *(other for other in word.also if other.isascii()))
    return (*english, word.chinese, *(other for other in word.also if not other.isascii()))


@pytest.mark.parametrize("terminal", sorted(grammar().keywords))
def test_every_keyword_has_its_row(terminal: str) -> None:
    keyword = grammar().keywords[terminal]
    assert (*keyword.english, *keyword.chinese) in ROWS


@pytest.mark.parametrize("names", [words.KINDS, words.FUNCTIONS, words.VALUES, words.MODES, words.FIELDS])
def test_every_predeclared_name_has_its_row(names: Iterable[Word]) -> None:
    assert {spellings(word) for word in names} <= ROWS


def test_no_row_is_left_of_a_word_that_is_gone() -> None:
    keywords = grammar().keywords.values()
    known = {(*keyword.english, *keyword.chinese) for keyword in keywords}
    predeclared = (*words.KINDS, *words.FUNCTIONS, *words.VALUES, *words.MODES, *words.FIELDS)
    known |= {spellings(word) for word in predeclared}
    assert ROWS - {()} <= known
