"""Everybody together, and over periods: the fast way against the plain reference, on random plans and populations.

Half of the cases are populations of one period on random plans, the others go over up to eight periods (see `periods`).

Compared for each person: the figures about other people, whom they are about, and with them every value and every
point of the trace. Then the people are shuffled, which must change nothing.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from random import Random
from time import monotonic

from attrs import evolve

from kpi_lang.core.invariants import check_invariants
from kpi_lang.core.plan import Plan
from kpi_lang.evaluate.generated.compiled import CompiledPlan
from kpi_lang.evaluate.limits import LimitError
from kpi_lang.evaluate.person import Person
from kpi_lang.evaluate.population.found import FoundFigures
from kpi_lang.evaluate.population.phased import PhasedPlan, PhasedPopulation
from kpi_lang.evaluate.population.reference import ReferencePopulation
from kpi_lang.evaluate.reference import ReferenceEvaluator
from tests.campaigns.periods import compare_periods
from tests.populations import random_population

MOST_PEOPLE = 200
"""People of the largest population; most are far smaller."""
_SIZES = (3, 3, 5, 5, 8, 8, 13, 20, 40, MOST_PEOPLE)


def differences(plan: Plan, people: Sequence[Person], random: Random) -> Iterator[str]:
    """What the fast way does otherwise than the reference, and what the order of people changes."""
    check_invariants(plan)
    reference = ReferencePopulation(plan, people)
    compiled = CompiledPlan(plan)
    phased = PhasedPlan(compiled)
    fast = PhasedPopulation(phased, people)
    evaluator = ReferenceEvaluator(plan)
    for place, person in enumerate(people):
        yield from _figure_differences(plan, place, person, reference, fast)
        if reference.compared(place) != list(fast.compared(place)):
            yield f"{person.key}: compared with {reference.compared(place)}, not {fast.compared(place)}"
        yield from _trace_differences(evolve(person, figures=reference.of(place)), compiled, evaluator, plan)
    places = list(range(len(people)))
    random.shuffle(places)
    shuffled = PhasedPopulation(phased, [people[place] for place in places])
    for number, place in enumerate(places):
        if shuffled.of(number) != fast.of(place):
            yield f"{people[place].key}: in another order {shuffled.of(number)}, not {fast.of(place)}"


def within_limits(plan: Plan, people: Sequence[Person]) -> list[Person]:
    """Those of whom the reference computes everything: of others a run keeps nothing."""
    evaluator, found = ReferenceEvaluator(plan), []
    for person in people:
        try:
            evaluator.evaluate(person)
        except LimitError:
            continue
        found.append(person)
    return found


def _figure_differences(
    plan: Plan, place: int, person: Person, reference: FoundFigures, fast: FoundFigures
) -> Iterator[str]:
    for figure, one, other in zip(plan.figures, reference.of(place), fast.of(place), strict=True):
        if one != other:
            yield f"{person.key}: {figure.name} is {one}, not {other}"


def _trace_differences(
    person: Person, compiled: CompiledPlan, evaluator: ReferenceEvaluator, plan: Plan
) -> Iterator[str]:
    try:
        expected = evaluator.evaluate(person)
    except LimitError:
        return
    found = compiled.trace(person)
    outcome = compiled.evaluate(person)
    if found != expected:
        for rule in plan.rules:
            if found[rule.name] != expected[rule.name]:
                yield f"{person.key}: {rule.name} is {expected[rule.name]}, not {found[rule.name]}"
        yield f"{person.key}: the trace differs"
    for output in plan.outputs:
        if outcome.rule(output.rule) != expected[output.rule]:
            yield f"{person.key}: as an output {output.rule} is {outcome.rule(output.rule)}"


def compare_population(seed: int) -> tuple[Counter[str], tuple[str, ...]]:
    """Compare one random population; up to five differences."""
    random = Random(seed)
    plan, drawn = random_population(random, random.choice(_SIZES))
    people = within_limits(plan, drawn)
    counts = Counter(populations=1, people=len(people), figures=len(plan.figures))
    counts["beyond limits"] += len(drawn) - len(people)
    try:
        found = tuple(found for _, found in zip(range(5), differences(plan, people, random), strict=False))
    except LimitError:
        counts["beyond limits"] += 1
        return counts, ()
    except Exception as error:
        found = (f"an evaluator broke off: {error!r}",)
    return counts, found


def main(arguments: list[str]) -> int:
    """Run the campaign; 1 if anything differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns populations", description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000, help="populations of each of the two kinds")
    parser.add_argument(
        "--seed", type=int, default=0, help="the first population; each further one has the next"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes")
    options = parser.parse_args(arguments)
    began = monotonic()
    counts: Counter[str] = Counter()
    wrong = 0
    with ProcessPoolExecutor(options.jobs) as workers:
        seeds = range(options.seed, options.seed + options.cases)
        for kind, compare in (
            ("population", compare_population),
            ("population over periods", compare_periods),
        ):
            for seed, (found, lines) in zip(seeds, workers.map(compare, seeds, chunksize=100), strict=True):
                counts += found
                if lines:
                    wrong += 1
                    print(f"{kind} {seed}:", *lines, sep="\n  ")
    number = counts["populations"] + counts["populations over periods"]
    print(f"compared {number} populations in {monotonic() - began:.0f} s", file=sys.stdout)
    for what, count in sorted(counts.items()):
        print(f"  {what}: {count}")
    print(f"{wrong} populations with a difference")
    return 1 if wrong else 0
