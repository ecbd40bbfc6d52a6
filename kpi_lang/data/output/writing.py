"""From a file's name to a written table: which writer writes which type."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from kpi_lang.data.file_error import DataFileError
from kpi_lang.data.output.arrow_tables import write_arrow, write_parquet
from kpi_lang.data.output.columns import OutputColumn
from kpi_lang.data.output.replacing import replacing
from kpi_lang.data.output.text_tables import Rows, write_csv, write_json, write_json_lines
from kpi_lang.data.output.workbook_tables import write_workbook
from kpi_lang.source import DataPlace, Diagnostic

_TEXT_WRITERS: dict[str, Callable[[TextIO, Sequence[OutputColumn], Rows], None]] = {
    ".csv": write_csv,
    ".json": write_json,
    ".jsonl": write_json_lines,
}
_BINARY_WRITERS: dict[str, Callable[[Path, str, Sequence[OutputColumn], Rows], None]] = {
    ".xlsx": write_workbook,
    ".parquet": write_parquet,
    ".arrow": write_arrow,
}


def write_table(
    path: str | Path, columns: Sequence[OutputColumn], rows: Rows, *, byte_order_mark: bool = False
) -> None:
    """Write a table in the type that the end of the name tells, whole or not at all.

    Text is UTF-8; `byte_order_mark` puts the mark before CSV that older Excel needs to show Chinese. The same
    data gives the same bytes. Raises `DataFileError` for an unknown type, or where it cannot be written.
    """
    target = Path(path)
    extension = target.suffix.lower()
    if extension in _TEXT_WRITERS:
        encoding = "utf-8-sig" if byte_order_mark and extension == ".csv" else "utf-8"
        with replacing(target) as beside, beside.open("w", encoding=encoding, newline="") as stream:
            _TEXT_WRITERS[extension](stream, columns, rows)
    elif extension in _BINARY_WRITERS:
        with replacing(target) as beside:
            _BINARY_WRITERS[extension](beside, str(path), columns, rows)
    else:
        known = ", ".join((*_TEXT_WRITERS, *_BINARY_WRITERS))
        raise DataFileError(
            Diagnostic.of("K803", DataPlace(str(path)), help="none", extension=extension, known=known)
        )
