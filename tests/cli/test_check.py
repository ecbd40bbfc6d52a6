"""`kpi check`: findings in every format, exit codes, folders."""

import json
from pathlib import Path

from tests.cli.calling import complaint, kpi


def broken(folder: Path) -> None:
    text = (folder / "policy.kpi").read_text(encoding="utf-8")
    (folder / "broken.kpi").write_text(text.replace("errors / orders", "errors / order"), encoding="utf-8")


def test_a_sound_policy_is_clean(starter: Path) -> None:
    done = kpi("check", "policy.kpi")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "checked 1 policy: 0 errors, 0 warnings\n"
    assert kpi("check", "policy.kpi", "--quiet").output == ""


def test_an_error_is_shown_with_its_place_and_a_fix(starter: Path) -> None:
    broken(starter)
    done = kpi("check", "broken.kpi")
    assert done.exit_code == 1
    assert "error[K201]: unknown name `order`" in done.stdout
    assert "broken.kpi:29:22" in done.stdout
    assert "did you mean `orders`?" in done.stdout
    assert "错误[K201]" in kpi("check", "broken.kpi", "--lang", "zh").stdout


def test_json_has_the_promised_fields(starter: Path) -> None:
    broken(starter)
    (found,) = json.loads(kpi("check", "broken.kpi", "--format", "json").stdout)["diagnostics"]
    assert found == {
        "code": "K201",
        "severity": "error",
        "message": "unknown name `order`",
        "file": "broken.kpi",
        "line": 29,
        "column": 22,
        "end_line": 29,
        "end_column": 27,
        "help": "did you mean `orders`?",
    }
    assert json.loads(kpi("check", "policy.kpi", "--format", "json").stdout) == {"diagnostics": []}


def test_formats_for_other_programs(starter: Path) -> None:
    broken(starter)
    log = json.loads(kpi("check", "broken.kpi", "--format", "sarif").stdout)
    assert log["runs"][0]["results"][0]["ruleId"] == "K201"
    github = kpi("check", "broken.kpi", "--format", "github").stdout
    assert github.startswith("::error title=K201,file=broken.kpi,line=29")


def test_a_folder_stands_for_its_policies(starter: Path) -> None:
    broken(starter)
    (starter / ".hidden").mkdir()
    (starter / ".hidden" / "x.kpi").write_text("nonsense", encoding="utf-8")
    assert "checked 2 policies: 1 error, 0 warnings" in kpi("check", ".").stderr


def test_colour_is_as_asked(starter: Path) -> None:
    broken(starter)
    assert "\x1b[" in kpi("check", "broken.kpi", "--color").stdout
    assert "\x1b[" not in kpi("check", "broken.kpi").stdout


def test_what_cannot_be_read_is_one_line(starter: Path) -> None:
    assert "did you mean `policy.kpi`?" in complaint(kpi("check", "polcy.kpi"))
    assert "`staff.csv` is data, not a policy" in complaint(kpi("check", "staff.csv"))
    (starter / "empty").mkdir()
    assert "there is no policy under `empty`" in complaint(kpi("check", "empty"))
    (starter / "noise.kpi").write_bytes(bytes(range(256)))
    assert "`noise.kpi` is not a text file" in complaint(kpi("check", "noise.kpi"))


def test_policies_saved_by_chinese_editors_are_read(starter: Path) -> None:
    kpi("new", "zh", "--lang", "zh")
    text = (starter / "zh" / "policy.kpi").read_text(encoding="utf-8")
    for encoding in ("gb18030", "utf-8-sig", "utf-16"):
        (starter / "saved.kpi").write_bytes(text.encode(encoding))
        assert kpi("check", "saved.kpi").exit_code == 0


def test_a_folder_stands_for_its_policies_not_for_the_modules_that_they_import(starter: Path) -> None:
    text = (starter / "policy.kpi").read_text(encoding="utf-8")
    (starter / "pay").mkdir()
    (starter / "pay" / "rates.kpi").write_text("parameter limit : ratio = 5%\n", encoding="utf-8")
    (starter / "policy.kpi").write_text(f"{text}\nimport pay.rates (limit)\n", encoding="utf-8")
    done = kpi("check", ".")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "checked 1 policy: 0 errors, 0 warnings\n"
    assert "K601" in kpi("check", "pay/rates.kpi").stdout


def test_a_policy_whose_header_was_forgotten_is_not_taken_for_a_module(starter: Path) -> None:
    (starter / "other.kpi").write_text("parameter limit : ratio = 5%\n", encoding="utf-8")
    done = kpi("check", ".")
    assert done.exit_code == 1
    assert "K601" in done.stdout
