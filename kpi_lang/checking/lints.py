"""What makes no difference: requirements that always hold, restrictions and awards for nobody, bounds never reached."""

from collections.abc import Iterator

from attrs import evolve

from kpi_lang.checking.analysis import Analysis
from kpi_lang.checking.intervals import ZERO
from kpi_lang.checking.places import heading_of, text_of
from kpi_lang.checking.possible import NO, YES
from kpi_lang.checking.situation import Situation
from kpi_lang.core.children import children, walk
from kpi_lang.core.nodes import Choose, ChooseRole, Expr, Extreme, ExtremeOperator, ExtremeRole, RuleRef
from kpi_lang.core.plan import Role, Rule
from kpi_lang.source import Diagnostic, Diagnostics, Span
from kpi_lang.values.domains import Interval

_BOUNDED = (Role.SCORE, Role.AWARD, Role.AWARD_ITEM, Role.CAP, Role.TOTAL, Role.PAY, Role.VALUE)


def check_settled(analysis: Analysis, diagnostics: Diagnostics) -> None:
    """Report requirements, restrictions, awards and caps that can make no difference."""
    _check_requirements(analysis, diagnostics)
    bounds: dict[Span, bool] = {}
    ends_of_grades = any(_moves_with_total(rule) for rule in analysis.plan.rules)
    for rule in analysis.plan.rules:
        _check_outcome(analysis, rule, diagnostics)
        if rule.role is Role.TOTAL and ends_of_grades:
            continue
        for extreme in _bounds(rule.expr) if rule.role in _BOUNDED else ():
            if extreme.span is not None:
                binds = bounds.get(extreme.span, False) or _may_bind(analysis, extreme)
                bounds[extreme.span] = binds
    for span, binds in bounds.items():
        if not binds:
            diagnostics.add(Diagnostic.of("K758", span, bound=span.text))


def idle_bounds(analysis: Analysis) -> Iterator[tuple[str, int]]:
    """Caps and floors that make no difference for anybody: the rule and the point of each."""
    for rule in analysis.plan.rules:
        for extreme in _bounds(rule.expr):
            if not _may_bind(analysis, extreme):
                yield rule.name, extreme.point


def _check_requirements(analysis: Analysis, diagnostics: Diagnostics) -> None:
    # With every requirement marked as in force none is drawn upon, so that none is settled by itself.
    every = frozenset(range(len(analysis.reading.requirements)))
    alone, together = Situation(active=every), evolve(analysis.base, active=every)
    for requirement in analysis.plan.requirements:
        condition = requirement.condition
        span = condition.span or requirement.span
        if analysis.possible(condition, alone).members == YES:
            diagnostics.add(Diagnostic.of("K753", span, condition=text_of(condition)))
        met = analysis.assume(condition, True, together)
        if met is None or analysis.refuted(met):
            diagnostics.add(Diagnostic.of("K754", span, condition=text_of(condition)))
            return
        together = met


def _check_outcome(analysis: Analysis, rule: Rule, diagnostics: Diagnostics) -> None:
    found = analysis.rule(rule.name)
    if rule.role is Role.RESTRICTION and found.members in (YES, NO):
        diagnostics.add(
            Diagnostic.of(
                "K756" if found.members == YES else "K755", heading_of(rule.span), name=_called(rule)
            )
        )
    if rule.role is Role.AWARD and found.values == Interval.point(ZERO):
        diagnostics.add(Diagnostic.of("K757", heading_of(rule.span), name=rule.owner))


def _moves_with_total(rule: Rule) -> bool:
    """Whether a table has values that move inside a grade; the bounds of the total are ends of the outermost ones."""
    return rule.role is Role.TABLE and any(
        isinstance(node, Choose)
        and node.role is ChooseRole.LINE
        and any(isinstance(leaf, RuleRef) and leaf.name == "total" for leaf in walk(node))
        for node in walk(rule.expr)
    )


def _called(rule: Rule) -> str:
    """A restriction by its name, a condition of taking no part by its reason."""
    return rule.owner if rule.name == rule.owner else rule.title


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
