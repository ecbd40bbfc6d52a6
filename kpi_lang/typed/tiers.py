"""Tiers: progressive rates on an amount, each on the part inside its tier or the one reached on all of it."""

from kpi_lang.core.nodes import Arm, ChooseRole, Compare, ComparisonOperator, Expr
from kpi_lang.source import Diagnostic
from kpi_lang.syntax import tree
from kpi_lang.typed import folding, rows
from kpi_lang.typed.environment import Untyped
from kpi_lang.typed.typer import Typer
from kpi_lang.values import kinds

_UPPER = (ComparisonOperator.LESS, ComparisonOperator.AT_MOST)


def typed_tiers(typer: Typer, tiers: tree.Tiers) -> Expr:
    """The amount that the tiers give; a tier may say `no result`. Raises Untyped after reporting.

    Of progressive tiers those above one without a rate have no amount either, since part of it lies there.
    """
    amount = typer.infer(tiers.amount)
    typer.need_number(amount, tiers.amount.span)
    found = rows.typed_rows(typer, amount, tiers.rows)
    marginal = tiers.style is tree.TierStyle.MARGINAL
    arms: list[Arm] = []
    below: Expr = folding.number(0, amount.kind)
    start: Expr = folding.number(0, amount.kind)
    rateless: rows.TypedRow | None = None
    for row in found:
        edge = _edge(typer, row)
        if isinstance(row.value, tree.NoResult):
            arms.append(Arm(row.condition, typer.check(row.value, amount.kind), row.label, row.span))
            rateless = row
            continue
        if marginal and rateless is not None:
            raise _no_amount(typer, row, rateless)
        rate = typer.infer(row.value)
        kind = kinds.multiply(amount.kind, rate.kind)
        if kind is None:
            raise typer.environment.stop("K323", row.span, kind=rate.kind)
        if marginal:
            part = folding.subtract(amount, start, amount.kind)
            value = folding.add(below, folding.multiply(part, rate, kind), kind, row.span)
            if edge is not None:
                full = folding.multiply(folding.subtract(edge, start, amount.kind), rate, kind)
                below, start = folding.add(below, full, kind), edge
        else:
            value = folding.multiply(amount, rate, kind, row.span)
        arms.append(Arm(row.condition, value, row.label, row.span))
    closing = rows.closing_arm(found, amount.kind, tiers.span)
    return typer.choose([*arms, *closing], ChooseRole.TIERS, tiers.span)


def _no_amount(typer: Typer, row: rows.TypedRow, rateless: rows.TypedRow) -> Untyped:
    typer.environment.diagnostics.add(
        Diagnostic.of(
            "K512", row.span, labels=[(rateless.span, "earlier")], row=row.label, earlier=rateless.label
        )
    )
    return Untyped("K512")


def _edge(typer: Typer, row: rows.TypedRow) -> Expr | None:
    """The upper end of a tier; tiers are written from the lowest up."""
    if row.condition is None:
        return None
    if not isinstance(row.condition, Compare) or row.condition.operator not in _UPPER:
        raise typer.environment.stop("K511", row.span)
    return row.condition.right
