"""Joined sheets: further columns of the same people, found by key."""

from collections.abc import Container

from attrs import frozen

from kpi_lang.data.bound import RecordRejection, TableCounts
from kpi_lang.data.filtered import Condition, chosen_rows, raggedness
from kpi_lang.data.keys import KeyColumn
from kpi_lang.data.sheet import Row
from kpi_lang.source import Diagnostic, Diagnostics


@frozen(eq=False)
class JoinedSheet:
    """The rows of a joined sheet by key; `damaged` are keys whose row cannot be used, with the reasons."""

    rows: dict[str, Row]
    damaged: dict[str, list[Diagnostic]]
    unmatched: tuple[RecordRejection, ...]


def load_joined(
    name: str,
    column: KeyColumn,
    where: tuple[Condition, ...],
    people: Container[str],
    findings: Diagnostics,
) -> JoinedSheet:
    """Read a joined sheet. Rows without a partner among `people` are set apart.

    Where a key stands twice, it cannot be known which row is meant, so its person is rejected.
    """
    rows: dict[str, Row] = {}
    damaged: dict[str, list[Diagnostic]] = {}
    unmatched: list[RecordRejection] = []
    for row in chosen_rows(column.sheet, where, TableCounts()):
        key = column.read(row)
        if not isinstance(key, str):
            finding = column.empty(row) if key is None else key
            unmatched.append(RecordRejection(name, None, column.place(row), (finding,)))
            continue
        if key not in people:
            finding = Diagnostic.of("K844", column.place(row), key=key)
            unmatched.append(RecordRejection(name, key, column.place(row), (finding,)))
            continue
        ragged = raggedness(column.sheet, row, findings)
        if ragged is not None:
            damaged.setdefault(key, []).append(ragged)
        twin = rows.setdefault(key, row)
        if twin is not row:
            twins = damaged.setdefault(key, [])
            twins.append(Diagnostic.of("K845", column.place(row), key=key, first=twin.number))
    return JoinedSheet(rows, damaged, tuple(unmatched))
