"""`kpi test`: examples, promises and coverage."""

import json
from pathlib import Path

from tests.cli.calling import kpi


def test_examples_pass(starter: Path) -> None:
    done = kpi("test", "policy.kpi")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "policy.kpi",
        "  ok      on target in everything",
        "  ok      nobody has reviewed",
        "  ok      one more error costs the grade",
        "3 passed, 0 failed",
    ]


def test_a_failure_shows_both_values_and_the_derivation(starter: Path) -> None:
    text = (starter / "policy.kpi").read_text(encoding="utf-8")
    (starter / "policy.kpi").write_text(text.replace("total: 71.25", "total: 72"), encoding="utf-8")
    done = kpi("test", ".")
    assert done.exit_code == 1
    assert "FAILED  one more error costs the grade" in done.stdout
    assert "`total` should be 72 and is 71.25  policy.kpi:" in done.stdout
    assert "base_score" in done.stdout
    assert done.stdout.splitlines()[-1] == "2 passed, 1 failed"
    assert "`total` 应为 72，实为 71.25" in kpi("test", ".", "--lang", "zh").stdout


def test_promises_are_checked_on_the_people_of_examples(starter: Path) -> None:
    text = (starter / "policy.kpi").read_text(encoding="utf-8")
    (starter / "policy.kpi").write_text(
        text.replace("stays in 0 .. 100", "stays in 0 .. 80"), encoding="utf-8"
    )
    done = kpi("test", "policy.kpi")
    assert done.exit_code == 1
    assert "a promise does not hold: ensure total stays in 0 .. 80" in done.stdout
    assert "2 passed, 1 failed" in done.stdout


def test_coverage_counts_rules_grades_and_segments(starter: Path) -> None:
    done = kpi("test", "policy.kpi", "--coverage")
    assert "coverage: rules " in done.stdout
    assert "grades 2/4" in done.stdout
    assert "turnover_rate: 100% .. 125%  policy.kpi:26:11" in done.stdout


def test_json_holds_outcomes_and_coverage(starter: Path) -> None:
    text = (starter / "policy.kpi").read_text(encoding="utf-8")
    (starter / "policy.kpi").write_text(text.replace("total: 71.25", "total: 72"), encoding="utf-8")
    found = json.loads(kpi("test", "policy.kpi", "--coverage", "--format", "json").stdout)
    assert (found["passed"], found["failed"]) == (2, 1)
    policy = found["policies"][0]
    (failure,) = policy["examples"][2]["failures"]
    assert (failure["name"], failure["expected"], failure["actual"]) == ("total", "72", "71.25")
    assert policy["coverage"]["grades"] == {"reached": 2, "all": 4}
    assert policy["coverage"]["by_grade"]["A"] == 0


def test_a_policy_that_does_not_compile_fails(starter: Path) -> None:
    (starter / "other.kpi").write_text("policy", encoding="utf-8")
    done = kpi("test", ".")
    assert done.exit_code == 1
    assert "other.kpi" in done.stdout
    assert "3 passed, 0 failed" in done.stdout
    found = json.loads(kpi("test", "other.kpi", "--format", "json").stdout)
    assert found["diagnostics"]


def test_a_policy_without_examples_says_so(complaints: Path) -> None:
    done = kpi("test", "deductions.kpi")
    assert done.exit_code == 0
    assert "there are no examples" in done.stderr


def test_what_is_not_reached_is_told_in_the_language_asked_for(starter: Path) -> None:
    text = (starter / "policy.kpi").read_text(encoding="utf-8")
    (starter / "policy.kpi").write_text(f"{text}\ntotal {{ at most 90 }}\n", encoding="utf-8")
    assert "total: cap  policy.kpi:" in kpi("test", "policy.kpi", "--coverage").stdout
    assert "total: 封顶  policy.kpi:" in kpi("test", "policy.kpi", "--coverage", "--lang", "zh").stdout
