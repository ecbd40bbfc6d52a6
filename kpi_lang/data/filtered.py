"""The rows of a sheet that are to be read: not blank, and chosen by the binding's `where`."""

from collections.abc import Iterator

from kpi_lang.data.binding import Where
from kpi_lang.data.bound import TableCounts
from kpi_lang.data.columns import find_column
from kpi_lang.data.raw import cell_text, is_blank
from kpi_lang.data.sheet import Row, Sheet, column_letter
from kpi_lang.source import Diagnostic, Diagnostics

Condition = tuple[int, frozenset[str]]


def conditions(sheet: Sheet, where: tuple[Where, ...], findings: Diagnostics) -> tuple[Condition, ...]:
    """The positions and texts of `where`; a title that the sheet lacks is a finding."""
    found: list[Condition] = []
    for clause in where:
        column = find_column(sheet, (clause.title,), clause.title, findings)
        if column is None:
            findings.add(Diagnostic.of("K827", clause.span, title=clause.title, file=sheet.name))
        else:
            found.append((column.position, frozenset(text.strip() for text in clause.texts)))
    return tuple(found)


def chosen_rows(sheet: Sheet, where: tuple[Condition, ...], counts: TableCounts) -> Iterator[Row]:
    """The rows to read; blank ones and those left out are counted. A row too short to tell is read."""
    for row in sheet.rows():
        if row.is_blank:
            counts.blank += 1
        elif all(_meets(row, position, texts) for position, texts in where):
            yield row
        else:
            counts.left_out += 1


def _meets(row: Row, position: int, texts: frozenset[str]) -> bool:
    return position >= len(row.cells) or cell_text(row.cells[position]) in texts


def raggedness(sheet: Sheet, row: Row, findings: Diagnostics) -> Diagnostic | None:
    """The finding for a row with fewer cells than there are titles, or with content beyond them.

    In a workbook content beyond the titles is a column without a title: a warning, and the row is sound.
    """
    width = len(sheet.columns)
    extra = next((place for place in range(width, len(row.cells)) if not is_blank(row.cells[place])), None)
    if extra is None and len(row.cells) >= width:
        return None
    if extra is not None and sheet.addressed:
        letter = column_letter(extra)
        findings.add(Diagnostic.of("K826", sheet.place(None, letter), column=letter))
        return None
    return Diagnostic.of(
        "K842",
        sheet.place(row.number),
        help="short" if extra is None else "long",
        cells=len(row.cells),
        titles=width,
    )
