import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kpi_lang.source import DataPlace, Diagnostic, Label, SourceFile, Span
from kpi_lang.source.excerpts import WIDEST_LINE
from kpi_lang.source.rendering import render, render_all
from tests.source.findings import REMARK, UNUSED, bare, span_of, unknown


def rendered(text: str, part: str, *labels: str) -> str:
    file = SourceFile("p.kpi", text)
    further = [Label.of(span_of(file, label), "similar", other=label) for label in labels]
    return render(unknown(span_of(file, part), *further))


def shows(diagnostic: Diagnostic, wanted: str) -> None:
    """Compare with a picture whose lines start at a bar, so that its left margin is seen."""
    lines = [line.strip().removeprefix("¦") for line in wanted.strip().splitlines()]
    assert render(diagnostic).splitlines() == lines


def test_one_place() -> None:
    file = SourceFile("p.kpi", "indicator rate {\n  measure turnver / target\n}\n")
    shows(
        unknown(span_of(file, "turnver")),
        """
        ¦error[K999]: unknown name `turnver`
        ¦ --> p.kpi:2:11
        ¦  |
        ¦2 |   measure turnver / target
        ¦  |           ^^^^^^^ not declared here
        ¦  |
        ¦help: did you mean `turnover`?
        """,
    )


def test_chinese_words_and_full_width_punctuation() -> None:
    file = SourceFile("p.kpi", "计算口径 费用 / turnver\n")
    text = render(unknown(span_of(file, "turnver")), "zh")
    assert text.splitlines() == [
        "错误[K999]：未知的名称 `turnver`",
        " --> p.kpi:1:11",
        "  |",
        "1 | 计算口径 费用 / turnver",
        "  |                 ^^^^^^^ 此处未声明",
        "  |",
        "建议：是否想写 `turnover`？",
    ]


def test_underlines_of_chinese_text_are_as_wide_as_the_text() -> None:
    lines = rendered("指标 费用率 与 得分", "费用率").splitlines()
    assert lines[4] == "  |      ^^^^^^ not declared here"


def test_further_places_before_and_after_and_far_away() -> None:
    lines = ["input turnover", "a", "input turnver2", "measure turnver", *"bcde", "end of it"]
    file = SourceFile("p.kpi", "\n".join(lines))
    primary = Span(file, file.text.rindex("turnver"), file.text.rindex("turnver") + 7)
    labels = [
        Label.of(span_of(file, name), "similar", other=name) for name in ("turnover", "turnver2", "end")
    ]
    shows(
        unknown(primary, *labels),
        """
        ¦error[K999]: unknown name `turnver`
        ¦ --> p.kpi:4:9
        ¦  |
        ¦1 | input turnover
        ¦  |       -------- `turnover` is declared here
        ¦2 | a
        ¦3 | input turnver2
        ¦  |       -------- `turnver2` is declared here
        ¦4 | measure turnver
        ¦  |         ^^^^^^^ not declared here
        ¦  …
        ¦9 | end of it
        ¦  | --- `end` is declared here
        ¦  |
        ¦help: did you mean `turnover`?
        """,
    )


def test_a_place_in_another_file() -> None:
    here, there = SourceFile("p.kpi", "measure turnver"), SourceFile("lib.kpi", "\n" * 99 + "input turnover")
    label = Label.of(span_of(there, "turnover"), "similar", other="turnover")
    shows(
        unknown(span_of(here, "turnver"), label),
        """
        ¦error[K999]: unknown name `turnver`
        ¦   --> p.kpi:1:9
        ¦    |
        ¦  1 | measure turnver
        ¦    |         ^^^^^^^ not declared here
        ¦    |
        ¦   ::: lib.kpi:100:7
        ¦    |
        ¦100 | input turnover
        ¦    |       -------- `turnover` is declared here
        ¦    |
        ¦help: did you mean `turnover`?
        """,
    )


def test_several_lines_are_underlined_at_both_ends() -> None:
    file = SourceFile("p.kpi", "x line {\r\n  60%: 0\r\n  80%: 5\r\n  }\r\n\r\n")
    shows(
        unknown(Span(file, 2, len(file.text))),
        """
        ¦error[K999]: unknown name `turnver`
        ¦ --> p.kpi:1:3
        ¦  |
        ¦1 | x line {
        ¦  |   ^^^^^^
        ¦  …
        ¦4 |   }
        ¦  |   ^ not declared here
        ¦  |
        ¦help: did you mean `turnover`?
        """,
    )


def test_the_end_of_the_file_shows_what_stands_before_it() -> None:
    file = SourceFile("p.kpi", "scorecard {\n\n\n")
    shows(
        unknown(Span.at_end(file)),
        """
        ¦error[K999]: unknown name `turnver`
        ¦ --> p.kpi:4:1
        ¦  |
        ¦1 | scorecard {
        ¦  …
        ¦4 |
        ¦  | ^ not declared here
        ¦  |
        ¦help: did you mean `turnover`?
        """,
    )


@pytest.mark.parametrize("text", ["", "\n", "abc"])
def test_a_place_without_width_has_one_caret(text: str) -> None:
    lines = render(unknown(Span.at_end(SourceFile("p.kpi", text)))).splitlines()
    assert lines[-3].count("^") == 1


def test_tabs_take_four_cells() -> None:
    lines = rendered("\tmeasure\tturnver", "turnver").splitlines()
    assert lines[1] == " --> p.kpi:1:10"
    assert lines[3] == "1 |     measure    turnver"
    assert lines[4] == "  |                ^^^^^^^ not declared here"


@pytest.mark.parametrize("filler", ["x", "指"])
def test_a_long_line_is_cut_around_each_place(filler: str) -> None:
    text = f"{filler * 5000} turnver {filler * 5000} target {filler * 50}"
    lines = rendered(text, "turnver", "target").splitlines()
    shown = [line for line in lines if line.startswith("1 | ")]
    assert len(shown) == 2
    assert all(cell_len(line) <= WIDEST_LINE + 6 for line in shown)
    for part, line in (("turnver", shown[0]), ("target", shown[1])):
        underline = lines[lines.index(line) + 1]
        mark = re.search(r"\^+|--+", underline)
        assert mark is not None
        assert cell_len(line[: line.index(part)]) == mark.start()
        assert len(mark[0]) == len(part)
    assert shown[0].startswith("1 | …")
    assert shown[0].endswith("…")


def test_a_place_wider_than_the_screen_is_underlined_as_far_as_shown() -> None:
    lines = rendered("x" * 1000, "x" * 1000).splitlines()
    assert lines[3] == f"1 | {'x' * WIDEST_LINE}…"
    assert lines[4] == f"  | {'^' * WIDEST_LINE} not declared here"


def test_a_place_in_data() -> None:
    file = SourceFile("p.kpi", "input turnover")
    label = Label.of(span_of(file, "turnover"), "similar", other="turnover")
    shows(
        unknown(DataPlace("staff.csv", 17, "turnver"), label),
        """
        ¦error[K999]: unknown name `turnver`
        ¦ --> staff.csv row 17, column turnver
        ¦ ::: p.kpi:1:7
        ¦  |
        ¦1 | input turnover
        ¦  |       -------- `turnover` is declared here
        ¦  |
        ¦help: did you mean `turnover`?
        """,
    )


def test_no_place_at_all() -> None:
    assert render(bare(UNUSED)) == "warning[K998]: unused input"
    assert render(bare(REMARK), "zh") == "提示[K997]：说明"
    assert render(bare(UNUSED), "zh") == "警告[K998]：未使用的输入"


def test_several_are_set_apart_by_an_empty_line() -> None:
    assert render_all([bare(UNUSED), bare(REMARK)]) == "warning[K998]: unused input\n\nnote[K997]: a remark"
    assert render_all([]) == ""


def test_colour_changes_nothing_but_colour() -> None:
    found = unknown(span_of(SourceFile("p.kpi", "measure turnver"), "turnver"))
    coloured = render(found, color=True)
    assert "\x1b[1;31merror[K999]\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render(found)


def test_the_text_cannot_command_the_terminal() -> None:
    text = rendered("a \x1b[2J\u202e turnver", "turnver")
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "1 | a ␛[2J\ufffd turnver" in text


@given(st.text(alphabet="ab 指\t\r\n\u0301\u200b", max_size=60), st.data())
def test_any_place_of_any_text_can_be_shown(text: str, data: st.DataObject) -> None:
    file = SourceFile("p.kpi", text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    label = data.draw(st.integers(0, len(text)))
    found = unknown(Span(file, start, end), Label.of(Span(file, label, len(text)), "similar", other="x"))
    lines = render(found).splitlines()
    assert lines[1].startswith(" " * len(lines[1].split("-->")[0]) + "--> p.kpi:")
    assert sum("not declared here" in line for line in lines) == 1
    assert sum("is declared here" in line for line in lines) == 1
    for line in lines:
        assert line == line.rstrip()
