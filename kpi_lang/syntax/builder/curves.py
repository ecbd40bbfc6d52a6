"""Curves, steps, tiers and the rows of tables."""

# ruff: noqa: D102 - each method is named after the rule of the grammar that it builds

from fractions import Fraction

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax import tree as t
from kpi_lang.syntax.builder.base import Base, Clause
from kpi_lang.syntax.pieces import Piece
from kpi_lang.syntax.tree import Comparison, Expression


@frozen
class AnyOf:
    """The heading `{ a, b }` of a row."""

    edges: tuple[Expression, ...]


@frozen
class SlopeAndCaps:
    """A slope and the caps that were written behind it, which hold for the whole curve."""

    slope: t.Slope
    caps: tuple[Clause, ...]


class Curves(Base):
    """Builds curves and rows."""

    # --- rows -------------------------------------------------------------------------------------------

    def less(self, span: Span, value: Expression) -> t.Bound:
        return t.Bound(Comparison.LESS, value, span)

    def at_most(self, span: Span, value: Expression) -> t.Bound:
        return t.Bound(Comparison.AT_MOST, value, span)

    def greater(self, span: Span, value: Expression) -> t.Bound:
        return t.Bound(Comparison.GREATER, value, span)

    def at_least(self, span: Span, value: Expression) -> t.Bound:
        return t.Bound(Comparison.AT_LEAST, value, span)

    def equal(self, span: Span, value: Expression) -> t.Bound:
        return t.Bound(Comparison.EQUAL, value, span)

    def any_of(self, span: Span, *edges: Expression) -> AnyOf:
        return AnyOf(edges)

    def edge_row(self, span: Span, edge: t.Bound | AnyOf, value: Expression) -> t.EdgeRow:
        match edge:
            case AnyOf(edges):
                return t.EdgeRow(Comparison.EQUAL, edges, value, span)
            case t.Bound(comparison, limit):
                return t.EdgeRow(comparison, (limit,), value, span)

    def band_row(self, span: Span, edge: t.Bound | AnyOf, low: Expression, high: Expression) -> t.BandRow:
        match edge:
            case AnyOf(edges):
                return t.BandRow(Comparison.EQUAL, edges, low, high, span)
            case t.Bound(comparison, limit):
                return t.BandRow(comparison, (limit,), low, high, span)

    def else_row(self, span: Span, value: Expression) -> t.ElseRow:
        return t.ElseRow(value, span)

    def steps(self, span: Span, of: Expression | None, *rows: t.Row) -> t.Steps:
        return t.Steps(of, rows, span)

    def marginal(self, span: Span, amount: Expression, *rows: t.Row) -> t.Tiers:
        return t.Tiers(t.TierStyle.MARGINAL, amount, rows, span)

    def retroactive(self, span: Span, amount: Expression, *rows: t.Row) -> t.Tiers:
        return t.Tiers(t.TierStyle.RETROACTIVE, amount, rows, span)

    # --- lines ------------------------------------------------------------------------------------------

    def point(self, span: Span, at: Expression, score: Expression) -> t.LinePoint:
        return t.LinePoint(at, score, span)

    def extends_below(self, span: Span) -> Clause:
        return Clause("extends_below", True, span)

    def extends_above(self, span: Span) -> Clause:
        return Clause("extends_above", True, span)

    def line(self, span: Span, of: Expression | None, *entries: t.LinePoint | Clause) -> t.Line:
        said = self.once(entry for entry in entries if isinstance(entry, Clause))
        points = tuple(entry for entry in entries if isinstance(entry, t.LinePoint))
        return t.Line(of, points, "extends_below" in said, "extends_above" in said, span)

    # --- anchored curves --------------------------------------------------------------------------------

    def raised(self, span: Span, points: Expression) -> Expression:
        return points

    def lower_by(self, span: Span, points: Expression) -> Expression:
        return t.Unary(t.UnaryOperator.MINUS, points, span)

    def until(self, span: Span, limit: Expression) -> Clause:
        return Clause("until", limit, span)

    def nothing_left(self, span: Span) -> Clause:
        zero = t.Number(Fraction(0), t.NumberStyle.PLAIN, "0", span)
        return Clause("at_least", zero, span)

    def cap_at_most(self, span: Span, limit: Expression) -> Clause:
        return Clause("at_most", limit, span)

    def cap_at_least(self, span: Span, limit: Expression) -> Clause:
        return Clause("at_least", limit, span)

    def slope(
        self,
        span: Span,
        full: Piece | None,
        step: Expression,
        side: Piece,
        points: Expression,
        *limits: Clause,
    ) -> SlopeAndCaps:
        return self._slope(span, full is not None, side.type == "ABOVE", step, points, limits)

    def directed_slope(
        self,
        span: Span,
        side: Piece,
        full: Piece | None,
        step: Expression,
        points: Expression,
        *limits: Clause,
    ) -> SlopeAndCaps:
        return self._slope(span, full is not None, side.type == "EACH_ABOVE", step, points, limits)

    def _slope(
        self,
        span: Span,
        full: bool,
        above: bool,
        step: Expression,
        points: Expression,
        limits: tuple[Clause, ...],
    ) -> SlopeAndCaps:
        until = self.once(limit for limit in limits if limit.word == "until").get("until")
        caps = tuple(limit for limit in limits if limit.word != "until")
        return SlopeAndCaps(t.Slope(step, full, above, points, until, span), caps)

    def anchored(
        self, span: Span, of: Expression | None, anchor: t.LinePoint, *entries: SlopeAndCaps | Clause
    ) -> t.Anchored:
        slopes: list[t.Slope] = []
        caps: list[Clause] = []
        for entry in entries:
            match entry:
                case SlopeAndCaps(slope, behind):
                    slopes.append(slope)
                    caps.extend(behind)
                case Clause():
                    caps.append(entry)
        said = self.once(caps)
        return t.Anchored(of, anchor, tuple(slopes), said.get("at_most"), said.get("at_least"), span)

    def bare_anchored(self, span: Span, anchor: t.LinePoint, *entries: SlopeAndCaps | Clause) -> t.Anchored:
        return self.anchored(span, None, anchor, *entries)

    def better_of(self, span: Span, *curves: t.Body) -> t.Best:
        return t.Best(False, curves, span)

    def worse_of(self, span: Span, *curves: t.Body) -> t.Best:
        return t.Best(True, curves, span)
