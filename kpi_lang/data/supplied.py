"""Values of parameters that come from outside: from a file, or from the program that loads the policy."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

from attrs import frozen

from kpi_lang.data.file_error import DataFileError
from kpi_lang.data.files import open_sheet
from kpi_lang.data.frames import sheet_from
from kpi_lang.data.raw import RawCell, is_blank, raw_cell
from kpi_lang.data.sheet import Column, Sheet
from kpi_lang.source import DataPlace, Diagnostic

_VALUE_TITLES = frozenset({"value", "值", "取值", "数值"})
_DATE_TITLES = frozenset({"from", "since", "自", "起", "生效日期", "起始日期"})


@frozen
class SuppliedRow:
    """One value: for a category (None: for all others), from a day (None: always), and where it was found."""

    category: RawCell
    since: RawCell
    value: RawCell
    place: DataPlace


@frozen
class Supplied:
    """Every value of one parameter, as found."""

    rows: tuple[SuppliedRow, ...]
    origin: str

    @property
    def is_single(self) -> bool:
        """Whether it is one value for everybody at all times."""
        return len(self.rows) == 1 and self.rows[0].category is None and self.rows[0].since is None


Override: TypeAlias = str | Supplied
"""What stands in for the value of a parameter: a text as a person would write it, or a table."""


def supplied_file(path: str | Path) -> Supplied:
    """The values in a file: a column of values, one of dates (`from`) and one of categories where there are any.

    Raises `DataFileError` where the file cannot be read or is no such table.
    """
    return _of_sheet(open_sheet(path))


def override_of(text: str) -> Override:
    """What `--set NAME=…` gives: a value, or the file behind an `@`; raises `DataFileError` for that."""
    return supplied_file(text[1:]) if text.startswith("@") else text


def supplied_value(name: str, given: object) -> Override:
    """A value from a program: a number or text, a mapping by category or by date (or both), rows, or a path.

    Raises `DataFileError` for a path that cannot be read, `TypeError` for what is none of these.
    """
    match given:
        case Path():
            return supplied_file(given)
        case str():
            return given
        case Mapping():
            return Supplied(tuple(_of_mapping(name, given)), name)
        case Sequence():
            return _of_sheet(sheet_from(given, name))
        case _:
            return Supplied((SuppliedRow(None, None, raw_cell(given), DataPlace(name)),), name)


def _of_mapping(name: str, given: Mapping[object, object], category: RawCell = None) -> Iterator[SuppliedRow]:
    for key, value in given.items():
        if isinstance(key, date):
            yield SuppliedRow(category, key, raw_cell(value), DataPlace(name))
        elif isinstance(value, Mapping):
            yield from _of_mapping(name, value, raw_cell(key))
        else:
            yield SuppliedRow(raw_cell(key), None, raw_cell(value), DataPlace(name))


def _of_sheet(sheet: Sheet) -> Supplied:
    dates = [column for column in sheet.columns if column.title.lower() in _DATE_TITLES]
    others = [column for column in sheet.columns if column not in dates]
    values = [column for column in others if column.title.lower() in _VALUE_TITLES] or others[-1:]
    categories = [column for column in others if column not in values]
    if len(values) != 1 or len(dates) > 1 or len(categories) > 1:
        titles = tuple(column.label for column in sheet.columns)
        raise DataFileError(Diagnostic.of("K882", sheet.place(), titles=titles))
    value = values[0]
    category, since = _reader(categories), _reader(dates)
    rows = tuple(
        SuppliedRow(
            category(row.cells),
            since(row.cells),
            _cell(row.cells, value),
            sheet.place(row.number, value.label),
        )
        for row in sheet.rows()
        if not row.is_blank
    )
    if not rows:
        raise DataFileError(Diagnostic.of("K883", sheet.place()))
    return Supplied(rows, sheet.name)


def _reader(columns: list[Column]) -> Callable[[tuple[RawCell, ...]], RawCell]:
    return lambda cells: _cell(cells, columns[0]) if columns else None


def _cell(cells: tuple[RawCell, ...], column: Column) -> RawCell:
    found = cells[column.position] if column.position < len(cells) else None
    return None if is_blank(found) else found
