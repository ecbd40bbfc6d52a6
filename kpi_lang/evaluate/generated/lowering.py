"""From core expressions to operands: one module for each family of nodes, brought together here."""

from datetime import date
from fractions import Fraction
from typing import assert_never

from kpi_lang.core.absent import Absent
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
from kpi_lang.evaluate.generated.absence import lower_is_absent
from kpi_lang.evaluate.generated.aggregating import lower_aggregate
from kpi_lang.evaluate.generated.arithmetic import lower_arithmetic
from kpi_lang.evaluate.generated.choosing import lower_choose, lower_extreme, lower_round
from kpi_lang.evaluate.generated.code import TRUE, small
from kpi_lang.evaluate.generated.comparing import lower_compare, lower_logic, lower_not
from kpi_lang.evaluate.generated.context import Context, Place
from kpi_lang.evaluate.generated.dates import lower_date_call
from kpi_lang.evaluate.generated.figures import lower_figure
from kpi_lang.evaluate.generated.operands import Flag, Guard, Nothing, Number, Operand, Token
from kpi_lang.evaluate.generated.polynomials import Polynomial
from kpi_lang.evaluate.generated.references import lower_reference
from kpi_lang.values.intervals import Interval
from kpi_lang.values.kinds import Family


def lower(context: Context, expr: Expr, place: Place) -> Operand:  # noqa: C901 - one case per node
    """The operand of an expression; statements that it needs go to the place."""
    match expr:
        case Const():
            return _literal(context, expr)
        case InputRef() | RuleRef() | FieldRef():
            return lower_reference(context, expr, place)
        case FigureRef():
            return lower_figure(context, expr, place)
        case Arithmetic():
            return lower_arithmetic(context, expr, place)
        case DateCall():
            return lower_date_call(context, expr, place)
        case Compare():
            return lower_compare(context, expr, place)
        case Logic():
            return lower_logic(context, expr, place)
        case Not():
            return lower_not(context, expr, place)
        case IsAbsent():
            return lower_is_absent(context, expr, place)
        case Choose():
            return lower_choose(context, expr, place)
        case Extreme():
            return lower_extreme(context, expr, place)
        case Round():
            return lower_round(context, expr, place)
        case Power():
            # Invariant 8: reached only under a Round, which reads the base itself.
            raise AssertionError("a power that is not rounded")
        case Aggregate():
            return lower_aggregate(context, expr, place)
        case NoValue():
            why = context.why(Absent(expr.cause, expr.reason))
            return Nothing((Guard(TRUE, small(why), frozenset({why})),))
        case _:
            assert_never(expr)


def _literal(context: Context, expr: Const) -> Operand:
    match expr.value:
        case bool():
            return Flag.constant(expr.value)
        case Fraction():
            return Number.constant(expr.value)
        case date():
            ordinal = expr.value.toordinal()
            return Number(Polynomial.constant(ordinal), interval=Interval.point(Fraction(ordinal)))
        case str() if expr.kind.family is Family.CHOICE and expr.kind.choices is not None:
            place = expr.kind.choices.names.index(expr.value)
            return Token(small(place), frozenset({expr.value}))
        case str():
            return Token(context.constants.code(expr.value))
        case _:
            assert_never(expr.value)
