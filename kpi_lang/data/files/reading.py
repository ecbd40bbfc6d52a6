"""From a file's name to its sheet: which reader reads which type."""

from collections.abc import Callable
from pathlib import Path

from kpi_lang.data.files.arrow_files import read_arrow, read_parquet
from kpi_lang.data.files.data_file import DataFile
from kpi_lang.data.files.delimited import read_delimited
from kpi_lang.data.files.json_files import read_json, read_json_lines
from kpi_lang.data.files.workbooks import read_workbook
from kpi_lang.data.sheet import Sheet

_READERS: dict[str, Callable[[DataFile], Sheet]] = {
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".xlsx": read_workbook,
    ".parquet": read_parquet,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".arrow": read_arrow,
}
EXTENSIONS = tuple(_READERS)
"""The types of data files by the end of their names."""


def open_sheet(location: str | Path, *, title_row: int = 1) -> Sheet:
    """The sheet of a file, of a workbook's sheet (`staff.xlsx#Q3`), or of CSV on standard input (`-`).

    Raises `DataFileError` where it cannot be read or its type is not known.
    """
    return read_file(DataFile.of(location, title_row))


def read_file(file: DataFile) -> Sheet:
    """The sheet of a file that is known to open."""
    reader = _READERS.get(file.extension)
    if reader is None:
        kind = "old_workbook" if file.extension in (".xls", ".et") else "none"
        raise file.error("K803", help=kind, extension=file.extension, known=", ".join(EXTENSIONS))
    return reader(file)
