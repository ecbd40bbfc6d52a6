"""Curves: how a measured value becomes a score. Each becomes a choice between segments, lowest first."""

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from kpi_lang.core.nodes import (
    Arm,
    ChooseRole,
    Compare,
    ComparisonOperator,
    Expr,
    Extreme,
    ExtremeOperator,
    ExtremeRole,
)
from kpi_lang.syntax import tree
from kpi_lang.typed import folding, rows
from kpi_lang.typed.anchored import typed_anchored
from kpi_lang.typed.typer import Typer
from kpi_lang.typed.whole import is_whole
from kpi_lang.values import kinds
from kpi_lang.values.kinds import Kind

Binder = Callable[[Expr], Expr]
"""Gives an expression a name of its own, so that a curve's many rows need not repeat it."""


def typed_body(
    typer: Typer, body: tree.Body, wanted: Kind, subject: Expr | None = None, bind: Binder | None = None
) -> Expr:
    """A formula or a curve as a value of ``wanted``. ``subject`` is what a curve without `of` is about.

    Raises Untyped after reporting what is wrong.
    """
    match body:
        case tree.Line() | tree.Steps() | tree.Anchored():
            about = _subject(typer, body, subject, bind)
            match body:
                case tree.Line():
                    return _line(typer, body, about, wanted)
                case tree.Steps():
                    return typed_steps(typer, body, about, wanted)
                case tree.Anchored():
                    return typed_anchored(typer, body, about, wanted)
                case _:
                    assert_never(body)
        case tree.Best(worse, written, span):
            found = typer.each(
                [lambda c=c: typed_body(typer, c, wanted, subject, bind) for c in written]  # type: ignore[misc]
            )
            operator = ExtremeOperator.MIN if worse else ExtremeOperator.MAX
            return Extreme(operator, tuple(found), wanted, typer.points.next(), ExtremeRole.BEST, span)
        case _:
            value = typer.check(body, wanted)
            if wanted == kinds.COUNT and not is_whole(value):
                raise typer.mismatch(
                    "K303", body.span, wanted, kinds.NUMBER, wanted=wanted, actual=kinds.NUMBER
                )
            return value


def _subject(
    typer: Typer, curve: tree.Line | tree.Steps | tree.Anchored, subject: Expr | None, bind: Binder | None
) -> Expr:
    if curve.of is not None:
        own = typer.infer(curve.of)
        return bind(own) if bind is not None else own
    if subject is None:
        raise typer.environment.stop("K505", curve.span)
    return subject


def typed_steps(typer: Typer, steps: tree.Steps, subject: Expr, wanted: Kind) -> Expr:
    """The first row that holds."""
    found = rows.typed_rows(typer, subject, steps.rows)
    values = typer.each([lambda r=r: typer.check(r.value, wanted) for r in found])  # type: ignore[misc]
    arms = [Arm(r.condition, v, r.label, r.span) for r, v in zip(found, values, strict=True)]
    return typer.choose([*arms, *rows.closing_arm(found, wanted, steps.span)], ChooseRole.STEPS, steps.span)


def _line(typer: Typer, line: tree.Line, subject: Expr, wanted: Kind) -> Expr:
    if len(line.points) < 2:
        raise typer.environment.stop("K506", line.span)
    ats = typer.each([lambda p=p: typer.check(p.at, subject.kind) for p in line.points])  # type: ignore[misc]
    scores = typer.each([lambda p=p: typer.check(p.score, wanted) for p in line.points])  # type: ignore[misc]
    pairs = list(zip(ats, scores, [p.at.span.text for p in line.points], strict=True))
    if _falling(ats):
        pairs.reverse()
    _check_rising(typer, line, [at for at, _, _ in pairs])
    segments = [_segment(subject, one, other, wanted) for one, other in pairwise(pairs)]
    (first_at, first_score, first_text), (_, last_score, last_text) = pairs[0], pairs[-1]
    arms = [
        Arm(
            Compare(ComparisonOperator.AT_MOST, subject, first_at, kinds.YES_NO, line.span),
            segments[0] if line.extends_below else first_score,
            f"<= {first_text}",
            line.points[0].span,
        )
    ]
    for segment, (_, _, low), (at, _, high) in zip(segments, pairs, pairs[1:], strict=False):
        reached = Compare(ComparisonOperator.AT_MOST, subject, at, kinds.YES_NO, line.span)
        arms.append(Arm(reached, segment, f"{low} .. {high}", line.span))
    beyond = segments[-1] if line.extends_above else last_score
    arms.append(Arm(None, beyond, f"> {last_text}", line.points[-1].span))
    return typer.choose(arms, ChooseRole.LINE, line.span)


_Pair = tuple[Expr, Expr, str]


def _segment(subject: Expr, one: _Pair, other: _Pair, wanted: Kind) -> Expr:
    """The score on the straight between two points."""
    (low, low_score, _), (high, high_score, _) = one, other
    run = folding.subtract(high, low, subject.kind)
    rise = folding.subtract(high_score, low_score, wanted)
    if folding.constant_number(rise) == 0:
        return low_score
    past = folding.subtract(subject, low, subject.kind)
    if folding.constant_number(run) is not None:
        slope = folding.divide(rise, run, wanted)
        return folding.add(low_score, folding.multiply(past, slope, wanted), wanted)
    return folding.add(low_score, folding.divide(folding.multiply(past, rise, wanted), run, wanted), wanted)


def _falling(ats: list[Expr]) -> bool:
    first, last = folding.constant_number(ats[0]), folding.constant_number(ats[-1])
    return first is not None and last is not None and last < first


def _check_rising(typer: Typer, line: tree.Line, ats: list[Expr]) -> None:
    known = [folding.constant_number(at) for at in ats]
    for one, other in pairwise(known):
        if one is not None and other is not None and other <= one:
            raise typer.environment.stop("K507", line.span, one=_shown(one), other=_shown(other))


def _shown(value: Fraction) -> str:
    return f"{float(value):g}"


def score_ends(body: tree.Body, typer: Typer, wanted: Kind) -> tuple[Fraction, Fraction] | None:
    """The lowest and highest score that a curve of constants can give; None where that is not known."""
    match body:
        case tree.Line(points=points, extends_below=False, extends_above=False):
            return _ends(typer, [p.score for p in points], wanted)
        case tree.Steps(rows=steps):
            return _ends(typer, [row.value for row in steps], wanted)
        case tree.Anchored(at_most=most, at_least=least) if most is not None and least is not None:
            return _ends(typer, [most, least], wanted)
        case tree.Best(worse=worse, curves=parts):
            found = [score_ends(part, typer, wanted) for part in parts]
            known = [ends for ends in found if ends is not None]
            if len(known) != len(found):
                return None
            pick = min if worse else max
            return pick(low for low, _ in known), pick(high for _, high in known)
        case _:
            return None


def _ends(typer: Typer, written: list[tree.Expression], wanted: Kind) -> tuple[Fraction, Fraction] | None:
    values = [folding.constant_number(typer.check(w, wanted)) for w in written]
    known = [value for value in values if value is not None]
    return (min(known), max(known)) if known and len(known) == len(values) else None
