"""Curves, steps, tiers and the rows of tables as text."""

from collections.abc import Sequence
from typing import assert_never

from kpi_lang.syntax import tree as t
from kpi_lang.syntax.formatter.blocks import Entry, Printed, entry
from kpi_lang.syntax.formatter.document import Document, Group, Indent, Line, joined, row
from kpi_lang.syntax.formatter.expressions import Expressions
from kpi_lang.syntax.tree import Comparison, Expression


class Curves(Expressions):
    """Prints curves and rows."""

    def body(self, body: t.Body) -> Document:
        """A curve or an expression."""
        match body:
            case t.Line():
                return self._line(body)
            case t.Steps():
                head = row(self.spelling.say("steps ", "分段 "), self._of(body.of))
                return row(head, self.entries_block(body.span, self.rows(body.rows)))
            case t.Anchored():
                return self._anchored(body)
            case t.Best():
                return self._best(body)
            case _:
                return self.expression(body)

    def defined_as(self, body: t.Body) -> Document:
        """`= body`, on the next line if it is long and does not bring braces of its own."""
        if isinstance(body, t.Line | t.Steps | t.Anchored | t.Best | t.Tiers):
            return row("= ", self.body(body))
        return row("=", Group(Indent(row(Line(), self.body(body)))))

    def _of(self, of: Expression | None) -> Document:
        return "" if of is None else row(self.spelling.say("of ", "按 "), self.additive(of), " ")

    # --- rows -------------------------------------------------------------------------------------------

    def rows(self, rows: Sequence[t.Row]) -> list[Entry]:
        """Rows of steps, tiers and tables."""
        return [entry(found.span, lambda found=found: self._row(found)) for found in rows]

    def _row(self, found: t.Row) -> Printed:
        s = self.spelling
        match found:
            case t.EdgeRow(comparison, edges, value):
                head = self._edges(comparison, edges)
                return Printed((), row(head, s.colon, self.expression(value)))
            case t.ElseRow(value):
                return Printed((), row(s.say("else", "否则"), s.colon, self.expression(value)))
            case _:
                assert_never(found)

    def _edges(self, comparison: Comparison, edges: Sequence[Expression]) -> Document:
        if len(edges) != 1:
            return row("{ ", joined(map(self.operand, edges), self.spelling.comma), " }")
        if comparison is Comparison.EQUAL:
            return self.operand(edges[0])
        return row(self.spelling.comparison(comparison), " ", self.additive(edges[0]))

    def tiers(self, tiers: t.Tiers) -> Document:
        match tiers.style:
            case t.TierStyle.MARGINAL:
                word = self.spelling.say("marginal ", "超额累进 ")
            case t.TierStyle.RETROACTIVE:
                word = self.spelling.say("retroactive ", "全额累进 ")
            case _:
                assert_never(tiers.style)
        block = self.entries_block(tiers.span, self.rows(tiers.rows))
        return row(word, self.additive(tiers.amount), " ", block)

    # --- curves -----------------------------------------------------------------------------------------

    def _line(self, line: t.Line) -> Document:
        s = self.spelling
        entries = [entry(point.span, lambda point=point: self._point(point)) for point in line.points]
        last = line.points[-1].span.end if line.points else line.span.end
        if line.extends_below:
            entries.append(Entry(last, last, lambda: Printed((), s.say("extends below", "向下延伸"))))
        if line.extends_above:
            entries.append(Entry(last, last, lambda: Printed((), s.say("extends above", "向上延伸"))))
        head = row(s.say("line ", "折线 "), self._of(line.of))
        return row(head, self.entries_block(line.span, entries))

    def _point(self, point: t.LinePoint) -> Printed:
        return Printed((), row(self.additive(point.at), self.spelling.colon, self.expression(point.score)))

    def _anchored(self, curve: t.Anchored) -> Document:
        s = self.spelling
        entries = [entry(curve.anchor.span, lambda: self._point(curve.anchor))]
        entries += [entry(slope.span, lambda slope=slope: self._slope(slope)) for slope in curve.slopes]
        last = entries[-1].end
        if curve.at_most is not None:
            entries.append(Entry(last, last, lambda limit=curve.at_most: self.limit_row("at most", limit)))
        if curve.at_least is not None:
            entries.append(Entry(last, last, lambda limit=curve.at_least: self.limit_row("at least", limit)))
        head = row(s.say("anchored ", "基准 "), self._of(curve.of))
        return row(head, self.entries_block(curve.span, entries))

    def limit_row(self, word: str, limit: Expression) -> Printed:
        """`at most 100` or `at least 0`."""
        chinese = {"at most": "封顶", "at least": "保底"}[word]
        return Printed((), row(self.spelling.say(f"{word} ", f"{chinese} "), self.additive(limit)))

    def _slope(self, slope: t.Slope) -> Printed:
        s = self.spelling
        full = s.say("full ", "满 ") if slope.full else ""
        sign = "+" if isinstance(slope.points, t.Number) else ""
        points = row(sign, self.additive(slope.points))
        step = self.additive(slope.step)
        if s.english:
            head = row("each ", full, step, " above: " if slope.above else " below: ")
        else:
            head = row("每高 " if slope.above else "每低 ", full, step, "：")
        until: Document = ""
        if slope.until is not None:
            until = row(s.say(" until ", " 至 "), self.additive(slope.until))
        return Printed((), row(head, points, until))

    def _best(self, best: t.Best) -> Document:
        word = self.spelling.say("worse of ", "取低 ") if best.worse else self.spelling.say("better of ", "取高 ")
        entries = [
            entry(curve.span, lambda curve=curve: Printed((), self.body(curve))) for curve in best.curves
        ]
        return row(word, self.entries_block(best.span, entries))
