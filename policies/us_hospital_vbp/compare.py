"""Runs the policy on the official files and compares every figure with the published one.

    python policies/us_hospital_vbp/compare.py FOLDER

FOLDER holds the five files of the official release as published. Prints matched/total for each column and
exits with 1 unless all match, with 2 if the files cannot be read. Totals and domain scores are published with
twelve decimals: there the exact result must round or truncate to the published text.
"""

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import kpi_lang
from kpi_lang.core.absent import Absent
from kpi_lang.evaluate.trace import Trace

HERE = Path(__file__).parent
MAIN = "hvbp_tps_fy2024.csv"
PERSON = "hvbp_person_and_community_engagement_fy2024.csv"
SAFETY = "hvbp_safety_fy2024.csv"
MEASURES = (
    ("hvbp_clinical_outcomes_fy2024.csv", "Measure Score"),
    (PERSON, "Dimension Score"),
    (SAFETY, "Measure Score"),
    ("hvbp_efficiency_and_cost_reduction_fy2024.csv", "Measure Score"),
)
TOTALS = (
    ("clinical domain", "clinical", "Unweighted Normalized Clinical Outcomes Domain Score"),
    ("clinical domain, weighted", "clinical.points", "Weighted Normalized Clinical Outcomes Domain Score"),
    ("person domain", "person", "Unweighted Person And Community Engagement Domain Score"),
    ("person domain, weighted", "person.points", "Weighted Person And Community Engagement Domain Score"),
    ("safety domain", "safety", "Unweighted Normalized Safety Domain Score"),
    ("safety domain, weighted", "safety.points", "Weighted Safety Domain Score"),
    (
        "efficiency domain",
        "efficiency",
        "Unweighted Normalized Efficiency And Cost Reduction Domain Score",
    ),
    (
        "efficiency domain, weighted",
        "efficiency.points",
        "Weighted Efficiency And Cost Reduction Domain Score",
    ),
    ("total", "total", "Total Performance Score"),
)
TRUNCATED = Fraction(1, 10**12)
"""The published totals have twelve decimals; a weighted score of a domain that is not there is published as none."""

Figure = Fraction | None
Row = Mapping[str, str]


Files = Mapping[str, Mapping[str, Row]]


def figures(trace: Trace, hospital: str, files: Files) -> Iterator[tuple[str, Figure, Figure]]:
    """For each published figure of a hospital: the column it counts under, ours, and the official one."""
    (records,) = trace.records
    table = trace.plan.records[0]
    codes = [str(record.values[0]) for record in trace.person.records[0] or ()]
    names = [rule.name for rule in table.rules]
    computed = {
        code: dict(zip(names, record.values, strict=True))
        for code, record in zip(codes, records or (), strict=True)
    }
    for file, score in MEASURES:
        row = files[file][hospital]
        for code in (code for code in codes if f"{code} Performance Rate" in row):
            for name, title in (
                ("achievement", f"{code} Achievement Points"),
                ("improvement", f"{code} Improvement Points"),
                ("score", f"{code} {score}"),
            ):
                yield f"{name} of measures", ours(computed[code][name]), published(row[title])
    person = files[PERSON][hospital]
    yield "experience, base score", ours(trace["base_points"]), published(person["Hcahps Base Score"])
    yield "experience, consistency", ours(trace["consistency"]), published(person["Hcahps Consistency Score"])
    main = files[MAIN][hospital]
    for name, rule, title in TOTALS:
        official = published(main[title])
        value = trace[rule]
        absent_domain = rule.endswith(".points") and isinstance(trace[rule.removesuffix(".points")], Absent)
        yield name, None if absent_domain else ours(value), official


def ours(value: object) -> Figure:
    """A computed value as a number; None where there is none."""
    return value if isinstance(value, Fraction) else None


def published(text: str) -> Figure:
    """A published figure: ``7 out of 10``, ``38.333333333333``, ``Not Available``."""
    found = re.match(r"\d+(\.\d+)?", text.strip())
    return Fraction(found[0]) if found else None


def agree(value: Figure, official: Figure) -> bool:
    """Whether a figure is the published one, to the decimals published."""
    if value is None or official is None:
        return value is official
    return value == official or (official.denominator != 1 and abs(value - official) < TRUNCATED)


def read(folder: Path, name: str) -> dict[str, Row]:
    """The rows of one official file by hospital."""
    with (folder / name).open(encoding="utf-8-sig", newline="") as stream:
        return {row["Facility ID"]: row for row in csv.DictReader(stream)}


def compare(folder: Path) -> int:
    """Prints matched/total per column; gives the exit code."""
    policy = kpi_lang.load(HERE / "us_hospital_vbp.kpi")
    table = policy.run(folder / MAIN, binding=HERE / "binding.toml")
    files = {name: read(folder, name) for name in {MAIN, *(file for file, _ in MEASURES)}}
    matched: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for result in table:
        for column, value, official in figures(result.trace, result.key, files):
            if value is None and official is None:
                continue
            total[column] += 1
            matched[column] += agree(value, official)
            if not agree(value, official):
                print(f"{result.key}: {column}: computed {value}, published {official}", file=sys.stderr)
    for column, count in total.items():
        print(f"{column:28} {matched[column]:6}/{count}")
    print(table.summary)
    complete = table.summary.accepted == table.summary.read == len(files[MAIN])
    return 0 if complete and matched == total else 1


def main() -> int:
    """The command; see the module."""
    if len(sys.argv) != 2:
        print("usage: python policies/us_hospital_vbp/compare.py FOLDER", file=sys.stderr)
        return 2
    try:
        return compare(Path(sys.argv[1]))
    except (OSError, kpi_lang.DataFileError) as error:
        print(f"cannot read the official files: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
