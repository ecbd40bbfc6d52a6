"""Damaged policies and data files by the hundred thousand: findings or results, never a traceback or a hang."""

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from os import cpu_count

from tests.campaigns import fuzz_data, fuzz_sources

Run = Callable[[int, int], dict[str, int]]
CHUNK = 1_000


def main(arguments: list[str]) -> int:
    """Runs the campaign and prints its counts; 1 if anything but findings and results came out."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns fuzz", description=__doc__)
    parser.add_argument("--sources", type=int, default=200_000, help="how many policies (200000)")
    parser.add_argument("--files", type=int, default=50_000, help="how many data files (50000)")
    parser.add_argument("--seed", type=int, default=1, help="where to begin; another seed, other cases (1)")
    parser.add_argument("--jobs", type=int, default=cpu_count() or 1, help="processes (one per processor)")
    options = parser.parse_args(arguments)
    sound = True
    for what, run, cases in (
        ("policies", fuzz_sources.run, options.sources),
        ("data files", fuzz_data.run, options.files),
    ):
        counts, failures = _campaign(run, cases, options.seed, options.jobs)
        print(
            f"{what}: {', '.join(f'{name} {count}' for name, count in counts.items())}, failed {len(failures)}"
        )
        for failure in failures[:5]:
            print(failure, file=sys.stderr)
        sound = sound and not failures
    return 0 if sound else 1


def _campaign(run: Run, cases: int, seed: int, jobs: int) -> tuple[Counter[str], list[str]]:
    """The counts of all chunks, and what went wrong in those that broke off."""
    counts: Counter[str] = Counter()
    failures: list[str] = []
    sizes = [CHUNK] * (cases // CHUNK) + ([cases % CHUNK] if cases % CHUNK else [])
    with ProcessPoolExecutor(jobs) as pool:
        chunks = [pool.submit(run, size, seed * 1_000_000 + place) for place, size in enumerate(sizes)]
        for chunk in as_completed(chunks):
            error = chunk.exception()
            if error is None:
                counts.update(chunk.result())
            else:
                failures.append(str(error))
    return counts, failures
