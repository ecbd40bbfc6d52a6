"""The falsifier: people are sought who break a property, by slices along its driver and by steering to thresholds."""

from collections import deque
from fractions import Fraction
from itertools import pairwise
from random import Random
from time import monotonic
from typing import Any

from attrs import define, field, frozen

from kpi_lang.core.absent import Absent
from kpi_lang.core.nodes import RuleRef
from kpi_lang.core.plan import Plan, PropertyForm
from kpi_lang.evaluate.generated.compiled import CompiledPlan
from kpi_lang.evaluate.person import Person
from kpi_lang.verify.claims import Claim, OneWay
from kpi_lang.verify.direction import Direction
from kpi_lang.verify.driver import Dependents, Driver, inputs_read
from kpi_lang.verify.evaluating import Evaluating, Seen
from kpi_lang.verify.judging import breaks_alone, breaks_together, moved, rank, result_rank, shows
from kpi_lang.verify.shrinking import smallest
from kpi_lang.verify.slicing import Slice
from kpi_lang.verify.starts import Starts, step_of
from kpi_lang.verify.watched import Watched, WatchedClaim

SLICES = 24
"""Slices along each driver before a property counts as tested."""
ALONE = 1_500
"""People evaluated for properties about one person."""
STEERED = 0.5
"""The share of slices that begin with somebody at a threshold; the others begin with somebody new."""
_MOST_WAITING = 40
_MOST_STEERED = 6

People = tuple[Person, ...]


@define
class Hunted:
    """What a search has found about one property so far. ``rising`` and ``falling`` are pairs that show each."""

    watched: WatchedClaim
    broken_by: People | None = None
    shown_by: People | None = None
    rising: People | None = None
    falling: People | None = None
    judged: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether nothing more need be sought."""
        if self.watched.claim.form is OneWay.ONE_WAY:
            return self.rising is not None and self.falling is not None
        return self.broken_by is not None or self.shown_by is not None

    @property
    def direction(self) -> Direction | None:
        """The way the result was seen to move."""
        if self.rising is not None and self.falling is not None:
            return Direction.EITHER
        if self.rising is not None:
            return Direction.UP
        return None if self.falling is None else Direction.DOWN


@define
class _Along:
    """A driver with its open properties, the inputs that move it, and the tests that it can flip."""

    driver: Driver
    hunted: list[Hunted]
    inputs: list[str]
    probes: dict[str, list[str]]
    waiting: deque[Person] = field(factory=deque)
    slices: int = 0

    @property
    def is_settled(self) -> bool:
        return all(one.is_settled for one in self.hunted)


class Hunt:
    """A search about some properties of one plan; from one seed it always finds the same."""

    def __init__(self, plan: Plan, claims: tuple[Claim, ...], deadline: float, seed: int = 0) -> None:
        self.plan = plan
        self.random = Random(seed)
        self.watched = Watched.of(plan, claims)
        self.evaluating = Evaluating(CompiledPlan(self.watched.plan), deadline)
        self.starts = Starts(plan, self.random)
        self.found = {one.claim: Hunted(one) for one in self.watched.claims}
        self._alone = [one for one in self.found.values() if one.watched.claim.driver is None]
        self._reads: dict[str, list[str]] = {}
        self.evaluating.observers.append(self._observe)

    def run(self) -> None:
        """Search until everything is settled, everything has had its share of people, or the time is up."""
        groups = self._groups()
        people = self.starts.people()
        for _ in range(SLICES):
            for group in groups:
                if group.is_settled or self.evaluating.is_over:
                    continue
                steered = group.waiting and self.random.random() < STEERED
                base = group.waiting.popleft() if steered else next(people)
                self._slice(group, base)
        begun = self.evaluating.count
        while not self.evaluating.is_over and self.evaluating.count < begun + ALONE:
            if all(one.is_settled for one in self._alone):
                break
            base = next(people)
            if self.evaluating.see(base) is not None and self.plan.inputs:
                name = self.random.choice(self.plan.inputs).name
                self._steered(base, name)

    def smaller(self, hunted: Hunted, people: People, wanted: Direction | None) -> People:
        """The people who show a finding, made as simple as they can be; ``wanted`` for results that move both ways."""
        until = min(self.evaluating.deadline, monotonic() + 2)

        def still(tried: People) -> bool:
            if monotonic() > until:
                return False
            seen = [self.evaluating.see(person) for person in tried]
            if len(seen) == 1:
                (one,) = seen
                return one is not None and (
                    breaks_alone(hunted.watched, one) or self._is_shown(hunted.watched, one)
                )
            before, after = seen
            if before is None or after is None or not self._is_before(hunted.watched, before, after):
                return False
            if wanted is not None:
                return moved(hunted.watched, before, after) is wanted
            return breaks_together(hunted.watched, before, after)

        self.evaluating.observers.clear()
        return smallest(self.plan, people, still)

    # --- properties about one person ---------------------------------------------------------------------

    def _observe(self, seen: Seen) -> None:
        for hunted in self._alone:
            if hunted.is_settled:
                continue
            hunted.judged += 1
            if self._is_shown(hunted.watched, seen):
                hunted.shown_by = (seen.person,)
            elif breaks_alone(hunted.watched, seen):
                hunted.broken_by = (seen.person,)

    def _is_shown(self, watched: WatchedClaim, seen: Seen) -> bool:
        return watched.claim.form is PropertyForm.REACHABLE and shows(watched, seen)

    # --- properties about two people -----------------------------------------------------------------------

    def _groups(self) -> list[_Along]:
        by: dict[Driver, list[Hunted]] = {}
        for hunted in self.found.values():
            expr = hunted.watched.claim.driver
            driver = None if expr is None else Driver.of(expr)
            if driver is not None:
                by.setdefault(driver, []).append(hunted)
        return [self._group(driver, hunted) for driver, hunted in by.items()]

    def _group(self, driver: Driver, hunted: list[Hunted]) -> _Along:
        inputs = [driver.name]
        if driver.is_rule:
            claims = [one.watched.claim for one in hunted]
            around = frozenset[str]().union(*(inputs_read(self.plan, c.operands[0], driver) for c in claims))
            read = inputs_read(self.plan, RuleRef(driver.name, self.plan.rule(driver.name).kind))
            inputs = [spec.name for spec in self.plan.inputs if spec.name in read - around]
        return _Along(driver, hunted, inputs, {name: self._probes(name) for name in inputs})

    def _probes(self, name: str) -> list[str]:
        if name not in self._reads:
            dependents = Dependents(self.plan, Driver(name))
            self._reads[name] = [probe for probe, expr in self.watched.probes if dependents.reads(expr)]
        return self._reads[name]

    def _slice(self, group: _Along, base: Person) -> None:
        group.slices += 1
        if not group.inputs:
            return
        name = self.random.choice(group.inputs)
        found = self._run(base, name)
        for hunted in group.hunted:
            self._judge(group, hunted, found)
        if len(group.waiting) < _MOST_WAITING and len(self.plan.inputs) > 1:
            other = self.random.choice([spec.name for spec in self.plan.inputs if spec.name != name])
            flips = self._steered(base, other)
            self.random.shuffle(flips)
            group.waiting.extend(flips[:_MOST_STEERED])

    def _run(self, base: Person, name: str) -> Slice:
        place = self.starts.places[name]
        spec = self.plan.inputs[place]
        along = Slice(self.evaluating, base, place, spec, self._probes(name))
        now = base.values[place]
        along.run([*self.starts.values(spec), *(() if now is None else (now,))])
        return along

    def _steered(self, base: Person, name: str) -> list[Person]:
        """People at the thresholds that one figure of somebody can be moved to."""
        return self._run(base, name).at_flips()

    def _judge(self, group: _Along, hunted: Hunted, along: Slice) -> None:
        """Compare neighbours, and everybody with the best and the worst of those who have less of the driver."""
        if hunted.is_settled:
            return
        places = [
            Placed(seen, more, result)
            for more, seen in self._ordered(group, along)
            if (result := result_rank(hunted.watched, seen)) is not None
        ]
        best = worst = None
        for before, after in pairwise(places):
            best = before if best is None or before.result >= best.result else best
            worst = before if worst is None or before.result <= worst.result else worst
            for other in (before, best, worst):
                if other.more < after.more:
                    self._compare(hunted, other, after, along)
        hunted.judged += max(0, len(places) - 1)

    def _compare(self, hunted: Hunted, before: "Placed", after: "Placed", along: Slice) -> None:
        pair = before.seen.person, after.seen.person
        if before.result < after.result and hunted.rising is None:
            hunted.rising = pair
        if before.result > after.result and hunted.falling is None:
            hunted.falling = pair
        if hunted.broken_by is not None or isinstance(hunted.watched.claim.form, OneWay):
            return
        if hunted.watched.claim.form is PropertyForm.STEP_BOUND and not self._is_one_step(
            before, after, along
        ):
            return
        if breaks_together(hunted.watched, before.seen, after.seen):
            hunted.broken_by = pair

    def _is_one_step(self, before: "Placed", after: "Placed", along: Slice) -> bool:
        one, other = before.seen.person.values[along.place], after.seen.person.values[along.place]
        if isinstance(one, Fraction) and isinstance(other, Fraction):
            return other - one <= step_of(along.spec)
        return True

    def _is_before(self, watched: WatchedClaim, before: Seen, after: Seen) -> bool:
        """Whether the second has more of the driver."""
        driver = watched.claim.driver
        assert driver is not None
        if not isinstance(driver, RuleRef):
            place = self.starts.places[getattr(driver, "name")]  # noqa: B009 - an input, see Driver.of
            one, other = before.person.values[place], after.person.values[place]
            return one is not None and other is not None and rank(one, driver.kind) < rank(other, driver.kind)
        less, more = before.value(driver.name), after.value(driver.name)
        if isinstance(less, Absent) or isinstance(more, Absent):
            return False
        return bool(rank(less, driver.kind) < rank(more, driver.kind))

    def _ordered(self, group: _Along, along: Slice) -> list[tuple[Any, Seen]]:
        """Everybody seen with their place by the driver, those with less of it first."""
        everybody = along.in_order()
        if not group.driver.is_rule:
            return list(enumerate(everybody))
        kind = self.plan.rule(group.driver.name).kind
        known = [
            (rank(value, kind), seen)
            for seen in everybody
            if not isinstance(value := seen.value(group.driver.name), Absent)
        ]
        return sorted(known, key=lambda one: one[0])


@frozen
class Placed:
    """Somebody along a driver: by how much of it, and by what they get."""

    seen: Seen
    more: Any
    result: Any
