import io
import struct
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.data.arrow_cells import binary32
from kpi_lang.data.raw import Obstacle, Unreadable
from tests.data.data_files import cells, opened, refusal, titles

pyarrow = pytest.importorskip("pyarrow")


def table() -> Any:
    return pyarrow.table(
        {
            "key": pyarrow.array(["E1", None]).dictionary_encode(),
            "cents": pyarrow.array([Decimal("1250000.50"), None], pyarrow.decimal128(12, 2)),
            "double": [0.1, None],
            "single": pyarrow.array([0.1, None], pyarrow.float32()),
            "day": [date(2026, 7, 1), None],
            "nano": pyarrow.array([1_782_864_000_000_000_001, None], pyarrow.timestamp("ns")),
            "zoned": pyarrow.array([datetime(2026, 7, 1, tzinfo=UTC), None]),
            "list": [[1, 2], None],
        }
    )


EXPECTED = (
    "E1",
    Decimal("1250000.50"),
    0.1,
    0.1,
    date(2026, 7, 1),
    datetime(2026, 7, 1),
    datetime(2026, 7, 1, tzinfo=UTC),
    Unreadable(Obstacle.NESTED, "[1, 2]"),
)


def written(extension: str) -> bytes:
    from pyarrow import parquet

    sink = io.BytesIO()
    match extension:
        case ".parquet":
            parquet.write_table(table(), sink, row_group_size=1)
        case ".arrow":
            with pyarrow.ipc.new_file(sink, table().schema) as writer:
                writer.write_table(table())
        case _:
            with pyarrow.ipc.new_stream(sink, table().schema) as writer:
                writer.write_table(table())
    return sink.getvalue()


@pytest.mark.parametrize(
    ("extension", "name"), [(".parquet", "d.parquet"), (".arrow", "d.arrow"), ("stream", "d.arrow")]
)
def test_columns_keep_their_kinds(extension: str, name: str) -> None:
    sheet = opened(written(extension), name)
    assert titles(sheet) == table().column_names
    assert cells(sheet) == [(1, EXPECTED), (2, (None,) * len(EXPECTED))]


@pytest.mark.parametrize("name", ["d.parquet", "d.arrow"])
@pytest.mark.parametrize("content", [b"", b"key,amount\n", written(".parquet")[:-9], written(".arrow")[:100]])
def test_a_damaged_file_is_one_finding(name: str, content: bytes) -> None:
    assert refusal(content, name).code == "K811"


def test_a_missing_package_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    finding = refusal(b"PAR1", "d.parquet")
    assert finding.code == "K804"
    assert 'pip install "kpi_lang[batch]"' in finding.help("zh")


@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_a_short_binary_number_means_the_decimal_that_it_prints_as(number: float) -> None:
    longer = binary32(number)
    assert struct.pack("f", longer) == struct.pack("f", number)
    numpy = pytest.importorskip("numpy")
    assert longer == float(str(numpy.float32(number)))
