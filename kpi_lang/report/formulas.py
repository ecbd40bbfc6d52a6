"""Calculations as people write them down, with values in place of names: `75.00 × 45%`."""

from collections.abc import Callable
from typing import assert_never

from kpi_lang.core.nodes import (
    Aggregate,
    Arithmetic,
    ArithmeticOperator,
    Choose,
    Compare,
    ComparisonOperator,
    Const,
    DateCall,
    Expr,
    Extreme,
    FieldRef,
    FigureRef,
    InputRef,
    IsAbsent,
    Logic,
    LogicOperator,
    Not,
    NoValue,
    Power,
    Round,
    RuleRef,
)
from kpi_lang.source import Lang
from kpi_lang.source.figures import exact_text

_OR, _AND, _NOT, _COMPARE, _ADD, _MULTIPLY, _POWER, _ATOM = range(1, 9)

_SIGNS = {
    ArithmeticOperator.ADD: "+",
    ArithmeticOperator.SUBTRACT: "−",
    ArithmeticOperator.MULTIPLY: "×",
    ArithmeticOperator.DIVIDE: "÷",
}
_COMPARISONS = {
    ComparisonOperator.LESS: "<",
    ComparisonOperator.AT_MOST: "≤",
    ComparisonOperator.EQUAL: "=",
    ComparisonOperator.NOT_EQUAL: "≠",
    ComparisonOperator.AT_LEAST: "≥",
    ComparisonOperator.GREATER: ">",
}
_LOGIC: dict[Lang, dict[LogicOperator, str]] = {
    "en": {LogicOperator.AND: "and", LogicOperator.OR: "or"},
    "zh": {LogicOperator.AND: "且", LogicOperator.OR: "或"},
}
_NOT_WORDS: dict[Lang, str] = {"en": "not ", "zh": "非 "}
_ABSENT_WORDS: dict[Lang, str] = {"en": "{text} has no value", "zh": "{text} 无值"}
_PRESENT_WORDS: dict[Lang, str] = {"en": "{text} has a value", "zh": "{text} 有值"}

Shown = Callable[[Expr], str]
"""How a part that is no operation is shown: a reference, a literal, or a decision by its value."""


def formula(expr: Expr, shown: Shown, lang: Lang) -> str:
    """The operations of an expression down to its first references and decisions, with no needless parentheses."""
    return _spelled(expr, shown, lang)[0]


def _spelled(expr: Expr, shown: Shown, lang: Lang) -> tuple[str, int]:
    """The text and how tightly its outermost operation binds."""

    def part(inner: Expr, level: int) -> str:
        text, own = _spelled(inner, shown, lang)
        return f"({text})" if own < level else text

    match expr:
        case Const() | InputRef() | FieldRef() | RuleRef() | NoValue():
            return _operand(shown(expr))
        case Choose() | Extreme() | Round() | Aggregate() | FigureRef() | DateCall():
            return _operand(shown(expr))
        case Arithmetic(operator=operator, left=left, right=right):
            level = _ADD if operator in (ArithmeticOperator.ADD, ArithmeticOperator.SUBTRACT) else _MULTIPLY
            return f"{part(left, level)} {_SIGNS[operator]} {part(right, level + 1)}", level
        case Power(base=base, exponent=exponent):
            return f"{part(base, _ATOM)} ^ ({exact_text(exponent)})", _POWER
        case Compare(operator=comparison, left=left, right=right):
            return f"{part(left, _ADD)} {_COMPARISONS[comparison]} {part(right, _ADD)}", _COMPARE
        case Logic(operator=logic, args=args):
            level = _AND if logic is LogicOperator.AND else _OR
            return f" {_LOGIC[lang][logic]} ".join(part(arg, level + 1) for arg in args), level
        case Not(arg=IsAbsent(arg=arg)):
            return _PRESENT_WORDS[lang].format(text=part(arg, _ADD)), _COMPARE
        case Not(arg=arg):
            return _NOT_WORDS[lang] + part(arg, _NOT + 1), _NOT
        case IsAbsent(arg=arg):
            return _ABSENT_WORDS[lang].format(text=part(arg, _ADD)), _COMPARE
        case _:
            assert_never(expr)


def _operand(text: str) -> tuple[str, int]:
    """A value as an operand: negative numbers and approximations stand in parentheses."""
    bare = not text.startswith("-") and "≈" not in text
    return text, _ATOM if bare else 0
