"""What an indicator counts for without a value: every outcome, of a value not given and of one not defined."""

from fractions import Fraction

import pytest

from kpi_lang.core.absent import Cause
from tests.lowering.small import evaluated, findings

CARD = """
    input made, due : count in 0 .. 100 optional
    input other : points in 0 .. 100 step 1
    require made <= due
    indicator rate {{
      measure   made / due
      {clauses}
      score     line {{ 60%: 0, 100%: 80, 120%: 100 }}
    }}
    indicator steady {{ measure other }}
    scorecard all {{ rate 60%; steady 40% }}
"""

OUTCOMES = [
    ("score 55", 55, 60, 49),
    ("lowest score", 0, 60, 16),
    ("highest score", 100, 60, 76),
    ("measure 80%", 40, 60, 40),
    ("reweight", None, 0, 40),
    ("move weight to steady", None, 0, 40),
]


@pytest.mark.parametrize(("outcome", "score", "weight", "total"), OUTCOMES)
@pytest.mark.parametrize("lack", ["missing", "undefined"])
def test_an_outcome_stands_for_a_value_that_lacks(
    lack: str, outcome: str, score: int | None, weight: int, total: int
) -> None:
    others = {"missing": "undefined score 1", "undefined": "missing score 1"}[lack]
    policy = CARD.format(clauses=f"{lack} {outcome}\n      {others}")
    values = {"made": 0, "due": 0} if lack == "undefined" else {}
    person = evaluated(policy, values, other=40)
    if score is None:
        assert person.cause("rate") is Cause.NO_RESULT
    else:
        assert person["rate"] == score
    assert person["rate.weight"] == Fraction(weight, 100)
    assert person["total"] == total


def test_with_a_value_no_outcome_counts() -> None:
    policy = CARD.format(clauses="missing score 55\n undefined lowest score")
    assert evaluated(policy, made=100, due=100, other=40)["total"] == 64


@pytest.mark.parametrize("lack", ["missing", "undefined"])
def test_without_a_score_there_is_no_total(lack: str) -> None:
    others = {"missing": "undefined score 1", "undefined": "missing score 1"}[lack]
    policy = CARD.format(clauses=f"{lack} no score\n{others}")
    values = {"made": 0, "due": 0} if lack == "undefined" else {}
    person = evaluated(policy, values, other=40)
    assert person.cause("rate") is Cause.NO_RESULT
    assert person.cause("total") is Cause.NO_RESULT


@pytest.mark.parametrize("lack", ["missing", "undefined"])
def test_a_row_may_be_rejected(lack: str) -> None:
    others = {"missing": "undefined score 1", "undefined": "missing score 1"}[lack]
    policy = CARD.format(clauses=f"{lack} reject\n{others}")
    values = {"made": 0, "due": 0} if lack == "undefined" else {}
    assert evaluated(policy, values, other=40).cause("total") is Cause.REJECTED


def test_a_declared_no_result_counts_as_missing() -> None:
    policy = """
        input n : count in 0 .. 9
        indicator i {
          measure if n < 3 then no result "too few" else n / 9
          missing score 50
          score   100 * measure
        }
    """
    assert [evaluated(policy, n=n)["i"] for n in (2, 9)] == [50, 100]


def test_a_fixed_score_may_be_a_formula() -> None:
    policy = """
        input n : count in 0 .. 9 optional
        parameter base : points = 30
        indicator i { measure n; missing score base * 2; score 10 * measure }
    """
    assert evaluated(policy)["i"] == 60


def test_a_fixed_measure_may_be_a_choice() -> None:
    policy = """
        input mark : one of { low, high } optional
        indicator i { measure mark; missing measure high; score steps { low: 10, high: 20 } }
    """
    assert [evaluated(policy)["i"], evaluated(policy, mark="low")["i"]] == [20, 10]


def test_the_ends_of_every_curve_are_known() -> None:
    ends = {
        "steps { < 3: 20, else: 90 }": (20, 90),
        "line { 0: 10, 9: 70 }": (10, 70),
        "anchored { 5: 50, each 1 above: +1, each 1 below: -1, at most 60, at least 5 }": (5, 60),
        "better of { line { 0: 10, 9: 70 }, steps { < 3: 20, else: 30 } }": (20, 70),
        "worse of { line { 0: 10, 9: 70 }, steps { < 3: 20, else: 30 } }": (10, 30),
    }
    for curve, (lowest, highest) in ends.items():
        for word, score in (("lowest", lowest), ("highest", highest)):
            body = f"input n : count in 0 .. 9 optional\nindicator i {{ measure n; missing {word} score; score {curve} }}"
            assert evaluated(body)["i"] == score, curve


@pytest.mark.parametrize(
    ("indicator", "found"),
    [
        ("{ measure n; missing lowest score; score 10 * measure }", [("K609", "lowest score")]),
        (
            "{ measure n; missing highest score; score line { 0: 0, 9: 9, extends above } }",
            [("K609", "highest score")],
        ),
        ("{ score 10; missing score 5 }", [("K608", "indicator i { score 10; missing score 5 }")]),
        ("{ class a }", [("K607", "i")]),
        ("{ measure n; missing score 5%; score 10 * measure }", [("K303", "5%")]),
        ("{ measure n / 9; missing measure late; score 10 * measure }", [("K309", "late")]),
        ("{ measure n; score 10 * measure }", [("K404", "n")]),
    ],
)
def test_indicators_that_are_wrong_are_underlined(indicator: str, found: list[tuple[str, str]]) -> None:
    body = f"input n : count in 0 .. 9 optional\ninput late : count in 0 .. 9\nindicator i {indicator}"
    assert findings(body) == found


def test_an_indicator_of_another_scorecard_has_no_score() -> None:
    policy = """
        input role : one of { sales, support }
        input n : count in 0 .. 9
        indicator a { measure n; score 10 * measure }
        indicator b { measure n; score 5 * measure }
        indicator free { measure n; score 2 * measure }
        scorecard sales when role = sales { a 100% }
        scorecard support when role = support { b 100% }
    """
    sales = evaluated(policy, role="sales", n=9)
    assert sales.numbers("a", "free", "total") == [90, 18, 90]
    assert sales.cause("b") is Cause.NO_RESULT
    assert sales.cause("b.weight") is Cause.NO_RESULT
    assert evaluated(policy, role="support", n=9)["total"] == 45


def test_data_are_required_only_where_the_scorecard_reads_them() -> None:
    policy = """
        input role : one of { sales, support }
        input sold, filed : count in 0 .. 9
        indicator a { measure sold; score 10 * measure }
        indicator b { measure filed; score 10 * measure }
        scorecard sales when role = sales { a 100% }
        scorecard support when role = support { b 100% }
    """
    assert evaluated(policy, role="sales", sold=7)["total"] == 70
    assert evaluated(policy, role="support", sold=7).cause("total") is Cause.REJECTED
