"""Why quotas cannot be met: the fewest of them that already clash, and whether ties are to blame."""

from collections.abc import Sequence
from itertools import combinations

from attrs import frozen

from kpi_lang.distribution.cohort import Cohort
from kpi_lang.distribution.cuts import cuts_of
from kpi_lang.distribution.forms import form_of
from kpi_lang.distribution.optimum import best_cuts
from kpi_lang.distribution.quotas import Quota

_MOST_COMBINED = 10
"""Beyond so many quotas the smallest set is looked for by leaving out one after the other."""


@frozen
class Clash:
    """``rules``: a smallest set of rules that no allowed move meets together; of equally small ones the earliest.

    ``ties``: whether the rules could be met if people of equal order were told apart.
    """

    rules: tuple[int, ...]
    ties: bool


def can_be_met(cohort: Cohort, quotas: Sequence[Quota]) -> bool:
    """Whether some allowed move meets all quotas."""
    cuts = cuts_of(cohort)
    return best_cuts(cuts, [form_of(quota, cuts) for quota in quotas]) is not None


def clash_of(cohort: Cohort, quotas: Sequence[Quota]) -> Clash:
    """The clash among quotas that cannot be met."""
    return Clash(
        tuple(dict.fromkeys(quota.rule for quota in smallest_clash(cohort, quotas))),
        can_be_met(cohort.separated(), quotas),
    )


def smallest_clash(cohort: Cohort, quotas: Sequence[Quota]) -> tuple[Quota, ...]:
    """The fewest of some quotas, which cannot be met together, that cannot be met either."""
    if len(quotas) <= _MOST_COMBINED:
        for size in range(1, len(quotas)):
            for some in combinations(quotas, size):
                if not can_be_met(cohort, some):
                    return some
        return tuple(quotas)
    kept = tuple(quotas)
    for quota in quotas:
        without = tuple(other for other in kept if other is not quota)
        if not can_be_met(cohort, without):
            kept = without
    return kept
