"""Which records an aggregate took, with their values, so that a reader can add them up."""

from fractions import Fraction

from kpi_lang.core.absent import Absent
from kpi_lang.core.nodes import Aggregate, Expr, FieldRef
from kpi_lang.core.plan import RecordsPlan
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.trace import Trace
from kpi_lang.report.explanation import Note, NoteKind
from kpi_lang.report.phrases import AGGREGATE_WORDS, PHRASES
from kpi_lang.source import Lang
from kpi_lang.values.display import display

MOST_ROWS_SHOWN = 12


def counted_note(expr: Aggregate, trace: Trace, lang: Lang) -> Note | None:
    """The note about an aggregate, None where it has no value."""
    rows = trace.points[expr.point]
    if not isinstance(rows, tuple):
        return None
    phrases = PHRASES[lang]
    place = next(place for place, table in enumerate(trace.plan.records) if table.name == expr.records)
    table = trace.plan.records[place]
    words = {"operator": AGGREGATE_WORDS[lang][expr.operator.value], "records": table.title or table.name}
    if not rows:
        return Note(NoteKind.COUNTED, phrases.counted_none.format_map(words))
    values = _values(expr.value, table, place, trace)
    shown = [
        f"{row} ({display(values[row], expr.value.kind, lang)})" if expr.value and row in values else str(row)
        for row in rows[:MOST_ROWS_SHOWN]
    ]
    listed = phrases.list_separator.join(shown)
    if len(rows) > MOST_ROWS_SHOWN:
        listed += " " + phrases.counted_rows.format(more=len(rows) - MOST_ROWS_SHOWN)
    text = phrases.counted.format_map(words | {"number": str(len(rows)), "rows": listed})
    return Note(NoteKind.COUNTED, text, rows)


def _values(column: Expr | None, table: RecordsPlan, place: int, trace: Trace) -> dict[int, Value]:
    """The values by row number where the aggregate is over a plain column, stored or computed."""
    records, traces = trace.person.records[place], trace.records[place]
    if not isinstance(column, FieldRef) or records is None or traces is None:
        return {}
    stored = [spec.name for spec in table.fields]
    computed = [rule.name for rule in table.rules]
    found: dict[int, Value] = {}
    for record, happened in zip(records, traces, strict=True):
        value: Value | Absent | None = None
        if column.name in stored:
            at = stored.index(column.name)
            value = table.fields[at].default if record.values[at] is None else record.values[at]
        elif column.name in computed and not happened.rejected:
            value = happened.values[computed.index(column.name)]
        if isinstance(value, Fraction | bool | str) or (value is not None and not isinstance(value, Absent)):
            found[record.row] = value
    return found
