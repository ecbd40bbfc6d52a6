"""Expressions as text, with no more parentheses than they need."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import assert_never

from kpi_lang.syntax import tree as t
from kpi_lang.syntax.formatter.blocks import Blocks, Entry, Printed, entry
from kpi_lang.syntax.formatter.document import Document, Group, Indent, Line, joined, row
from kpi_lang.syntax.tree import BinaryOperator, Comparison, Expression, UnaryOperator

ANYTHING = 0
CALCULATION = 1
_OR, _AND, _NOT, _COMPARISON = 2, 3, 4, 5
OPERAND = 6
ADDITIVE = 7
_MULTIPLICATIVE, _SIGNED, _POWER, _ATOM = 8, 9, 10, 11

_LEVELS = {
    BinaryOperator.OR: _OR,
    BinaryOperator.AND: _AND,
    BinaryOperator.EQUAL: _COMPARISON,
    BinaryOperator.NOT_EQUAL: _COMPARISON,
    BinaryOperator.LESS: _COMPARISON,
    BinaryOperator.AT_MOST: _COMPARISON,
    BinaryOperator.GREATER: _COMPARISON,
    BinaryOperator.AT_LEAST: _COMPARISON,
    BinaryOperator.ADD: ADDITIVE,
    BinaryOperator.SUBTRACT: ADDITIVE,
    BinaryOperator.MULTIPLY: _MULTIPLICATIVE,
    BinaryOperator.DIVIDE: _MULTIPLICATIVE,
    BinaryOperator.POWER: _POWER,
}


def level(expression: Expression) -> int:
    """How tightly an expression binds, as the rules of the grammar nest."""
    match expression:
        case t.NoResult():
            return ANYTHING
        case t.If():
            return CALCULATION
        case t.Binary(operator):
            return _LEVELS[operator]
        case t.Unary(operator):
            return _NOT if operator is UnaryOperator.NOT else _SIGNED
        case t.Membership() | t.InRange():
            return _COMPARISON
        case t.TextLiteral():
            return OPERAND
        case _:
            return _ATOM


class Expressions(Blocks):
    """Prints expressions."""

    def expression(self, expression: Expression, least: int = ANYTHING) -> Document:
        """An expression where the grammar wants one that binds at least so tightly."""
        printed = self._bare(expression)
        if level(expression) >= least:
            return printed
        return self._parenthesised(printed)

    def additive(self, expression: Expression) -> Document:
        """An expression where comparisons would end the row's part."""
        return self.expression(expression, ADDITIVE)

    def operand(self, expression: Expression) -> Document:
        """An expression beside a comparison, or a text."""
        return self.expression(expression, OPERAND)

    def _parenthesised(self, inner: Document) -> Document:
        s = self.spelling
        return Group(row(s.opening, Indent(row(Line(""), inner), 4), Line(""), s.closing))

    def _bare(self, expression: Expression) -> Document:
        s = self.spelling
        match expression:
            case t.Number() | t.TextLiteral() | t.DateLiteral() | t.Name():
                return self._leaf(expression)
            case t.Unary(operator, operand):
                if operator is UnaryOperator.NOT:
                    return row(s.say("not ", "非 "), self.expression(operand, _NOT))
                return row("-", self.expression(operand, _SIGNED))
            case t.Binary():
                return self._binary(expression)
            case t.Membership(value, items, negated):
                return row(self.operand(value), self._in(negated), self._set(items))
            case t.InRange(value, low, high, negated):
                return row(self.operand(value), self._in(negated), self.range(low, high))
            case t.If():
                return self._if(expression)
            case t.Call():
                return self._call(expression)
            case t.Round(operand, precision):
                places = "" if precision is None else f" {self.precision(precision)}"
                return self._bracketed(s.value_name("round"), [row(self.expression(operand), places)], [])
            case t.NoResult(reason):
                return row(s.say("no result ", "无结果 "), s.quoted(reason.text))
            case t.Tiers():
                return self._tiers(expression)
            case _:
                assert_never(expression)

    def _leaf(self, leaf: t.Number | t.TextLiteral | t.DateLiteral | t.Name) -> str:
        match leaf:
            case t.Number():
                return self.spelling.number(leaf)
            case t.TextLiteral(value):
                return self.spelling.quoted(value)
            case t.DateLiteral(value):
                return self.spelling.day(value)
            case t.Name(parts):
                return self._name(parts)
            case _:
                assert_never(leaf)

    def _name(self, parts: tuple[str, ...]) -> str:
        if len(parts) == 1:
            return self.spelling.value_name(parts[0])
        return ".".join(map(self.spelling.name, parts))

    # --- operators --------------------------------------------------------------------------------------

    def _binary(self, binary: t.Binary) -> Document:
        own = _LEVELS[binary.operator]
        if own == _POWER:
            return row(self.expression(binary.left, _ATOM), " ^ ", self.expression(binary.right, _SIGNED))
        if own == _COMPARISON:
            mark = f" {self.spelling.operator(binary.operator)}"
            return Group(Indent(row(self.operand(binary.left), mark, Line(), self.operand(binary.right)), 4))
        first, rest = self._chain(binary, own)
        parts: list[Document] = [self.expression(first, own)]
        for operator, right in rest:
            parts += [f" {self.spelling.operator(operator)}", Line(), self.expression(right, own + 1)]
        return Group(Indent(row(*parts), 4))

    def _chain(
        self, binary: t.Binary, own: int
    ) -> tuple[Expression, list[tuple[BinaryOperator, Expression]]]:
        """The operands of operators of one level that follow one another."""
        rest: list[tuple[BinaryOperator, Expression]] = []
        first: Expression = binary
        while isinstance(first, t.Binary) and _LEVELS[first.operator] == own:
            rest.append((first.operator, first.right))
            first = first.left
        return first, rest[::-1]

    def _in(self, negated: bool) -> str:
        return self.spelling.say(" not in ", " 不属于 ") if negated else self.spelling.say(" in ", " 属于 ")

    def _set(self, items: Iterable[Expression]) -> Document:
        comma = row(self.spelling.comma.rstrip(), Line(self.spelling.say(" ", "")))
        return Group(row("{", Indent(row(Line(), joined(map(self.operand, items), comma)), 4), Line(), "}"))

    def range(self, low: Expression, high: Expression) -> Document:
        """`a .. b`."""
        return row(self.additive(low), " .. ", self.additive(high))

    def _if(self, choice: t.If) -> Document:
        s = self.spelling
        parts: list[Document] = []
        rest: Expression = choice
        while isinstance(rest, t.If):
            condition, then = self.expression(rest.condition), self.expression(rest.then)
            branch = row(
                s.say("if ", "如果 "), condition, Indent(row(Line(), s.say("then ", "则 "), then), 4)
            )
            parts += [Group(branch), Line(), s.say("else ", "否则 ")]
            rest = rest.otherwise
        return Group(row(*parts, self.expression(rest)))

    # --- rows -------------------------------------------------------------------------------------------

    def rows(self, rows: Sequence[t.Row | t.BandRow]) -> list[Entry]:
        """Rows of steps, tiers and tables."""
        return [entry(found.span, partial(self._row, found)) for found in rows]

    def _row(self, found: t.Row | t.BandRow) -> Printed:
        s = self.spelling
        match found:
            case t.EdgeRow(comparison, edges, value):
                head = self._edges(comparison, edges)
                return Printed((), row(head, s.colon, self.expression(value)))
            case t.BandRow(comparison, edges, low, high):
                head = self._edges(comparison, edges)
                return Printed((), row(head, s.colon, self.range(low, high)))
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

    def _tiers(self, tiers: t.Tiers) -> Document:
        match tiers.style:
            case t.TierStyle.MARGINAL:
                word = self.spelling.say("marginal ", "超额累进 ")
            case t.TierStyle.RETROACTIVE:
                word = self.spelling.say("retroactive ", "全额累进 ")
            case _:
                assert_never(tiers.style)
        block = self.entries_block(tiers.span, self.rows(tiers.rows))
        return row(word, self.additive(tiers.amount), " ", block)

    # --- calls ------------------------------------------------------------------------------------------

    def _call(self, call: t.Call) -> Document:
        s = self.spelling
        clauses: list[Document] = []
        if call.within is not None:
            groups = s.comma.join(s.value_name(group.text) for group in call.within.groups)
            clauses.append(row(s.say("within ", "范围 "), groups))
            if call.within.lowest_first is not None:
                clauses.append(self._place_order(call.within.lowest_first))
        if call.where is not None:
            clauses.append(row(s.say("where ", "其中 "), self.expression(call.where)))
        if call.window is not None:
            clauses.append(self._window(call.window))
        if call.within is not None and call.within.precision is not None:
            clauses.append(self.precision(call.within.precision))
        name = s.value_name(call.function.text)
        return self._bracketed(name, [self.expression(argument) for argument in call.arguments], clauses)

    def _place_order(self, lowest_first: bool) -> str:
        s = self.spelling
        return s.say("lowest first", "从低到高") if lowest_first else s.say("highest first", "从高到低")

    def _bracketed(self, name: str, arguments: list[Document], clauses: list[Document]) -> Document:
        s = self.spelling
        comma = row(s.comma.rstrip(), Line(s.say(" ", "")))
        inside = joined([joined(arguments, comma), *clauses] if arguments else clauses, Line())
        if not arguments and not clauses:
            return f"{name}{s.opening}{s.closing}"
        return Group(row(name, s.opening, Indent(row(Line(""), inside), 4), Line(""), s.closing))

    def _window(self, window: t.Window) -> str:
        s = self.spelling
        match window:
            case t.LastWindow(length, unit):
                return s.say(f"over last {length} {_unit(unit, length)}", f"近 {length} {_UNITS[unit]}")
            case t.ThisWindow(calendar):
                if calendar is t.CalendarWindow.PERIOD:
                    return s.say("over this period", "本期")
                return s.say("over this year", "本年")
            case _:
                assert_never(window)

    def precision(self, precision: t.Precision) -> str:
        """`to 2 places half_up`, `to 0.5`, `half_up`, `use cents`."""
        s = self.spelling
        parts: list[str] = []
        if precision.rule is not None:
            parts.append(s.say("use ", "采用 ") + s.ident(precision.rule))
        if precision.places is not None:
            places = precision.places
            unit = "place" if places == 1 else "places"
            parts.append(s.say(f"to {places} {unit}", f"保留 {places} 位小数"))
        if precision.step is not None:
            parts.append(s.say("to ", "精确到 ") + s.number(precision.step))
        if precision.mode is not None:
            parts.append(s.mode(precision.mode.text))
        return " ".join(parts)


_UNITS = {
    t.WindowUnit.DAYS: "天",
    t.WindowUnit.MONTHS: "个月",
    t.WindowUnit.YEARS: "年",
    t.WindowUnit.PERIODS: "期",
}


def _unit(unit: t.WindowUnit, length: int) -> str:
    return unit.value.removesuffix("s") if length == 1 else unit.value
