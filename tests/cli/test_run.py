"""`kpi run`: results in every form, accounts that add up, rejects with reasons, nothing half written."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from kpi_lang.cli.options import Voice
from kpi_lang.cli.results_table import show_results
from kpi_lang.policy import load
from tests.cli.calling import complaint, kpi

HEADING = (
    "staff_no,department,turnover_rate,accuracy,peer,peer_why,"
    "total,provisional_grade,proposed_grade,grade,performance_pay"
)
ACCOUNT = "read 5, accepted 5, out of scope 0, rejected 0"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def run(*arguments: str, data: str = "staff.csv") -> tuple[int, list[dict[str, str]], str]:
    done = kpi("run", "policy.kpi", "--data", data, *arguments)
    return done.exit_code, rows(done.stdout), done.stderr.splitlines()[-1]


def test_everybody_is_scored(starter: Path) -> None:
    code, found, last = run()
    assert (code, last) == (0, ACCOUNT)
    assert ",".join(found[0]) == HEADING
    assert [row["total"] for row in found] == ["98.28", "78.06", "67.32", "45.72", "28.35"]
    assert [row["performance_pay"] for row in found] == [
        "5850.00",
        "4950.00",
        "3780.00",
        "2660.00",
        "2660.00",
    ]


def test_a_run_says_what_each_pay_adds_up_to(starter: Path) -> None:
    for language, said in (
        ("en", "Performance pay: 5 people, 19900.00 in all"),
        ("zh", "Performance pay：5 人，合计 19900.00"),
    ):
        done = kpi("run", "policy.kpi", "--data", "staff.csv", "--lang", language)
        assert said in done.stderr.splitlines()
    assert "in all" not in kpi("run", "policy.kpi", "--data", "staff.csv", "--quiet").stderr


def test_what_is_missing_is_empty_with_its_reason(starter: Path) -> None:
    _, found, _ = run()
    assert found[2]["peer"] == ""
    assert found[2]["peer_why"]
    assert found[0]["peer_why"] == ""


def test_json_has_exact_decimal_strings(starter: Path) -> None:
    done = kpi("run", "policy.kpi", "--data", "staff.csv", "--format", "json")
    found = json.loads(done.stdout)
    assert found[0]["total"] == "98.28"
    assert found[2]["peer"] is None
    assert found[2]["peer_why"]


@pytest.mark.parametrize("name", ["out.csv", "out.json", "out.jsonl", "out.xlsx", "out.parquet", "out.arrow"])
def test_results_go_to_files_of_every_type_and_come_back(starter: Path, name: str) -> None:
    done = kpi("run", "policy.kpi", "--data", "staff.csv", "--out", name)
    assert (done.exit_code, done.stdout) == (0, "")
    assert (starter / name).stat().st_size
    assert sorted(path.name for path in starter.iterdir()) == sorted(
        [name, "README.md", "policy.kpi", "staff.csv"]
    )


def test_a_workbook_holds_numbers(starter: Path) -> None:
    kpi("run", "policy.kpi", "--data", "staff.csv", "--out", "out.xlsx")
    sheet = openpyxl.load_workbook(starter / "out.xlsx").active
    assert [cell.value for cell in sheet[2]][:3] == ["E001", "Export", 100]


def test_with_out_and_json_the_account_is_printed(starter: Path) -> None:
    (starter / "bad.csv").write_text(
        (starter / "staff.csv").read_text(encoding="utf-8").replace("412,2", "412,900"), encoding="utf-8"
    )
    done = kpi("run", "policy.kpi", "--data", "bad.csv", "--out", "o.csv", "--format", "json")
    account = json.loads(done.stdout)
    assert (account["read"], account["accepted"], account["rejected"]) == (5, 4, 1)
    assert account["rejects"][0]["message"].endswith("more errors than orders")


def test_rejected_rows_are_listed_with_their_reasons(starter: Path) -> None:
    text = (starter / "staff.csv").read_text(encoding="utf-8")
    text = text.replace("412,2", "412,900").replace("350,4,,4200", "350,x,,4200").replace("E005", "E004")
    (starter / "bad.csv").write_text(text, encoding="utf-8")
    done = kpi("run", "policy.kpi", "--data", "bad.csv", "--rejects", "rejects.csv")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1] == "read 5, accepted 1, out of scope 0, rejected 4"
    assert [row["staff_no"] for row in rows(done.stdout)] == ["E002"]
    found = rows((starter / "rejects.csv").read_text(encoding="utf-8"))
    assert [(row["key"], row["row"], row["column"]) for row in found] == [
        ("E001", "2", ""),
        ("E003", "4", "errors"),
        ("E004", "5", "staff_no"),
        ("E004", "6", "staff_no"),
    ]


def test_standard_input_is_csv(starter: Path) -> None:
    text = (starter / "staff.csv").read_bytes()
    done = kpi("run", "policy.kpi", "--data", "-", stdin=text)
    assert done.stderr.splitlines()[-1] == ACCOUNT


def test_a_folder_with_one_policy_stands_for_it(starter: Path) -> None:
    assert kpi("run", ".", "--data", "staff.csv").exit_code == 0


def test_the_period_is_a_column(starter: Path) -> None:
    _, found, _ = run("--period", "2026Q3")
    assert list(found[0])[:3] == ["staff_no", "department", "period"]
    assert found[0]["period"] == "2026Q3"


def test_records_periods_scope_and_parameters(complaints: Path) -> None:
    call = ["run", "deductions.kpi", "--data", "people.csv", "--records", "complaint=log.csv"]
    done = kpi(*call, "--period", "2026Q1")
    assert done.stderr.splitlines()[-1] == "read 3, accepted 2, out of scope 1, rejected 0"
    assert [row["total"] for row in rows(done.stdout)] == ["80.0", "80.0"]
    later = kpi(*call, "--as-of", "2026-06-30", "--set", "charge=5")
    assert [row["total"] for row in rows(later.stdout)] == ["90.0", "70.0"]
    assert [row["period"] for row in rows(later.stdout)] == ["2026Q2", "2026Q2"]


def test_a_broken_promise_is_a_finding_that_names_the_person(complaints: Path) -> None:
    done = kpi(
        "run",
        "deductions.kpi",
        "--data",
        "people.csv",
        "--records",
        "complaint=log.csv",
        "--period",
        "2026Q2",
    )
    assert done.exit_code == 1
    assert "does not hold for id `B`" in done.stderr
    assert [row["total"] for row in rows(done.stdout)] == ["90.0", "60.0"]


def test_a_rejected_record_withholds_its_owners_result(complaints: Path) -> None:
    log = "id,day,severity\nA,2025-05-04,minor\nB,2026-06-30,severe\nZ,2026-06-30,major\n"
    (complaints / "log.csv").write_text(log, encoding="utf-8")
    done = kpi(
        "run",
        "deductions.kpi",
        "--data",
        "people.csv",
        "--records",
        "complaint=log.csv",
        "--period",
        "2026Q2",
        "--rejects",
        "rejects.csv",
    )
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1] == "read 3, accepted 0, out of scope 1, rejected 2"
    found = rows((complaints / "rejects.csv").read_text(encoding="utf-8"))
    assert {(row["key"], row["table"], row["row"]) for row in found} == {
        ("A", "", "2"),
        ("B", "", "3"),
        ("A", "complaint", "2"),
        ("B", "complaint", "3"),
        ("Z", "complaint", "4"),
    }


def test_records_that_are_needed_must_be_given(complaints: Path) -> None:
    call = ["run", "deductions.kpi", "--data", "people.csv"]
    assert "--records complaint=FILE" in complaint(kpi(*call, "--period", "2026Q2"))
    assert "did you mean `complaint`?" in complaint(
        kpi(*call, "--period", "2026Q2", "--records", "complaints=log.csv")
    )


def test_dates_that_are_needed_must_be_given_and_fit(complaints: Path) -> None:
    call = ["run", "deductions.kpi", "--data", "people.csv", "--records", "complaint=log.csv"]
    assert "`--period 2026Q3`" in complaint(kpi(*call))
    assert "`2026-07` is no quarter" in complaint(kpi(*call, "--period", "2026-07"))
    assert "不是季度" in complaint(kpi(*call, "--period", "2026Q5", "--lang", "zh"))
    assert "write a date" in complaint(kpi(*call, "--as-of", "30/6/2026"))


def test_a_policy_with_errors_is_not_run(starter: Path) -> None:
    (starter / "policy.kpi").write_text("policy", encoding="utf-8")
    done = kpi("run", "policy.kpi", "--data", "staff.csv", "--out", "o.csv")
    assert done.exit_code == 1
    assert "error[K1" in done.stdout
    assert not (starter / "o.csv").exists()


def test_a_missing_column_is_an_error_before_any_row(starter: Path) -> None:
    text = (starter / "staff.csv").read_text(encoding="utf-8").replace("Turnover target", "Turnover targets")
    (starter / "bad.csv").write_text(text, encoding="utf-8")
    done = kpi("run", "policy.kpi", "--data", "bad.csv", "--format", "json")
    assert done.exit_code == 1
    assert "K820" in {found["code"] for found in json.loads(done.stdout)["diagnostics"]}


def test_mixed_up_files_are_told_apart(starter: Path) -> None:
    assert "`policy.kpi` is a policy, not data" in complaint(kpi("run", "policy.kpi", "--data", "policy.kpi"))
    assert "`staff.csv` is data, not a policy" in complaint(kpi("run", "staff.csv", "--data", "staff.csv"))
    assert "`.` is a folder, not a file; name a file in it, such as `staff.csv`" in complaint(
        kpi("run", "policy.kpi", "--data", ".")
    )
    assert "did you mean `staff.csv`?" in complaint(kpi("run", "policy.kpi", "--data", "staf.csv"))
    (starter / "empty.csv").touch()
    assert "empty.csv" in complaint(kpi("run", "policy.kpi", "--data", "empty.csv"))


def test_an_output_that_cannot_be_written_is_one_line(starter: Path) -> None:
    assert "nowhere" in complaint(kpi("run", "policy.kpi", "--data", "staff.csv", "--out", "nowhere/o.csv"))
    assert ".xyz" in complaint(kpi("run", "policy.kpi", "--data", "staff.csv", "--out", "o.xyz"))


def test_engines_of_later_releases_say_so(starter: Path) -> None:
    line = complaint(kpi("run", "policy.kpi", "--data", "staff.csv", "--engine", "numpy"))
    assert "this release has no `--engine numpy`" in line
    assert kpi("run", "policy.kpi", "--data", "staff.csv", "--engine", "python").exit_code == 0


def test_quiet_leaves_the_account_and_the_errors(starter: Path) -> None:
    done = kpi("run", "policy.kpi", "--data", "staff.csv", "--quiet")
    assert done.stderr == ACCOUNT + "\n"


def test_missing_texts_can_be_named(starter: Path) -> None:
    text = (starter / "staff.csv").read_text(encoding="utf-8").replace("412,2,88.5", "412,2,n/a yet")
    (starter / "odd.csv").write_text(text, encoding="utf-8")
    assert run(data="odd.csv")[0] == 1
    assert run("--missing", "n/a yet", data="odd.csv")[0] == 0


def test_columns_can_be_bound_by_a_file(starter: Path) -> None:
    text = (starter / "staff.csv").read_text(encoding="utf-8").replace("Turnover booked", "Umsatz")
    (starter / "other.csv").write_text(text, encoding="utf-8")
    (starter / "binding.toml").write_text('[columns]\nturnover = "Umsatz"\n', encoding="utf-8")
    assert kpi("run", "policy.kpi", "--data", "other.csv").exit_code == 1
    assert run("--binding", "binding.toml", data="other.csv")[0] == 0


def test_a_terminal_shows_what_matters_in_the_width_there_is(
    starter: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    table = load("policy.kpi").run("staff.csv")
    for width, names in (
        (60, ["staff_no", "total", "grade", "performance_pay"]),
        (200, [column.name for column in table.columns()]),
    ):
        monkeypatch.setenv("COLUMNS", str(width))
        show_results(table, Voice("en", color=False, quiet=False))
        lines = capsys.readouterr().out.splitlines()
        assert lines[1].split()[: len(names)] == names or set(names) <= set(lines[1].split())
        assert max(map(len, lines)) <= width
        assert any(line.startswith("E002") and "4950.00" in line for line in lines)
        assert lines[-1].endswith("writes them all") is (width == 60)


GOALS = """policy test.goals "Goals" { version 1; scores to 1 place }
subject employee { key staff_no }
goals sheet "Goals" {
  item  : text
  share : ratio in 0% .. 100%
  made  : ratio optional
  valid when sum(share) = 100%
}
indicator each "Each goal" { measure made; score line { 0%: 0, 90%: 75 }; missing reweight }
scorecard all from sheet
"""
GOAL_ROWS = """staff_no,item,share,made
E2,visits,50%,40%
E1,reports,40%,
E2,filing,50%,90%
E1,filing,60%,45%
E3,visits,10%,45%
"""


def goals(folder: Path) -> list[str]:
    (folder / "goals.kpi").write_text(GOALS, encoding="utf-8")
    (folder / "people.csv").write_text("staff_no\nE1\nE2\nE3\n", encoding="utf-8")
    (folder / "goals.csv").write_text(GOAL_ROWS, encoding="utf-8")
    return ["run", "goals.kpi", "--data", "people.csv", "--records", "sheet=goals.csv"]


def test_records_are_written_back_with_their_computed_columns(starter: Path) -> None:
    done = kpi(*goals(starter), "--records-out", "sheet=scored.csv", "--out", "o.csv", "--lang", "en")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1] == "read 3, accepted 2, out of scope 0, rejected 1"
    assert (starter / "scored.csv").read_text(encoding="utf-8").splitlines() == [
        "staff_no,item,share,made,score,score_why,points,points_why",
        "E2,visits,0.5,0.4,33.3,,16.65,",
        "E1,reports,0.4,,,Each goal: reweight,,Each goal: reweight",
        "E2,filing,0.5,0.9,75,,37.5,",
        "E1,filing,0.6,0.45,37.5,,22.5,",
    ]


@pytest.mark.parametrize("ending", ["xlsx", "parquet", "json", "jsonl", "arrow"])
def test_records_are_written_in_every_type(starter: Path, ending: str) -> None:
    assert kpi(*goals(starter), "--records-out", f"scored.{ending}").exit_code == 1
    assert (starter / f"scored.{ending}").stat().st_size > 0


def test_records_out_names_a_table_of_the_policy(starter: Path) -> None:
    call = goals(starter)
    assert "did you mean `sheet`?" in complaint(kpi(*call, "--records-out", "shet=scored.csv"))
    plain = kpi("run", "policy.kpi", "--data", "staff.csv", "--records-out", "scored.csv")
    assert "no tables of records" in complaint(plain)
