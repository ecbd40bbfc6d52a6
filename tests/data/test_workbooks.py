import io
import sys
import zipfile
from datetime import date, datetime, time

import pytest

from kpi_lang.data.raw import Obstacle, Unreadable
from tests.data.data_files import cells, opened, refusal, titles

openpyxl = pytest.importorskip("openpyxl")

NAME = "staff.xlsx"


def workbook(*rows: list[object], title: str = "Q3", further: str = "") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    if further:
        book.create_sheet(further).append(["other"])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def with_sheet_xml(content: bytes, before: str, after: str) -> bytes:
    """The workbook with its first sheet's text changed, as another program might have stored it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert before.encode() in text
                text = text.replace(before.encode(), after.encode())
            target.writestr(name, text)
    return packed.getvalue()


def test_cells_keep_their_kinds() -> None:
    content = workbook(
        ["staff_no", "amount", "day", "done", "note"],
        ["E1", 1250000.5, date(2026, 7, 1), True, "好"],
        [1001, 7, datetime(2026, 7, 1, 8), False, None],
        ["E3", None, time(8, 30), None, None],
    )
    sheet = opened(content, NAME)
    assert titles(sheet) == ["staff_no", "amount", "day", "done", "note"]
    assert cells(sheet) == [
        (2, ("E1", 1250000.5, datetime(2026, 7, 1), True, "好")),
        (3, (1001, 7, datetime(2026, 7, 1, 8), False, None)),
        (4, ("E3", None, Unreadable(Obstacle.CLOCK, "08:30:00"), None, None)),
    ]


def test_rows_keep_their_numbers_and_short_ones_are_filled_up() -> None:
    sheet = opened(workbook(["a", "b"], [], ["1"], ["2", "3", "extra"]), NAME)
    assert cells(sheet) == [(2, (None, None)), (3, ("1", None)), (4, ("2", "3", "extra"))]
    assert sheet.addressed


def test_a_formula_is_its_stored_result_or_cannot_be_read() -> None:
    stored = with_sheet_xml(
        workbook(["a", "b", "c"], ["=1+1", '=IF(1,"","x")', "=2+2"]),
        "<f>1+1</f><v />",
        "<f>1+1</f><v>2</v>",
    )
    content = with_sheet_xml(
        stored, '<c r="B2"><f>IF(1,"","x")</f><v /></c>', '<c r="B2" t="str"><f>1</f><v></v></c>'
    )
    assert cells(opened(content, NAME)) == [(2, (2, None, Unreadable(Obstacle.FORMULA, "=2+2")))]


def test_errors_cannot_be_read() -> None:
    content = with_sheet_xml(
        workbook(["a"], ["=1/0"]),
        '<c r="A2"><f>1/0</f><v /></c>',
        '<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    )
    assert cells(opened(content, NAME)) == [(2, (Unreadable(Obstacle.ERROR_VALUE, "#DIV/0!"),))]


def test_a_wrong_stored_size_does_not_cut_the_sheet_off() -> None:
    content = with_sheet_xml(
        workbook(["a", "b"], ["1", "2"], ["3", "4"]), '<dimension ref="A1:B3" />', '<dimension ref="A1" />'
    )
    assert len(cells(opened(content, NAME))) == 2


def test_a_sheet_is_chosen_by_name() -> None:
    content = workbook(["a"], title="Q2", further="Q3")
    assert titles(opened(content, NAME)) == ["a"]
    assert titles(opened(content, f"{NAME}#Q3", "Q3")) == ["other"]
    near, far = refusal(content, f"{NAME}#q 3", "q 3"), refusal(content, f"{NAME}#年终", "年终")
    assert near.help("en") == "did you mean `Q3`?"
    assert far.help("en") == "its sheets are `Q2`, `Q3`"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"staff_no,amount\n", "K805"),
        (b"", "K805"),
        (b"PK\x03\x04 broken", "K811"),
        (workbook(), "K810"),
        (workbook(["a"])[:-200], "K811"),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes, code: str) -> None:
    assert refusal(content, NAME).code == code


def test_a_workbook_without_its_parts_is_damaged() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        target.writestr("anything.txt", "hello")
    assert refusal(packed.getvalue(), NAME).code == "K811"


def test_a_workbook_that_unpacks_beyond_all_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpi_lang.data.files.workbooks._MOST_BYTES", 1000)
    finding = refusal(workbook(["a"]), NAME)
    assert (finding.code, finding.help_key) == ("K809", "unpacked")


def test_a_row_number_beyond_the_last_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpi_lang.data.files.workbooks.MOST_ROWS", 2000)
    finding = refusal(with_sheet_xml(workbook(["a"], ["1"]), 'r="2"', 'r="2000000000"'), NAME)
    assert (finding.code, finding.help_key) == ("K809", "rows")


def test_a_missing_package_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    content = workbook(["a"])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    finding = refusal(content, NAME)
    assert finding.code == "K804"
    assert 'pip install "kpi_lang[xlsx]"' in finding.help("en")
