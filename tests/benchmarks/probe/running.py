"""The probe's run: kernels against the reference evaluator, then against Polars floats, in one interleaved run."""

import argparse
import os
import platform
import sys
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import numpy as np
import polars as pl

import kpi_lang
from kpi_lang.core.absent import Absent
from kpi_lang.core.plan import Plan
from kpi_lang.data.schema import InputSpec
from kpi_lang.evaluate.person import Person
from kpi_lang.values.kinds import Family
from tests.benchmarks.probe.agreement import differences
from tests.benchmarks.probe.batch import CHUNK, Batch, Results
from tests.benchmarks.probe.company import DATES, Company, company_of, drawn_people, made_up, on_half_cents
from tests.benchmarks.probe.floats import GRADE, frames, query
from tests.benchmarks.probe.program import BLOCK, Array

POLICY = Path(__file__).parents[1] / "trade.kpi"
COMPARED = 1_000
"""People drawn to ties, and as many of the made-up company, that are compared with the reference evaluator."""


def main(arguments: list[str]) -> int:
    """Run the probe; 1 if a kernel and the reference evaluator differ anywhere."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks probe", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="people that are timed")
    parser.add_argument("--rounds", type=int, default=7, help="rounds of which the median is printed")
    options = parser.parse_args(arguments)
    plan = kpi_lang.load(POLICY).plan
    began = perf_counter()
    batch = Batch.of(plan, DATES)
    steps = sum(len(kernel.program.steps) for kernel in batch.kernels)
    print(f"{_machine()}, blocks of {BLOCK:,} rows, chunks of {CHUNK:,}")
    print(f"{len(batch.kernels)} cases, {steps:,} steps, written in {perf_counter() - began:.1f} s")
    company = made_up(options.rows)
    found = _compare(plan, batch, company)
    for difference in found[:20]:
        print(f"  {difference}")
    if found:
        return 1
    people, complaints = frames(company)
    exact = batch.run(company.columns, company.records)
    _report_wrong(plan, exact, query(people, complaints).collect())
    contestants: dict[str, Callable[[], object]] = {
        "kernel, 1 thread": lambda: batch.run(company.columns, company.records),
        "kernel, 2 threads": lambda: batch.run(company.columns, company.records, threads=2),
        f"Polars floats, {pl.thread_pool_size()} threads": lambda: query(people, complaints).collect(),
        "floats to whole steps": lambda: _entered(plan, people),
    }
    _report_times(contestants, options.rounds, options.rows)
    return 0


def _machine() -> str:
    load = os.getloadavg()[0]
    return (
        f"{platform.machine()}, {os.cpu_count()} cores (load {load:.1f} before the run), "
        f"Python {platform.python_version()}, NumPy {np.__version__}, Polars {pl.__version__}"
    )


def _compare(plan: Plan, batch: Batch, company: Company) -> list[str]:
    drawn = drawn_people(plan, COMPARED, seed=3)
    ordinary = company.people(plan, range(min(COMPARED, company.size)))
    found = []
    halves = on_half_cents(COMPARED // 2).people(plan, range(COMPARED // 2))
    for people in (drawn, ordinary, halves):
        found += _differences(plan, batch, people)
    print(
        f"against the reference evaluator, {len(plan.outputs)} outputs each: {len(drawn):,} people on ties and ends of "
        f"domains, {len(halves):,} with large figures on half cents, {len(ordinary):,} others: "
        f"{len(found)} differences"
    )
    return found


def _differences(plan: Plan, batch: Batch, people: list[Person]) -> list[str]:
    company = company_of(plan, people)
    return differences(plan, people, batch.run(company.columns, company.records))


def _report_wrong(plan: Plan, exact: Results, floats: Any) -> None:
    """How many people the floats get wrong, by output and altogether."""
    wrong: dict[str, Array] = {}
    for name in ("total", "grade", "performance_pay"):
        place = next(place for place, output in enumerate(plan.outputs) if output.name == name)
        cents, absent = _in_cents(exact, place)
        null = floats[name].is_null().to_numpy()
        if name == "grade":
            given = (
                floats[name]
                .cast(pl.String)
                .replace_strict(
                    {grade: place for place, grade in enumerate(GRADE.categories.to_list())},
                    return_dtype=pl.Int64,
                )
            )
            theirs = given.fill_null(0).to_numpy()
        else:
            theirs = np.rint(floats[name].fill_null(0.0).to_numpy() * 100)
        wrong[name] = (null != absent) | (~null & ~absent & (theirs != cents))
    together = np.logical_or.reduce(list(wrong.values()))
    rows = len(together)
    parts = ", ".join(f"{name} {int(rows_wrong.sum()):,}" for name, rows_wrong in wrong.items())
    print(f"floats: {int(together.sum()):,} of {rows:,} people wrong ({together.mean():.2%}): {parts}")


def _in_cents(exact: Results, place: int) -> tuple[Array, Array]:
    """An output in cents, or the place of a grade; and where there is none."""
    numbers = exact.numbers[place]
    factors, constants, absent = [], [], []
    for kernel in exact.kernels:
        column = kernel.columns[place] if kernel.columns else None
        constant = None if column is None else column.constant
        absent.append(column is None or isinstance(constant, Absent))
        is_cents = column is not None and not column.names
        factors.append(100 // column.scale if column is not None and is_cents else 1)
        match constant:
            case None | Absent():
                constants.append(0)
            case str():
                constants.append(GRADE.categories.to_list().index(constant))
            case Fraction():
                constants.append(int(constant * 100))
            case _:
                raise TypeError(f"{constant} is neither points, money nor a grade")
    settled = np.array(
        [kernel.columns[place].result is None if kernel.columns else True for kernel in exact.kernels]
    )
    case = exact.case
    computed = np.zeros(len(case), np.int64) if numbers is None else numbers * np.array(factors)[case]
    return np.where(settled[case], np.array(constants)[case], computed), np.array(absent)[case]


def _entered(plan: Plan, people: Any) -> Mapping[str, Array]:
    """What the kernels need beside the float version: columns of floats as whole numbers of steps."""
    return {
        spec.name: _steps(spec, people[spec.name])
        for spec in plan.inputs
        if spec.kind.family is Family.NUMBER
    }


def _steps(spec: InputSpec, column: Any) -> Array:
    assert spec.domain.step is not None
    scaled = column.fill_null(0).to_numpy() * float(1 / spec.domain.step)
    np.rint(scaled, out=scaled)
    return np.asarray(scaled.astype(np.int64))


def _report_times(contestants: Mapping[str, Callable[[], object]], rounds: int, rows: int) -> None:
    """Medians of wall and CPU seconds; every contestant runs once in each round."""
    walls: dict[str, list[float]] = {name: [] for name in contestants}
    cpus: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, run in contestants.items():
            wall, cpu = perf_counter(), process_time()
            run()
            walls[name].append(perf_counter() - wall)
            cpus[name].append(process_time() - cpu)
    first, *_ = contestants
    base = median(walls[first]), median(cpus[first])
    print(f"{rows:,} people, median of {rounds} interleaved rounds (ratios: to the first row)")
    print(f"  {'':24}{'wall ms':>9}{'ratio':>7}{'CPU ms':>9}{'ratio':>7}{'Mrow/s of CPU':>15}")
    for name in contestants:
        wall, cpu = median(walls[name]), median(cpus[name])
        speed = rows / cpu / 1e6
        print(
            f"  {name:24}{wall * 1000:9.0f}{wall / base[0]:7.2f}{cpu * 1000:9.0f}{cpu / base[1]:7.2f}{speed:15.1f}"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
