"""Change notes are well formed and are collected in the order of their kinds."""

import runpy
from pathlib import Path

import pytest

from tests.docs.blocks import ROOT

COLLECT = ROOT / "docs" / "changes" / "collect.py"


def test_the_notes_make_a_section() -> None:
    collect = runpy.run_path(str(COLLECT))
    assert collect["notes"](), "the first release has something to tell"
    assert collect["section"]("0.1.0").startswith("## 0.1.0\n\n- **added**: ")


def test_a_malformed_note_is_named(tmp_path: Path) -> None:
    copy = tmp_path / "collect.py"
    copy.write_bytes(COLLECT.read_bytes())
    (tmp_path / "b.md").write_text("fixed: two\n", encoding="utf-8")
    (tmp_path / "c.md").write_text("added: one\nmore\n", encoding="utf-8")
    collect = runpy.run_path(str(copy))
    assert collect["notes"]() == [("added", "one\nmore"), ("fixed", "two")]
    (tmp_path / "a.md").write_text("improved things\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.md: a note begins with"):
        collect["notes"]()
