"""Bonus, deduction, caps, factors, vetoes, limits and gates."""

# ruff: noqa: D102 - each method is named after the rule of the grammar that it builds

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax import tree as t
from kpi_lang.syntax.builder.base import Base, Clause
from kpi_lang.syntax.pieces import Piece
from kpi_lang.syntax.tree import Expression


@frozen
class _Given:
    """`加 2 分` or `扣 2 分`: points with the sign that the word gives them."""

    sign: int
    points: Expression
    span: Span


@frozen
class _Item:
    """An item of a bonus or deduction, and the sign that its words give it, if they give one."""

    item: t.AwardItem
    given: _Given | None


class Adjustments(Base):
    """Builds what changes the weighted score."""

    # --- bonus and deduction ----------------------------------------------------------------------------

    def bonus(
        self, span: Span, name: Piece, title: Piece | None, when: Expression | None, *entries: _Item | Clause
    ) -> t.Award:
        return self._award(span, 1, name, title, when, entries)

    def deduction(
        self, span: Span, name: Piece, title: Piece | None, when: Expression | None, *entries: _Item | Clause
    ) -> t.Award:
        return self._award(span, -1, name, title, when, entries)

    def when(self, span: Span, condition: Expression) -> Expression:
        return condition

    def _award(
        self,
        span: Span,
        sign: int,
        name: Piece,
        title: Piece | None,
        when: Expression | None,
        entries: tuple[_Item | Clause, ...],
    ) -> t.Award:
        items = [entry for entry in entries if isinstance(entry, _Item)]
        for entry in items:
            if entry.given is not None and entry.given.sign != sign:
                kind = "bonus" if sign > 0 else "deduction"
                self.report("K160", entry.given.span, help=kind, written=entry.given.span.text)
        said = self.once(entry for entry in entries if isinstance(entry, Clause))
        return t.Award(
            sign,
            self.ident(name),
            self.title_or_none(title),
            when,
            tuple(entry.item for entry in items),
            said.get("at_most"),
            span,
        )

    def quantum(self, span: Span, full: Piece | None, step: Expression) -> tuple[bool, Expression]:
        return full is not None, step

    def added(self, span: Span, points: Expression) -> _Given:
        return _Given(1, points, span)

    def deducted(self, span: Span, points: Expression) -> _Given:
        return _Given(-1, points, span)

    def per_item(
        self,
        span: Span,
        title: Piece | None,
        points: Expression,
        quantum: tuple[bool, Expression] | None,
        quantity: Expression,
        cap: Clause | None,
    ) -> _Item:
        full, step = quantum or (False, None)
        item = t.PerItem(self.title_or_none(title), points, step, full, quantity, _limit(cap), span)
        return _Item(item, None)

    def each_item(
        self, span: Span, title: Piece | None, quantity: Expression, given: _Given, cap: Clause | None
    ) -> _Item:
        item = t.PerItem(self.title_or_none(title), given.points, None, False, quantity, _limit(cap), span)
        return _Item(item, given)

    def each_step_item(
        self,
        span: Span,
        title: Piece | None,
        full: Piece | None,
        step: Expression,
        quantity: Expression,
        given: _Given,
        cap: Clause | None,
    ) -> _Item:
        item = t.PerItem(
            self.title_or_none(title), given.points, step, full is not None, quantity, _limit(cap), span
        )
        return _Item(item, given)

    def when_item(
        self, span: Span, title: Piece | None, points: Expression, cap: Clause | None, condition: Expression
    ) -> _Item:
        return _Item(t.WhenItem(self.title_or_none(title), points, condition, _limit(cap), span), None)

    def when_given_item(
        self, span: Span, title: Piece | None, condition: Expression, given: _Given, cap: Clause | None
    ) -> _Item:
        item = t.WhenItem(self.title_or_none(title), given.points, condition, _limit(cap), span)
        return _Item(item, given)

    def amount_item(self, span: Span, title: Piece | None, points: Expression, cap: Clause | None) -> _Item:
        return _Item(t.AmountItem(self.title_or_none(title), points, _limit(cap), span), None)

    def amount_given_item(self, span: Span, title: Piece | None, given: _Given, cap: Clause | None) -> _Item:
        return _Item(t.AmountItem(self.title_or_none(title), given.points, _limit(cap), span), given)

    # --- adjustments ------------------------------------------------------------------------------------

    def adjustment(
        self, span: Span, name: Piece, title: Piece | None, on: t.Ident | None, *rows: Clause
    ) -> t.Adjustment:
        said = self.once(rows)
        return t.Adjustment(
            self.ident(name),
            self.title_or_none(title),
            on,
            said.get("amount"),
            said.get("reason"),
            said.get("approver"),
            span,
        )

    def adjusted_item(self, span: Span, name: Piece) -> t.Ident:
        return self.ident(name)

    def adjusted_by(
        self,
        span: Span,
        name: Piece,
        title: Piece | None,
        low: Expression,
        high: Expression,
        step: Expression | None,
        columns: tuple[t.Title, ...] | None,
    ) -> Clause:
        column = self._column(span, name, title, columns)
        return Clause("amount", t.AdjustedBy(column, low, high, step, span), span)

    def adjustment_reason(
        self, span: Span, name: Piece, title: Piece | None, columns: tuple[t.Title, ...] | None
    ) -> Clause:
        return Clause("reason", self._column(span, name, title, columns), span)

    def adjustment_approver(
        self, span: Span, name: Piece, title: Piece | None, columns: tuple[t.Title, ...] | None
    ) -> Clause:
        return Clause("approver", self._column(span, name, title, columns), span)

    def adjustment_step(self, span: Span, step: Expression) -> Expression:
        return step

    def adjustment_columns(self, span: Span, *titles: Piece) -> tuple[t.Title, ...]:
        return tuple(map(self.title, titles))

    def _column(
        self, span: Span, name: Piece, title: Piece | None, columns: tuple[t.Title, ...] | None
    ) -> t.AdjustmentColumn:
        return t.AdjustmentColumn(self.ident(name), self.title_or_none(title), columns or (), span)

    # --- caps and factors -------------------------------------------------------------------------------

    def cap(
        self, span: Span, name: Piece, title: Piece | None, *awards_and_limit: Piece | Expression
    ) -> t.Cap:
        *awards, limit = awards_and_limit
        names = self.idents(award for award in awards if isinstance(award, Piece))
        assert not isinstance(limit, Piece)
        return t.Cap(self.ident(name), self.title_or_none(title), names, limit, span)

    def factor(
        self, span: Span, name: Piece, title: Piece | None, body: t.Body, when: Expression | None
    ) -> t.Factor:
        return t.Factor(self.ident(name), self.title_or_none(title), when, body, span)

    # --- vetoes, limits, gates --------------------------------------------------------------------------

    def veto(
        self, span: Span, name: Piece, title: Piece | None, when: Expression, *actions: t.RestrictionAction
    ) -> t.Restriction:
        return self._restriction(span, t.RestrictionWord.VETO, name, title, when, actions)

    def limit(
        self, span: Span, name: Piece, title: Piece | None, when: Expression, *actions: t.RestrictionAction
    ) -> t.Restriction:
        return self._restriction(span, t.RestrictionWord.LIMIT, name, title, when, actions)

    def gate(
        self, span: Span, name: Piece, title: Piece | None, when: Expression, *actions: t.RestrictionAction
    ) -> t.Restriction:
        return self._restriction(span, t.RestrictionWord.GATE, name, title, when, actions)

    def _restriction(
        self,
        span: Span,
        word: t.RestrictionWord,
        name: Piece,
        title: Piece | None,
        when: Expression,
        actions: tuple[t.RestrictionAction, ...],
    ) -> t.Restriction:
        return t.Restriction(word, self.ident(name), self.title_or_none(title), when, actions, span)

    def grade_at_most(self, span: Span, grade: Piece) -> t.GradeAtMost:
        return t.GradeAtMost(self.ident(grade), span)

    def grade_is(self, span: Span, grade: Piece) -> t.GradeIs:
        return t.GradeIs(self.ident(grade), span)

    def total_zero(self, span: Span) -> t.TotalZero:
        return t.TotalZero(span)

    def total_at_most(self, span: Span, limit: Expression) -> t.ItemAtMost:
        return t.ItemAtMost(None, limit, span)

    def item_at_most(self, span: Span, item: Piece, limit: Expression) -> t.ItemAtMost:
        return t.ItemAtMost(self.ident(item), limit, span)

    def item_off(self, span: Span, item: Piece) -> t.ItemOff:
        return t.ItemOff(self.ident(item), span)


def _limit(cap: Clause | None) -> Expression | None:
    limit: Expression | None = None if cap is None else cap.value
    return limit
