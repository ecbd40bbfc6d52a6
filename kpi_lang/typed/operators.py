"""Operators: arithmetic, comparison, logic, conditionals and rounding, with the kinds they take and give."""

from fractions import Fraction
from typing import assert_never

from kpi_lang.core.nodes import (
    Arithmetic,
    ArithmeticOperator,
    Arm,
    ChooseRole,
    ComparisonOperator,
    Expr,
    Logic,
    LogicOperator,
    Not,
    Power,
)
from kpi_lang.source import Span
from kpi_lang.syntax import tree
from kpi_lang.typed import folding, people
from kpi_lang.typed.environment import Untyped
from kpi_lang.typed.names import is_known
from kpi_lang.typed.precision import Rounding
from kpi_lang.typed.typer import Typer
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


def typed_unary(
    typer: Typer, operator: tree.UnaryOperator, operand: tree.Expression, span: Span, wanted: Kind | None
) -> Expr:
    """`-x`, `not c`."""
    match operator:
        case tree.UnaryOperator.NOT:
            return Not(typer.condition(operand), kinds.YES_NO, span)
        case tree.UnaryOperator.MINUS:
            typed = typer.typed_as(operand, wanted)
            typer.need_number(typed, operand.span)
            zero = folding.number(0, typed.kind)
            return folding.subtract(zero, typed, typed.kind, span)
        case _:
            assert_never(operator)


def typed_binary(typer: Typer, written: tree.Binary, wanted: Kind | None) -> Expr:
    """An operator between two values; raises Untyped after reporting kinds that do not go together."""
    match written.operator:
        case tree.BinaryOperator.AND:
            return _logic(typer, LogicOperator.AND, written)
        case tree.BinaryOperator.OR:
            return _logic(typer, LogicOperator.OR, written)
        case tree.BinaryOperator.POWER:
            raise typer.environment.stop("K306", written.span)
        case operator if operator in _COMPARISON:
            left, right = _pair(typer, written.left, written.right)
            return typer.compare(_COMPARISON[operator], left, right, written.span)
        case operator:
            return _calculation(typer, _ARITHMETIC[operator], written, wanted)


def _logic(typer: Typer, operator: LogicOperator, written: tree.Binary) -> Expr:
    sides = typer.each([lambda: typer.condition(written.left), lambda: typer.condition(written.right)])
    args: list[Expr] = []
    for side in sides:
        args.extend(side.args if isinstance(side, Logic) and side.operator is operator else [side])
    return Logic(operator, tuple(args), kinds.YES_NO, written.span)


def _calculation(
    typer: Typer, operator: ArithmeticOperator, written: tree.Binary, wanted: Kind | None
) -> Expr:
    left, right = typer.each([lambda: typer.infer(written.left), lambda: typer.infer(written.right)])
    if operator in (ArithmeticOperator.ADD, ArithmeticOperator.SUBTRACT):
        dated = _date_arithmetic(operator, left, right, written.span)
        if dated is not None:
            return dated
    typer.need_number(left, written.left.span)
    typer.need_number(right, written.right.span)
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
        raise typer.environment.stop(
            "K301",
            written.span,
            left=left.kind,
            right=right.kind,
            first=written.left.span.text,
            second=written.right.span.text,
            operator=operator.value,
            help="convert" if kinds.are_convertible(left.kind, right.kind) else "other",
        )
    return folding.arithmetic(operator, left, right, kind, written.span)


def _pair(typer: Typer, left: tree.Expression, right: tree.Expression) -> tuple[Expr, Expr]:
    """Both sides of a comparison; a bare word on one side may be a member of the other side's choices."""
    right_is_word = isinstance(right, tree.Name) and not is_known(typer, right)
    if isinstance(left, tree.Name) and not is_known(typer, left) and not right_is_word:
        other = typer.infer(right)
        return typer.typed_as(left, other.kind), other
    try:
        first = typer.infer(left)
    except Untyped:
        # Of what choices an unknown word could be a member is not known then.
        if not right_is_word:
            typer.infer(right)
        raise
    return first, typer.typed_as(right, first.kind)


def typed_membership(
    typer: Typer, value: tree.Expression, items: tuple[tree.Expression, ...], negated: bool, span: Span
) -> Expr:
    """`x in { a, b }`."""
    typed = typer.infer(value)
    tests = []
    for item in items:
        member = typer.typed_as(item, typed.kind)
        tests.append(typer.compare(ComparisonOperator.EQUAL, typed, member, item.span))
    test = tests[0] if len(tests) == 1 else Logic(LogicOperator.OR, tuple(tests), kinds.YES_NO, span)
    return Not(test, kinds.YES_NO, span) if negated else test


def typed_in_range(
    typer: Typer,
    value: tree.Expression,
    low: tree.Expression,
    high: tree.Expression,
    negated: bool,
    span: Span,
) -> Expr:
    """`x in a .. b`, both ends included."""
    typed = typer.infer(value)
    bounds = (
        typer.compare(ComparisonOperator.AT_LEAST, typed, typer.typed_as(low, typed.kind), low.span),
        typer.compare(ComparisonOperator.AT_MOST, typed, typer.typed_as(high, typed.kind), high.span),
    )
    test = Logic(LogicOperator.AND, bounds, kinds.YES_NO, span)
    return Not(test, kinds.YES_NO, span) if negated else test


def typed_if(
    typer: Typer,
    condition: tree.Expression,
    then: tree.Expression,
    otherwise: tree.Expression,
    span: Span,
    wanted: Kind | None,
) -> Expr:
    """`if c then a else b`."""
    test, one, other = typer.each(
        [
            lambda: typer.condition(condition),
            lambda: typer.typed_as(then, wanted),
            lambda: typer.typed_as(otherwise, wanted),
        ]
    )
    arms = [Arm(test, one, condition.span.text, then.span), Arm(None, other, "else", otherwise.span)]
    return typer.choose(arms, ChooseRole.IF, span)


def typed_round(
    typer: Typer, operand: tree.Expression, rounding: Rounding | None, span: Span, wanted: Kind | None = None
) -> Expr:
    """An expression rounded; a power may stand directly under the rounding."""
    rounding = rounding or Rounding(Fraction(1), Mode.HALF_UP, 0)
    if isinstance(operand, tree.Binary) and operand.operator is tree.BinaryOperator.POWER:
        inner = _power(typer, operand)
    elif people.is_z_score(operand):
        return people.rounded_z_score(typer, operand, rounding)
    else:
        inner = typer.typed_as(operand, wanted)
    typer.need_number(inner, operand.span)
    return typer.round_typed(inner, rounding, span)


def _power(typer: Typer, written: tree.Binary) -> Expr:
    """`base ^ exponent` for a constant exponent, to stand under a rounding."""
    base = typer.infer(written.left)
    typer.need_number(base, written.left.span)
    exponent = typer.constant(written.right, kinds.NUMBER)
    if not base.kind.is_dimensionless:
        wanted = kinds.NUMBER
        raise typer.mismatch("K303", written.left.span, wanted, base.kind, wanted=wanted, actual=base.kind)
    return Power(base, exponent, base.kind, written.span)


def _date_arithmetic(operator: ArithmeticOperator, left: Expr, right: Expr, span: Span) -> Expr | None:
    """DATE ± days, DATE − DATE; None if neither is a date."""
    if left.kind.family is not Family.DATE:
        return None
    if right.kind.family is Family.DATE and operator is ArithmeticOperator.SUBTRACT:
        return Arithmetic(operator, left, right, kinds.DAYS, span)
    if right.kind.is_number and kinds.assignable(right.kind, kinds.DAYS):
        return Arithmetic(operator, left, right, kinds.DATE, span)
    return None
