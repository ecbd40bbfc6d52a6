"""Frames in memory as sheets: lists of dictionaries, pandas, polars, Arrow, DuckDB.

A library is recognised by the module of the object's type, so that none is imported for the others.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from kpi_lang.data.arrow_cells import arrow_rows, binary32
from kpi_lang.data.raw import RawCell, raw_cell
from kpi_lang.data.sheet import Column, Row, Sheet, title_text


def sheet_from(frame: object, name: str = "data") -> Sheet:
    """The sheet of a frame; the first record is row 1.

    Takes a `Sheet`, an iterable of mappings, a pandas or polars data frame, an Arrow table, batch, reader or
    dataset, a DuckDB relation, or anything that hands out an Arrow stream. In pandas, NaN and NaT mean that
    there is no value. Raises `TypeError` for everything else.
    """
    if isinstance(frame, Sheet):
        return frame
    match type(frame).__module__.partition(".")[0]:
        case "pandas" if hasattr(frame, "columns"):
            return _pandas(frame, name)
        case "polars" if hasattr(frame, "lazy"):
            return _polars(frame, name)
        case "duckdb" | "_duckdb" if hasattr(frame, "fetchall"):
            return _duckdb(frame, name)
        case "pyarrow":
            return _arrow(frame, name)
    if hasattr(frame, "__arrow_c_stream__"):
        return _arrow(frame, name)
    if isinstance(frame, Iterable) and not isinstance(frame, Mapping | str | bytes):
        return _mappings(list(frame), name)
    raise TypeError(
        f"{type(frame).__name__} is no frame: give a list of dictionaries, "
        "a pandas or polars data frame, an Arrow table or a DuckDB relation"
    )


def _mappings(records: list[Any], name: str) -> Sheet:
    for record in records:
        if not isinstance(record, Mapping):
            raise TypeError(f"a frame given as a list holds dictionaries, not {type(record).__name__}")
    keys = list(dict.fromkeys(key for record in records for key in record))

    def cells() -> Iterator[tuple[RawCell, ...]]:
        return (tuple(raw_cell(record.get(key)) for key in keys) for record in records)

    return _sheet(name, keys, cells)


def _pandas(frame: Any, name: str) -> Sheet:
    def column(position: int) -> list[RawCell]:
        series = frame.iloc[:, position]
        single = str(series.dtype) in ("float32", "Float32", "float16")
        gone = series.isna().tolist()
        return [
            None if absent else binary32(value) if single else raw_cell(value)
            for value, absent in zip(series.tolist(), gone, strict=True)
        ]

    positions = range(len(frame.columns))
    return _sheet(
        name, list(frame.columns), lambda: zip(*(column(position) for position in positions), strict=True)
    )


def _polars(frame: Any, name: str) -> Sheet:
    collected = frame.collect() if hasattr(frame, "collect") else frame
    single = [str(kind) == "Float32" for kind in collected.dtypes]
    return _sheet(name, collected.columns, lambda: _tuples(collected.iter_rows(), single))


def _duckdb(relation: Any, name: str) -> Sheet:
    single = [str(kind) == "FLOAT" for kind in relation.types]
    records = relation.fetchall()
    return _sheet(name, relation.columns, lambda: _tuples(records, single))


def _arrow(frame: Any, name: str) -> Sheet:
    import pyarrow

    if hasattr(frame, "read_all"):
        table = frame.read_all()
    elif hasattr(frame, "to_table"):
        table = frame.to_table()
    else:
        table = pyarrow.table(frame)
    return _sheet(
        name,
        table.column_names,
        lambda: (cells for batch in table.to_batches() for cells in arrow_rows(batch)),
    )


def _tuples(records: Iterable[Sequence[Any]], single: list[bool]) -> Iterator[tuple[RawCell, ...]]:
    """Records as cells; columns of binary32 numbers mean the decimals that those print as."""
    for record in records:
        yield tuple(
            binary32(value)
            if short and isinstance(value, float) and math.isfinite(value)
            else raw_cell(value)
            for value, short in zip(record, single, strict=True)
        )


def _sheet(name: str, titles: Sequence[object], cells: Callable[[], Iterable[tuple[RawCell, ...]]]) -> Sheet:
    columns = tuple(Column(title_text(str(title)), position) for position, title in enumerate(titles))
    return Sheet(
        name, columns, lambda: (Row(number, values) for number, values in enumerate(cells(), start=1))
    )
