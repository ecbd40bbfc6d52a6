"""Several people at once: what `Policy.run` takes, and a Hypothesis strategy of it."""

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import frozen
from hypothesis import strategies as st

from kpi_lang.core.plan import Plan
from kpi_lang.data.schema import Value
from kpi_lang.policy import Policy, Table
from kpi_lang.source import Lang
from kpi_lang.testing.given import GivenPerson
from kpi_lang.testing.made_up import Maker

_UNITS = ("north", "south")


@frozen
class GivenPopulation:
    """People by key, with what they belong to; all as of one day."""

    people: tuple[tuple[str, GivenPerson, Mapping[str, str]], ...]
    as_of: date | None = None

    def run(self, policy: Policy, order: Sequence[int] | None = None) -> Table:
        """Everybody's results, with the rows of people in another order if one is given."""
        plan = policy.plan
        people = [self.people[place] for place in order or range(len(self.people))]
        # A column that nobody fills must still be there.
        columns = dict.fromkeys(spec.name for spec in plan.given)
        rows = [{plan.key: key, **columns, **belonging, **person.values} for key, person, belonging in people]
        records = {table.name: self._records(plan, table.name) for table in plan.records if not table.is_past}
        return policy.run(rows, records=records, as_of=self.as_of)

    def shown(self, plan: Plan, lang: Lang) -> str:
        """Each person below their key."""
        lines: list[str] = []
        for key, person, belonging in self.people:
            lines.append(" ".join((key, *belonging.values())))
            lines += [f"  {line}" for line in person.shown(plan, lang).splitlines()]
        return "\n".join(lines)

    def _records(self, plan: Plan, name: str) -> list[dict[str, object]]:
        """The records of everybody; of people who share records, those of the first."""
        table = next(table for table in plan.records if table.name == name)
        column = plan.key if table.by is None else table.by
        columns = dict.fromkeys((column, *(spec.name for spec in table.fields)))
        found: list[dict[str, object]] = []
        shared: set[Value | None] = set()
        for key, person, _ in self.people:
            owner: Value | None = key if table.by is None else person.values.get(table.by)
            if owner not in shared:
                shared.add(owner)
                found += [{**columns, column: owner, **row} for row in person.records.get(name, ())]
        return found


def populations(policy: Policy, most: int = 6) -> st.SearchStrategy[GivenPopulation]:
    """Up to so many people, often tied: some are others' twins, sometimes all are alike, sometimes there is nobody.

    Managers, where the policy has them, come before those who report to them.
    """
    maker = Maker(policy)

    @st.composite
    def drawn(draw: st.DrawFn) -> GivenPopulation:
        day = draw(maker.days()) if policy.plan.uses_dates else None
        kinds = draw(st.lists(maker.people(day), min_size=1, max_size=3))
        places = draw(st.lists(st.integers(0, len(kinds) - 1), max_size=most))
        found = tuple(
            (f"P{number}", kinds[place], _belonging(draw, policy.plan, number))
            for number, place in enumerate(places, start=1)
        )
        return GivenPopulation(found, day)

    return drawn()


def _belonging(draw: st.DrawFn, plan: Plan, number: int) -> dict[str, str]:
    """The columns of a person that are no inputs: units, and a manager among those before."""
    found = {name: draw(st.sampled_from(_UNITS)) for name in plan.belongs_to}
    if plan.reports_to is not None and number > 1:
        found[plan.reports_to] = f"P{draw(st.integers(1, number - 1))}"
    return found
