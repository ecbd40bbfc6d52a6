"""The nearest way to a better grade: the least change of one figure alone, found exactly.

Followed outward from what the figure is, in either direction, every stretch of its domain is either shown not to
reach a better grade, by evaluation in ranges, or halved, down to single values. So a way that is found is the
nearest one, whether or not the score rises with the figure; and it is evaluated once more by the reference.
"""

from collections.abc import Iterator
from fractions import Fraction

from attrs import define, field, frozen

from kpi_lang.core.absent import Absent
from kpi_lang.core.nodes import Expr
from kpi_lang.core.plan import Plan, Role
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.evaluate.trace import Trace
from kpi_lang.reach.evaluation import Mover, Ranges
from kpi_lang.reach.figures import Figure, movable_figures, steps_of
from kpi_lang.reach.ranges import Members, Values
from kpi_lang.values.domains import Interval

MOST_STRETCHES = 2_000
"""Stretches looked at for one figure and direction; where they do not suffice, nothing is said of it."""


@frozen
class Way:
    """One figure that alone, at ``after``, gives ``grade``; nothing nearer to ``before`` in that direction does."""

    figure: Figure
    before: Value
    after: Value
    grade: str
    total: Value | Absent | None
    """The total then, None if the policy has none."""


@frozen
class Outlook:
    """The ways to a better grade, those of the least change first; ``unsettled`` figures took too long to follow."""

    better: tuple[str, ...]
    ways: tuple[Way, ...]
    unsettled: tuple[Figure, ...]


def outlook(trace: Trace) -> Outlook | None:
    """The ways to a better provisional grade; None if there is no grade, or none that is better."""
    plan = trace.plan
    # Vetoes and limits come after the grade by the score, so the last of these rules is what somebody gets.
    rule = next((rule for rule in reversed(plan.rules) if rule.role is Role.PROVISIONAL_GRADE), None)
    grade = None if rule is None else trace[rule.name]
    if rule is None or not isinstance(grade, str) or rule.kind.choices is None:
        return None
    names = rule.kind.choices.names
    better = names[names.index(grade) + 1 :]
    if not better:
        return None
    ways: list[Way] = []
    unsettled: list[Figure] = []
    for figure in movable_figures(trace):
        search = _Search(trace, Mover(trace, figure), rule.name, frozenset(better))
        if not search.is_read:
            continue
        ways.extend(search.ways())
        if search.left <= 0:
            unsettled.append(figure)
    return Outlook(tuple(reversed(better)), tuple(sorted(ways, key=_effort)), tuple(unsettled))


def _effort(way: Way) -> tuple[Fraction, str]:
    """How much changes: the share of what the figure is, and a whole for yes and no."""
    if isinstance(way.before, Fraction) and isinstance(way.after, Fraction):
        step = way.figure.spec.domain.step or Fraction(1)
        return abs(way.after - way.before) / max(abs(way.before), step), way.figure.spec.name
    return Fraction(1), way.figure.spec.name


@define
class _Search:
    trace: Trace
    mover: Mover
    grade: str
    better: Members
    left: int = field(default=0, init=False)

    @property
    def is_read(self) -> bool:
        return self.grade in self.mover.dependent

    def ways(self) -> Iterator[Way]:
        figure = self.mover.figure
        before = figure.of(self.trace)
        if isinstance(before, bool):
            self.left = 1
            way = self.confirmed(before, not before) if self.may_reach(frozenset({not before})) else None
            if way is not None:
                yield way
            return
        assert isinstance(before, Fraction)
        step = figure.spec.domain.step
        assert step is not None
        spent = False
        for direction, most in zip((1, -1), reversed(steps_of(figure.spec, before)), strict=True):
            self.left = MOST_STRETCHES
            for found in self.candidates(before, direction * step, most):
                way = self.confirmed(before, before + direction * step * found)
                if way is not None:
                    yield way
                    break
            spent = spent or self.left <= 0
        self.left = 0 if spent else 1

    def candidates(self, before: Fraction, step: Fraction, most: int) -> Iterator[int]:
        """Numbers of steps, at most ``most``, that may reach a better grade, fewest first; ends if it takes long."""
        waiting = [(1, most)] if most > 0 else []
        while waiting:
            first, last = waiting.pop()
            self.left -= 1
            if self.left <= 0:
                return
            low, high = sorted((before + first * step, before + last * step))
            if not self.may_reach(Interval(low, high)):
                continue
            if first == last:
                yield first
                continue
            # Near stretches are short and later ones twice as long, since the nearest way is often near.
            middle = min((first + last) // 2, 2 * first)
            waiting += [(middle + 1, last), (first, middle)]

    def may_reach(self, values: Values) -> bool:
        ranges = self.mover.within(values)
        plan: Plan = self.trace.plan
        if not ranges.rule(self.grade).members & self.better:
            return False
        if plan.applies is not None and not ranges.of(plan.applies, {}).may_hold:
            return False
        if not all(_may_be_met(ranges, one.condition, {}) for one in plan.requirements):
            return False
        figure = self.mover.figure
        if figure.records is None or figure.row is None:
            return True
        table = next(table for table in plan.records if table.name == figure.records)
        here = {figure.records: figure.row}
        return all(_may_be_met(ranges, one.condition, here) for one in table.requirements)

    def confirmed(self, before: Value, after: Value) -> Way | None:
        """The way, if the reference evaluator comes to a better grade."""
        plan = self.trace.plan
        person = self.mover.figure.changed(plan, self.trace.person, after)
        reached = ReferenceEvaluator(plan).evaluate(person)
        grade = reached[self.grade]
        rejects = reached.broken or any(row.rejected for rows in reached.records for row in rows or ())
        if not isinstance(grade, str) or grade not in self.better or reached.scope is not True or rejects:
            return None
        total = next((reached[rule.name] for rule in plan.rules if rule.role is Role.TOTAL), None)
        return Way(self.mover.figure, before, after, grade, total)


def _may_be_met(ranges: Ranges, condition: Expr, at_hand: dict[str, int]) -> bool:
    found = ranges.of(condition, at_hand)
    return found.may_hold or bool(found.causes)
