"""Generated code against the reference evaluator on random plans and people who sit on thresholds and ties.

For each pair of a plan and a person everything is compared: values, absences with their causes and reasons, every
point of the trace, the traces of records, scope and requirements, and the outputs of the function without a
trace; by the function for everybody and by the one for the person's shape.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from random import Random
from time import monotonic

from attrs import frozen

from kpi_lang.core.invariants import check_invariants
from kpi_lang.core.plan import Plan
from kpi_lang.core.printer import print_expression
from kpi_lang.evaluate.generated.compiled import LIMITS, CompiledPlan
from kpi_lang.evaluate.generated.encoding import Bound
from kpi_lang.evaluate.generated.shapes import GENERAL
from kpi_lang.evaluate.limits import LimitError
from kpi_lang.evaluate.person import Person
from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.evaluate.trace import Trace
from tests.people import PeopleMaker
from tests.plans import random_plan

PEOPLE_PER_PLAN = 40


@frozen
class Mismatch:
    """One difference: the seed of the plan, the person, and what differs."""

    seed: int
    person: Person
    differences: tuple[str, ...]

    def report(self) -> str:
        """The difference and the rule that it is in."""
        plan = random_plan(Random(self.seed))
        rules = {rule.name: rule for rule in plan.rules}
        lines = [f"plan {self.seed}: {self.person}"]
        for difference in self.differences[:5]:
            lines.append(f"  {difference}")
            name = difference.partition(" ")[0]
            if name in rules:
                lines.append(f"    {name} = {print_expression(rules[name].expr)}")
        return "\n".join(lines)


def differences(plan: Plan, compiled: CompiledPlan, person: Person, counts: Counter[str]) -> Iterator[str]:
    """What generated code does otherwise than the reference, one line for each difference."""
    counts["pairs"] += 1
    expected = _attempt(lambda: ReferenceEvaluator(plan).evaluate(person))
    found = _attempt(lambda: compiled.trace(person))
    if isinstance(expected, str) or isinstance(found, str):
        counts["beyond limits"] += 1
        if expected != found:
            yield f"limit {expected!r} but {found!r}"
        return
    yield from _trace_differences(expected, found)
    bound = compiled.encode(person)
    for key in {bound.key, GENERAL}:
        yield from _function_differences(compiled, bound, key, person, expected, counts)


def _attempt(evaluate: Callable[[], Trace]) -> Trace | str:
    try:
        return evaluate()
    except LimitError as error:
        return str(error)


def _function_differences(
    compiled: CompiledPlan, bound: Bound, key: int, person: Person, expected: Trace, counts: Counter[str]
) -> Iterator[str]:
    plain, traced = (compiled.special(key, traced=choice) for choice in (False, True))
    if plain is None or traced is None:
        counts["not compiled"] += 1
        return
    try:
        outcome = compiled.outcome(plain, bound, person)
        trace = compiled.decoded(traced, bound, person)
    except LIMITS:
        # What an operand that nobody needs comes to may be beyond limits; the reference decides.
        counts["left to the reference"] += 1
        return
    counts["for everybody" if key == GENERAL else "for a shape"] += 1
    yield from _trace_differences(expected, trace)
    if (outcome.scope, outcome.broken) != (expected.scope, expected.broken):
        yield f"scope or requirements: {outcome.scope} {outcome.broken}"
    for output in compiled.plan.outputs:
        if outcome.output(output.name) != expected[output.rule]:
            yield f"{output.rule} is {expected[output.rule]}, as an output {outcome.output(output.name)}"


def _trace_differences(expected: Trace, found: Trace) -> Iterator[str]:
    if expected == found:
        return
    for name, one, other in zip(expected.positions, expected.values, found.values, strict=True):
        if one != other:
            yield f"{name} is {one}, not {other}"
    for point, (one_happening, other_happening) in enumerate(zip(expected.points, found.points, strict=True)):
        if one_happening != other_happening:
            yield f"point {point}: {one_happening}, not {other_happening}"
    for what in ("scope", "requirements", "records"):
        if getattr(expected, what) != getattr(found, what):
            yield f"{what}: {getattr(expected, what)}, not {getattr(found, what)}"


def compare_plan(seed: int, people: int = PEOPLE_PER_PLAN) -> tuple[Counter[str], Mismatch | None]:
    """Compare so many people of one random plan, up to the first mismatch."""
    random = Random(seed)
    plan = random_plan(random)
    check_invariants(plan)
    counts: Counter[str] = Counter(plans=1)
    compiled, maker = CompiledPlan(plan), PeopleMaker(plan, random)
    for _ in range(people):
        person = maker.person()
        try:
            found = tuple(differences(plan, compiled, person, counts))
        except Exception as error:
            found = (f"an evaluator broke off: {error!r}",)
        if found:
            return counts, Mismatch(seed, person, found)
    return counts, None


def main(arguments: list[str]) -> int:
    """Run the campaign; 1 if anything differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns differential", description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000, help="pairs of a plan and a person")
    parser.add_argument("--seed", type=int, default=0, help="the first plan; each further one has the next")
    options = parser.parse_args(arguments)
    plans = -(-options.cases // PEOPLE_PER_PLAN)
    began = monotonic()
    counts: Counter[str] = Counter()
    mismatches = []
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        seeds = range(options.seed, options.seed + plans)
        for number, (found, mismatch) in enumerate(workers.map(compare_plan, seeds, chunksize=8), start=1):
            counts += found
            if mismatch is not None:
                mismatches.append(mismatch)
            if sys.stderr.isatty() and number % 50 == 0:
                print(f"\r{counts['pairs']} pairs", end="", file=sys.stderr, flush=True)
    print(f"compared {counts['pairs']} pairs of {counts['plans']} plans in {monotonic() - began:.0f} s")
    for what, count in sorted(counts.items()):
        print(f"  {what}: {count}")
    for mismatch in mismatches[:3]:
        print(mismatch.report())
    print(f"{len(mismatches)} plans with a mismatch")
    return 1 if mismatches else 0
