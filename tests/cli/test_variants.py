"""A variant on the command line: found beside its base, shown as a variant wherever it is used."""

from pathlib import Path

import pytest

from tests.cli.calling import kpi

BASE = """policy shop.staff "Shop" { version 3; currency CNY }
subject person { key no }
input x : ratio in 0% .. 200% step 1%
parameter flat : points = 4
value doubled = x * 2
value extra = flat * x
"""
VARIANT = """amend shop.staff version 3 as shop.staff.north "North" {
  set doubled = x * 3
  set flat = 5
}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "policy of the year.kpi").write_text(BASE, encoding="utf-8")
    (tmp_path / "old.kpi").write_text(BASE.replace("version 3", "version 2"), encoding="utf-8")
    (tmp_path / "north.kpi").write_text(VARIANT, encoding="utf-8")
    (tmp_path / "staff.csv").write_text("no,x\n1,50%\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_check_says_what_differs(folder: Path) -> None:
    done = kpi("check", "north.kpi")
    assert done.exit_code == 0
    assert "note[K230]: amends `shop.staff` version 3: 0 replaced, 2 set, 0 removed, 0 added" in done.stdout
    assert done.stdout.count("sets this part") == 2


def test_a_run_says_on_the_side_that_it_is_a_variant(folder: Path) -> None:
    done = kpi("run", "north.kpi", "--data", "staff.csv")
    assert done.stdout.splitlines()[1] == "1,1.50,2.50"
    assert "shop.staff.north amends shop.staff version 3: 2 set (doubled; flat)" in done.stderr
    assert "amends" not in kpi("run", "north.kpi", "--data", "staff.csv", "--quiet").stderr


def test_an_explanation_marks_the_figures_that_differ(folder: Path) -> None:
    shown = kpi("explain", "north.kpi", "--data", "staff.csv", "--id", "1").stdout
    doubled, extra = shown[shown.index("\ndoubled") :].split("\n\n")[:2]
    assert "as amended by shop.staff.north" in doubled
    assert "north.kpi:2:" in doubled
    assert "as amended by shop.staff.north" in extra
    chinese = kpi("explain", "north.kpi", "--data", "staff.csv", "--id", "1", "--lang", "zh").stdout
    assert "按修订方案 shop.staff.north" in chinese


def test_the_version_tells_which_of_two_files_is_amended(folder: Path) -> None:
    (folder / "north.kpi").write_text(VARIANT.replace("version 3", "version 2"), encoding="utf-8")
    assert "amends `shop.staff` version 2" in kpi("check", "north.kpi").stdout
    (folder / "north.kpi").write_text(VARIANT.replace("version 3", "version 7"), encoding="utf-8")
    assert "K232" in kpi("check", "north.kpi").stdout
    (folder / "north.kpi").write_text(VARIANT.replace("shop.staff", "shop.other", 1), encoding="utf-8")
    assert "K231" in kpi("check", "north.kpi").stdout


def test_a_variant_of_a_variant_is_found_in_the_folder(folder: Path) -> None:
    night = "修订 shop.staff.north 版本 3 为 夜班 { 改 extra = flat }"
    (folder / "night.kpi").write_text(night, encoding="utf-8")
    assert kpi("run", "night.kpi", "--data", "staff.csv").stdout.splitlines()[1] == "1,1.50,5"
