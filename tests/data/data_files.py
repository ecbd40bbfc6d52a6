"""Files in memory for the tests of readers."""

import io

import pytest

from kpi_lang.data.file_error import DataFileError
from kpi_lang.data.files.data_file import DataFile
from kpi_lang.data.files.reading import read_file
from kpi_lang.data.raw import RawCell
from kpi_lang.data.sheet import Sheet
from kpi_lang.source import DataPlace, Diagnostic


def in_memory(
    content: bytes, name: str = "data.csv", sheet: str | None = None, title_row: int = 1
) -> DataFile:
    return DataFile(name, lambda: io.BytesIO(content), sheet, title_row)


def opened(content: bytes, name: str = "data.csv", sheet: str | None = None, title_row: int = 1) -> Sheet:
    return read_file(in_memory(content, name, sheet, title_row))


def titles(sheet: Sheet) -> list[str]:
    return [column.title for column in sheet.columns]


def cells(sheet: Sheet) -> list[tuple[int, tuple[RawCell, ...]]]:
    return [(row.number, row.cells) for row in sheet.rows()]


def refusal(content: bytes, name: str = "data.csv", sheet: str | None = None) -> Diagnostic:
    """The finding with which a file is refused, while it is opened or while its rows are read."""
    with pytest.raises(DataFileError) as caught:
        list(opened(content, name, sheet).rows())
    return caught.value.diagnostic


def row_of(finding: Diagnostic) -> int | None:
    assert isinstance(finding.span, DataPlace)
    return finding.span.row
