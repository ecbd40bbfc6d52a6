"""Sheets: what every kind of file and frame is read as, titles and rows of raw cells."""

from collections.abc import Callable, Iterator
from functools import cached_property

from attrs import field, frozen

from kpi_lang.data.raw import RawCell, cell_text, is_blank
from kpi_lang.source import DataPlace, Diagnostic


@frozen
class Column:
    """A column: its title, trimmed and on one line, and its position counted from 0."""

    title: str
    position: int

    @property
    def label(self) -> str:
        """How messages call it: the title, or the letter that spreadsheets give an untitled column."""
        return self.title or column_letter(self.position)


@frozen
class Row:
    """The cells of a row in the order of the columns, and the row's number as people see it.

    There may be more cells than columns, or fewer, where the file is ragged.
    """

    number: int
    cells: tuple[RawCell, ...]

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return all(map(is_blank, self.cells))


@frozen(eq=False)
class Sheet:
    """A table that can be read from the start as often as needed.

    Rows are numbered as in a spreadsheet, the titles being row 1; where there is no row of titles (JSON,
    Arrow, frames) the first record is row 1, and in JSON Lines the number is the line's. `grouping_commas` is
    False where a comma may be somebody's decimal sign, as in files whose columns are separated by `;`. In an
    `addressed` sheet each cell knows its column, so that content past the last title is no shifted row.
    """

    name: str
    columns: tuple[Column, ...]
    read: Callable[[], Iterator[Row]] = field(repr=False)
    grouping_commas: bool = True
    addressed: bool = False
    notes: tuple[Diagnostic, ...] = ()

    @cached_property
    def by_title(self) -> dict[str, list[Column]]:
        """The columns by title, of equal titles in their order."""
        titled: dict[str, list[Column]] = {}
        for column in self.columns:
            titled.setdefault(column.title, []).append(column)
        return titled

    def rows(self) -> Iterator[Row]:
        """Every row after the titles, blank ones too; raises `DataFileError` where the file breaks off."""
        return self.read()

    def place(self, row: int | None = None, column: str | None = None) -> DataPlace:
        """A place in it, for messages."""
        return DataPlace(self.name, row, column)


def titled_columns(titles: tuple[RawCell, ...]) -> tuple[Column, ...]:
    """The columns under a row of titles, without untitled ones after the last title."""
    texts = [title_text(title) for title in titles]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(Column(text, position) for position, text in enumerate(texts))


def title_text(title: RawCell) -> str:
    """A title as it is compared: trimmed, with one space for each run of spaces and line breaks."""
    return " ".join(cell_text(title).replace("\ufeff", " ").split())


def column_letter(position: int) -> str:
    """What spreadsheets call a column, counted from 0: A, B, … Z, AA."""
    letters = ""
    rest = position + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
