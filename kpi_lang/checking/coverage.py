"""Scorecards: everybody to whom the policy applies has exactly one."""

from itertools import combinations

from kpi_lang.checking import witness
from kpi_lang.checking.analysis import Analysis
from kpi_lang.checking.places import span_of
from kpi_lang.checking.possible import NO, YES
from kpi_lang.checking.refutation import Search
from kpi_lang.checking.situation import Situation
from kpi_lang.checking.witness import Witness
from kpi_lang.core.nodes import GAP, Arm, Choose, Expr
from kpi_lang.core.plan import Role, Rule
from kpi_lang.source import Diagnostic, Diagnostics


def check_scorecards(analysis: Analysis, diagnostics: Diagnostics) -> None:
    """Report people without a scorecard, people with two, and scorecards that nobody has."""
    for rule in analysis.plan.rules:
        if rule.role is Role.SCORECARD and isinstance(rule.expr, Choose):
            _check(analysis, rule, rule.expr, diagnostics)


def _check(analysis: Analysis, rule: Rule, choose: Choose, diagnostics: Diagnostics) -> None:
    cards = [arm for arm in choose.arms if arm.label != GAP]
    if choose.arms[-1].label == GAP:
        _check_covered(analysis, rule, choose, diagnostics)
    for one, other in combinations([card for card in cards if card.condition is not None], 2):
        _check_apart(analysis, rule, one, other, diagnostics)
    visit = analysis.visits.get(id(choose))
    for index, card in enumerate(cards):
        if visit is not None and index not in visit.arms and card.condition is not None:
            diagnostics.add(Diagnostic.of("K564", card.span or rule.span, card=card.label))


def _check_covered(analysis: Analysis, rule: Rule, choose: Choose, diagnostics: Diagnostics) -> None:
    conditions = tuple(arm.condition for arm in choose.arms if arm.condition is not None)
    leaf = _leaf(analysis, [(condition, False) for condition in conditions])
    if leaf is None:
        return
    found = _person(analysis, conditions, leaf, holds=False)
    span = span_of(choose, rule)
    if found is None:
        diagnostics.add(Diagnostic.of("K561", span))
    else:
        diagnostics.add(Diagnostic.of("K560", span, witness=found))


def _check_apart(analysis: Analysis, rule: Rule, one: Arm, other: Arm, diagnostics: Diagnostics) -> None:
    assert one.condition is not None
    assert other.condition is not None
    conditions = (one.condition, other.condition)
    leaf = _leaf(analysis, [(condition, True) for condition in conditions])
    if leaf is None:
        return
    found = _person(analysis, conditions, leaf, holds=True)
    span = other.span or rule.span
    labels = [] if one.span is None else [(one.span, "first")]
    if found is None:
        diagnostics.add(Diagnostic.of("K563", span, labels=labels, first=one.label, second=other.label))
    else:
        diagnostics.add(
            Diagnostic.of("K562", span, labels=labels, first=one.label, second=other.label, witness=found)
        )


def _leaf(analysis: Analysis, claims: list[tuple[Expr, bool]]) -> Situation | None:
    """A case in which all conditions turn out as claimed, None if there is none."""
    here: Situation | None = analysis.base
    for condition, holds in claims:
        here = None if here is None else analysis.assume(condition, holds, here)
    return None if here is None else Search(analysis).leaf(here)


def _person(
    analysis: Analysis, conditions: tuple[Expr, ...], leaf: Situation, *, holds: bool
) -> Witness | None:
    wanted = YES if holds else NO
    return witness.find(
        analysis,
        conditions,
        leaf,
        lambda trial: all(trial.possible(c, trial.base).members == wanted for c in conditions),
    )
