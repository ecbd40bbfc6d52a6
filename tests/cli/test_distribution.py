"""`kpi run` and `kpi explain` of a policy with a distribution: the table, the file, the approvals."""

import csv
import io
from pathlib import Path

import pytest

from tests.cli.calling import kpi

FOLDER = Path(__file__).parents[2] / "policies" / "forced_shares"
APPROVALS = "cohort,decision,approver,date,staff_no,grade,reason\nmaps,approved,management,2026-12-20,,,\n"


@pytest.fixture
def people(tmp_path: Path) -> tuple[str, ...]:
    """The shipped policy as one that asks for approval, and its people."""
    text = (FOLDER / "forced_shares.kpi").read_text(encoding="utf-8")
    text = text.replace("distribution strict", "distribution guideline")
    text = text.replace("  move up or down", "  move up or down\n  apply after approval by management")
    text = text[: text.index("example")]
    (tmp_path / "p.kpi").write_text(text, encoding="utf-8")
    (tmp_path / "approvals.csv").write_text(APPROVALS, encoding="utf-8")
    return str(tmp_path / "p.kpi"), "--data", str(FOLDER / "staff.csv")


def test_a_run_shows_each_cohort_and_writes_the_table(people: tuple[str, ...], tmp_path: Path) -> None:
    done = kpi("run", *people, "--distribution", str(tmp_path / "d.csv"))
    assert done.exit_code == 0
    assert "maps: 7 people; awaits approval by management" in done.stderr
    assert "n to move" in done.stderr
    rows = list(csv.DictReader(io.StringIO((tmp_path / "d.csv").read_text(encoding="utf-8"))))
    top = next(row for row in rows if row["cohort"] == "maps" and row["item"] == "top")
    assert (top["headcount"], top["before"], top["count"]) == ("7", "5", "2")
    assert {row["grade"] for row in csv.DictReader(io.StringIO(done.stdout))} == {""}
    assert "cohort" not in kpi("run", *people, "--quiet").stderr
    assert "须调整" in kpi("run", *people, "--lang", "zh").stderr


def test_approvals_settle_the_grades_of_their_cohorts(people: tuple[str, ...], tmp_path: Path) -> None:
    done = kpi("run", *people, "--approvals", str(tmp_path / "approvals.csv"))
    grades = {row["staff_no"]: row["grade"] for row in csv.DictReader(io.StringIO(done.stdout))}
    assert (grades["MA06"], grades["MA01"], grades["MU01"]) == ("top", "middle", "")


def test_an_approvals_file_that_is_not_there_is_one_line(people: tuple[str, ...]) -> None:
    done = kpi("run", *people, "--approvals", "nowhere.csv")
    assert done.exit_code == 2
    assert "nowhere.csv" in done.stderr


def test_an_explanation_tells_who_is_next(people: tuple[str, ...], tmp_path: Path) -> None:
    decided = ("--approvals", str(tmp_path / "approvals.csv"))
    said = kpi("explain", *people, "--id", "MA01", *decided).stdout
    for line in (
        "moved from top to middle",
        "next ahead: ",
        "next behind: ",
        "approved by management 2026-12-20",
    ):
        assert line in said
