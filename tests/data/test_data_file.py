from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from kpi_lang.data.file_error import DataFileError
from kpi_lang.data.files import EXTENSIONS, open_sheet
from kpi_lang.source import Diagnostic
from tests.data.data_files import cells, titles


def refused(location: Path | str) -> Diagnostic:
    with pytest.raises(DataFileError) as caught:
        open_sheet(location)
    assert "\n" not in str(caught.value)
    return caught.value.diagnostic


def test_a_path_is_opened_by_the_end_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / "STAFF.CSV"
    path.write_text("key,amount\nE1,5\n", encoding="utf-8")
    assert cells(open_sheet(path)) == [(2, ("E1", "5"))]


def test_a_minus_is_csv_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO("工号;a\nE1;1\n".encode("gb18030"))))
    sheet = open_sheet("-")
    assert sheet.name == "<stdin>"
    assert titles(sheet) == ["工号", "a"]
    assert cells(sheet) == cells(sheet) == [(2, ("E1", "1"))]


def test_a_file_that_is_not_there_names_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "staff_2026.csv").touch()
    finding = refused(tmp_path / "staf_2026.csv")
    assert finding.code == "K801"
    assert finding.help("en") == "did you mean `staff_2026.csv`?"
    assert refused(tmp_path / "nowhere" / "x.csv").help("en") == "check the name and the folder"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert refused(tmp_path).code == "K802"


@pytest.mark.parametrize(("name", "kind"), [("a.xls", "old_workbook"), ("a.docx", "none"), ("a", "none")])
def test_a_type_that_is_not_known_is_refused(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / name).write_bytes(b"anything")
    finding = refused(tmp_path / name)
    assert (finding.code, finding.help_key) == ("K803", kind)


def test_the_types_are_those_of_the_manual() -> None:
    assert set(EXTENSIONS) >= {".csv", ".xlsx", ".parquet", ".json", ".jsonl", ".arrow"}


def test_a_name_with_a_number_sign_is_a_file_if_there_is_one(tmp_path: Path) -> None:
    path = tmp_path / "staff#1.csv"
    path.write_text("key\nE1\n", encoding="utf-8")
    assert titles(open_sheet(path)) == ["key"]


def test_a_file_error_is_one_line_in_either_language(tmp_path: Path) -> None:
    with pytest.raises(DataFileError) as caught:
        open_sheet(tmp_path / "x.csv")
    name = tmp_path / "x.csv"
    assert caught.value.in_language("en") == f"{name}: there is no such file; check the name and the folder"
    assert caught.value.in_language("zh") == f"{name}：找不到该文件；请检查文件名和所在文件夹"
