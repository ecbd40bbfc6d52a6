"""Coverage counts rules, grades, segments and limits that evaluations reached."""

from kpi_lang.evaluate.reference import evaluate_reference
from kpi_lang.report.coverage import Coverage, coverage
from tests.lowering.small import plan_of
from tests.report.plans import PLAN, person


def covered(*turnovers: str) -> Coverage:
    return coverage(PLAN, [evaluate_reference(PLAN, person(turnover=amount)) for amount in turnovers])


def test_each_segment_of_a_curve_is_counted() -> None:
    rule = next(
        rule for rule in covered("1041000", "1100000", "700000").rules if rule.name == "turnover_rate"
    )
    assert [(branch.label, branch.hits) for branch in rule.branches] == [
        ("below 60%", 0),
        ("60% .. 100%", 1),
        ("100% .. 125%", 2),
        ("from 125%", 0),
    ]
    assert [branch.label for branch in rule.missed] == ["below 60%", "from 125%"]


def test_shares_count_what_was_reached() -> None:
    found = covered("1041000", "1250000")
    assert found.share("segments") == (2, 4)
    reached, there = found.share("rules")
    assert reached == there == len(PLAN.rules) + 1


def test_nothing_is_reached_without_evaluations() -> None:
    found = covered()
    assert found.share("rules")[0] == found.share("branches")[0] == 0
    assert found.grades == (("A", 0), ("B", 0), ("C", 0))


def test_computed_columns_and_limits_are_counted() -> None:
    rules = {rule.name: rule for rule in covered("1041000").rules}
    assert [branch.hits for branch in rules["complaint.charge"].branches] == [1, 2]
    assert [branch.hits for branch in rules["complaints"].branches] == [1]


def test_a_rule_without_value_is_not_reached() -> None:
    found = coverage(PLAN, [evaluate_reference(PLAN, person(peer_review=None))])
    rules = {rule.name: rule.hits for rule in found.rules}
    assert (rules["turnover_rate"], rules["peer"], rules["total"]) == (1, 0, 0)


def test_segments_where_nobody_can_lie_are_not_asked_for() -> None:
    plan = plan_of("""
        input made : count in 1 .. 100
        input faulty : count in 0 .. 100
        require faulty <= made
        records batch {
          faulty : count in 0 .. 100
          made   : count in 1 .. 100
          charge : points = line of made { 1: 0, 10: 5 }
        }
        indicator accuracy { measure 1 - faulty / made; score line { 90%: 0, 100%: 75 } }
        indicator steady { measure faulty / made; score anchored { 0%: 75, each 1% above: -5, at least 0 } }
        scorecard all { accuracy 50%; steady 50% }
    """)
    labels = {
        rule.name: [branch.label for branch in rule.branches if branch.role in ("line", "anchored")]
        for rule in coverage(plan, []).rules
    }
    assert labels["accuracy"] == ["<= 90%", "90% .. 100%"]
    assert labels["steady"] == [">= 0%"]
    assert labels["batch.charge"] == ["<= 1", "1 .. 10", "> 10"]


def test_bounds_that_bind_for_nobody_and_rows_of_the_scorecard_are_not_asked_for() -> None:
    plan = plan_of("""
        input made : points in 0 .. 100
        input head : yes/no
        indicator work { measure made }
        scorecard heads when head { work 100% }
        scorecard others otherwise { work 100% }
        total { at least 0, at most 90 }
        limit low when made < 10 { grade at most B }
        grades { A from 60; B otherwise }
    """)
    rules = {
        rule.name: [branch.label or branch.role for branch in rule.branches]
        for rule in coverage(plan, ()).rules
    }
    assert rules["total"] == ["cap"]
    assert rules["work.weight"] == []
    assert rules["scorecard"] == ["heads", "others"]
    assert rules["provisional_grade"] == ["low", "grade at most B"]
