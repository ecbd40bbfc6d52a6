"""The reasons of absent values that no author worded: they name the input, the table or the calculation.

The cause says what is the matter with it; reports put the two together in the reader's language.
"""

from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.groups import GroupFigure
from kpi_lang.core.nodes import Expr
from kpi_lang.core.plan import RecordsPlan
from kpi_lang.core.printer import print_expression
from kpi_lang.data.schema import InputSpec

_LONGEST = 160


def input_reason(spec: InputSpec) -> str:
    """For an input or a column without a value: its title."""
    return spec.title or spec.name


def table_reason(table: RecordsPlan) -> str:
    """For a table that was not supplied, or that holds a rejected record: its title."""
    return table.title or table.name


def calculation_reason(expr: Expr) -> str:
    """For what is undefined: the division, power or aggregate as the language writes it, cut if it is long."""
    text = print_expression(expr)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def pending_figure(figure: GroupFigure) -> Absent:
    """For a figure about other people while only one person is known."""
    return Absent(Cause.PENDING, figure.text)


def empty_figure(figure: GroupFigure) -> Absent:
    """For a figure about nobody, such as the mean of an empty group, and for a pool that cannot be shared out."""
    if figure.pool is not None:
        return Absent(Cause.NO_RESULT, figure.pool.unshared)
    return Absent(Cause.UNDEFINED, figure.text)
