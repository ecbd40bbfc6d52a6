"""The shipped parse tables are those of the grammar, and the grammar has no conflict."""

import subprocess
import sys
from pathlib import Path

import pytest
from lark.exceptions import GrammarError

from kpi_lang.syntax.grammar_files import GRAMMAR, TABLES, grammar_folder
from kpi_lang.syntax.shipped import build, fingerprint, load


def test_the_shipped_tables_are_current() -> None:
    text = (grammar_folder() / GRAMMAR).read_text(encoding="utf-8")
    shipped = (grammar_folder() / TABLES).read_bytes()
    assert shipped.startswith(fingerprint(text)), "run python -m kpi_lang.syntax.tables"


def test_tables_of_another_grammar_are_not_used(tmp_path: Path) -> None:
    text = (grammar_folder() / GRAMMAR).read_text(encoding="utf-8")
    (tmp_path / GRAMMAR).write_text(text.replace("/unit|", "/thing|"), encoding="utf-8")
    (tmp_path / TABLES).write_bytes((grammar_folder() / TABLES).read_bytes())
    loaded = load(tmp_path)
    assert any("thing" in str(terminal.pattern.value) for terminal in loaded.terminals)


def test_missing_tables_are_built(tmp_path: Path) -> None:
    text = (grammar_folder() / GRAMMAR).read_text(encoding="utf-8")
    (tmp_path / GRAMMAR).write_text(text, encoding="utf-8")
    assert load(tmp_path).rules


def test_a_conflict_would_be_an_error() -> None:
    """Lark refuses reduce/reduce conflicts; shift/reduce ones only shout, so they are asked for."""
    with pytest.raises(GrammarError):
        build("%declare A\n?declaration: x | y\nx: A\ny: A\n")


def test_the_grammar_has_no_shift_reduce_conflict(caplog: pytest.LogCaptureFixture) -> None:
    from lark import logger

    logger.addHandler(caplog.handler)
    level = logger.level
    try:
        logger.setLevel("DEBUG")
        build((grammar_folder() / GRAMMAR).read_text(encoding="utf-8"), debug=True)
        assert [record.message for record in caplog.records if "onflict" in record.message] == []
    finally:
        logger.setLevel(level)
        logger.removeHandler(caplog.handler)


def test_importing_the_parser_does_not_load_the_grammar() -> None:
    code = "import kpi_lang.syntax, kpi_lang.syntax.grammar as g; print(g.grammar.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
