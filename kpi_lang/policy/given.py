"""One person given as Python values: names or titles to values, read like the cells of a sheet."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from attrs import field, frozen

from kpi_lang.core.plan import Plan, RecordsPlan
from kpi_lang.data.cells import CellReader, Flaw
from kpi_lang.data.raw import raw_cell
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.person import Person, Record, RunDates
from kpi_lang.evaluate.supplying import complete
from kpi_lang.policy.person_error import PersonError
from kpi_lang.source import DataPlace, Diagnostic
from kpi_lang.source.nearest import nearest

GivenRecords: TypeAlias = Mapping[str, Iterable[Mapping[str, object]]]


@frozen(eq=False)
class PersonReader:
    """Reads people given as mappings for one plan; safe for use by several threads."""

    plan: Plan
    inputs: "_Fields" = field(init=False)
    tables: dict[str, tuple[int, "_Fields"]] = field(init=False)
    passed: frozenset[str] = field(init=False)
    """Names that a person may have without their being inputs: the key and what people belong to."""

    @inputs.default
    def _read_inputs(self) -> "_Fields":
        return _Fields.of(self.plan.given)

    @tables.default
    def _read_tables(self) -> dict[str, tuple[int, "_Fields"]]:
        found: dict[str, tuple[int, _Fields]] = {}
        for place, table in enumerate(self.plan.records):
            fields = _Fields.of(table.fields)
            for name in (table.title, table.name):
                if name:
                    found[name] = place, fields
        return found

    @passed.default
    def _pass(self) -> frozenset[str]:
        schema = self.plan.schema()
        return frozenset((schema.key, *schema.carried))

    def read(
        self, values: Mapping[str, object], records: GivenRecords | None, dates: RunDates | None
    ) -> Person:
        """The person; raises `PersonError` with everything that is wrong with the values."""
        findings: list[Diagnostic] = []
        read = self.inputs.read(values, DataPlace(self.plan.subject), self.passed, findings)
        tables = self._tables(records or {}, findings)
        if findings:
            raise PersonError(findings)
        key = values.get(self.plan.key)
        return Person("" if key is None else str(key), complete(self.plan, read), tables, dates)

    def _tables(
        self, records: GivenRecords, findings: list[Diagnostic]
    ) -> tuple[tuple[Record, ...] | None, ...]:
        found: list[tuple[Record, ...] | None] = [None] * len(self.plan.records)
        for name, rows in records.items():
            if name not in self.tables:
                findings.append(unknown_records(name, self.plan))
                continue
            place, fields = self.tables[name]
            found[place] = tuple(
                Record(fields.read(row, DataPlace(name, number), self.passed, findings), number)
                for number, row in enumerate(rows, start=1)
            )
        findings.extend(
            records_not_given(table)
            for table, rows in zip(self.plan.records, found, strict=True)
            if rows is None and not table.optional
        )
        return tuple(found)


@frozen(eq=False)
class _Fields:
    """The columns of one table by every name that they answer to."""

    readers: tuple[CellReader, ...]
    places: dict[str, int]

    @classmethod
    def of(cls, specs: tuple[InputSpec, ...]) -> "_Fields":
        # A name goes before a title that another input happens to have.
        places = {spec.title: place for place, spec in enumerate(specs) if spec.title}
        places |= {spec.name: place for place, spec in enumerate(specs)}
        return cls(tuple(map(CellReader, specs)), places)

    def read(
        self,
        values: Mapping[str, object],
        place: DataPlace,
        passed: frozenset[str],
        findings: list[Diagnostic],
    ) -> tuple[Value | None, ...]:
        found: list[Value | None] = [None] * len(self.readers)
        for name, value in values.items():
            index = self.places.get(name)
            if index is None:
                if name not in passed:
                    findings.append(self._unknown(name))
                continue
            reading = self.readers[index].read(raw_cell(value))
            if isinstance(reading, Flaw):
                findings.append(reading.at(DataPlace(place.file, place.row, name)))
            else:
                found[index] = reading
        return tuple(found)

    def _unknown(self, name: str) -> Diagnostic:
        near = nearest(name, self.places)
        known = tuple(reader.spec.name for reader in self.readers)
        return Diagnostic.of(
            "K975", name=name, nearest=near or "", known=known, help="nearest" if near else "none"
        )


def unknown_records(name: str, plan: Plan) -> Diagnostic:
    """The finding that the policy has no records of a name."""
    known = tuple(table.name for table in plan.records)
    near = nearest(name, known)
    how = "nearest" if near else "none" if known else "nothing"
    return Diagnostic.of("K976", name=name, nearest=near or "", known=known, help=how)


def records_not_given(table: RecordsPlan) -> Diagnostic:
    """The finding that records which the policy reads are not there at all."""
    return Diagnostic.of("K977", table.span, name=table.name)
