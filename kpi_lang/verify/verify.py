"""The one way in: every property of a plan decided, by proof where there is one, else by a search for people."""

from collections.abc import Callable, Iterator
from time import monotonic

from attrs import evolve

from kpi_lang.core.children import walk
from kpi_lang.core.distribution import SUPPLIED
from kpi_lang.core.nodes import Expr, FigureRef, InputRef, RuleRef
from kpi_lang.core.plan import Plan, PropertyForm, Role
from kpi_lang.evaluate.limits import LimitError
from kpi_lang.evaluate.person import Person
from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.verify.claims import Claim, OneWay, claims_of
from kpi_lang.verify.direction import Direction
from kpi_lang.verify.findings import Finding, Method, Status, Why, Witness
from kpi_lang.verify.hunting import Hunt, Hunted
from kpi_lang.verify.proving import Prover

TIME = 30.0
"""Seconds for one policy, unless told otherwise."""
Progress = Callable[[int, int], None]


def verify_plan(
    plan: Plan,
    wanted: Callable[[Claim], bool] = lambda claim: True,
    seconds: float = TIME,
    progress: Progress = lambda done, all_of_them: None,
) -> tuple[Finding, ...]:
    """The finding for every property, in their order: those ensured, then the standard ones.

    ``wanted`` chooses among them. Within about ``seconds`` all have a status; what the time did not allow is unknown.
    """
    deadline = monotonic() + seconds
    prover = Prover(plan, deadline)
    claims = [claim for claim in _claims(plan, prover) if wanted(claim)]
    findings: dict[Claim, Finding] = {}
    blamed: dict[Claim, Expr | None] = {}
    for done, claim in enumerate(claims):
        progress(done, len(claims))
        if monotonic() > deadline:
            continue
        begun = monotonic()
        prover.blamed = None
        found = _settled_among_several(plan, claim) or prover.prove(claim) or _about_others(plan, claim)
        blamed[claim] = prover.blamed
        if found is not None:
            findings[claim] = evolve(found, seconds=monotonic() - begun)
    left = tuple(claim for claim in claims if claim not in findings)
    if left:
        findings.update({one.claim: one for one in _hunted(plan, left, blamed, deadline)})
    progress(len(claims), len(claims))
    return tuple(findings[claim] for claim in claims)


def claims_of_plan(plan: Plan) -> tuple[Claim, ...]:
    """Every property of a plan, undecided."""
    return _claims(plan, Prover(plan, monotonic()))


def _claims(plan: Plan, prover: Prover) -> tuple[Claim, ...]:
    total = next((rule for rule in plan.rules if rule.role is Role.TOTAL), None)
    bounds = None if total is None else prover.ground(()).analysis.rule(total.name).interval
    return claims_of(plan, bounds)


def _settled_among_several(plan: Plan, claim: Claim) -> Finding | None:
    """A property of what comes of a forced distribution: how one person's own change moves that is not modelled."""
    read = _read_of_others(plan, claim)
    return _unknown(claim, next((one for one in read if isinstance(one, InputRef)), None))


def _about_others(plan: Plan, claim: Claim) -> Finding | None:
    """A property that comes down to figures about other people: a search among single persons has none of them."""
    return _unknown(claim, next(iter(_read_of_others(plan, claim)), None))


def _unknown(claim: Claim, blamed: Expr | None) -> Finding | None:
    if blamed is None:
        return None
    return Finding(claim, Status.UNKNOWN, Method.STRUCTURE, why=Why.OTHER_PEOPLE, blamed=blamed)


def _read_of_others(plan: Plan, claim: Claim) -> list[FigureRef | InputRef]:
    """The figures about other people that a property comes from, and grades settled among several people."""
    rules = {rule.name: rule.expr for rule in plan.rules}
    found: list[FigureRef | InputRef] = []
    seen: set[str] = set()
    waiting = [*claim.operands, *(() if claim.given is None else (claim.given,))]
    while waiting:
        for node in walk(waiting.pop()):
            if isinstance(node, FigureRef) or (isinstance(node, InputRef) and node.name in SUPPLIED):
                found.append(node)
            if isinstance(node, RuleRef) and node.name not in seen:
                seen.add(node.name)
                waiting.append(rules[node.name])
    return found


def _hunted(
    plan: Plan, claims: tuple[Claim, ...], blamed: dict[Claim, Expr | None], deadline: float
) -> Iterator[Finding]:
    begun = monotonic()
    hunt = Hunt(plan, claims, deadline)
    hunt.run()
    evaluator = ReferenceEvaluator(plan)
    shared = (monotonic() - begun) / len(claims)
    for claim in claims:
        started = monotonic()
        found = _concluded(hunt, evaluator, hunt.found[claim])
        seconds = shared + monotonic() - started
        yield evolve(found, evaluations=hunt.evaluating.count, blamed=blamed.get(claim), seconds=seconds)


def _concluded(hunt: Hunt, evaluator: ReferenceEvaluator, hunted: Hunted) -> Finding:
    claim = hunted.watched.claim
    if hunted.shown_by is not None:
        shown = _replayed(evaluator, hunt.smaller(hunted, hunted.shown_by, None))
        return Finding(claim, Status.PROVED, Method.EXAMPLE, witnesses=(shown,))
    if claim.form is OneWay.ONE_WAY and hunted.rising is not None and hunted.falling is not None:
        ways = ((hunted.rising, Direction.UP), (hunted.falling, Direction.DOWN))
        pairs = tuple(_replayed(evaluator, hunt.smaller(hunted, pair, way)) for pair, way in ways)
        return Finding(claim, Status.REFUTED, Method.SEARCH, Direction.EITHER, pairs)
    if hunted.broken_by is not None:
        broken = _replayed(evaluator, hunt.smaller(hunted, hunted.broken_by, None))
        return Finding(claim, Status.REFUTED, Method.SEARCH, hunted.direction, (broken,))
    if claim.form is PropertyForm.REACHABLE:
        return Finding(claim, Status.UNKNOWN, Method.SEARCH, why=Why.NOT_FOUND)
    if not hunted.judged:
        why = Why.TIME if hunt.evaluating.is_over else Why.NOBODY_TRIED
        return Finding(claim, Status.UNKNOWN, Method.SEARCH, why=why)
    return Finding(claim, Status.TESTED, Method.SEARCH, hunted.direction)


def _replayed(evaluator: ReferenceEvaluator, people: tuple[Person, ...]) -> Witness:
    """The people as the reference evaluates them; nothing is shown that it has not confirmed."""
    try:
        return Witness(tuple(evaluator.evaluate(person) for person in people))
    except LimitError as error:
        raise AssertionError("the compiled evaluator found figures that the reference does not") from error
