"""From proposals to grades: what is settled at once, what awaits approval, and what approvals changed."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import define, field, frozen

from kpi_lang.core.distribution import State
from kpi_lang.core.plan import Plan
from kpi_lang.data.approvals import Approvals, Decision, Edit
from kpi_lang.distribution.cohort import counted
from kpi_lang.distribution.proposals import CohortProposal
from kpi_lang.source import Diagnostic, Diagnostics
from kpi_lang.source.nearest import nearest


@frozen
class Settled:
    """What a person gets: the proposed grade, the grade if it is settled, or why it is not.

    ``reason`` is why the grade was edited.
    """

    proposed: str
    grade: str | None
    state: State | None
    reason: str | None = None


@frozen
class SettledCohort:
    """A cohort with what was decided about it and the grades that stand; by key."""

    proposal: CohortProposal
    decisions: tuple[Decision, ...]
    state: State | None
    grades: Mapping[str, int]
    edits: Mapping[str, Edit]
    period: str = ""
    """The period that was appraised, empty if none was named."""

    @property
    def counts(self) -> tuple[int, ...]:
        """How many heads that count have each grade now."""
        return counted(self.proposal.cohort, dict(self.grades))


def settled(
    plan: Plan, proposals: Sequence[CohortProposal], approvals: Approvals, diagnostics: Diagnostics
) -> tuple[SettledCohort, ...]:
    """Every cohort after approvals; what is wrong with those, or with a cohort, is reported."""
    settling = _Settling(plan, _sound(plan, proposals, approvals, diagnostics), diagnostics)
    return tuple(settling.cohort(proposal) for proposal in proposals)


def _sound(
    plan: Plan, proposals: Sequence[CohortProposal], approvals: Approvals, diagnostics: Diagnostics
) -> Approvals:
    """The approvals, or none at all if anything of them is wrong: half a decision would be another one."""
    findings = [*approvals.findings, *_strangers(plan, proposals, approvals)]
    diagnostics.extend(findings)
    return Approvals() if findings else approvals


def _strangers(plan: Plan, proposals: Sequence[CohortProposal], approvals: Approvals) -> Iterator[Diagnostic]:
    """What approvals name that is not there, or cannot be."""
    grades = [spec.name for spec in plan.grades]
    limits = {key: found for proposal in proposals for key, found in proposal.limits.items()}
    for edit in approvals.edits:
        if edit.key not in limits:
            yield Diagnostic.of("K919", edit.place, id=edit.key, grade=edit.grade, help="person")
        elif edit.grade not in grades:
            yield Diagnostic.of("K919", edit.place, id=edit.key, grade=edit.grade, help="grade")
        elif not limits[edit.key][0] <= grades.index(edit.grade) <= limits[edit.key][1]:
            yield Diagnostic.of("K919", edit.place, id=edit.key, grade=edit.grade, help="limit")
    names = {proposal.name for proposal in proposals}
    for decision in approvals.decisions:
        if decision.cohort is not None and decision.cohort not in names:
            close = nearest(decision.cohort, names)
            yield Diagnostic.of(
                "K915",
                decision.place,
                cohort=decision.cohort,
                nearest=close or "",
                help="nearest" if close else "none",
            )


@define
class _Settling:
    plan: Plan
    approvals: Approvals
    diagnostics: Diagnostics
    names: tuple[str, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.names = tuple(spec.name for spec in self.plan.grades)

    def cohort(self, proposal: CohortProposal) -> SettledCohort:
        """One cohort."""
        proposed = proposal.calibration.grades
        if not proposal.is_complete:
            return SettledCohort(proposal, (), State.INCOMPLETE, proposed, {})
        if not proposal.approvers:
            return SettledCohort(proposal, (), None, proposed, {})
        decisions = self._decisions(proposal)
        if any(not decision.approved for decision in decisions):
            return SettledCohort(proposal, decisions, State.DECLINED, proposed, {})
        if len(decisions) < len(proposal.approvers):
            return SettledCohort(proposal, decisions, State.APPROVAL, proposed, {})
        members = {member.key for member in proposal.cohort.members}
        edits = {edit.key: edit for edit in self.approvals.edits if edit.key in members}
        grades = dict(proposed) | {key: self.names.index(edit.grade) for key, edit in edits.items()}
        found = SettledCohort(proposal, decisions, None, grades, edits)
        self._check_again(found)
        return found

    def _decisions(self, proposal: CohortProposal) -> tuple[Decision, ...]:
        """The last decision of each approver; one of somebody else is reported."""
        found: dict[str, Decision] = {}
        for decision in self.approvals.about(proposal.name):
            if decision.approver in proposal.approvers:
                found[decision.approver] = decision
            else:
                wanted = ", ".join(proposal.approvers)
                self.diagnostics.add(
                    Diagnostic.of("K914", decision.place, approver=decision.approver or "–", wanted=wanted)
                )
        return tuple(found.values())

    def _check_again(self, found: SettledCohort) -> None:
        """Reports the rules that edited grades break."""
        if not found.edits:
            return
        counts = found.counts
        before = counted(found.proposal.cohort, dict(found.proposal.calibration.grades))
        broken = [
            one
            for one in found.proposal.quotas
            if not one.met(counts) and (one.met(before) or one.number(counts) != one.number(before))
        ]
        asked = self.plan.distribution
        assert asked is not None
        for rule in dict.fromkeys(one.rule for one in broken):
            self.diagnostics.add(
                Diagnostic.of(
                    "K916",
                    asked.quotas[rule].span,
                    cohort=found.proposal.name or "–",
                    rule=asked.quotas[rule].label,
                )
            )


def people_settled(plan: Plan, cohorts: Sequence[SettledCohort]) -> dict[str, Settled]:
    """What each person gets, by key."""
    names = [spec.name for spec in plan.grades]
    found = {}
    for cohort in cohorts:
        for key, proposed in cohort.proposal.calibration.grades.items():
            edit = cohort.edits.get(key)
            grade = None if cohort.state is not None else names[cohort.grades[key]]
            found[key] = Settled(names[proposed], grade, cohort.state, None if edit is None else edit.reason)
    return found
