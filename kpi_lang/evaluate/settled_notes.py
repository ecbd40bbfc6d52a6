"""What a distribution and its approval did to somebody's grade, for the person's trace."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from kpi_lang.core.distribution import Distribution
from kpi_lang.core.plan import Plan, Stage
from kpi_lang.data.schema import Value
from kpi_lang.distribution.calibration import Move
from kpi_lang.distribution.cohort import counted
from kpi_lang.distribution.resolving import quota_label
from kpi_lang.distribution.settlement import SettledCohort
from kpi_lang.evaluate.trace import Note

_MOST_NAMED = 5
"""People named of those who are level with somebody."""

Facts = tuple[tuple[str, Value], ...]


def settled_notes(plan: Plan, cohorts: Sequence[SettledCohort]) -> Mapping[str, tuple[Note, ...]]:
    """The notes of everybody who was moved, or whose grade was approved, by key.

    Facts of a move: ``cohort``, ``headcount``, ``place`` in the order, ``from``, ``to``; ``level``, how many others are
    level with the person, and ``with`` for the first of these; for each rule to blame ``rule``, ``least``, ``most`` and
    ``number`` before; ``ahead`` and ``behind`` with their grades after.
    Facts of an approval: ``approver``, ``date``, ``from`` and ``reason`` of a grade that was edited.
    """
    asked = plan.distribution
    if asked is None:
        return {}
    grades = [spec.name for spec in plan.grades]
    found: dict[str, tuple[Note, ...]] = {}
    for cohort in cohorts:
        places = _places(cohort)
        headcount = cohort.proposal.cohort.headcount
        before = counted(cohort.proposal.cohort, cohort.proposal.cohort.start)
        for move in cohort.proposal.calibration.moves:
            facts = tuple(_move(asked, cohort, move, grades, places[move.key], headcount, before))
            found[move.key] = (Note(Stage.CALIBRATE, "proposed_grade", facts),)
        if cohort.state is None:
            for key in cohort.grades:
                approved = tuple(_approval(cohort, key, grades))
                if approved:
                    note = Note(Stage.APPROVE, "grade", approved)
                    found[key] = (*found.get(key, ()), note)
    return found


@frozen
class _Place:
    """A place in the order of a cohort, and who share it."""

    number: int
    tied: tuple[str, ...]


def _places(cohort: SettledCohort) -> dict[str, _Place]:
    """Where each person stands in the order of the cohort."""
    found: dict[str, _Place] = {}
    ahead = 0
    for tied in cohort.proposal.cohort.classes:
        place = _Place(ahead + 1, tuple(member.key for member in tied))
        found |= dict.fromkeys(place.tied, place)
        ahead += len(tied)
    return found


def _move(
    asked: Distribution,
    cohort: SettledCohort,
    move: Move,
    grades: list[str],
    place: _Place,
    headcount: int,
    before: Sequence[int],
) -> Iterator[tuple[str, Value]]:
    proposal = cohort.proposal
    yield "cohort", proposal.name
    yield "headcount", Fraction(headcount)
    yield "place", Fraction(place.number)
    yield "from", grades[move.start]
    yield "to", grades[move.end]
    if len(place.tied) > 1:
        yield "level", Fraction(len(place.tied) - 1)
        others = [key for key in place.tied[: _MOST_NAMED + 1] if key != move.key]
        yield from (("with", other) for other in others[:_MOST_NAMED])
    for quota in proposal.quotas:
        if quota.rule in move.rules:
            yield "rule", quota_label(asked, proposal.quotas, quota, grades)
            yield "least", Fraction(quota.least)
            yield "most", Fraction(quota.most)
            yield "number", Fraction(quota.number(before))
    for side, key in (("ahead", move.ahead), ("behind", move.behind)):
        if key is not None:
            yield side, key
            yield f"{side} grade", grades[proposal.calibration.grades[key]]


def _approval(cohort: SettledCohort, key: str, grades: list[str]) -> Iterator[tuple[str, Value]]:
    for decision in cohort.decisions:
        yield "approver", decision.approver
        if decision.on is not None:
            yield "date", decision.on
    edit = cohort.edits.get(key)
    if edit is not None:
        yield "from", grades[cohort.proposal.calibration.grades[key]]
        yield "to", edit.grade
        yield "reason", edit.reason
