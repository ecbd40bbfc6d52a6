"""Classes that only take points away: shown for every form of score, or somebody is named who would gain."""

import pytest

from tests.lowering.small import diagnostics

BODY = """
    indicator class safety "Safety", deduction only
    input n : count in 0 .. 9
    input r : points in 0 .. 120 step 1
"""


def found(indicator: str, weight: str = "100%") -> list[tuple[str, str]]:
    body = f"{BODY}indicator i {{ class safety; {indicator} }}\nscorecard all {{ i {weight} }}"
    return [(one.code, one.help("en") or "") for one in diagnostics(body)]


@pytest.mark.parametrize(
    "indicator",
    [
        "measure n; score anchored { 0: 100, each 1 above: -20, at least 0 }",
        "measure n; score line { 0: 100, 5: 0 }",
        "measure n; score 100 - 5 * measure",
        "measure r; score min(measure, 100)",
        "measure r; score if measure > 100 then 100 else measure",
    ],
)
def test_scores_that_stay_within_full_marks(indicator: str) -> None:
    assert found(indicator) == []


def test_somebody_who_would_gain_is_named() -> None:
    (code, help) = found(
        "measure n; score anchored { 5: 100, each 1 above: -20, each 1 below: +1, at least 0 }"
    )[0]
    assert code == "K656"
    assert help.startswith("that is so when n = ")


def test_full_marks_are_the_points_of_the_scorecard() -> None:
    assert found("measure n; score 30 - 1 * measure", "30 points; out of 30") == []
    assert [code for code, _ in found("measure n; score 31 - 1 * measure", "30 points; out of 30")] == [
        "K656"
    ]


def test_a_class_that_is_not_deduction_only_may_add() -> None:
    body = (
        BODY.replace(", deduction only", "")
        + "indicator i { class safety; measure r }\nscorecard all { i 100% }"
    )
    assert diagnostics(body) == []
