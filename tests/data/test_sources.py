"""Files as they come, bound by a binding file: also the official hospital files in miniature."""

from fractions import Fraction
from pathlib import Path

import pytest

from kpi_lang.data.binding import Binding
from kpi_lang.data.binding_file import parse_binding
from kpi_lang.data.bound import BoundRow
from kpi_lang.data.file_error import DataFileError
from kpi_lang.data.schema import RecordsSchema
from kpi_lang.data.sources import bind_files, open_sources
from kpi_lang.source import DataPlace, SourceFile
from kpi_lang.values.kinds import NUMBER, POINTS, TEXT, YES_NO
from tests.data.specs import COMPLAINT, ERRORS, domain, schema, spec

RATE = domain(0, 10, Fraction(1, 10**6))
MEASURE = RecordsSchema(
    "measure",
    "Measures",
    False,
    (
        spec("code", TEXT),
        spec("domain", TEXT),
        spec("lower", YES_NO),
        spec("floor", NUMBER, RATE, optional=True),
        spec("threshold", NUMBER, RATE),
        spec("performance", NUMBER, RATE),
        spec("score", POINTS, domain(0, 10, 1)),
    ),
)
HOSPITAL = schema(
    spec("combined_ssi", POINTS, domain(0, 10, 1)), spec("official_total", POINTS), records=[MEASURE]
)
HOSPITAL_BINDING = """
key     = "Facility ID"
missing = ["Not Available"]
ignore  = ["* Points"]

[sheets]
clinical   = "clinical.csv"
safety     = "safety.csv"
experience = "experience.csv"

[columns]
combined_ssi   = { sheet = "safety", title = "Combined SSI Measure Score", suffix = " out of 10" }
official_total = "Total Performance Score"

[[records.measure]]
sheet = "clinical"
[records.measure.unpivot.code]
MORT-30-AMI   = { lower = false }
COMP-HIP-KNEE = { lower = true }
[records.measure.columns]
domain      = "= clinical"
threshold   = "{code} Achievement Threshold"
performance = "{code} Performance Rate"
score       = { title = "{code} Measure Score", suffix = " out of 10" }

[[records.measure]]
sheet   = "safety"
unpivot = { code = "HAI-1" }
[records.measure.columns]
domain      = "= safety"
lower       = "= yes"
threshold   = "{code} Achievement Threshold"
performance = "{code} Performance Rate"
score       = { title = "{code} Measure Score", suffix = " out of 10" }

[[records.measure]]
sheet     = "experience"
unpivot   = { code = "Communication With Nurses" }
only_with = "performance"
[records.measure.columns]
domain      = "= experience"
lower       = "= no"
floor       = "{code} Floor"
threshold   = "{code} Achievement Threshold"
performance = "{code} Performance Rate"
score       = "{code} Dimension Score"
"""
HOSPITAL_FILES = {
    "tps.csv": "Facility ID,Total Performance Score\n010001,15.583333333333\n010007,26.888888888889\n",
    "clinical.csv": (
        "Facility ID,MORT-30-AMI Achievement Threshold,MORT-30-AMI Performance Rate,MORT-30-AMI Measure Score,"
        "COMP-HIP-KNEE Achievement Threshold,COMP-HIP-KNEE Performance Rate,COMP-HIP-KNEE Measure Score\n"
        "010001,0.869247,0.880237,7 out of 10,0.025396,0.022314,6 out of 10\n"
        "010007,0.869247,Not Available,Not Available,0.025396,Not Available,Not Available\n"
    ),
    "safety.csv": (
        "Facility ID,HAI-1 Achievement Threshold,HAI-1 Performance Rate,HAI-1 Measure Score,"
        "HAI-1 Achievement Points,Combined SSI Measure Score\n"
        "010001,0.589,1.136,0 out of 10,0 out of 10,1 out of 10\n"
        "010007,0.589,Not Available,Not Available,Not Available,Not Available\n"
    ),
    "experience.csv": (
        "Facility ID,Communication With Nurses Floor,Communication With Nurses Achievement Threshold,"
        "Communication With Nurses Performance Rate,Communication With Nurses Dimension Score\n"
        "010001,53.50%,79.42%,79.4157%,1\n"
        "010007,53.50%,79.42%,Not Available,Not Available\n"
    ),
}


def saved(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_hospital_files_are_bound_as_they_are(tmp_path: Path) -> None:
    folder = saved(tmp_path, HOSPITAL_FILES)
    binding = parse_binding(SourceFile("hvbp.toml", HOSPITAL_BINDING))
    bound = bind_files(HOSPITAL, folder / "tps.csv", binding=binding)
    one, two = (person for person in bound if isinstance(person, BoundRow))
    assert not list(bound.findings)
    assert (one.key, one.values) == ("010001", (1, Fraction("15.583333333333")))
    assert two.values == (None, Fraction("26.888888888889"))
    assert one.records[0] is not None
    assert [record.values for record in one.records[0]] == [
        ("MORT-30-AMI", "clinical", False, None, Fraction("0.869247"), Fraction("0.880237"), 7),
        ("COMP-HIP-KNEE", "clinical", True, None, Fraction("0.025396"), Fraction("0.022314"), 6),
        ("HAI-1", "safety", True, None, Fraction("0.589"), Fraction("1.136"), 0),
        (
            "Communication With Nurses",
            "experience",
            False,
            Fraction("0.535"),
            Fraction("0.7942"),
            Fraction("0.794157"),
            1,
        ),
    ]
    assert one.records[0][0].place_of(5) == DataPlace(
        str(folder / "clinical.csv"), 2, "MORT-30-AMI Performance Rate"
    )
    assert two.records[0] is not None
    assert [record.values[5] for record in two.records[0]] == [None, None, None]
    counts = bound.counts.records["measure"]
    assert (counts.read, counts.accepted, counts.left_out) == (7, 7, 1)


def test_files_of_a_run_are_opened_with_their_bindings(tmp_path: Path) -> None:
    folder = saved(
        tmp_path,
        {
            "staff.csv": "Staff 2026\n\n工号;errors\nE1;n/a\nE2;1\n",
            "log.csv": "as of June\n工号,date,severity\nE1,2026-01-01,minor\n",
        },
    )
    text = 'key = "工号"\ntitle_row = 3\n[records.complaint]\ntitle_row = 2\n'
    bound = bind_files(
        schema(ERRORS, records=[COMPLAINT]),
        folder / "staff.csv",
        {"complaint": folder / "log.csv"},
        parse_binding(SourceFile("b.toml", text)),
        missing=["n/a"],
    )
    people = [person for person in bound if isinstance(person, BoundRow)]
    assert [(person.key, person.values, person.place.row) for person in people] == [
        ("E1", (None,), 4),
        ("E2", (1,), 5),
    ]
    assert [len(person.records[0] or ()) for person in people] == [1, 0]


def test_records_may_have_a_file_of_their_own_in_the_binding(tmp_path: Path) -> None:
    folder = saved(
        tmp_path,
        {"staff.csv": "staff_no,errors\nE1,1\n", "log.csv": "staff_no,date,severity\nE1,2026-01-01,minor\n"},
    )
    binding = parse_binding(SourceFile("b.toml", '[records.complaint]\nfile = "log.csv"\n'))
    (person,) = bind_files(schema(ERRORS, records=[COMPLAINT]), folder / "staff.csv", binding=binding)
    assert isinstance(person, BoundRow)
    assert len(person.records[0] or ()) == 1


def test_further_files_lie_beside_the_main_one(tmp_path: Path) -> None:
    folder = saved(tmp_path, {"staff.csv": "staff_no,errors\nE1,1\n"})
    binding = parse_binding(SourceFile("b.toml", '[sheets]\nfinance = "finance.csv"\n'))
    with pytest.raises(DataFileError) as caught:
        open_sources(folder / "staff.csv", binding=binding)
    assert caught.value.diagnostic.span == DataPlace(str(folder / "finance.csv"))


def test_notes_on_a_file_are_findings_of_the_binding(tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_bytes("staff_no,errors,备注\nE1,1,张三\n".encode("gb18030"))
    bound = bind_files(schema(ERRORS), tmp_path / "staff.csv", binding=Binding(ignore=("备注",)))
    assert [finding.code for finding in bound.findings] == ["K880"]
