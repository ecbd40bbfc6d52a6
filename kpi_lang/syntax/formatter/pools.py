"""Amounts that are shared out among people, as text."""

# ruff: noqa: D102 - each method prints the node that it takes

from collections.abc import Callable
from functools import partial

from kpi_lang.syntax import tree as t
from kpi_lang.syntax.formatter.blocks import Entry, Printed, entry, in_order
from kpi_lang.syntax.formatter.distribution import Distributions
from kpi_lang.syntax.formatter.document import Document, row
from kpi_lang.syntax.tree import Expression

_FOR_PERIODS = {
    (False, t.PeriodWord.MONTH): "发放于本月",
    (False, t.PeriodWord.QUARTER): "发放于本季度",
    (False, t.PeriodWord.HALF): "发放于本半年",
    (False, t.PeriodWord.YEAR): "发放于本年度",
    (True, t.PeriodWord.MONTH): "发放于次月",
    (True, t.PeriodWord.QUARTER): "发放于次季度",
    (True, t.PeriodWord.HALF): "发放于次半年",
    (True, t.PeriodWord.YEAR): "发放于次年度",
}


class Pools(Distributions):
    """Prints pools."""

    def pool(self, pool: t.Pool) -> Document:
        head = self.named("pool", "奖金包", pool.name, pool.title)
        if pool.for_period is not None:
            head += " " + self.pay_period(pool.for_period)
        amount = row(self.spelling.say(" of ", " 按 "), self.expression(pool.amount), " ")
        return row(head, amount, self.rows_block(pool.span, in_order(self._pool_rows(pool))))

    def _pool_rows(self, pool: t.Pool) -> list[Entry]:
        s = self.spelling
        rows: list[Entry] = []
        if pool.within:
            names = s.say("within ", "范围 ") + self.idents(pool.within)
            span = pool.within[0].span.join(pool.within[-1].span)
            rows.append(entry(span, lambda: Printed((), names)))
        parts: list[tuple[str, Expression | None, Callable[[Expression], Document]]] = [
            (s.say("share by", "分配按"), pool.share, self.expression),
            (s.say("takes part when", "参与条件"), pool.taking_part, self.expression),
            (s.say("at least", "不低于"), pool.least, self.additive),
            (s.say("at most", "不超过"), pool.most, self.additive),
        ]
        rows += [
            entry(part.span, partial(Printed, (word,), printed(part)))
            for word, part, printed in parts
            if part is not None
        ]
        if pool.order:
            span = pool.order[0].span.join(pool.order[-1].span)
            rows.append(entry(span, partial(self.order_row, pool.order)))
        if pool.remainder is not None:
            rows.append(entry(pool.remainder.span, partial(self._remainder, pool.remainder)))
        return rows

    def pay_period(self, period: t.PayPeriod) -> str:
        which = "next" if period.next else "this"
        return self.spelling.say(
            f"for {which} {period.period.value}", _FOR_PERIODS[period.next, period.period]
        )

    def _remainder(self, remainder: t.Remainder) -> Printed:
        words = self.spelling.say("rounded largest remainder", "取整 最大余数法")
        return Printed((), row(words, self.rounded(remainder.precision)))
