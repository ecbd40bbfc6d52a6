"""Quotas that contradict one another for every head-count, or for small ones, whatever the scores."""

from collections.abc import Sequence
from fractions import Fraction

from kpi_lang.core.distribution import GradeQuota, GradeShares
from kpi_lang.distribution.clash import can_be_met, smallest_clash
from kpi_lang.distribution.cohort import Cohort, Member
from kpi_lang.distribution.quotas import Quota
from kpi_lang.distribution.resolving import quotas_for
from kpi_lang.lowering.building import Building
from kpi_lang.source import Span

_MOST_TRIED = 60
"""Head-counts tried: beyond them rounding moves a share by less than two in a hundred."""

Asked = Sequence[GradeQuota | GradeShares]


def report_clashes(building: Building, asked: Asked, smallest: int, span: Span) -> None:
    """Reports rules that no cohort can keep together, and those that only cohorts from some size on can."""
    grades = building.environment.grades
    assert grades is not None
    assert grades.choices is not None
    number = len(grades.choices.names)
    sizes = range(max(smallest, 1), max(smallest, 1) + _MOST_TRIED)
    failing = [size for size in sizes if not _can(asked, size, number)]
    if not failing:
        return
    if len(failing) == len(sizes):
        rules = _labels(asked, failing[-1], number)
        building.environment.report("K687", span, rules=rules)
    elif failing[-1] < sizes[-1]:
        rules = _labels(asked, failing[-1], number)
        building.environment.report("K694", span, rules=rules, size=failing[-1] + 1)


def _cohort(size: int, grades: int) -> Cohort:
    """People of different scores who may end with any grade."""
    members = (Member(str(n), (Fraction(n),), 0, 0, grades - 1) for n in range(size))
    return Cohort(tuple(members), grades)


def _can(asked: Asked, size: int, grades: int) -> bool:
    return can_be_met(_cohort(size, grades), quotas_for(asked, size))


def _labels(asked: Asked, size: int, grades: int) -> tuple[str, ...]:
    quotas: tuple[Quota, ...] = smallest_clash(_cohort(size, grades), quotas_for(asked, size))
    return tuple(f"`{asked[rule].label}`" for rule in dict.fromkeys(quota.rule for quota in quotas))
