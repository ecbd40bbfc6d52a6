"""Broken policies: each mistake has its code on its line, and none is followed by consequences."""

import re
from pathlib import Path

import pytest
from attrs import frozen

from kpi_lang.source import Diagnostics, SourceFile, Span
from kpi_lang.syntax import parse


@frozen
class Chunk:
    line: int
    text: str


def chunks() -> list[Chunk]:
    found: list[Chunk] = []
    line = 1
    for text in (Path(__file__).parent / "broken.kpi.txt").read_text(encoding="utf-8").split("---\n"):
        found.append(Chunk(line, text))
        line += text.count("\n") + 1
    return found


def expectations(text: str) -> dict[int, tuple[list[str], str]]:
    """By line: the codes and the words that one of the messages must hold."""
    expected: dict[int, tuple[list[str], str]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#!"):
            codes = re.findall(r"K\d{3}", line)
            expected[number + 1] = codes, line.rpartition(codes[-1])[2].strip()
    return expected


@pytest.mark.parametrize("chunk", chunks(), ids=lambda chunk: f"line {chunk.line}")
def test_each_mistake_is_told_once(chunk: Chunk) -> None:
    diagnostics = Diagnostics()
    parse(SourceFile("broken.kpi", chunk.text), diagnostics)
    by_line: dict[int, list[tuple[str, str]]] = {}
    for found in diagnostics:
        assert isinstance(found.span, Span)
        said = f"{found.message('en')} {found.help('en')}"
        by_line.setdefault(found.span.first.line, []).append((found.code, said))
    expected = expectations(chunk.text)
    assert {line: sorted(code for code, _ in found) for line, found in by_line.items()} == {
        line: sorted(codes) for line, (codes, _) in expected.items()
    }
    for line, (_, words) in expected.items():
        assert any(words in said for _, said in by_line[line]), by_line[line]


def test_there_are_many() -> None:
    assert len(chunks()) >= 60
