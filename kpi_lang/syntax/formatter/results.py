"""Tables, values, pay, examples and properties as text."""

# ruff: noqa: D102 - each method prints the node that it takes

from collections.abc import Iterable, Sequence
from functools import partial
from typing import assert_never

from kpi_lang.source import Span
from kpi_lang.syntax import tree as t
from kpi_lang.syntax.formatter.blocks import Entry, Printed, entry, in_order
from kpi_lang.syntax.formatter.document import Document, Group, Indent, Line, joined, on_one_line, row
from kpi_lang.syntax.formatter.expressions import CALCULATION
from kpi_lang.syntax.formatter.pools import Pools
from kpi_lang.syntax.tree import Expression

_PERIODS = {
    t.PeriodWord.MONTH: "月度",
    t.PeriodWord.QUARTER: "季度",
    t.PeriodWord.HALF: "半年度",
    t.PeriodWord.YEAR: "年度",
}


class Results(Pools):
    """Prints what a policy gives out, and what it is tested by."""

    # --- tables -----------------------------------------------------------------------------------------

    def list_table(self, table: t.ListTable) -> Document:
        head = self.named("table", "对照表", table.name, table.title)
        key = row(self.spelling.say(" by ", " 按 "), self.additive(table.key), self.of_kind(table.kind))
        return row(head, key, " ", self.entries_block(table.span, self.rows(table.rows)))

    def matrix_table(self, table: t.MatrixTable) -> Document:
        s = self.spelling
        head = self.named("table", "对照表", table.name, table.title)
        keys = row(
            s.say(" by ", " 按 "),
            self.additive(table.row_key),
            s.say(" and ", " 且 "),
            self.additive(table.column_key),
            self.of_kind(table.kind),
        )
        headings = [f"| {self._corner(table.corner)}", *(f"| {self._edge(edge)}" for edge in table.columns)]
        first = table.columns[0].span if table.columns else table.span
        lines = [entry(first, partial(_cells, headings))]
        lines += [entry(found.span, partial(self._matrix_row, found)) for found in table.rows]
        return row(head, keys, " ", self.lines_block(table.span, lines))

    def _corner(self, corner: str) -> str:
        if not corner:
            return ""
        return corner if corner.isidentifier() else self.spelling.quoted(corner)

    def _edge(self, edge: t.MatrixEdge) -> str:
        if edge.comparison is None or edge.value is None:
            return self.spelling.say("else", "否则")
        if edge.comparison is t.Comparison.EQUAL:
            return on_one_line(self.operand(edge.value))
        return f"{self.spelling.comparison(edge.comparison)} {on_one_line(self.additive(edge.value))}"

    def _matrix_row(self, found: t.MatrixRow) -> Printed:
        texts = [f"| {self._edge(found.edge)}"]
        texts += [f"| {on_one_line(self.expression(cell))}" for cell in found.cells]
        return _cells(texts)

    # --- values and pay ---------------------------------------------------------------------------------

    def value(self, value: t.Value) -> Document:
        head = self.named("value", "计算项", value.name, value.title)
        formula = row(self.defined_as(value.body), self.rounded(value.precision))
        return row(head, self.of_kind(value.kind), " ", formula)

    def balance(self, balance: t.Balance) -> Document:
        head = self.named("balance", "结余", balance.name, balance.title)
        rows: list[Entry] = []
        if balance.starts is not None:
            start = balance.starts
            rows.append(entry(start.span, lambda: self._carrying("starts", "起始", self.expression(start))))
        if balance.becomes is not None:
            formula = row(self.expression(balance.becomes), self.rounded(balance.precision))
            rows.append(entry(balance.becomes.span, lambda: self._carrying("becomes", "结转为", formula)))
        return row(head, self.of_kind(balance.kind), " ", self.rows_block(balance.span, in_order(rows)))

    def _carrying(self, english: str, chinese: str, value: Document) -> Printed:
        return Printed((self.spelling.say(english, chinese),), value)

    def rollup(self, rollup: t.Rollup) -> Document:
        s = self.spelling
        head = self.named("rollup", "跨期汇总", rollup.name, rollup.title)
        into = s.say(f" into {rollup.into.value}", f" 汇总为 {_PERIODS[rollup.into]}")
        rows = [entry(item.span, partial(self._rolled_items, item)) for item in rollup.items]
        if rollup.fewest is not None:
            fewest = s.say(f"needs at least {rollup.fewest} periods", f"至少评分 {rollup.fewest} 期")
            rows.append(entry(rollup.span, lambda: Printed((), fewest)))
        return row(head, into, " ", self.rows_block(rollup.span, rows))

    def _rolled_items(self, item: t.RolledItems) -> Printed:
        s = self.spelling
        if item.of_class is not None:
            head = f"{s.say('class', '类别')} {s.ident(item.of_class)}"
        else:
            head = self.idents(item.names) if item.names else s.say("else", "否则")
        return Printed((), f"{head}{s.say(': ', '：')}{self._rolled(item.rolled)}")

    def _rolled(self, rolled: t.Rolled) -> str:
        s = self.spelling
        match rolled.how:
            case t.RolledHow.AGAIN:
                return s.say("score again", "重新计分")
            case t.RolledHow.MEAN if rolled.weight is not None:
                return s.say("mean weighted by ", "平均 加权依据 ") + s.ident(rolled.weight)
            case t.RolledHow.MEAN:
                return s.say("mean", "平均")
            case t.RolledHow.SUM:
                return s.say("sum", "合计")
            case t.RolledHow.LAST:
                return s.say("last", "期末")
            case t.RolledHow.BEST:
                return s.say(f"best {rolled.best}", f"最好 {rolled.best}")
            case _:
                assert_never(rolled.how)

    def pay(self, pay: t.Pay) -> Document:
        head = self.named("pay", "绩效工资", pay.name, pay.title)
        if pay.for_period is not None:
            head += " " + self.pay_period(pay.for_period)
        instead: Document = ""
        if pay.not_appraised is not None:
            clause = row(
                self.spelling.say("when not appraised = ", "不参加考核时 = "),
                self.expression(pay.not_appraised),
            )
            instead = Indent(row(Line(), clause), 4)
        return Group(row(head, " ", self.defined_as(pay.body), self.rounded(pay.precision), instead))

    # --- examples ---------------------------------------------------------------------------------------

    def example(self, example: t.Example) -> Document:
        s = self.spelling
        head = f"{s.say('example', '示例')} {s.quoted(example.title.text)}"
        if example.like is not None:
            head += f" {s.say('like', '同')} {s.quoted(example.like.text)}"
        parts = self._given_and_expected(example)
        parts += [entry(person.span, partial(self._example_person, person)) for person in example.people]
        return row(head, " ", self.rows_block(example.span, parts))

    def _example_person(self, person: t.ExamplePerson) -> Printed:
        s = self.spelling
        key = s.name(person.key.text)
        if key != person.key.text:
            key = s.quoted(person.key.text)
        head = row(s.say("person ", "人员 "), key)
        return Printed((), row(head, " ", self.rows_block(person.span, self._given_and_expected(person))))

    def _given_and_expected(self, said: t.Example | t.ExamplePerson) -> list[Entry]:
        """The blocks of what is given and what is expected."""
        parts: list[Entry] = []
        if said.given:
            span = self._block_span(said.given[0].span, said.given[-1].span)
            parts.append(entry(span, partial(self._given, said.given, span)))
        if said.expect:
            span = self._block_span(said.expect[0].span, said.expect[-1].span)
            parts.append(entry(span, partial(self._expect, said.expect, span)))
        return parts

    def _block_span(self, first: Span, last: Span) -> Span:
        """From the first row of a block to its `}`, for which the tree keeps no place."""
        return Span(first.file, first.start, self.remarks.end_of_block(last.end))

    def _given(self, given: Sequence[t.GivenValue], span: Span) -> Printed:
        values = [entry(value.span, partial(self._given_value, value)) for value in given]
        return Printed((self.spelling.say("given", "已知"),), self.entries_block(span, values))

    def _expect(self, expected: Sequence[t.ExpectedValue], span: Span) -> Printed:
        values = [entry(value.span, partial(self._expected, value)) for value in expected]
        return Printed((self.spelling.say("expect", "应为"),), self.entries_block(span, values))

    def _given_value(self, given: t.GivenValue) -> Printed:
        s = self.spelling
        match given.value:
            case None:
                value: Document = s.say("missing", "缺失")
            case tuple() as records:
                value = self._listed(map(self._record, records))
            case expression:
                value = self.expression(expression)
        return Printed((), row(s.value_path(given.name), s.colon, value))

    def _record(self, record: t.GivenRecord) -> Document:
        values = [entry(value.span, partial(self._given_value, value)) for value in record.values]
        return self.entries_block(record.span, values)

    def _expected(self, expected: t.ExpectedValue) -> Printed:
        s = self.spelling
        match expected.value:
            case None:
                value: Document = s.say("no result", "无结果") + self.title(expected.reason)
            case tuple() as records:
                value = self._listed(map(self._expected_record, records))
            case expression:
                value = self.expression(expression, CALCULATION)
        return Printed((), row(s.value_path(expected.name), s.colon, value))

    def _expected_record(self, record: t.ExpectedRecord) -> Document:
        values = [entry(value.span, partial(self._expected, value)) for value in record.values]
        return self.entries_block(record.span, values)

    def _listed(self, records: Iterable[Document]) -> Document:
        """Records in brackets, parted by commas."""
        s = self.spelling
        listed = joined(records, row(s.comma.rstrip(), Line(s.say(" ", ""))))
        return Group(row("[", Indent(row(Line(""), listed)), Line(""), "]"))

    # --- properties -------------------------------------------------------------------------------------

    def ensure(self, ensure: t.Ensure) -> Document:
        s = self.spelling
        title = "" if ensure.title is None else f"{s.quoted(ensure.title.text)} "
        given: Document = ""
        if ensure.given is not None:
            assumption = self.expression(ensure.given)
            given = Indent(row(Line(), s.say("given ", "前提 "), assumption), 4)
        return Group(row(s.say("ensure ", "保证 "), title, self._property(ensure.property), given))

    def _property(self, stated: t.Property) -> Document:
        s = self.spelling
        match stated:
            case t.Monotone(result, direction, driver):
                return self._monotone(self.additive(result), direction, self.additive(driver))
            case t.Within(result, low, high):
                return row(self.additive(result), s.say(" stays in ", " 始终在 "), self.range(low, high))
            case t.Always(condition):
                return self.expression(condition)
            case t.ExactlyWhen(left, right):
                return row(
                    self.expression(left), s.say(" exactly when ", " 当且仅当 "), self.expression(right)
                )
            case t.Reachable(condition):
                return row(self.expression(condition), s.say(" is reachable", " 可以达到"))
            case t.StepBound(result, most, driver):
                return self._step_bound(result, most, driver)
            case _:
                assert_never(stated)

    def _monotone(self, result: Document, direction: t.Direction, driver: Document) -> Document:
        english = self.spelling.english
        match direction:
            case t.Direction.NEVER_FALLS:
                if english:
                    return row(result, " never falls as ", driver, " rises")
                return row(result, " 不因 ", driver, " 上升 而下降")
            case t.Direction.NEVER_RISES:
                if english:
                    return row(result, " never rises as ", driver, " rises")
                return row(result, " 不因 ", driver, " 上升 而上升")
            case t.Direction.RISES:
                if english:
                    return row(result, " rises with ", driver)
                return row(result, " 随 ", driver, " 上升 而上升")
            case t.Direction.FALLS:
                if english:
                    return row(result, " falls with ", driver)
                return row(result, " 随 ", driver, " 上升 而下降")
            case _:
                assert_never(direction)

    def _step_bound(self, result: Expression, most: Expression, driver: Expression) -> Document:
        changed, limit, moved = self.additive(result), self.additive(most), self.additive(driver)
        if self.spelling.english:
            return row(changed, " changes at most ", limit, " per step of ", moved)
        return row(moved, " 每变动一步，", changed, " 变动不超过 ", limit)


def _cells(texts: list[str]) -> Printed:
    return Printed(tuple(texts), "|")
