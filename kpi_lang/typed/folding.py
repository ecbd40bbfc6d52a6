"""Core nodes made with their constants folded: `2 * 3` becomes `6`, `x * 1` becomes `x`."""

from fractions import Fraction

from kpi_lang.core.nodes import Arithmetic, ArithmeticOperator, Const, Expr
from kpi_lang.source import Span
from kpi_lang.values.kinds import Kind

_APPLY = {
    ArithmeticOperator.ADD: lambda a, b: a + b,
    ArithmeticOperator.SUBTRACT: lambda a, b: a - b,
    ArithmeticOperator.MULTIPLY: lambda a, b: a * b,
    ArithmeticOperator.DIVIDE: lambda a, b: a / b,
}


def constant_number(expr: Expr) -> Fraction | None:
    """The number that an expression always is, or None."""
    if isinstance(expr, Const) and isinstance(expr.value, Fraction):
        return expr.value
    return None


def number(value: Fraction | int, kind: Kind, span: Span | None = None) -> Const:
    """A constant."""
    return Const(Fraction(value), kind, span)


def arithmetic(
    operator: ArithmeticOperator, left: Expr, right: Expr, kind: Kind, span: Span | None = None
) -> Expr:
    """``left operator right``; a division by the constant zero is left for the checker to report."""
    one, other = constant_number(left), constant_number(right)
    if one is not None and other is not None and (operator is not ArithmeticOperator.DIVIDE or other != 0):
        return Const(_APPLY[operator](one, other), kind, span)
    neutral_right = (
        other == 0 if operator in (ArithmeticOperator.ADD, ArithmeticOperator.SUBTRACT) else other == 1
    )
    if neutral_right and left.kind == kind:
        return left
    if operator is ArithmeticOperator.ADD and one == 0 and right.kind == kind:
        return right
    if operator is ArithmeticOperator.MULTIPLY and one == 1 and right.kind == kind:
        return right
    return Arithmetic(operator, left, right, kind, span)


def add(left: Expr, right: Expr, kind: Kind, span: Span | None = None) -> Expr:
    """``left + right``."""
    return arithmetic(ArithmeticOperator.ADD, left, right, kind, span)


def subtract(left: Expr, right: Expr, kind: Kind, span: Span | None = None) -> Expr:
    """``left - right``."""
    return arithmetic(ArithmeticOperator.SUBTRACT, left, right, kind, span)


def multiply(left: Expr, right: Expr, kind: Kind, span: Span | None = None) -> Expr:
    """``left * right``."""
    return arithmetic(ArithmeticOperator.MULTIPLY, left, right, kind, span)


def divide(left: Expr, right: Expr, kind: Kind, span: Span | None = None) -> Expr:
    """``left / right``."""
    return arithmetic(ArithmeticOperator.DIVIDE, left, right, kind, span)


def total_of(parts: list[Expr], kind: Kind, span: Span | None = None) -> Expr:
    """The sum of several amounts; zero for none."""
    result: Expr = number(0, kind, span)
    for part in parts:
        result = add(result, part, kind, span)
    return result
