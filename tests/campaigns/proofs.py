"""Proofs attacked: whatever `kpi verify` proves of shipped policies, of the corpus and of mutants, people try to break.

A mutant is a policy in which one number, one comparison or two rows were changed; what is proved of it must hold of it.
Printed are the properties by status, the share decided, the evaluations made against proofs, and each contradiction.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

import attrs

from kpi_lang.compiler import compile_source
from kpi_lang.core.children import walk
from kpi_lang.core.nodes import Choose, Compare, ComparisonOperator, Const, Expr
from kpi_lang.core.plan import Plan
from kpi_lang.loading import FolderLoader, read_policy
from kpi_lang.verify.claims import Claim, OneWay
from kpi_lang.verify.direction import Direction
from kpi_lang.verify.findings import Finding, Status
from kpi_lang.verify.hunting import Hunt
from kpi_lang.verify.verify import verify_plan

ROOT = Path(__file__).parents[2]
_OTHERS = {
    ComparisonOperator.LESS: ComparisonOperator.AT_MOST,
    ComparisonOperator.AT_MOST: ComparisonOperator.GREATER,
    ComparisonOperator.AT_LEAST: ComparisonOperator.GREATER,
    ComparisonOperator.GREATER: ComparisonOperator.LESS,
}


def policies() -> list[Path]:
    """What is mutated and attacked."""
    shipped = (ROOT / "policies").glob("*/*.kpi")
    return sorted((*shipped, *(ROOT / "tests/verify").glob("*/*.kpi")))


def mutant(plan: Plan, random: Random) -> Plan | None:
    """The plan with one thing changed; None where there is nothing to change."""
    places = [
        (number, node)
        for number, rule in enumerate(plan.rules)
        for node in walk(rule.expr)
        if _is_mutable(node)
    ]
    if not places:
        return None
    number, node = random.choice(places)
    rule = plan.rules[number]
    changed = attrs.evolve(rule, expr=_replaced(rule.expr, node, _mutated(node, random)))
    return attrs.evolve(plan, rules=(*plan.rules[:number], changed, *plan.rules[number + 1 :]))


def _is_mutable(node: Expr) -> bool:
    match node:
        case Const():
            return isinstance(node.value, Fraction) and node.kind.is_number
        case Compare():
            return node.operator in _OTHERS and node.left.kind.is_number
        case Choose():
            return len(node.arms) > 2
        case _:
            return False


def _mutated(node: Expr, random: Random) -> Expr:
    match node:
        case Const():
            assert isinstance(node.value, Fraction)
            factor = random.choice((Fraction(-1), Fraction(1, 2), Fraction(11, 10), Fraction(2)))
            value = node.value * factor + random.choice((0, 1))
            return attrs.evolve(node, value=value if value != node.value else value + 1)
        case Compare():
            return attrs.evolve(node, operator=_OTHERS[node.operator])
        case Choose():
            place = random.randrange(len(node.arms) - 2)
            one, other = node.arms[place : place + 2]
            swapped = (attrs.evolve(one, value=other.value), attrs.evolve(other, value=one.value))
            return attrs.evolve(node, arms=(*node.arms[:place], *swapped, *node.arms[place + 2 :]))
        case _:
            raise AssertionError(node)


def _replaced(whole: Any, old: Expr, new: Expr) -> Any:
    """A tree of nodes with one node, known by identity, replaced."""
    if whole is old:
        return new
    if isinstance(whole, tuple):
        return tuple(_replaced(part, old, new) for part in whole)
    if not attrs.has(type(whole)) or type(whole).__module__ != Const.__module__:
        return whole
    parts = {part.name: _replaced(getattr(whole, part.name), old, new) for part in attrs.fields(type(whole))}
    if all(parts[name] is getattr(whole, name) for name in parts):
        return whole
    return attrs.evolve(whole, **parts)


def attacked(plan: Plan, findings: tuple[Finding, ...], seed: int, seconds: float) -> tuple[int, list[str]]:
    """Evaluations against what was proved of a plan, and what contradicts it."""
    proved = {one.claim: one for one in findings if one.status is Status.PROVED and not one.witnesses}
    if not proved:
        return 0, []
    hunt = Hunt(plan, tuple(proved), monotonic() + seconds, seed)
    hunt.run()
    wrong = [one.claim.name for one in proved.values() if _is_contradicted(hunt, one)]
    return hunt.evaluating.count, wrong


def _is_contradicted(hunt: Hunt, proved: Finding) -> bool:
    found = hunt.found[proved.claim]
    if found.broken_by is not None:
        return True
    if not isinstance(proved.claim.form, OneWay):
        return False
    return (proved.direction is Direction.UP and found.falling is not None) or (
        proved.direction is Direction.DOWN and found.rising is not None
    )


def subjects(mutants: int, random: Random) -> Iterator[tuple[str, Plan]]:
    """Every policy, then mutants of them."""
    plans = []
    for path in policies():
        plan, _ = compile_source(read_policy(path), FolderLoader(path.parent))
        if plan is not None:
            plans.append((path.stem, plan))
    yield from plans
    for number in range(mutants):
        name, plan = random.choice(plans)
        changed = mutant(plan, random)
        if changed is not None:
            yield f"{name}, mutant {number}", changed


def run(mutants: int, seed: int, seconds: float, until: float, names: str = "") -> Counter[str]:
    """Prove and attack; raises `AssertionError` with the first contradiction."""
    random = Random(seed)
    counts: Counter[str] = Counter()
    for name, plan in subjects(mutants, random):
        if monotonic() > until:
            break
        if names not in name:
            continue
        findings = verify_plan(plan, _any, seconds)
        counts["policies"] += 1
        counts.update(one.status.value for one in findings)
        evaluations, wrong = attacked(plan, findings, random.randrange(10**9), seconds)
        counts["evaluations against proofs"] += evaluations
        if wrong:
            raise AssertionError(f"{name}: proved, yet people break it: {', '.join(wrong)}")
    return counts


def _any(_: Claim) -> bool:
    return True


def main(arguments: list[str]) -> int:
    """Run the campaign; 1 if a proof was contradicted."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns proofs", description=__doc__)
    parser.add_argument("--mutants", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--seconds", type=float, default=20, help="for each policy, to prove and again to attack"
    )
    parser.add_argument("--time", type=float, default=3_600, help="seconds for all of it")
    parser.add_argument("--only", default="", help="policies whose name has this in it")
    options = parser.parse_args(arguments)
    try:
        counts = run(options.mutants, options.seed, options.seconds, monotonic() + options.time, options.only)
    except AssertionError as error:
        print(error)
        return 1
    asked = sum(counts[status.value] for status in Status)
    decided = asked - counts["tested"] - counts["unknown"]
    print(", ".join(f"{count:,} {what}" for what, count in counts.items()))
    print(
        f"decided: {decided:,} of {asked:,} ({100 * decided / max(1, asked):.1f}%); no proof was contradicted"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
