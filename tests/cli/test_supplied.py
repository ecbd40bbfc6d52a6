"""Parameters from outside on the command line: checked by themselves, asked for by a run, shown where they came from."""

from pathlib import Path

import pytest

from tests.cli.calling import kpi

POLICY = """policy shop.pay "Pay" { currency CNY; amounts to 2 places }
subject employee { key no }
input role : one of { sales, support }
input turnover : money in 0 .. 1_000
parameter rate : ratio in 0% .. 20% supplied
parameter draw by role : money in 0 .. 100 supplied
pay commission = turnover * rate
pay fixed = draw
"""
RUN = ("run", "pay.kpi", "--data", "staff.csv")
VALUES = ("--set", "rate=5%", "--set", "draw=@draw.csv")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pay.kpi").write_text(POLICY, encoding="utf-8")
    (tmp_path / "staff.csv").write_text("no,role,turnover\n1,sales,100\n", encoding="utf-8")
    (tmp_path / "draw.csv").write_text("role,value\nsales,7\nsupport,8\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_policy_is_checked_without_values_and_with_them(folder: Path) -> None:
    assert kpi("check", "pay.kpi").exit_code == 0
    assert kpi("check", "pay.kpi", *VALUES).exit_code == 0
    (folder / "draw.csv").write_text("role,value\nsales,7\nsupport,800\n", encoding="utf-8")
    done = kpi("check", "pay.kpi", *VALUES)
    assert done.exit_code == 1
    assert "error[K335]: parameter `draw` cannot be 800" in done.stdout
    assert "draw.csv row 3, column value" in done.stdout


def test_a_run_without_values_is_a_wrong_use() -> None:
    done = kpi(*RUN, "--set", "rate=5%")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "K884" in done.stderr
    assert "draw" in done.stderr


def test_a_run_computes_with_the_values_and_says_whence_they_are() -> None:
    done = kpi(*RUN, *VALUES)
    assert done.stdout.splitlines()[1] == "1,5.00,7.00"
    assert "draw ← draw.csv" in done.stderr
    assert "rate ← --set" in done.stderr


def test_a_file_that_is_not_there_is_a_wrong_use() -> None:
    for command in (("check", "pay.kpi"), RUN):
        done = kpi(*command, "--set", "draw=@nowhere.csv")
        assert done.exit_code == 2
        assert "nowhere.csv" in done.stderr


def test_json_holds_values_too(folder: Path) -> None:
    (folder / "draw.json").write_text(
        '[{"role": "sales", "value": 9}, {"role": "else", "value": 1}]', encoding="utf-8"
    )
    done = kpi(*RUN, "--set", "rate=5%", "--set", "draw=@draw.json")
    assert done.stdout.splitlines()[1] == "1,5.00,9.00"
