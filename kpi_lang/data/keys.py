"""Keys: the column that names a person, and how often each key stands in a sheet."""

from collections.abc import Sequence

from attrs import define, field, frozen

from kpi_lang.data.bound import TableCounts
from kpi_lang.data.cells import Flaw, read_name
from kpi_lang.data.columns import find_column
from kpi_lang.data.filtered import Condition, chosen_rows
from kpi_lang.data.quoting import listed, quoted
from kpi_lang.data.sheet import Column, Row, Sheet
from kpi_lang.source import DataPlace, Diagnostic, Diagnostics, Span
from kpi_lang.source.nearest import nearest

_SUMMARIES = frozenset(
    {
        "total",
        "totals",
        "grand total",
        "subtotal",
        "sum",
        "average",
        "合计",
        "总计",
        "小计",
        "总和",
        "汇总",
        "平均",
        "平均值",
    }
)
"""What the key column says in rows that sum others up; nobody is called so."""


@frozen
class KeyColumn:
    """The key column of a sheet; `name` is the key's name in the policy."""

    sheet: Sheet
    column: Column
    name: str
    missing: frozenset[str]

    def read(self, row: Row) -> str | Diagnostic | None:
        """The key of a row, None where it is empty, or the finding that it cannot be one."""
        if self.column.position >= len(row.cells):
            return None
        key = read_name(self.name, row.cells[self.column.position], self.missing)
        if isinstance(key, Flaw):
            return key.at(self.place(row))
        if key is not None and key.casefold().rstrip(":：") in _SUMMARIES:
            return Diagnostic.of("K846", self.place(row), key=key, name=self.name)
        return key

    def place(self, row: Row) -> DataPlace:
        """The cell of a row's key."""
        return self.sheet.place(row.number, self.column.label)

    def empty(self, row: Row) -> Diagnostic:
        """The finding that a row has no key."""
        return Diagnostic.of("K840", self.place(row), name=self.name)


def find_key(
    sheet: Sheet,
    titles: Sequence[str],
    name: str,
    missing: frozenset[str],
    findings: Diagnostics,
    span: Span | None = None,
) -> KeyColumn | None:
    """The key column of a sheet by its possible titles; a sheet without one is a finding."""
    column = find_column(sheet, titles, name, findings)
    if column is not None:
        return KeyColumn(sheet, column, name, missing)
    present = [column.title for column in sheet.columns if column.title]
    near = next((close for title in titles if (close := nearest(title, present))), None)
    findings.add(
        Diagnostic.of(
            "K821",
            span or sheet.place(),
            help="nearest" if near else "none",
            name=name,
            titles=quoted(titles),
            nearest=near or "",
            file=sheet.name,
        )
    )
    return None


@define
class KeyIndex:
    """Every key of the main sheet, and of each repeated one the rows."""

    first_row: dict[str, int] = field(factory=dict)
    repeated: dict[str, list[int]] = field(factory=dict)

    def __contains__(self, key: object) -> bool:
        return key in self.first_row

    def note(self, key: str, row: int) -> None:
        """Count a row of a key."""
        first = self.first_row.setdefault(key, row)
        if first != row:
            self.repeated.setdefault(key, [first]).append(row)

    def repetition(self, key: str, place: DataPlace) -> Diagnostic | None:
        """The finding for a row whose key other rows have too."""
        rows = self.repeated.get(key)
        if rows is None:
            return None
        return Diagnostic.of("K841", place, key=key, rows=listed(rows), count=len(rows))


def index_keys(column: KeyColumn, where: tuple[Condition, ...]) -> KeyIndex:
    """The keys of a sheet, read once through; rows that will be rejected count as well.

    A damaged row says nothing about its twin with the same key, so neither is used.
    """
    index = KeyIndex()
    for row in chosen_rows(column.sheet, where, TableCounts()):
        key = column.read(row)
        if isinstance(key, str):
            index.note(key, row.number)
    return index
