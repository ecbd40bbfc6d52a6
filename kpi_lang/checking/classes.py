"""Indicators of classes that only take points away: none may score above full marks."""

from fractions import Fraction
from functools import partial

from kpi_lang.checking import witness
from kpi_lang.checking.analysis import Analysis
from kpi_lang.checking.places import rule_named
from kpi_lang.checking.refutation import Search
from kpi_lang.checking.situation import Situation
from kpi_lang.core.nodes import Compare, ComparisonOperator, Const, Expr, RuleRef
from kpi_lang.core.plan import IndicatorSpec
from kpi_lang.source import Diagnostic, Diagnostics
from kpi_lang.values import kinds
from kpi_lang.values.domains import Interval


def check_deduction_only(analysis: Analysis, diagnostics: Diagnostics) -> None:
    """Report indicators that may add, unless it is shown that nobody can score above full marks."""
    for spec in analysis.plan.indicators:
        case = None if spec.full is None else _above(analysis, spec, spec.full)
        if spec.full is None or case is None:
            continue
        rule = rule_named(analysis.plan, spec.rule)
        assert rule is not None
        happens = partial(_exceeds, rule.expr, spec.full)
        found = witness.find(analysis, (rule.expr,), case, happens)
        diagnostics.add(
            Diagnostic.of(
                "K656",
                spec.span,
                name=spec.rule,
                full=spec.full,
                class_title=spec.class_title or "",
                witness=found or "",
                help="witness" if found else "none",
            )
        )


def _above(analysis: Analysis, spec: IndicatorSpec, full: Fraction) -> Situation | None:
    """A case in which the score may lie above full marks, None if there is none."""
    score = RuleRef(spec.rule, kinds.POINTS)
    above = Compare(ComparisonOperator.GREATER, score, Const(full, kinds.POINTS), kinds.YES_NO)
    case = analysis.assume(above, True, analysis.base)
    return None if case is None else Search(analysis).leaf(case)


def _exceeds(score: Expr, full: Fraction, trial: Analysis) -> bool:
    values = trial.possible(score, trial.base).values
    return isinstance(values, Interval) and values.sub(Interval.point(full)).is_positive
