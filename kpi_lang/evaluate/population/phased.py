"""The fast way to figures about other people: generated code in phases, then each figure over everybody at once.

In each phase everybody is evaluated for the parts of the figures that come next, with the figures of the phases
before. Figures about reports that read what reads them are found within a phase, heads after their reports.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from attrs import evolve, frozen

from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.groups import GroupFigure
from kpi_lang.core.nodes import Expr, RuleRef
from kpi_lang.core.phases import phases_of
from kpi_lang.core.plan import Output, Role, Rule, Stage
from kpi_lang.core.reasons import empty_figure
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.generated.compiled import CompiledPlan
from kpi_lang.evaluate.generated.encoding import Bound
from kpi_lang.evaluate.limits import LimitError
from kpi_lang.evaluate.person import Person
from kpi_lang.evaluate.population.asked import Asked
from kpi_lang.evaluate.population.found import Figures
from kpi_lang.evaluate.population.grouping import Group
from kpi_lang.evaluate.population.hierarchy import managers_of, reports_first
from kpi_lang.evaluate.population.members import GroupKey, Members, Part, part_of, part_of_pool
from kpi_lang.evaluate.population.pooling import Pool
from kpi_lang.evaluate.trace import Compared

Result = Value | Absent
Parts = dict[Expr, Result | None]
"""What figures read of one person; None where that is beyond the limits."""


@frozen
class _Phase:
    """One phase: the plan that gives the parts, the figures that are found from them afterwards, and meanwhile."""

    compiled: CompiledPlan
    after: tuple[int, ...]
    meanwhile: tuple[int, ...]
    rules: dict[Expr, str]
    """The rule that gives each part."""


class PhasedPlan:
    """What is made once of a plan with figures; safe for use by several threads."""

    def __init__(self, compiled: CompiledPlan) -> None:
        self.plan = compiled.plan
        self.compiled = compiled
        self._phases = phases_of(self.plan.rules, self.plan.figures)

    @cached_property
    def phases(self) -> tuple[_Phase, ...]:
        """The phases in order."""
        found, strata = self._phases.figures, self._phases.strata
        places = {figure.name: place for place, figure in enumerate(self.plan.figures)}
        return tuple(
            self._phase(
                phase,
                tuple(places[name] for name in places if found[name] == phase + 1 and name not in strata),
                tuple(places[name] for name in places if found[name] == phase and name in strata),
            )
            for phase in range(self._phases.last + 1)
        )

    def _phase(self, phase: int, after: tuple[int, ...], meanwhile: tuple[int, ...]) -> _Phase:
        plan = self.plan
        parts = dict.fromkeys(part for place in (*after, *meanwhile) for part in plan.figures[place].parts)
        if plan.manager is not None:
            parts[plan.manager] = None
        names: dict[Expr, str] = {}
        rules: list[Rule] = []
        for number, part in enumerate(parts):
            if isinstance(part, RuleRef):
                names[part] = part.name
                continue
            names[part] = f"#{number}"
            rules.append(Rule(names[part], "", Role.VALUE, part.kind, Stage.PERSON, part, ""))
        outputs = tuple(
            Output(name, "", name, Role.VALUE, part.kind, None)
            for name, part in {name: part for part, name in names.items()}.items()
        )
        alone = evolve(plan, rules=(*plan.rules, *rules), outputs=outputs, properties=(), examples=())
        return _Phase(CompiledPlan(alone, self.compiled), after, meanwhile, names)


class PhasedPopulation:
    """Everybody under one plan. Nobody may be above themselves, and no two people may have one key."""

    def __init__(self, phased: PhasedPlan, people: Sequence[Person]) -> None:
        self.plan = phased.plan
        self._people = people
        self._compiled = phased.compiled
        self._prepared = [phased.compiled.prepared(person) for person in people]
        self._positions = {rule.name: place for place, rule in enumerate(self.plan.rules)}
        self.unsound: set[int] = set()
        """The places of people who take part and whose data cannot be used for a figure that asks for them."""
        self._managers = managers_of(self.plan, people)
        self._keys = [person.key for person in people]
        self._members: list[Members | None] = [None] * len(self.plan.figures)
        self._groups: list[list[GroupKey | None]] = [[] for _ in self.plan.figures]
        self._figures: list[list[Result | None]] = [[None] * len(self.plan.figures) for _ in people]
        for phase in phased.phases:
            self._run(phase)

    def of(self, place: int) -> Figures:
        """The figures as they are for one person."""
        return tuple(self._figures[place])

    def prepared(self, place: int, compiled: CompiledPlan) -> Bound | None:
        """A person in whole numbers, if this is the plan that they were found for."""
        return self._prepared[place] if compiled is self._compiled else None

    @property
    def pools(self) -> Iterator[tuple[GroupKey, Pool]]:
        """Every pool with the group that shares it, in the order of the policy and of the people."""
        for figure, members in zip(self.plan.figures, self._members, strict=True):
            if figure.pool is not None and members is not None:
                yield from ((key, members.pool(key)) for key in members.group_keys)

    def __len__(self) -> int:
        return len(self._people)

    def counts_in(self, number: int, place: int) -> GroupKey | None:
        """The group of a figure in which somebody counts, or would; None if that cannot be told."""
        if not self.plan.figures[number].reports:
            return self._groups[number][place]
        manager = self._managers[self._keys[place]]
        return ("",) if manager is None else (manager,)

    def compared(self, place: int) -> Sequence[Compared | None]:
        """Whom each figure is about, as seen by one person."""
        found: list[Compared | None] = []
        for number, members in enumerate(self._members):
            group = self.seen_by(number, place)
            found.append(None if members is None or group is None else members.compared(group, place))
        return found

    def seen_by(self, number: int, place: int) -> GroupKey | None:
        """The group of a figure that somebody sees: the own one, or the reports; None without a group."""
        if self.plan.figures[number].reports:
            return (self._keys[place],)
        return self._groups[number][place]

    def _run(self, phase: _Phase) -> None:
        parts: dict[int, list[Part | None]] = {
            number: [None] * len(self._people) for number in (*phase.after, *phase.meanwhile)
        }
        for number in parts:
            self._groups[number] = [None] * len(self._people)
        if phase.meanwhile:
            self._by_strata(phase, parts)
        elif parts:
            for place in range(len(self._people)):
                self._take(phase, place, parts)
        for number, listed in parts.items():
            members = self._members[number] = Members(self.plan.figures[number], self._keys, listed)
            if number in phase.after:
                self._settle(number, members, listed)

    def _settle(self, number: int, members: Members, parts: list[Part | None]) -> None:
        """A figure for everybody, once its parts are known of everybody."""
        figure = self.plan.figures[number]
        for place, part in enumerate(parts):
            group = self.seen_by(number, place)
            if group is None:
                self._figures[place][number] = empty_figure(figure)
                continue
            if figure.pool is not None:
                self._figures[place][number] = members.pool(group).of(self._keys[place])
                continue
            own = part.value if part is not None and part.counts and not figure.reports else None
            self._figures[place][number] = members.group(group).figure_of(own)

    def _by_strata(self, phase: _Phase, parts: dict[int, list[Part | None]]) -> None:
        """Everybody after their reports, whose parts then give the figures about them."""
        place_of = {key: place for place, key in enumerate(self._keys)}
        managers = self._managers
        reports: dict[str, list[int]] = {}
        for key in reports_first(managers):
            place = place_of[key]
            for number in phase.meanwhile:
                figure = self.plan.figures[number]
                found = [parts[number][other] for other in reports.get(key, ())]
                values = [
                    True if part.value is None else part.value
                    for part in found
                    if part is not None and part.counts
                ]
                waits = any(part is not None and part.waits for part in found)
                self._figures[place][number] = Group(figure, values, waits=waits).figure_of(None)
            self._take(phase, place, parts)
            above = managers[key]
            if above is not None:
                reports.setdefault(above, []).append(place)
            reports.pop(key, None)

    def _take(self, phase: _Phase, place: int, parts: dict[int, list[Part | None]]) -> None:
        """The parts of one person."""
        person = with_others(self._people[place], tuple(self._figures[place]))
        values, takes_part = self._asked(phase, person, place)
        if takes_part and any(map(_is_rejected, values.values())):
            self.unsound.add(place)
        for number, listed in parts.items():
            figure = self.plan.figures[number]
            group = self._group(figure, values)
            self._groups[number][place] = None if figure.reports else group
            if group is not None and takes_part:
                listed[place] = _part(figure, group, values)

    def _asked(self, phase: _Phase, person: Person, place: int) -> tuple[Parts, bool]:
        """What figures read of one person, and whether the person takes part."""
        try:
            outcome = phase.compiled.evaluate(person, self._prepared[place])
            values: Parts = {part: outcome.rule(name) for part, name in phase.rules.items()}
            return values, outcome.scope is True and not outcome.broken
        except LimitError:
            # One part beyond the limits says nothing of the others.
            asked = Asked(self.plan, self._positions, person)
            return {part: asked.part(part) for part in phase.rules}, asked.takes_part

    def _group(self, figure: GroupFigure, values: Parts) -> GroupKey | None:
        """The group in which a person counts; None if they are in none."""
        if figure.reports:
            assert self.plan.manager is not None
            manager = values[self.plan.manager]
            return (manager,) if isinstance(manager, str) else None
        keys: list[Any] = [values[key] for key in figure.keys]
        return None if any(key is None or isinstance(key, Absent) for key in keys) else tuple(keys)


def with_others(person: Person, figures: Figures) -> Person:
    """The person with what is known of others; written out, since `evolve` takes several times as long."""
    return Person(person.key, person.values, person.records, person.dates, figures)


def _part(figure: GroupFigure, group: GroupKey, values: Parts) -> Part:
    if figure.pool is not None:
        return part_of_pool(figure, group, values.__getitem__)
    holds = True if figure.where is None else values[figure.where]
    if figure.value is None or holds is not True:
        return part_of(group, holds, None)
    value = values[figure.value]
    return Part(group, False, None) if value is None else part_of(group, holds, value)


def _is_rejected(value: Result | None) -> bool:
    return value is None or (isinstance(value, Absent) and value.cause is Cause.REJECTED)
