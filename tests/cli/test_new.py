"""`kpi new`: a starter that works at once, in both languages."""

import csv
import io
from pathlib import Path

import pytest

from tests.cli.calling import complaint, kpi


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_starter_checks_tests_runs_and_explains(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = kpi("new", "scheme", "--lang", lang)
    assert made.exit_code == 0
    assert made.stdout == ""
    monkeypatch.chdir(tmp_path / "scheme")
    # What the command and the README tell to do next works as it stands.
    calls = [line.strip() for line in made.stderr.splitlines() if line.startswith("  kpi ")]
    readme = (tmp_path / "scheme" / "README.md").read_text(encoding="utf-8")
    calls += [line.strip().partition("   ")[0] for line in readme.splitlines() if line.startswith("    kpi ")]
    assert len(calls) == 8
    for call in calls:
        assert kpi(*call.split()[1:]).exit_code == 0, call
    assert kpi("check", ".", "--format", "json").stdout == '{\n  "diagnostics": []\n}\n'


def test_both_starters_give_the_same_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    totals = []
    for lang in ("en", "zh"):
        kpi("new", lang, "--lang", lang)
        done = kpi("run", f"{lang}/policy.kpi", "--data", f"{lang}/staff.csv")
        totals.append([row["total"] for row in csv.DictReader(io.StringIO(done.stdout))])
    assert totals[0] == totals[1]
    assert len(totals[0]) == 5


def test_nothing_is_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    assert kpi("new", "mine", "--quiet").output == ""
    assert "`mine` exists already" in complaint(kpi("new", "mine"))
    assert "`mine/policy.kpi` exists already" in complaint(kpi("new", "mine/policy.kpi"))
    assert "cannot be made" in complaint(kpi("new", "mine/policy.kpi/x"))
