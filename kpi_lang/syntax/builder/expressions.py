"""Expressions: numbers, names, operators, calls and windows."""

# ruff: noqa: D102 - each method is named after the rule of the grammar that it builds

from fractions import Fraction

from attrs import evolve

from kpi_lang.source import Span
from kpi_lang.syntax import tree as t
from kpi_lang.syntax.builder.base import Base, name_text
from kpi_lang.syntax.builder.literals import date_value, number_style, number_value, written_number
from kpi_lang.syntax.pieces import Piece
from kpi_lang.syntax.tree import BinaryOperator, Expression, UnaryOperator
from kpi_lang.syntax.words import canonical

_WINDOW_UNITS = {
    "DAYS": t.WindowUnit.DAYS,
    "MONTHS": t.WindowUnit.MONTHS,
    "YEARS": t.WindowUnit.YEARS,
    "PERIODS": t.WindowUnit.PERIODS,
}


class Expressions(Base):
    """Builds expressions."""

    def number(self, span: Span, piece: Piece) -> t.Number:
        text = piece.text
        return t.Number(number_value(text), number_style(text), written_number(text), span)

    def percentage_points(self, span: Span, piece: Piece) -> t.Number:
        if number_style(piece.text) is t.NumberStyle.PERCENT:
            self.report("K151", span, written=piece.text)
        written = f"{written_number(piece.text).rstrip('%')}%"
        return t.Number(number_value(written), t.NumberStyle.PERCENT, written, span)

    def whole_number(self, piece: Piece) -> int:
        """A number that counts something, such as decimal places; reports any other."""
        value = number_value(piece.text)
        if value.denominator != 1 or number_style(piece.text) is t.NumberStyle.PERCENT:
            self.report("K152", self.span_of(piece), written=piece.text)
            return 1
        return value.numerator

    def date(self, span: Span, piece: Piece) -> t.DateLiteral:
        return t.DateLiteral(date_value(piece.text), span)

    def text(self, span: Span, piece: Piece) -> t.TextLiteral:
        return t.TextLiteral(self.quoted(piece), span)

    def name(self, span: Span, piece: Piece) -> t.Name:
        return t.Name((name_text(piece),), span)

    def column_of(self, span: Span, owner: Piece, column: Piece) -> t.Name:
        return t.Name((name_text(owner), name_text(column)), span)

    def no_result(self, span: Span, reason: Piece) -> t.NoResult:
        return t.NoResult(self.title(reason), span)

    # --- operators --------------------------------------------------------------------------------------

    def plus(self, span: Span, operand: Expression) -> Expression:
        return operand

    def minus(self, span: Span, operand: Expression) -> t.Unary:
        return t.Unary(UnaryOperator.MINUS, operand, span)

    def not_(self, span: Span, operand: Expression) -> t.Unary:
        return t.Unary(UnaryOperator.NOT, operand, span)

    def add(self, span: Span, left: Expression, right: Expression) -> t.Binary:
        return t.Binary(BinaryOperator.ADD, left, right, span)

    def subtract(self, span: Span, left: Expression, right: Expression) -> t.Binary:
        return t.Binary(BinaryOperator.SUBTRACT, left, right, span)

    def multiply(self, span: Span, left: Expression, right: Expression) -> t.Binary:
        return t.Binary(BinaryOperator.MULTIPLY, left, right, span)

    def divide(self, span: Span, left: Expression, right: Expression) -> t.Binary:
        return t.Binary(BinaryOperator.DIVIDE, left, right, span)

    def power(self, span: Span, left: Expression, right: Expression) -> t.Binary:
        return t.Binary(BinaryOperator.POWER, left, right, span)

    def or_(self, span: Span, left: Expression, right: Expression) -> t.Binary:
        return t.Binary(BinaryOperator.OR, left, right, span)

    def and_(self, span: Span, left: Expression, right: Expression) -> t.Binary:
        return t.Binary(BinaryOperator.AND, left, right, span)

    def equal_to(self, span: Span, left: Expression, right: Expression) -> t.Binary:
        return t.Binary(BinaryOperator.EQUAL, left, right, span)

    def not_equal_to(self, span: Span, left: Expression, right: Expression) -> t.Binary:
        return t.Binary(BinaryOperator.NOT_EQUAL, left, right, span)

    def less_than(self, span: Span, left: Expression, right: Expression) -> t.Binary:
        return t.Binary(BinaryOperator.LESS, left, right, span)

    def at_most_as(self, span: Span, left: Expression, right: Expression) -> t.Binary:
        return t.Binary(BinaryOperator.AT_MOST, left, right, span)

    def greater_than(self, span: Span, left: Expression, right: Expression) -> t.Binary:
        return t.Binary(BinaryOperator.GREATER, left, right, span)

    def at_least_as(self, span: Span, left: Expression, right: Expression) -> t.Binary:
        return t.Binary(BinaryOperator.AT_LEAST, left, right, span)

    def in_set(self, span: Span, value: Expression, *items: Expression) -> t.Membership:
        return t.Membership(value, items, False, span)

    def not_in_set(self, span: Span, value: Expression, *items: Expression) -> t.Membership:
        return t.Membership(value, items, True, span)

    def in_range(self, span: Span, value: Expression, low: Expression, high: Expression) -> t.InRange:
        return t.InRange(value, low, high, False, span)

    def not_in_range(self, span: Span, value: Expression, low: Expression, high: Expression) -> t.InRange:
        return t.InRange(value, low, high, True, span)

    def if_(self, span: Span, condition: Expression, then: Expression, otherwise: Expression) -> t.If:
        return t.If(condition, then, otherwise, span)

    # --- calls ------------------------------------------------------------------------------------------

    def call(
        self,
        span: Span,
        function: Piece,
        arguments: tuple[Expression, ...] = (),
        where: Expression | None = None,
        window: t.Window | None = None,
    ) -> t.Call | t.Round:
        name = self.ident(function)
        if canonical(name.text) == "round" and len(arguments) == 1 and where is None and window is None:
            return t.Round(arguments[0], None, span)
        return t.Call(name, arguments, where, window, span)

    def group_call(
        self,
        span: Span,
        function: Piece,
        arguments: tuple[Expression, ...],
        within: t.Grouping,
        lowest_first: bool | None,
        where: Expression | None,
        precision: t.Precision | None,
    ) -> t.Call:
        group = evolve(within, lowest_first=lowest_first, precision=precision)
        return t.Call(self.ident(function), arguments, where, None, span, group)

    def within(self, span: Span, *groups: Piece) -> t.Grouping:
        return t.Grouping(self.idents(groups), None, None, span)

    def highest_first(self, span: Span) -> bool:
        return False

    def lowest_first(self, span: Span) -> bool:
        return True

    def arguments(self, span: Span, *arguments: Expression) -> tuple[Expression, ...]:
        return arguments

    def round_call(self, span: Span, function: Piece, operand: Expression, precision: t.Precision) -> t.Round:
        if canonical(name_text(function)) != "round":
            self.report("K153", precision.span, function=name_text(function))
        return t.Round(operand, precision, span)

    def last_window(self, span: Span, length: Piece, unit: Piece) -> t.LastWindow:
        return t.LastWindow(self.whole_number(length), _WINDOW_UNITS[unit.type], span)

    def this_period(self, span: Span) -> t.ThisWindow:
        return t.ThisWindow(t.CalendarWindow.PERIOD, span)

    def this_year(self, span: Span) -> t.ThisWindow:
        return t.ThisWindow(t.CalendarWindow.YEAR, span)

    # --- precision --------------------------------------------------------------------------------------

    def to_places(self, span: Span, places: Piece, mode: Piece | None) -> t.Precision:
        return t.Precision(self.whole_number(places), None, self._mode(mode), span)

    def to_whole(self, span: Span, mode: Piece | None) -> t.Precision:
        return t.Precision(0, None, self._mode(mode), span)

    def to_step(self, span: Span, step: Piece, mode: Piece | None) -> t.Precision:
        number = self.number(self.span_of(step), step)
        if number.value == Fraction(0):
            self.report("K154", number.span)
        return t.Precision(None, number, self._mode(mode), span)

    def mode_to_places(self, span: Span, mode: Piece, places: Piece) -> t.Precision:
        return t.Precision(self.whole_number(places), None, self._mode(mode), span)

    def rounding_rule(self, span: Span, rule: Piece) -> t.Precision:
        return t.Precision(None, None, None, span, self.ident(rule))

    def mode_only(self, span: Span, mode: Piece) -> t.Precision:
        return t.Precision(None, None, self._mode(mode), span)

    def _mode(self, piece: Piece | None) -> t.Ident | None:
        # The tree holds the same name for a mode in both skins.
        return None if piece is None else t.Ident(piece.type.lower(), self.span_of(piece))
