"""What the checker says of random plans holds for random people, as the reference evaluator tells it."""

from fractions import Fraction

import pytest

from kpi_lang.checking.analysis import Analysis
from kpi_lang.checking.check import read_all
from kpi_lang.checking.rows import check_rows
from kpi_lang.checking.totality import check_totality
from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.children import walk
from kpi_lang.core.nodes import Choose
from kpi_lang.evaluate.reference import evaluate_reference
from kpi_lang.evaluate.trace import Trace
from kpi_lang.source import Diagnostics
from tests.checking.drawn import Case

FAULTS = (Cause.MISSING, Cause.UNDEFINED)
PLANS, PEOPLE = 1_500, 12


def accepted(case: Case) -> list[Trace]:
    """People whom binding would accept: in scope, every requirement met that could be judged."""
    traces = [evaluate_reference(case.plan, case.person()) for _ in range(PEOPLE)]
    return [t for t in traces if t.scope is True and False not in t.requirements and not _is_rejected(t)]


def _is_rejected(trace: Trace) -> bool:
    return any(record.rejected for table in trace.records if table is not None for record in table)


def disagreement(analysis: Analysis, trace: Trace) -> str | None:
    """The first value, absence or arm that the analysis holds to be impossible."""
    for rule in analysis.plan.rules:
        found, value = analysis.rule(rule.name), trace[rule.name]
        match value:
            case Absent(cause=Cause.REJECTED):
                continue
            case Absent(cause=cause):
                if cause not in {absence.cause for absence in found.absences}:
                    return f"{rule.name}: {value}"
            case Fraction():
                if found.values is None or not found.interval.contains(value):
                    return f"{rule.name} = {value}, not in {found.values}"
            case _:
                if value not in found.members:
                    return f"{rule.name} = {value}"
        for node in walk(rule.expr):
            if isinstance(node, Choose) and isinstance(trace.points[node.point], int):
                if trace.points[node.point] not in analysis.visits[id(node)].arms:
                    return f"{rule.name}: an arm was taken that is never reached"
    return None


@pytest.mark.parametrize("block", range(4))
def test_the_analysis_encloses_what_happens(block: int) -> None:
    people = 0
    for seed in range(block * PLANS, (block + 1) * PLANS):
        case = Case(seed)
        analysis = Analysis.of(case.plan)
        read_all(analysis)
        for trace in accepted(case):
            people += 1
            assert analysis.is_possible, seed
            assert disagreement(analysis, trace) is None, seed
    assert people > PLANS


@pytest.mark.parametrize("block", range(4))
def test_outputs_of_an_accepted_plan_have_a_value_or_a_declared_no_result(block: int) -> None:
    judged = 0
    for seed in range(block * PLANS, (block + 1) * PLANS):
        case = Case(seed)
        analysis, diagnostics = Analysis.of(case.plan), Diagnostics()
        if not analysis.is_possible:
            continue
        read_all(analysis)
        check_totality(analysis, diagnostics)
        check_rows(analysis, diagnostics)
        if diagnostics.has_errors:
            continue
        for trace in accepted(case):
            judged += 1
            absent = [value for value in trace.values if isinstance(value, Absent)]
            assert not [a for a in absent if a.cause in FAULTS or a.reason == "gap"], seed
    assert judged > PLANS
