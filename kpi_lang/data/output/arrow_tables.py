"""Tables as Parquet and Arrow IPC files, in batches."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from kpi_lang.data.file_error import DataFileError
from kpi_lang.data.output.columns import Form, OutputColumn, OutputValue, exact_number, value_text
from kpi_lang.data.output.text_tables import Rows
from kpi_lang.source import DataPlace, Diagnostic

_BATCH_ROWS = 65_536
_MOST_DIGITS = 38


def write_parquet(path: Path, name: str, columns: Sequence[OutputColumn], rows: Rows) -> None:
    """Write a table as Parquet. Numbers with digits are decimals, others their exact text, which may be `268/3`.

    Raises `DataFileError` where pyarrow is not installed or a number has more than 38 digits.
    """
    pyarrow = _require_pyarrow(name)
    from pyarrow.parquet import ParquetWriter

    schema = _schema(pyarrow, columns)
    with ParquetWriter(path, schema) as writer:
        for batch in _batches(pyarrow, schema, name, columns, rows):
            writer.write_batch(batch)


def write_arrow(path: Path, name: str, columns: Sequence[OutputColumn], rows: Rows) -> None:
    """Write a table as an Arrow IPC file, with the same types and errors."""
    pyarrow = _require_pyarrow(name)
    schema = _schema(pyarrow, columns)
    with pyarrow.OSFile(str(path), "wb") as sink, pyarrow.ipc.new_file(sink, schema) as writer:
        for batch in _batches(pyarrow, schema, name, columns, rows):
            writer.write_batch(batch)


def arrow_table(columns: Sequence[OutputColumn], rows: Rows, name: str = "data") -> Any:
    """The table as a `pyarrow.Table` in memory, with the same types and errors."""
    pyarrow = _require_pyarrow(name)
    schema = _schema(pyarrow, columns)
    return pyarrow.Table.from_batches(_batches(pyarrow, schema, name, columns, rows), schema)


def _require_pyarrow(name: str) -> Any:
    try:
        import pyarrow
        import pyarrow.ipc
    except ImportError as error:
        raise DataFileError(
            Diagnostic.of("K804", DataPlace(name), package="pyarrow", extra="batch")
        ) from error
    return pyarrow


def _schema(pyarrow: Any, columns: Sequence[OutputColumn]) -> Any:
    return pyarrow.schema([(column.name, _type(pyarrow, column)) for column in columns])


def _type(pyarrow: Any, column: OutputColumn) -> Any:
    if column.form is Form.NUMBER and column.digits is not None:
        return pyarrow.decimal128(_MOST_DIGITS, column.digits)
    if column.form is Form.YES_NO:
        return pyarrow.bool_()
    return pyarrow.date32() if column.form is Form.DATE else pyarrow.string()


def _batches(pyarrow: Any, schema: Any, name: str, columns: Sequence[OutputColumn], rows: Rows) -> Any:
    remaining = iter(rows)
    while some := list(islice(remaining, _BATCH_ROWS)):
        arrays = [
            pyarrow.array(
                [_value(name, column, row[position]) for row in some], type=schema.field(position).type
            )
            for position, column in enumerate(columns)
        ]
        yield pyarrow.record_batch(arrays, schema=schema)


def _value(name: str, column: OutputColumn, value: OutputValue) -> object:
    if value is None or column.form in (Form.YES_NO, Form.DATE):
        return value
    if column.form is Form.NUMBER and column.digits is not None:
        return _decimal(name, column, value)
    return value_text(column, value)


def _decimal(name: str, column: OutputColumn, value: OutputValue) -> Decimal:
    if abs(exact_number(value)) * 10 ** (column.digits or 0) >= 10**_MOST_DIGITS:
        raise DataFileError(Diagnostic.of("K891", DataPlace(name, None, column.name), help="digits"))
    return Decimal(value_text(column, value))
