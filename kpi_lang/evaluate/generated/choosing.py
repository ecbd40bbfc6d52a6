"""Choices between rows, and extremes: chains of tests, each row computed in its own branch."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import define, evolve, frozen

from kpi_lang.core.nodes import (
    Arm,
    Choose,
    Compare,
    ComparisonOperator,
    Const,
    Expr,
    Extreme,
    ExtremeOperator,
    NoValue,
)
from kpi_lang.evaluate.generated.code import TRUE, Code, small
from kpi_lang.evaluate.generated.comparing import compared_operands
from kpi_lang.evaluate.generated.context import Context, Place
from kpi_lang.evaluate.generated.facts import Facts
from kpi_lang.evaluate.generated.operands import Flag, Guard, Guards, Nothing, Number, Operand, Token, with_guards
from kpi_lang.evaluate.generated.rounding import Finish
from kpi_lang.evaluate.generated.settling import joined, quick, simplified
from kpi_lang.evaluate.generated.segments import floors_for
from kpi_lang.evaluate.generated.statements import Block, Branch


def as_it_is(operand: Operand, _place: Place) -> Operand:
    """The finish of a branch that needs none."""
    return operand


@frozen
class _Row:
    """An arm of a choice that can still be taken: its index, the facts at its value, and the arm."""

    index: int
    arm: Arm


def lower_choose(context: Context, expr: Choose, place: Place, finish: Finish = as_it_is) -> Operand:
    """The operand of a choice, with something still to be done in each branch."""
    return _rows(context, expr, list(enumerate(expr.arms)), place, finish)


_Rows = Sequence[tuple[int, Arm]]


def _rows(context: Context, expr: Choose, rows: _Rows, place: Place, finish: Finish) -> Operand:
    """The rows from one on. A row that cannot hold is passed over; rows without a value become guards."""
    (index, arm), *later = rows
    if arm.condition is None:
        return _taken(context, expr, index, arm, place, finish)
    condition = context.lower(arm.condition, place)
    if isinstance(condition, Nothing):
        return condition
    assert isinstance(condition, Flag)
    here = place.inside(place.block, place.facts.passing(_tests(condition.guards)))
    if condition.known is not None:
        taken = condition.known
        rest = _taken(context, expr, index, arm, here, finish) if taken else _rows(context, expr, later, here, finish)
        return with_guards(rest, (*condition.guards, *rest.guards))
    if isinstance(arm.value, NoValue):
        return _withheld(context, expr, rows, condition, here, finish)
    return _branched(context, expr, rows, condition, here, finish)
