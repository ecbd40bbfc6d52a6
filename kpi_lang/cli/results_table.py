"""Results as a table on a terminal."""

import sys

from kpi_lang.cli.language import Words
from kpi_lang.cli.options import Voice
from kpi_lang.data.output import Form, value_text
from kpi_lang.policy import Table

_MOST_ROWS = 50
_MORE = Words("… and {more} more; --out FILE writes all", "…… 另有 {more} 行；--out 文件 可写出全部")


def show_results(table: Table, voice: Voice) -> None:
    """Print the first rows, and how many more there are."""
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    stream = sys.stdout
    console = Console(file=stream, no_color=not voice.paints(stream), highlight=False)
    drawn = Drawn(box=None, header_style="bold", pad_edge=False, title=table.plan.title, title_justify="left")
    columns = table.columns()
    for column in columns:
        drawn.add_column(
            Text(column.name), justify="right" if column.form is Form.NUMBER else "left", overflow="fold"
        )
    for number, row in enumerate(table.values(columns, voice.lang)):
        if number == _MOST_ROWS:
            break
        drawn.add_row(*(Text(value_text(column, value)) for column, value in zip(columns, row, strict=True)))
    console.print(drawn)
    more = len(table) - _MOST_ROWS
    if more > 0:
        console.print(
            {
                "en": f"… and {more} more; --out FILE writes all",
                "zh": f"…… 另有 {more} 行；--out 文件 可写出全部",
            }[voice.lang]
        )
