"""The meaning of figures about other people: each is found by asking everybody, rule by rule, as it is needed.

Nothing is arranged in phases here. A figure of somebody asks the people of the group for its parts; these are
values of their rules, which may need figures in turn. The compiler lets no figure lead back to itself but by way of
reports, and nobody is above themselves.
"""

from collections.abc import Sequence

from kpi_lang.core.absent import Absent
from kpi_lang.core.groups import GroupFigure
from kpi_lang.core.plan import Plan
from kpi_lang.core.reasons import empty_figure
from kpi_lang.evaluate.evaluation import Result
from kpi_lang.evaluate.person import Person
from kpi_lang.evaluate.population.asked import Asked
from kpi_lang.evaluate.population.found import Figures
from kpi_lang.evaluate.population.grouping import Group
from kpi_lang.evaluate.population.hierarchy import managers_of, reports_first
from kpi_lang.evaluate.population.members import GroupKey, Members, Part, part_of, part_of_pool, pool_of
from kpi_lang.evaluate.trace import Compared


class ReferencePopulation:
    """Everybody under one plan. Nobody may be above themselves, and no two people may have one key."""

    def __init__(self, plan: Plan, people: Sequence[Person]) -> None:
        self.plan = plan
        self.people = people
        positions = {rule.name: place for place, rule in enumerate(plan.rules)}
        self._figures = {figure.name: figure for figure in plan.figures}
        self._members = [_Member(self, plan, positions, person) for person in people]
        self._place = {person.key: place for place, person in enumerate(people)}
        self._known: dict[tuple[str, int], Result] = {}
        for place in self._in_order():
            self.of(place)

    def of(self, place: int) -> Figures:
        """The figures as they are for one person."""
        return tuple(self.figure(figure, place) for figure in self.plan.figures)

    def compared(self, place: int) -> Sequence[Compared | None]:
        """Whom each figure is about, as seen by one person."""
        return [self._compared(figure, place) for figure in self.plan.figures]

    def figure(self, figure: GroupFigure, place: int) -> Result:
        """One figure as it is for one person."""
        known = (figure.name, place)
        if known not in self._known:
            self._known[known] = self._found(figure, place)
        return self._known[known]

    def member_figure(self, name: str, member: "_Member") -> Result:
        """The same, by the name of the figure."""
        return self.figure(self._figures[name], self._place[member.person.key])

    def _in_order(self) -> list[int]:
        """Everybody after their reports, so that no figure about reports is asked for deep inside another."""
        if not any(figure.reports for figure in self.plan.figures):
            return [*range(len(self.people))]
        managers = managers_of(self.plan, self.people)
        return [self._place[key] for key in reports_first(managers)]

    def _manager(self, place: int) -> str | None:
        manager = self.plan.manager
        found = None if manager is None else self._members[place].part(manager)
        return found if isinstance(found, str) else None

    def _found(self, figure: GroupFigure, place: int) -> Result:
        group = self._group_of(figure, place)
        if group is None:
            return empty_figure(figure)
        if figure.pool is not None:
            sharing = [
                (self.people[other].key, self._part(figure, other, group))
                for other in self._people_of(figure, group)
            ]
            return pool_of(figure, sharing).of(self.people[place].key)
        values = []
        own = None
        waits = False
        for other in self._people_of(figure, group):
            part = self._part(figure, other, group)
            waits = waits or part.waits
            if part.counts:
                values.append(True if part.value is None else part.value)
                own = part.value if other == place else own
        return Group(figure, values, waits=waits).figure_of(own)

    def _group_of(self, figure: GroupFigure, place: int) -> GroupKey | None:
        """The group that somebody sees: the own one, or the reports."""
        return (self.people[place].key,) if figure.reports else self._belongs_to(figure, place)

    def _belongs_to(self, figure: GroupFigure, place: int) -> GroupKey | None:
        """The group in which somebody counts; None if they are in none."""
        if figure.reports:
            manager = self._manager(place)
            return None if manager is None else (manager,)
        keys = [self._members[place].part(key) for key in figure.keys]
        there = [key for key in keys if not (key is None or isinstance(key, Absent))]
        return tuple(there) if len(there) == len(keys) else None

    def _people_of(self, figure: GroupFigure, group: GroupKey) -> list[int]:
        return [
            place
            for place in range(len(self.people))
            if self._members[place].takes_part and self._belongs_to(figure, place) == group
        ]

    def _part(self, figure: GroupFigure, place: int, group: GroupKey) -> Part:
        """How a figure sees somebody of a group."""
        ask = self._members[place].part
        if figure.pool is not None:
            return part_of_pool(figure, group, ask)
        holds = True if figure.where is None else ask(figure.where)
        if figure.value is None or holds is not True:
            return part_of(group, holds, None)
        value = ask(figure.value)
        return Part(group, False, None) if value is None else part_of(group, holds, value)

    def _compared(self, figure: GroupFigure, place: int) -> Compared | None:
        group = self._group_of(figure, place)
        if group is None:
            return None
        within = set(self._people_of(figure, group))
        everybody = range(len(self.people))
        parts = [self._part(figure, other, group) if other in within else None for other in everybody]
        return Members(figure, [person.key for person in self.people], parts).compared(group, place)


class _Member(Asked):
    """One person among others, whose figures are found as they are asked for."""

    def __init__(
        self, population: ReferencePopulation, plan: Plan, positions: dict[str, int], person: Person
    ) -> None:
        super().__init__(plan, positions, person)
        self._population = population

    def figure(self, name: str) -> Result:
        """A figure about other people, found now."""
        return self._population.member_figure(name, self)
