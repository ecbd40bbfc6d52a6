"""Anchored curves: a score at one point, and points for each step, full or in proportion, above and below."""

from fractions import Fraction

from kpi_lang.core.nodes import (
    Arm,
    ChooseRole,
    Compare,
    ComparisonOperator,
    Expr,
    Extreme,
    ExtremeOperator,
    ExtremeRole,
    Round,
)
from kpi_lang.syntax import tree
from kpi_lang.typed import folding
from kpi_lang.typed.typer import Typer
from kpi_lang.values import kinds
from kpi_lang.values.kinds import Kind
from kpi_lang.values.rounding import Mode


def typed_anchored(typer: Typer, curve: tree.Anchored, subject: Expr, wanted: Kind) -> Expr:
    """The anchor's score plus the points of the slopes on the subject's side, within the caps."""
    anchor = typer.check(curve.anchor.at, subject.kind)
    score = typer.check(curve.anchor.score, wanted)
    above = _side(typer, curve, subject, anchor, wanted, above=True)
    below = _side(typer, curve, subject, anchor, wanted, above=False)
    written = curve.anchor.at.span.text
    at_anchor = Compare(ComparisonOperator.AT_LEAST, subject, anchor, kinds.YES_NO, curve.anchor.span)
    arms = [
        Arm(at_anchor, _plus(score, above, wanted), f">= {written}", curve.anchor.span),
        Arm(None, _plus(score, below, wanted), f"< {written}", curve.anchor.span),
    ]
    result = typer.choose(arms, ChooseRole.ANCHORED, curve.span)
    return bounded(typer, result, curve.at_least, curve.at_most, wanted)


def bounded(
    typer: Typer, value: Expr, least: tree.Expression | None, most: tree.Expression | None, kind: Kind
) -> Expr:
    """``value`` within the bounds that were written: the cap first, then the floor."""
    if most is not None:
        bound = typer.check(most, kind)
        value = Extreme(
            ExtremeOperator.MIN, (value, bound), kind, typer.points.next(), ExtremeRole.CAP, most.span
        )
    if least is not None:
        bound = typer.check(least, kind)
        value = Extreme(
            ExtremeOperator.MAX, (value, bound), kind, typer.points.next(), ExtremeRole.FLOOR, least.span
        )
    return value


def _plus(score: Expr, parts: list[Expr], wanted: Kind) -> Expr:
    return folding.total_of([score, *parts], wanted) if parts else score


def _side(
    typer: Typer, curve: tree.Anchored, subject: Expr, anchor: Expr, wanted: Kind, *, above: bool
) -> list[Expr]:
    """The points of each slope of one side; a slope runs from where the one before it ends."""
    parts: list[Expr] = []
    start = anchor
    ended = False
    for slope in curve.slopes:
        if slope.above is not above:
            continue
        if ended:
            raise typer.environment.stop("K508", slope.span)
        distance = _distance(typer, slope, subject, start, first=not parts)
        parts.append(_points(typer, slope, distance, subject.kind, wanted))
        if slope.until is None:
            ended = True
        else:
            start = _end(typer, slope, subject, start)
    return parts


def _end(typer: Typer, slope: tree.Slope, subject: Expr, start: Expr) -> Expr:
    assert slope.until is not None
    end = typer.check(slope.until, subject.kind)
    one, other = folding.constant_number(start), folding.constant_number(end)
    if one is not None and other is not None and (other <= one if slope.above else other >= one):
        raise typer.environment.stop("K509", slope.until.span)
    return end


def _distance(typer: Typer, slope: tree.Slope, subject: Expr, start: Expr, *, first: bool) -> Expr:
    """How far the subject lies past the slope's start, at most to its end, at least nothing."""
    kind = subject.kind
    reached = subject
    if slope.until is not None:
        end = _end(typer, slope, subject, start)
        operator = ExtremeOperator.MIN if slope.above else ExtremeOperator.MAX
        reached = Extreme(
            operator, (subject, end), kind, typer.points.next(), ExtremeRole.CAP, slope.until.span
        )
    pair = (reached, start) if slope.above else (start, reached)
    distance = folding.subtract(*pair, kind, slope.span)
    if first:
        return distance
    zero = folding.number(0, kind)
    return Extreme(
        ExtremeOperator.MAX, (distance, zero), kind, typer.points.next(), ExtremeRole.FLOOR, slope.span
    )


def _points(typer: Typer, slope: tree.Slope, distance: Expr, kind: Kind, wanted: Kind) -> Expr:
    step = typer.check(slope.step, kind)
    length = folding.constant_number(step)
    if length is not None and length <= 0:
        raise typer.environment.stop("K510", slope.step.span)
    points = typer.check(slope.points, wanted)
    steps = folding.divide(distance, step, kinds.NUMBER, slope.span)
    if slope.full:
        steps = Round(steps, Fraction(1), Mode.FLOOR, 0, kinds.COUNT, typer.points.next(), slope.span)
    return folding.multiply(steps, points, wanted, slope.span)
