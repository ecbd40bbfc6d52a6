"""What the plan tells people of an indicator beside its score."""

from kpi_lang.core.plan import IndicatorSpec
from tests.lowering.small import findings, plan_of

BODY = """
    input x : points in 0 .. 100 step 1
    indicator class results "Operating results"
    indicator ix { class results; source finance; rater "head of sales"; evidence "ledger"; measure x }
    indicator iy { measure x }
    scorecard all { ix 50%; iy 50%; weight of class results in 0% .. 50% }
"""


def test_class_source_rater_and_evidence_reach_the_plan() -> None:
    assert plan_of(BODY).indicators == (
        IndicatorSpec("ix", "Operating results", "finance", "head of sales", "ledger"),
        IndicatorSpec("iy"),
    )


def test_classes_are_free_words_where_none_is_declared() -> None:
    body = BODY.replace('    indicator class results "Operating results"\n', "")
    assert plan_of(body).indicators[0].class_title == "results"


def test_imported_classes_are_declared_too() -> None:
    library = 'indicator class results "Results"'
    body = "import lib\ninput x : points in 0 .. 9 step 1\nindicator i { class «result»; measure x }".replace(
        "«", ""
    )
    assert findings(body.replace("»", ""), modules={"lib": library}) == [("K658", "result")]


def test_a_declared_class_without_indicators_may_have_a_weight_of_nothing() -> None:
    body = BODY.replace("class results; source", "source")
    assert findings(body) == []
