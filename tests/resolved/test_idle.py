"""Declarations of imported files that take effect nowhere are not passed over in silence."""

import pytest

from kpi_lang.compiler import compile_source
from kpi_lang.source import SourceFile, Span
from tests.lowering.small import HEADER


def idle(library: str) -> list[str]:
    sources = {"lib": SourceFile("lib.kpi", library)}
    _, found = compile_source(SourceFile("p.kpi", f"{HEADER}import lib\nvalue y = full"), sources.get)
    return [one.span.text for one in found if one.code == "K702" and isinstance(one.span, Span)]


@pytest.mark.parametrize(
    ("declared", "word"),
    [
        ("grades { A from 85; B otherwise }", "grades"),
        ("total { at most 100 }", "total"),
        ("total{ at most 100 }", "total"),
        ("scorecard s { full 100% }", "scorecard"),
        ("require full > 0", "require"),
        ("ensure full > 0", "ensure"),
        ('example "e" { expect { full: 1 } }', "example"),
        ("subject person { key no }", "subject"),
        ("等级划分 { A 85 及以上；B 其余 }", "等级划分"),
    ],
)
def test_what_holds_for_a_policy_does_nothing_in_a_file_that_is_none(declared: str, word: str) -> None:
    assert idle(f"parameter full : points = 100\n{declared}") == [word]


def test_names_are_what_imports_are_for() -> None:
    assert idle("parameter full : points = 100\nvalue other = full") == []


def test_what_holds_for_a_policy_of_its_own_may_be_imported_from() -> None:
    library = "policy lib\nsubject s { key no }\nparameter full : points = 100\nensure full > 0"
    assert idle(library) == []
