"""The header, imports, people, inputs, parameters, functions and records as text."""

# ruff: noqa: D102 - each method prints the node that it takes

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import assert_never

from kpi_lang.syntax import tree as t
from kpi_lang.syntax.formatter.blocks import Printed, entry, in_order
from kpi_lang.syntax.formatter.curves import Curves
from kpi_lang.syntax.formatter.document import Document, Group, Indent, Line, joined, row
from kpi_lang.syntax.tree import Comparison, Expression, Ident

_SETTINGS = {
    "language": "语言",
    "version": "版本",
    "period": "考核周期",
    "currency": "币种",
    "effective": "生效",
    "scores": "得分",
    "amounts": "金额",
    "totals": "总分",
}
_PERIODS = {
    t.PeriodWord.MONTH: "月度",
    t.PeriodWord.QUARTER: "季度",
    t.PeriodWord.HALF: "半年度",
    t.PeriodWord.YEAR: "年度",
}
_OVER_TIME = {t.OverTime.SUM: "合计", t.OverTime.LAST: "期末", t.OverTime.MEAN: "平均"}
_LINE = Line()


class Inputs(Curves):
    """Prints what a policy says about itself and about its data."""

    def title(self, title: t.Title | None) -> str:
        """A title behind a name, with the space before it."""
        return "" if title is None else f" {self.spelling.quoted(title.text)}"

    def named(self, english: str, chinese: str, name: Ident, title: t.Title | None) -> str:
        """The words that open a declaration."""
        return f"{self.spelling.say(english, chinese)} {self.spelling.ident(name)}{self.title(title)}"

    def idents(self, names: Sequence[Ident]) -> str:
        """Names in a list."""
        return self.spelling.comma.join(map(self.spelling.ident, names))

    # --- header -----------------------------------------------------------------------------------------

    def header(self, header: t.Header) -> Document:
        s = self.spelling
        settings = [entry(setting.span, partial(self._setting, setting)) for setting in header.settings]
        head = f"{s.say('policy', '考核方案')} {s.path(header.name)}{self.title(header.title)}"
        return row(head, " ", self.rows_block(header.span, settings)) if settings else head

    def _setting(self, setting: t.Setting) -> Printed:
        s = self.spelling
        word = s.say(setting.word, _SETTINGS[setting.word])
        match setting.value:
            case int(number):
                return Printed((word,), str(number))
            case str(text):
                return Printed((word,), s.name(text))
            case t.PeriodWord() as period:
                return Printed((word,), s.say(period.value, _PERIODS[period]))
            case t.Precision() as precision:
                return Printed((word,), self.precision(precision))
            case (first, last):
                return Printed((word,), self._effective(first, last))

    def _effective(self, first: date | None, last: date | None) -> str:
        s = self.spelling
        parts: list[str] = []
        if first is not None:
            parts.append(s.say("from ", "自 ") + s.day(first))
        if last is not None:
            parts.append(s.say("to ", "至 ") + s.day(last))
        return " ".join(parts)

    def imports(self, imported: t.Import) -> Document:
        s = self.spelling
        head = f"{s.say('import', '引用')} {s.path(imported.module)}"
        if not imported.names:
            return head
        gap = s.say(" ", "")
        names = s.comma.join(map(self._imported, imported.names))
        return f"{head}{gap}{s.opening}{names}{s.closing}"

    def _imported(self, imported: t.ImportedName) -> str:
        s = self.spelling
        if imported.alias is None:
            return s.ident(imported.name)
        return f"{s.ident(imported.name)} {s.say('as', '作为')} {s.ident(imported.alias)}"

    def alias(self, alias: t.Alias) -> Document:
        return f"{self.named('alias', '别名', alias.name, alias.title)} = {self.spelling.ident(alias.of)}"

    def rounding_rule(self, rule: t.RoundingRule) -> Document:
        head = self.named("rounding", "修约规则", rule.name, rule.title)
        return f"{head} = {self.precision(rule.precision)}"

    # --- people -----------------------------------------------------------------------------------------

    def subject(self, subject: t.Subject) -> Document:
        s = self.spelling
        rows = []
        if subject.key is not None:
            key = Printed((s.say("key", "编号"),), s.ident(subject.key))
            rows.append(entry(subject.key.span, partial(_just, key)))
        if subject.belongs_to:
            groups = Printed((s.say("belongs to", "隶属"),), self.idents(subject.belongs_to))
            span = subject.belongs_to[0].span.join(subject.belongs_to[-1].span)
            rows.append(entry(span, partial(_just, groups)))
        if subject.reports_to is not None:
            manager = Printed((s.say("reports to", "上级为"),), s.ident(subject.reports_to))
            rows.append(entry(subject.reports_to.span, partial(_just, manager)))
        if subject.applies is not None:
            word = s.say("applies when", "适用于")
            rows.append(entry(subject.applies.span, partial(self.clause, word, subject.applies)))
        rows += [entry(found.span, partial(self._not_appraised, found)) for found in subject.not_appraised]
        head = self.named("subject", "考核对象", subject.name, subject.title)
        return row(head, " ", self.rows_block(subject.span, in_order(rows))) if rows else head

    def _not_appraised(self, found: t.NotAppraised) -> Printed:
        s = self.spelling
        reason = s.quoted(found.reason.text)
        head = f"{s.say('not appraised', '不参加考核')} {reason}"
        return Printed((), row(head, s.say(" when ", " 当 "), self.expression(found.when)))

    def clause(self, word: str, expression: Expression) -> Printed:
        """A keyword and an expression."""
        return Printed((word,), self.expression(expression))

    # --- kinds ------------------------------------------------------------------------------------------

    def kind(self, kind: t.KindExpression) -> Document:
        """What a value is."""
        s = self.spelling
        match kind:
            case t.NamedKind(name, currency, per):
                parts = [s.kind_name(name)]
                if currency is not None:
                    parts.append(s.ident(currency))
                if per is not None:
                    parts += [s.say("per", "每"), s.ident(per)]
                return " ".join(parts)
            case t.ChoiceKind(choices):
                entries = [entry(choice.name.span, partial(self._choice, choice)) for choice in choices]
                return row(s.say("one of ", "取值 "), self.entries_block(kind.span, entries))
            case _:
                assert_never(kind)

    def _choice(self, choice: t.Choice) -> Printed:
        return Printed((), f"{self.spelling.ident(choice.name)}{self.title(choice.title)}")

    def of_kind(self, kind: t.KindExpression | None) -> Document:
        """A colon and a kind, or nothing."""
        return "" if kind is None else row(self.spelling.say(" : ", "："), self.kind(kind))

    # --- inputs and records -----------------------------------------------------------------------------

    def input(self, declared: t.Input) -> Document:
        field = declared.field
        head = f"{self.spelling.say('input', '数据')} {self._field_head(field)}"
        kind, *clauses = self._field_rest(field)
        further = Indent(row(*(Group(row(Line(), clause)) for clause in clauses)), 4)
        return row(head, self.spelling.say(" : ", "："), kind, further)

    def _field_head(self, field: t.Field) -> str:
        return f"{self.idents(field.names)}{self.title(field.title)}"

    def _field_rest(self, field: t.Field) -> list[Document]:
        s = self.spelling
        parts: list[Document] = [self.kind(field.kind), *self._range(field.bounds, field.step)]
        if field.optional:
            parts.append(s.say("optional", "可缺"))
        if field.beforehand:
            parts.append(s.say("set beforehand", "事先确定"))
        if field.default is not None:
            parts.append(row(s.say("missing ", "缺失 "), self.operand(field.default)))
        if field.over_time is not None:
            parts.append(
                s.say("over time ", "跨期 ") + s.say(field.over_time.value, _OVER_TIME[field.over_time])
            )
        if field.columns:
            titles = s.comma.join(s.quoted(title.text) for title in field.columns)
            parts.append(s.say("column ", "列名 ") + titles)
        return parts

    def _range(self, bounds: Sequence[t.Bound], step: Expression | None) -> list[Document]:
        parts = self._bounds(bounds)
        if step is not None:
            parts.append(row(self.spelling.say("step ", "步长 "), self.additive(step)))
        return parts

    def _bounds(self, bounds: Sequence[t.Bound]) -> list[Document]:
        match bounds:
            case (t.Bound(Comparison.AT_LEAST, low), t.Bound(Comparison.AT_MOST, high)):
                return [row(self.spelling.say("in ", "属于 "), self.range(low, high))]
            case _:
                return [
                    row(self.spelling.comparison(bound.comparison), " ", self.additive(bound.value))
                    for bound in bounds
                ]

    def unit(self, unit: t.Unit) -> Document:
        head = self.named("unit", "计量单位", unit.name, unit.title)
        if unit.size is None:
            return head
        return f"{head} = {self.spelling.number(unit.size.number)} {self.spelling.ident(unit.size.unit)}"

    def require(self, require: t.Require, before_message: Document = _LINE) -> Document:
        return self._fact(self.spelling.say("require ", "校验 "), require, before_message)

    def _fact(self, word: str, require: t.Require, before_message: Document) -> Document:
        s = self.spelling
        parts: list[Document] = [word, self.expression(require.condition)]
        if require.message is not None:
            message = row(s.say("otherwise say ", "否则提示 "), s.quoted(require.message.text))
            parts.append(Indent(row(before_message, message), 4))
        return Group(row(*parts))

    def records(self, records: t.Records) -> Document:
        rows = [entry(field.span, partial(self._records_row, field)) for field in records.fields]
        rows += [entry(require.span, partial(self._require_row, require)) for require in records.requires]
        head = self.named("records", "台账", records.name, records.title)
        optional = self.spelling.say(" optional", " 可缺") if records.optional else ""
        by = "" if records.by is None else self.spelling.say(" by ", " 按 ") + self.spelling.ident(records.by)
        return row(head, by, optional, " ", self.rows_block(records.span, in_order(rows)))

    def goals(self, goals: t.Goals) -> Document:
        s, table = self.spelling, goals.table
        rows = [entry(field.span, partial(self._records_row, field)) for field in table.fields]
        rows += [entry(require.span, partial(self._require_row, require)) for require in table.requires]
        rows += [entry(valid.span, partial(self._valid_row, valid)) for valid in goals.valid]
        if goals.weight is not None:
            weight = Printed((), f"{s.say('weight', '权重')} {s.ident(goals.weight)}")
            rows.append(entry(goals.weight.span, partial(_just, weight)))
        head = self.named("goals", "目标书", table.name, table.title)
        optional = s.say(" optional", " 可缺") if table.optional else ""
        return row(head, optional, " ", self.rows_block(goals.span, in_order(rows)))

    def _valid_row(self, valid: t.Require) -> Printed:
        return Printed((), self._fact(self.spelling.say("valid when ", "有效条件 "), valid, " "))

    def _require_row(self, require: t.Require) -> Printed:
        # In a block a line that begins with a word begins a row, so the message stays on its line.
        return Printed((), self.require(require, before_message=" "))

    def _records_row(self, field: t.Field | t.ComputedField) -> Printed:
        s = self.spelling
        match field:
            case t.Field():
                head = self._field_head(field)
                rest = joined(self._field_rest(field), " ")
                if s.english:
                    return Printed((head,), row(": ", rest))
                return Printed((f"{head}：",), rest)
            case t.ComputedField(name, title, kind, body, precision):
                head = f"{s.ident(name)}{self.title(title)}"
                value = row(self.defined_as(body), self.rounded(precision))
                if kind is None:
                    return Printed((head,), value)
                if s.english:
                    return Printed((head,), row(": ", self.kind(kind), " ", value))
                return Printed((f"{head}：",), row(self.kind(kind), " ", value))
            case _:
                assert_never(field)

    def rounded(self, precision: t.Precision | None) -> Document:
        """The precision behind a formula, or nothing."""
        return "" if precision is None else f" {self.precision(precision)}"

    # --- parameters and functions -----------------------------------------------------------------------

    def parameter(self, parameter: t.Parameter) -> Document:
        s = self.spelling
        head = self._parameter_head(parameter)
        if parameter.by is not None:
            head += f" {s.say('by', '按')} {s.ident(parameter.by)}"
        kind = self.of_kind(parameter.kind)
        further = self._range(parameter.bounds, parameter.step)
        kind = row(kind, *(row(" ", clause) for clause in further))
        if parameter.supplied:
            return row(head, kind, s.say(" supplied", " 外部提供"))
        match parameter.rows:
            case (t.ParameterRow(None, None, value),):
                return row(head, kind, " ", self.defined_as(value))
            case rows:
                entries = [entry(found.span, partial(self._parameter_row, found)) for found in rows]
                return row(head, kind, " ", self.entries_block(parameter.span, entries))

    def _parameter_head(self, parameter: t.Parameter) -> str:
        s = self.spelling
        if parameter.converts is None:
            return self.named("parameter", "参数", parameter.name, parameter.title)
        source, target = map(s.ident, parameter.converts)
        return f"{s.say('rate', '汇率')} {source} {s.say('to', '至')} {target}{self.title(parameter.title)}"

    def _parameter_row(self, found: t.ParameterRow) -> Printed:
        s = self.spelling
        parts: list[str] = []
        if found.category is not None:
            parts.append(s.ident(found.category))
        if found.since is not None:
            parts.append(s.say("from ", "自 ") + s.day(found.since))
        head = " ".join(parts) or s.say("else", "否则")
        return Printed((), row(head, s.colon, self.expression(found.value)))

    def function(self, function: t.Function) -> Document:
        s = self.spelling
        parameters: list[Document] = [
            row(s.ident(parameter.name), s.colon, self.kind(parameter.kind))
            for parameter in function.parameters
        ]
        head = self.named("function", "函数", function.name, function.title)
        gap = "" if function.title is None else s.say(" ", "")
        listed = row(gap, s.opening, joined(parameters, s.comma), s.closing, s.colon)
        return row(head, listed, self.kind(function.result), " ", self.defined_as(function.body))


def _just(printed: Printed) -> Printed:
    return printed
