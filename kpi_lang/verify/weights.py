"""The weights of a policy's scorecards, as a condition that everybody who has a score should meet."""

from collections.abc import Iterator
from fractions import Fraction
from functools import reduce
from itertools import count

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import (
    Arithmetic,
    ArithmeticOperator,
    Arm,
    Choose,
    ChooseRole,
    Compare,
    ComparisonOperator,
    Const,
    Expr,
    IsAbsent,
    Not,
    RuleRef,
)
from kpi_lang.core.plan import Plan, Role, Rule
from kpi_lang.source import Span
from kpi_lang.values.kinds import YES_NO

_ANY = frozenset({Cause.MISSING, Cause.UNDEFINED, Cause.NO_RESULT})


def weights_claimed(plan: Plan) -> Iterator[tuple[str, Expr, Expr, Span | None]]:
    """For each scorecard its name, the condition that weights add up, who it is about, and its place."""
    base = next((rule for rule in plan.rules if rule.role is Role.BASE_SCORE), None)
    card = next((rule for rule in plan.rules if rule.role is Role.SCORECARD), None)
    scores = {rule.name for rule in plan.rules if rule.role is Role.SCORE}
    weights = [
        rule
        for rule in plan.rules
        if rule.role is Role.WEIGHT and rule.name.removesuffix(".weight") in scores - {rule.name}
    ]
    if base is None or not weights:
        return
    point = count(plan.points)
    parts = [_if_any(rule, next(point)) for rule in weights]
    whole = reduce(lambda one, other: Arithmetic(ArithmeticOperator.ADD, one, other, one.kind), parts)
    is_whole = Compare(ComparisonOperator.EQUAL, whole, Const(Fraction(1), whole.kind), YES_NO)
    scored = Not(IsAbsent(RuleRef(base.name, base.kind), _ANY, YES_NO), YES_NO)
    yield ("add up" if card is None else card.name), is_whole, scored, base.span


def _if_any(weight: Rule, point: int) -> Expr:
    """A weight, nothing where the indicator is not in the person's scorecard."""
    read = RuleRef(weight.name, weight.kind)
    nothing = Arm(IsAbsent(read, _ANY, YES_NO), Const(Fraction(0), weight.kind), "")
    return Choose((nothing, Arm(None, read, "")), weight.kind, point, ChooseRole.IF)
