"""What must hold of a single node, given the kinds of its operands: the part of the invariants about kinds."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import assert_never

from kpi_lang.core.nodes import (
    Aggregate,
    AggregateOperator,
    Arithmetic,
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
    Not,
    NoValue,
    Power,
    Round,
    RuleRef,
)
from kpi_lang.core.operators import ORDERED, operation
from kpi_lang.values.kinds import Family, Kind

_CALENDAR = frozenset({Family.DATE, Family.MONTH})
_EQUALITY = frozenset({ComparisonOperator.EQUAL, ComparisonOperator.NOT_EQUAL})
_ORDERING_AGGREGATES = frozenset({AggregateOperator.FIRST, AggregateOperator.LAST})
_TRIMMING = frozenset({AggregateOperator.TRIMMED_MEAN, AggregateOperator.BEST_MEAN})
_NUMERIC_AGGREGATES = frozenset({AggregateOperator.SUM, AggregateOperator.MEAN, *_TRIMMING})
_COUNTING_AGGREGATES = frozenset({AggregateOperator.COUNT, AggregateOperator.DISTINCT})


def alike(one: Kind, other: Kind) -> bool:
    """Whether a value of one kind may stand for the other: same family and, for choices, same members."""
    if one.family is Family.CHOICE and other.family is Family.CHOICE:
        names = [kind.choices.names if kind.choices else None for kind in (one, other)]
        return names[0] == names[1]
    return one.family is other.family or {one.family, other.family} == _CALENDAR


def node_breaches(expr: Expr) -> Iterator[str]:  # noqa: C901 - one case per node
    """What is wrong with one node, its operands taken as they say they are."""
    if expr.kind.family is Family.CHOICE and expr.kind.choices is None:
        yield "a choice without members"
    match expr:
        case Const():
            yield from _const_breaches(expr)
        case InputRef() | FieldRef() | RuleRef() | FigureRef():
            return
        case Arithmetic():
            yield from _operation_breaches(expr, (expr.left, expr.right))
        case DateCall():
            yield from _operation_breaches(expr, expr.args)
        case Compare():
            yield from _compare_breaches(expr)
        case Extreme():
            if not expr.args:
                yield "an extreme of nothing"
            yield from _ordered(expr.kind, "an extreme")
            yield from _all_alike(expr.kind, expr.args, "an operand of an extreme")
        case Logic():
            if len(expr.args) < 2:
                yield f"`{expr.operator.value}` of fewer than two operands"
            yield from _conditions(expr, expr.args)
        case Not():
            yield from _conditions(expr, (expr.arg,))
        case Choose():
            yield from _choose_breaches(expr)
        case Round():
            yield from _round_breaches(expr)
        case Power():
            yield from _numbers(expr, (expr.base,), "a power")
        case Aggregate():
            yield from _aggregate_breaches(expr)
        case NoValue():
            if not expr.reason:
                yield "no result, but no reason"
        case IsAbsent():
            if not expr.causes:
                yield "a test of absence for no cause"
            if expr.kind.family is not Family.YES_NO:
                yield "a test of absence that is not yes/no"
        case _:
            assert_never(expr)


def _const_breaches(expr: Const) -> Iterator[str]:
    value, kind = expr.value, expr.kind
    if not value_fits(value, kind):
        yield f"the literal {value!r} is no {kind.family.value}"


def value_fits(value: object, kind: Kind) -> bool:
    """Whether a Python value is how the core holds a value of the kind."""
    match kind.family:
        case Family.NUMBER:
            return isinstance(value, Fraction)
        case Family.YES_NO:
            return isinstance(value, bool)
        case Family.CHOICE:
            return kind.choices is not None and value in kind.choices.names
        case Family.TEXT:
            return isinstance(value, str)
        case Family.DATE:
            return type(value) is date
        case Family.MONTH:
            return type(value) is date and value.day == 1
        case _:
            assert_never(kind.family)


def _operation_breaches(expr: Arithmetic | DateCall, args: tuple[Expr, ...]) -> Iterator[str]:
    try:
        use = operation(expr.operator, [arg.kind.family for arg in args])
    except KeyError as error:
        yield f"there is no {error.args[0]}"
        return
    family = Family.DATE if expr.kind.family is Family.MONTH else expr.kind.family
    if family is not use.result:
        yield f"`{expr.operator.value}` gives {use.result.value}, not {expr.kind.family.value}"


def _compare_breaches(expr: Compare) -> Iterator[str]:
    if expr.kind.family is not Family.YES_NO:
        yield "a comparison that is not yes/no"
    if not alike(expr.left.kind, expr.right.kind):
        yield f"a comparison of {expr.left.kind.family.value} with {expr.right.kind.family.value}"
    if expr.operator not in _EQUALITY:
        yield from _ordered(expr.left.kind, f"`{expr.operator.value}`")


def _choose_breaches(expr: Choose) -> Iterator[str]:
    if not expr.arms or expr.arms[-1].condition is not None:
        yield "a choice whose last row has a condition"
    if any(arm.condition is None for arm in expr.arms[:-1]):
        yield "a choice with a row after the one without a condition"
    yield from _all_alike(expr.kind, tuple(arm.value for arm in expr.arms), "a row of a choice")
    conditions = tuple(arm.condition for arm in expr.arms if arm.condition is not None)
    if any(condition.kind.family is not Family.YES_NO for condition in conditions):
        yield "a condition that is not yes/no"


def _round_breaches(expr: Round) -> Iterator[str]:
    if expr.step <= 0:
        yield "rounding to a step that is not positive"
    if expr.digits is not None and expr.step != Fraction(10) ** -expr.digits:
        yield f"rounding to {expr.digits} places with a step of {expr.step}"
    yield from _numbers(expr, (expr.arg,), "rounding")


def _aggregate_breaches(expr: Aggregate) -> Iterator[str]:
    name = expr.operator.value
    if (expr.value is None) != (expr.operator is AggregateOperator.COUNT):
        yield f"`{name}` with a value or without one"
    if expr.order is not None and expr.operator not in _ORDERING_AGGREGATES:
        yield f"`{name}` in an order"
    if expr.order is not None and expr.order.kind.family not in _CALENDAR:
        yield f"`{name}` ordered by something that is no date"
    if expr.trim < 0 or (expr.trim > 0) != (expr.operator in _TRIMMING):
        yield f"`{name}` that trims {expr.trim}"
    if expr.where is not None and expr.where.kind.family is not Family.YES_NO:
        yield "a condition that is not yes/no"
    if expr.operator in _COUNTING_AGGREGATES | _NUMERIC_AGGREGATES:
        yield from _numbers(expr, (), f"`{name}`")
    elif expr.operator not in _ORDERING_AGGREGATES:
        yield from _ordered(expr.kind, f"`{name}`")
    if expr.value is not None and expr.operator is not AggregateOperator.DISTINCT:
        yield from _all_alike(expr.kind, (expr.value,), f"the value of `{name}`")


def _numbers(expr: Expr, args: tuple[Expr, ...], what: str) -> Iterator[str]:
    if any(part.kind.family is not Family.NUMBER for part in (expr, *args)):
        yield f"{what} of something that is no number"


def _conditions(expr: Logic | Not, args: tuple[Expr, ...]) -> Iterator[str]:
    if any(part.kind.family is not Family.YES_NO for part in (expr, *args)):
        yield "a condition that is not yes/no"


def _ordered(kind: Kind, what: str) -> Iterator[str]:
    if kind.family not in ORDERED:
        yield f"{what} of {kind.family.value}, which has no order"


def _all_alike(kind: Kind, args: tuple[Expr, ...], what: str) -> Iterator[str]:
    for arg in args:
        if not alike(arg.kind, kind):
            yield f"{what} is {arg.kind.family.value}, not {kind.family.value}"
