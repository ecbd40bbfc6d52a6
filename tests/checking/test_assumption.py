"""What is known once a condition turned out one way, case by case."""

from kpi_lang.checking import assumption
from kpi_lang.checking.analysis import Analysis
from kpi_lang.core.nodes import Compare, ComparisonOperator, Const, RuleRef
from kpi_lang.values.kinds import YES_NO
from tests.verify.policies import plan_of

LIMITED = """
input late : count in 0 .. 100
input score : points in 0 .. 100
total = score
grades { A from 80; B from 60; C else }
limit often when late > 10 or late = 7 { grade at most B }
"""


def test_a_choice_of_several_that_fails_is_no_case_of_its_success() -> None:
    """None of `late > 10 or late = 7` holds for somebody with an A; the closer look once took that for impossible."""
    analysis = Analysis.of(plan_of(LIMITED))
    rule = analysis.plan.rule("provisional_grade")
    is_best = Compare(ComparisonOperator.EQUAL, RuleRef(rule.name, rule.kind), Const("A", rule.kind), YES_NO)
    best = analysis.assume(is_best, True, analysis.base)
    assert best is not None
    assert not analysis.refuted(best)


def test_the_cases_of_a_failed_choice_of_several_leave_none_of_it() -> None:
    analysis = Analysis.of(plan_of(LIMITED))
    often = analysis.plan.rule("often").expr
    (case,) = assumption.cases(analysis, (often, frozenset({False})), analysis.base)
    assert case.facts.bounds != analysis.base.facts.bounds
