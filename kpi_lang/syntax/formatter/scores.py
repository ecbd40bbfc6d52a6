"""Indicators, scorecards, the total and the grades as text."""

# ruff: noqa: D102 - each method prints the node that it takes

from collections.abc import Sequence
from functools import partial
from typing import assert_never

from kpi_lang.source import Span
from kpi_lang.syntax import tree as t
from kpi_lang.syntax.formatter.blocks import Entry, Printed, entry, in_order
from kpi_lang.syntax.formatter.citations import Citations
from kpi_lang.syntax.formatter.document import Document, joined, row
from kpi_lang.syntax.tree import Expression


class Scores(Citations):
    """Prints what is scored, how it is weighted and which grade it makes."""

    # --- indicators -------------------------------------------------------------------------------------

    def indicator_class(self, declared: t.IndicatorClass) -> Document:
        head = self.named("indicator class", "指标类别", declared.name, declared.title)
        limit = self.spelling.comma + self.spelling.say("deduction only", "只扣分")
        return head + (limit if declared.deduction_only else "")

    def indicator(self, indicator: t.Indicator) -> Document:
        s = self.spelling
        rows: list[Entry] = []
        if indicator.class_ is not None:
            printed = Printed((s.say("class", "类别"),), s.ident(indicator.class_))
            rows.append(entry(indicator.class_.span, partial(_just, printed)))
        for english, chinese, said in (
            ("source", "数据来源", indicator.source),
            ("rater", "评分人", indicator.rater),
            ("evidence", "证明材料", indicator.evidence),
        ):
            if said is not None:
                printed = Printed((s.say(english, chinese),), self._said(said))
                rows.append(entry(said.span, partial(_just, printed)))
        if indicator.measure is not None:
            rows.append(entry(indicator.measure.span, partial(self._measure_row, indicator.measure)))
        if indicator.talk is not None:
            rows.append(entry(indicator.talk.span, partial(self._talk_row, indicator.talk)))
        if indicator.undefined is not None:
            word = s.say("undefined", "无法计算")
            rows.append(
                entry(indicator.undefined.span, partial(self._outcome_row, word, indicator.undefined))
            )
        if indicator.missing is not None:
            word = s.say("missing", "缺失")
            rows.append(entry(indicator.missing.span, partial(self._outcome_row, word, indicator.missing)))
        if indicator.score is not None:
            rows.append(entry(indicator.score.span, partial(self._score_row, indicator.score)))
        if indicator.precision is not None:
            rows.append(entry(indicator.precision.span, partial(self._precision_row, indicator.precision)))
        head = self.named("indicator", "指标", indicator.name, indicator.title) + self._better(
            indicator.better
        )
        return row(head, self.when(indicator.when), " ", self.rows_block(indicator.span, in_order(rows)))

    def _better(self, better: t.Better | None) -> str:
        s = self.spelling
        match better:
            case None:
                return ""
            case t.Better.HIGHER:
                return s.comma + s.say("higher is better", "越高越好")
            case t.Better.LOWER:
                return s.comma + s.say("lower is better", "越低越好")
            case _:
                assert_never(better)

    def _said(self, said: t.Title | t.Ident) -> str:
        match said:
            case t.Title(text):
                return self.spelling.quoted(text)
            case t.Ident():
                return self.spelling.ident(said)
            case _:
                assert_never(said)

    def _measure_row(self, measure: t.Measure) -> Printed:
        s = self.spelling
        match measure:
            case t.Stages(stages):
                entries = [entry(stage.span, partial(self._stage, stage)) for stage in stages]
                return Printed(
                    (), row(s.say("stages ", "评分环节 "), self.entries_block(measure.span, entries))
                )
            case t.Ratings():
                return Printed((), self._ratings(measure))
            case _:
                return self.clause(s.say("measure", "计算口径"), measure)

    def _stage(self, stage: t.Stage) -> Printed:
        head = f"{self.spelling.ident(stage.name)}{self.title(stage.title)}"
        if stage.value is None:
            return Printed((), head)
        return Printed((), row(head, self.spelling.colon, self.additive(stage.value)))

    def _talk_row(self, talk: t.Talk) -> Printed:
        s = self.spelling
        limit = row(s.say("difference above ", "相差超过 "), self.additive(talk.limit))
        record = row(s.say(" needs ", " 须有 "), self.expression(talk.record))
        return Printed((), row(limit, record, s.say(" otherwise ", " 否则 "), self.outcome(talk.otherwise)))

    def _ratings(self, ratings: t.Ratings) -> Document:
        s = self.spelling
        value = row(s.say("ratings ", "评议 "), self.additive(ratings.value))
        by = row(s.say(" by ", " 按 "), self.additive(ratings.by))
        where: Document = ""
        if ratings.where is not None:
            where = row(s.say(" where ", " 其中 "), self.expression(ratings.where))
        rows = [entry(kind.span, partial(self._rater_kind, kind)) for kind in ratings.kinds]
        if ratings.too_few is not None:
            word = s.say("too few", "人数不足")
            rows.append(entry(ratings.too_few.span, partial(self._outcome_row, word, ratings.too_few)))
        return row(value, by, where, " ", self.rows_block(ratings.span, in_order(rows)))

    def _rater_kind(self, kind: t.RaterKind) -> Printed:
        s = self.spelling
        parts: list[Document] = [self.additive(kind.weight)]
        if kind.needed is not None:
            parts.append(s.say(f"at least {kind.needed} raters", f"至少 {kind.needed} 人"))
        if kind.without_ends:
            parts.append(s.say("without highest and lowest", "去掉最高最低"))
        return Printed((f"{s.ident(kind.name)}{self.title(kind.title)}",), joined(parts, " "))

    def _score_row(self, body: t.Body) -> Printed:
        return Printed((self.spelling.say("score", "得分"),), self.body(body))

    def _precision_row(self, precision: t.Precision) -> Printed:
        return Printed((), self.precision(precision))

    def _outcome_row(self, word: str, outcome: t.Outcome) -> Printed:
        return Printed((word,), self.outcome(outcome))

    def outcome(self, outcome: t.Outcome) -> Document:
        """What happens where there is no value."""
        s = self.spelling
        match outcome:
            case t.FixedScore(score):
                return row(s.say("score ", "得 "), self.additive(score), s.say("", " 分"))
            case t.EndScore(highest):
                return s.say("highest score", "最高分") if highest else s.say("lowest score", "最低分")
            case t.FixedMeasure(measure):
                return row(s.say("measure ", "视为 "), self.additive(measure))
            case t.Reweight():
                return s.say("reweight", "按比例分摊")
            case t.MoveWeight(targets):
                return row(s.say("move weight to ", "权重转给 "), joined(map(self._share, targets), s.comma))
            case t.NoScore():
                return s.say("no score", "不评分")
            case t.Reject():
                return s.say("reject", "退回")
            case _:
                assert_never(outcome)

    def _share(self, target: tuple[t.Ident, Expression | None]) -> Document:
        name, share = target
        printed = self.spelling.ident(name)
        return printed if share is None else row(printed, " ", self.additive(share))

    # --- scorecards -------------------------------------------------------------------------------------

    def scorecard(self, card: t.Scorecard) -> Document:
        s = self.spelling
        entries = self._members(card.entries)
        entries += [entry(weight.span, partial(self._class_weight, weight)) for weight in card.class_weights]
        if card.out_of is not None:
            entries.append(entry(card.out_of.span, partial(self._out_of, card.out_of)))
        entries = in_order(entries) + self._needs(card.needs_at_least, card.span.end)
        head = self.named("scorecard", "考核表", card.name, card.title)
        if card.otherwise:
            head += s.say(" otherwise", " 其余")
        if card.sheet is not None:
            return row(head, self.when(card.when), s.say(" from ", " 自 "), s.ident(card.sheet))
        return row(head, self.when(card.when), " ", self.rows_block(card.span, entries))

    def when(self, condition: Expression | None) -> Document:
        """The condition of a declaration, with the space before it, or nothing."""
        return (
            "" if condition is None else row(self.spelling.say(" when ", " 当 "), self.expression(condition))
        )

    def _members(self, members: Sequence[t.CardItem | t.CardGroup]) -> list[Entry]:
        return [entry(member.span, partial(self._member, member)) for member in members]

    def _member(self, member: t.CardItem | t.CardGroup) -> Printed:
        s = self.spelling
        match member:
            case t.CardItem(indicator, weight, in_points, allowed):
                limits: Document = ""
                if allowed is not None:
                    limits = row(s.say(" allowed ", " 允许 "), self.range(allowed.low, allowed.high))
                return Printed((s.ident(indicator),), row(self._weight(weight, in_points), limits))
            case t.CardGroup(name, title, weight, in_points, entries, needs):
                head = self.named("group", "维度", name, title)
                members = in_order(self._members(entries)) + self._needs(needs, member.span.end)
                block = self.rows_block(member.span, members)
                return Printed((), row(head, " ", self._weight(weight, in_points), " ", block))
            case _:
                assert_never(member)

    def _weight(self, weight: Expression, in_points: bool) -> Document:
        points = self.spelling.say(" points", " 分") if in_points else ""
        return row(self.additive(weight), points)

    def _needs(self, needs: int | None, end: int) -> list[Entry]:
        if needs is None:
            return []
        printed = Printed((), self.spelling.say(f"needs at least {needs}", f"至少评分 {needs} 项"))
        # The tree keeps no place for it; the end of the block comes after every comment of the block.
        return [Entry(max(0, end - 1), max(0, end - 1), partial(_just, printed))]

    def _class_weight(self, weight: t.ClassWeight) -> Printed:
        head = self.spelling.say("weight of class ", "类别权重 ") + self.spelling.ident(weight.class_)
        limits = self.range(weight.range.low, weight.range.high)
        return Printed((), row(head, self.spelling.say(" in ", " 属于 "), limits))

    def _out_of(self, points: Expression) -> Printed:
        s = self.spelling
        return Printed((), row(s.say("out of ", "满分 "), self.additive(points), s.say(" points", " 分")))

    # --- total and grades -------------------------------------------------------------------------------

    def total(self, total: t.Total) -> Document:
        entries: list[Entry] = []
        if total.at_least is not None:
            limit = partial(self.limit_row, "at least", total.at_least)
            entries.append(entry(total.at_least.span, limit))
        if total.at_most is not None:
            limit = partial(self.limit_row, "at most", total.at_most)
            entries.append(entry(total.at_most.span, limit))
        if total.precision is not None:
            entries.append(entry(total.precision.span, partial(self._precision_row, total.precision)))
        parts: list[Document] = [self.spelling.say("total", "总分")]
        if total.body is not None:
            parts.append(self.defined_as(total.body))
        if entries:
            parts.append(self.entries_block(total.span, in_order(entries)))
        return joined(parts, " ")

    def grades(self, grades: t.Grades) -> Document:
        s = self.spelling
        parts: list[Document] = [s.say("grades", "等级划分")]
        if grades.of is not None:
            parts.append(row(s.say("of ", "按 "), self.expression(grades.of)))
        if grades.scale is not None:
            parts.append(s.say("use ", "采用 ") + s.ident(grades.scale))
        else:
            parts.append(self._grade_rows(grades.span, grades.rows))
        return joined(parts, " ")

    def scale(self, scale: t.Scale) -> Document:
        head = self.named("scale", "等级标准", scale.name, scale.title)
        return row(head, " ", self._grade_rows(scale.span, scale.rows))

    def _grade_rows(self, span: Span, rows: tuple[t.GradeRow | t.NoGradeRow, ...]) -> Document:
        return self.rows_block(span, [entry(found.span, partial(self._grade_row, found)) for found in rows])

    def _grade_row(self, found: t.GradeRow | t.NoGradeRow) -> Printed:
        s = self.spelling
        match found:
            case t.GradeRow(name, title, range):
                quoted = "" if title is None else s.quoted(title.text)
                return Printed((s.ident(name), quoted), self._grade_range(range))
            case t.NoGradeRow(reason, range):
                head = f"{s.say('no result', '无结果')} {s.quoted(reason.text)}"
                return Printed((), row(head, " ", self._grade_range(range)))
            case _:
                assert_never(found)

    def _grade_range(self, range: t.GradeRange | None) -> Document:
        s = self.spelling
        if range is None:
            return s.say("otherwise", "其余")
        low, high = range.low, range.high
        if low is not None and high is not None and range.low_included and range.high_included:
            return self.range(low, high)
        ends: list[Document] = []
        if low is not None:
            value = self.additive(low)
            if not range.low_included:
                ends.append(row(s.say("above ", "超过 "), value))
            else:
                ends.append(row("from ", value) if s.english else row(value, " 及以上"))
        if high is not None:
            value = self.additive(high)
            if not range.high_included:
                ends.append(row(s.say("below ", "不满 "), value))
            elif low is None and not s.english:
                ends.append(row(value, " 及以下"))
            else:
                ends.append(row(s.say("to ", "不超过 "), value))
        return joined(ends, " ")


def _just(printed: Printed) -> Printed:
    return printed
