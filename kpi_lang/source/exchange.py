"""Diagnostics in formats that other programs read: JSON objects, SARIF logs and GitHub annotations."""

from collections.abc import Iterable
from typing import TypeAlias, assert_never
from urllib.parse import quote

from kpi_lang.source.diagnostics import Diagnostic, Fix, Label
from kpi_lang.source.languages import Lang
from kpi_lang.source.spans import DataPlace, Place, Span
from kpi_lang.source.wording import Severity

Json: TypeAlias = "str | int | list[Json] | dict[str, Json] | None"

SARIF_VERSION = "2.1.0"
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def json_object(diagnostic: Diagnostic, lang: Lang) -> dict[str, Json]:
    """A diagnostic as `kpi check --format json` prints it.

    Lines and columns start at 1 and count characters; the end is just after the last character. A place
    in a data file has its row as `line` and the name of its column as `data_column`, without `column`.
    What is not known is null; `clause` is there only where the place carries out a clause of a document.
    """
    found: dict[str, Json] = {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message(lang),
        "file": None,
        "line": None,
        "column": None,
        "end_line": None,
        "end_column": None,
        "help": diagnostic.help(lang) or None,
    }
    if diagnostic.clauses:
        found["clause"] = ", ".join(clause.number or clause.title for clause in diagnostic.clauses)
    match diagnostic.span:
        case Span() as span:
            (line, column), (end_line, end_column) = span.first, span.last
            found.update(
                file=span.file.name, line=line, column=column, end_line=end_line, end_column=end_column
            )
        case DataPlace(file, row, column_name):
            found.update(file=file, line=row, end_line=row, data_column=column_name)
        case None:
            pass
        case _:
            assert_never(diagnostic.span)
    return found


def github_annotation(diagnostic: Diagnostic, lang: Lang) -> str:
    """A diagnostic as a workflow command, which GitHub shows beside the line.

    Source: GitHub Docs, "Workflow commands for GitHub Actions", setting an error, warning or notice message.
    """
    command = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    properties: dict[str, str | int | None] = {"title": diagnostic.code}
    match diagnostic.span:
        case Span() as span:
            (line, column), (end_line, end_column) = span.first, span.last
            properties |= {"file": span.file.name, "line": line, "endLine": end_line}
            # GitHub takes columns only for places within one line, and means the last character.
            if line == end_line:
                properties |= {"col": column, "endColumn": max(column, end_column - 1)}
        case DataPlace(file, row, _):
            properties |= {"file": file, "line": row}
        case None:
            pass
        case _:
            assert_never(diagnostic.span)
    given = ",".join(
        f"{name}={_escaped_property(str(value))}" for name, value in properties.items() if value is not None
    )
    place = f"{diagnostic.span.in_language(lang)} " if isinstance(diagnostic.span, DataPlace) else ""
    advice = diagnostic.help(lang)
    text = f"{place}{diagnostic.message(lang)}" + (f"\n{advice}" if advice else "")
    return f"::{command[diagnostic.severity]} {given}::{_escaped(text)}"


def sarif_log(
    diagnostics: Iterable[Diagnostic], lang: Lang, tool_version: str | None = None
) -> dict[str, Json]:
    """Diagnostics as a log of the Static Analysis Results Interchange Format, OASIS standard 2.1.0."""
    found = list(diagnostics)
    entries = {diagnostic.code: diagnostic.entry for diagnostic in found}
    rules: list[Json] = [
        {
            "id": code,
            "shortDescription": {"text": entry.wording(lang).message},
            "defaultConfiguration": {"level": entry.severity.value},
        }
        for code, entry in sorted(entries.items())
    ]
    driver: dict[str, Json] = {"name": "kpi", "rules": rules}
    if tool_version:
        driver["version"] = tool_version
    indexes = {code: index for index, code in enumerate(sorted(entries))}
    return {
        "$schema": SARIF_SCHEMA,
        "version": SARIF_VERSION,
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_sarif_result(one, indexes[one.code], lang) for one in found],
            }
        ],
    }


def _sarif_result(diagnostic: Diagnostic, rule: int, lang: Lang) -> Json:
    advice = diagnostic.help(lang)
    result: dict[str, Json] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": diagnostic.severity.value,
        "message": {"text": "\n".join(filter(None, (diagnostic.message(lang), advice)))},
    }
    if diagnostic.span is not None:
        result["locations"] = [_sarif_location(diagnostic.span)]
    if diagnostic.labels:
        result["relatedLocations"] = [_sarif_related(diagnostic, label, lang) for label in diagnostic.labels]
    if diagnostic.fix is not None:
        result["fixes"] = [_sarif_fix(diagnostic.fix, advice)]
    return result


def _sarif_location(place: Place) -> dict[str, Json]:
    match place:
        case Span(file):
            return {"physicalLocation": {"artifactLocation": _artifact(file.name), "region": _region(place)}}
        case DataPlace(file_name, row, column):
            physical: dict[str, Json] = {"artifactLocation": _artifact(file_name)}
            if row is not None:
                physical["region"] = {"startLine": row}
            location: dict[str, Json] = {"physicalLocation": physical}
            if column is not None:
                location["logicalLocations"] = [{"name": column, "kind": "member"}]
            return location
        case _:
            assert_never(place)


def _sarif_related(diagnostic: Diagnostic, label: Label, lang: Lang) -> Json:
    return {**_sarif_location(label.span), "message": {"text": diagnostic.label_text(label, lang)}}


def _sarif_fix(fix: Fix, advice: str) -> Json:
    replacement: dict[str, Json] = {
        "deletedRegion": _region(fix.span),
        "insertedContent": {"text": fix.replacement},
    }
    change: dict[str, Json] = {
        "artifactLocation": _artifact(fix.span.file.name),
        "replacements": [replacement],
    }
    return {"description": {"text": advice or fix.replacement}, "artifactChanges": [change]}


def _region(span: Span) -> Json:
    (line, column), (end_line, end_column) = span.first, span.last
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _artifact(name: str) -> Json:
    return {"uri": quote(name.replace("\\", "/"))}


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
