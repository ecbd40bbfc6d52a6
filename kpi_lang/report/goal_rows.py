"""The rows of a goal sheet in an explanation: what stands in each, how it was scored and what it adds."""

from collections.abc import Iterator

from kpi_lang.core.absent import Absent
from kpi_lang.core.children import walk
from kpi_lang.core.nodes import Choose, ChooseRole, Expr, FieldRef
from kpi_lang.core.plan import RecordsPlan, Role, Rule
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.person import Record
from kpi_lang.evaluate.trace import RecordTrace, Trace
from kpi_lang.report.explanation import Figure, Note, NoteKind
from kpi_lang.report.figures import NO_FIGURE, figure_text, reason_text
from kpi_lang.report.formulas import formula
from kpi_lang.report.phrases import PHRASES
from kpi_lang.source import Lang
from kpi_lang.values.kinds import Family

_TOLD = frozenset(
    (ChooseRole.LINE, ChooseRole.STEPS, ChooseRole.ANCHORED, ChooseRole.STAGES, ChooseRole.TALK)
)
_POINTS = "points"
_SCORE = "score"
_STAGE = ".stage."


def sheet_rows(rule: Rule, trace: Trace, lang: Lang) -> tuple[Figure, ...]:
    """A figure for each row of the goal sheet that a rule adds up; nothing for any other rule."""
    for place, table in enumerate(trace.plan.records):
        if rule.name == f"{table.name}.sum":
            records, traces = trace.person.records[place] or (), trace.records[place] or ()
            return tuple(
                _figure(table, record, happened, lang)
                for record, happened in zip(records, traces, strict=True)
                if not happened.rejected
            )
    return ()


def _figure(table: RecordsPlan, record: Record, happened: RecordTrace, lang: Lang) -> Figure:
    names = [spec.name for spec in table.fields]
    values = dict(zip(names, record.values, strict=True))
    computed = dict(zip((rule.name for rule in table.rules), happened.values, strict=True))
    rules = {rule.name: rule for rule in table.rules}
    points = computed[_POINTS]
    rule = rules[_POINTS]

    def shown(expr: Expr) -> str:
        if isinstance(expr, FieldRef):
            value = computed[expr.name] if expr.name in computed else values[expr.name]
            return NO_FIGURE if value is None else figure_text(value, expr.kind, lang)
        return NO_FIGURE

    text = formula(rule.expr, shown, lang)
    notes = [Note(NoteKind.ROW, _listed(table, values, computed, lang))]
    notes += [Note(NoteKind.ROW, told) for told in _taken(rules[_SCORE].expr, happened, lang)]
    for part in table.rules:
        if "." in part.name and not isinstance(computed[part.name], Absent):
            notes += [Note(NoteKind.ROW, told) for told in _taken(part.expr, happened, lang)]
    if isinstance(points, Absent):
        reason = PHRASES[lang].no_value.format(reason=reason_text(points, lang))
        notes.append(Note(NoteKind.NO_VALUE, reason))
    return Figure(
        f"{table.name}[{record.row}]",
        _title(table, record),
        Role.COMPUTED_COLUMN.value,
        rule.kind,
        points,
        figure_text(points, rule.kind, lang),
        formula="" if isinstance(points, Absent) or " " not in text else text,
        notes=tuple(notes),
    )


def _title(table: RecordsPlan, record: Record) -> str:
    """The first text of a row: what the goal is."""
    texts = (
        value
        for spec, value in zip(table.fields, record.values, strict=True)
        if spec.kind.family is Family.TEXT and isinstance(value, str)
    )
    return next(texts, "")


def _listed(
    table: RecordsPlan, values: dict[str, Value | None], computed: dict[str, Value | Absent], lang: Lang
) -> str:
    """The columns of a row with their values: the author's own, every stage, and the score."""
    parts: list[str] = []
    for spec in table.fields:
        value = spec.default if values[spec.name] is None else values[spec.name]
        if value is not None and spec.kind.family is not Family.TEXT:
            parts.append(f"{spec.title} {figure_text(value, spec.kind, lang)}")
    for rule in table.rules:
        shown = computed[rule.name]
        plain = "." not in rule.name and rule.name != _POINTS
        if not isinstance(shown, Absent) and (plain or _STAGE in rule.name):
            parts.append(f"{rule.title} {figure_text(shown, rule.kind, lang)}")
    return PHRASES[lang].list_separator.join(parts)


def _taken(expr: Expr, happened: RecordTrace, lang: Lang) -> Iterator[str]:
    """The indicator that scored the row, and the parts of its curve or stages that applied."""
    for node in walk(expr):
        if not isinstance(node, Choose):
            continue
        index = happened.points[node.point]
        if not isinstance(index, int) or not node.arms[index].label:
            continue
        label = node.arms[index].label
        if node.role is ChooseRole.TABLE:
            yield label
        elif node.role in _TOLD or (
            node.role is ChooseRole.OUTCOME and node.arms[index].condition is not None
        ):
            yield PHRASES[lang].row[node.role].format(label=label)
