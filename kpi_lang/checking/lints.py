"""What is allowed but says nothing: inputs and rules that nobody reads, conditions that are settled, caps that never bind."""

from collections.abc import Iterator

from kpi_lang.checking.analysis import Analysis
from kpi_lang.checking.places import span_of, text_of
from kpi_lang.checking.possible import NO, YES
from kpi_lang.core.children import walk
from kpi_lang.core.nodes import (
    Aggregate,
    Choose,
    ChooseRole,
    Expr,
    Extreme,
    ExtremeOperator,
    ExtremeRole,
    FieldRef,
    InputRef,
    RuleRef,
)
from kpi_lang.core.plan import Plan, Role, Rule
from kpi_lang.source import Diagnostic, Diagnostics
from kpi_lang.values.domains import Interval

_BOUNDS = (ExtremeRole.CAP, ExtremeRole.FLOOR)
_AWARDS = (Role.AWARD, Role.AWARD_ITEM)


def check_unused(plan: Plan, diagnostics: Diagnostics) -> None:
    """Report inputs, tables and rules that nothing reads."""
    nodes = [node for expr in _expressions(plan) for node in walk(expr)]
    read = {node.name for node in nodes if isinstance(node, InputRef)}
    read |= {plan.key, *plan.belongs_to, *([] if plan.reports_to is None else [plan.reports_to])}
    for spec in plan.inputs:
        if spec.name not in read:
            diagnostics.add(Diagnostic.of("K750", spec.span, name=spec.name))
    tables = {node.records for node in nodes if isinstance(node, Aggregate)}
    for table in plan.records:
        if table.name not in tables:
            diagnostics.add(Diagnostic.of("K751", table.span, records=table.name))
    for rule in _unused_rules(plan):
        diagnostics.add(Diagnostic.of("K752", rule.span, name=rule.name))


def _expressions(plan: Plan) -> Iterator[Expr]:
    yield from (rule.expr for rule in plan.rules)
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


def _unused_rules(plan: Plan) -> Iterator[Rule]:
    """Declarations that reach no result: indicators on no scorecard, tables and parameters that nothing looks up."""
    expressions = [(rule.owner, rule.expr) for rule in plan.rules]
    expressions += [("", requirement.condition) for requirement in plan.requirements]
    expressions += [("", operand) for prop in plan.properties for operand in prop.operands]
    readers: dict[str, set[str]] = {}
    for owner, expr in expressions:
        for node in walk(expr):
            if isinstance(node, RuleRef):
                readers.setdefault(node.name, set()).add(owner)
    scored = any(rule.role is Role.BASE_SCORE for rule in plan.rules)
    shown = {output.rule for output in plan.outputs}
    for rule in plan.rules:
        others = readers.get(rule.name, set()) - {rule.owner}
        needed = rule.role is Role.SCORE and scored and rule.name == rule.owner
        unseen = rule.name == rule.owner and rule.name not in shown
        if (needed or unseen) and not others:
            yield rule


def check_settled(analysis: Analysis, diagnostics: Diagnostics) -> None:
    """Report requirements, restrictions, awards and caps that can make no difference, and a policy for nobody."""
    if not _somebody(analysis):
        diagnostics.add(Diagnostic.of("K754", _nobody_place(analysis)))
        return
    for requirement in analysis.plan.requirements:
        if analysis.domains.possible(requirement.condition, analysis.domains.base).members == YES:
            diagnostics.add(
                Diagnostic.of(
                    "K753", span_of(requirement.condition, None) or requirement.span,
                    condition=text_of(requirement.condition),
                )
            )
    for rule in analysis.plan.rules:
        _check_rule(analysis, rule, diagnostics)
