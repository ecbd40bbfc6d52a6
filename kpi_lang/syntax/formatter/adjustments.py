"""Bonus, deduction, caps, factors, vetoes, limits and gates as text."""

# ruff: noqa: D102 - each method prints the node that it takes

from functools import partial
from typing import assert_never

from kpi_lang.syntax import tree as t
from kpi_lang.syntax.formatter.blocks import Printed, entry, in_order
from kpi_lang.syntax.formatter.document import Document, row
from kpi_lang.syntax.formatter.scores import Scores
from kpi_lang.syntax.tree import Expression


class Adjustments(Scores):
    """Prints what changes the weighted score."""

    # --- bonus and deduction ----------------------------------------------------------------------------

    def award(self, award: t.Award) -> Document:
        items = [entry(item.span, partial(self._item, award.sign, item)) for item in award.items]
        if award.at_most is not None:
            items.append(entry(award.at_most.span, partial(self.limit_row, "at most", award.at_most)))
        words = ("bonus", "加分") if award.sign > 0 else ("deduction", "扣分")
        head = self.named(*words, award.name, award.title)
        return row(head, self.when(award.when), " ", self.entries_block(award.span, in_order(items)))

    def _item(self, sign: int, item: t.AwardItem) -> Printed:
        match item:
            case t.PerItem():
                printed = self._per_item(sign, item)
            case t.WhenItem():
                printed = self._when_item(sign, item)
            case t.AmountItem(_, points, at_most):
                word = self.spelling.say("amount ", "计分 ")
                printed = row(word, self.additive(points), self._cap(at_most))
            case _:
                assert_never(item)
        title = "" if item.title is None else f"{self.spelling.quoted(item.title.text)} "
        return Printed((), row(title, printed))

    def _cap(self, at_most: Expression | None) -> Document:
        if at_most is None:
            return ""
        return row(self.spelling.say(" at most ", " 封顶 "), self.additive(at_most))

    def _per_item(self, sign: int, item: t.PerItem) -> Document:
        points, quantity, cap = (
            self.additive(item.points),
            self.additive(item.quantity),
            self._cap(item.at_most),
        )
        if self.spelling.english:
            step: Document = ""
            if item.step is not None:
                step = row("full " if item.full else "", self.additive(item.step), " of ")
            return row(points, _points(item.points), " per ", step, quantity, cap)
        given = row(" 加 " if sign > 0 else " 扣 ", points, " 分")
        if item.step is None:
            return row("每有 ", quantity, given, cap)
        return row("每 ", "满 " if item.full else "", self.additive(item.step), " 个 ", quantity, given, cap)

    def _when_item(self, sign: int, item: t.WhenItem) -> Document:
        points, condition, cap = (
            self.additive(item.points),
            self.expression(item.condition),
            self._cap(item.at_most),
        )
        if self.spelling.english:
            return row(points, _points(item.points), cap, " when ", condition)
        return row("当 ", condition, " 时 ", "加 " if sign > 0 else "扣 ", points, " 分", cap)

    # --- adjustments ------------------------------------------------------------------------------------

    def adjustment(self, adjustment: t.Adjustment) -> Document:
        s = self.spelling
        rows = []
        if adjustment.amount is not None:
            rows.append(entry(adjustment.amount.span, partial(self._adjusted_by, adjustment.amount)))
        for english, chinese, column in (
            ("reason", "理由", adjustment.reason),
            ("approved by", "批准人", adjustment.approver),
        ):
            if column is not None:
                rows.append(entry(column.span, partial(self._column, s.say(english, chinese), column, "")))
        head = self.named("adjustment", "酌情调整", adjustment.name, adjustment.title)
        if adjustment.on is not None:
            head += s.say(" on ", " 对 ") + s.ident(adjustment.on)
        return row(head, " ", self.rows_block(adjustment.span, in_order(rows)))

    def _adjusted_by(self, amount: t.AdjustedBy) -> Printed:
        s = self.spelling
        step: Document = ""
        if amount.step is not None:
            step = row(s.say(" step ", " 步长 "), self.additive(amount.step))
        bounds = row(s.say(" in ", " 属于 "), self.range(amount.low, amount.high), step)
        return self._column(s.say("amount", "调整分"), amount.column, bounds)

    def _column(self, word: str, column: t.AdjustmentColumn, bounds: Document) -> Printed:
        s = self.spelling
        titles: Document = ""
        if column.columns:
            quoted = s.comma.join(s.quoted(title.text) for title in column.columns)
            titles = s.say(" column ", " 列名 ") + quoted
        return Printed((word,), row(s.ident(column.name), self.title(column.title), bounds, titles))

    # --- caps and factors -------------------------------------------------------------------------------

    def cap(self, cap: t.Cap) -> Document:
        s = self.spelling
        head = self.named("cap", "合并封顶", cap.name, cap.title)
        awards = self.idents(cap.awards)
        limit = row(s.say(" at most ", " 最高 "), self.additive(cap.at_most))
        return row(head, s.say(" on ", " 对 "), awards, limit)

    def factor(self, factor: t.Factor) -> Document:
        head = self.named("factor", "调整系数", factor.name, factor.title)
        return row(head, " ", self.defined_as(factor.body), self.when(factor.when))

    # --- vetoes, limits, gates --------------------------------------------------------------------------

    def restriction(self, restriction: t.Restriction) -> Document:
        match restriction.word:
            case t.RestrictionWord.VETO:
                words = ("veto", "一票否决")
            case t.RestrictionWord.LIMIT:
                words = ("limit", "限级")
            case t.RestrictionWord.GATE:
                words = ("gate", "门槛")
            case _:
                assert_never(restriction.word)
        actions = [entry(action.span, partial(self._action, action)) for action in restriction.actions]
        head = self.named(*words, restriction.name, restriction.title)
        return row(head, self.when(restriction.when), " ", self.rows_block(restriction.span, actions))

    def _action(self, action: t.RestrictionAction) -> Printed:
        s = self.spelling
        match action:
            case t.GradeAtMost(grade):
                printed: Document = s.say("grade at most ", "等级 不高于 ") + s.ident(grade)
            case t.GradeIs(grade):
                printed = s.say("grade is ", "等级 定为 ") + s.ident(grade)
            case t.TotalZero():
                printed = s.say("total zero", "总分归零")
            case t.ItemAtMost(item, at_most):
                name = s.say("total", "总分") if item is None else s.ident(item)
                printed = row(name, s.say(" at most ", " 最高 "), self.additive(at_most))
            case t.ItemOff(item):
                printed = s.ident(item) + s.say(" off", " 不计")
            case _:
                assert_never(action)
        return Printed((), printed)


def _points(points: Expression) -> str:
    match points:
        case t.Number(value) if value == 1:
            return " point"
        case _:
            return " points"
