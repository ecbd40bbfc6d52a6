"""The goals of a person's sheet as lines of the statement, one for each row that was scored."""

from collections.abc import Iterator

from attrs import frozen

from kpi_lang.core.absent import Absent
from kpi_lang.core.children import walk
from kpi_lang.core.nodes import Aggregate, Choose, Expr, FieldRef
from kpi_lang.core.plan import RecordsPlan, Rule
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.person import Record
from kpi_lang.evaluate.trace import RecordTrace, Trace
from kpi_lang.report.explanation import Figure
from kpi_lang.report.figures import figure_text, reason_text
from kpi_lang.report.goal_rows import sheet_rows
from kpi_lang.report.statement.amounts import row_amounts, short_text
from kpi_lang.report.statement.lines import IndicatorLine
from kpi_lang.source import Lang

_MEASURE = ".measure"


def goal_lines(trace: Trace, sheet: str, lang: Lang) -> tuple[IndicatorLine, ...]:
    """A line for each goal of the sheet of that name; nothing if it is the name of an ordinary indicator."""
    if f"{sheet}.sum" not in trace.positions:
        return ()
    place = next(number for number, table in enumerate(trace.plan.records) if table.name == sheet)
    rows = zip(trace.person.records[place] or (), trace.records[place] or (), strict=True)
    scored = (
        _Goal(trace.plan.records[place], *row, lang, trace.plan.currency)
        for row in rows
        if not row[1].rejected
    )
    figures = sheet_rows(trace.rule(f"{sheet}.sum"), trace, lang)
    weight = _weight_column(trace, sheet)
    return tuple(goal.line(figure, weight) for goal, figure in zip(scored, figures, strict=True))


def _weight_column(trace: Trace, sheet: str) -> str:
    """The column that weighs the rows: the one whose sum takes part."""
    summed = walk(trace.rule(f"{sheet}.taking_part").expr)
    aggregate = next(node for node in summed if isinstance(node, Aggregate))
    assert isinstance(aggregate.value, FieldRef)
    return aggregate.value.name


@frozen
class _Goal:
    table: RecordsPlan
    record: Record
    happened: RecordTrace
    lang: Lang
    currency: str | None

    def line(self, figure: Figure, weight: str) -> IndicatorLine:
        measure = self.measure()
        found = (
            ()
            if measure is None
            else row_amounts(self.table, self.record, self.happened, measure.expr, self.lang, self.currency)
        )
        score = self.computed("score")
        return IndicatorLine(
            figure.title or figure.name,
            tuple(amount for amount in found if amount.beforehand),
            tuple(amount for amount in found if not amount.beforehand),
            "" if measure is None else self.shown(measure.name),
            self.shown("score"),
            self.shown(weight),
            self.shown("points"),
            reason_text(score, self.lang) if isinstance(score, Absent) else "",
            (figure,),
        )

    def measure(self) -> Rule | None:
        """What was measured by the indicator that scored the row; None where its score is a formula of its own."""
        rules = {rule.name: rule for rule in self.table.rules}
        for node in self.taken(rules["score"].expr):
            if isinstance(node, FieldRef) and node.name.endswith(_MEASURE):
                return rules[node.name]
        return None

    def taken(self, expr: Expr) -> Iterator[Expr]:
        """The parts of the score, of its first choice (between indicators) only the one that applied."""
        first = next((node for node in walk(expr) if isinstance(node, Choose)), None)
        taken = None if first is None else self.happened.points[first.point]
        if first is None or not isinstance(taken, int):
            return walk(expr)
        return walk(first.arms[taken].value)

    def computed(self, name: str) -> Value | Absent:
        return next(
            value
            for rule, value in zip(self.table.rules, self.happened.values, strict=True)
            if rule.name == name
        )

    def shown(self, name: str) -> str:
        """A column of the row, given or computed."""
        for rule, computed in zip(self.table.rules, self.happened.values, strict=True):
            if rule.name == name:
                return short_text(computed, rule.kind, self.lang)
        for spec, value in zip(self.table.fields, self.record.values, strict=False):
            if spec.name == name:
                given = spec.default if value is None else value
                return "" if given is None else figure_text(given, spec.kind, self.lang)
        raise KeyError(name)
