"""What the checker says of random plans holds for random people, as the reference evaluator tells it."""

from fractions import Fraction

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from kpi_lang.checking.analysis import Analysis
from kpi_lang.checking.check import read_all, rule_intervals
from kpi_lang.checking.rows import check_rows
from kpi_lang.checking.totality import check_totality
from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.nodes import Choose
from kpi_lang.core.children import walk
from kpi_lang.core.plan import Plan
from kpi_lang.evaluate.person import Person
from kpi_lang.evaluate.reference import evaluate_reference
from kpi_lang.evaluate.trace import Trace
from kpi_lang.source import Diagnostics
from tests.checking.drawn import drawn_people, drawn_plans

FAULTS = (Cause.MISSING, Cause.UNDEFINED)


def accepted(trace: Trace) -> bool:
    """Whether binding would accept the person: in scope, every requirement met that could be judged."""
    rejected = any(trace_of.rejected for table in trace.records if table is not None for trace_of in table)
    return trace.scope is True and False not in trace.requirements and not rejected


def answers(analysis: Analysis, trace: Trace) -> None:
    """Every value lies where the analysis says, every absence is one that it names, every arm one that it reaches."""
    for rule in analysis.plan.rules:
        found, value = analysis.rule(rule.name), trace[rule.name]
        match value:
            case Absent(cause=Cause.REJECTED):
                continue
            case Absent(cause=cause):
                assert cause in {absence.cause for absence in found.absences}, (rule.name, value)
            case Fraction():
                assert found.values is not None
                assert found.interval.contains(value), (rule.name, value, found.interval)
            case _:
                assert value in found.members
        for node in walk(rule.expr):
            if isinstance(node, Choose) and isinstance(trace.points[node.point], int):
                assert trace.points[node.point] in analysis.visits[id(node)].arms, (rule.name, node)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_analysis_encloses_what_happens(data: st.DataObject) -> None:
    plan: Plan = data.draw(drawn_plans())
    analysis = Analysis.of(plan)
    read_all(analysis)
    for _ in range(8):
        person: Person = data.draw(drawn_people(plan))
        trace = evaluate_reference(plan, person)
        if accepted(trace):
            event("accepted")
            assert analysis.is_possible
            answers(analysis, trace)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_outputs_of_an_accepted_plan_have_a_value_or_a_declared_no_result(data: st.DataObject) -> None:
    plan: Plan = data.draw(drawn_plans())
    analysis, diagnostics = Analysis.of(plan), Diagnostics()
    if not analysis.is_possible:
        return
    read_all(analysis)
    check_totality(analysis, diagnostics)
    check_rows(analysis, diagnostics)
    if diagnostics.has_errors:
        event("refused")
        return
    event("accepted plan")
    for _ in range(8):
        person: Person = data.draw(drawn_people(plan))
        trace = evaluate_reference(plan, person)
        if accepted(trace):
            for value in trace.values:
                assert not (isinstance(value, Absent) and value.cause in FAULTS)
                assert not (isinstance(value, Absent) and value.reason == "gap")


def test_intervals_are_those_of_the_analysis() -> None:
    from tests.checking.plans import numeric, plan, the

    assert str(rule_intervals(plan(numeric("a", 0, 2), r=the("a") * 3))["r"]) == "[0, 6]"
