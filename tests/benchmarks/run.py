"""A hundred thousand people over four quarters: how long `kpi run` takes on the trade company's policy, and how much memory.

The data are made first, in a temporary folder: one file of people with a column of periods, one of complaints. The run
is a process of its own, from reading the policy to the last row written, and is measured from outside.
"""

import argparse
import csv
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

import kpi_lang
from tests.benchmarks.trade_people import trade_people

POLICY = Path(__file__).parents[2] / "policies" / "trade_quarterly" / "trade_quarterly.kpi"
PERIODS = ("2026Q1", "2026Q2", "2026Q3", "2026Q4")
COMMAND = "import sys; from kpi_lang.cli import main; sys.exit(main())"
SECONDS = 60.0
GIGABYTES = 2.0
_DEPARTMENTS = 40


@frozen
class Spent:
    """What a process took: seconds on the clock and of processors, and the most memory in bytes at one time."""

    wall: float
    processor: float
    memory: int


def main(arguments: list[str]) -> int:
    """Print what the run took; 1 if it takes longer or more memory than the project claims, for so many people."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks run", description=__doc__)
    parser.add_argument("--people", type=int, default=100_000, help="people in each quarter (100000)")
    parser.add_argument("--out", default="results.csv", help="name of the results, whose end tells the type")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        complaints = write_data(folder, options.people)
        rows = options.people * len(PERIODS)
        out = folder / options.out
        spent, account = measured(folder, out)
        print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores")
        print(f"{options.people} people in each of {len(PERIODS)} quarters, {complaints} complaints")
        print(f"{account}; {out.stat().st_size / 1e6:.0f} MB of results in {out.suffix.removeprefix('.')}")
    print(f"time       {spent.wall:7.1f} s (at most {SECONDS:.0f} s for 100000 people)")
    print(f"processor  {spent.processor:7.1f} s")
    print(f"memory     {spent.memory / 1e9:7.2f} GB (at most {GIGABYTES:.0f} GB)")
    print(f"speed      {rows / spent.wall:7.0f} rows in a second")
    return 0 if spent.wall <= SECONDS and spent.memory <= GIGABYTES * 1e9 else 1


def write_data(folder: Path, people: int) -> int:
    """Write `staff.csv` and `complaints.csv` for so many people in every period; the number of complaints."""
    titles = {spec.name: spec.title or spec.name for spec in kpi_lang.load(POLICY).plan.inputs}
    with (folder / "complaints.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["staff_no", "Date", "Severity"])
        written = 0
        for number, person in enumerate(trade_people(people)):
            for complaint in person.complaints:
                writer.writerow([_key(number), complaint["date"], complaint["severity"]])
                written += 1
    with (folder / "staff.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["staff_no", "department", "manager_no", "period", *titles.values()])
        for seed, period in enumerate(PERIODS):
            for number, values in enumerate(_figures(people, seed)):
                carried = [_key(number), f"Department {number % _DEPARTMENTS}", _key(number % _DEPARTMENTS)]
                writer.writerow([*carried, period, *(values.get(name, "") for name in titles)])
    return written


def measured(folder: Path, out: Path) -> tuple[Spent, str]:
    """Run the policy on the data of a folder; what that took, and the last line that it printed."""
    command = [sys.executable, "-c", COMMAND, "run", str(POLICY), "--data", str(folder / "staff.csv")]
    command += ["--records", f"complaint={folder / 'complaints.csv'}", "--out", str(out)]
    printed = folder / "printed.txt"
    with printed.open("w+b") as stream:
        began = time.monotonic()
        process = subprocess.Popen(command, stderr=stream)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    told = printed.read_text(encoding="utf-8")
    if process.returncode:
        raise SystemExit(told)
    unit = 1 if sys.platform == "darwin" else 1024
    return Spent(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * unit), told.splitlines()[-1]


def _figures(people: int, seed: int) -> Iterator[dict[str, Any]]:
    return (person.values for person in trade_people(people, seed))


def _key(number: int) -> str:
    return f"E{number:06}"
