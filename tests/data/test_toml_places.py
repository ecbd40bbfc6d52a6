import pytest

from kpi_lang.data.toml_places import setting_span
from kpi_lang.source import SourceFile

TEXT = """\
# key = "not this"
key = "a"
a.b = 1

[columns]
"Turnover booked" = "x"
turnover = { title = "t" }

[[records.m]]
sheet = "one"

[[records.m]]
sheet = "two"
[records.m.columns]
rate = "r"
"""


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        (("key",), "key", 2),
        (("a", "b"), "a.b", 3),
        (("columns",), "columns", 5),
        (("columns", "Turnover booked"), '"Turnover booked"', 6),
        (("columns", "turnover", "title"), "turnover", 7),
        (("records", "m", 0, "sheet"), "sheet", 10),
        (("records", "m", 1), "records.m", 12),
        (("records", "m", 1, "sheet"), "sheet", 13),
        (("records", "m", 1, "columns", "rate"), "rate", 15),
        (("nowhere",), '# key = "not this"', 1),
    ],
)
def test_a_setting_is_found(path: tuple[str | int, ...], text: str, line: int) -> None:
    span = setting_span(SourceFile("b.toml", TEXT), path)
    assert (span.text, span.first.line) == (text, line)
