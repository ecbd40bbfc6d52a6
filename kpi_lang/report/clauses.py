"""The clauses of a policy's document: what carries each out, what examples reach, what is left to read."""

from collections.abc import Iterable
from enum import Enum

from attrs import frozen

from kpi_lang.core.absent import Absent
from kpi_lang.core.clauses import ClausePlan, Reading
from kpi_lang.core.plan import Plan
from kpi_lang.evaluate.trace import Trace


class Standing(Enum):
    """How a clause stands in the policy."""

    REACHED = "reached"
    """A rule carries it out, and an example reaches that."""
    NOT_REACHED = "not reached"
    WITHOUT_RULE = "without rule"
    """No rule carries it out, and the policy says why."""
    PARTED = "parted"
    """It only holds clauses with numbers of their own."""
    OPEN = "open"
    """Nothing carries it out, and nothing says why."""


@frozen
class ClauseReached:
    """A clause, in how many examples something of it had a value, and how it is read."""

    plan: ClausePlan
    examples: int
    readings: tuple[Reading, ...]

    @property
    def standing(self) -> Standing:
        """How it stands in the policy."""
        if self.plan.cited:
            return Standing.REACHED if self.examples else Standing.NOT_REACHED
        if self.plan.without_rule is not None:
            return Standing.WITHOUT_RULE
        return Standing.PARTED if self.plan.is_container else Standing.OPEN


def clauses_reached(plan: Plan, traces: Iterable[Trace]) -> tuple[ClauseReached, ...]:
    """Every clause of a policy's document, in its order, as far as evaluations reach it."""
    valued = [_with_values(trace) for trace in traces]
    return tuple(
        ClauseReached(
            clause,
            sum(_reaches(clause, names) for names in valued),
            tuple(reading for reading in plan.readings if clause.clause in reading.clauses),
        )
        for clause in plan.clauses
    )


def count(found: Iterable[ClauseReached], *standings: Standing) -> int:
    """How many clauses stand in one of these ways."""
    return sum(clause.standing in standings for clause in found)


def _with_values(trace: Trace) -> frozenset[str]:
    """The rules that have a value for a person, computed columns of records among them."""
    names = {
        rule.name
        for rule, value in zip(trace.plan.rules, trace.values, strict=True)
        if not isinstance(value, Absent)
    }
    for table, records in zip(trace.plan.records, trace.records, strict=True):
        for record in records or ():
            for rule, value in zip(table.rules, record.values, strict=False):
                if not isinstance(value, Absent):
                    names.add(f"{table.name}.{rule.name}")
    return frozenset(names)


def _reaches(clause: ClausePlan, valued: frozenset[str]) -> bool:
    return any(one.for_everybody or not valued.isdisjoint(one.rules) for one in clause.cited)
