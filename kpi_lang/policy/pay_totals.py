"""What a run pays altogether: the figures that payroll reconciles with."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from kpi_lang.core.plan import Role
from kpi_lang.policy.table import Appraised, Table
from kpi_lang.values.periods import Period


@frozen
class PayTotal:
    """One pay of one period: how many people have it, what it adds up to, and how many have no result."""

    period: str
    """Empty in a run without periods."""
    name: str
    title: str
    digits: int | None
    people: int
    amount: Fraction
    without: int


def pay_totals(table: Table) -> Iterator[PayTotal]:
    """Every pay of every period, in the order of the results."""
    by_period: dict[Period | None, list[Appraised]] = {}
    for person in table.people:
        by_period.setdefault(person.period, []).append(person)
    for period, people in by_period.items():
        for output in table.plan.outputs:
            if output.role is Role.PAY:
                found = [person.result.output(output) for person in people]
                amounts = [value for value in found if isinstance(value, Fraction)]
                yield PayTotal(
                    "" if period is None else str(period),
                    output.name,
                    output.title or output.name,
                    output.digits,
                    len(amounts),
                    sum(amounts, Fraction(0)),
                    len(found) - len(amounts),
                )
