"""Goal sheets: a table with one row for each goal of a person, scored row by row, and the score of the sheet.

The sheet's score is the mean of the rows' scores, weighted by the column that the author names. A row whose
indicator leaves it out (`missing reweight`) gives its weight to the others in proportion. With item points
the scores are added up instead, and the points of rows left out are spread in the same way.
"""

from fractions import Fraction

from attrs import frozen

from kpi_lang.core.absent import Cause
from kpi_lang.core.children import point_of, walk
from kpi_lang.core.nodes import (
    GAP,
    Aggregate,
    AggregateOperator,
    Arm,
    ChooseRole,
    Compare,
    ComparisonOperator,
    Const,
    Expr,
    FieldRef,
    IsAbsent,
    Logic,
    LogicOperator,
    Not,
    NoValue,
    RuleRef,
)
from kpi_lang.core.plan import Requirement, Role, Rule, Stage
from kpi_lang.lowering.building import Building
from kpi_lang.lowering.columns import Columns, RowBench
from kpi_lang.lowering.eligibility import RULE as APPRAISED
from kpi_lang.lowering.eligibility import of_the_appraised
from kpi_lang.lowering.indicators import clauses_of, scored, where_used
from kpi_lang.lowering.inputs import message_of, read_columns
from kpi_lang.lowering.restrictions import restricted
from kpi_lang.lowering.selection import card_reference, scorecards_of
from kpi_lang.lowering.sheets import WeightColumn, scorers_of, weight_column
from kpi_lang.resolved import Symbol
from kpi_lang.source import Span
from kpi_lang.syntax import tree
from kpi_lang.typed import folding
from kpi_lang.typed.environment import Untyped
from kpi_lang.values import kinds


def lower_goals(building: Building, symbol: Symbol, written: tree.Goals) -> None:
    """The table with its scores, the rule of the sheet's score, and what a valid sheet is."""
    columns = read_columns(building, symbol, written.table)
    scorers = scorers_of(building, symbol)
    weight: WeightColumn | None = None
    with building.attempt():
        if scorers or written.weight is not None:
            weight = weight_column(building, symbol, written, tuple(columns.fields))
    rows: _Rows | None = None
    with building.attempt():
        if scorers and weight is not None:
            rows = _score_rows(columns, scorers, weight, written)
    columns.close(written.table)
    _add_requirements(building, symbol, written, columns)
    if not scorers:
        return
    if rows is None or weight is None:
        raise Untyped
    title = written.title.text if written.title else symbol.name
    score = _sheet_score(building, symbol, title, weight, rows, _heading(written))
    score = where_used(building, symbol.rule, score, written.name.span)
    score = restricted(building, symbol, title, Role.SCORE, score, _heading(written))
    score = of_the_appraised(building, score, _heading(written))
    building.emit(symbol.rule, title, Role.SCORE, kinds.POINTS, score, symbol.rule, _heading(written))


def _heading(written: tree.Goals) -> Span:
    """The name and the title of a sheet: what its figures point at, for the whole block is long."""
    name, title = written.name.span, written.title
    return name if title is None else name.join(title.span)


# --- rows ----------------------------------------------------------------------------------------------


@frozen
class _Rows:
    """Columns that every row has: what it adds to the sheet, and whether it is left out, if that may be."""

    points: FieldRef
    left_out: FieldRef | None


def _score_rows(
    columns: Columns,
    scorers: list[tuple[Symbol, tree.Indicator]],
    weight: WeightColumn,
    written: tree.Goals,
) -> _Rows:
    building = columns.building
    arms: list[Arm] = []
    gone: list[Expr] = []
    earlier: list[Expr] = []
    for number, (symbol, indicator) in enumerate(scorers):
        bench = RowBench(columns, symbol)
        if indicator.when is None and number + 1 < len(scorers):
            raise building.environment.stop(
                "K646", indicator.name.span, name=symbol.name, other=scorers[number + 1][0].name
            )
        for clause in clauses_of(indicator):
            if isinstance(clause.outcome, tree.MoveWeight):
                raise building.environment.stop("K648", clause.outcome.span, name=symbol.name, help="move")
        title = indicator.title.text if indicator.title else symbol.name
        applies = None if indicator.when is None else bench.typer().condition(indicator.when)
        if applies is not None and any(point_of(node) is not None for node in walk(applies)):
            applies = bench.named("when", title, applies, applies.span or indicator.span)
        arms.append(Arm(applies, scored(bench, indicator), title, indicator.name.span))
        gone += _left_out(columns, symbol, indicator, applies, earlier)
        earlier += [] if applies is None else [applies]
    if arms[-1].condition is not None:
        gap = NoValue(Cause.NO_RESULT, GAP, kinds.POINTS, written.name.span)
        arms.append(Arm(None, gap, GAP, written.name.span))
    score = columns.typer().choose(arms, ChooseRole.TABLE, written.name.span)
    named = _column(columns, "score", building.reason("row score"), score, written.name.span)
    points: Expr = named
    if not weight.in_points:
        points = folding.multiply(named, weight.column, kinds.POINTS, written.name.span)
    added = _column(columns, "points", building.reason("row points"), points, written.name.span)
    left_out: FieldRef | None = None
    if gone:
        out = gone[0] if len(gone) == 1 else Logic(LogicOperator.OR, tuple(gone), kinds.YES_NO, written.span)
        title = building.reason("left out")
        left_out = columns.compute(
            Rule(
                f"{columns.symbol.rule}.left_out",
                title,
                Role.COMPUTED_COLUMN,
                kinds.YES_NO,
                Stage.RECORD,
                out,
                columns.symbol.rule,
                written.name.span,
            )
        )
    return _Rows(added, left_out)


def _column(columns: Columns, name: str, title: str, expr: Expr, span: Span) -> FieldRef:
    columns.check_new(name, span)
    rule = Rule(
        name, title, Role.COMPUTED_COLUMN, kinds.POINTS, Stage.RECORD, expr, columns.symbol.rule, span
    )
    return columns.compute(rule)


def _left_out(
    columns: Columns,
    symbol: Symbol,
    indicator: tree.Indicator,
    applies: Expr | None,
    earlier: list[Expr],
) -> list[Expr]:
    """When a row gives up its weight: if it is this indicator's own, since none before it fits."""
    found: list[Expr] = []
    for clause in clauses_of(indicator):
        if isinstance(clause.outcome, tree.Reweight):
            name, span = f"{symbol.rule}.measure", clause.outcome.span
            measure = FieldRef(columns.symbol.rule, name, columns.kinds[name], span)
            lacking: Expr = IsAbsent(measure, clause.lack.causes, kinds.YES_NO, span)
            own: list[Expr] = [Not(before, kinds.YES_NO, span) for before in earlier]
            own += [] if applies is None else [applies]
            if own:
                lacking = Logic(LogicOperator.AND, (*own, lacking), kinds.YES_NO, span)
            found.append(lacking)
    return found


# --- the sheet -----------------------------------------------------------------------------------------


def _sheet_score(
    building: Building, symbol: Symbol, title: str, weight: WeightColumn, rows: _Rows, span: Span
) -> Expr:
    name = symbol.rule
    counted = None if rows.left_out is None else Not(rows.left_out, kinds.YES_NO, span)

    def summed(value: FieldRef, where: Expr | None) -> Expr:
        return Aggregate(
            AggregateOperator.SUM, name, value, where, None, 0, value.kind, building.points.next(), span
        )

    def emitted(part: str, key: str, value: Expr, role: Role) -> Expr:
        return building.emit(f"{name}.{part}", building.reason(key), role, value.kind, value, name, span)

    points = emitted("sum", "row points", summed(rows.points, counted), Role.MEASURE)
    taking_part = emitted(
        "taking_part", "weight that takes part", summed(weight.column, counted), Role.WEIGHT
    )
    score = points
    if weight.in_points and counted is not None:
        whole = emitted("whole", "weight of all", summed(weight.column, None), Role.WEIGHT)
        score = folding.multiply(
            points, folding.divide(whole, taking_part, kinds.RATIO, span), kinds.POINTS, span
        )
    elif not weight.in_points:
        score = folding.divide(points, taking_part, kinds.POINTS, span)
    zero = Const(Fraction(0), weight.column.kind, span)
    some = Compare(ComparisonOperator.GREATER, taking_part, zero, kinds.YES_NO, span)
    nothing = NoValue(Cause.NO_RESULT, building.reason("nothing scored", what=title), kinds.POINTS, span)
    arms = [Arm(some, score, "scored", span), Arm(None, nothing, "else", span)]
    return building.typer().choose(arms, ChooseRole.OUTCOME, span)


# --- what a valid sheet is -------------------------------------------------------------------------------


def _add_requirements(building: Building, symbol: Symbol, written: tree.Goals, columns: Columns) -> None:
    """Everybody appraised by a scorecard with the sheet must have a valid one; others need none."""
    for valid in written.valid:
        with building.attempt():
            typer = building.typer(building.scope_of(symbol), sheet=columns.view)
            condition = typer.condition(valid.condition)
            others = _cards_without(building, symbol, valid.span)
            if APPRAISED in building.rules:
                appraised = RuleRef(APPRAISED, kinds.YES_NO, valid.span)
                others.insert(0, Not(appraised, kinds.YES_NO, valid.span))
            if others:
                condition = Logic(LogicOperator.OR, (*others, condition), kinds.YES_NO, valid.span)
            building.sheet_requirements.append(Requirement(condition, message_of(valid), valid.span))


def _cards_without(building: Building, symbol: Symbol, span: Span) -> list[Expr]:
    """Whether a person has one of the scorecards without the sheet; nothing if the sheet is in none or in all."""
    card, holding = card_reference(building), building.cards_by_item.get(symbol.rule, set())
    if card is None or not holding:
        return []
    return [
        Compare(ComparisonOperator.EQUAL, card, Const(other.name.text, card.kind, span), kinds.YES_NO, span)
        for other in scorecards_of(building)
        if other.name.text not in holding
    ]
