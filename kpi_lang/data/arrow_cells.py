"""Arrow columns as raw cells, whichever library handed them out."""

import struct
from collections.abc import Iterator
from typing import Any

from kpi_lang.data.raw import RawCell, raw_cell

_FLOAT_DIGITS = 9
"""Significant digits that tell any two binary32 numbers apart (C's FLT_DECIMAL_DIG)."""


def arrow_rows(batch: Any) -> Iterator[tuple[RawCell, ...]]:
    """The rows of a record batch."""
    return zip(*(arrow_cells(column) for column in batch.columns), strict=True)


def arrow_cells(column: Any) -> list[RawCell]:
    """The cells of an Arrow array: decimals and integers exact, nulls as nothing."""
    import pyarrow
    from pyarrow import types

    kind = column.type
    if types.is_dictionary(kind):
        return arrow_cells(column.dictionary_decode())
    if types.is_timestamp(kind) and kind.unit == "ns":
        # Nanoseconds have no plain Python value; policies know days only.
        column = column.cast(pyarrow.timestamp("us", tz=kind.tz), safe=False)
    values = column.to_pylist()
    if types.is_float16(kind) or types.is_float32(kind):
        return [None if value is None else binary32(value) for value in values]
    return [raw_cell(value) for value in values]


def binary32(number: float) -> float:
    """The binary64 number that prints as the shortest decimal of a binary32 number: 0.1 for its 0.1."""
    try:
        wanted = struct.pack("f", number)
    except OverflowError:
        return number
    for digits in range(1, _FLOAT_DIGITS):
        text = f"{number:.{digits}g}"
        if struct.pack("f", float(text)) == wanted:
            return float(text)
    return float(f"{number:.{_FLOAT_DIGITS}g}")
