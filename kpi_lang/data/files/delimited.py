"""CSV files: columns separated by a comma, a semicolon or a tab, with quoted cells (RFC 4180)."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from kpi_lang.data.files.data_file import DataFile
from kpi_lang.data.files.text_encoding import GB18030, open_text, text_encoding
from kpi_lang.data.sheet import Row, Sheet, titled_columns
from kpi_lang.source import DataPlace, Diagnostic

_SEPARATORS = (",", ";", "\t")
_SAMPLE_CHARACTERS = 1 << 16
_SAMPLE_ROWS = 20


def read_delimited(file: DataFile) -> Sheet:
    """The sheet of a CSV file; its encoding and separator are found out.

    Raises `DataFileError`; also while rows are read, where a quotation mark is not closed.
    """
    encoding = text_encoding(file)
    separator = _separator(file, encoding)
    titles = next((row for row in _records(file, encoding, separator) if row.number >= file.title_row), None)
    columns = titled_columns(titles.cells if titles is not None else ())
    if not columns:
        raise file.error("K810", file.title_row, help="titles")

    def rows() -> Iterator[Row]:
        return (row for row in _records(file, encoding, separator) if row.number > file.title_row)

    notes = [Diagnostic.of("K880", DataPlace(file.name))] if encoding == GB18030 else []
    return Sheet(file.name, columns, rows, grouping_commas=separator != ";", notes=tuple(notes))


def _records(file: DataFile, encoding: str, separator: str) -> Iterator[Row]:
    """Every record with its number; a cell with line breaks does not end its record."""
    number = 0
    with file.opened() as stream, open_text(encoding, stream) as text:
        reader = csv.reader(text, delimiter=separator, strict=True)
        try:
            for number, cells in enumerate(reader, start=1):
                yield Row(number, tuple(cells))
        except csv.Error as error:
            raise file.error("K808", number + 1, help=_quoting_problem(str(error))) from error


def _quoting_problem(complaint: str) -> str:
    if "field limit" in complaint:
        return "long"
    return "open" if "end of data" in complaint else "stray"


def _separator(file: DataFile, encoding: str) -> str:
    """The separator under which most of the first rows have as many cells as the titles, and most cells."""
    with file.opened() as stream, open_text(encoding, stream) as text:
        sample = text.read(_SAMPLE_CHARACTERS)
    return max(_SEPARATORS, key=lambda separator: _fit(sample, separator, file.title_row))


def _fit(sample: str, separator: str, title_row: int) -> tuple[bool, float, int]:
    widths: list[int] = []
    try:
        records = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
        for cells in islice(records, title_row - 1, None):
            if cells:
                widths.append(len(cells))
            if len(widths) > _SAMPLE_ROWS:
                break
    except csv.Error:
        # A broken place is reported when it is read in earnest.
        pass
    if not widths or widths[0] == 1:
        return False, 0.0, 0
    whole = widths[1:-1] if len(widths) > 2 else widths
    return True, sum(width == widths[0] for width in whole) / len(whole), widths[0]
