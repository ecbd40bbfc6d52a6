"""Excel workbooks (.xlsx): values as last calculated, read row by row with openpyxl."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from kpi_lang.data.file_error import DataFileError
from kpi_lang.data.files.data_file import DataFile
from kpi_lang.data.quoting import quoted
from kpi_lang.data.raw import Obstacle, RawCell, Unreadable, raw_cell
from kpi_lang.data.sheet import Row, Sheet, titled_columns
from kpi_lang.source.nearest import nearest

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_ROWS = 1_048_576
"""Rows of a worksheet (Excel specifications and limits)."""
_MOST_BYTES = 1 << 30
_FORMULA_MARK = re.compile(rb"<(?:\w+:)?f[\s>/]")
_CHUNK = 1 << 20
_ROWS_AT_ONCE = 512


def read_workbook(file: DataFile) -> Sheet:
    """A sheet of a workbook: the one that the file names, else the first.

    Raises `DataFileError` where openpyxl is not installed, the file is damaged or has no such sheet.
    """
    _require_openpyxl(file)
    has_formulas = _inspected(file)
    titles = next((row for row in _rows(file, False) if row.number >= file.title_row), None)
    columns = titled_columns(titles.cells if titles is not None else ())
    if not columns:
        raise file.error("K810", file.title_row, help="titles")

    def rows() -> Iterator[Row]:
        for row in _rows(file, has_formulas):
            if row.number > file.title_row:
                # Empty cells at the end of a row are not stored.
                missing = len(columns) - len(row.cells)
                yield Row(row.number, row.cells + (None,) * missing) if missing > 0 else row

    return Sheet(file.name, columns, rows, addressed=True)


def _require_openpyxl(file: DataFile) -> None:
    try:
        import openpyxl  # noqa: F401
    except ImportError as error:
        raise file.error("K804", package="openpyxl", extra="xlsx") from error


def _inspected(file: DataFile) -> bool:
    """Whether any sheet holds formulas; refuses what is no workbook or unpacks to more than memory should hold."""
    with file.opened() as stream:
        if stream.read(2) != b"PK":
            raise file.error("K805", help="no_workbook")
        stream.seek(0)
        with _as_damage(file), zipfile.ZipFile(stream) as archive:
            if sum(member.file_size for member in archive.infolist()) > _MOST_BYTES:
                raise file.error("K809", help="unpacked")
            sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
            return any(_mentions_formula(archive, name) for name in sheets)


def _mentions_formula(archive: zipfile.ZipFile, name: str) -> bool:
    tail = b""
    with archive.open(name) as member:
        while chunk := member.read(_CHUNK):
            if _FORMULA_MARK.search(tail + chunk):
                return True
            tail = chunk[-64:]
    return False


def _rows(file: DataFile, has_formulas: bool) -> Iterator[Row]:
    """Every row of the sheet, with formulas compared with their stored results where there are any."""
    with file.opened() as stream, _as_damage(file):
        values = _cell_rows(file, stream, results=True)
        if not has_formulas:
            for number, cells in values:
                yield Row(number, tuple(_value(cell) for cell in cells))
            return
        with file.opened() as again:
            for (number, cells), (_, sources) in zip(
                values, _cell_rows(file, again, results=False), strict=True
            ):
                pairs = zip(cells, sources, strict=True)
                yield Row(number, tuple(_value_or_formula(cell, source) for cell, source in pairs))


def _cell_rows(file: DataFile, stream: BinaryIO, *, results: bool) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows of openpyxl cells; `results` asks for stored results instead of formulas."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(stream, read_only=True, data_only=results, keep_links=False)
        worksheet = book[_sheet_title(file, book)]
        # Some programs store a wrong size, which would cut the sheet off.
        worksheet.reset_dimensions()
        rows = enumerate(worksheet.iter_rows(), start=1)
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            some = list(islice(rows, _ROWS_AT_ONCE))
        if not some:
            return
        if some[-1][0] > MOST_ROWS:
            raise file.error("K809", help="rows")
        yield from some


def _sheet_title(file: DataFile, book: "Workbook") -> str:
    titles = [worksheet.title for worksheet in book.worksheets]
    if file.sheet is None:
        if not titles:
            raise file.error("K810", file.title_row, help="titles")
        return str(titles[0])
    if file.sheet in titles:
        return file.sheet
    near = nearest(file.sheet, titles)
    raise file.error(
        "K813",
        help="nearest" if near else "none",
        sheet=file.sheet,
        nearest=near or "",
        sheets=quoted(titles),
    )


def _value(cell: Any) -> RawCell:
    if cell.data_type == "e":
        return Unreadable(Obstacle.ERROR_VALUE, str(cell.value))
    return raw_cell(cell.value)


def _value_or_formula(cell: Any, source: Any) -> RawCell:
    # A stored result that is the empty text has the type `str`; a formula never calculated has none.
    if source.data_type == "f" and cell.value is None and cell.data_type != "str":
        formula = source.value if isinstance(source.value, str) else getattr(source.value, "text", "")
        return Unreadable(Obstacle.FORMULA, formula or "=")
    return _value(cell)


@contextmanager
def _as_damage(file: DataFile) -> Iterator[None]:
    """Whatever the libraries raise on a damaged file, as one finding."""
    try:
        yield
    except (DataFileError, GeneratorExit, OSError):
        raise
    except Exception as error:  # openpyxl and expat raise almost anything on a broken workbook
        raise file.error("K811", reason=str(error)) from error
