"""Expressions: each form of syntax becomes a core node of a known kind, or the reason why not is reported."""

from typing import assert_never

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import Const, Expr, NoValue
from kpi_lang.syntax import tree
from kpi_lang.typed import operators
from kpi_lang.typed.calls import typed_call
from kpi_lang.typed.names import typed_name
from kpi_lang.typed.precision import rounding_of
from kpi_lang.typed.tiers import typed_tiers
from kpi_lang.typed.typer import Typer
from kpi_lang.values import kinds
from kpi_lang.values.kinds import Kind


def typed_expression(typer: Typer, written: tree.Expression, wanted: Kind | None) -> Expr:
    """One expression of any form; raises Untyped after reporting why it has no kind.

    ``wanted`` is a hint: it tells of which choices a bare word may be a member, and is not checked here.
    """
    match written:
        case tree.Number(value, style, _, span):
            kind = kinds.PERCENT_LITERAL if style is tree.NumberStyle.PERCENT else kinds.LITERAL
            return Const(value, kind, span)
        case tree.TextLiteral(value, span):
            return Const(value, kinds.TEXT, span)
        case tree.DateLiteral(value, span):
            return Const(value, kinds.DATE, span)
        case tree.Name():
            return typed_name(typer, written, wanted)
        case tree.Unary(operator, operand, span):
            return operators.typed_unary(typer, operator, operand, span, wanted)
        case tree.Binary():
            return operators.typed_binary(typer, written, wanted)
        case tree.Membership(value, items, negated, span):
            return operators.typed_membership(typer, value, items, negated, span)
        case tree.InRange(value, low, high, negated, span):
            return operators.typed_in_range(typer, value, low, high, negated, span)
        case tree.If(condition, then, otherwise, span):
            return operators.typed_if(typer, condition, then, otherwise, span, wanted)
        case tree.Call():
            return typed_call(typer, written, wanted)
        case tree.Round(operand, precision, span):
            rounding = rounding_of(precision, typer.scope, typer.environment)
            return operators.typed_round(typer, operand, rounding, span, wanted)
        case tree.NoResult(reason, span):
            return NoValue(Cause.NO_RESULT, reason.text, wanted or kinds.LITERAL, span)
        case tree.Tiers():
            return typed_tiers(typer, written)
        case _:
            assert_never(written)
