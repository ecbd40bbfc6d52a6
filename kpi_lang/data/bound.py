"""What binding yields: people with their values and records, rejections with reasons, and the counts of both."""

from collections.abc import Mapping

from attrs import define, field, frozen

from kpi_lang.data.schema import Value
from kpi_lang.source import DataPlace, Diagnostic


@frozen
class CellOrigin:
    """A column that values come from: the sheet (0 is the main one), its name, and the column's title."""

    sheet: int
    file: str
    title: str


@frozen(eq=False)
class RecordOrigin:
    """Where the records of one source, and of one code if it is unpivoted, come from: a title for each field.

    A title is None where the field is a constant or has no column.
    """

    file: str
    titles: tuple[str | None, ...]


@frozen
class BoundRecord:
    """A record of a table: values in the order of its fields, None where not given.

    `rejected` records cannot be used and withhold whatever reads them; their bad values are None.
    """

    values: tuple[Value | None, ...]
    row: int
    rejected: bool
    origin: RecordOrigin = field(eq=False, repr=False)

    def place_of(self, index: int) -> DataPlace | None:
        """The cell of a field, None where the field does not come from a cell."""
        title = self.origin.titles[index]
        return None if title is None else DataPlace(self.origin.file, self.row, title)


@frozen
class BoundRow:
    """A person whose row can be evaluated.

    `values` are in the order of the schema's inputs, None where not given; `records` hold for each table the
    person's records in the order of the file, or None where the table was not supplied. `rows` are the row
    numbers in the main and in each joined sheet, None where a joined sheet does not have the person.
    """

    key: str
    carried: tuple[str | None, ...]
    values: tuple[Value | None, ...]
    records: tuple[tuple[BoundRecord, ...] | None, ...]
    place: DataPlace
    rows: tuple[int | None, ...] = field(repr=False)
    origins: tuple[CellOrigin | None, ...] = field(eq=False, repr=False)

    def place_of(self, index: int) -> DataPlace | None:
        """The cell of an input, None for a constant, or where no sheet has it for this person."""
        origin = self.origins[index]
        row = None if origin is None else self.rows[origin.sheet]
        return None if origin is None or row is None else DataPlace(origin.file, row, origin.title)

    @property
    def has_rejected_records(self) -> bool:
        """Whether a record of the person cannot be used."""
        return any(record.rejected for table in self.records for record in table or ())


@frozen
class Rejection:
    """A row that cannot be used, with every reason; `key` is None where it has none that can be read."""

    key: str | None
    place: DataPlace
    diagnostics: tuple[Diagnostic, ...]


@frozen
class RecordRejection:
    """A record (or a joined row) set apart: it cannot be used, or nobody in the main sheet owns it.

    `table` is the table of records, or the name of the joined sheet.
    """

    table: str
    key: str | None
    place: DataPlace
    diagnostics: tuple[Diagnostic, ...]


@define
class TableCounts:
    """Rows of people or records: `read` is always `accepted + rejected + orphans` once all are read.

    `left_out` by a `where` or `only_with` of the binding and `blank` rows are not among those read. People
    have no orphans; a record whose owner's row is rejected counts as accepted, being sound itself.
    """

    read: int = 0
    accepted: int = 0
    rejected: int = 0
    orphans: int = 0
    left_out: int = 0
    blank: int = 0


@define
class Counts:
    """The accounts of one binding. `unmatched` are rows of joined sheets that belong to nobody who is read.

    `conversions` are cells that held a binary number which was taken for the decimal that it prints as.
    """

    people: TableCounts = field(factory=TableCounts)
    records: dict[str, TableCounts] = field(factory=dict)
    unmatched: int = 0
    conversions: int = 0

    @property
    def read(self) -> int:
        """Rows of people that were read."""
        return self.people.read

    @property
    def accepted(self) -> int:
        """Rows of people that can be evaluated."""
        return self.people.accepted

    @property
    def rejected(self) -> int:
        """Rows of people that cannot."""
        return self.people.rejected

    @property
    def orphans(self) -> int:
        """Records, of all tables, whose owner is not known."""
        return sum(table.orphans for table in self.records.values())


RecordsByOwner = Mapping[str, tuple[BoundRecord, ...]]
