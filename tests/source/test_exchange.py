import json

import pytest

from kpi_lang.source import DataPlace, Diagnostic, Fix, Label, SourceFile, Span
from kpi_lang.source.exchange import Json, github_annotation, json_object, sarif_log
from tests.source.findings import REMARK, UNKNOWN_NAME, UNUSED, bare, span_of, unknown

FILE = SourceFile("policies/考核.kpi", "指标 x {\n  口径 turnver\n}\n")
SPAN = span_of(FILE, "turnver")


def test_json_of_a_place_in_a_policy() -> None:
    assert json_object(unknown(SPAN), "en") == {
        "code": "K999",
        "severity": "error",
        "message": "unknown name `turnver`",
        "file": "policies/考核.kpi",
        "line": 2,
        "column": 6,
        "end_line": 2,
        "end_column": 13,
        "help": "did you mean `turnover`?",
    }


def test_json_of_a_place_in_data() -> None:
    found = json_object(unknown(DataPlace("staff.csv", 17, "turnver")), "zh")
    assert (found["file"], found["line"], found["end_line"]) == ("staff.csv", 17, 17)
    assert found["data_column"] == "turnver"
    assert found["column"] is found["end_column"] is None
    assert found["message"] == "未知的名称 `turnver`"


def test_json_without_place_or_help() -> None:
    found = json_object(bare(UNUSED), "en")
    assert {name for name, value in found.items() if value is None} == {
        *("file", "line", "column", "end_line", "end_column", "help"),
    }
    assert json.loads(json.dumps(found)) == found


@pytest.mark.parametrize(
    ("found", "annotation"),
    [
        (
            unknown(SPAN),
            (
                "::error title=K999,file=policies/考核.kpi,line=2,endLine=2,col=6,endColumn=12"
                "::unknown name `turnver`%0Adid you mean `turnover`?"
            ),
        ),
        (
            bare(UNUSED, Span.whole(FILE)),
            "::warning title=K998,file=policies/考核.kpi,line=1,endLine=4::unused input",
        ),
        (
            bare(REMARK, DataPlace("a,b:c%.csv", 3, "x")),
            "::notice title=K997,file=a%2Cb%3Ac%25.csv,line=3::a,b:c%25.csv row 3, column x a remark",
        ),
        (bare(UNUSED), "::warning title=K998::unused input"),
        (bare(UNUSED, DataPlace("a.csv")), "::warning title=K998,file=a.csv::a.csv unused input"),
    ],
)
def test_annotations(found: Diagnostic, annotation: str) -> None:
    assert github_annotation(found, "en") == annotation


def at(value: Json, *path: str | int) -> Json:
    """The part of a JSON value that a path leads to."""
    for step in path:
        if isinstance(value, dict):
            assert isinstance(step, str)
            value = value[step]
        else:
            assert isinstance(value, list)
            assert isinstance(step, int)
            value = value[step]
    return value


def test_a_sarif_log_holds_rules_places_and_fixes() -> None:
    fixed = Diagnostic.from_entry(
        UNKNOWN_NAME,
        SPAN,
        labels=[Label.of(span_of(FILE, "x"), "similar", other="x")],
        help="nearest",
        fix=Fix(SPAN, "turnover"),
        arguments={"name": "turnver", "nearest": "turnover"},
    )
    log = sarif_log([fixed, bare(UNUSED, DataPlace("s.csv", 2, "b")), bare(UNUSED)], "en", "1.0")
    assert at(log, "version") == "2.1.0"
    run = at(log, "runs", 0)
    assert at(run, "columnKind") == "unicodeCodePoints"
    assert at(run, "tool", "driver", "version") == "1.0"
    assert at(run, "tool", "driver", "rules") == [
        {
            "id": "K998",
            "shortDescription": {"text": "unused input"},
            "defaultConfiguration": {"level": "warning"},
        },
        {
            "id": "K999",
            "shortDescription": {"text": "unknown name `{name}`"},
            "defaultConfiguration": {"level": "error"},
        },
    ]
    region = {"startLine": 2, "startColumn": 6, "endLine": 2, "endColumn": 13}
    artifact = {"uri": "policies/%E8%80%83%E6%A0%B8.kpi"}
    first = at(run, "results", 0)
    assert at(first, "ruleId") == "K999"
    assert at(first, "ruleIndex") == 1
    assert at(first, "level") == "error"
    assert at(first, "message", "text") == "unknown name `turnver`\ndid you mean `turnover`?"
    assert at(first, "locations") == [{"physicalLocation": {"artifactLocation": artifact, "region": region}}]
    assert at(first, "relatedLocations", 0, "message", "text") == "`x` is declared here"
    assert at(first, "fixes") == [
        {
            "description": {"text": "did you mean `turnover`?"},
            "artifactChanges": [
                {
                    "artifactLocation": artifact,
                    "replacements": [{"deletedRegion": region, "insertedContent": {"text": "turnover"}}],
                }
            ],
        }
    ]
    assert at(run, "results", 1, "locations") == [
        {
            "physicalLocation": {"artifactLocation": {"uri": "s.csv"}, "region": {"startLine": 2}},
            "logicalLocations": [{"name": "b", "kind": "member"}],
        }
    ]
    last = at(run, "results", 2)
    assert isinstance(last, dict)
    assert "locations" not in last
    assert json.loads(json.dumps(log)) == log
