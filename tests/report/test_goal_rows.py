"""The rows of a goal sheet in an explanation."""

from kpi_lang.report import explain
from tests.lowering.small import evaluated

POLICY = """
    goals sheet "Goals" {
      item  : text
      share "Weight" : ratio in 0% .. 100%
      own, head : points in 0 .. 100 optional
      voted : yes/no missing no
    }
    indicator judged "Judged" when not voted {
      stages { own "Self-score", head "Review" }
      missing reweight
    }
    indicator voted_goals "Voted" { measure head; score line { 0: 0, 100: 100 }; missing no score }
    scorecard all from sheet
"""
ROWS: list[dict[str, object]] = [
    {"item": "filing", "share": "50%", "own": 90, "head": 80},
    {"item": "visits", "share": "30%"},
    {"item": "manners", "share": "20%", "head": 60, "voted": "yes"},
]


def test_each_row_tells_what_it_holds_and_how_it_was_scored() -> None:
    explanation = explain(evaluated(POLICY, records={"sheet": ROWS}).trace, "en")
    filing, visits, manners = explanation.figure("sheet.sum").sources
    assert (filing.name, filing.title, filing.formula) == ("sheet[1]", "filing", "80 × 50%")
    assert [note.text for note in filing.notes] == [
        "Weight 50%, own 90, head 80, voted no, Self-score 90, Review 80, Score 80",
        "Judged",
        "stage that counts: Review",
    ]
    assert (visits.shown, visits.formula) == ("—", "")
    assert visits.notes[-1].text == "no value: Judged: reweight"
    assert "Voted" in [note.text for note in manners.notes]


def test_every_stage_and_kind_of_rater_is_shown() -> None:
    policy = """
        input own, head : points in 0 .. 100 optional
        records feedback "Feedback" { who : one of { boss, peer }; score : points in 0 .. 100 }
        indicator judged "Judged" { stages { own, head }; missing no score }
        indicator team "Team" {
          ratings feedback.score by feedback.who { boss 50%; peer 50% at least 2 raters; too few reweight }
          missing no score
        }
        scorecard all { judged 50%; team 50% }
    """
    rows: list[dict[str, object]] = [{"who": "boss", "score": 80}, {"who": "peer", "score": 10}]
    explanation = explain(evaluated(policy, own=70, head=60, records={"feedback": rows}).trace, "zh")
    stages = explanation.figure("judged.measure")
    assert {source.name for source in stages.sources} == {"judged.stage.own", "judged.stage.head"}
    assert [note.text for note in stages.notes] == ["采用的评分环节：head"]
    assert explanation.figure("team.share.boss").shown == "100%"
    assert explanation.figure("team.raters.peer").notes[-1].text.endswith("fewer than 2 raters")
