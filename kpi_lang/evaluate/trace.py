"""What happened when one person was evaluated: every value, every decision, every rounding."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias

from attrs import evolve, field, frozen

from kpi_lang.core.absent import Absent
from kpi_lang.core.plan import Plan, Rule, Stage
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.person import Person
from kpi_lang.evaluate.population.sharing import Got


@frozen
class Each:
    """What happened at a point inside an aggregate: the rows for which it was reached, and what happened there."""

    happenings: tuple[tuple[int, "Happening"], ...]


Happening: TypeAlias = int | Fraction | tuple[int, ...] | Each | None
"""What happened at a point. None: it was not reached, or had an absent operand.

Choose: the index of the arm taken. Extreme: the index of the operand taken. Round: the exact value before; of a
power its base, since the power itself is rarely a number that can be written down. Aggregate: the numbers of
the rows that it is about. A point inside an aggregate: ``Each``.
"""


@frozen
class RecordTrace:
    """One record: the values of the computed columns, in the order of the table's rules, and what led to them.

    ``rejected``: the data layer rejected the row (then nothing was computed), or a requirement is not met.
    A requirement that could not be judged, for want of a value, is absent and rejects nothing.
    """

    values: tuple[Value | Absent, ...]
    points: tuple[Happening, ...]
    requirements: tuple[bool | Absent, ...]
    rejected: bool


@frozen
class Note:
    """What a later stage did to a rule's value: a move by calibration, an approval, a correction.

    ``facts`` are named values for reports: from, to, limit, reason.
    """

    stage: Stage
    rule: str
    facts: tuple[tuple[str, Value], ...]


@frozen
class PoolShare:
    """A pool as one person sees it: the ``amount`` (None: nobody knows it), the ``total`` of parts, and the own one.

    ``got`` is None for who does not take part and where nothing can be shared; ``rest`` is what is left.
    """

    amount: Fraction | None
    total: Fraction
    part: Value | None
    got: Got | None
    rest: Fraction
    step: Fraction


@frozen
class Compared:
    """Whom a figure about other people is about: the ``group``, how many were ``counted`` and how many of it were not.

    ``near`` are a few of those counted, by key with their values and, for a rank, their place in it: for a rank
    those beside the person, best first, else the first by key.
    """

    group: tuple[Value, ...]
    counted: int
    left_out: int
    near: tuple[tuple[str, Value | None, Value | None], ...]
    pool: PoolShare | None = None


@frozen
class Trace:
    """The evaluation of one person. Two traces are equal if the same happened, whoever computed it.

    ``scope``: whether the policy applies to the person; absent if that cannot be decided. ``requirements`` tells
    for each requirement of the plan whether it is met; one that is absent could not be judged and rejects
    nothing. ``values`` follow ``plan.rules``, ``points`` are by number, ``records`` follow ``plan.records``.
    All of them are computed in any case, so that a person out of scope can be explained as well.
    ``notes`` are added by stages that settle values among several people.
    """

    plan: Plan = field(eq=False, repr=False)
    person: Person = field(eq=False)
    positions: Mapping[str, int] = field(eq=False, repr=False)
    """Where each rule stands in ``values``, shared by all traces of a plan."""
    scope: bool | Absent
    requirements: tuple[bool | Absent, ...]
    values: tuple[Value | Absent, ...]
    points: tuple[Happening, ...]
    records: tuple[tuple[RecordTrace, ...] | None, ...]
    notes: tuple[Note, ...] = ()
    figures: tuple[Compared | None, ...] = ()
    """Whom each figure of the plan is about; empty for a person who was evaluated alone."""

    def __getitem__(self, rule: str) -> Value | Absent:
        """The value of a rule by name; ``KeyError`` if there is none."""
        return self.values[self.positions[rule]]

    def rule(self, name: str) -> Rule:
        """The rule of a name; ``KeyError`` if there is none."""
        return self.plan.rules[self.positions[name]]

    def output(self, name: str) -> Value | Absent:
        """The value of an output by its column name; ``KeyError`` if there is none."""
        for output in self.plan.outputs:
            if output.name == name:
                return self[output.rule]
        raise KeyError(name)

    @property
    def broken(self) -> tuple[int, ...]:
        """The requirements that the data do not meet, by their place in the plan."""
        return tuple(index for index, met in enumerate(self.requirements) if met is False)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The rules among the outputs that have no value."""
        return tuple(output.rule for output in self.plan.outputs if isinstance(self[output.rule], Absent))

    def settled(self, value: Value | Absent, note: Note) -> "Trace":
        """The trace after a later stage gave a rule another value, with the note that says why."""
        place = self.positions[note.rule]
        values = (*self.values[:place], value, *self.values[place + 1 :])
        return evolve(self, values=values, notes=(*self.notes, note))
