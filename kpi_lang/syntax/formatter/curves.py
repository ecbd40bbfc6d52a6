"""Curves, steps, tiers and the rows of tables as text."""

from functools import partial

from kpi_lang.syntax import tree as t
from kpi_lang.syntax.formatter.blocks import Entry, Printed, entry
from kpi_lang.syntax.formatter.document import Document, Group, Indent, Line, row
from kpi_lang.syntax.formatter.expressions import Expressions
from kpi_lang.syntax.tree import Expression


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

    # --- curves -----------------------------------------------------------------------------------------

    def _line(self, line: t.Line) -> Document:
        s = self.spelling
        entries = [entry(point.span, partial(self._point, point)) for point in line.points]
        last = line.points[-1].span.end if line.points else line.span.end
        if line.extends_below:
            entries.append(Entry(last, last, partial(Printed, (), s.say("extends below", "向下延伸"))))
        if line.extends_above:
            entries.append(Entry(last, last, partial(Printed, (), s.say("extends above", "向上延伸"))))
        head = row(s.say("line ", "折线 "), self._of(line.of))
        return row(head, self.entries_block(line.span, entries))

    def _point(self, point: t.LinePoint) -> Printed:
        return Printed((), row(self.additive(point.at), self.spelling.colon, self.expression(point.score)))

    def _anchored(self, curve: t.Anchored) -> Document:
        s = self.spelling
        entries = [entry(curve.anchor.span, partial(self._point, curve.anchor))]
        entries += [entry(slope.span, partial(self._slope, slope)) for slope in curve.slopes]
        last = entries[-1].end
        if curve.at_most is not None:
            entries.append(Entry(last, last, partial(self.limit_row, "at most", curve.at_most)))
        if curve.at_least is not None:
            entries.append(Entry(last, last, partial(self.limit_row, "at least", curve.at_least)))
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
        word = (
            self.spelling.say("worse of ", "取低 ")
            if best.worse
            else self.spelling.say("better of ", "取高 ")
        )
        entries = [entry(curve.span, partial(self._curve_row, curve)) for curve in best.curves]
        return row(word, self.entries_block(best.span, entries))

    def _curve_row(self, curve: t.Body) -> Printed:
        return Printed((), self.body(curve))
