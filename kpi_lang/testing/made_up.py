"""Hypothesis strategies of people whose data a policy accepts.

A person starts from one of the policy's own examples, if there are any, and differs from it in a few figures; so even
requirements that tie many figures together are met often, and a failing case shrinks towards a person whom the author
knows. New figures lie on ends of domains, on breakpoints and beside them; some are then moved until a result lies on
an edge.
"""

from collections.abc import Callable
from datetime import date
from functools import cached_property

from attrs import evolve, frozen
from hypothesis import assume
from hypothesis import strategies as st

from kpi_lang.core.plan import Plan, RecordsPlan
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.limits import LimitError
from kpi_lang.evaluate.person import Person, Record
from kpi_lang.evaluate.supplying import complete
from kpi_lang.policy import PersonError, Policy
from kpi_lang.policy.run_dates import run_dates
from kpi_lang.report.examples import example_people
from kpi_lang.testing.breakpoints import Breakpoints, Grid
from kpi_lang.testing.given import GivenPerson, given_person
from kpi_lang.testing.steering import Steering
from kpi_lang.values.kinds import Family

_MOST_RECORDS = 4
_TRIES = 6
_USUAL_DAY = date(2026, 6, 30)
_USUAL_TEXTS = ("A", "B")

Draw = Callable[[st.SearchStrategy[object]], object]


def people(policy: Policy) -> st.SearchStrategy[GivenPerson]:
    """People whom `Policy.evaluate` accepts, in scope or not, drawn to where results change.

    Raises `RunError` when drawn from if values of the policy's parameters are still to be supplied.
    """
    return Maker(policy).people()


@frozen(eq=False)
class Maker:
    """Makes people for one policy; what is found out about its rules is kept for all of them."""

    policy: Policy

    @cached_property
    def breakpoints(self) -> Breakpoints:
        """Where the rules change."""
        return Breakpoints(self.plan)

    @cached_property
    def steering(self) -> Steering:
        """The edges on which results can be made to lie."""
        return Steering(self.plan)

    @cached_property
    def known(self) -> tuple[Person, ...]:
        """The people of the policy's examples whom it accepts, each with a day that counts if the policy needs one."""
        people = (self._dated(person) for person in example_people(self.plan))
        return tuple(person for person in people if self._accepts(person))

    @property
    def plan(self) -> Plan:
        """What the policy was compiled to."""
        return self.policy.plan

    @property
    def examples(self) -> tuple[GivenPerson, ...]:
        """The people of the policy's examples whom it accepts."""
        return tuple(given_person(self.plan, person) for person in self.known)

    def people(self, day: date | None = None) -> st.SearchStrategy[GivenPerson]:
        """People, see `people`; all as of one day if it is given."""

        @st.composite
        def accepted(draw: st.DrawFn) -> GivenPerson:
            for _ in range(_TRIES):
                person = draw(self._persons(day))
                if self._accepts(person):
                    return given_person(self.plan, person)
            assume(self.known)
            person = draw(st.sampled_from(self.known))
            if day is not None:
                person = self._on(person, day)
                assume(self._accepts(person))
            return given_person(self.plan, person)

        return accepted()

    def days(self) -> st.SearchStrategy[date]:
        """Days that may count in a run: those that the policy names, then any in effect."""
        dates = [person.dates for person in example_people(self.plan)]
        known = [day.as_of for day in dates if day is not None]
        named = [day for day in (*known, *self.breakpoints.days()) if day is not None]
        fitting = list(dict.fromkeys(day for day in named if self._in_effect(day) == day))
        return st.sampled_from(fitting or [self._in_effect(_USUAL_DAY)])

    def values(self, spec: InputSpec) -> st.SearchStrategy[Value]:
        """Values of an input."""
        match spec.kind.family:
            case Family.NUMBER:
                grid = Grid(spec.domain)
                named = self.breakpoints.numbers(spec)
                anywhere = st.integers(grid.first, grid.last).map(grid.value)
                return st.one_of(st.sampled_from(named), anywhere) if named else anywhere
            case Family.YES_NO:
                return st.booleans()
            case Family.CHOICE:
                assert spec.kind.choices is not None
                return st.sampled_from(spec.kind.choices.names)
            case Family.DATE | Family.MONTH:
                first = spec.kind.family is Family.MONTH
                days = st.sampled_from([*self.breakpoints.days(), _USUAL_DAY])
                near = st.one_of(days, st.dates(date(2015, 1, 1), date(2035, 12, 31)))
                return near.map(lambda day: day.replace(day=1)) if first else near
            case Family.TEXT:
                return st.sampled_from([*self.breakpoints.texts(), *_USUAL_TEXTS])

    def _persons(self, day: date | None) -> st.SearchStrategy[Person]:
        """People, whether the policy accepts them or not."""

        @st.composite
        def drawn(draw: st.DrawFn) -> Person:
            person = self._changed(draw) if self.known and draw(st.integers(0, 3)) > 0 else self._new(draw)
            wanted = day if day is not None or self._is_timeless else draw(self.days())
            person = self._on(person, wanted)
            if self.steering.aims and draw(st.integers(0, 2)) > 0:
                aim = draw(st.sampled_from(self.steering.aims))
                name = draw(st.sampled_from(aim.inputs))
                person = self.steering.steered(person, aim, name, draw(st.sampled_from((0, 1, -1, 2))))
            return person

        return drawn()

    @property
    def _is_timeless(self) -> bool:
        return not self.plan.uses_dates

    def _in_effect(self, day: date) -> date:
        """The day nearest to one on which the policy is in effect."""
        return min(max(day, self.plan.effective_from or date.min), self.plan.effective_to or date.max)

    def _dated(self, person: Person) -> Person:
        given = None if person.dates is None else person.dates.as_of
        if given is None and not self._is_timeless:
            given = self._in_effect(_USUAL_DAY)
        return self._on(person, given)

    def _on(self, person: Person, day: date | None) -> Person:
        return evolve(person, dates=None if day is None else run_dates(self.plan, None, day)[0])

    def _changed(self, draw: st.DrawFn) -> Person:
        """A known person with a few other values, and here and there other records."""
        person = draw(st.sampled_from(self.known))
        values = list(person.values)
        for _ in range(draw(st.integers(0, 3)) if self.plan.given else 0):
            place = draw(st.integers(0, len(self.plan.given) - 1))
            values[place] = draw(self._value(self.plan.given[place]))
        records = tuple(
            rows if table.is_past or draw(st.integers(0, 2)) > 0 else draw(self._rows(table))
            for table, rows in zip(self.plan.records, person.records, strict=True)
        )
        return evolve(person, key="", values=tuple(values), records=records)

    def _new(self, draw: st.DrawFn) -> Person:
        values = tuple(draw(self._value(spec)) for spec in self.plan.given)
        records = tuple(() if table.is_past else draw(self._rows(table)) for table in self.plan.records)
        return Person("", complete(self.plan, values), records)

    def _value(self, spec: InputSpec) -> st.SearchStrategy[Value | None]:
        values = self.values(spec)
        return st.one_of(values, values, values, st.none()) if spec.is_dispensable else values

    def _rows(self, table: RecordsPlan) -> st.SearchStrategy[tuple[Record, ...] | None]:
        row = st.tuples(*(self._value(spec) for spec in table.fields))
        rows = st.lists(row, max_size=_MOST_RECORDS).map(
            lambda found: tuple(Record(values, number) for number, values in enumerate(found, start=1))
        )
        return st.one_of(rows, rows, st.none()) if table.optional else rows

    def _accepts(self, person: Person) -> bool:
        try:
            given_person(self.plan, person).evaluate(self.policy)
        except (PersonError, LimitError):
            return False
        return True
