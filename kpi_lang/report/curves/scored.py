"""A rule of a plan as a function of the one figure that it is about."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from kpi_lang.core.absent import Absent
from kpi_lang.core.children import children
from kpi_lang.core.nodes import Expr, InputRef
from kpi_lang.core.plan import Plan, Rule
from kpi_lang.data.schema import InputSpec
from kpi_lang.evaluate.person import Person
from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.report.curves.shape import Score
from kpi_lang.values.domains import Domain


def scored(plan: Plan, rule: str) -> tuple[Score, InputSpec]:
    """What a value or an indicator gives for a figure, and the figure: the only input, else the indicator's measure.

    Raises ValueError where the value reads several inputs, LookupError where there is no such rule; the function itself
    does where the rule gives no number.
    """
    rules = tuple(other for other in plan.rules if rule in (other.owner, other.name))
    if not any(other.name == rule for other in rules):
        raise LookupError(rule)
    measure = next((other for other in rules if other.name == f"{rule}.measure"), None)
    if measure is None:
        names = {ref.name for other in rules for ref in _inputs(other.expr)}
        if len(names) != 1:
            raise ValueError(f"{rule} is about {', '.join(sorted(names)) or 'nothing'}")
        (spec,) = (spec for spec in plan.inputs if spec.name in names)
    else:
        spec = InputSpec(measure.name, measure.title, measure.kind, Domain(), False, None, (), None)
        rules = tuple(_given(other, spec) if other is measure else other for other in rules)
    alone = evolve(plan, inputs=(spec,), records=(), rules=rules, outputs=(), examples=(), properties=())
    evaluator = ReferenceEvaluator(alone)

    def score(figure: Fraction) -> Fraction:
        value = evaluator.evaluate(Person("", (figure,)))[rule]
        if isinstance(value, Absent) or not isinstance(value, Fraction):
            raise LookupError(f"{rule} has no number at {figure}")
        return value

    return score, spec


def _given(measure: Rule, spec: InputSpec) -> Rule:
    return evolve(measure, expr=InputRef(spec.name, measure.kind))


def _inputs(expr: Expr) -> Iterator[InputRef]:
    if isinstance(expr, InputRef):
        yield expr
    for child in children(expr):
        yield from _inputs(child)
