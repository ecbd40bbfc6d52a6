"""Calibration of one cohort: the grades that meet its quotas with the fewest moves, or why there are none.

Of all ways to place the cuts between distinct orders, the one with the fewest people moved; of these the one with
the fewest moved down; of these the fewest steps; of these the one that gives better grades to those ahead. So the
result is unique and does not depend on the order of rows. Where the quotas are met already, nobody is moved.
"""

from collections.abc import Iterable, Sequence

from attrs import frozen

from kpi_lang.distribution.clash import Clash, clash_of
from kpi_lang.distribution.cohort import Cohort, Member, counted
from kpi_lang.distribution.cuts import Cuts, cuts_of, grades_at
from kpi_lang.distribution.forms import form_of
from kpi_lang.distribution.optimum import best_cuts
from kpi_lang.distribution.quotas import Quota


@frozen
class Move:
    """A person moved: from which grade to which, the rules without any one of which the person would stay.

    If no single rule is to blame, ``rules`` are all that are about the grades passed. ``ahead`` and ``behind`` are the
    next people in the order who count, None at its ends: those tied with the person are neither.
    """

    key: str
    start: int
    end: int
    rules: tuple[int, ...]
    ahead: str | None
    behind: str | None


@frozen
class Guarded:
    """The quotas can be met, but only by moving more people down than the policy lets be moved."""

    needed: int
    most: int


@frozen
class Calibration:
    """What became of a cohort. ``grades``: those proposed, by key; those started from if there is an ``obstacle``.

    ``broken`` are the rules that the grades started from break.
    """

    grades: dict[str, int]
    moves: tuple[Move, ...]
    broken: tuple[int, ...]
    obstacle: Clash | Guarded | None


def calibrated(cohort: Cohort, quotas: Sequence[Quota], most_demoted: int | None = None) -> Calibration:
    """The calibration of a cohort; ``most_demoted`` is how many people may be moved down."""
    start = cohort.start
    counts = counted(cohort, start)
    broken = tuple(dict.fromkeys(quota.rule for quota in quotas if not quota.met(counts)))
    if not broken:
        return Calibration(start, (), (), None)
    cuts = cuts_of(cohort)
    found = _proposal(cohort, cuts, quotas)
    if found is None:
        return Calibration(start, (), broken, clash_of(cohort, quotas))
    demoted = sum(found[key] > grade for key, grade in start.items())
    if most_demoted is not None and demoted > most_demoted:
        return Calibration(start, (), broken, Guarded(demoted, most_demoted))
    return Calibration(found, _moves(cohort, cuts, quotas, found), broken, None)


def _proposal(cohort: Cohort, cuts: Cuts, quotas: Sequence[Quota]) -> dict[str, int] | None:
    """The grades that meet the quotas best; None if nothing allowed meets them."""
    start = cohort.start
    counts = counted(cohort, start)
    if all(quota.met(counts) for quota in quotas):
        return start
    at = best_cuts(cuts, [form_of(quota, cuts) for quota in quotas])
    return None if at is None else grades_at(cohort, at)


def _moves(cohort: Cohort, cuts: Cuts, quotas: Sequence[Quota], found: dict[str, int]) -> tuple[Move, ...]:
    """Everybody moved, those ahead first."""
    without = {
        rule: _proposal(cohort, cuts, [quota for quota in quotas if quota.rule != rule])
        for rule in dict.fromkeys(quota.rule for quota in quotas)
    }
    moves = []
    classes = cohort.classes
    for place, tied in enumerate(classes):
        ahead = _first(member for tied in reversed(classes[:place]) for member in reversed(tied))
        behind = _first(member for tied in classes[place + 1 :] for member in tied)
        for member in tied:
            end = found[member.key]
            if end != member.start:
                rules = _blamed(member, end, quotas, without)
                moves.append(Move(member.key, member.start, end, rules, ahead, behind))
    return tuple(moves)


def _first(members: Iterable[Member]) -> str | None:
    """The key of the first who counts, None if nobody does."""
    return next((member.key for member in members if member.counts), None)


def _blamed(
    member: Member, end: int, quotas: Sequence[Quota], without: dict[int, dict[str, int] | None]
) -> tuple[int, ...]:
    """The rules but for which a person would be nearer the grade started from.

    Failing that, the rules about the grades passed; or all, where a person only follows others in the order.
    """
    freeing = tuple(
        rule
        for rule, grades in without.items()
        if grades is not None and abs(grades[member.key] - member.start) < abs(end - member.start)
    )
    if freeing:
        return freeing
    touched = range(min(member.start, end), max(member.start, end))
    passed = tuple(
        dict.fromkeys(
            quota.rule
            for quota in quotas
            if any((grade in quota.grades) != (grade + 1 in quota.grades) for grade in touched)
        )
    )
    return passed or tuple(dict.fromkeys(quota.rule for quota in quotas))
