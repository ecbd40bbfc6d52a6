"""Parameters and tables written out inside a record, where rules of the person cannot be read."""

from collections.abc import Callable
from typing import assert_never

from attrs import evolve

from kpi_lang.core.nodes import (
    Aggregate,
    Arithmetic,
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
from kpi_lang.typed.environment import Points

Definition = Callable[[str], Expr | None]
"""The expression of a rule that may be written out where it is read, None for any other."""


class ReadsResults(Exception):
    """An expression reads a result of the person, or records."""


def written_out(expr: Expr, points: Points, definition: Definition) -> Expr:
    """The expression with the rules it reads in full and trace points of its own; raises `ReadsResults`."""

    def again(part: Expr) -> Expr:
        return written_out(part, points, definition)

    match expr:
        case Const() | InputRef() | FieldRef() | NoValue():
            return expr
        case RuleRef(name=name):
            full = definition(name)
            if full is None:
                raise ReadsResults
            return again(full)
        case Aggregate() | FigureRef():
            raise ReadsResults
        case Arithmetic() | Compare():
            return evolve(expr, left=again(expr.left), right=again(expr.right))
        case Logic() | DateCall():
            return evolve(expr, args=tuple(map(again, expr.args)))
        case Extreme():
            return evolve(expr, args=tuple(map(again, expr.args)), point=points.next())
        case Not() | IsAbsent():
            return evolve(expr, arg=again(expr.arg))
        case Round():
            return evolve(expr, arg=again(expr.arg), point=points.next())
        case Power():
            return evolve(expr, base=again(expr.base))
        case Choose():
            arms = tuple(
                evolve(
                    arm,
                    condition=None if arm.condition is None else again(arm.condition),
                    value=again(arm.value),
                )
                for arm in expr.arms
            )
            return evolve(expr, arms=arms, point=points.next())
        case _:
            assert_never(expr)
