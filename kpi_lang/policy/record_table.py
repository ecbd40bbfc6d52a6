"""The records of everybody with the columns that a policy computes for them, to be written back."""

from collections.abc import Iterator, Sequence

from attrs import field, frozen

from kpi_lang.core.absent import Absent
from kpi_lang.core.plan import RecordsPlan, Rule
from kpi_lang.data.output import OutputColumn, OutputValue
from kpi_lang.data.schema import Value
from kpi_lang.policy.table import Appraised, Table, form_of
from kpi_lang.report.figures import reason_text
from kpi_lang.source import Lang


@frozen
class _Row:
    """One record: whose it is, where it stands in the data, what was read and what was computed."""

    key: str
    file: str
    number: int
    stored: tuple[Value | None, ...]
    computed: tuple[Value | Absent, ...]


@frozen(eq=False)
class RecordTable:
    """One table of records of the people accepted, in the order in which the records were read.

    Its columns are the key, the stored columns and the computed ones; where a record has no value, a column
    `<name>_why` tells the reason. Rejected records are not in it: `Table.record_rejects` has them.
    """

    table: Table = field(repr=False)
    plan: RecordsPlan
    rows: tuple[_Row, ...] = field(repr=False)

    @classmethod
    def of(cls, table: Table, name: str) -> "RecordTable":
        """The records called ``name``; raises `KeyError` if the policy has none of that name."""
        for place, plan in enumerate(table.plan.records):
            if plan.name == name:
                found = [row for person in table.people for row in _rows(person, place, plan)]
                files = {file: number for number, file in enumerate(dict.fromkeys(row.file for row in found))}
                found.sort(key=lambda row: (files[row.file], row.number))
                return cls(table, plan, tuple(found))
        raise KeyError(name)

    def columns(self) -> tuple[OutputColumn, ...]:
        """The columns to be written; numbers have as many places as they need."""
        columns = [OutputColumn(self.table.plan.key)]
        columns += [OutputColumn(spec.name, form_of(spec.kind)) for spec in self.plan.fields]
        for place, rule in self._shown():
            columns.append(OutputColumn(rule.name, form_of(rule.kind)))
            if self._has_gaps(place):
                columns.append(OutputColumn(f"{rule.name}_why"))
        return tuple(columns)

    def values(self, columns: Sequence[OutputColumn], lang: Lang) -> Iterator[tuple[OutputValue, ...]]:
        """The values of the rows in the order of ``columns``, exact."""
        wanted = frozenset(column.name for column in columns)
        return (tuple(self._cells(row, wanted, lang)) for row in self.rows)

    def _cells(self, row: _Row, wanted: frozenset[str], lang: Lang) -> Iterator[OutputValue]:
        yield row.key
        yield from row.stored
        for place, rule in self._shown():
            value = row.computed[place]
            yield None if isinstance(value, Absent) else value
            if f"{rule.name}_why" in wanted:
                yield reason_text(value, lang) if isinstance(value, Absent) else None

    def _shown(self) -> Iterator[tuple[int, Rule]]:
        """The computed columns that authors and readers know by name; dotted ones are parts of them."""
        return ((place, rule) for place, rule in enumerate(self.plan.rules) if "." not in rule.name)

    def _has_gaps(self, place: int) -> bool:
        return any(isinstance(row.computed[place], Absent) for row in self.rows)


def _rows(person: Appraised, place: int, plan: RecordsPlan) -> Iterator[_Row]:
    records, traces = person.row.records[place], person.result.trace.records[place]
    for record, happened in zip(records or (), traces or (), strict=True):
        if happened.rejected:
            continue
        stored = tuple(
            spec.default if value is None else value
            for spec, value in zip(plan.fields, record.values, strict=True)
        )
        yield _Row(person.row.key, record.origin.file, record.row, stored, happened.values)
