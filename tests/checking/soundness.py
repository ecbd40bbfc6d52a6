"""Whether what the checker says of one random plan holds for random people, as the reference evaluator tells it."""

from collections.abc import Iterator
from fractions import Fraction

from kpi_lang.checking.analysis import Analysis
from kpi_lang.checking.check import read_all
from kpi_lang.checking.rows import check_rows
from kpi_lang.checking.totality import check_totality
from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.children import walk
from kpi_lang.core.nodes import Choose
from kpi_lang.core.plan import Rule
from kpi_lang.evaluate.reference import evaluate_reference
from kpi_lang.evaluate.trace import Trace
from kpi_lang.source import Diagnostics
from tests.checking.drawn import Case

FAULTS = (Cause.MISSING, Cause.UNDEFINED)


def people(case: Case, number: int) -> list[Trace]:
    """Those of some random people whom binding would accept: in scope, every requirement met that can be judged."""
    traces = [evaluate_reference(case.plan, case.person()) for _ in range(number)]
    return [t for t in traces if t.scope is True and False not in t.requirements and not _is_rejected(t)]


def _is_rejected(trace: Trace) -> bool:
    return any(record.rejected for table in trace.records if table is not None for record in table)


def judged(seed: int, number: int = 12) -> tuple[int, list[str]]:
    """How many people the plan of a seed was tried on, and everything that the checker was wrong about."""
    case = Case(seed)
    analysis, diagnostics = Analysis.of(case.plan), Diagnostics()
    read_all(analysis)
    check_totality(analysis, diagnostics)
    check_rows(analysis, diagnostics)
    found = people(case, number)
    wrong = [text for trace in found for text in _mistakes(analysis, trace)]
    if found and not analysis.is_possible:
        wrong.append("the policy applies to somebody")
    if not diagnostics.has_errors:
        wrong += [text for trace in found for text in _broken_promises(trace)]
    return len(found), [f"seed {seed}: {text}" for text in wrong]


def _mistakes(analysis: Analysis, trace: Trace) -> Iterator[str]:
    for rule in analysis.plan.rules:
        if not _is_foreseen(analysis, rule, trace):
            yield f"{rule.name} = {trace[rule.name]}, not in {analysis.rule(rule.name).values}"
        for node in walk(rule.expr):
            taken = trace.points[node.point] if isinstance(node, Choose) else None
            if isinstance(taken, int) and taken not in analysis.visits[id(node)].arms:
                yield f"{rule.name}: arm {taken} was taken, but is never reached"


def _is_foreseen(analysis: Analysis, rule: Rule, trace: Trace) -> bool:
    found, value = analysis.rule(rule.name), trace[rule.name]
    match value:
        case Absent(cause=Cause.REJECTED):
            return True
        case Absent(cause=cause):
            return cause in {absence.cause for absence in found.absences}
        case Fraction():
            return found.values is not None and found.interval.contains(value)
        case _:
            return value in found.members


def _broken_promises(trace: Trace) -> Iterator[str]:
    for value in trace.values:
        if isinstance(value, Absent) and (value.cause in FAULTS or value.reason == "gap"):
            yield f"accepted, but an output is {value}"
