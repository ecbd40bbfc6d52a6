"""Explanations as nested JSON objects, with exact values as text."""

from datetime import date
from fractions import Fraction
from typing import TypeAlias, assert_never

from kpi_lang.core.absent import Absent
from kpi_lang.core.clauses import Reading
from kpi_lang.data.schema import Value
from kpi_lang.report.explanation import Explanation, Figure, Note
from kpi_lang.source import Clause
from kpi_lang.source.figures import exact_text

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"


def nested(explanation: Explanation) -> dict[str, Json]:
    """The explanation as `kpi explain --format json` prints it."""
    return {
        "policy": explanation.policy,
        "title": explanation.title,
        "version": explanation.version,
        "id": explanation.subject,
        "remarks": list(explanation.remarks),
        "results": [figure_object(figure) for figure in explanation.figures],
    }


def figure_object(figure: Figure) -> dict[str, Json]:
    """One figure: what is empty is left out, except for the value."""
    absent = figure.value if isinstance(figure.value, Absent) else None
    found: dict[str, Json] = {
        "name": figure.name,
        "title": figure.title,
        "role": figure.role,
        "value": None if isinstance(figure.value, Absent) else exact_value(figure.value),
        "shown": figure.shown,
        "why": absent.reason if absent else None,
        "cause": absent.cause.value if absent else None,
        "formula": figure.formula,
        "written": figure.written,
        "file": figure.span.file.name if figure.span else None,
        "line": figure.span.first.line if figure.span else None,
        "clauses": [clause_object(clause) for clause in figure.clauses],
        "readings": [reading_object(reading) for reading in figure.readings],
        "data": _place(figure),
        "provenance": dict(figure.provenance) or None,
        "notes": [_note(note) for note in figure.notes],
        "explained": "elsewhere" if figure.elsewhere else None,
        "from": [figure_object(source) for source in figure.sources],
    }
    return {name: value for name, value in found.items() if name == "value" or value not in (None, "", [])}


def exact_value(value: Value | None) -> str | bool | None:
    """A value without loss: numbers as decimals or fractions in text, dates as ISO 8601 writes them."""
    match value:
        case None | bool() | str():
            return value
        case Fraction():
            return exact_text(value)
        case date():
            return value.isoformat()
        case _:
            assert_never(value)


def clause_object(clause: Clause) -> dict[str, Json]:
    """A clause: its number, its title and where it stands."""
    return {
        "number": clause.number or None,
        "title": clause.title,
        "file": clause.span.file.name if clause.span else None,
        "line": clause.span.first.line if clause.span else None,
    }


def reading_object(reading: Reading) -> dict[str, Json]:
    """A reading of the register."""
    found: dict[str, Json] = {
        "clauses": [clause.number or clause.title for clause in reading.clauses],
        "title": reading.title,
        "open": reading.open,
        "chosen": reading.chosen,
        "because": reading.because,
        "decided_by": reading.decided_by,
        "decided_on": reading.decided_on.isoformat() if reading.decided_on else None,
        "about": list(reading.about),
        "file": reading.span.file.name if reading.span else None,
        "line": reading.span.first.line if reading.span else None,
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _place(figure: Figure) -> dict[str, Json] | None:
    if figure.place is None:
        return None
    return {"file": figure.place.file, "row": figure.place.row, "column": figure.place.column}


def _note(note: Note) -> dict[str, Json]:
    found: dict[str, Json] = {"kind": note.kind.value, "text": note.text}
    if note.rows:
        found["rows"] = list(note.rows)
    return found
