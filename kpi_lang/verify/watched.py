"""A plan in which everything that a search watches is a rule: operands of properties, and tests inside rules.

A *probe* is yes where one side of a test that the policy makes is less than the other: comparisons in conditions, and
caps. People who differ in no probe take the same rows and the same caps, so where probes change is where to look.
"""

from collections.abc import Iterator

from attrs import evolve, frozen

from kpi_lang.core.children import expressions_of, walk
from kpi_lang.core.nodes import Compare, ComparisonOperator, Const, Expr, Extreme, FieldRef, RuleRef
from kpi_lang.core.plan import Output, Plan, Role, Rule, Stage
from kpi_lang.values.kinds import YES_NO
from kpi_lang.verify.claims import Claim

_PROBE = "probe."
_OPERAND = "property."


@frozen
class WatchedClaim:
    """A property with the rules that hold its operands, and the one that holds its condition."""

    claim: Claim
    operands: tuple[str, ...]
    given: str | None


@frozen
class Watched:
    """The plan with what is watched as further rules; ``probes`` and ``claims`` name them."""

    plan: Plan
    probes: tuple[tuple[str, Expr], ...]
    claims: tuple[WatchedClaim, ...]

    @classmethod
    def of(cls, plan: Plan, claims: tuple[Claim, ...]) -> "Watched":
        """The plan for a search about some properties."""
        probes = tuple(
            (f"{_PROBE}{number}", probe) for number, probe in enumerate(dict.fromkeys(_probes(plan)))
        )
        added = dict(probes)
        watched: list[WatchedClaim] = []
        for number, claim in enumerate(claims):
            names = []
            for place, operand in enumerate(claim.operands):
                name = operand.name if isinstance(operand, RuleRef) else f"{_OPERAND}{number}.{place}"
                if not isinstance(operand, RuleRef):
                    added[name] = operand
                names.append(name)
            given = None
            if claim.given is not None:
                given = f"{_OPERAND}{number}.given"
                added[given] = claim.given
            watched.append(WatchedClaim(claim, tuple(names), given))
        rules = tuple(_rule(name, expr) for name, expr in added.items())
        kinds = {rule.name: rule.kind for rule in (*plan.rules, *rules)}
        read = dict.fromkeys((*added, *(name for one in watched for name in one.operands)))
        outputs = tuple(Output(name, name, name, Role.VALUE, kinds[name], None) for name in read)
        return cls(evolve(plan, rules=(*plan.rules, *rules), outputs=outputs), probes, tuple(watched))


def _rule(name: str, expr: Expr) -> Rule:
    return Rule(name, name, Role.VALUE, expr.kind, Stage.ROLL_UP, expr, name)


def _probes(plan: Plan) -> Iterator[Expr]:
    """Every test of numbers that a rule of the subject makes on figures of the subject."""
    for whole in expressions_of(plan):
        for node in walk(whole):
            match node:
                case Compare() if node.left.kind.is_number:
                    yield from _sides(node.left, node.right)
                case Extreme() if node.kind.is_number:
                    for other in node.args[1:]:
                        yield from _sides(node.args[0], other)


def _sides(left: Expr, right: Expr) -> Iterator[Expr]:
    if isinstance(left, Const) and isinstance(right, Const):
        return
    if any(isinstance(node, FieldRef) for side in (left, right) for node in walk(side)):
        return
    yield Compare(ComparisonOperator.LESS, left, right, YES_NO)
