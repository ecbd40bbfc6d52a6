"""Records: rows that belong to people, from files of their own or from wide sheets, grouped by owner."""

from collections.abc import Container, Iterable, Iterator, Mapping

from attrs import define, field, frozen

from kpi_lang.data.binding import ColumnBinding, RecordSource
from kpi_lang.data.bound import BoundRecord, RecordOrigin, RecordRejection, TableCounts
from kpi_lang.data.cells import Flaw
from kpi_lang.data.columns import BoundColumn, ColumnFinder
from kpi_lang.data.filtered import Condition, chosen_rows, conditions, raggedness
from kpi_lang.data.keys import KeyColumn
from kpi_lang.data.schema import RecordsSchema, Value
from kpi_lang.data.sheet import Column, Row
from kpi_lang.source import DataPlace, Diagnostic, Diagnostics


@frozen(eq=False)
class RecordLayout:
    """Where the fields of one record stand in a row; of an unpivoted sheet there is one layout for each code."""

    columns: tuple[BoundColumn, ...]
    origin: RecordOrigin
    only_with: tuple[int, ...]

    def used(self) -> Iterator[Column]:
        """The columns of the sheet that it reads."""
        return (bound.column for bound in self.columns if bound.column is not None)


@frozen(eq=False)
class BoundSource:
    """One sheet of records with its owner's key column and its layouts."""

    key: KeyColumn
    where: tuple[Condition, ...]
    layouts: tuple[RecordLayout, ...]


@define
class RecordTable:
    """The records of one table by owner, with those set apart and the counts."""

    schema: RecordsSchema
    by_owner: dict[str, list[BoundRecord]] = field(factory=dict)
    rejections: list[RecordRejection] = field(factory=list)
    orphans: list[RecordRejection] = field(factory=list)
    counts: TableCounts = field(factory=TableCounts)

    def of(self, owner: str) -> tuple[BoundRecord, ...]:
        """The records of one owner in the order of the sources and rows."""
        return tuple(self.by_owner.get(owner, ()))


def bind_source(
    schema: RecordsSchema, source: RecordSource, key: KeyColumn, finder: ColumnFinder
) -> BoundSource:
    """Find the columns of a source's records; what is missing goes to the finder's findings."""
    findings = finder.findings
    names = [spec.name for spec in schema.fields]
    only_with = tuple(names.index(name) for name in source.only_with if name in names)
    layouts: list[RecordLayout] = []
    for bindings in _bindings_by_code(source):
        columns = tuple(finder.bind(spec, bindings.get(spec.name, ColumnBinding())) for spec in schema.fields)
        titles = tuple(None if bound.column is None else bound.column.label for bound in columns)
        layouts.append(RecordLayout(columns, RecordOrigin(key.sheet.name, titles), only_with))
    return BoundSource(key, conditions(key.sheet, source.where, findings), tuple(layouts))


def _bindings_by_code(source: RecordSource) -> Iterator[Mapping[str, ColumnBinding]]:
    """The bindings of the fields, once, or for each code with its titles and constants put in."""
    unpivot = source.unpivot
    if unpivot is None:
        yield source.columns
        return
    for code in unpivot.codes:
        own = {unpivot.name: code.text, **code.constants}
        yield {
            **{
                name: ColumnBinding(
                    titles=tuple(unpivot.title(title, code.text) for title in column.titles),
                    sheet=column.sheet,
                    constant=column.constant,
                    suffix=column.suffix,
                    missing=column.missing,
                    span=column.span,
                )
                for name, column in source.columns.items()
            },
            **{name: ColumnBinding(constant=text, span=unpivot.span) for name, text in own.items()},
        }


def load_records(
    schema: RecordsSchema, sources: Iterable[BoundSource], people: Container[str], findings: Diagnostics
) -> RecordTable:
    """Read the records of a table. One that has a wrong value is kept for its owner, marked as rejected."""
    table = RecordTable(schema)
    for source in sources:
        for row in chosen_rows(source.key.sheet, source.where, table.counts):
            _load_row(table, source, row, people, findings)
    return table


def _load_row(
    table: RecordTable, source: BoundSource, row: Row, people: Container[str], findings: Diagnostics
) -> None:
    key = source.key.read(row)
    sheet = source.key.sheet
    ragged = raggedness(sheet, row, findings)
    shared = table.schema.by is not None
    owner = key if isinstance(key, str) and (shared or key in people) else None
    read_before = table.counts.read
    for layout in source.layouts:
        values, flaws = _values(layout, row) if ragged is None else ((), [ragged])
        if ragged is None and not flaws and any(values[index] is None for index in layout.only_with):
            table.counts.left_out += 1
            continue
        table.counts.read += 1
        if owner is None:
            table.counts.orphans += 1
            continue
        if shared and owner in table.by_owner:
            place = source.key.place(row)
            flaws = [*flaws, Diagnostic.of("K906", place, key=owner, records=table.schema.title)]
        if flaws:
            table.counts.rejected += 1
            values = values or (None,) * len(layout.columns)
            table.rejections.append(
                RecordRejection(table.schema.name, owner, sheet.place(row.number), tuple(flaws))
            )
        else:
            table.counts.accepted += 1
        record = BoundRecord(values, row.number, bool(flaws), layout.origin)
        table.by_owner.setdefault(owner, []).append(record)
    if owner is None and table.counts.read > read_before:
        table.orphans.append(_orphan(table, source, row, key))


def _orphan(
    table: RecordTable, source: BoundSource, row: Row, key: str | Diagnostic | None
) -> RecordRejection:
    place = source.key.place(row)
    match key:
        case None:
            finding = source.key.empty(row)
        case str():
            finding = Diagnostic.of("K843", place, key=key, records=table.schema.title or table.schema.name)
        case Diagnostic():
            finding = key
    return RecordRejection(table.schema.name, key if isinstance(key, str) else None, place, (finding,))


def _values(layout: RecordLayout, row: Row) -> tuple[tuple[Value | None, ...], list[Diagnostic]]:
    """The values of a record, None where not given or wrong, and what is wrong."""
    values: list[Value | None] = []
    flaws: list[Diagnostic] = []
    for bound in layout.columns:
        if bound.column is None:
            values.append(bound.constant)
            continue
        value = bound.reader.read(row.cells[bound.column.position])
        if isinstance(value, Flaw):
            flaws.append(value.at(DataPlace(layout.origin.file, row.number, bound.column.label)))
            values.append(None)
        else:
            values.append(value)
    return tuple(values), flaws
