from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.data.file_error import DataFileError
from tests.data.data_files import cells, opened, refusal, titles

TEXT = "工号,姓名\r\nE1,张三\r\nE2,Zoë\r\n"
GB_TEXT = "工号,姓名,部门,营业额,备注\r\nE1,张三,华东销售部,12万,联通\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_with_and_without_a_mark_is_read(encoding: str) -> None:
    sheet = opened(TEXT.encode(encoding))
    assert titles(sheet) == ["工号", "姓名"]
    assert cells(sheet) == [(2, ("E1", "张三")), (3, ("E2", "Zoë"))]
    assert not sheet.notes


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_both_orders_of_utf_16_are_read(mark: bytes) -> None:
    encoding = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert titles(opened(mark + TEXT.encode(encoding))) == ["工号", "姓名"]


def test_gb18030_is_read_with_a_note() -> None:
    sheet = opened(GB_TEXT.encode("gb18030"))
    assert titles(sheet) == ["工号", "姓名", "部门", "营业额", "备注"]
    assert [note.code for note in sheet.notes] == ["K880"]


def test_a_last_row_of_gb18030_is_not_garbled() -> None:
    content = b"a,b\n" + b"1,2\n" * 200_000 + "3,张三\n".encode("gb18030")
    assert cells(opened(content))[-1] == (200_002, ("3", "张三"))


@given(st.lists(st.text("张三李四王五部门华东abc123", min_size=1), min_size=1))
def test_chinese_text_is_read_back_in_every_encoding(names: list[str]) -> None:
    text = "\n".join(["工号", *names])
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        assert [row.cells for row in opened(text.encode(encoding)).rows()] == [(name,) for name in names]


def test_a_byte_that_is_no_text_is_named_with_its_place() -> None:
    content = "工号,姓名\nE1,张三\n".encode()
    finding = refusal(content + b"E2,\xff\n")
    assert finding.code == "K807"
    assert finding.message("en") == (
        f"line 3 holds the byte 0xFF (byte {len(content) + 3} of the file), which is no UTF-8 text"
    )


def test_a_file_of_two_encodings_is_not_guessed_at() -> None:
    finding = refusal("工号,姓名\nE1,张三\n".encode() + "E2,李四\n".encode("gb18030"))
    assert finding.code == "K807"
    assert finding.args["line"] == 3


def test_a_file_that_says_utf_8_is_held_to_it() -> None:
    assert refusal(b"\xef\xbb\xbf" + "工号\n张三\n".encode("gb18030")).code == "K807"


@pytest.mark.parametrize("far", [0, 3 << 20])
def test_a_nul_is_named_with_its_place(far: int) -> None:
    content = b"a,b\n" + b"1,2\n" * (far // 4)
    finding = refusal(content + b"3,\x004\n")
    assert finding.code == "K806"
    assert finding.args == {"line": 2 + far // 4, "position": len(content) + 2}


def test_a_nul_in_utf_16_is_named_with_its_place() -> None:
    finding = refusal("a,b\n3,\x004\n".encode("utf-16"))
    assert finding.args == {"line": 2, "position": 2 + 2 * len("a,b\n3,")}


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"PK\x03\x04", "workbook"),
        (b"\xd0\xcf\x11\xe0", "old_workbook"),
        (b"PAR1", "parquet"),
        (b"%PDF-1.7", "pdf"),
    ],
)
def test_a_file_that_is_something_else_says_what(start: bytes, what: str) -> None:
    finding = refusal(start + b" and so on")
    assert (finding.code, finding.help_key) == ("K805", what)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_sheet_or_a_finding(content: bytes) -> None:
    with suppress(DataFileError):
        assert titles(opened(content))
        assert all(row.number > 1 for row in opened(content).rows())
