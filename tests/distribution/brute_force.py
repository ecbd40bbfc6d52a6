"""What calibration must find, by trying everything: the meaning written once more, without cuts' tables."""

from itertools import combinations_with_replacement

from kpi_lang.distribution.cohort import Cohort, Member
from tests.distribution.drawn import Case

Grades = dict[str, int]


def classes(cohort: Cohort) -> list[list[Member]]:
    """Tied people together, those ahead first."""
    keys = sorted({place(member) for member in cohort.members})
    return [[member for member in cohort.members if place(member) == key] for key in keys]


def place(member: Member) -> tuple[tuple[int, int], ...]:
    """What people are sorted by, those ahead first."""
    return tuple((1, 0) if value is None else (0, -int(value)) for value in member.order)


def best(case: Case) -> Grades | None:
    """The best of all proposals that meet the quotas."""
    start = {member.key: member.start for member in case.cohort.members}
    if meets(case, start):
        return start
    found = [grades for grades in _proposals(case.cohort) if meets(case, grades)]
    return min(found, key=lambda grades: measure(case, grades)) if found else None


def _proposals(cohort: Cohort) -> list[Grades]:
    """Everything that one line of grades for the classes, never better behind, leads to within the bounds."""
    rows = classes(cohort)
    return [
        {
            member.key: min(max(grade, member.best), member.worst)
            for grade, tied in zip(line, rows, strict=True)
            for member in tied
        }
        for line in combinations_with_replacement(range(cohort.grades), len(rows))
    ]


def meets(case: Case, grades: Grades) -> bool:
    """Whether grades keep every quota."""
    return all(
        quota.least
        <= sum(member.counts and grades[member.key] in quota.grades for member in case.cohort.members)
        <= quota.most
        for quota in case.quotas
    )


def measure(case: Case, grades: Grades) -> tuple[int, int, int, list[list[int]]]:
    """People moved, people moved down, steps, and the grades in order; the least is the best."""
    steps = [grades[member.key] - member.start for member in case.cohort.members]
    return (
        sum(step != 0 for step in steps),
        sum(step > 0 for step in steps),
        sum(map(abs, steps)),
        [
            [grades[member.key] for member in sorted(tied, key=lambda one: one.key)]
            for tied in classes(case.cohort)
        ],
    )
