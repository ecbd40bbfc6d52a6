"""Everybody's proposed grades: cohorts, small ones pooled upwards, each calibrated, and what is to be approved."""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction

from attrs import frozen

from kpi_lang.core.absent import WAITING, Absent
from kpi_lang.core.distribution import Applied, Direction, Distribution, GradeQuota
from kpi_lang.core.plan import Plan
from kpi_lang.data.schema import Value
from kpi_lang.distribution.calibration import Calibration, calibrated
from kpi_lang.distribution.cohort import Cohort, Member, counted
from kpi_lang.distribution.quotas import Quota
from kpi_lang.distribution.resolving import amount_for, guarded, quotas_for


@frozen
class Appraisee:
    """A person as the distribution sees one: the value of any rule by name."""

    key: str
    value: Callable[[str], Value | Absent]


@frozen
class Disagreement:
    """A quota that is not the same for everybody of a cohort: two people for whom it differs."""

    rule: int
    one: str
    other: str


@frozen
class Mean:
    """The mean of a figure over a cohort; None if nobody has one."""

    mean: Fraction | None
    most: Fraction
    label: str
    approver: str

    @property
    def is_above(self) -> bool:
        """Whether the mean is above its ceiling."""
        return self.mean is not None and self.mean > self.most


@frozen
class CohortProposal:
    """What is proposed for one cohort.

    ``name`` is empty for everybody; ``pooled`` are the smaller cohorts that were pooled into it. ``tolerated``: the
    quotas are off by no more than the policy lets pass, so nobody is moved. ``too_small``: it is left as it is.
    """

    name: str
    pooled: tuple[str, ...]
    cohort: Cohort
    quotas: tuple[Quota, ...]
    calibration: Calibration
    means: tuple[Mean, ...]
    approvers: tuple[str, ...]
    tolerated: bool
    too_small: bool
    is_complete: bool
    disagreement: Disagreement | None
    limits: dict[str, tuple[int, int]]
    """The best and the worst grade that vetoes and limits leave each person, by key."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The people of the cohort who have a grade."""
        return tuple(member.key for member in self.cohort.members)


def proposals(
    plan: Plan, people: Sequence[Appraisee], rejected: Sequence[Appraisee | None]
) -> tuple[CohortProposal, ...]:
    """The proposals for all cohorts whose people have their provisional grades, by name of the cohort.

    ``rejected`` are people whose data cannot be used, None where not even the cohort is known: they keep the grades
    of their cohort, or of all, from being settled.
    """
    distribution = plan.distribution
    assert distribution is not None
    return _Proposing(plan, distribution, rejected).all(people)


@frozen
class _Proposing:
    plan: Plan
    distribution: Distribution
    rejected: Sequence[Appraisee | None]

    def all(self, people: Sequence[Appraisee]) -> tuple[CohortProposal, ...]:
        """Level by level: what is large enough is calibrated, the rest is pooled."""
        found: list[CohortProposal] = []
        left = list(people)
        came_from: dict[str, str] = {}
        levels = self.distribution.cohorts
        for number, level in enumerate(levels):
            groups: dict[str, list[Appraisee]] = {}
            for person in left:
                groups.setdefault(_name(person, level), []).append(person)
            left = []
            for name, group in sorted(groups.items()):
                if any(_is_pending(person) for person in group):
                    continue
                pooled = tuple(sorted({came_from[person.key] for person in group if person.key in came_from}))
                cohort = self._cohort(group)
                small = cohort.headcount < self.distribution.smallest
                if small and number + 1 < len(levels):
                    left += group
                    came_from |= {person.key: name for person in group}
                else:
                    found.append(self._proposal(name, pooled, group, cohort, level, too_small=small))
        return tuple(found)

    def _proposal(
        self,
        name: str,
        pooled: tuple[str, ...],
        group: list[Appraisee],
        cohort: Cohort,
        level: str | None,
        *,
        too_small: bool,
    ) -> CohortProposal:
        quotas, disagreement = self._quotas(group, cohort.headcount)
        means = self._means(group)
        idle = Calibration(cohort.start, (), _broken(cohort, quotas), None)
        tolerated = self._is_tolerated(cohort, quotas)
        rests = too_small or tolerated or disagreement is not None
        if rests or self.distribution.applied is Applied.REPORTED:
            calibration = idle
        else:
            calibration = calibrated(cohort, quotas, self._most_demoted(cohort.headcount))
        approvers = [mean.approver for mean in means if mean.is_above]
        if self.distribution.approver is not None and calibration.broken and not rests:
            approvers.append(self.distribution.approver)
        complete = not any(one is None or _name(one, level) == name for one in self.rejected)
        return CohortProposal(
            name,
            pooled,
            cohort,
            quotas,
            calibration,
            means,
            tuple(dict.fromkeys(approvers)),
            tolerated and bool(idle.broken),
            too_small,
            complete and disagreement is None,
            disagreement,
            {person.key: self._limits(person) for person in group},
        )

    # --- people -----------------------------------------------------------------------------------------

    def _cohort(self, group: list[Appraisee]) -> Cohort:
        members = [self._member(person) for person in group]
        graded = tuple(member for member in members if member is not None)
        beside = len(members) - len(graded) if self.distribution.counts_unappraised else 0
        return Cohort(graded, len(self.plan.grades), beside)

    def _member(self, person: Appraisee) -> Member | None:
        """The person among the others; None for somebody without a grade."""
        distribution = self.distribution
        grade = person.value("provisional_grade")
        if isinstance(grade, Absent):
            return None
        start = self._number(grade)
        highest, lowest = self._limits(person)
        exempt = distribution.exempt is not None and person.value(distribution.exempt) is True
        vetoed = (highest, lowest) != (0, len(self.plan.grades) - 1)
        counts = (distribution.counts_exempt or not exempt) and (distribution.counts_vetoed or not vetoed)
        best, worst = min(highest, start), max(lowest, start)
        if exempt or not counts:
            best = worst = start
        if distribution.direction is Direction.DOWN:
            best = start
        elif distribution.direction is Direction.UP:
            worst = start
        order = tuple(
            _place(self.plan, key.rule, person.value(key.rule), lowest_first=key.lowest_first)
            for key in distribution.order
        )
        return Member(person.key, order, start, best, worst, counts)

    def _limits(self, person: Appraisee) -> tuple[int, int]:
        distribution = self.distribution
        return (
            self._bound(person.value(distribution.highest), 0),
            self._bound(person.value(distribution.lowest), len(self.plan.grades) - 1),
        )

    def _bound(self, grade: Value | Absent, none: int) -> int:
        return none if isinstance(grade, Absent) else self._number(grade)

    def _number(self, grade: Value) -> int:
        """The place of a grade, the best 0."""
        for place, spec in enumerate(self.plan.grades):
            if spec.name == grade:
                return place
        raise AssertionError(f"{grade} is a grade of the policy")

    # --- quotas -----------------------------------------------------------------------------------------

    def _quotas(
        self, group: list[Appraisee], headcount: int
    ) -> tuple[tuple[Quota, ...], Disagreement | None]:
        """The quotas of a cohort, or who does not have the same as others."""
        agreed: dict[str, Fraction | None] = {}
        for number, asked in enumerate(self.distribution.quotas):
            amount = amount_for(asked.amounts, headcount) if isinstance(asked, GradeQuota) else None
            if amount is not None and amount.rule is not None:
                agreed[amount.rule], disagreement = _agreed(group, amount.rule, number)
                if disagreement is not None:
                    return (), disagreement
        return quotas_for(self.distribution.quotas, headcount, agreed.get), None

    def _most_demoted(self, headcount: int) -> int | None:
        guard = self.distribution.guard
        return None if guard is None else guarded(guard, headcount)

    def _is_tolerated(self, cohort: Cohort, quotas: tuple[Quota, ...]) -> bool:
        off_by = self.distribution.off_by
        if off_by is None or not cohort.headcount:
            return False
        counts = counted(cohort, cohort.start)
        return all(abs(Fraction(one.to_move(counts), cohort.headcount)) <= off_by for one in quotas)

    def _means(self, group: list[Appraisee]) -> tuple[Mean, ...]:
        found = []
        for ceiling in self.distribution.ceilings:
            values = [value for person in group if isinstance(value := person.value(ceiling.rule), Fraction)]
            mean = sum(values, Fraction(0)) / len(values) if values else None
            found.append(Mean(mean, ceiling.most, ceiling.label, ceiling.approver))
        return tuple(found)


def _agreed(group: list[Appraisee], rule: str, number: int) -> tuple[Fraction | None, Disagreement | None]:
    """The value of a rule for a cohort: that of everybody who has one."""
    known: Fraction | None = None
    first = ""
    for person in sorted(group, key=lambda person: person.key):
        value = person.value(rule)
        if not isinstance(value, Fraction):
            continue
        if known is not None and value != known:
            return None, Disagreement(number, first, person.key)
        known, first = value, person.key
    return known, None


def _broken(cohort: Cohort, quotas: tuple[Quota, ...]) -> tuple[int, ...]:
    counts = counted(cohort, cohort.start)
    return tuple(dict.fromkeys(one.rule for one in quotas if not one.met(counts)))


def _is_pending(person: Appraisee) -> bool:
    grade = person.value("provisional_grade")
    return isinstance(grade, Absent) and grade.cause in WAITING


def _name(person: Appraisee, level: str | None) -> str:
    """The name of a person's cohort; empty for everybody, and for people of whom it is not known."""
    if level is None:
        return ""
    value = person.value(level)
    return "" if isinstance(value, Absent) else str(value)


def _place(plan: Plan, rule: str, value: Value | Absent, *, lowest_first: bool) -> Fraction | None:
    """A value as a number, the larger ahead; None, which comes last, for somebody who has none."""
    match value:
        case Absent():
            return None
        case Fraction():
            number = value
        case bool():
            number = Fraction(value)
        case date():
            number = Fraction(value.toordinal())
        case _:
            choices = plan.rule(rule).kind.choices
            assert choices is not None
            number = Fraction(choices.names.index(value))
    return -number if lowest_first else number
