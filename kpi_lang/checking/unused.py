"""Inputs, tables and rules that reach no result."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from kpi_lang.checking.places import heading_of
from kpi_lang.core.children import walk
from kpi_lang.core.nodes import Aggregate, Expr, InputRef, RuleRef
from kpi_lang.core.plan import Plan, Role, Rule
from kpi_lang.source import Diagnostic, Diagnostics


@frozen
class _Reads:
    """The names that expressions read."""

    inputs: frozenset[str]
    rules: frozenset[str]
    tables: frozenset[str]

    @classmethod
    def of(cls, exprs: Iterable[Expr]) -> "_Reads":
        inputs: set[str] = set()
        rules: set[str] = set()
        tables: set[str] = set()
        for expr in exprs:
            for node in walk(expr):
                match node:
                    case InputRef():
                        inputs.add(node.name)
                    case RuleRef():
                        rules.add(node.name)
                    case Aggregate():
                        tables.add(node.records)
                    case _:
                        continue
        return cls(frozenset(inputs), frozenset(rules), frozenset(tables))


def check_unused(plan: Plan, diagnostics: Diagnostics) -> None:
    """Report inputs, tables and rules that nothing reads."""
    by_rule = {rule.name: _Reads.of((rule.expr,)) for rule in plan.rules}
    beside = _Reads.of(_beside(plan))
    everything = (*by_rule.values(), beside)
    joined = {plan.key, *plan.belongs_to, *(() if plan.reports_to is None else (plan.reports_to,))}
    joined.update(table.by for table in plan.records if table.by is not None)
    inputs = joined.union(*(reads.inputs for reads in everything))
    tables = frozenset[str]().union(*(reads.tables for reads in everything))
    for spec in plan.inputs:
        if spec.name not in inputs:
            diagnostics.add(Diagnostic.of("K750", spec.span, name=spec.name))
    for table in plan.records:
        if table.name not in tables and not table.is_past:
            diagnostics.add(Diagnostic.of("K751", heading_of(table.span), records=table.name))
    for rule in _unused_rules(plan, by_rule, beside):
        diagnostics.add(Diagnostic.of("K752", heading_of(rule.span), name=rule.name))


def _beside(plan: Plan) -> Iterator[Expr]:
    """Everything that reads but the rules of the subject."""
    for figure in plan.figures:
        yield from figure.parts
    yield from (requirement.condition for requirement in plan.requirements)
    if plan.applies is not None:
        yield plan.applies
    for prop in plan.properties:
        yield from prop.operands
        if prop.given is not None:
            yield prop.given
    for table in plan.records:
        yield from (rule.expr for rule in table.rules)
        yield from (requirement.condition for requirement in table.requirements)


def _unused_rules(plan: Plan, by_rule: dict[str, _Reads], beside: _Reads) -> Iterator[Rule]:
    """Declarations that reach no result: indicators on no scorecard, tables and parameters that nothing looks up."""
    scored = any(rule.role is Role.BASE_SCORE for rule in plan.rules)
    shown = {output.rule for output in plan.outputs}
    # Where scores are weighted, a score that is merely shown counts toward nothing.
    waiting = [r.name for r in plan.rules if r.name in shown and not (scored and r.role is Role.SCORE)]
    waiting += beside.rules
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(by_rule[name].rules)
    for rule in plan.rules:
        if rule.name == rule.owner and rule.name not in reached:
            yield rule
