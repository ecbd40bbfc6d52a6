"""What is to be decided about a policy: what its author ensures, and what is asked of every policy."""

from collections.abc import Iterator
from enum import Enum

from attrs import field, frozen

from kpi_lang.core.nodes import Compare, ComparisonOperator, Const, Expr, InputRef, RuleRef
from kpi_lang.core.plan import Plan, PropertyForm, Role, Rule
from kpi_lang.source import Span
from kpi_lang.values.domains import Interval
from kpi_lang.values.kinds import YES_NO, Family
from kpi_lang.verify.driver import Dependents, Driver
from kpi_lang.verify.weights import weights_claimed

_RESULTS = (Role.TOTAL, Role.PAY)
"""What people get: these and the provisional grade are asked to move one way with every input."""


class Origin(Enum):
    """Who asks."""

    ENSURED = "ensured"
    STANDARD = "standard"


class OneWay(Enum):
    """The form of a standard property: a result moves one way, whichever it is, as an input rises."""

    ONE_WAY = "one way"


@frozen
class Claim:
    """A property; ``operands`` by form as in a `PropertyPlan`, for ONE_WAY (result, driver).

    ``name`` is what `--property` takes: the author's, or `total by turnover`, `total bounds`, `grade S`, `weights`.
    """

    name: str
    origin: Origin
    form: PropertyForm | OneWay
    operands: tuple[Expr, ...]
    given: Expr | None = None
    span: Span | None = field(default=None, eq=False)

    @property
    def driver(self) -> Expr | None:
        """What rises in it; None if it is about one person at a time."""
        match self.form:
            case OneWay():
                return self.operands[1]
            case PropertyForm.STEP_BOUND:
                return self.operands[2]
            case (
                PropertyForm.NEVER_FALLS | PropertyForm.NEVER_RISES | PropertyForm.RISES | PropertyForm.FALLS
            ):
                return self.operands[1]
            case _:
                return None


def claims_of(plan: Plan, total_bounds: Interval | None) -> tuple[Claim, ...]:
    """Every property of a plan; ``total_bounds`` is where its total is known to lie."""
    return (*_ensured(plan), *_one_way(plan), *_bounds(plan, total_bounds), *_grades(plan), *weights_of(plan))


def _ensured(plan: Plan) -> Iterator[Claim]:
    for promise in plan.properties:
        yield Claim(promise.name, Origin.ENSURED, promise.form, promise.operands, promise.given, promise.span)


def _one_way(plan: Plan) -> Iterator[Claim]:
    for result in results_of(plan):
        read = RuleRef(result.name, result.kind, result.span)
        for spec in plan.inputs:
            if not (spec.kind.is_number or spec.kind.family is Family.YES_NO):
                continue
            if Dependents(plan, Driver(spec.name)).reads(read):
                driver = InputRef(spec.name, spec.kind, spec.span)
                name = f"{result.name} by {spec.name}"
                yield Claim(name, Origin.STANDARD, OneWay.ONE_WAY, (read, driver), None, result.span)


def results_of(plan: Plan) -> tuple[Rule, ...]:
    """The total, the provisional grade and each pay."""
    outputs = {output.rule for output in plan.outputs}
    return tuple(
        rule
        for rule in plan.rules
        if rule.name in outputs and (rule.role in _RESULTS or rule.role is Role.PROVISIONAL_GRADE)
    )


def _bounds(plan: Plan, bounds: Interval | None) -> Iterator[Claim]:
    total = next((rule for rule in plan.rules if rule.role is Role.TOTAL), None)
    if total is None or bounds is None or bounds.lo is None or bounds.hi is None:
        return
    read = RuleRef(total.name, total.kind, total.span)
    operands = (read, Const(bounds.lo, total.kind), Const(bounds.hi, total.kind))
    yield Claim(f"{total.name} bounds", Origin.STANDARD, PropertyForm.WITHIN, operands, None, total.span)


def _grades(plan: Plan) -> Iterator[Claim]:
    rule = next((rule for rule in plan.rules if rule.name == "provisional_grade"), None)
    if rule is None or rule.kind.choices is None:
        return
    for grade in plan.grades:
        if grade.name in rule.kind.choices.names:
            is_it = Compare(
                ComparisonOperator.EQUAL,
                RuleRef(rule.name, rule.kind, rule.span),
                Const(grade.name, rule.kind),
                YES_NO,
            )
            yield Claim(
                f"grade {grade.name}", Origin.STANDARD, PropertyForm.REACHABLE, (is_it,), None, rule.span
            )


def weights_of(plan: Plan) -> Iterator[Claim]:
    """That weights of everybody who has a score come to the whole."""
    for name, condition, given, span in weights_claimed(plan):
        yield Claim(f"weights {name}", Origin.STANDARD, PropertyForm.ALWAYS, (condition,), given, span)
