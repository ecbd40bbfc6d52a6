import io
import json
import os
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_lang.data.bound import RecordRejection, Rejection
from kpi_lang.data.cells import CellReader
from kpi_lang.data.file_error import DataFileError
from kpi_lang.data.files import open_sheet
from kpi_lang.data.output import (
    REJECT_COLUMNS,
    Form,
    OutputColumn,
    OutputValue,
    neutral,
    reject_rows,
    value_text,
    write_csv,
    write_table,
)
from kpi_lang.data.output.replacing import replacing
from kpi_lang.data.people import bind
from kpi_lang.values.kinds import DATE, MONTH, NUMBER, TEXT, YES_NO, Kind
from kpi_lang.values.numbers import InexactDecimal
from tests.data.data_files import cells, titles
from tests.data.specs import COMPLAINT, ERRORS, grid, schema, spec

COLUMNS = (
    OutputColumn("staff_no"),
    OutputColumn("total", Form.NUMBER, 2),
    OutputColumn("rate", Form.NUMBER),
    OutputColumn("eligible", Form.YES_NO),
    OutputColumn("since", Form.DATE),
    OutputColumn("due", Form.MONTH),
)
ROWS: tuple[tuple[OutputValue, ...], ...] = (
    ("E1", Fraction(76), Fraction(268, 3), True, date(2026, 7, 31), date(2026, 7, 1)),
    ("李四", Decimal("0.10"), 5, False, None, None),
    ("E3", None, None, None, date(1899, 1, 1), "2026-08"),
)
EXTENSIONS = (".csv", ".json", ".jsonl", ".xlsx", ".parquet", ".arrow")


def test_csv_is_exact_text(tmp_path: Path) -> None:
    write_table(tmp_path / "out.csv", COLUMNS, ROWS)
    assert (tmp_path / "out.csv").read_bytes().decode("utf-8") == (
        "staff_no,total,rate,eligible,since,due\r\n"
        "E1,76.00,268/3,yes,2026-07-31,2026-07\r\n"
        "李四,0.10,5,no,,\r\n"
        "E3,,,,1899-01-01,2026-08\r\n"
    )


def test_csv_takes_a_mark_for_older_spreadsheets(tmp_path: Path) -> None:
    write_table(tmp_path / "out.csv", COLUMNS, ROWS, byte_order_mark=True)
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbfstaff_no")
    write_table(tmp_path / "out.json", COLUMNS, ROWS, byte_order_mark=True)
    assert (tmp_path / "out.json").read_bytes().startswith(b"[")


def test_json_has_exact_decimal_strings(tmp_path: Path) -> None:
    write_table(tmp_path / "out.json", COLUMNS, ROWS)
    first, second, _ = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert first == {
        "staff_no": "E1",
        "total": "76.00",
        "rate": "268/3",
        "eligible": True,
        "since": "2026-07-31",
        "due": "2026-07",
    }
    assert second["eligible"] is False
    assert second["since"] is None
    write_table(tmp_path / "none.json", COLUMNS, ())
    assert json.loads((tmp_path / "none.json").read_text(encoding="utf-8")) == []
    write_table(tmp_path / "out.jsonl", COLUMNS, ROWS)
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()[0]) == first


def test_a_workbook_has_numbers_where_they_stay_exact(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    columns = (
        OutputColumn("a", Form.NUMBER, 2),
        OutputColumn("b", Form.NUMBER),
        OutputColumn("c", Form.DATE),
    )
    rows: list[tuple[OutputValue, ...]] = [
        (Fraction(1, 10), Fraction(1, 3), date(2026, 7, 31)),
        (Fraction(10**15), 7, date(1899, 1, 1)),
    ]
    write_table(tmp_path / "out.xlsx", columns, rows)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert values[0][:2] == [0.1, "1/3"]
    assert values[0][2].date() == date(2026, 7, 31)
    assert values[1] == ["1000000000000000.00", 7, "1899-01-01"]
    assert sheet["A2"].number_format == "0.00"
    assert sheet.freeze_panes == "A2"


def test_arrow_has_decimals_dates_and_yes_or_no(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from pyarrow import parquet

    write_table(tmp_path / "out.parquet", COLUMNS, ROWS)
    table = parquet.read_table(tmp_path / "out.parquet")
    assert [str(field.type) for field in table.schema] == [
        "string",
        "decimal128(38, 2)",
        "string",
        "bool",
        "date32[day]",
        "string",
    ]
    assert table.to_pylist()[0]["total"] == Decimal("76.00")


KINDS: tuple[tuple[Form, Kind], ...] = (
    (Form.TEXT, TEXT),
    (Form.NUMBER, NUMBER),
    (Form.YES_NO, YES_NO),
    (Form.DATE, DATE),
    (Form.MONTH, MONTH),
)
PEOPLE = st.lists(
    st.tuples(
        st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=12)
        .map(lambda text: " ".join(text.split()))
        .filter(lambda text: not text or neutral(text) == text),
        st.one_of(st.none(), st.decimals(-(10**12), 10**12, places=2).map(Fraction)),
        st.one_of(st.none(), st.booleans()),
        st.one_of(st.none(), st.dates()),
        st.one_of(st.none(), st.dates().map(lambda day: day.replace(day=1))),
    ),
    max_size=5,
)


@settings(max_examples=25, deadline=None)
@given(PEOPLE)
def test_what_is_written_is_read_back_from_every_type(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[OutputValue, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("out")
    columns = tuple(OutputColumn(form.name, form, 2 if form is Form.NUMBER else None) for form, _ in KINDS)
    readers = [CellReader(spec("x", kind)) for _, kind in KINDS]
    for extension in EXTENSIONS:
        path = folder / f"out{extension}"
        write_table(path, columns, rows)
        if extension in (".json", ".jsonl") and not rows:
            continue
        sheet = open_sheet(path)
        assert titles(sheet) == [column.name for column in columns]
        read = [
            tuple(reader.read(cell) for reader, cell in zip(readers, row, strict=True))
            for _, row in cells(sheet)
        ]
        assert read == [tuple(value if value != "" else None for value in row) for row in rows], extension


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_the_same_data_gives_the_same_bytes(
    tmp_path: Path, extension: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_table(tmp_path / f"one{extension}", COLUMNS, ROWS)
    monkeypatch.setattr("time.time", lambda: 4e8)
    monkeypatch.setattr("time.localtime", lambda *_: (1999, 1, 1, 0, 0, 0, 0, 0, 0))
    write_table(tmp_path / f"two{extension}", COLUMNS, ROWS)
    one, two = (tmp_path / f"{name}{extension}" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3", "'-2+3"),
        ("\t=1", "'\t=1"),
        ("＝1+1", "'＝1+1"),
        ("-12", "-12"),
        ("+86", "+86"),
        ("a=1", "a=1"),
        ("—", "—"),
        ("", ""),
    ],
)
def test_what_looks_like_a_formula_is_made_harmless(text: str, written: str) -> None:
    assert neutral(text) == written
    stream = io.StringIO(newline="")
    write_csv(stream, [OutputColumn(text or "x")], [(text,)])
    header, value = stream.getvalue().splitlines()
    assert header.strip('"') == (written or "x")
    assert value.strip('"') == written


def test_texts_that_a_workbook_could_mistake_are_kept(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    texts = ["<b>&amp;</b>", " two  spaces ", "a\nb", "{x}", "007"]
    write_table(tmp_path / "out.xlsx", [OutputColumn("{a}")], [(text,) for text in texts])
    assert [row for _, (row,) in cells(open_sheet(tmp_path / "out.xlsx"))] == texts
    write_table(tmp_path / "out.xlsx", [OutputColumn("a")], [("_x0041_ _x",)])
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        assert b"_x005F_x0041_ _x<" in archive.read("xl/worksheets/sheet1.xml")


def test_formulas_in_a_workbook_are_texts(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    write_table(tmp_path / "out.xlsx", [OutputColumn("=title")], [("=1+1",), ("a\x07b",)])
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    for cell, value in ((sheet["A1"], "=title"), (sheet["A2"], "=1+1"), (sheet["A3"], "a␇b")):
        assert (cell.data_type, cell.value) == ("s", value)
    assert sheet["A2"].quotePrefix
    assert not sheet["A3"].quotePrefix


def test_a_number_that_its_column_would_change_is_an_error() -> None:
    with pytest.raises(InexactDecimal):
        value_text(OutputColumn("a", Form.NUMBER, 2), Fraction(1, 3))
    with pytest.raises(TypeError):
        value_text(OutputColumn("a", Form.NUMBER), "5")
    with pytest.raises(TypeError):
        value_text(OutputColumn("a", Form.NUMBER), True)


@pytest.mark.parametrize(
    ("name", "columns", "row", "problem"),
    [
        ("out.xlsx", [OutputColumn("a")], ("x" * 40_000,), "text"),
        ("out.parquet", [OutputColumn("a", Form.NUMBER, 2)], (10**40,), "digits"),
        ("out.arrow", [OutputColumn("a", Form.NUMBER, 2)], (10**40,), "digits"),
    ],
)
def test_a_table_that_a_file_cannot_hold_is_refused(
    tmp_path: Path, name: str, columns: list[OutputColumn], row: tuple[OutputValue, ...], problem: str
) -> None:
    with pytest.raises(DataFileError) as caught:
        write_table(tmp_path / name, columns, [row])
    assert (caught.value.diagnostic.code, caught.value.diagnostic.help_key) == ("K891", problem)
    assert list(tmp_path.iterdir()) == []


def test_a_worksheet_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpi_lang.data.output.workbook_tables._MOST_ROWS", 2)
    with pytest.raises(DataFileError) as caught:
        write_table(tmp_path / "out.xlsx", [OutputColumn("a")], [("1",), ("2",)])
    assert caught.value.diagnostic.help_key == "rows"


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_an_interruption_leaves_the_old_file_and_nothing_else(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"out{extension}"
    path.write_bytes(b"old")

    def rows() -> Iterator[tuple[OutputValue, ...]]:
        yield ROWS[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_table(path, COLUMNS, rows())
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_a_device_is_written_directly() -> None:
    before = Path(os.devnull).stat().st_ino
    with replacing(Path(os.devnull)) as path:
        assert path == Path(os.devnull)
    assert Path(os.devnull).stat().st_ino == before


def test_a_type_that_is_not_known_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataFileError) as caught:
        write_table(tmp_path / "out.docx", COLUMNS, ROWS)
    assert caught.value.diagnostic.code == "K803"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(b"old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    write_table(tmp_path / "link.csv", COLUMNS, ROWS)
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes().startswith(b"staff_no")


def test_what_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere" / "out.csv", tmp_path / "folder.csv"):
        (tmp_path / "folder.csv").mkdir(exist_ok=True)
        with pytest.raises(DataFileError) as caught:
            write_table(path, COLUMNS, ROWS)
        assert caught.value.diagnostic.code == "K890"
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("package", "extension"), [("pyarrow", ".parquet"), ("pyarrow", ".arrow")])
def test_a_missing_package_is_one_line(
    tmp_path: Path, package: str, extension: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(DataFileError) as caught:
        write_table(tmp_path / f"out{extension}", COLUMNS, ROWS)
    assert caught.value.diagnostic.code == "K804"
    assert list(tmp_path.iterdir()) == []


def test_rejects_are_listed_with_every_reason_in_the_readers_language(tmp_path: Path) -> None:
    staff = grid("staff.csv", ("staff_no", "errors"), ("E1", "x"), ("", "1.5"), ("E3", "1"))
    log = grid(
        "log.csv",
        ("staff_no", "date", "severity"),
        ("E3", "=TODAY()", "minor"),
        ("E9", "2026-01-01", "minor"),
    )
    bound = bind(schema(ERRORS, records=[COMPLAINT]), staff, records={"complaint": log})
    rejections = [one for one in bound if isinstance(one, Rejection)]
    table: list[Rejection | RecordRejection] = [*rejections, *bound.record_rejections, *bound.orphans]
    write_table(tmp_path / "rejects.csv", REJECT_COLUMNS, reject_rows(table, "en"))
    rows = [cells for _, cells in cells_of(tmp_path / "rejects.csv")]
    assert [row[:6] for row in rows] == [
        ("E1", "", "staff.csv", "2", "errors", "K850"),
        ("", "", "staff.csv", "3", "staff_no", "K840"),
        ("", "", "staff.csv", "3", "errors", "K853"),
        ("E3", "complaint", "log.csv", "2", "date", "K865"),
        ("E9", "complaint", "log.csv", "3", "staff_no", "K843"),
    ]
    assert rows[0][6] == "`x` is no number, as `errors` must be"
    (first, *_) = reject_rows(rejections, "zh")
    assert first[6] == "`x` 不是数值，而 `errors` 须为数值"


def cells_of(path: Path) -> list[tuple[int, tuple[object, ...]]]:
    return [(number, tuple(row)) for number, row in cells(open_sheet(path))]


def test_half_surrogates_are_replaced_since_no_encoding_holds_them(tmp_path: Path) -> None:
    for extension in EXTENSIONS:
        write_table(tmp_path / f"out{extension}", [OutputColumn("a")], [("x\ud800y",)])
        assert cells(open_sheet(tmp_path / f"out{extension}"))[0][1] == ("x?y",)
