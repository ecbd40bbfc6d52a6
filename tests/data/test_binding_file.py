from pathlib import Path

import pytest

from kpi_lang.data.binding import Binding, Code
from kpi_lang.data.binding_file import parse_binding, read_binding
from kpi_lang.data.file_error import BindingError, DataFileError
from kpi_lang.source import Diagnostic, SourceFile, Span

EVERYTHING = """\
missing   = ["Not Available", "—"]
key       = "工号"
title_row = 2
ignore    = ["备注*"]
not_given = ["peer"]
where     = { "季度" = ["2026Q3"], Year = 2026 }

[columns]
turnover = "营业额"
expenses = ["费用", "本季费用"]
rate     = "= 7.1"
ssi      = { sheet = "safety", title = "Combined", suffix = " out of 10", missing = "-" }

[sheets]
safety  = "safety.csv"
finance = { file = "finance.xlsx#Q3", key = "编号", title_row = 3, where = { "状态" = "正常" } }

[records.complaint]
file    = "complaints.csv"
key     = ["工号", "编号"]
columns = { date = "日期" }

[[records.measure]]
sheet     = "safety"
unpivot   = { code = ["HAI-1", "HAI-2"] }
only_with = "performance"
[records.measure.columns]
performance = "{code} Performance Rate"
domain      = "= safety"

[[records.measure]]
sheet = "main"
[records.measure.unpivot.code]
AMI     = { lower = false }
"HIP 2" = { lower = true, domain = "clinical" }
"""


def parsed(text: str) -> Binding:
    return parse_binding(SourceFile("sheets.toml", text))


def refused(text: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(BindingError) as caught:
        parsed(text)
    return caught.value.diagnostics


def test_every_setting_is_read() -> None:
    binding = parsed(EVERYTHING)
    assert binding.missing == ("Not Available", "—")
    assert (binding.key, binding.title_row) == (("工号",), 2)
    assert (binding.ignore, binding.not_given) == (("备注*",), ("peer",))
    assert [(one.title, one.texts) for one in binding.where] == [("季度", ("2026Q3",)), ("Year", ("2026",))]
    columns = binding.columns
    assert columns["turnover"].titles == ("营业额",)
    assert columns["expenses"].titles == ("费用", "本季费用")
    assert columns["rate"].constant == "7.1"
    assert (columns["ssi"].sheet, columns["ssi"].suffix, columns["ssi"].missing) == (
        "safety",
        " out of 10",
        ("-",),
    )


def test_sheets_are_files_with_keys_of_their_own() -> None:
    safety, finance, complaints = parsed(EVERYTHING).sheets
    assert (safety.name, safety.file, safety.key) == ("safety", "safety.csv", ())
    assert (finance.file, finance.key, finance.title_row) == ("finance.xlsx#Q3", ("编号",), 3)
    assert [(one.title, one.texts) for one in finance.where] == [("状态", ("正常",))]
    assert (complaints.name, complaints.file) == ("complaints.csv", "complaints.csv")


def test_records_come_from_one_or_several_sources() -> None:
    records = parsed(EVERYTHING).records
    (complaint,) = records["complaint"]
    assert (complaint.sheet, complaint.key) == ("complaints.csv", ("工号", "编号"))
    first, second = records["measure"]
    assert first.unpivot is not None
    assert (first.unpivot.name, first.unpivot.codes) == ("code", (Code("HAI-1", {}), Code("HAI-2", {})))
    assert first.only_with == ("performance",)
    assert first.columns["domain"].constant == "safety"
    assert second.unpivot is not None
    assert second.unpivot.codes == (
        Code("AMI", {"lower": "false"}),
        Code("HIP 2", {"lower": "true", "domain": "clinical"}),
    )
    assert second.sheet == "main"


def test_an_empty_file_is_the_empty_binding() -> None:
    assert parsed("").columns == Binding().columns
    assert parsed("# nothing\n").sheets == ()


@pytest.mark.parametrize(
    ("text", "code", "help_key", "underlined"),
    [
        ("mising = []\n", "K831", "nearest", "mising"),
        ("[sheets]\na = { file = 'a.csv', colour = 1 }\n", "K831", "none", "a"),
        ("key = 5.5\n", "K832", "texts", "key"),
        ("missing = [['a']]\n", "K832", "texts", "missing"),
        ("title_row = 0\n", "K832", "row", "title_row"),
        ("title_row = true\n", "K832", "row", "title_row"),
        ("columns = 5\n", "K832", "table", "columns"),
        ("[columns]\nturnover = 5\n", "K832", "column", "turnover"),
        ("[columns]\nturnover = { suffix = ['a'] }\n", "K832", "text", "turnover"),
        ("[sheets]\nmain = 'a.csv'\n", "K836", "main", "main"),
        ("[sheets]\nsafety = { key = 'x' }\n", "K836", "file", "safety"),
        ("[records]\nm = 5\n", "K832", "table", "m"),
        ("[records.m]\nsheet = 'a'\nfile = 'b'\n", "K836", "both", "file"),
        ("[records.m]\nsheet = 'nowhere'\n", "K836", "unknown", "sheet"),
        ("[records.m]\nunpivot = { a = ['1'], b = ['2'] }\n", "K832", "unpivot", "unpivot"),
        ("[records.m]\nunpivot = { a = [] }\n", "K832", "unpivot", "unpivot"),
        ("[[records.m]]\nsheet = 'main'\n[[records.m]]\nsheets = 'main'\n", "K831", "nearest", "sheets"),
    ],
)
def test_a_mistake_is_underlined(text: str, code: str, help_key: str, underlined: str) -> None:
    (finding,) = refused(text)
    assert (finding.code, finding.help_key) == (code, help_key)
    assert isinstance(finding.span, Span)
    assert finding.span.text == underlined


def test_several_mistakes_are_reported_together() -> None:
    findings = refused("keey = 'a'\ntitle_row = 'x'\n[columns]\nb = 1\n")
    assert [finding.code for finding in findings] == ["K831", "K832", "K832"]


@pytest.mark.parametrize(
    ("text", "place"), [("missing = [\n'a'\nkey = 1\n", (3, 1)), ("a = 'b", (1, 7)), ("= 5", (1, 1))]
)
def test_what_is_no_toml_says_where(text: str, place: tuple[int, int]) -> None:
    (finding,) = refused(text)
    assert finding.code == "K830"
    assert isinstance(finding.span, Span)
    assert finding.span.first == place
    assert "(at" not in finding.message("en")


def test_deep_nesting_is_a_finding() -> None:
    assert refused("a = " + "[" * 100_000)[0].code == "K830"


def test_a_binding_file_may_have_a_mark_and_must_be_text(tmp_path: Path) -> None:
    path = tmp_path / "sheets.toml"
    path.write_bytes(b"\xef\xbb\xbfkey = '\xe5\xb7\xa5\xe5\x8f\xb7'\r\n")
    assert read_binding(path).key == ("工号",)
    path.write_bytes(b"key = '\xff'")
    with pytest.raises(DataFileError):
        read_binding(path)


def test_patterns_of_ignored_titles_know_only_the_star() -> None:
    binding = Binding(ignore=("* Points", "备注[1]?"))
    assert binding.ignores("HAI-1 Achievement Points")
    assert binding.ignores("备注[1]?")
    assert not binding.ignores("备注1x")
    assert not binding.ignores("Points earned")


def test_a_binding_is_extended_by_the_command_line() -> None:
    binding = Binding(missing=("n/a",))
    assert binding.with_missing(["-"]).missing == ("n/a", "-")
    assert binding.with_not_given(["peer"]).not_given == ("peer",)
