"""Tables as Excel workbooks, row by row and with no time in them: the same bytes for the same data."""

import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from kpi_lang.data.file_error import DataFileError
from kpi_lang.data.output.columns import Form, OutputColumn, OutputValue, exact_number, value_text
from kpi_lang.data.output.text_tables import Rows
from kpi_lang.data.output.workbook_parts import (
    DATE_STYLE,
    FIRST_NUMBER_STYLE,
    LITERAL_STYLE,
    PLAIN_STYLE,
    SHEET_END,
    SHEET_PART,
    SHEET_START,
    TITLE_STYLE,
    fixed_parts,
)
from kpi_lang.data.sheet import column_letter
from kpi_lang.source import DataPlace, Diagnostic
from kpi_lang.source.arguments import visible
from kpi_lang.values.numbers import finite_places

_MOST_ROWS = 1_048_576
_LONGEST_TEXT = 32_767
"""Limits of a worksheet and of a cell (Excel specifications and limits)."""
_STORED_DIGITS = 15
_DAY_ZERO = date(1899, 12, 30)
_FIRST_DATE = date(1900, 3, 1)
"""Spreadsheets believe in a 29 February 1900, so that earlier days differ among them."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def write_workbook(path: Path, name: str, columns: Sequence[OutputColumn], rows: Rows) -> None:
    """Write a table as a workbook of one sheet; `name` is the file as messages call it.

    Numbers of at most 15 digits are numbers; longer ones and fractions are text, so that none is changed. Texts
    are stored as texts, and marked if they look like formulas. Raises `DataFileError` where a worksheet cannot
    hold the table.
    """
    places = sorted({column.digits for column in columns if column.digits is not None})
    styles = {digits: FIRST_NUMBER_STYLE + place for place, digits in enumerate(places)}
    letters = [column_letter(place) for place in range(len(columns))]
    with zipfile.ZipFile(path, "w") as archive:
        for part, text in fixed_parts([_format(digits) for digits in places]).items():
            archive.writestr(_entry(part), text)
        with archive.open(_entry(SHEET_PART), "w", force_zip64=True) as sheet:
            sheet.write(SHEET_START.encode())
            titles = (
                _text_cell(f"{letter}1", column.name, TITLE_STYLE, name)
                for letter, column in zip(letters, columns, strict=True)
            )
            sheet.write(_row(1, titles))
            for number, row in enumerate(rows, start=2):
                if number > _MOST_ROWS:
                    raise _too_large(name, "rows")
                cells = (
                    _cell(f"{letter}{number}", column, value, styles, name)
                    for letter, column, value in zip(letters, columns, row, strict=True)
                    if value is not None
                )
                sheet.write(_row(number, cells))
            sheet.write(SHEET_END.encode())


def _entry(part: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(part, _LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _format(digits: int) -> str:
    return "0." + "0" * digits if digits else "0"


def _row(number: int, cells: Iterable[str]) -> bytes:
    return f'<row r="{number}">{"".join(cells)}</row>'.encode()


def _cell(at: str, column: OutputColumn, value: OutputValue, styles: dict[int, int], name: str) -> str:
    if column.form is Form.NUMBER and _is_kept(value):
        style = PLAIN_STYLE if column.digits is None else styles[column.digits]
        return f'<c r="{at}" s="{style}"><v>{value_text(column, value)}</v></c>'
    if column.form is Form.YES_NO:
        return f'<c r="{at}" t="b"><v>{int(bool(value))}</v></c>'
    if column.form is Form.DATE and isinstance(value, date) and value >= _FIRST_DATE:
        return f'<c r="{at}" s="{DATE_STYLE}"><v>{(value - _DAY_ZERO).days}</v></c>'
    text = value_text(column, value)
    style = LITERAL_STYLE if text.startswith(("=", "+", "-", "@", "'")) else PLAIN_STYLE
    return _text_cell(at, text, style, name)


def _text_cell(at: str, text: str, style: int, name: str) -> str:
    if len(text) > _LONGEST_TEXT:
        raise _too_large(name, "text")
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = _UNSTORABLE.sub(lambda found: visible(found[0]), kept)
    content = escape(_ESCAPE.sub("_x005F_", shown))
    return f'<c r="{at}" t="inlineStr" s="{style}"><is><t xml:space="preserve">{content}</t></is></c>'


def _is_kept(value: OutputValue) -> bool:
    """Whether a spreadsheet, which has binary numbers, shows a number as it is."""
    number = exact_number(value)
    places = finite_places(number)
    return places is not None and abs(number) * 10**places < 10**_STORED_DIGITS


def _too_large(name: str, limit: str) -> DataFileError:
    return DataFileError(Diagnostic.of("K891", DataPlace(name), help=limit))
