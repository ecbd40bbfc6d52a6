"""Tables as Excel workbooks: the same bytes for the same data."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from kpi_lang.data.file_error import DataFileError
from kpi_lang.data.output.columns import Form, OutputColumn, OutputValue, exact_number, value_text
from kpi_lang.data.output.text_tables import Rows
from kpi_lang.source import CATALOGUE, DataPlace, Diagnostic
from kpi_lang.source.arguments import visible
from kpi_lang.values.numbers import finite_places

_MOST_ROWS = 1_048_576
_LONGEST_TEXT = 32_767
"""Limits of a worksheet and of a cell (Excel specifications and limits)."""
_STORED_DIGITS = 15
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_workbook(path: Path, name: str, columns: Sequence[OutputColumn], rows: Rows) -> None:
    """Write a table as a workbook of one sheet; `name` is the file as messages call it.

    Numbers of at most 15 digits are numbers, longer ones and fractions are text, so that none is changed. Texts
    are stored as texts and marked as such, so that none is taken for a formula. Raises `DataFileError` where
    openpyxl is not installed or a worksheet cannot hold the table.
    """
    try:
        import openpyxl
        from openpyxl.cell import WriteOnlyCell
    except ImportError as error:
        raise _failure("K804", name, package="openpyxl", extra="xlsx") from error
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("data")
    sheet.freeze_panes = "A2"

    def cell(column: OutputColumn, value: OutputValue, row: int) -> Any:
        return _styled(WriteOnlyCell(sheet), column, value, name, row)

    sheet.append([cell(OutputColumn(column.name), column.name, 1) for column in columns])
    for number, row in enumerate(rows, start=2):
        if number > _MOST_ROWS:
            raise _failure("K891", name, number, help="rows")
        sheet.append([cell(column, value, number) for column, value in zip(columns, row, strict=True)])
    packed = io.BytesIO()
    book.save(packed)
    _repack(packed, path)


def _styled(cell: Any, column: OutputColumn, value: OutputValue, name: str, row: int) -> Any:
    if value is None:
        return cell
    if column.form is Form.NUMBER and (number := _storable(column, value)) is not None:
        cell.value = number
        if column.digits is not None:
            cell.number_format = "0." + "0" * column.digits if column.digits else "0"
        return cell
    if column.form is Form.YES_NO:
        cell.value = bool(value)
        return cell
    if column.form is Form.DATE and isinstance(value, date) and value.year >= 1900:
        cell.value = value
        cell.number_format = "yyyy-mm-dd"
        return cell
    text = _UNSTORABLE.sub(lambda found: visible(found[0]), value_text(column, value))
    if len(text) > _LONGEST_TEXT:
        raise _failure("K891", name, row, help="text")
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in tuple("=+-@'")
    return cell


def _storable(column: OutputColumn, value: OutputValue) -> Decimal | None:
    """A number that a spreadsheet keeps exactly, else None."""
    number = exact_number(value)
    places = finite_places(number)
    if places is None or len(str(abs(number.numerator) * 10**places // number.denominator)) > _STORED_DIGITS:
        return None
    return Decimal(value_text(column, value))


def _repack(packed: io.BytesIO, path: Path) -> None:
    """Write the workbook with no times in it, which would differ from run to run."""
    with (
        zipfile.ZipFile(packed) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", content)
            target.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED)


def _failure(
    code: str, name: str, row: int | None = None, help: str | None = None, **arguments: str
) -> DataFileError:
    entry, place = CATALOGUE.entry(code), DataPlace(name, row)
    return DataFileError(Diagnostic.from_entry(entry, place, help=help, arguments=arguments))
