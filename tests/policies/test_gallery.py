"""The gallery: what its pages compare and list is what the policies give."""

import re
import shlex
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

import kpi_lang
from kpi_lang.cli import command
from tests.policies.shipped import FOLDER, shipped

ROW = re.compile(r"\| ([EH]\d+) \|(.*)\|")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
FIGURE = re.compile(r"(?<![\d.])\d+\.\d\d(?![\d…])")
HAND = "by hand|手工核对"
BY_HAND = [
    page
    for page in sorted(FOLDER.rglob("*.md"))
    if re.search(rf"^## [^\n]*(?:{HAND})", page.read_text(encoding="utf-8"), re.MULTILINE)
    and "kpi explain" in page.read_text(encoding="utf-8")
]
PARTS_OF_SUMS = {"10577.76"}
"""What a page multiplies out where a formula is shown whole."""
STYLES = ("head_of_operations", "growth_style", "control_style")
VERSIONS = ("trade_quarterly", "version_1")


def test_the_index_links_every_page_of_the_gallery() -> None:
    index = (FOLDER.parent / "docs" / "gallery.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\(\.\./policies/([^)]*)\)", index))
    assert linked == {str(page.relative_to(FOLDER)) for page in FOLDER.rglob("*.md")}


PAGES = sorted(page for page in FOLDER.rglob("*.md") if not page.name.endswith(".kpi.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(FOLDER)))
def test_every_page_can_be_read_in_both_languages(page: Path) -> None:
    parts = re.split(r"^#+ ", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert any(len(re.findall(r"[\u4e00-\u9fff]", part)) > 80 for part in parts), "no part in Chinese"
    assert any(len(re.findall(r"\b[a-z]{2,}\b", part)) > 40 for part in parts), "no part in English"


def test_the_styles_of_one_scheme_are_compared_on_the_page() -> None:
    folder = FOLDER / "head_of_operations"
    runs = [shipped(f"head_of_operations/{style}.kpi").run(folder / "heads.csv") for style in STYLES]
    page = (folder / "README.md").read_text(encoding="utf-8")
    assert _rows(page) == _compared(runs, {result.key for result in runs[0]})
    neutral, growth, control = map(_bill, runs)
    assert f"| pay of all | | | {neutral} | | | {growth} | | | {control} |" in page


def test_version_1_is_compared_with_the_scheme_of_today_on_its_page() -> None:
    folder = FOLDER / "trade_quarterly"
    complaints = {"complaint": folder / "complaints.csv"}
    runs = [
        shipped(f"trade_quarterly/{version}.kpi").run(
            folder / "staff.csv", records=complaints, period="2026Q1"
        )
        for version in VERSIONS
    ]
    page = (folder / "version_1.md").read_text(encoding="utf-8")
    changed = {now.key for now, before in zip(*runs, strict=True) if now.total != before.total}
    assert _rows(page) == _compared(runs, changed)
    now, before = map(_bill, runs)
    assert f"| pay of all 23 | | | {now} | | | {before} |" in page


@pytest.mark.parametrize("page", BY_HAND, ids=lambda page: str(page.relative_to(FOLDER)))
def test_figures_worked_by_hand_are_those_that_explain_gives(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = page.read_text(encoding="utf-8")
    monkeypatch.chdir(FOLDER.parent)
    commands = re.findall(r"^kpi (explain .*)$", text, re.MULTILINE)
    explained = "".join(CliRunner().invoke(command, shlex.split(found)).stdout for found in commands)
    rules = "".join(path.read_text(encoding="utf-8") for path in page.parent.glob("*.kpi"))
    known = {Decimal(number) for number in NUMBER.findall((explained + rules).replace(",", ""))}
    worked = re.findall(rf"^## [^\n]*(?:{HAND})[^\n]*\n(.*?)(?=^## )", text, re.MULTILINE | re.DOTALL)
    figures = {figure for part in worked for figure in FIGURE.findall(part.replace(",", ""))}
    assert len(figures) >= 5
    assert {figure for figure in figures if Decimal(figure) not in known} == PARTS_OF_SUMS & figures


def _rows(page: str) -> dict[str, list[str]]:
    return {key: cells.replace(" ", "").split("|") for key, cells in ROW.findall(page)}


def _compared(runs: list[kpi_lang.Table], keys: set[str]) -> dict[str, list[str]]:
    return {key: [cell for run in runs for cell in _cells(run[key])] for key in keys}


def _cells(result: kpi_lang.Result) -> list[str]:
    return [str(result.total), str(result.grade), str(result.performance_pay)]


def _bill(run: kpi_lang.Table) -> Decimal:
    return sum((Decimal(str(result.performance_pay)) for result in run), Decimal(0))
