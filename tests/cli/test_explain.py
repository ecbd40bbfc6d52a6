"""`kpi explain`: one person's figures as a tree and as JSON."""

import json
from pathlib import Path

from tests.cli.calling import complaint, kpi


def explain(*arguments: str) -> str:
    done = kpi("explain", "policy.kpi", "--data", "staff.csv", *arguments)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_tree_derives_each_figure(starter: Path) -> None:
    text = explain("--id", "E003")
    assert "turnover_rate (Turnover against target)  70.37 = (97.53005% − 60%) × 187.5\n" in text
    assert "  segment of the line: 60% .. 100%\n" in text
    assert "  rounded half up to 2 places: 70.36884375 → 70.37\n" in text
    assert "policy.kpi:26:11  line { 60%: 0, 100%: 75, 125%: 100 }" in text
    assert "staff.csv row 4, column Turnover booked" in text
    assert "performance_pay (Performance pay)  3,780.00 = 4,200.00 × 0.9" in text
    assert max(map(len, text.splitlines())) <= 100


def test_the_tree_speaks_chinese(starter: Path) -> None:
    assert "线段：60% .. 100%" in explain("--id", "E003", "--lang", "zh")


def test_the_short_form_is_a_line_for_each_result(starter: Path) -> None:
    text = explain("--id", "E003", "--short")
    assert "Performance pay" in text
    assert "4,200.00 × 0.9" in text
    assert "staff.csv" not in text
    assert len(text.splitlines()) < len(explain("--id", "E003").splitlines()) / 3


def test_the_json_nests_the_same(starter: Path) -> None:
    found = json.loads(explain("--id", "E003", "--format", "json"))
    assert found["id"] == "E003"
    by_name = {result["name"]: result for result in found["results"]}
    assert by_name["turnover_rate"]["value"] == "70.37"
    assert by_name["turnover_rate"]["line"] == 26
    assert by_name["turnover_rate"]["from"][0]["from"][0]["data"]["row"] == 4


def test_an_unknown_person_offers_the_nearest(starter: Path) -> None:
    done = kpi("explain", "policy.kpi", "--data", "staff.csv", "--id", "E03")
    assert "nobody in `staff.csv` has the staff_no `E03`; did you mean" in complaint(done)


def test_a_rejected_person_has_reasons_instead(starter: Path) -> None:
    text = (starter / "staff.csv").read_text(encoding="utf-8").replace("412,2", "412,900")
    (starter / "staff.csv").write_text(text, encoding="utf-8")
    done = kpi("explain", "policy.kpi", "--data", "staff.csv", "--id", "E001")
    assert done.exit_code == 1
    assert "more errors than orders" in done.stdout


def test_somebody_out_of_scope_is_explained_as_such(complaints: Path) -> None:
    done = kpi(
        "explain",
        "deductions.kpi",
        "--data",
        "people.csv",
        "--records",
        "complaint=log.csv",
        "--period",
        "2026Q2",
        "--id",
        "C",
    )
    assert done.exit_code == 0
    assert "the policy does not apply" in done.stdout


def test_records_are_counted_by_row(complaints: Path) -> None:
    done = kpi(
        "explain",
        "deductions.kpi",
        "--data",
        "people.csv",
        "--records",
        "complaint=log.csv",
        "--period",
        "2026Q2",
        "--id",
        "B",
    )
    assert "count over Complaints: 2 counted, rows 4, 5" in done.stdout
    assert "parameter charge = 10" in done.stdout


def test_html_is_one_page_on_standard_output(starter: Path) -> None:
    done = kpi("explain", "policy.kpi", "--data", "staff.csv", "--id", "E001", "--format", "html")
    assert done.exit_code == 0
    assert done.stdout.startswith("<!DOCTYPE html>\n<html")
    assert done.stdout.endswith("</html>\n")
    assert "<dd>E001</dd>" in done.stdout
