"""What a run says of its pools: what is left over, and what could not be shared out."""

from collections.abc import Iterator

from kpi_lang.core.plan import Plan
from kpi_lang.core.printer import print_value
from kpi_lang.evaluate.population.phased import PhasedPopulation
from kpi_lang.evaluate.population.pooling import Pool
from kpi_lang.evaluate.population.sharing import Unshared
from kpi_lang.source import Diagnostic
from kpi_lang.source.figures import exact_text


def pool_findings(population: PhasedPopulation, plan: Plan) -> Iterator[Diagnostic]:
    """A finding for each group whose amount is not shared out to the last step."""
    for key, pool in population.pools:
        group = ", ".join(map(print_value, key)) or plan.title or plan.name
        found = None if pool.waits else _finding(pool, group)
        if found is not None:
            yield found


def _finding(pool: Pool, group: str) -> Diagnostic | None:
    name, place = pool.figure.text, pool.figure.span
    if isinstance(pool.outcome, Unshared):
        return Diagnostic.of("K923", place, help=pool.outcome.value, pool=name, group=group)
    if not pool.rest or pool.amount is None:
        return None
    help = "caps" if pool.total else "nobody"
    amount, rest = exact_text(pool.amount), exact_text(pool.rest)
    return Diagnostic.of("K922", place, help=help, pool=name, group=group, amount=amount, rest=rest)
