"""Tables: a value looked up by one key or by two, which the table names itself."""

from collections.abc import Callable

from kpi_lang.core.nodes import Arm, ChooseRole, Expr
from kpi_lang.resolved import Scope
from kpi_lang.source import Span
from kpi_lang.syntax import tree
from kpi_lang.typed import rows
from kpi_lang.typed.curves import Binder
from kpi_lang.typed.environment import Untyped
from kpi_lang.typed.kind_names import kind_of
from kpi_lang.typed.typer import Typer
from kpi_lang.values.kinds import Kind

Between = Callable[[tree.BandRow, Expr, Kind], Expr]
"""The value of a row that has two, for a key, in a kind."""


def typed_list(typer: Typer, table: tree.ListTable, scope: Scope, bind: Binder, between: Between) -> Expr:
    """A table by one key. Raises Untyped after reporting what is wrong."""
    key = bind(typer.infer(table.key))
    wanted = _kind(typer, table.kind, table.name.text, scope)
    found = rows.typed_rows(typer, key, tuple(map(_plain, table.rows)))
    bands = {row.span: row for row in table.rows if isinstance(row, tree.BandRow)}

    def value(row: rows.TypedRow) -> Expr:
        low = _cell(typer, row.value, wanted)
        band = bands.get(row.span)
        return low if band is None else between(band, key, wanted or low.kind.settled)

    values = typer.each([lambda r=r: value(r) for r in found])  # type: ignore[misc]
    arms = [Arm(r.condition, v, r.label, r.span) for r, v in zip(found, values, strict=True)]
    closing = rows.closing_arm(found, values[0].kind, table.span) if values else []
    return typer.choose([*arms, *closing], ChooseRole.TABLE, table.span)


def typed_matrix(typer: Typer, table: tree.MatrixTable, scope: Scope, bind: Binder) -> Expr:
    """A table by two keys: the row first, then the column. Raises Untyped after reporting what is wrong."""
    row_key = bind(typer.infer(table.row_key))
    column_key = bind(typer.infer(table.column_key))
    wanted = _kind(typer, table.kind, table.name.text, scope)
    if any(len(row.cells) != len(table.columns) for row in table.rows):
        raise Untyped  # the parser has reported it
    headings = [(row.edge, row.cells[0]) for row in table.rows]
    found = rows.typed_rows(typer, row_key, tuple(_as_row(edge, cell) for edge, cell in headings))
    arms = [
        Arm(typed.condition, _row(typer, table, row, column_key, wanted), typed.label, row.span)
        for typed, row in zip(found, table.rows, strict=False)
    ]
    closing = rows.closing_arm(found, arms[0].value.kind, table.span) if arms else []
    return typer.choose([*arms, *closing], ChooseRole.TABLE, table.span)


def _row(
    typer: Typer, table: tree.MatrixTable, row: tree.MatrixRow, column_key: Expr, wanted: Kind | None
) -> Expr:
    written = tuple(_as_row(edge, cell) for edge, cell in zip(table.columns, row.cells, strict=True))
    found = rows.typed_rows(typer, column_key, written)
    arms = [Arm(r.condition, _cell(typer, r.value, wanted), r.label, r.value.span) for r in found]
    return typer.choose(
        [*arms, *rows.closing_arm(found, arms[0].value.kind, row.span)], ChooseRole.TABLE, row.span
    )


def _as_row(edge: tree.MatrixEdge, cell: tree.Expression) -> tree.Row:
    span: Span = edge.span
    if edge.comparison is None or edge.value is None:
        return tree.ElseRow(cell, span)
    return tree.EdgeRow(edge.comparison, (edge.value,), cell, span)


def _plain(row: tree.Row | tree.BandRow) -> tree.Row:
    if isinstance(row, tree.BandRow):
        return tree.EdgeRow(row.comparison, row.edges, row.low, row.span)
    return row


def _kind(typer: Typer, written: tree.KindExpression | None, name: str, scope: Scope) -> Kind | None:
    return None if written is None else kind_of(written, name, scope, typer.environment)


def _cell(typer: Typer, written: tree.Expression, wanted: Kind | None) -> Expr:
    return typer.infer(written) if wanted is None else typer.check(written, wanted)
