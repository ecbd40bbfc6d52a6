"""Points at somebody's discretion: bounded, with a reason and an approver, or not at all."""

import pytest

import kpi_lang
from kpi_lang.evaluate.reference import evaluate_reference
from kpi_lang.policy.given import PersonReader
from kpi_lang.report import explain
from tests.lowering.small import HEADER, evaluated, plan_of

BODY = """
    input x : points in 0 .. 100 step 1
    input n : count in 0 .. 9
    indicator ix { measure x }
    adjustment extra "Discretion" { amount p in -5 .. 5 step 0.5; reason why; approved by boss "Head" }
    adjustment note on ix { amount q in 0 .. 3 step 1; reason q_why; approved by q_boss }
    gate g when n > 5 { extra off }
    scorecard all { ix 100% }
"""
GIVEN = {"x": 80, "n": 0}


@pytest.mark.parametrize(
    ("values", "score", "total"),
    [
        ({}, 80, 80),
        ({"p": 0}, 80, 80),
        ({"p": 3, "why": "saved the customer", "boss": "Wang"}, 80, 83),
        ({"p": -2.5, "why": "late", "boss": "Wang"}, 80, 77.5),
        ({"q": 2, "q_why": "helped", "q_boss": "Li"}, 82, 82),
        ({"p": 3, "why": "saved the customer", "boss": "Wang", "n": 6}, 80, 80),
    ],
)
def test_points_enter_the_total_or_the_indicator(values: dict[str, object], score: int, total: float) -> None:
    assert evaluated(BODY, GIVEN | values).numbers("ix", "total") == [score, total]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"p": 3, "boss": "Wang"}, "Discretion needs a reason in `why`"),
        ({"p": 3, "why": "saved"}, "Discretion needs an approver in `boss`"),
        ({"q": 1, "q_boss": "Li"}, "note needs a reason in `q_why`"),
    ],
)
def test_points_without_reason_or_approver_reject_the_row(values: dict[str, object], said: str) -> None:
    (reject,) = kpi_lang.loads(HEADER + BODY).run([{"no": "1"} | GIVEN | values]).rejects
    assert [one.message("en") for one in reject.diagnostics] == [f"data do not meet a requirement: {said}"]


def test_points_beyond_the_bounds_reject_the_row() -> None:
    values = {"p": 6, "why": "saved the customer", "boss": "Wang"}
    (reject,) = kpi_lang.loads(HEADER + BODY).run([{"no": "1"} | GIVEN | values]).rejects
    assert [one.code for one in reject.diagnostics] == ["K851"]


def test_the_explanation_shows_points_reason_and_approver() -> None:
    plan = plan_of(BODY.replace("gate g when n > 5 { extra off }", ""))
    values = GIVEN | {"p": 3, "why": "saved the customer", "boss": "Wang"}
    figure = explain(evaluate_reference(plan, PersonReader(plan).read(values, {}, None)), "en").figure(
        "extra"
    )
    assert [note.text for note in figure.notes] == ["adjusted, with reason and approval"]
    assert [(one.name, one.title, one.shown) for one in figure.sources] == [
        ("p", "p", "3"),
        ("why", "why", "saved the customer"),
        ("boss", "Head", "Wang"),
    ]
