"""The calibration campaign: `python -m tests.campaigns calibration [--cases N] [--seed S]`.

Small random cohorts with quotas: each result against brute force, against an independent checker, and against
itself with the rows in another order.
"""

import argparse
from collections import Counter
from random import Random

from kpi_lang.distribution.calibration import calibrated
from tests.distribution import brute_force, checker
from tests.distribution.drawn import draw


def run(cases: int, seed: int) -> Counter[str]:
    """Judge so many cases; raises `AssertionError` with the seed of one that is wrong. Returns what was seen."""
    counts: Counter[str] = Counter()
    for number in range(seed, seed + cases):
        random = Random(number)
        case = draw(random)
        found = calibrated(case.cohort, case.quotas)
        best = brute_force.best(case)
        counts["cases"] += 1
        if best is None:
            assert found.obstacle is not None, f"case {number}: a way was found where there is none: {found}"
            counts["cannot be met"] += 1
        else:
            assert found.obstacle is None, f"case {number}: a way was missed: {best}"
            assert found.grades == best, f"case {number}: {found.grades} instead of {best}"
            counts["people moved" if found.moves else "met already"] += 1
        wrong = checker.faults(case, found)
        assert not wrong, f"case {number}: {wrong}"
        again = calibrated(case.shuffled(random).cohort, case.quotas)
        assert again == found, f"case {number}: the order of rows matters"
    return counts


def main(arguments: list[str]) -> int:
    """Run the campaign and print what was compared; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(prog="calibration")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    try:
        counts = run(options.cases, options.seed)
    except AssertionError as error:
        print(error)
        return 1
    print(", ".join(f"{name} {number}" for name, number in counts.items()))
    return 0
