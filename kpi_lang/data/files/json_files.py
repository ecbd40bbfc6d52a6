"""JSON files, a list of objects, and JSON Lines, an object on each line; numbers are kept exactly."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from kpi_lang.data.files.data_file import DataFile
from kpi_lang.data.files.text_encoding import open_text, text_encoding
from kpi_lang.data.raw import Obstacle, RawCell, Unreadable, raw_cell
from kpi_lang.data.sheet import Column, Row, Sheet, title_text
from kpi_lang.values.numbers import MOST_DIGITS


class _DuplicateName(Exception):
    """An object gives one name twice."""


def read_json(file: DataFile) -> Sheet:
    """The sheet of a list of objects: the columns are the names in order of appearance, a name not given is empty.

    Raises `DataFileError` for anything else.
    """
    encoding = text_encoding(file)
    with file.opened() as stream, open_text(encoding, stream) as text:
        content = _parsed(file, text.read(), None)
    if not isinstance(content, list):
        raise file.error("K812", help="list")
    for number, item in enumerate(content, start=1):
        if not isinstance(item, dict):
            raise file.error("K812", number, help="object")
    return _sheet(file, lambda: enumerate(content, start=1))


def read_json_lines(file: DataFile) -> Sheet:
    """The sheet of a file with one object on each line, read line by line; rows have the numbers of the lines.

    Raises `DataFileError` for a line that holds anything else.
    """
    encoding = text_encoding(file)

    def objects() -> Iterator[tuple[int, Mapping[str, Any]]]:
        with file.opened() as stream, open_text(encoding, stream) as text:
            for number, line in enumerate(text, start=1):
                if line.strip():
                    item = _parsed(file, line, number)
                    if not isinstance(item, dict):
                        raise file.error("K812", number, help="line")
                    yield number, item

    return _sheet(file, objects)


def _sheet(file: DataFile, objects: Callable[[], Iterable[tuple[int, Mapping[str, Any]]]]) -> Sheet:
    names = dict.fromkeys(name for _, item in objects() for name in item)
    if not names:
        raise file.error("K810", help="objects")
    columns = tuple(Column(title_text(name), position) for position, name in enumerate(names))

    def rows() -> Iterator[Row]:
        for number, item in objects():
            yield Row(number, tuple(raw_cell(item.get(name)) for name in names))

    return Sheet(file.name, columns, rows)


def _parsed(file: DataFile, text: str, row: int | None) -> Any:
    try:
        return json.loads(
            text,
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=_not_finite,
            object_pairs_hook=_object,
        )
    except _DuplicateName as error:
        raise file.error("K815", row, name=str(error)) from error
    except RecursionError as error:
        raise file.error("K809", row, help="nested") from error
    except json.JSONDecodeError as error:
        line = row if row is not None else error.lineno
        raise file.error("K814", line, line=line, column=error.colno) from error


def _decimal(text: str) -> RawCell:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Unreadable(Obstacle.TOO_LONG, text)


def _integer(text: str) -> RawCell:
    return int(text) if len(text) <= MOST_DIGITS + 1 else Unreadable(Obstacle.TOO_LONG, text)


def _not_finite(text: str) -> RawCell:
    return Unreadable(Obstacle.NOT_FINITE, text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    item = dict(pairs)
    if len(item) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        raise _DuplicateName(counts.most_common(1)[0][0])
    return item
