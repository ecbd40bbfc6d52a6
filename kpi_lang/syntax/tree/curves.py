"""Curves: how a measure becomes a score."""

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax.tree.expressions import Expression, Row


@frozen
class LinePoint:
    at: "Expression"
    score: "Expression"
    span: Span


@frozen
class Line:
    """``line [of x] { 60%: 0, 100%: 75, 125%: 100 }``; flat beyond the ends unless ``extends below`` / ``above``."""

    of: "Expression | None"
    points: tuple[LinePoint, ...]
    extends_below: bool
    extends_above: bool
    span: Span


@frozen
class Steps:
    """``steps [of x] { >= 100%: 10, else: 0 }``; the first row that holds counts."""

    of: "Expression | None"
    rows: tuple[Row, ...]
    span: Span


@frozen
class Slope:
    """``each [full] 3% above: +1 [until 130%]``; ``points`` is signed as written; ``full`` counts whole steps only."""

    step: "Expression"
    full: bool
    above: bool
    points: "Expression"
    until: "Expression | None"
    span: Span


@frozen
class Anchored:
    """``anchored [of x] { 100%: 75, each full 3% above: +1, each 1% below: -2, at most 100, at least 0 }``."""

    of: "Expression | None"
    anchor: LinePoint
    slopes: tuple[Slope, ...]
    at_most: "Expression | None"
    at_least: "Expression | None"
    span: Span


@frozen
class Best:
    """``better of { curve, curve }`` (``worse`` takes the lower one)."""

    worse: bool
    curves: tuple["Curve | Expression", ...]
    span: Span


Curve = Line | Steps | Anchored | Best


Body = Expression | Curve
