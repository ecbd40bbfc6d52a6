"""What is allowed but says nothing: inputs and rules that nobody reads, conditions that are settled, caps that never bind."""

from collections.abc import Iterator

from kpi_lang.checking.analysis import Analysis
from kpi_lang.checking.intervals import ZERO
from kpi_lang.checking.places import text_of
from kpi_lang.checking.possible import NO, YES
from kpi_lang.checking.situation import Situation
from kpi_lang.core.children import children, walk
from kpi_lang.core.nodes import (
    Aggregate,
    Choose,
    ChooseRole,
    Expr,
    Extreme,
    ExtremeOperator,
    ExtremeRole,
    InputRef,
    RuleRef,
)
from kpi_lang.core.plan import Plan, Role, Rule
from kpi_lang.source import Diagnostic, Diagnostics, Span
from kpi_lang.values.domains import Interval


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
    scored = any(rule.role is Role.BASE_SCORE for rule in plan.rules)
    seen = {output.rule for output in plan.outputs}
    # Where scores are weighted, a score that is merely shown counts toward nothing.
    roots = {rule.name for rule in plan.rules if rule.name in seen and not (scored and rule.role is Role.SCORE)}
    reached = _reached(plan, roots)
    for rule in plan.rules:
        if rule.name == rule.owner and rule.name not in reached:
            yield rule


def _reached(plan: Plan, names: set[str]) -> set[str]:
    """The rules that some rules, and all conditions on people, read, directly or through others."""
    rules = {rule.name: rule.expr for rule in plan.rules}
    beside = (
        *(requirement.condition for requirement in plan.requirements),
        *(operand for prop in plan.properties for operand in prop.operands),
        *(() if plan.applies is None else (plan.applies,)),
    )
    reached = set(names)
    waiting = [*(rules[name] for name in names), *beside]
    while waiting:
        for node in walk(waiting.pop()):
            if isinstance(node, RuleRef) and node.name not in reached:
                reached.add(node.name)
                waiting.append(rules[node.name])
    return reached


def check_settled(analysis: Analysis, diagnostics: Diagnostics) -> None:
    """Report requirements, restrictions, awards and caps that can make no difference."""
    _check_requirements(analysis, diagnostics)
    bounds: dict[Span, bool] = {}
    for rule in analysis.plan.rules:
        _check_outcome(analysis, rule, diagnostics)
        for extreme in _bounds(rule.expr):
            if extreme.span is not None:
                binds = bounds.get(extreme.span, False) or _may_bind(analysis, extreme)
                bounds[extreme.span] = binds
    for span, binds in bounds.items():
        if not binds:
            diagnostics.add(Diagnostic.of("K758", span, bound=span.text))


def _check_requirements(analysis: Analysis, diagnostics: Diagnostics) -> None:
    # With every requirement marked as in force none is drawn upon, so that none is settled by itself.
    alone = Situation(active=frozenset(range(len(analysis.requirements))))
    together: Situation | None = analysis.base
    for requirement in analysis.plan.requirements:
        condition = requirement.condition
        span = condition.span or requirement.span
        if analysis.possible(condition, alone).members == YES:
            diagnostics.add(Diagnostic.of("K753", span, condition=text_of(condition)))
        together = analysis.assume(condition, True, together)
        if together is None or analysis.refuted(together):
            diagnostics.add(Diagnostic.of("K754", span, condition=text_of(condition)))
            return


def _check_outcome(analysis: Analysis, rule: Rule, diagnostics: Diagnostics) -> None:
    found = analysis.rule(rule.name)
    if rule.role is Role.RESTRICTION and found.members in (YES, NO):
        diagnostics.add(Diagnostic.of("K756" if found.members == YES else "K755", rule.span, name=rule.owner))
    if rule.role is Role.AWARD and found.values == Interval.point(ZERO):
        diagnostics.add(Diagnostic.of("K757", rule.span, name=rule.owner))


def _bounds(expr: Expr) -> Iterator[Extreme]:
    """The caps and floors that the author wrote; those inside an anchored curve are the ends of its slopes."""
    waiting = [expr]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Extreme) and node.role in (ExtremeRole.CAP, ExtremeRole.FLOOR):
            yield node
        if not (isinstance(node, Choose) and node.role is ChooseRole.ANCHORED):
            waiting.extend(children(node))


def _may_bind(analysis: Analysis, extreme: Extreme) -> bool:
    amount, bound = (analysis.possible(arg, analysis.base).interval for arg in extreme.args)
    difference = amount.sub(bound)
    return not (
        difference.is_nonpositive if extreme.operator is ExtremeOperator.MIN else difference.is_nonnegative
    )
