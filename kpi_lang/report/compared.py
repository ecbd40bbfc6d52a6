"""Whom a figure about other people is about, with a few of their values, so that a reader can check it."""

from kpi_lang.core.groups import GroupFigure
from kpi_lang.core.nodes import FigureRef
from kpi_lang.core.printer import print_value
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.trace import Compared, Trace
from kpi_lang.report.explanation import Note, NoteKind
from kpi_lang.report.phrases import PHRASES, Phrases
from kpi_lang.report.pooled import pool_text
from kpi_lang.source import Lang
from kpi_lang.values.display import display


def compared_note(expr: FigureRef, trace: Trace, lang: Lang) -> Note | None:
    """The note about a figure, None for a person who was evaluated alone or is in no group."""
    place = next(place for place, figure in enumerate(trace.plan.figures) if figure.name == expr.name)
    compared = trace.figures[place] if trace.figures else None
    if compared is None:
        return None
    figure, phrases = trace.plan.figures[place], PHRASES[lang]
    if compared.pool is not None:
        group = _group(figure, compared, phrases)
        return Note(NoteKind.COMPARED, pool_text(figure, compared.pool, group, phrases, lang))
    words = {"figure": figure.text, "group": _group(figure, compared, phrases)}
    if not compared.counted:
        return Note(NoteKind.COMPARED, phrases.compared_none.format_map(words))
    given = trace.person.figures[place]
    value = display(given, figure.kind, lang) if isinstance(given, Value) else "–"
    people = phrases.list_separator.join(_shown(figure, *one, lang) for one in compared.near)
    more = compared.counted - len(compared.near)
    notes = [phrases.more_people.format(more=more)] if more else []
    notes += [phrases.left_out.format(number=compared.left_out)] if compared.left_out else []
    text = phrases.compared.format_map(
        words | {"value": value, "number": str(compared.counted), "people": people}
    )
    return Note(NoteKind.COMPARED, phrases.list_separator.join([text, *notes]))


def _group(figure: GroupFigure, compared: Compared, phrases: Phrases) -> str:
    shown = phrases.list_separator.join(map(print_value, compared.group))
    if figure.reports:
        return phrases.reports.format(key=shown)
    return shown or phrases.everybody


def _shown(figure: GroupFigure, key: str, value: Value | None, rank: Value | None, lang: Lang) -> str:
    """`E17 1,250.00`, for a rank `2. E17 1,250.00`."""
    parts = [] if rank is None else [f"{display(rank, figure.kind, lang)}."]
    parts.append(key)
    if figure.value is not None and value is not None:
        parts.append(display(value, figure.value.kind, lang))
    return " ".join(parts)
