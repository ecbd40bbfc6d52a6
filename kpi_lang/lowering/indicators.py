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
from kpi_lang.lowering.building import Building
from kpi_lang.lowering.eligibility import of_the_appraised
from kpi_lang.lowering.restrictions import restricted
from kpi_lang.lowering.selection import cards_without, not_in_card
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
    """The rules ``x.measure`` and ``x``."""
    name, title = symbol.rule, written.title.text if written.title else symbol.name
    scope = building.scope_of(symbol)
    if written.measure is None and written.score is None:
        raise building.environment.stop("K607", written.name.span, name=symbol.name)
    measure: RuleRef | None = None
    if written.measure is not None:
        typed = building.typer(scope).infer(written.measure)
        kind = typed.kind.settled if typed.kind.is_number else typed.kind
        measure = building.emit(
            f"{name}.measure", title, Role.MEASURE, kind, typed, name, written.measure.span
        )
    elif clauses_of(written):
        raise building.environment.stop("K608", written.span, name=symbol.name)
    score = _scored(building, symbol, written, measure)
    if measure is not None:
        score = _with_outcomes(building, symbol, written, measure, score)
    score = _where_used(building, name, score, written.span)
    score = restricted(building, symbol, title, Role.SCORE, score, written.span)
    score = of_the_appraised(building, score, written.span)
    building.emit(name, title, Role.SCORE, kinds.POINTS, score, name, written.span)


def _scored(building: Building, symbol: Symbol, written: tree.Indicator, subject: Expr | None) -> Expr:
    """The score for a given measure, rounded as the indicator or the policy says."""
    typer = building.typer(building.scope_of(symbol), measure=subject)
    if written.score is None:
        assert subject is not None
        assert written.measure is not None
        score = typer.fit(subject, kinds.POINTS, written.measure.span)
    else:
        bind = building.binder(symbol.rule, "of", symbol.name)
        score = curves.typed_body(typer, written.score, kinds.POINTS, subject, bind)
    rounding = rounding_of(written.precision, building.environment) or building.settings.scores
    return score if rounding is None else typer.round_typed(score, rounding, written.span)


def _with_outcomes(
    building: Building, symbol: Symbol, written: tree.Indicator, measure: RuleRef, score: Expr
) -> Expr:
    arms = []
    for clause in clauses_of(written):
        test = IsAbsent(measure, clause.lack.causes, kinds.YES_NO, clause.outcome.span)
        value = _outcome(building, symbol, written, clause, measure)
        arms.append(Arm(test, value, clause.outcome.span.text, clause.outcome.span))
    if not arms:
        return score
    arms.append(Arm(None, score, "measured", written.span))
    return building.typer().choose(arms, ChooseRole.OUTCOME, written.span)


def _outcome(
    building: Building, symbol: Symbol, written: tree.Indicator, clause: Clause, measure: RuleRef
) -> Expr:
    typer = building.typer(building.scope_of(symbol))
    span = clause.outcome.span
    match clause.outcome:
        case tree.FixedScore(score, _):
            return typer.check(score, kinds.POINTS)
        case tree.EndScore(highest, _):
            inside = building.typer(building.scope_of(symbol), measure)
            ends = None if written.score is None else curves.score_ends(written.score, inside, kinds.POINTS)
            if ends is None:
                raise building.environment.stop("K609", span, name=symbol.name)
            return Const(ends[1] if highest else ends[0], kinds.POINTS, span)
        case tree.FixedMeasure(fixed, _):
            value = typer.check(fixed, measure.kind)
            if not isinstance(value, Const):
                raise building.environment.stop("K309", fixed.span)
            return _scored(building, symbol, written, value)
        case tree.Reweight() | tree.MoveWeight() | tree.NoScore():
            title = written.title.text if written.title else symbol.name
            reason = building.reason("outcome", what=title, clause=span.text)
            return NoValue(Cause.NO_RESULT, reason, kinds.POINTS, span)
        case tree.Reject():
            reason = building.reason("outcome", what=symbol.name, clause=span.text)
            return NoValue(Cause.REJECTED, reason, kinds.POINTS, span)


def _where_used(building: Building, name: str, score: Expr, span: Span) -> Expr:
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
