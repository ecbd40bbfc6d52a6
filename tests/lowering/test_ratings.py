"""Ratings by several raters: weights by kind, least numbers, trimming, and what follows from too few."""

from fractions import Fraction

import pytest

from kpi_lang.core.absent import Cause
from tests.lowering.small import Outcome, evaluated

POLICY = """
    records feedback "Feedback" optional {
      rater : one of { self, head, peer }
      score : points in 0 .. 100
      void  : yes/no missing no
    }
    indicator team "Teamwork" {
      ratings feedback.score by feedback.rater where void = no {
        self "Oneself" 10%
        head 50%
        peer 40% at least 3 raters without highest and lowest
        too few reweight
      }
      missing no score
    }
    scorecard all { team 100% }
"""


def rated(policy: str = POLICY, **scores: list[int]) -> Outcome:
    rows = [{"rater": rater, "score": score} for rater, given in scores.items() for score in given]
    return evaluated(policy, records={"feedback": rows})


def test_each_kind_has_a_mean_and_the_weights_make_one_figure_of_them() -> None:
    person = rated(self=[90], head=[80, 60], peer=[0, 60, 70, 100])
    assert person.numbers("team.raters.self", "team.raters.head", "team.raters.peer") == [90, 70, 65]
    assert person.number("total") == 9 + 35 + 26


def test_a_kind_with_too_few_gives_its_weight_to_the_others() -> None:
    person = rated(self=[90], head=[60], peer=[0, 60])
    assert person.reason("team.raters.peer") == "peer: fewer than 3 raters"
    assert person.numbers("team.number.peer", "team.rating") == [2, Fraction("0.6")]
    assert person.numbers("team.share.self", "team.share.head", "team.share.peer") == [
        Fraction(1, 6),
        Fraction(5, 6),
        0,
    ]
    assert person.number("total") == 65


def test_ratings_that_do_not_count_are_left_out() -> None:
    rows: list[dict[str, object]] = [
        {"rater": "head", "score": 60, "void": "no"},
        {"rater": "head", "score": 0, "void": "yes"},
    ]
    assert evaluated(POLICY, records={"feedback": rows}).number("total") == 60


def test_nobody_rated_is_no_score() -> None:
    assert rated().cause("total") is Cause.NO_RESULT
    assert evaluated(POLICY).cause("total") is Cause.NO_RESULT


@pytest.mark.parametrize(
    ("clause", "cause"),
    [("", Cause.NO_RESULT), ("too few no score", Cause.NO_RESULT), ("too few reject", Cause.REJECTED)],
)
def test_without_moving_weights_too_few_raters_leave_no_score(clause: str, cause: Cause) -> None:
    policy = POLICY.replace("too few reweight", clause)
    person = rated(policy, self=[90], head=[60], peer=[0, 60])
    assert person.cause("total") is cause
    assert rated(policy, self=[90], head=[60], peer=[50, 50, 50]).number("total") == 59
