"""`kpi fmt`: canonical layout in place, shown or checked, in either skin."""

from pathlib import Path

from tests.cli.calling import complaint, kpi


def untidy(folder: Path) -> Path:
    path = folder / "policy.kpi"
    path.write_text(
        path.read_text(encoding="utf-8").replace("  measure turnover /", "    measure   turnover   /"),
        encoding="utf-8",
    )
    return path


def test_a_file_is_laid_out_in_place_and_stays_so(starter: Path) -> None:
    kpi("fmt", "policy.kpi")
    tidy = (starter / "policy.kpi").read_text(encoding="utf-8")
    untidy(starter)
    done = kpi("fmt", "policy.kpi")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "formatted policy.kpi\n"
    assert (starter / "policy.kpi").read_text(encoding="utf-8") == tidy
    assert kpi("fmt", "policy.kpi").stderr == "1 policy is laid out as should be\n"


def test_comments_are_kept_and_the_meaning_too(starter: Path) -> None:
    untidy(starter)
    kpi("fmt", "policy.kpi")
    text = (starter / "policy.kpi").read_text(encoding="utf-8")
    assert "# Meeting the target is worth 75 points" in text
    assert kpi("test", "policy.kpi").exit_code == 0


def test_check_changes_nothing_and_tells(starter: Path) -> None:
    before = untidy(starter).read_bytes()
    done = kpi("fmt", "--check", ".")
    assert done.exit_code == 1
    assert "would change policy.kpi" in done.stderr
    assert (starter / "policy.kpi").read_bytes() == before


def test_diff_shows_the_change(starter: Path) -> None:
    kpi("fmt", "policy.kpi")
    before = untidy(starter).read_bytes()
    done = kpi("fmt", "--diff", "policy.kpi")
    assert done.exit_code == 0
    assert "-    measure   turnover   /" in done.stdout
    assert "+  measure" in done.stdout
    assert (starter / "policy.kpi").read_bytes() == before


def test_the_keywords_change_their_language_and_back(starter: Path) -> None:
    kpi("fmt", "policy.kpi")
    english = (starter / "policy.kpi").read_text(encoding="utf-8")
    assert kpi("fmt", "policy.kpi", "--lang", "zh").exit_code == 0
    chinese = (starter / "policy.kpi").read_text(encoding="utf-8")
    assert "考核方案 sales.quarterly" in chinese
    assert kpi("test", "policy.kpi").exit_code == 0
    kpi("fmt", "policy.kpi", "--lang", "en")
    assert (starter / "policy.kpi").read_text(encoding="utf-8") == english


def test_standard_input_goes_to_standard_output(starter: Path) -> None:
    kpi("fmt", "policy.kpi")
    tidy = (starter / "policy.kpi").read_text(encoding="utf-8")
    done = kpi("fmt", "-", stdin=untidy(starter).read_text(encoding="utf-8"))
    assert done.stdout == tidy


def test_a_text_with_mistakes_is_left_alone(starter: Path) -> None:
    (starter / "policy.kpi").write_text("policy {", encoding="utf-8")
    done = kpi("fmt", "policy.kpi")
    assert done.exit_code == 1
    assert "error[K1" in done.stdout
    assert (starter / "policy.kpi").read_text(encoding="utf-8") == "policy {"


def test_other_files_are_refused(starter: Path) -> None:
    assert "is data, not a policy" in complaint(kpi("fmt", "staff.csv"))
