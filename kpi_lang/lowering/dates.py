"""Whether a policy reads the dates of the run, so that a run without them can say so at once."""

from collections.abc import Iterable, Iterator

from kpi_lang.core.children import walk
from kpi_lang.core.nodes import Expr, InputRef
from kpi_lang.core.plan import RUN_DATES, RecordsPlan, Requirement, Rule


def reads_run_dates(
    rules: Iterable[Rule],
    applies: Expr | None,
    requirements: Iterable[Requirement],
    tables: Iterable[RecordsPlan],
) -> bool:
    """True if any expression reads ``as_of``, ``period_start`` or ``period_end``."""
    return any(
        isinstance(node, InputRef) and node.name in RUN_DATES
        for expr in _expressions(rules, applies, requirements, tables)
        for node in walk(expr)
    )


def _expressions(
    rules: Iterable[Rule],
    applies: Expr | None,
    requirements: Iterable[Requirement],
    tables: Iterable[RecordsPlan],
) -> Iterator[Expr]:
    if applies is not None:
        yield applies
    yield from (rule.expr for rule in rules)
    yield from (requirement.condition for requirement in requirements)
    for table in tables:
        yield from (rule.expr for rule in table.rules)
        yield from (requirement.condition for requirement in table.requirements)
