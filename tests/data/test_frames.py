from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from kpi_lang.data.frames import sheet_from
from tests.data.data_files import cells, titles


def test_dictionaries_are_rows() -> None:
    sheet = sheet_from([{"key": "E1", "a": Fraction(1, 3)}, {"key": "E2", "b": Decimal("0.1")}], "people")
    assert sheet.name == "people"
    assert titles(sheet) == ["key", "a", "b"]
    assert cells(sheet) == [(1, ("E1", Fraction(1, 3), None)), (2, ("E2", None, Decimal("0.1")))]


def test_a_generator_can_be_read_twice() -> None:
    sheet = sheet_from({"key": number} for number in range(3))
    assert cells(sheet) == cells(sheet)


def test_a_sheet_is_itself() -> None:
    sheet = sheet_from([{"a": 1}])
    assert sheet_from(sheet) is sheet


@pytest.mark.parametrize("frame", [5, "staff.csv", {"a": [1]}, None])
def test_what_is_no_frame_is_refused(frame: object) -> None:
    with pytest.raises(TypeError, match="is no frame"):
        sheet_from(frame)


def test_a_list_must_hold_dictionaries() -> None:
    with pytest.raises(TypeError, match="holds dictionaries, not list"):
        sheet_from([[1, 2]])


def test_pandas() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(
        {
            "key": ["E1", None],
            "amount": [0.1, float("nan")],
            "single": pandas.Series([0.1, None], dtype="float32"),
            "count": pandas.Series([5, None], dtype="Int64"),
            "day": [pandas.Timestamp("2026-07-01"), pandas.NaT],
            2026: [True, None],
        }
    )
    sheet = sheet_from(frame)
    assert titles(sheet) == ["key", "amount", "single", "count", "day", "2026"]
    assert cells(sheet) == [(1, ("E1", 0.1, 0.1, 5, datetime(2026, 7, 1), True)), (2, (None,) * 6)]


def test_pandas_without_rows_or_with_equal_titles() -> None:
    pandas = pytest.importorskip("pandas")
    assert cells(sheet_from(pandas.DataFrame({"a": []}))) == []
    assert titles(sheet_from(pandas.DataFrame([[1, 2]], columns=["a", "a"]))) == ["a", "a"]


def test_polars() -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(
        {
            "key": ["E1", None],
            "single": polars.Series([0.1, None], dtype=polars.Float32),
            "amount": [Decimal("1.50"), None],
            "day": [date(2026, 7, 1), None],
        }
    )
    expected = [(1, ("E1", 0.1, Decimal("1.50"), date(2026, 7, 1))), (2, (None,) * 4)]
    assert cells(sheet_from(frame)) == expected
    assert cells(sheet_from(frame.lazy())) == expected


def test_arrow() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.table({"key": ["E1"], "single": pyarrow.array([0.1], pyarrow.float32())})
    for frame in (
        table,
        table.to_batches()[0],
        pyarrow.RecordBatchReader.from_batches(table.schema, table.to_batches()),
    ):
        sheet = sheet_from(frame)
        assert cells(sheet) == cells(sheet) == [(1, ("E1", 0.1))]


def test_anything_that_hands_out_an_arrow_stream() -> None:
    pyarrow = pytest.importorskip("pyarrow")

    class Stream:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return pyarrow.table({"key": ["E1"]}).__arrow_c_stream__(requested_schema)

    assert cells(sheet_from(Stream())) == [(1, ("E1",))]


def test_duckdb() -> None:
    duckdb = pytest.importorskip("duckdb")
    relation = duckdb.sql(
        "select 'E1' as key, 0.1::float as single, 1.50::decimal(9, 2) as amount, date '2026-07-01' as day"
    )
    sheet = sheet_from(relation)
    assert titles(sheet) == ["key", "single", "amount", "day"]
    assert cells(sheet) == cells(sheet) == [(1, ("E1", 0.1, Decimal("1.50"), date(2026, 7, 1)))]
