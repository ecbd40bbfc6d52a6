"""Official figures of eight hospitals, fiscal year 2024, against the policy on sheets laid out like the official ones.

`hospital_slice/` holds them retyped: the national thresholds by measure, rates and points by hospital and
measure, scores by hospital. An empty cell is "Not Available" in the official files.
"""

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import kpi_lang
from kpi_lang.core.absent import Absent
from kpi_lang.evaluate.trace import RecordTrace, Trace
from tests.policies.shipped import FOLDER, shipped

SLICE = Path(__file__).parent / "hospital_slice"
FILE = "us_hospital_vbp/us_hospital_vbp.kpi"
TITLES = {
    "floor": "Floor",
    "threshold": "Achievement Threshold",
    "benchmark": "Benchmark",
    "baseline": "Baseline Rate",
    "performance": "Performance Rate",
}
POINTS = ("achievement", "improvement", "score")
HALF_A_DIGIT = Fraction(1, 2 * 10**12)

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (SLICE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def wide(folder: Path) -> Path:
    """The slice as four sheets with a row for each hospital; the first is that of clinical outcomes."""
    measures = {row["measure"]: row for row in rows("measures")}
    sheets: dict[str, dict[str, Row]] = {row["file"]: {} for row in measures.values()}
    for rate in rows("rates"):
        measure = measures[rate["measure"]]
        row = sheets[measure["file"]].setdefault(rate["facility"], {"Facility ID": rate["facility"]})
        for name, title in TITLES.items():
            value = {**measure, **rate}[name]
            row[f"{rate['measure']} {title}"] = value or "Not Available"
    for score in rows("scores"):
        combined = f"{score['combined_ssi']} out of 10" if score["combined_ssi"] else "Not Available"
        sheets["safety"][score["facility"]]["Combined SSI Measure Score"] = combined
    for name, hospitals in sheets.items():
        with (folder / f"hvbp_{name}_fy2024.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(next(iter(hospitals.values()))))
            writer.writeheader()
            writer.writerows(hospitals.values())
    return folder / "hvbp_clinical_outcomes_fy2024.csv"


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> kpi_lang.Table:
    binding = FOLDER / "us_hospital_vbp" / "binding.toml"
    found = shipped(FILE).run(wide(tmp_path_factory.mktemp("official")), binding=binding)
    assert len(found) == len(rows("scores"))
    assert not found.rejects
    return found


def test_every_measure_has_its_official_points(table: kpi_lang.Table) -> None:
    compared = 0
    for rate in rows("rates"):
        actual = measured(table, rate["facility"], rate["measure"])
        for name in POINTS:
            assert actual[name] == official(rate[name]), f"{rate['facility']} {rate['measure']} {name}"
            compared += 1
    assert compared == 8 * 21 * 3


def test_every_score_is_the_official_one_to_twelve_places(table: kpi_lang.Table) -> None:
    for score in rows("scores"):
        result = table[score["facility"]]
        for name in ("base_points", "consistency", "clinical", "person", "safety", "efficiency", "total"):
            assert close(result[name], score[name]), f"{score['facility']} {name}"
        for name in ("clinical", "person", "safety", "efficiency"):
            part = result[f"{name}.points"] if score[name] else None
            assert close(part, score[f"{name}_part"]), f"{score['facility']} {name}.points"


def test_the_slice_has_the_hard_cases() -> None:
    scores = rows("scores")
    assert {score["consistency"] for score in scores} >= {"", "0", "20"}
    assert any(not score["person"] for score in scores)
    assert any(not score["safety"] for score in scores)
    assert any(rate["score"] and not rate["improvement"] for rate in rows("rates"))


@pytest.mark.parametrize(
    ("rates", "points"),
    [
        (("0.880237", "0.856752", "0.869247", "0.887868"), (6, 7, 7)),
        (("0.815392", "0.833710", "0.840281", "0.872976"), (0, 0, 0)),
        (("0.869247", "0.860000", "0.869247", "0.887868"), (1, 3, 3)),
        (("0.887868", "0.860000", "0.869247", "0.887868"), (10, 9, 10)),
        (("0.880237", None, "0.869247", "0.887868"), (6, None, 6)),
        (("0.5", "0.4", "0.4", "0.58"), (6, 5, 6)),
        (("0.4", None, "0.2", "0.65"), (5, None, 5)),
    ],
    ids=[f"20.{number}" for number in range(1, 8)],
)
def test_the_worked_examples_of_one_measure(
    rates: tuple[str | None, ...], points: tuple[int | None, ...]
) -> None:
    performance, baseline, threshold, benchmark = rates
    record = {
        "code": "any",
        "domain": "clinical",
        "better": "higher",
        "threshold": threshold,
        "benchmark": benchmark,
        "baseline": baseline,
        "performance": performance,
    }
    trace = shipped(FILE).evaluate({}, records={"measured": [record]}).trace
    (traces,) = trace.records
    assert traces is not None
    assert tuple(columns(trace, traces[0])[name] for name in POINTS) == points


def measured(table: kpi_lang.Table, facility: str, measure: str) -> dict[str, object]:
    """The computed columns of one measure of a hospital."""
    trace = table[facility].trace
    (records,) = trace.person.records
    (traces,) = trace.records
    assert records is not None
    assert traces is not None
    place = next(place for place, record in enumerate(records) if measure in record.values)
    return columns(trace, traces[place])


def columns(trace: Trace, record: RecordTrace) -> dict[str, object]:
    """Computed columns by name, None where there is no value."""
    names = [rule.name for rule in trace.plan.records[0].rules]
    values = [None if isinstance(value, Absent) else value for value in record.values]
    return dict(zip(names, values, strict=True))


def official(cell: str) -> Fraction | None:
    return Fraction(cell) if cell else None


def close(actual: object, cell: str) -> bool:
    if actual is None or not cell:
        return actual is None and not cell
    assert isinstance(actual, Decimal | Fraction)
    return abs(Fraction(actual) - Fraction(cell)) <= HALF_A_DIGIT
