"""The whole compiler on one screen: each stage takes the tree of the one before and adds to the findings.

No disk, no clock: sources come in as text, and imported modules through the loader that is passed in.
"""

from collections.abc import Mapping

from kpi_lang.checking import check_plan, check_rollup
from kpi_lang.core.invariants import check_invariants
from kpi_lang.core.plan import Plan
from kpi_lang.data.supplied import Override
from kpi_lang.lowering import lower
from kpi_lang.resolved import resolve
from kpi_lang.resolved.amending import Loader
from kpi_lang.resolved.clauses import with_clauses
from kpi_lang.source import Diagnostic, Diagnostics, SourceFile
from kpi_lang.syntax import parse


def compile_source(
    source: SourceFile, loader: Loader, overrides: Mapping[str, Override] | None = None
) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """The plan of a policy, None if any finding is an error, and the findings in reading order.

    ``overrides`` gives parameters other values by name, as a person would write them or as tables.
    """
    diagnostics = Diagnostics()
    module = parse(source, diagnostics)
    program = resolve(module, loader, diagnostics)
    plan = lower(program, overrides or {}, diagnostics)
    if not diagnostics.has_errors:
        check_invariants(plan)
        check_plan(plan, diagnostics)
        for rollup in plan.rollups:
            check_invariants(rollup.plan)
            check_rollup(rollup.plan, diagnostics)
    found = with_clauses(diagnostics.sorted(), program.clauses)
    return None if diagnostics.has_errors else plan, found
