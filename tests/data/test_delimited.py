import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.data.data_files import cells, opened, refusal, row_of, titles


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_out(separator: str) -> None:
    text = "key,note,amount\nE1,fine,5\nE2,,6\n".replace(",", separator)
    sheet = opened(text.encode())
    assert titles(sheet) == ["key", "note", "amount"]
    assert cells(sheet) == [(2, ("E1", "fine", "5")), (3, ("E2", "", "6"))]
    assert sheet.grouping_commas is (separator != ";")


def test_commas_in_values_do_not_win_over_semicolons() -> None:
    sheet = opened(b"key;sales, net;note\nE1;1,5;a, b, c\nE2;2,5;\n")
    assert titles(sheet) == ["key", "sales, net", "note"]


def test_one_column_needs_no_separator() -> None:
    assert cells(opened(b"key\nE1\nE2")) == [(2, ("E1",)), (3, ("E2",))]


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    sheet = opened(b'key,note\nE1,"two\nlines"\n\nE2,x\n')
    assert cells(sheet) == [(2, ("E1", "two\nlines")), (3, ()), (4, ("E2", "x"))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_ends_a_row(end: str) -> None:
    assert len(cells(opened(f"a,b{end}1,2{end}3,4{end}".encode()))) == 2


def test_a_sheet_can_be_read_again() -> None:
    sheet = opened(b"a,b\n1,2\n")
    assert cells(sheet) == cells(sheet) == [(2, ("1", "2"))]


def test_titles_are_trimmed_and_on_one_line() -> None:
    assert titles(opened("\ufeffa , 本季\n营业额\n".replace("\n营", "  营").encode())) == ["a", "本季 营业额"]
    assert titles(opened(b'a,"two\n lines",,\n1,2\n')) == ["a", "two lines"]


def test_titles_may_stand_in_a_later_row() -> None:
    sheet = opened(b"Results 2026,,\n\nkey,a,b\nE1,1,2\n", title_row=3)
    assert titles(sheet) == ["key", "a", "b"]
    assert cells(sheet) == [(4, ("E1", "1", "2"))]


@pytest.mark.parametrize("content", [b"", b"\n", b",,\n1,2,3\n", b"\xef\xbb\xbf"])
def test_a_file_without_titles_is_refused(content: bytes) -> None:
    assert refusal(content).code == "K810"


@pytest.mark.parametrize(
    ("content", "row", "problem"),
    [
        (b'a,b\n1,2\n3,"open\n5,6\n', 3, "open"),
        (b'a,b\n"stray"x,2\n', 2, "stray"),
        (b'a,b\n1,"' + b"x" * 140_000 + b'"\n', 2, "long"),
    ],
)
def test_quotation_marks_that_do_not_pair_are_told_by_row(content: bytes, row: int, problem: str) -> None:
    finding = refusal(content)
    assert (finding.code, row_of(finding), finding.help_key) == ("K808", row, problem)


def test_one_line_of_ten_megabytes_is_a_finding() -> None:
    assert refusal(b"a,b\n" + b"x" * 10_000_000 + b",1\n").code == "K808"
    assert len(titles(opened(b"t," * 1_000_000 + b"end\n"))) == 1_000_001


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=8), st.sampled_from(",;\t"))
def test_what_a_spreadsheet_writes_is_read_back(rows: list[list[str]], separator: str) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerows([["first", "second", "third"], *rows])
    sheet = opened(text.getvalue().encode())
    assert titles(sheet) == ["first", "second", "third"]
    assert [list(row.cells) for row in sheet.rows()] == rows
