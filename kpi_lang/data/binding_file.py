"""Binding files: TOML read into a `Binding`, with every mistake reported at its place."""

import re
import tomllib
from pathlib import Path

from kpi_lang.data.binding import (
    MAIN,
    Binding,
    Code,
    ColumnBinding,
    RecordSource,
    SheetBinding,
    Unpivot,
    Where,
)
from kpi_lang.data.file_error import BindingError
from kpi_lang.data.files.data_file import DataFile
from kpi_lang.data.files.text_encoding import open_text, text_encoding
from kpi_lang.data.toml_tables import SettingsTable
from kpi_lang.source import Diagnostic, Diagnostics, SourceFile, Span

_TOP = ("missing", "key", "title_row", "columns", "sheets", "records", "where", "ignore", "not_given")
_SHEET = ("file", "key", "title_row", "where")
_COLUMN = ("title", "sheet", "suffix", "missing")
_RECORDS = ("file", "sheet", "key", "title_row", "columns", "unpivot", "where", "only_with")

_POSITION = re.compile(r"\s*\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)")


def read_binding(path: str | Path) -> Binding:
    """The binding in a file; raises `DataFileError` if it cannot be read, `BindingError` if it is wrong."""
    file = DataFile.of(path)
    with file.opened() as stream, open_text(text_encoding(file), stream) as text:
        return parse_binding(SourceFile(str(path), text.read().removeprefix("\ufeff")))


def parse_binding(source: SourceFile) -> Binding:
    """The binding that a TOML text writes; raises `BindingError` with everything that is wrong with it."""
    findings = Diagnostics()
    try:
        content = tomllib.loads(source.text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BindingError([_syntax_error(source, str(error))]) from error
    top = SettingsTable(source, (), content, findings)
    top.finish(_TOP)
    named = [_sheet(top.table("sheets"), name) for name in top.table("sheets").names()]
    sheets = {sheet.name: sheet for sheet in named}
    tables = top.table("records")
    records = {
        name: tuple(_records(source_table, sheets) for source_table in tables.tables(name))
        for name in tables.names()
    }
    binding = Binding(
        missing=top.texts("missing"),
        key=top.texts("key"),
        title_row=top.row_number("title_row"),
        columns=_columns(top.table("columns")),
        sheets=tuple(sheets.values()),
        records=records,
        where=_where(top),
        ignore=top.texts("ignore"),
        not_given=top.texts("not_given"),
        source=source,
    )
    if findings.has_errors:
        raise BindingError(findings)
    return binding


def _syntax_error(source: SourceFile, complaint: str) -> Diagnostic:
    found = _POSITION.search(complaint)
    span = Span.at_end(source)
    if found is not None and found["line"]:
        start = source.line_starts[min(int(found["line"]), source.line_count) - 1] + int(found["column"]) - 1
        start = min(start, len(source.text))
        span = Span(source, start, min(start + 1, len(source.text)))
    return Diagnostic.of("K830", span, complaint=_POSITION.sub("", complaint))


def _sheet(sheets: SettingsTable, name: str) -> SheetBinding:
    span = sheets.span_of(name)
    if name == MAIN:
        sheets.report("K836", name, "main")
    if isinstance(sheets.content[name], str):
        return SheetBinding(name, sheets.content[name], span=span)
    table = sheets.table(name)
    table.finish(_SHEET)
    file = table.text("file")
    if file is None:
        sheets.report("K836", name, "file")
    return SheetBinding(
        name, file or "", table.texts("key"), table.row_number("title_row"), _where(table), span=span
    )


def _columns(columns: SettingsTable) -> dict[str, ColumnBinding]:
    return {name: _column(columns, name) for name in columns.names()}


def _column(columns: SettingsTable, name: str) -> ColumnBinding:
    """A title, several, a constant `= value`, or a table."""
    span = columns.span_of(name)
    match columns.content[name]:
        case str() as text if text.startswith("="):
            return ColumnBinding(constant=text[1:].strip(), span=span)
        case str() | list():
            return ColumnBinding(titles=columns.texts(name), span=span)
        case dict():
            table = columns.table(name)
            table.finish(_COLUMN)
            return ColumnBinding(
                titles=table.texts("title"),
                sheet=table.text("sheet"),
                suffix=table.text("suffix") or "",
                missing=table.texts("missing"),
                span=span,
            )
        case _:
            columns.report("K832", name, "column")
            return ColumnBinding()


def _where(table: SettingsTable) -> tuple[Where, ...]:
    conditions = table.table("where")
    return tuple(
        Where(title, conditions.texts(title), conditions.span_of(title)) for title in conditions.names()
    )


def _records(table: SettingsTable, sheets: dict[str, SheetBinding]) -> RecordSource:
    """A source of records; a file of its own becomes a sheet under the file's name."""
    table.finish(_RECORDS)
    sheet, file = table.text("sheet"), table.text("file")
    title_row = table.row_number("title_row")
    if sheet is not None and file is not None:
        table.report("K836", "file", "both")
    elif file is not None:
        sheet = file
        sheets.setdefault(file, SheetBinding(file, file, title_row=title_row, span=table.span_of("file")))
    elif sheet is not None and sheet != MAIN and sheet not in sheets:
        table.report("K836", "sheet", "unknown")
    return RecordSource(
        sheet=sheet,
        key=table.texts("key"),
        columns=_columns(table.table("columns")),
        unpivot=_unpivot(table) if table.has("unpivot") else None,
        title_row=title_row,
        where=_where(table),
        only_with=table.texts("only_with"),
        span=table.span,
    )


def _unpivot(table: SettingsTable) -> Unpivot | None:
    unpivot = table.table("unpivot")
    names = list(unpivot.names())
    if len(names) != 1:
        table.report("K832", "unpivot", "unpivot")
        return None
    name = names[0]
    if isinstance(unpivot.content[name], dict):
        constants = unpivot.table(name)
        codes = [
            Code(code, {field: "".join(values.texts(field)[:1]) for field in values.names()})
            for code in constants.names()
            for values in (constants.table(code),)
        ]
    else:
        codes = [Code(code, {}) for code in unpivot.texts(name)]
    if not codes:
        table.report("K832", "unpivot", "unpivot")
    return Unpivot(name, tuple(codes), unpivot.span)
