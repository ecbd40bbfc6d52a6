"""Sizes are bounded with a finding that names the limit; nothing runs out of stack."""

import time

import pytest

from kpi_lang.source import Diagnostics, SourceFile
from kpi_lang.syntax import parse
from kpi_lang.syntax.formatter import format_source
from kpi_lang.syntax.reader import DEEPEST
from kpi_lang.syntax.scanner import LONGEST_TEXT, MOST_PIECES
from tests.syntax.reading import read_with_codes

DEEP = {
    "parentheses": "value v = {}a{}".format("(" * 5000, ")" * 5000),
    "open parentheses": "value v = " + "(" * 100_000,
    "additions": "value v = a" + " + a" * 5000,
    "lines of additions": "value v = a" + "\n + a" * 5000,
    "powers": "value v = a" + " ^ a" * 5000,
    "minus": "value v = " + "-" * 5000 + "a",
    "not": "require " + "not " * 5000 + "a",
    "choices": "value v = " + "if a then b else " * 5000 + "c",
    "calls": "value v = {}a{}".format("f(" * 5000, ")" * 5000),
    "groups": "scorecard s {}a 1%{}".format("{ group g 1% " * 5000, " }" * 5000),
    "curves": "value v = " + "better of { " * 5000,
    "tiers": "value v = " + "marginal a { 1: " * 5000,
}


@pytest.mark.parametrize("name", DEEP)
def test_deep_nesting_is_refused(name: str) -> None:
    _, codes = read_with_codes(DEEP[name])
    assert codes == ["K113"]


@pytest.mark.parametrize("levels", [DEEPEST - 3, DEEPEST + 1])
def test_the_limit_of_nesting_is_sharp_and_formatting_reaches_it(levels: int) -> None:
    text = "value v = a" + " + a" * levels
    diagnostics = Diagnostics()
    printed = format_source(SourceFile("deep.kpi", text), diagnostics)
    assert (printed is None) == (levels > DEEPEST)


def test_parentheses_up_to_the_limit_are_read() -> None:
    inner = DEEPEST - 2
    assert read_with_codes("value v = {}a{}".format("(" * inner, ")" * inner))[1] == []


def test_long_lists_are_no_deep_trees() -> None:
    arguments = ", ".join(["a"] * 20_000)
    rows = "\n".join(f"  x{n} 1%" for n in range(5000))
    assert read_with_codes(f"value v = max({arguments})\nscorecard s {{\n{rows}\n}}")[1] == []


def test_a_file_of_more_than_ten_million_characters_is_refused_at_once() -> None:
    start = time.perf_counter()
    assert read_with_codes(" " * (LONGEST_TEXT + 1))[1] == ["K110"]
    assert time.perf_counter() - start < 1


def test_too_many_words_are_refused() -> None:
    assert read_with_codes("a " * (MOST_PIECES + 1))[1] == ["K111"]


def test_numbers_of_many_digits() -> None:
    assert read_with_codes("value v = " + "9" * 400)[1] == []
    assert read_with_codes("value v = " + "9" * 401)[1] == ["K112"]
    assert read_with_codes("value v = 0." + "9" * 1_000_000)[1] == ["K112"]


def test_a_policy_of_a_thousand_lines_is_read_fast() -> None:
    block = "indicator i{0} {{\n  measure a{0} / b{0}\n  score line {{ 60%: 0, 100%: 75, 125%: 100 }}\n}}\n"
    text = "".join(block.format(n) for n in range(250))
    source = SourceFile("long.kpi", text)
    parse(source, Diagnostics())
    start = time.perf_counter()
    module = parse(source, found := Diagnostics())
    seconds = time.perf_counter() - start
    assert not list(found)
    assert len(module.declarations) == 250
    assert seconds < 1.0, "generous for a busy machine; about 0.1 s on an idle one"
