"""Forced distribution as text."""

# ruff: noqa: D102 - each method prints the node that it takes

from functools import partial
from typing import assert_never

from kpi_lang.syntax import tree as t
from kpi_lang.syntax.formatter.adjustments import Adjustments
from kpi_lang.syntax.formatter.blocks import Entry, Printed, entry, in_order
from kpi_lang.syntax.formatter.document import Document, joined, row

_ROUNDED = {"down": "舍去小数", "up": "进一"}
_SENSES = {
    t.QuotaSense.AT_MOST: ("at most", "不超过"),
    t.QuotaSense.AT_LEAST: ("at least", "不少于"),
    t.QuotaSense.EXACTLY: ("exactly", "正好"),
}
_DIRECTIONS = {t.Directions.DOWN: "只降不升", t.Directions.UP: "只升不降", t.Directions.BOTH: "可升可降"}
_FORCES = {t.Force.GUIDELINE: "指导比例", t.Force.STRICT: "强制执行"}
_GROUPS = {
    t.HeadcountGroup.EXEMPT: "豁免人员",
    t.HeadcountGroup.VETOED: "一票否决人员",
    t.HeadcountGroup.NOT_APPRAISED: "未参评人员",
}


class Distributions(Adjustments):
    """Prints what a distribution asks of a cohort."""

    def distribution(self, found: t.Distribution) -> Document:
        s = self.spelling
        head = [s.say("distribution", "强制分布")]
        if found.force is not None:
            head.append(s.say(found.force.value, _FORCES[found.force]))
        if found.title is not None:
            head.append(s.quoted(found.title.text))
        if found.within is None:
            head.append(s.say("among everybody", "全公司"))
        else:
            head.append(f"{s.say('within', '范围')} {s.ident(found.within)}")
        return row(" ".join(head), " ", self.rows_block(found.span, in_order(self._rows(found))))

    def _rows(self, found: t.Distribution) -> list[Entry]:
        s = self.spelling
        rows = [entry(quota.span, partial(self._quota, quota)) for quota in found.quotas]
        if found.rounding is not None:
            rows.append(entry(found.rounding.span, partial(self._rounding, found.rounding)))
        if found.order:
            span = found.order[0].span.join(found.order[-1].span)
            rows.append(entry(span, partial(self.order_row, found.order)))
        if found.exempt is not None:
            word = s.say("exempt when", "豁免 当")
            rows.append(entry(found.exempt.span, partial(self.clause, word, found.exempt)))
        rows += [entry(one.span, partial(self._headcount, one)) for one in found.headcount]
        if found.small is not None:
            rows.append(entry(found.small.span, partial(self._small, found.small)))
        if found.demotions is not None:
            rows.append(entry(found.demotions.span, partial(self._demotions, found.demotions)))
        rows += [entry(one.span, partial(self._ceiling, one)) for one in found.ceilings]
        if found.apply is not None:
            rows.append(entry(found.apply.span, partial(self._apply, found.apply)))
        if found.directions is not None:
            rows.append(entry(found.directions.span, partial(self._directions, found.directions)))
        return rows

    def _quota(self, quota: t.GradeQuota | t.GradeShares) -> Printed:
        s = self.spelling
        match quota:
            case t.GradeQuota(grades, sense, amount, rounded):
                names = " + ".join(map(s.ident, grades))
                return Printed(
                    (names,), row(s.say(*_SENSES[sense]), " ", self._amount(amount), self._rounded(rounded))
                )
            case t.GradeShares(shares):
                listed = joined(
                    (row(s.ident(grade), " ", self.additive(share)) for grade, share in shares), s.comma
                )
                last = s.say("largest remainder", "最大余数法")
                return Printed((), row(s.say("shares ", "比例 "), listed, s.comma, last))
            case _:
                assert_never(quota)

    def _amount(self, amount: t.Expression | t.ByHeadcount) -> Document:
        if isinstance(amount, t.ByHeadcount):
            head = self.spelling.say("by headcount ", "按人数 ")
            return row(head, self.entries_block(amount.span, self.rows(amount.rows)))
        return self.additive(amount)

    def _rounded(self, rounded: t.Rounded | None) -> str:
        return "" if rounded is None else self.spelling.comma + self._mode(rounded)

    def _mode(self, rounded: t.Rounded) -> str:
        mode = rounded.mode.text
        english = f"rounded {self.spelling.mode(mode)}" if self.spelling.english else ""
        return self.spelling.say(english, _ROUNDED.get(mode, self.spelling.mode(mode)))

    def _rounding(self, rounding: t.QuotaRounding) -> Printed:
        s = self.spelling
        limits = row(s.say("limits ", "上限 "), self._mode(rounding.limits))
        minimums = row(s.say("minimums ", "下限 "), self._mode(rounding.minimums))
        return Printed((), row(s.say("quotas ", "名额 "), limits, s.comma, minimums))

    def _directions(self, found: t.DirectionsRow) -> Printed:
        return Printed((), self.spelling.say(found.directions.value, _DIRECTIONS[found.directions]))

    def order_row(self, keys: tuple[t.OrderKey, ...]) -> Printed:
        printed = joined(map(self._order_key, keys), self.spelling.comma)
        return Printed((), row(self.spelling.say("order by ", "排序按 "), printed))

    def _order_key(self, key: t.OrderKey) -> Document:
        lowest = self.spelling.say(" lowest first", " 从低到高") if key.lowest_first else ""
        return row(self.additive(key.value), lowest)

    def _headcount(self, found: t.HeadcountRow) -> Printed:
        s = self.spelling
        word = (
            s.say("headcount includes ", "人数含 ")
            if found.included
            else s.say("headcount excludes ", "人数不含 ")
        )
        groups = s.comma.join(s.say(group.value, _GROUPS[group]) for group in found.groups)
        return Printed((), word + groups)

    def _small(self, small: t.SmallCohorts) -> Printed:
        s = self.spelling
        head = s.say(f"cohorts below {small.below} people ", f"不足 {small.below} 人 ")
        if not small.into:
            return Printed((), head + s.say("stay as they are", "不作调整"))
        return Printed((), head + s.say("pool into ", "并入 ") + self.idents(small.into))

    def _demotions(self, found: t.Demotions) -> Printed:
        s = self.spelling
        head = s.say("demotions at most ", "降级人数 不超过 ")
        return Printed((), row(head, self.additive(found.at_most), self._rounded(found.rounded)))

    def _ceiling(self, ceiling: t.MeanCeiling) -> Printed:
        s = self.spelling
        limit = row(s.say(" at most ", " 不超过 "), self.additive(ceiling.at_most), s.comma)
        approval = row(s.say("else approval by ", "否则须经 "), s.ident(ceiling.approver), s.say("", " 批准"))
        return Printed((), row(s.say("mean of ", "人均 "), self.additive(ceiling.value), limit, approval))

    def _apply(self, found: t.ApplyAfterApproval) -> Printed:
        s = self.spelling
        off_by: Document = ""
        if found.off_by is not None:
            more = self.additive(found.off_by)
            off_by = row(s.say("when off by more than ", "偏差 超过 "), more, s.say(" ", " 时，"))
        approval = row(s.say("after approval by ", "须经 "), s.ident(found.approver), s.say("", " 批准"))
        return Printed((), row(s.say("apply ", "执行 "), off_by, approval))
