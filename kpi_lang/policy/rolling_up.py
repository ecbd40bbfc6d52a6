"""The people of a longer period: each with their inputs as they add up over its periods."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from kpi_lang.core.plan import Plan, RollupPlan
from kpi_lang.data.bound import BoundRecord, BoundRow, Counts, RecordRejection, Rejection, TableCounts
from kpi_lang.data.schema import InputSpec, OverTime, Value
from kpi_lang.policy.past import PastFigures
from kpi_lang.policy.table import Appraised, Table
from kpi_lang.source import Diagnostic, Diagnostics
from kpi_lang.values.periods import Period


@frozen(eq=False)
class RolledRows:
    """A row for each person who has results in a period of the longer one, in the order of the data.

    Somebody of whom a period is known from history only is set apart: what their inputs were is not known.
    """

    rows: tuple[BoundRow | Rejection, ...]

    def __iter__(self) -> Iterator[BoundRow | Rejection]:
        return iter(self.rows)

    @property
    def findings(self) -> Diagnostics:
        """There are none beyond those of the periods."""
        return Diagnostics()

    @property
    def counts(self) -> Counts:
        """The rows, as they are counted in a run."""
        rejected = sum(isinstance(row, Rejection) for row in self.rows)
        return Counts(
            people=TableCounts(read=len(self.rows), accepted=len(self.rows) - rejected, rejected=rejected)
        )

    record_rejections: tuple[RecordRejection, ...] = ()
    orphans: tuple[RecordRejection, ...] = ()
    unmatched: tuple[RecordRejection, ...] = ()


def longer_periods(rollup: RollupPlan, periods: Sequence[Period]) -> tuple[Period, ...]:
    """The longer periods whose last period is among those evaluated, in the order of time."""
    found = {
        period.within(rollup.length)
        for period in periods
        if period.last_day == period.within(rollup.length).last_day
    }
    return tuple(sorted(found, key=lambda period: period.first_day))


def rolled_rows(plan: Plan, tables: Sequence[Table], longer: Period, past: PastFigures) -> RolledRows:
    """The people of a longer period, from the tables of its periods."""
    parts: dict[str, list[Appraised]] = {}
    for table in tables:
        if table.period is not None and longer.contains(table.period.first_day):
            for person in table.people:
                parts.setdefault(person.row.key, []).append(person)
    return RolledRows(tuple(_row(plan, people, longer, past) for people in parts.values()))


def _row(plan: Plan, people: list[Appraised], longer: Period, past: PastFigures) -> BoundRow | Rejection:
    last = people[-1].row
    evaluated = {person.period for person in people}
    only_known = [
        period
        for period in past.periods_of(last.key)
        if longer.contains(period.first_day) and period not in evaluated
    ]
    if only_known:
        names = tuple(map(str, only_known))
        return Rejection(last.key, last.place, (Diagnostic.of("K968", last.place, periods=names),))
    rows = [person.row for person in people]
    values = tuple(
        _added_up(spec, [row.values[place] for row in rows]) for place, spec in enumerate(plan.given)
    )
    records = tuple(_joined([row.records[place] for row in rows]) for place in range(len(last.records)))
    return evolve(last, values=values, records=records, origins=(None,) * len(last.origins))


def _added_up(spec: InputSpec, values: list[Value | None]) -> Value | None:
    """An input over several periods, as the policy says; where it says nothing, the last that is given."""
    given = [value for value in values if value is not None]
    if not given:
        return None
    numbers = [value for value in given if isinstance(value, Fraction)]
    match spec.over_time:
        case OverTime.SUM if len(numbers) == len(given):
            return sum(numbers, Fraction(0))
        case OverTime.MEAN if len(numbers) == len(given):
            return sum(numbers, Fraction(0)) / len(numbers)
        case _:
            return given[-1]


def _joined(tables: list[tuple[BoundRecord, ...] | None]) -> tuple[BoundRecord, ...] | None:
    """The records of several periods; a table that serves them all gives each record once."""
    given = [table for table in tables if table is not None]
    if not given:
        return None
    found = {(record.origin.file, record.row): record for table in given for record in table}
    return tuple(found.values())
