"""Parquet and Arrow IPC files, read batch by batch with pyarrow."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from kpi_lang.data.arrow_cells import arrow_rows
from kpi_lang.data.file_error import DataFileError
from kpi_lang.data.files.data_file import DataFile
from kpi_lang.data.sheet import Column, Row, Sheet, title_text

_BATCH_ROWS = 8192


def read_parquet(file: DataFile) -> Sheet:
    """The sheet of a Parquet file. Raises `DataFileError` where pyarrow is missing or the file is damaged."""
    return _sheet(file, _parquet)


def read_arrow(file: DataFile) -> Sheet:
    """The sheet of an Arrow IPC file or stream (Feather version 2). Raises `DataFileError` likewise."""
    return _sheet(file, _ipc)


def _sheet(file: DataFile, batches_of: Callable[[BinaryIO], tuple[list[str], Iterator[Any]]]) -> Sheet:
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise file.error("K804", package="pyarrow", extra="batch") from error
    with file.opened() as stream, _as_damage(file):
        titles, _ = batches_of(stream)
    if not titles:
        raise file.error("K810", help="objects")
    columns = tuple(Column(title_text(title), position) for position, title in enumerate(titles))

    def rows() -> Iterator[Row]:
        number = 0
        with file.opened() as again, _as_damage(file):
            for batch in batches_of(again)[1]:
                for cells in arrow_rows(batch):
                    number += 1
                    yield Row(number, cells)

    return Sheet(file.name, columns, rows)


def _parquet(stream: BinaryIO) -> tuple[list[str], Iterator[Any]]:
    from pyarrow.parquet import ParquetFile

    content = ParquetFile(stream)
    return content.schema_arrow.names, content.iter_batches(batch_size=_BATCH_ROWS)


def _ipc(stream: BinaryIO) -> tuple[list[str], Iterator[Any]]:
    from pyarrow import ArrowInvalid, ipc

    try:
        content = ipc.open_file(stream)
    except ArrowInvalid:
        stream.seek(0)
        streamed = ipc.open_stream(stream)
        return streamed.schema.names, iter(streamed)
    return content.schema.names, (content.get_batch(index) for index in range(content.num_record_batches))


@contextmanager
def _as_damage(file: DataFile) -> Iterator[None]:
    """Whatever pyarrow raises on a damaged file, as one finding."""
    try:
        yield
    except (DataFileError, GeneratorExit):
        raise
    except Exception as error:  # every layer of pyarrow has errors of its own, OSError among them
        raise file.error("K811", reason=str(error)) from error
