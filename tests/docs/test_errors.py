"""Every code of the catalogue has a page that quotes it in both languages and shows it going wrong and right."""

import re

import pytest

from kpi_lang.source import CATALOGUE, Entry
from tests.docs.blocks import ROOT, blocks

FOLDER = ROOT / "docs" / "errors"
CODES = {entry.code: entry for entry in CATALOGUE}


@pytest.mark.parametrize("entry", list(CATALOGUE), ids=lambda entry: entry.code)
def test_every_code_has_its_page(entry: Entry) -> None:
    page = FOLDER / f"{entry.code}.md"
    assert page.is_file(), f"write {page.relative_to(ROOT)}"
    text = page.read_text(encoding="utf-8")
    assert re.match(rf"# {entry.code}: \S", text), "the heading is the code and what it is about"
    for wording in (entry.en, entry.zh):
        assert f"> {wording.message}\n" in text, f"{page.name} should quote: > {wording.message}"
    assert "\n## Wrong\n" in text
    assert "\n## Right\n" in text
    shown = [block for block in blocks(page) if block.option("error") == entry.code]
    assert shown, f"{page.name} shows no block with error={entry.code}"


def test_no_page_is_left_of_a_code_that_is_gone() -> None:
    pages = {page.stem for page in FOLDER.glob("K*.md")}
    assert pages <= CODES.keys()
