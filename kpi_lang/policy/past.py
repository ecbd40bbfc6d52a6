"""What is known of the earlier periods of each person: computed in the same run, or read from files of history."""

from datetime import date
from fractions import Fraction

from attrs import define, evolve, field

from kpi_lang.core.absent import Absent
from kpi_lang.core.plan import PAST_START, Plan
from kpi_lang.data.binding import Binding
from kpi_lang.data.bound import Rejection
from kpi_lang.data.by_period import by_period
from kpi_lang.data.people import bind
from kpi_lang.data.schema import Schema, Value
from kpi_lang.data.sheet import Sheet
from kpi_lang.evaluate.person import Record
from kpi_lang.policy.table import Table
from kpi_lang.source import Diagnostic
from kpi_lang.values.periods import Period


@define
class PastFigures:
    """The figures that a plan keeps for later periods, by person and period."""

    plan: Plan
    known: dict[str, dict[Period, tuple[Value | None, ...]]] = field(factory=dict)
    rejects: list[Rejection] = field(factory=list)
    """Rows of history that cannot be used."""
    end: date | None = None
    """Of a roll-up, the last day of the longer period: the periods in it count as earlier ones."""

    def until(self, longer: Period) -> "PastFigures":
        """The same for a roll-up: what is known up to the end of a longer period."""
        return PastFigures(self.plan, self.known, end=longer.last_day)

    def before(self, period: Period | None, key: str) -> tuple[Record, ...] | None:
        """The earlier periods of a person in the order of time; None if the plan reads none."""
        if self.plan.past is None:
            return None
        found = self.known.get(key, {})
        end = self.end or (date.max if period is None else period.first_day)
        rows = sorted(
            ((one, values) for one, values in found.items() if one.first_day < end),
            key=lambda row: row[0].first_day,
        )
        return tuple(Record(values, number) for number, (_, values) in enumerate(rows, start=1))

    def periods_of(self, key: str) -> tuple[Period, ...]:
        """The periods of which something is known of a person."""
        return tuple(self.known.get(key, {}))

    def note(self, table: Table) -> None:
        """Keep what a period came to, for everybody who has results."""
        past = self.plan.past
        if past is None or table.period is None:
            return
        inputs = {spec.name: place for place, spec in enumerate(self.plan.inputs)}
        names = {rule.name for rule in self.plan.rules}
        for person in table.people:
            values: list[Value | None] = []
            for spec in past.fields:
                if spec.name == PAST_START:
                    values.append(table.period.first_day)
                elif spec.name in inputs:
                    place = inputs[spec.name]
                    given = person.row.values[place]
                    values.append(self.plan.inputs[place].default if given is None else given)
                else:
                    assert spec.name in names
                    values.append(_plain(person.result.evaluated.rule(spec.name)))
            self.known.setdefault(person.row.key, {})[table.period] = tuple(values)

    def read(self, sheet: Sheet) -> None:
        """Take in a file of earlier results or figures: a row for each person and period.

        Raises `BindingError` where it has no key column, `DataFileError` where it breaks off. What it does not
        hold is not known; what the run computes itself goes before it.
        """
        past = self.plan.past
        length = self.plan.period
        if past is None or length is None:
            return
        parts = by_period(sheet, length)
        if parts is None:
            self.rejects.append(Rejection(None, sheet.place(), (Diagnostic.of("K921", sheet.place()),)))
            return
        self.rejects.extend(parts.rejected)
        fields = tuple(evolve(spec, optional=True) for spec in past.fields if spec.name != PAST_START)
        schema = Schema(self.plan.subject, self.plan.key, (), fields, ())
        binding = Binding(ignore=("*",))
        for period, part in parts.by_period.items():
            for row in bind(schema, part, {}, {}, binding):
                if isinstance(row, Rejection):
                    self.rejects.append(row)
                    continue
                values = iter(row.values)
                complete = tuple(
                    period.first_day if spec.name == PAST_START else next(values) for spec in past.fields
                )
                self.known.setdefault(row.key, {}).setdefault(period, complete)


def _plain(value: Value | Absent) -> Value | None:
    assert isinstance(value, Fraction | bool | str | date | Absent)
    return None if isinstance(value, Absent) else value
