"""Binding: the rows of the main sheet, each with its joined cells and records, accepted or rejected."""

from collections.abc import Iterator, Mapping

from kpi_lang.data.binding import Binding
from kpi_lang.data.bound import (
    BoundRecord,
    BoundRow,
    CellOrigin,
    Counts,
    RecordRejection,
    Rejection,
    TableCounts,
)
from kpi_lang.data.cells import Flaw, read_name
from kpi_lang.data.columns import BoundColumn
from kpi_lang.data.filtered import chosen_rows, raggedness
from kpi_lang.data.joined import JoinedSheet, load_joined
from kpi_lang.data.keys import index_keys
from kpi_lang.data.layout import Layout, plan_layout
from kpi_lang.data.raw import RawCell
from kpi_lang.data.record_tables import RecordTable, load_records
from kpi_lang.data.schema import Schema, Value
from kpi_lang.data.sheet import Row, Sheet
from kpi_lang.source import DataPlace, Diagnostic, Diagnostics


def bind(
    schema: Schema,
    main: Sheet,
    others: Mapping[str, Sheet] | None = None,
    records: Mapping[str, Sheet] | None = None,
    binding: Binding | None = None,
) -> "Bound":
    """Bind sheets to what a policy reads: `main` says who is read, `others` are joined by their keys.

    `records` are sheets of their own for tables of records. Raises `BindingError` where columns are missing
    or doubtful, `DataFileError` where a file breaks off.
    """
    layout = plan_layout(schema, main, others or {}, records or {}, binding or Binding())
    return Bound(schema, layout)


class Bound:
    """The people of a main sheet. Iterating reads its rows; each is a `BoundRow` or a `Rejection`, in order.

    `counts` is complete once all rows are read. `record_rejections`, `orphans` (records of nobody) and
    `unmatched` (joined rows of nobody) are known from the start.
    """

    def __init__(self, schema: Schema, layout: Layout) -> None:
        self.schema = schema
        self.counts = Counts()
        self._layout = layout
        self._sheet = layout.key.sheet
        self._index = index_keys(layout.key, layout.where)
        self._joined: tuple[tuple[int, JoinedSheet], ...] = tuple(
            (one.number, load_joined(one.name, one.key, one.where, self._index, layout.findings))
            for one in layout.joined
        )
        self._tables: tuple[RecordTable | None, ...] = tuple(
            None if sources is None else load_records(table, sources, self._index, layout.findings)
            for table, sources in zip(schema.records, layout.sources, strict=True)
        )
        self._origins = tuple(self._origin(bound) for bound in layout.inputs)
        for table in self._tables:
            if table is not None:
                self.counts.records[table.schema.name] = table.counts
        self.counts.unmatched = len(self.unmatched)
        self.counts.conversions = self._conversions()

    @property
    def findings(self) -> Diagnostics:
        """Warnings and notes about the sheets as a whole; complete once all rows are read."""
        found = Diagnostics(self._layout.findings)
        if self.counts.conversions:
            found.add(Diagnostic.of("K881", self._sheet.place(), count=self.counts.conversions))
        return found

    @property
    def record_rejections(self) -> tuple[RecordRejection, ...]:
        """Records that cannot be used, of all tables."""
        return tuple(one for table in self._tables if table is not None for one in table.rejections)

    @property
    def orphans(self) -> tuple[RecordRejection, ...]:
        """Rows of records whose owner is not in the main sheet, of all tables."""
        return tuple(one for table in self._tables if table is not None for one in table.orphans)

    @property
    def unmatched(self) -> tuple[RecordRejection, ...]:
        """Rows of joined sheets whose key is not in the main sheet."""
        return tuple(one for _, joined in self._joined for one in joined.unmatched)

    def __iter__(self) -> Iterator[BoundRow | Rejection]:
        people = self.counts.people = TableCounts()
        for bound in self._layout.inputs:
            bound.reader.conversions = 0
        for row in chosen_rows(self._sheet, self._layout.where, people):
            people.read += 1
            result = self._person(row)
            if isinstance(result, BoundRow):
                people.accepted += 1
            else:
                people.rejected += 1
            yield result
        self.counts.conversions = self._conversions()

    def _origin(self, bound: BoundColumn) -> CellOrigin | None:
        if bound.column is None:
            return None
        return CellOrigin(bound.sheet, self._layout.sheet_names[bound.sheet], bound.column.label)

    def _person(self, row: Row) -> BoundRow | Rejection:
        place = self._sheet.place(row.number)
        key = self._layout.key.read(row)
        reasons = [] if not isinstance(key, Diagnostic) else [key]
        name = key if isinstance(key, str) else None
        if key is None:
            reasons.append(self._layout.key.empty(row))
        ragged = raggedness(self._sheet, row, self._layout.findings)
        if ragged is not None:
            return Rejection(name, place, (*reasons, ragged))
        if name is not None:
            repeated = self._index.repetition(name, self._layout.key.place(row))
            if repeated is not None:
                reasons.append(repeated)
        sheets = self._sheet_rows(row, name, reasons)
        carried = tuple(self._carried(bound, sheets, reasons) for bound in self._layout.carried)
        values = tuple(self._value(bound, sheets, reasons) for bound in self._layout.inputs)
        if reasons or name is None:
            return Rejection(name, place, tuple(reasons))
        return BoundRow(
            name,
            carried,
            values,
            tuple(self._records(table, name, values) for table in self._tables),
            place,
            tuple(None if found is None else found.number for found in sheets),
            self._origins,
        )

    def _records(
        self, table: RecordTable | None, key: str, values: tuple[Value | None, ...]
    ) -> tuple[BoundRecord, ...] | None:
        """The person's own records, or those of what the person shares with others; None if that is not given."""
        if table is None or table.schema.by is None:
            return None if table is None else table.of(key)
        place = next(p for p, spec in enumerate(self.schema.inputs) if spec.name == table.schema.by)
        shared = values[place] or self.schema.inputs[place].default
        return None if shared is None else table.of(str(shared))

    def _sheet_rows(self, row: Row, key: str | None, reasons: list[Diagnostic]) -> list[Row | None]:
        """The person's row in each sheet by the sheet's number; None where there is none that can be used."""
        found: list[Row | None] = [row, *(None for _ in self._layout.sheet_names[1:])]
        for number, joined in self._joined if key is not None else ():
            assert key is not None
            damage = joined.damaged.get(key)
            if damage is None:
                found[number] = joined.rows.get(key)
            else:
                reasons.extend(damage)
        return found

    def _value(self, bound: BoundColumn, sheets: list[Row | None], reasons: list[Diagnostic]) -> Value | None:
        if bound.column is None:
            return bound.constant
        row = sheets[bound.sheet]
        if row is None:
            return None
        value = bound.reader.read(row.cells[bound.column.position])
        if isinstance(value, Flaw):
            reasons.append(value.at(self._cell_place(bound, row)))
            return None
        return value

    def _carried(self, bound: BoundColumn, sheets: list[Row | None], reasons: list[Diagnostic]) -> str | None:
        row = sheets[bound.sheet]
        if bound.column is None or row is None:
            return str(bound.constant) if bound.constant is not None else None
        cell: RawCell = row.cells[bound.column.position]
        text = read_name(bound.reader.spec.name, cell, self._layout.missing)
        if isinstance(text, Flaw):
            reasons.append(text.at(self._cell_place(bound, row)))
            return None
        return text

    def _cell_place(self, bound: BoundColumn, row: Row) -> DataPlace:
        assert bound.column is not None
        return DataPlace(self._layout.sheet_names[bound.sheet], row.number, bound.column.label)

    def _conversions(self) -> int:
        layouts = (
            layout for sources in self._layout.sources for one in sources or () for layout in one.layouts
        )
        columns = (*self._layout.inputs, *(bound for layout in layouts for bound in layout.columns))
        return sum(bound.reader.conversions for bound in columns)
