"""A working folder with the starter policy in it."""

from pathlib import Path

import pytest

from kpi_lang.cli.new import starter_files


@pytest.fixture
def starter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, which holds `policy.kpi` and `staff.csv` in English."""
    for name, content in starter_files("en").items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def complaints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, which holds `deductions.kpi`: a policy with a parameter, records and a promise."""
    (tmp_path / "deductions.kpi").write_text(DEDUCTIONS, encoding="utf-8")
    (tmp_path / "people.csv").write_text("id,base,away\nA,90,no\nB,80,no\nC,70,yes\n", encoding="utf-8")
    log = "id,day,severity\nA,2026-05-04,minor\nA,2026-02-03,major\nB,2026-06-30,major\nB,2026-06-30,major\n"
    (tmp_path / "log.csv").write_text(log, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


DEDUCTIONS = """\
policy conduct "Conduct" {
  language 1
  version 1
  period quarter
  scores to 1 places half_up
}
subject person { key id; applies when not away }
input base : points in 0 .. 100 step 0.1
input away : yes/no
records complaint "Complaints" {
  day : date
  severity : one of { minor, major }
  require day >= 2026-01-01 otherwise say "too old"
}
parameter charge : points = 10
indicator behaviour { measure base }
deduction complaints { amount count(complaint where severity = major over this period) * charge }
scorecard everybody otherwise { behaviour 100% }
total { at least 0, at most 100 }
ensure total stays in 65 .. 100
"""
