"""Tables as CSV, JSON and JSON Lines: the same bytes for the same data."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from typing import TextIO

from kpi_lang.data.output.columns import Form, OutputColumn, OutputValue, value_text

Rows = Iterable[Sequence[OutputValue]]

_RISKY = re.compile(r"[=+\-@\t\r＝＋－＠]")
_MOST_REMEMBERED = 4096
_HARMLESS = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def neutral(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula: an apostrophe goes before a risky beginning.

    Risky are = + - @, their full-width twins, tab and return, unless the whole text is a plain number.
    (OWASP, CSV injection.)
    """
    return f"'{text}" if _RISKY.match(text) and not _HARMLESS.fullmatch(text) else text


def write_csv(stream: TextIO, columns: Sequence[OutputColumn], rows: Rows) -> None:
    """Write a table as CSV (RFC 4180, lines end with CRLF); texts that look like formulas are made harmless."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([neutral(column.name) for column in columns])
    texts = [_csv_text(column) for column in columns]
    for row in rows:
        writer.writerow([text(value) for text, value in zip(texts, row, strict=True)])


def write_json(stream: TextIO, columns: Sequence[OutputColumn], rows: Rows) -> None:
    """Write a table as a list of objects; numbers are exact decimal strings, no value is null."""
    between = "[\n"
    for row in rows:
        stream.write(between + _object(columns, row))
        between = ",\n"
    stream.write("[]\n" if between == "[\n" else "\n]\n")


def write_json_lines(stream: TextIO, columns: Sequence[OutputColumn], rows: Rows) -> None:
    """Write a table as one object on each line."""
    for row in rows:
        stream.write(_object(columns, row) + "\n")


def _csv_text(column: OutputColumn) -> Callable[[OutputValue], str]:
    """How the values of a column are written; texts repeat themselves, and each is looked at once."""
    if column.form is not Form.TEXT:
        return partial(value_text, column)

    # Values of two types may be equal and yet written differently.
    @lru_cache(_MOST_REMEMBERED, typed=True)
    def harmless(value: OutputValue) -> str:
        return neutral(value_text(column, value))

    return harmless


def _object(columns: Sequence[OutputColumn], row: Sequence[OutputValue]) -> str:
    content = {column.name: _json_value(column, value) for column, value in zip(columns, row, strict=True)}
    return json.dumps(content, ensure_ascii=False)


def _json_value(column: OutputColumn, value: OutputValue) -> str | bool | None:
    if value is None:
        return None
    return bool(value) if column.form is Form.YES_NO else value_text(column, value)
