"""Whether a number is whole by the way it is made, as a declared count must be."""

from typing import assert_never

from kpi_lang.core.nodes import (
    Aggregate,
    AggregateOperator,
    Arithmetic,
    ArithmeticOperator,
    Choose,
    Compare,
    Const,
    DateCall,
    Expr,
    Extreme,
    FieldRef,
    FigureRef,
    InputRef,
    IsAbsent,
    Logic,
    Not,
    NoValue,
    Power,
    Round,
    RuleRef,
)
from kpi_lang.typed import folding
from kpi_lang.values.kinds import Style

_AVERAGED = (AggregateOperator.MEAN, AggregateOperator.TRIMMED_MEAN, AggregateOperator.BEST_MEAN)


def is_whole(expr: Expr) -> bool:
    """True if a number cannot have a fraction: counts, what is added and multiplied of them, what is rounded."""
    match expr:
        case Const():
            number = folding.constant_number(expr)
            return number is not None and number.denominator == 1
        case InputRef() | FieldRef() | RuleRef() | FigureRef() | DateCall():
            return expr.kind.style in (Style.COUNT, Style.DAYS)
        case Round():
            return expr.step.denominator == 1
        case Arithmetic(operator=operator, left=left, right=right):
            return operator is not ArithmeticOperator.DIVIDE and is_whole(left) and is_whole(right)
        case Choose(arms=arms):
            return all(is_whole(arm.value) for arm in arms)
        case Extreme(args=args):
            return all(map(is_whole, args))
        case Aggregate(operator=operator, value=value):
            return value is None or (operator not in _AVERAGED and is_whole(value))
        case NoValue():
            return True
        case Compare() | Logic() | Not() | IsAbsent() | Power():
            return False
        case _:
            assert_never(expr)
