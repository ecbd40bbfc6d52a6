"""Indicators: a measure, what counts where there is none, and a score."""

from enum import Enum

from attrs import frozen

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import (
    Arm,
    ChooseRole,
    Compare,
    ComparisonOperator,
    Const,
    Expr,
    IsAbsent,
    NoValue,
    RuleRef,
)
from kpi_lang.core.plan import Role
from kpi_lang.lowering.adjustments import adjusted
from kpi_lang.lowering.bench import Bench, PersonBench
from kpi_lang.lowering.building import Building
from kpi_lang.lowering.eligibility import of_the_appraised
from kpi_lang.lowering.ratings import lower_ratings
from kpi_lang.lowering.restrictions import restricted
from kpi_lang.lowering.selection import cards_without, not_in_card
from kpi_lang.lowering.stages import lower_stages, without_talk
from kpi_lang.resolved import Symbol
from kpi_lang.source import Span
from kpi_lang.syntax import tree
from kpi_lang.typed import curves
from kpi_lang.typed.precision import rounding_of
from kpi_lang.values import kinds


class Lack(Enum):
    """The two ways for a measure to be absent that an author answers."""

    MISSING = "missing"
    UNDEFINED = "undefined"

    @property
    def causes(self) -> frozenset[Cause]:
        """The causes of absence that the clause catches."""
        if self is Lack.MISSING:
            return frozenset({Cause.MISSING, Cause.NO_RESULT})
        return frozenset({Cause.UNDEFINED})


@frozen
class Clause:
    """What the author says happens under one lack."""

    lack: Lack
    outcome: tree.Outcome


def clauses_of(written: tree.Indicator) -> tuple[Clause, ...]:
    """The clauses of an indicator."""
    found = []
    if written.missing is not None:
        found.append(Clause(Lack.MISSING, written.missing))
    if written.undefined is not None:
        found.append(Clause(Lack.UNDEFINED, written.undefined))
    return tuple(found)


def lacks(indicator: str, lack: Lack, span: Span) -> Expr:
    """Whether an indicator's measure is absent in one of the two ways."""
    measure = RuleRef(f"{indicator}.measure", kinds.NUMBER, span)
    return IsAbsent(measure, lack.causes, kinds.YES_NO, span)


def lower_indicator(building: Building, symbol: Symbol, written: tree.Indicator) -> None:
    """The rules ``x.measure`` and ``x``; an indicator of a goal sheet is scored in the rows of the sheet."""
    if symbol.rule in building.row_indicators:
        return
    if written.when is not None:
        raise building.environment.stop("K647", written.when.span, name=symbol.name)
    name, title = symbol.rule, title_of(symbol, written)
    score = scored(PersonBench(building, symbol), written)
    score = adjusted(building, symbol, score, written.span)
    score = where_used(building, name, score, written.span)
    score = restricted(building, symbol, title, Role.SCORE, score, written.span)
    score = of_the_appraised(building, score, written.span)
    building.emit(name, title, Role.SCORE, kinds.POINTS, score, name, written.span)


def title_of(symbol: Symbol, written: tree.Indicator) -> str:
    """What people read of an indicator."""
    return written.title.text if written.title else symbol.name


def scored(bench: Bench, written: tree.Indicator) -> Expr:
    """The score of an indicator, with its measure named ``measure`` and what the author says of a lack."""
    environment = bench.building.environment
    if written.measure is None and written.score is None:
        raise environment.stop("K607", written.name.span, name=bench.symbol.name)
    if written.measure is None:
        if clauses_of(written):
            raise environment.stop("K608", written.span, name=bench.symbol.name)
        return _score(bench, written, None)
    typed = _measured(bench, written.measure)
    measure = bench.named("measure", title_of(bench.symbol, written), typed, written.measure.span)
    score = _with_outcomes(bench, written, measure, _score(bench, written, measure))
    return _talked_over(bench, written, score)


def _measured(bench: Bench, written: tree.Measure) -> Expr:
    match written:
        case tree.Stages():
            return lower_stages(bench, written)
        case tree.Ratings():
            return lower_ratings(bench, written)
        case _:
            return bench.typer().infer(written)


def _talked_over(bench: Bench, written: tree.Indicator, score: Expr) -> Expr:
    """The score, unless stages lie too far apart and no talk is recorded."""
    talk = written.talk
    if talk is None:
        return score
    environment, title = bench.building.environment, title_of(bench.symbol, written)
    if not isinstance(written.measure, tree.Stages):
        raise environment.stop("K654", talk.span, name=bench.symbol.name)
    what = bench.building.reason("without talk", limit=talk.limit.span.text)
    lacking = bench.named("without_talk", what, without_talk(bench, written.measure, talk), talk.span)
    reason = bench.building.reason("no talk", what=title, limit=talk.limit.span.text)
    match talk.otherwise:
        case tree.NoScore(span):
            value: Expr = NoValue(Cause.NO_RESULT, reason, kinds.POINTS, span)
        case tree.Reject(span):
            value = NoValue(Cause.REJECTED, reason, kinds.POINTS, span)
        case tree.FixedScore(fixed, span):
            value = bench.typer().check(fixed, kinds.POINTS)
        case outcome:
            raise environment.stop("K653", outcome.span, help="outcome", name=bench.symbol.name)
    arms = [Arm(lacking, value, talk.span.text, talk.span), Arm(None, score, "", written.span)]
    return bench.typer().choose(arms, ChooseRole.TALK, talk.span)


def _score(bench: Bench, written: tree.Indicator, subject: Expr | None) -> Expr:
    """The score for a given measure, rounded as the indicator or the policy says."""
    typer = bench.typer(subject)
    if written.score is None:
        assert subject is not None
        assert written.measure is not None
        score = typer.fit(subject, kinds.POINTS, written.measure.span)
    else:
        score = curves.typed_body(typer, written.score, kinds.POINTS, subject, bench.bind)
    rounding = rounding_of(written.precision, typer.scope, typer.environment)
    rounding = rounding or bench.building.settings.scores
    return score if rounding is None else typer.round_typed(score, rounding, written.span)


def _with_outcomes(bench: Bench, written: tree.Indicator, measure: Expr, score: Expr) -> Expr:
    arms = []
    for clause in clauses_of(written):
        test = IsAbsent(measure, clause.lack.causes, kinds.YES_NO, clause.outcome.span)
        value = outcome_of(bench, written, clause.outcome, measure)
        arms.append(Arm(test, value, clause.outcome.span.text, clause.outcome.span))
    if not arms:
        return score
    arms.append(Arm(None, score, "measured", written.span))
    return bench.typer().choose(arms, ChooseRole.OUTCOME, written.span)


def outcome_of(bench: Bench, written: tree.Indicator, outcome: tree.Outcome, measure: Expr) -> Expr:
    """The score that an outcome gives, or the absence that it stands for."""
    typer = bench.typer()
    span = outcome.span
    environment = bench.building.environment
    match outcome:
        case tree.FixedScore(score, _):
            return typer.check(score, kinds.POINTS)
        case tree.EndScore(highest, _):
            inside = bench.typer(measure)
            ends = None if written.score is None else curves.score_ends(written.score, inside, kinds.POINTS)
            if ends is None:
                raise environment.stop("K609", span, name=bench.symbol.name)
            return Const(ends[1] if highest else ends[0], kinds.POINTS, span)
        case tree.FixedMeasure(fixed, _):
            value = typer.check(fixed, measure.kind)
            if not isinstance(value, Const):
                raise environment.stop("K309", fixed.span)
            return _score(bench, written, value)
        case tree.Reweight() | tree.MoveWeight() | tree.NoScore():
            title = title_of(bench.symbol, written)
            reason = bench.building.reason("outcome", what=title, clause=span.text)
            return NoValue(Cause.NO_RESULT, reason, kinds.POINTS, span)
        case tree.Reject():
            reason = bench.building.reason("outcome", what=bench.symbol.name, clause=span.text)
            return NoValue(Cause.REJECTED, reason, kinds.POINTS, span)


def where_used(building: Building, name: str, score: Expr, span: Span) -> Expr:
    """No score for people whose scorecard does not have the indicator."""
    card, without = cards_without(building, name)
    if card is None or not without:
        return score
    arms = [
        Arm(
            Compare(ComparisonOperator.EQUAL, card, Const(other, card.kind), kinds.YES_NO, span),
            not_in_card(building, other, kinds.POINTS, span),
            other,
            span,
        )
        for other in without
    ]
    return building.typer().choose(
        [*arms, Arm(None, score, "in the scorecard", span)], ChooseRole.SCORECARD, span
    )
