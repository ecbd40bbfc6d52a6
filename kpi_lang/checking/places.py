"""Where a finding stands and how a message names an expression."""

from kpi_lang.core.nodes import Expr
from kpi_lang.core.plan import Plan, Rule
from kpi_lang.core.printer import print_expression
from kpi_lang.source import Span


def span_of(expr: Expr, rule: Rule | None) -> Span | None:
    """The place of an expression; that of its rule if lowering made it."""
    return expr.span or (None if rule is None else rule.span)


def heading_of(span: Span | None) -> Span | None:
    """The first line of a declaration, up to its block, to underline instead of all of it."""
    if span is None:
        return None
    first = span.text.split("\n", 1)[0].split("{", 1)[0].rstrip()
    return Span(span.file, span.start, span.start + len(first))


def text_of(expr: Expr) -> str:
    """An expression as the author wrote it; as the language would write it if lowering made it."""
    written = expr.span.text if expr.span is not None else ""
    # Lowering gives what it makes the span of the row or clause that it comes from.
    return written if written and "\n" not in written and "{" not in written else print_expression(expr)


def rule_named(plan: Plan, name: str) -> Rule | None:
    """The rule, of the subject or of a table of records (`complaint.charge`); None for no rule."""
    for rule in plan.rules:
        if rule.name == name:
            return rule
    for table in plan.records:
        for rule in table.rules:
            if f"{table.name}.{rule.name}" == name:
                return rule
    return None
