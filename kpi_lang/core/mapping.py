"""Expressions rebuilt with some of their parts replaced."""

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


def mapped(expr: Expr, replace: Callable[[Expr], Expr]) -> Expr:
    """The expression with each node, after the nodes in it, as ``replace`` gives it; trace points stay."""

    def again(part: Expr) -> Expr:
        return mapped(part, replace)

    def perhaps(part: Expr | None) -> Expr | None:
        return None if part is None else mapped(part, replace)

    match expr:
        case Const() | InputRef() | FieldRef() | RuleRef() | FigureRef() | NoValue():
            rebuilt: Expr = expr
        case Arithmetic() | Compare():
            rebuilt = evolve(expr, left=again(expr.left), right=again(expr.right))
        case Logic() | DateCall() | Extreme():
            rebuilt = evolve(expr, args=tuple(map(again, expr.args)))
        case Not() | IsAbsent() | Round():
            rebuilt = evolve(expr, arg=again(expr.arg))
        case Power():
            rebuilt = evolve(expr, base=again(expr.base))
        case Choose():
            arms = tuple(
                evolve(arm, condition=perhaps(arm.condition), value=again(arm.value)) for arm in expr.arms
            )
            rebuilt = evolve(expr, arms=arms)
        case Aggregate():
            rebuilt = evolve(
                expr, value=perhaps(expr.value), where=perhaps(expr.where), order=perhaps(expr.order)
            )
        case _:
            assert_never(expr)
    return replace(rebuilt)
