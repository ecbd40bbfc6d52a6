"""Cuts: what a distribution is decided by, with what each position of a cut costs and how many it puts on top.

Classes of equal order stand in a row, the best first. Cut j lies after so many classes; those before it are above
it, that is, among the top j + 1 grades as far as their bounds allow. A person's grade is the number of cuts
before the person, brought within the person's bounds. Cuts lie in order: cut j is never after cut j + 1.

Head-counts and costs of one cut do not depend on the others, which makes the search below fast:

- ``above[j][c]``: heads that end in the top j + 1 grades if cut j lies after c classes;
- ``costs[j][c]``: people moved, then people moved down, then steps, as one number (the first outweighs the rest).
"""

from itertools import accumulate

from attrs import frozen

from kpi_lang.distribution.cohort import Cohort, Member


@frozen
class Cuts:
    """The tables of a cohort. ``size`` is the number of classes, so that cuts lie at 0 .. size."""

    size: int
    above: tuple[tuple[int, ...], ...]
    costs: tuple[tuple[int, ...], ...]
    total: int
    """The heads that count for quotas."""

    @property
    def number(self) -> int:
        """How many cuts there are: one fewer than grades."""
        return len(self.above)


def cuts_of(cohort: Cohort) -> Cuts:
    """The tables of a cohort."""
    classes = cohort.classes
    weights = _weights(cohort)
    tables = [_one_cut(classes, cut, weights) for cut in range(cohort.grades - 1)]
    return Cuts(
        len(classes),
        tuple(above for above, _ in tables),
        tuple(costs for _, costs in tables),
        cohort.graded,
    )


def grades_at(cohort: Cohort, cuts: tuple[int, ...]) -> dict[str, int]:
    """The grade of each person, by key, with the cuts at these positions."""
    found = {}
    for place, tied in enumerate(cohort.classes):
        grade = sum(cut <= place for cut in cuts)
        for member in tied:
            found[member.key] = min(max(grade, member.best), member.worst)
    return found


def _weights(cohort: Cohort) -> tuple[int, int, int]:
    """What a person moved, a person moved down and a step weigh: no sum of the later reaches one of the earlier."""
    step = 1
    demotion = len(cohort.members) * cohort.grades + 1
    return demotion * (len(cohort.members) + 1), demotion, step


def _one_cut(
    classes: tuple[tuple[Member, ...], ...], cut: int, weights: tuple[int, int, int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Heads and costs of one cut at each position: from none above it, class by class."""
    fixed = 0
    rises: list[int] = []
    changes: list[int] = []
    none_above = 0
    for tied in classes:
        rise = change = 0
        for member in tied:
            if member.best <= cut < member.worst:
                inside, outside = _costs_of(member, cut, weights)
                rise += member.counts
                change += inside - outside
                none_above += outside
            elif member.worst <= cut:
                fixed += member.counts
        rises.append(rise)
        changes.append(change)
    return tuple(accumulate(rises, initial=fixed)), tuple(accumulate(changes, initial=none_above))


def _costs_of(member: Member, cut: int, weights: tuple[int, int, int]) -> tuple[int, int]:
    """What it costs to have a person above a cut, and below it.

    Who starts above and ends below goes down a step at this cut. A person's move counts where the person leaves
    the grade started from: down at the cut below it, up at the cut above it.
    """
    moved, demoted, step = weights
    if member.start <= cut:
        return 0, step + (moved + demoted if member.start == cut else 0)
    return step + (moved if member.start == cut + 1 else 0), 0
