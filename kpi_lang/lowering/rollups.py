"""Roll-ups: the policy once more for a longer period, over inputs added up and the scores of the periods in it.

A roll-up is a plan of its own, made from the policy's: what is scored again keeps its rule and reads the inputs as
they add up over time; of everything else the score is made of the scores that the periods came to. Scorecards,
weights, awards, total, grade and pay follow as ever.
"""

from collections.abc import Callable, Iterator

from attrs import evolve, frozen

from kpi_lang.core.absent import Cause
from kpi_lang.core.children import walk
from kpi_lang.core.mapping import mapped
from kpi_lang.core.nodes import (
    Aggregate,
    AggregateOperator,
    Arithmetic,
    ArithmeticOperator,
    Arm,
    Choose,
    ChooseRole,
    Compare,
    ComparisonOperator,
    Const,
    Expr,
    FieldRef,
    InputRef,
    IsAbsent,
    Logic,
    LogicOperator,
    Not,
    NoValue,
    Round,
    RuleRef,
)
from kpi_lang.core.plan import PAST_START, Plan, Role, RollupPlan, Rule, Stage
from kpi_lang.data.schema import InputSpec, OverTime
from kpi_lang.lowering.building import Building
from kpi_lang.lowering.past import past_of, period_months
from kpi_lang.resolved import Category, Symbol
from kpi_lang.source import Span
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax import tree
from kpi_lang.typed import folding
from kpi_lang.typed.environment import Points
from kpi_lang.values import kinds
from kpi_lang.values.domains import Domain, Interval
from kpi_lang.values.periods import PeriodLength

ROLLED_UP = "rolled_up"
"""The predeclared name that is yes in a roll-up and no in an ordinary period."""

_KEPT_ARMS = (ChooseRole.SCORECARD, ChooseRole.OUTCOME, ChooseRole.ELIGIBILITY)
"""Choices around a score that hold for a roll-up as well; their last arm is the score."""
_CAUSES = (Cause.MISSING, Cause.NO_RESULT, Cause.UNDEFINED)


@frozen
class RollupSpec:
    """A roll-up as declared: how each score is made, by rule; those not named are scored again."""

    written: tree.Rollup
    length: PeriodLength
    hows: dict[str, tree.Rolled]


def read_rollups(building: Building) -> tuple[RollupSpec, ...]:
    """Every roll-up; what it needs of the periods is kept for later ones from now on."""
    found = []
    for written in building.program.main.declarations:
        if isinstance(written, tree.Rollup):
            with building.attempt():
                found.append(_spec(building, written))
    return tuple(found)


def _spec(building: Building, written: tree.Rollup) -> RollupSpec:
    months = period_months(building, written.name.span)
    length = PeriodLength[written.into.name]
    if length.months <= months:
        raise building.environment.stop("K270", written.name.span, name=written.name.text)
    hows: dict[str, tree.Rolled] = {}
    for item in written.items:
        for symbol in _meant(building, item, hows):
            hows[symbol.rule] = item.rolled
    for rule, rolled in list(hows.items()):
        if rolled.how is tree.RolledHow.AGAIN:
            del hows[rule]
            continue
        past_of(building).keep(rule, kinds.POINTS, building.title_of_rule(rule))
        if rolled.weight is not None:
            past_of(building).column(rolled.weight.text, rolled.weight.span)
    return RollupSpec(written, length, hows)


def _meant(building: Building, item: tree.RolledItems, taken: dict[str, tree.Rolled]) -> Iterator[Symbol]:
    """The indicators, goal sheets and awards that a row is about."""
    scored = [
        symbol
        for kind in (tree.Indicator, tree.Goals)
        for symbol, _ in building.declared(kind)
        if symbol.rule not in building.row_indicators
    ]
    if item.of_class is not None:
        for symbol in scored:
            declared = symbol.declaration
            of_class = declared.class_ if isinstance(declared, tree.Indicator) else None
            if of_class is not None and of_class.text == item.of_class.text and symbol.rule not in taken:
                yield symbol
        return
    if not item.names:
        yield from (symbol for symbol in scored if symbol.rule not in taken)
        return
    awards = [symbol for symbol, _ in building.declared(tree.Award)]
    for name in item.names:
        named = building.program.scope.values.get(name.text)
        if named is None or named not in (*scored, *awards):
            if named is not None and named.category is Category.LOST:
                continue
            close = nearest(name.text, (one.name for one in (*scored, *awards)))
            raise building.environment.stop(
                "K271", name.span, name=name.text, nearest=close or "", help="nearest" if close else "none"
            )
        yield named


def rolled_up(building: Building, plan: Plan, spec: RollupSpec) -> RollupPlan:
    """The plan of a roll-up."""
    points = Points(plan.points)
    figures: list[Rule] = []
    replace = _replacing(set(spec.hows))
    rules: list[Rule] = []
    for rule in plan.rules:
        expr = rule.expr
        if rule.name in spec.hows:
            figure = _figure(building, plan, rule.name, spec, points)
            figures.append(
                evolve(rule, name=f"{rule.name}.rolled", role=Role.MEASURE, stage=Stage.PERSON, expr=figure)
            )
            expr = _with_figure(expr, RuleRef(f"{rule.name}.rolled", rule.kind, rule.span))
        rules.append(evolve(rule, expr=mapped(expr, replace)))
    title = spec.written.title.text if spec.written.title else spec.written.name.text
    rolled = evolve(
        plan,
        name=f"{plan.name}.{spec.written.name.text}",
        title=title,
        period=spec.length,
        inputs=tuple(map(_over_time, plan.inputs)),
        requirements=(),
        rules=(*figures, *rules),
        examples=(),
        properties=(),
        points=points.count,
        rollups=(),
    )
    return RollupPlan(spec.written.name.text, title, spec.length, rolled)


def _with_figure(expr: Expr, figure: Expr) -> Expr:
    """A score in which what was measured gives way to the figure of the periods."""
    if isinstance(expr, Choose) and expr.role in _KEPT_ARMS:
        *arms, last = expr.arms
        return evolve(expr, arms=(*arms, evolve(last, value=_with_figure(last.value, figure))))
    return evolve(expr, arg=figure) if isinstance(expr, Round) else figure


def _replacing(rolled: set[str]) -> Callable[[Expr], Expr]:
    def replace(expr: Expr) -> Expr:
        match expr:
            case RuleRef(name=name) if name.endswith(".measure") and name.removesuffix(".measure") in rolled:
                return RuleRef(f"{name.removesuffix('.measure')}.rolled", kinds.POINTS, expr.span)
            case Const(origin=origin) if origin == ROLLED_UP:
                return evolve(expr, value=True)
            case Aggregate(records="past", where=where):
                # The periods that are rolled up are no earlier ones: `to_date` would count them twice.
                return evolve(expr, where=_before_this_period(where))
            case _:
                return expr

    return replace


def _before_this_period(where: Expr | None) -> Expr:
    start = FieldRef("past", PAST_START, kinds.DATE)
    first = InputRef("period_start", kinds.DATE)
    before = Compare(ComparisonOperator.LESS, start, first, kinds.YES_NO)
    return before if where is None else Logic(LogicOperator.AND, (before, where), kinds.YES_NO)


def _figure(building: Building, plan: Plan, rule: str, spec: RollupSpec, points: Points) -> Expr:
    """What the scores of the periods come to; no value where fewer periods have one than are needed."""
    rolled = spec.hows[rule]
    span = rolled.span
    score = FieldRef("past", rule, kinds.POINTS, span)
    counted = _in_this_period(score, spec.length, span)

    def over(operator: AggregateOperator, value: Expr | None, trim: int = 0) -> Expr:
        order = FieldRef("past", PAST_START, kinds.DATE) if operator is AggregateOperator.LAST else None
        kind = kinds.COUNT if value is None else value.kind
        return Aggregate(operator, "past", value, counted, order, trim, kind, points.next(), span)

    lacking: list[Expr] = [
        Compare(
            ComparisonOperator.LESS,
            over(AggregateOperator.COUNT, None),
            folding.number(max(1, spec.written.fewest or 1), kinds.COUNT),
            kinds.YES_NO,
            span,
        )
    ]
    match rolled.how:
        case tree.RolledHow.MEAN if rolled.weight is not None:
            weight = past_of(building).column(rolled.weight.text, rolled.weight.span)
            if weight is None:
                raise building.environment.stop(
                    "K201", rolled.weight.span, name=rolled.weight.text, help="none"
                )
            product = Arithmetic(ArithmeticOperator.MULTIPLY, score, weight, kinds.POINTS, span)
            weights = over(AggregateOperator.SUM, weight)
            none = Compare(
                ComparisonOperator.EQUAL, weights, folding.number(0, weight.kind), kinds.YES_NO, span
            )
            lacking.append(none)
            total = over(AggregateOperator.SUM, product)
            value: Expr = Arithmetic(ArithmeticOperator.DIVIDE, total, weights, kinds.POINTS, span)
        case tree.RolledHow.SUM:
            value = over(AggregateOperator.SUM, score)
        case tree.RolledHow.LAST:
            value = over(AggregateOperator.LAST, score)
        case tree.RolledHow.BEST:
            value = over(AggregateOperator.BEST_MEAN, score, rolled.best or 1)
        case _:
            value = over(AggregateOperator.MEAN, score)
    reason = building.reason(
        "too few periods", what=plan.rule(rule).title, number=max(1, spec.written.fewest or 1)
    )
    nothing = NoValue(_cause(plan.rule(rule).expr), reason, kinds.POINTS, span)
    arms = (*(Arm(one, nothing, "") for one in lacking), Arm(None, value, ""))
    return Choose(arms, kinds.POINTS, points.next(), ChooseRole.OUTCOME, span)


def _in_this_period(score: FieldRef, length: PeriodLength, span: Span) -> Expr:
    """Whether an earlier period lies in the one rolled up, and has the score."""
    start = FieldRef("past", PAST_START, kinds.DATE)
    first, last = (InputRef(name, kinds.DATE) for name in ("period_start", "period_end"))
    present = Not(IsAbsent(score, frozenset(_CAUSES), kinds.YES_NO, span), kinds.YES_NO, span)
    return Logic(
        LogicOperator.AND,
        (
            Compare(ComparisonOperator.AT_LEAST, start, first, kinds.YES_NO, span),
            Compare(ComparisonOperator.AT_MOST, start, last, kinds.YES_NO, span),
            present,
        ),
        kinds.YES_NO,
        span,
    )


def _cause(score: Expr) -> Cause:
    """The cause that a score's own clauses provide for, so that they say what a lack of scores means."""
    asked = {cause for node in walk(score) if isinstance(node, IsAbsent) for cause in node.causes}
    return next((cause for cause in _CAUSES if cause in asked), Cause.NO_RESULT)


def _over_time(spec: InputSpec) -> InputSpec:
    """An input as it adds up: a sum has no upper bound, a mean keeps to no step."""
    low, high = spec.domain.interval.lo, spec.domain.interval.hi
    match spec.over_time:
        case OverTime.SUM:
            interval = Interval(
                None if low is None or low < 0 else low,
                None if high is None or high > 0 else high,
                spec.domain.interval.lo_open and (low is not None and low >= 0),
                spec.domain.interval.hi_open and (high is not None and high <= 0),
            )
            return evolve(spec, domain=Domain(interval, spec.domain.step))
        case OverTime.MEAN:
            return evolve(spec, domain=Domain(spec.domain.interval, None))
        case _:
            return spec
