from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.data.cells import CellReader, Flaw
from kpi_lang.data.raw import RawCell
from kpi_lang.values.kinds import DATE, MONTH
from tests.data.specs import spec

DAY = CellReader(spec("joined", DATE))
SINCE = CellReader(spec("since", MONTH))
SECOND = date(2026, 1, 2)
JULY = date(2026, 7, 1)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-01-02",
        "2026-1-2",
        "2026/1/2",
        "2026/01/02",
        "2026.1.2",
        "2026年1月2日",
        "2026 年 1 月 2 日",
        "２０２６／１／２",
        "20260102",
        20260102,
        20260102.0,
        date(2026, 1, 2),
        datetime(2026, 1, 2),
        "2026-01-02 00:00:00",
        "2026-01-02T00:00:00.000",
        "2026/1/2 0:00",
    ],
)
def test_dates_are_read_as_people_and_spreadsheets_write_them(cell: RawCell) -> None:
    assert DAY.read(cell) == SECOND


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2 January", ("K861", "form")),
        ("2026-01/02", ("K861", "form")),
        ("1/2/2026", ("K861", "order")),
        ("02.01.26", ("K861", "order")),
        (46024, ("K861", "serial")),
        (Decimal(46024), ("K861", "serial")),
        (5, ("K861", "form")),
        (True, ("K861", "form")),
        ("2026-02-30", ("K861", "calendar")),
        ("0000-01-01", ("K861", "calendar")),
        (datetime(2026, 1, 2, 8, 0), ("K862", None)),
        (datetime(2026, 1, 2, tzinfo=UTC), ("K862", None)),
        ("2026-01-02 08:00", ("K862", None)),
        ("2026-01-02T00:00:00Z", ("K862", None)),
    ],
)
def test_what_is_no_date_says_why(cell: RawCell, expected: tuple[str, str | None]) -> None:
    flaw = DAY.read(cell)
    assert isinstance(flaw, Flaw)
    assert (flaw.code, flaw.help) == expected


@pytest.mark.parametrize(
    "cell",
    [
        "2026-07",
        "2026/7",
        "2026.7",
        "2026年7月",
        "2026年07月份",
        "202607",
        202607,
        date(2026, 7, 1),
        datetime(2026, 7, 1),
        "2026-07-01",
    ],
)
def test_months_are_their_first_day(cell: RawCell) -> None:
    assert SINCE.read(cell) == JULY


@pytest.mark.parametrize(
    "cell", ["2026-13", "July", 2026.7, date(2026, 7, 2), "2026-07-31", 7, True, "0000-01"]
)
def test_what_is_no_month_is_refused(cell: RawCell) -> None:
    flaw = SINCE.read(cell)
    assert isinstance(flaw, Flaw)
    assert flaw.code == "K863"


@given(st.dates())
def test_every_date_is_read_back(day: date) -> None:
    for cell in (
        day,
        day.isoformat(),
        f"{day.year:04}/{day.month}/{day.day}",
        f"{day.year:04}年{day.month}月{day.day}日",
    ):
        assert DAY.read(cell) == day
    assert SINCE.read(f"{day.year:04}-{day.month:02}") == day.replace(day=1)


@given(st.one_of(st.text(), st.integers(), st.floats(), st.datetimes()))
def test_any_cell_is_a_date_or_a_flaw(cell: RawCell) -> None:
    for reader in (DAY, SINCE):
        assert isinstance(reader.read(cell), date | Flaw | None)
