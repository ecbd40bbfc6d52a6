"""Every block of every page runs and shows what the page says."""

from pathlib import Path

import pytest

from tests.docs.blocks import ROOT, blocks, pages
from tests.docs.page_run import PageRun


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_block_of_the_page_runs(page: Path, tmp_path: Path) -> None:
    shared = page.parent / "preamble.kpi"
    PageRun(tmp_path, shared.read_text(encoding="utf-8") if shared.is_file() else "").run(blocks(page))


def test_blocks_are_found_with_their_words(tmp_path: Path) -> None:
    page = ROOT / "docs" / "errors" / "README.md"
    assert blocks(page) == []  # its example is indented, not a block
    found = {block.language for block in blocks(ROOT / "README.md")}
    assert {"kpi", "sh"} <= found
