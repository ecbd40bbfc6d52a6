"""The one way in: every check of a lowered plan, and for others the intervals and the idle segments of its rules."""

from collections.abc import Mapping

from kpi_lang.checking.analysis import Analysis
from kpi_lang.checking.classes import check_deduction_only
from kpi_lang.checking.coverage import check_scorecards
from kpi_lang.checking.lints import check_settled, idle_bounds
from kpi_lang.checking.rows import check_rows
from kpi_lang.checking.totality import check_totality
from kpi_lang.checking.unused import check_unused
from kpi_lang.core.nodes import ChooseRole, FieldRef
from kpi_lang.core.plan import Plan
from kpi_lang.source import Diagnostic, Diagnostics
from kpi_lang.values.domains import Interval


def check_plan(plan: Plan, diagnostics: Diagnostics) -> None:
    """Report what keeps a plan from giving everybody a value or a declared `no result`, and what says nothing.

    The plan meets the invariants of ``core.invariants``. If no error is reported, every output of every row that
    binding accepts is a value or a declared `no result`, within the limits on digits and dates.
    """
    check_unused(plan, diagnostics)
    analysis = Analysis.of(plan)
    if not analysis.is_possible:
        span = None if plan.applies is None else plan.applies.span
        diagnostics.add(Diagnostic.of("K760", span))
        return
    read_all(analysis)
    check_totality(analysis, diagnostics)
    check_rows(analysis, diagnostics)
    check_scorecards(analysis, diagnostics)
    check_deduction_only(analysis, diagnostics)
    check_settled(analysis, diagnostics)


def check_rollup(plan: Plan, diagnostics: Diagnostics) -> None:
    """Report what keeps a roll-up from giving everybody a value or a declared `no result`.

    Its rows and scorecards are those of the policy, which are checked there.
    """
    analysis = Analysis.of(plan)
    if analysis.is_possible:
        read_all(analysis)
        check_totality(analysis, diagnostics)


def rule_intervals(plan: Plan) -> Mapping[str, Interval]:
    """Where the numbers of each rule lie, whenever it has a value; computed columns as ``records.column``.

    Rules that give no numbers, and rules that never have a value, are left out. Dates are not numbers here.
    """
    analysis = Analysis.of(plan)
    found: dict[str, Interval] = {}
    for table in plan.records:
        for rule in table.rules:
            possible = analysis.column(FieldRef(table.name, rule.name, rule.kind))
            if possible is not None and rule.kind.is_number and isinstance(possible.values, Interval):
                found[f"{table.name}.{rule.name}"] = possible.values
    for rule in plan.rules:
        values = analysis.rule(rule.name).values
        if rule.kind.is_number and isinstance(values, Interval):
            found[rule.name] = values
    return found


def unreached_segments(plan: Plan) -> frozenset[tuple[str, int, int]]:
    """Segments of curves where the measure of nobody can lie: rule (`records.column` for a column), choice, segment.

    Above 100% for a share, say. Rows that the author wrote are not among them: of those the checker warns. Caps and
    floors that bind for nobody are, with the segment 1: some stand there as the ends of grades.
    """
    analysis = Analysis.of(plan)
    if not analysis.is_possible:
        return frozenset()
    read_all(analysis)
    segments = (
        (visit.rule, visit.choose.point, index)
        for visit in analysis.visits.values()
        if visit.choose.role in (ChooseRole.LINE, ChooseRole.ANCHORED)
        for index in range(len(visit.choose.arms))
        if index not in visit.arms
    )
    return frozenset((*segments, *((rule, point, 1) for rule, point in idle_bounds(analysis))))


def read_all(analysis: Analysis) -> None:
    """Find what every computed column and every rule may be, in plan order."""
    for table in analysis.plan.records:
        for rule in table.rules:
            analysis.column(FieldRef(table.name, rule.name, rule.kind))
    for rule in analysis.plan.rules:
        analysis.rule(rule.name)
