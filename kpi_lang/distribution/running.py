"""Everybody's grades in a run: look at people, propose, settle, and look again at those who waited for others."""

from collections.abc import Callable, Mapping

from attrs import frozen

from kpi_lang.core.absent import WAITING, Absent
from kpi_lang.core.distribution import PROPOSED, SETTLED, STATE, Applied
from kpi_lang.core.plan import Plan
from kpi_lang.data.approvals import Approvals
from kpi_lang.data.schema import Value
from kpi_lang.distribution.findings import findings_of
from kpi_lang.distribution.proposals import Appraisee, proposals
from kpi_lang.distribution.settlement import Settled, SettledCohort, people_settled, settled
from kpi_lang.source import Diagnostic, Diagnostics

Supplied = Mapping[str, Value | None]
"""What a run gives back to the evaluators for one person, by the name of the input."""


@frozen
class Looked:
    """Everybody as evaluated with what is supplied so far: those with results, and those whose data cannot be used.

    A rejected person of whom nothing is known, not even the cohort, is None.
    """

    accepted: tuple[Appraisee, ...]
    rejected: tuple[Appraisee | None, ...]


@frozen
class Distributed:
    """What a distribution came to."""

    cohorts: tuple[SettledCohort, ...]
    people: Mapping[str, Settled]
    findings: tuple[Diagnostic, ...]

    def supplied(self, key: str) -> Supplied:
        """What the evaluators are given for a person."""
        return supplied(self.people.get(key))


def supplied(person: Settled | None) -> Supplied:
    """The inputs of a person whose grade is settled, or of one whose grade is not."""
    if person is None:
        return {}
    state = None if person.state is None else person.state.value
    return {PROPOSED: person.proposed, SETTLED: person.grade, STATE: state}


def distributed(
    plan: Plan, look: Callable[[Callable[[str], Supplied]], Looked], approvals: Approvals
) -> Distributed:
    """The grades of everybody. ``look`` evaluates people with what is supplied by key.

    People whose provisional grade depends on the grades of others, as heads' on those of their staff, are distributed
    once the others are. Those left wait for one another and stay without a grade.
    """
    assert plan.distribution is not None
    found = Distributed((), {}, ())
    while True:
        looked = look(found.supplied)
        diagnostics = Diagnostics()
        proposed = proposals(plan, looked.accepted, looked.rejected)
        cohorts = settled(plan, proposed, approvals, diagnostics)
        diagnostics.extend(findings_of(plan, proposed))
        before = found.people
        found = Distributed(cohorts, people_settled(plan, cohorts), diagnostics.sorted())
        waiting = any(_waits(person) for person in looked.accepted)
        if not waiting or found.people == before or plan.distribution.applied is Applied.REPORTED:
            return found


def _waits(person: Appraisee) -> bool:
    grade = person.value("provisional_grade")
    return isinstance(grade, Absent) and grade.cause in WAITING
