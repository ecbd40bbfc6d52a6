"""A cohort: people in order, the grade each starts from, and between which grades each may end.

Grades are numbered from 0, the best. Everything here is exact and independent of the order in which people come.
"""

from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from attrs import frozen

Order: TypeAlias = tuple[Fraction | None, ...]
"""What people are ordered by, first key first: the larger is ahead; without a value one comes last."""


@frozen
class Member:
    """One person of a cohort. ``best`` ≤ ``start`` ≤ ``worst`` bound the grade that the person can end with.

    Directions, vetoes, limits and exemption are in the bounds: an exempt person has all three alike. ``counts``:
    whether the person is in the head-count that shares are taken of, and counts for a grade's quota.
    """

    key: str
    order: Order
    start: int
    best: int
    worst: int
    counts: bool = True

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.best <= self.start <= self.worst:
            raise ValueError(f"{self.key}: the grade a person starts from lies between the bounds")


def _rank(order: Order) -> tuple[tuple[bool, Fraction], ...]:
    return tuple((value is not None, value or Fraction(0)) for value in order)


@frozen(slots=False)
class Cohort:
    """The people whose grades are distributed together, among ``grades`` grades.

    ``beside``: heads without a grade that the shares are taken of all the same, such as people not appraised.
    """

    members: tuple[Member, ...]
    grades: int
    beside: int = 0

    @property
    def headcount(self) -> int:
        """The head-count that shares are taken of."""
        return self.graded + self.beside

    @property
    def graded(self) -> int:
        """How many people count for a grade's quota."""
        return sum(member.counts for member in self.members)

    @cached_property
    def classes(self) -> tuple[tuple[Member, ...], ...]:
        """People of equal order together, those ahead first; the tied stand by their keys."""
        found: dict[tuple[tuple[bool, Fraction], ...], list[Member]] = {}
        for member in self.members:
            found.setdefault(_rank(member.order), []).append(member)
        return tuple(
            tuple(sorted(found[rank], key=lambda member: member.key)) for rank in sorted(found, reverse=True)
        )

    @property
    def start(self) -> dict[str, int]:
        """The grades that people start from, by key."""
        return {member.key: member.start for member in self.members}

    def separated(self) -> "Cohort":
        """The cohort with its ties broken: those with more room first, then by key."""
        members = []
        ahead = len(self.members)
        for tied in self.classes:
            for member in sorted(tied, key=lambda one: (one.start, one.best, -one.worst, one.key)):
                ahead -= 1
                members.append(
                    Member(
                        member.key,
                        (Fraction(ahead),),
                        member.start,
                        member.best,
                        member.worst,
                        member.counts,
                    )
                )
        return Cohort(tuple(members), self.grades, self.beside)


def counted(cohort: Cohort, grades: dict[str, int]) -> tuple[int, ...]:
    """How many heads that count have each grade."""
    found = [0] * cohort.grades
    for member in cohort.members:
        found[grades[member.key]] += member.counts
    return tuple(found)
