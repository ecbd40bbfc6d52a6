"""Expressions: each syntax node becomes a core node of a known kind, or the reason why not is reported.

Names are bound here, since what a name means can depend on what stands beside it: in `role = sales` the word
`sales` is a member of the role's choices, whatever else is called `sales`.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import assert_never

from attrs import evolve, frozen

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import (
    Arithmetic,
    ArithmeticOperator,
    Arm,
    Choose,
    ChooseRole,
    Compare,
    ComparisonOperator,
    Const,
    Expr,
    FieldRef,
    Logic,
    LogicOperator,
    Not,
    NoValue,
    Power,
    Round,
)
from kpi_lang.resolved import Category, Scope, Symbol
from kpi_lang.resolved.nearest import nearest_name
from kpi_lang.source import Span
from kpi_lang.syntax import tree
from kpi_lang.syntax.words import canonical
from kpi_lang.typed import folding
from kpi_lang.typed.environment import Environment, Points, RecordsView, Untyped
from kpi_lang.typed.precision import Rounding, rounding_of
from kpi_lang.values import kinds
from kpi_lang.values.kinds import Family, Kind
from kpi_lang.values.rounding import Mode

_ARITHMETIC = {
    tree.BinaryOperator.ADD: ArithmeticOperator.ADD,
    tree.BinaryOperator.SUBTRACT: ArithmeticOperator.SUBTRACT,
    tree.BinaryOperator.MULTIPLY: ArithmeticOperator.MULTIPLY,
    tree.BinaryOperator.DIVIDE: ArithmeticOperator.DIVIDE,
}
_COMPARISON = {
    tree.BinaryOperator.EQUAL: ComparisonOperator.EQUAL,
    tree.BinaryOperator.NOT_EQUAL: ComparisonOperator.NOT_EQUAL,
    tree.BinaryOperator.LESS: ComparisonOperator.LESS,
    tree.BinaryOperator.AT_MOST: ComparisonOperator.AT_MOST,
    tree.BinaryOperator.GREATER: ComparisonOperator.GREATER,
    tree.BinaryOperator.AT_LEAST: ComparisonOperator.AT_LEAST,
}
EDGE_COMPARISON = {
    tree.Comparison.LESS: ComparisonOperator.LESS,
    tree.Comparison.AT_MOST: ComparisonOperator.AT_MOST,
    tree.Comparison.GREATER: ComparisonOperator.GREATER,
    tree.Comparison.AT_LEAST: ComparisonOperator.AT_LEAST,
    tree.Comparison.EQUAL: ComparisonOperator.EQUAL,
}
_EQUALITIES = (ComparisonOperator.EQUAL, ComparisonOperator.NOT_EQUAL)

Typing = Callable[[], Expr]


@frozen
class Argument:
    """What a function's parameter stands for at one call: an expression in the caller's context."""

    syntax: tree.Expression
    caller: "Typer"
    kind: Kind


@frozen
class Typer:
    """Types expressions in one context: a module's names, perhaps a function's parameters or a record's columns."""

    scope: Scope
    environment: Environment
    points: Points
    arguments: Mapping[str, Argument] = {}
    columns: RecordsView | None = None
    measure: Expr | None = None
    """What `measure` stands for, inside the score of an indicator."""

    # --- ways in ---------------------------------------------------------------------------------------

    def infer(self, written: tree.Expression) -> Expr:
        """The expression with the kind it has by itself; raises Untyped after reporting why it has none."""
        return self._typed(written, None)

    def check(self, written: tree.Expression, wanted: Kind) -> Expr:
        """The expression as a value of ``wanted``; raises Untyped after reporting a mismatch."""
        return self.fit(self._typed(written, wanted), wanted, written.span)

    def typed_as(self, written: tree.Expression, hint: Kind) -> Expr:
        """The expression, where ``hint`` tells of which choices a bare word may be a member."""
        return self._typed(written, hint)

    def condition(self, written: tree.Expression) -> Expr:
        """The expression as a yes/no."""
        typed = self._typed(written, kinds.YES_NO)
        if typed.kind.family is not Family.YES_NO:
            raise self.environment.stop("K304", written.span, kind=typed.kind)
        return typed

    def fit(self, typed: Expr, wanted: Kind, span: Span) -> Expr:
        """``typed`` as ``wanted``: a literal takes the wanted kind, other values must have it."""
        if not kinds.assignable(typed.kind, wanted):
            raise self.environment.stop("K303", span, wanted=wanted, actual=typed.kind)
        if isinstance(typed, (Const, NoValue)) and typed.kind != wanted:
            return evolve(typed, kind=wanted)
        return typed

    def constant(self, written: tree.Expression, wanted: Kind) -> Fraction:
        """A number that is known when the policy is compiled; raises Untyped after reporting one that is not."""
        typed = self.check(written, wanted)
        value = folding.constant_number(typed)
        if value is None:
            raise self.environment.stop("K309", written.span)
        return value

    # --- forms -----------------------------------------------------------------------------------------

    def _typed(self, written: tree.Expression, wanted: Kind | None) -> Expr:
        from kpi_lang.typed import calls, tiers

        match written:
            case tree.Number(value, style, _, span):
                kind = kinds.PERCENT_LITERAL if style is tree.NumberStyle.PERCENT else kinds.LITERAL
                return Const(value, kind, span)
            case tree.TextLiteral(value, span):
                return Const(value, kinds.TEXT, span)
            case tree.DateLiteral(value, span):
                return Const(value, kinds.DATE, span)
            case tree.Name():
                return self._name(written, wanted)
            case tree.Unary(operator, operand, span):
                return self._unary(operator, operand, span, wanted)
            case tree.Binary():
                return self._binary(written, wanted)
            case tree.Membership(value, items, negated, span):
                return self._membership(value, items, negated, span)
            case tree.InRange(value, low, high, negated, span):
                return self._in_range(value, low, high, negated, span)
            case tree.If(condition, then, otherwise, span):
                return self._if(condition, then, otherwise, span, wanted)
            case tree.Call():
                return calls.typed_call(self, written, wanted)
            case tree.Round(operand, precision, span):
                return self.rounded(operand, rounding_of(precision, self.environment), span, wanted)
            case tree.NoResult(reason, span):
                return NoValue(Cause.NO_RESULT, reason.text, wanted or kinds.LITERAL, span)
            case tree.Tiers():
                return tiers.typed_tiers(self, written)
            case _:
                assert_never(written)

    # --- names -----------------------------------------------------------------------------------------

    def _name(self, name: tree.Name, wanted: Kind | None) -> Expr:
        if len(name.parts) == 2:
            return self._part(name)
        text = name.parts[0]
        member = self._member(text, wanted)
        if member is not None:
            return evolve(member, span=name.span)
        if text in self.arguments:
            argument = self.arguments[text]
            return argument.caller.check(argument.syntax, argument.kind)
        if self.columns is not None and text in self.columns.columns:
            return FieldRef(self.columns.name, text, self.columns.columns[text], name.span)
        symbol = self.scope.values.get(text)
        if symbol is not None:
            return self._symbol(symbol, None, name.span)
        predeclared = self._predeclared(canonical(text), name.span)
        if predeclared is not None:
            return predeclared
        raise self._unknown(text, name.span, wanted)

    def _member(self, text: str, wanted: Kind | None) -> Const | None:
        if wanted is None or wanted.choices is None:
            return None
        for member in wanted.choices.members:
            if text in (member.name, member.label):
                return Const(member.name, wanted)
        return None

    def _predeclared(self, meaning: str | None, span: Span) -> Expr | None:
        match meaning:
            case None:
                return None
            case "yes" | "no":
                return Const(meaning == "yes", kinds.YES_NO, span)
            case "measure" if self.measure is not None:
                return self.measure
            case _:
                return self.environment.reader.read_predeclared(meaning, span)

    def _part(self, name: tree.Name) -> Expr:
        owner, part = name.parts
        if self.columns is not None and owner == self.columns.name:
            if part not in self.columns.columns:
                raise self._unknown_column(part, self.columns, name.span)
            return FieldRef(owner, part, self.columns.columns[part], name.span)
        symbol = self.scope.values.get(owner)
        if symbol is None:
            raise self._unknown(owner, name.span, None)
        if symbol.category is Category.RECORDS:
            raise self.environment.stop("K210", name.span, name=".".join(name.parts), records=owner)
        return self._symbol(symbol, canonical(part) or part, name.span)

    def _symbol(self, symbol: Symbol, part: str | None, span: Span) -> Expr:
        match symbol.category:
            case Category.FUNCTION:
                raise self.environment.stop("K208", span, name=symbol.name, help="function")
            case Category.RECORDS:
                raise self.environment.stop("K208", span, name=symbol.name, help="records")
            case _:
                return self.environment.reader.read(symbol, part, span)

    def _unknown(self, text: str, span: Span, wanted: Kind | None) -> Untyped:
        if wanted is not None and wanted.choices is not None:
            known = ", ".join(wanted.choices.names)
            close = nearest_name(text, wanted.choices.names)
            return self.environment.stop(
                "K206", span, name=text, known=known, nearest=close or "", help="nearest" if close else "none"
            )
        visible = [*self.scope.values, *self.arguments, *(self.columns.columns if self.columns else ())]
        close = nearest_name(text, visible)
        return self.environment.stop(
            "K201", span, name=text, nearest=close or "", help="nearest" if close else "none"
        )

    def _unknown_column(self, text: str, columns: RecordsView, span: Span) -> Untyped:
        close = nearest_name(text, columns.columns)
        return self.environment.stop(
            "K207",
            span,
            name=text,
            records=columns.name,
            nearest=close or "",
            known=", ".join(columns.columns),
            help="nearest" if close else "none",
        )

    # --- operators -------------------------------------------------------------------------------------

    def _unary(
        self, operator: tree.UnaryOperator, operand: tree.Expression, span: Span, wanted: Kind | None
    ) -> Expr:
        match operator:
            case tree.UnaryOperator.NOT:
                return Not(self.condition(operand), kinds.YES_NO, span)
            case tree.UnaryOperator.MINUS:
                typed = self._typed(operand, wanted)
                self.need_number(typed, operand.span)
                zero = folding.number(0, typed.kind)
                return folding.subtract(zero, typed, typed.kind, span)
            case _:
                assert_never(operator)

    def _binary(self, written: tree.Binary, wanted: Kind | None) -> Expr:
        match written.operator:
            case tree.BinaryOperator.AND:
                return self._logic(LogicOperator.AND, written)
            case tree.BinaryOperator.OR:
                return self._logic(LogicOperator.OR, written)
            case tree.BinaryOperator.POWER:
                raise self.environment.stop("K306", written.span)
            case operator if operator in _COMPARISON:
                left, right = self.pair(written.left, written.right)
                return self.compare(_COMPARISON[operator], left, right, written.span)
            case operator:
                return self._calculation(_ARITHMETIC[operator], written, wanted)

    def _logic(self, operator: LogicOperator, written: tree.Binary) -> Expr:
        sides = self.each([lambda: self.condition(written.left), lambda: self.condition(written.right)])
        args: list[Expr] = []
        for side in sides:
            args.extend(side.args if isinstance(side, Logic) and side.operator is operator else [side])
        return Logic(operator, tuple(args), kinds.YES_NO, written.span)

    def _calculation(self, operator: ArithmeticOperator, written: tree.Binary, wanted: Kind | None) -> Expr:
        left, right = self.each([lambda: self.infer(written.left), lambda: self.infer(written.right)])
        if operator in (ArithmeticOperator.ADD, ArithmeticOperator.SUBTRACT):
            dated = _date_arithmetic(operator, left, right, written.span)
            if dated is not None:
                return dated
        self.need_number(left, written.left.span)
        self.need_number(right, written.right.span)
        match operator:
            case ArithmeticOperator.ADD | ArithmeticOperator.SUBTRACT:
                kind = kinds.add_kinds(left.kind, right.kind)
            case ArithmeticOperator.MULTIPLY:
                kind = kinds.multiply(left.kind, right.kind)
            case ArithmeticOperator.DIVIDE:
                kind = kinds.divide(left.kind, right.kind)
            case _:
                assert_never(operator)
        if kind is None:
            raise self.environment.stop(
                "K301",
                written.span,
                left=left.kind,
                right=right.kind,
                first=written.left.span.text,
                second=written.right.span.text,
                operator=operator.value,
            )
        return folding.arithmetic(operator, left, right, kind, written.span)

    def pair(self, left: tree.Expression, right: tree.Expression) -> tuple[Expr, Expr]:
        """Both sides of a comparison; a bare word on one side may be a member of the other side's choices."""
        if isinstance(left, tree.Name) and not self._is_known(left):
            other = self.infer(right)
            return self._typed(left, other.kind), other
        first, second = self.each(
            [lambda: self.infer(left), lambda: self._typed(right, self.infer_quietly(left))]
        )
        return first, second

    def infer_quietly(self, written: tree.Expression) -> Kind | None:
        """The kind of an expression, None where it has none (which is reported elsewhere)."""
        try:
            return self.infer(written).kind
        except Untyped:
            return None

    def _is_known(self, name: tree.Name) -> bool:
        text = name.parts[0]
        return (
            len(name.parts) > 1
            or text in self.arguments
            or (self.columns is not None and text in self.columns.columns)
            or text in self.scope.values
            or canonical(text) is not None
        )

    def compare(self, operator: ComparisonOperator, left: Expr, right: Expr, span: Span) -> Expr:
        """A comparison of two typed values."""
        kind = kinds.unify(left.kind, right.kind)
        if kind is None:
            raise self.environment.stop("K302", span, left=left.kind, right=right.kind)
        if operator not in _EQUALITIES:
            ordered = kind.choices is None or kind.choices.ordered
            if kind.family in (Family.TEXT, Family.YES_NO) or not ordered:
                raise self.environment.stop("K307", span, kind=kind)
        return Compare(operator, left, right, kinds.YES_NO, span)

    def _membership(
        self, value: tree.Expression, items: tuple[tree.Expression, ...], negated: bool, span: Span
    ) -> Expr:
        typed = self.infer(value)
        tests = []
        for item in items:
            member = self._typed(item, typed.kind)
            tests.append(self.compare(ComparisonOperator.EQUAL, typed, member, item.span))
        test = tests[0] if len(tests) == 1 else Logic(LogicOperator.OR, tuple(tests), kinds.YES_NO, span)
        return Not(test, kinds.YES_NO, span) if negated else test

    def _in_range(
        self, value: tree.Expression, low: tree.Expression, high: tree.Expression, negated: bool, span: Span
    ) -> Expr:
        typed = self.infer(value)
        bounds = (
            self.compare(ComparisonOperator.AT_LEAST, typed, self._typed(low, typed.kind), low.span),
            self.compare(ComparisonOperator.AT_MOST, typed, self._typed(high, typed.kind), high.span),
        )
        test = Logic(LogicOperator.AND, bounds, kinds.YES_NO, span)
        return Not(test, kinds.YES_NO, span) if negated else test

    def _if(
        self,
        condition: tree.Expression,
        then: tree.Expression,
        otherwise: tree.Expression,
        span: Span,
        wanted: Kind | None,
    ) -> Expr:
        test, one, other = self.each(
            [
                lambda: self.condition(condition),
                lambda: self._typed(then, wanted),
                lambda: self._typed(otherwise, wanted),
            ]
        )
        arms = [Arm(test, one, condition.span.text, then.span), Arm(None, other, "else", otherwise.span)]
        return self.choose(arms, ChooseRole.IF, span)

    def choose(self, arms: list[Arm], role: ChooseRole, span: Span) -> Expr:
        """A Choose over arms whose values have one kind; the last arm has no condition."""
        valued = [arm for arm in arms if not isinstance(arm.value, NoValue)]
        kind = valued[0].value.kind if valued else arms[0].value.kind
        for arm in valued[1:]:
            common = kinds.unify(kind, arm.value.kind)
            if common is None:
                place = arm.span or span
                raise self.environment.stop("K305", place, left=kind, right=arm.value.kind)
            kind = common
        fitted = tuple(
            evolve(arm, value=evolve(arm.value, kind=kind)) if isinstance(arm.value, NoValue) else arm
            for arm in arms
        )
        if len(fitted) == 1:
            return fitted[0].value
        return Choose(fitted, kind, self.points.next(), role, span)

    def rounded(
        self, operand: tree.Expression, rounding: Rounding | None, span: Span, wanted: Kind | None = None
    ) -> Expr:
        """An expression rounded; a power may stand directly under the rounding."""
        rounding = rounding or Rounding(Fraction(1), Mode.HALF_UP, 0)
        if isinstance(operand, tree.Binary) and operand.operator is tree.BinaryOperator.POWER:
            inner = self.power(operand)
        else:
            inner = self._typed(operand, wanted)
        self.need_number(inner, operand.span)
        return self.round_typed(inner, rounding, span)

    def round_typed(self, inner: Expr, rounding: Rounding, span: Span | None) -> Expr:
        """A typed value rounded."""
        return Round(
            inner, rounding.step, rounding.mode, rounding.digits, inner.kind, self.points.next(), span
        )

    def power(self, written: tree.Binary) -> Expr:
        """`base ^ exponent` for a constant exponent, to stand under a rounding."""
        base = self.infer(written.left)
        self.need_number(base, written.left.span)
        exponent = self.constant(written.right, kinds.NUMBER)
        if not base.kind.is_dimensionless:
            raise self.environment.stop("K303", written.left.span, wanted=kinds.NUMBER, actual=base.kind)
        return Power(base, exponent, base.kind, written.span)

    # --- shared ----------------------------------------------------------------------------------------

    def need_number(self, typed: Expr, span: Span) -> None:
        """Reports and stops at a value that is not a number."""
        if not typed.kind.is_number:
            raise self.environment.stop("K311", span, kind=typed.kind)

    def each(self, typings: list[Typing]) -> list[Expr]:
        """Every typing, so that each mistake is reported; raises Untyped if any failed."""
        results: list[Expr] = []
        failed = False
        for typing in typings:
            try:
                results.append(typing())
            except Untyped:
                failed = True
        if failed:
            raise Untyped
        return results


def _date_arithmetic(operator: ArithmeticOperator, left: Expr, right: Expr, span: Span) -> Expr | None:
    """DATE ± days, DATE − DATE; None if neither is a date."""
    if left.kind.family is not Family.DATE:
        return None
    if right.kind.family is Family.DATE and operator is ArithmeticOperator.SUBTRACT:
        return Arithmetic(operator, left, right, kinds.DAYS, span)
    if right.kind.is_number and kinds.assignable(right.kind, kinds.DAYS):
        return Arithmetic(operator, left, right, kinds.DATE, span)
    return None
