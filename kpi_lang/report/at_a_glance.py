"""An explanation on one screen: a line for each result that the person has, with what made it."""

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from kpi_lang.core.absent import Absent
from kpi_lang.core.plan import Role
from kpi_lang.report.drawing import WIDTH, drawn_lines, heading, text_console
from kpi_lang.report.explanation import Explanation, Figure, NoteKind

_MADE_OF = frozenset({Role.MEASURE.value, Role.BASE_SCORE.value})
"""What is told in the line of the figure that it is for."""
_GRADES = frozenset({Role.PROVISIONAL_GRADE.value, Role.GRADE.value})
_TOLD = frozenset({NoteKind.LIMIT, NoteKind.NO_VALUE, NoteKind.AMENDED})


def at_a_glance(explanation: Explanation, width: int = WIDTH, *, color: bool = False) -> str:
    """The results that concern the person: value, calculation, clause, and for grades why.

    Left out are results of other scorecards, conditions that do not hold, and where inputs stand: the whole
    derivation tells these.
    """
    console, out = text_console(width, color=color)
    console.print(heading(explanation))
    for remark in explanation.remarks:
        console.print(Text(remark, "yellow"))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(max_width=32)
    grid.add_column(justify="right", max_width=16)
    grid.add_column()
    grid.add_column(no_wrap=True)
    for figure in filter(_concerns, explanation.figures):
        grid.add_row(
            Text(figure.title or figure.name),
            Text(figure.shown, "bold cyan"),
            Text("\n".join(_how(figure))),
            Text(", ".join(clause.number for clause in figure.clauses), "dim"),
        )
    console.print(grid)
    return drawn_lines(out)


def _concerns(figure: Figure) -> bool:
    if isinstance(figure.value, Absent):
        return bool(figure.sources)
    return figure.value is not False and figure.name != "appraised"


def _how(figure: Figure) -> Iterator[str]:
    if figure.formula:
        yield figure.formula
    for source in figure.sources:
        if source.role in _MADE_OF and source.formula and not source.elsewhere:
            yield f"{source.shown} = {source.formula}"
        yield from (note.text for note in source.notes if note.kind is NoteKind.COUNTED)
    for note in figure.notes:
        if note.kind in _TOLD or figure.role in _GRADES:
            yield note.text
