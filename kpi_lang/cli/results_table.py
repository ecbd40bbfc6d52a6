"""Results as a table on a terminal: as many columns as fit, what people ask for first before the rest."""

import sys

from attrs import frozen
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Drawn
from rich.text import Text

from kpi_lang.cli.language import Words
from kpi_lang.cli.options import Voice
from kpi_lang.core.plan import Role
from kpi_lang.data.output import Form, OutputColumn, value_text
from kpi_lang.policy import Table

_MOST_ROWS = 50
_GAP = 2
_LEFT_OUT = Words(
    "{columns} more columns and {rows} more rows; --out FILE writes them all",
    "另有 {columns} 列、{rows} 行；--out 文件 可写出全部",
)
_FIRST = (Role.TOTAL, Role.GRADE, Role.PAY, Role.PROVISIONAL_GRADE, Role.SCORE, Role.AWARD)
"""What a reader looks for, in this order; everything else comes after."""


@frozen
class _Filled:
    """A column with its texts, its place in the table, and how much it matters (less is more)."""

    column: OutputColumn
    texts: tuple[str, ...]
    place: int
    rank: int

    @property
    def width(self) -> int:
        return max(map(cell_len, (self.column.name, *self.texts))) + _GAP


def show_results(table: Table, voice: Voice) -> None:
    """Print the first rows in the columns that fit, and how much is left out."""
    console = Console(file=sys.stdout, no_color=not voice.paints(sys.stdout), highlight=False)
    filled = _filled(table, voice)
    shown = _that_fit(filled, console.width)
    drawn = Drawn(box=None, header_style="bold", pad_edge=False, title=table.plan.title, title_justify="left")
    for one in shown:
        is_number = one.column.form is Form.NUMBER
        drawn.add_column(Text(one.column.name), justify="right" if is_number else "left", no_wrap=True)
    for cells in zip(*(one.texts for one in shown), strict=True):
        drawn.add_row(*map(Text, cells))
    console.print(drawn)
    columns, rows = len(filled) - len(shown), max(0, len(table) - _MOST_ROWS)
    if columns or rows:
        console.print(_LEFT_OUT.said(voice.lang).format(columns=columns, rows=rows), style="dim")


def _filled(table: Table, voice: Voice) -> list[_Filled]:
    columns = table.columns()
    values = table.values(columns, voice.lang)
    rows = [row for row, _ in zip(values, range(_MOST_ROWS), strict=False)]
    roles = {output.name: output.role for output in table.plan.outputs}
    found = []
    for place, column in enumerate(columns):
        role = roles.get(column.name)
        rank = _FIRST.index(role) + 1 if role in _FIRST else len(_FIRST) + 1
        texts = tuple(value_text(column, row[place]) for row in rows)
        found.append(_Filled(column, texts, place, 0 if place == 0 else rank))
    return found


def _that_fit(filled: list[_Filled], width: int) -> list[_Filled]:
    """The columns that matter most, as many as there is room for, in their order in the table."""
    shown: list[_Filled] = []
    room = width
    for one in sorted(filled, key=lambda one: (one.rank, one.place)):
        if one.width <= room or not shown:
            shown.append(one)
            room -= one.width
    return sorted(shown, key=lambda one: one.place)
