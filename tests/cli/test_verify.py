"""`kpi verify`: statuses, formats, exit codes."""

import json
from pathlib import Path

import pytest

from tests.cli.calling import kpi

FALLING = """policy test.ladder "Ladder" { currency CNY; amounts to 2 places }
subject seller { key staff_no }
input sales "Sales" : money in 0 .. 1_000_000
pay commission = if sales <= 500_000 then sales * 3% else 12_000
ensure "more is more" commission never falls as sales rises
"""


@pytest.fixture
def falling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "ladder.kpi").write_text(FALLING, encoding="utf-8")
    (tmp_path / "sound.kpi").write_text(
        FALLING.replace("if sales <= 500_000 then sales * 3% else 12_000", "sales * 3%"), encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_refuted_promise_shows_two_people_side_by_side(falling: Path) -> None:
    done = kpi("verify", "ladder.kpi")
    assert done.exit_code == 1
    assert "refuted  more is more" in done.stdout
    assert "with sales 500,000.00 → 500,000.01, commission goes 15,000.00 → 12,000.00" in done.stdout
    assert "commission  15,000.00 = 500,000.00 × 3%" in done.stdout
    assert " │ commission  12,000.00" in done.stdout
    assert "有反例" in kpi("verify", "ladder.kpi", "--lang", "zh").stdout


def test_what_is_proved_is_clean(falling: Path) -> None:
    done = kpi("verify", "sound.kpi")
    assert done.exit_code == 0
    assert "proved  more is more  (directions)" in done.stdout
    assert "2 proved, 0 refuted, 0 tested, 0 unknown, 0 vacuous" in done.stdout


def test_json_has_the_promised_fields(falling: Path) -> None:
    done = kpi("verify", "ladder.kpi", "--format", "json", "--property", "more is more")
    assert done.exit_code == 1
    (found,) = json.loads(done.stdout)["properties"]
    assert {"name", "status", "method", "witness", "seconds"} <= found.keys()
    assert (found["name"], found["status"], found["line"]) == ("more is more", "refuted", 5)
    people = found["witness"][0]["people"]
    assert [person["given"]["sales"] for person in people] == ["500000", "500000.01"]
    assert [person["results"]["commission"] for person in people] == ["15000", "12000"]


def test_other_formats_tell_what_is_refuted(falling: Path) -> None:
    assert (
        "::error title=K927,file=ladder.kpi,line=5"
        in kpi("verify", "ladder.kpi", "--format", "github").stdout
    )
    log = json.loads(kpi("verify", "ladder.kpi", "--format", "sarif").stdout)
    assert {result["ruleId"] for result in log["runs"][0]["results"]} == {"K927"}


def test_an_unknown_property_is_wrong_use(falling: Path) -> None:
    done = kpi("verify", "ladder.kpi", "--property", "more is mor")
    assert done.exit_code == 2
    assert "`more is more`" in done.stderr


def test_a_policy_with_errors_is_not_verified(falling: Path) -> None:
    (falling / "wrong.kpi").write_text(FALLING.replace("sales * 3%", "sale * 3%"), encoding="utf-8")
    done = kpi("verify", "wrong.kpi")
    assert done.exit_code == 1
    assert "error[K201]" in done.stdout
