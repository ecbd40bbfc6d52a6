"""Scores by stages: the last one given counts, and a large difference asks for a talk."""

import pytest

from kpi_lang.core.absent import Cause
from tests.lowering.small import Outcome, evaluated

POLICY = """
    input own, head, boss : points in 0 .. 100 optional
    input talk : yes/no optional
    parameter limit = 10
    indicator attitude "Attitude" {
      stages { own "Self-score": own, head "Review": head, boss "Approval": boss }
      difference above limit needs talk otherwise no score
      missing score 5
    }
    scorecard all { attitude 100% }
"""


def judged(own: object = None, head: object = None, boss: object = None, talk: object = None) -> Outcome:
    return evaluated(POLICY, own=own, head=head, boss=boss, talk=talk)


@pytest.mark.parametrize(
    ("scores", "counts"),
    [((80, 75, 70), 70), ((80, 75, None), 75), ((80, None, None), 80), ((None, None, 7), 7), ((), 5)],
)
def test_the_last_stage_that_is_given_counts(scores: tuple[object, ...], counts: int) -> None:
    assert judged(*scores).numbers("attitude", "total") == [counts, counts]


def test_each_stage_has_a_figure_of_its_own() -> None:
    assert judged(80, 75, 70).numbers(*(f"attitude.stage.{name}" for name in ("own", "head", "boss"))) == [
        80,
        75,
        70,
    ]


@pytest.mark.parametrize("scores", [(80, 69, 69), (60, 71, 70), (80, None, 69), (70, 80, 69), (None, 9, 20)])
def test_a_difference_above_the_limit_needs_a_talk(scores: tuple[object, object, object]) -> None:
    lacking = judged(*scores)
    assert lacking.cause("attitude") is lacking.cause("total") is Cause.NO_RESULT
    assert "no talk is recorded" in lacking.reason("total")
    assert judged(*scores, talk="no").cause("attitude") is Cause.NO_RESULT
    assert judged(*scores, talk="yes").number("attitude") == scores[2]


@pytest.mark.parametrize("scores", [(80, 70, 60), (70, None, 80), (None, None, 3)])
def test_a_difference_up_to_the_limit_needs_none(scores: tuple[object, object, object]) -> None:
    assert judged(*scores).number("attitude") == scores[2]


def test_what_follows_without_a_talk_may_be_a_score_or_a_rejection() -> None:
    fixed = POLICY.replace("otherwise no score", "otherwise score 60")
    assert evaluated(fixed, own=90, head=10, boss=None, talk=None).number("attitude") == 60
    refused = POLICY.replace("otherwise no score", "otherwise reject")
    assert evaluated(refused, own=90, head=10, boss=None, talk=None).cause("total") is Cause.REJECTED


def test_the_goals_of_a_sheet_are_judged_by_stages_too() -> None:
    policy = """
        goals sheet "Goals" {
          share : ratio in 0% .. 100%
          own, head, boss : points in 0 .. 100 optional
          talk : yes/no missing no
        }
        indicator each "Each goal" {
          stages { own, head, boss }
          difference above 10 needs talk otherwise no score
          missing reweight
        }
        scorecard all from sheet
    """
    rows: list[dict[str, object]] = [
        {"share": "50%", "own": 90, "head": 85, "boss": None, "talk": None},
        {"share": "30%", "own": 90, "head": 70, "boss": 75, "talk": "yes"},
        {"share": "20%", "own": None, "head": None, "boss": None, "talk": None},
    ]
    person = evaluated(policy, records={"sheet": rows})
    assert person.number("total") * 8 == 5 * 85 + 3 * 75
    rows[1]["talk"] = "no"
    assert evaluated(policy, records={"sheet": rows}).cause("total") is Cause.NO_RESULT
