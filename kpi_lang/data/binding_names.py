"""Whether a binding speaks of inputs, tables, fields and sheets that there are."""

import re
from collections.abc import Iterable, Mapping, Sequence

from kpi_lang.data.binding import MAIN, Binding, ColumnBinding, RecordSource
from kpi_lang.data.quoting import quoted
from kpi_lang.data.schema import RecordsSchema, Schema
from kpi_lang.source import Diagnostic, Diagnostics, Span
from kpi_lang.source.nearest import nearest

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def check_names(
    schema: Schema, binding: Binding, sheets: Iterable[str], records: Iterable[str], findings: Diagnostics
) -> None:
    """Report every name of a binding, and of the tables given with a run, that there is not."""
    inputs = [spec.name for spec in schema.inputs]
    tables = {table.name: table for table in schema.records}
    named = (MAIN, *sheets)
    _check_columns(binding.columns, (*inputs, *schema.carried), named, findings)
    for name in records:
        if name not in tables:
            _unknown("records", name, tuple(tables), None, findings)
    fields = [f"{table.name}.{spec.name}" for table in schema.records for spec in table.fields]
    for name in binding.not_given:
        if name not in (*inputs, *tables, *fields):
            _unknown("input", name, (*inputs, *tables, *fields), None, findings)
    for name, sources in binding.records.items():
        table = tables.get(name)
        for source in sources:
            if table is None:
                _unknown("records", name, tuple(tables), source.span, findings)
            else:
                _check_source(table, source, named, findings)


def _check_source(
    table: RecordsSchema, source: RecordSource, sheets: Sequence[str], findings: Diagnostics
) -> None:
    fields = tuple(spec.name for spec in table.fields)
    if source.sheet is not None and source.sheet not in sheets:
        _unknown("sheet", source.sheet, sheets, source.span, findings)
    _check_columns(source.columns, fields, (), findings)
    for name in source.only_with:
        if name not in fields:
            _unknown("field", name, fields, source.span, findings)
    unpivot = source.unpivot
    for code in unpivot.codes if unpivot is not None else ():
        for name in code.constants:
            if name not in fields:
                _unknown("field", name, fields, unpivot.span if unpivot else None, findings)
    for column in source.columns.values():
        for title in column.titles:
            for placeholder in _PLACEHOLDER.findall(title):
                if unpivot is not None and placeholder != unpivot.name:
                    findings.add(
                        Diagnostic.of(
                            "K835", column.span, title=title, placeholder=placeholder, name=unpivot.name
                        )
                    )


def _check_columns(
    columns: Mapping[str, ColumnBinding],
    names: Sequence[str],
    sheets: Sequence[str],
    findings: Diagnostics,
) -> None:
    for name, column in columns.items():
        if name not in names:
            _unknown("input", name, names, column.span, findings)
        if column.sheet is not None and column.sheet not in sheets:
            _unknown("sheet", column.sheet, sheets, column.span, findings)


def _unknown(what: str, name: str, known: Sequence[str], span: Span | None, findings: Diagnostics) -> None:
    near = nearest(name, known)
    key = f"{what}_nearest" if near else what
    findings.add(Diagnostic.of("K833", span, help=key, name=name, nearest=near or "", known=quoted(known)))
