from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction

import pytest

from kpi_lang.data.raw import Obstacle, RawCell, Unreadable, cell_text, is_blank, is_oversized, raw_cell


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("  E001 ", "E001"),
        (1001, "1001"),
        (1001.0, "1001"),
        (0.1, "0.1"),
        (Decimal("12.50"), "12.5"),
        (Fraction(1, 3), "1/3"),
        (True, "TRUE"),
        (date(2026, 7, 1), "2026-07-01"),
        (datetime(2026, 7, 1), "2026-07-01"),
        (datetime(2026, 7, 1, 8, 30), "2026-07-01 08:30:00"),
        (datetime(2026, 7, 1, tzinfo=UTC), "2026-07-01 00:00:00+00:00"),
        (Unreadable(Obstacle.FORMULA, "=A1"), "=A1"),
        (Decimal("NaN"), "NaN"),
        (float("inf"), "inf"),
    ],
)
def test_a_cell_is_written_as_people_see_it(cell: RawCell, text: str) -> None:
    assert cell_text(cell) == text


def test_a_number_of_endless_digits_is_shown_by_its_size() -> None:
    for cell in (10**5000, Decimal("1e999999"), Fraction(10**5000, 3), -(10**5000)):
        assert len(cell_text(cell)) < 20


def test_sizes_that_no_figure_has_are_told() -> None:
    assert is_oversized(10**401)
    assert is_oversized(Fraction(1, 10**401))
    assert is_oversized(Decimal("1e-500"))
    assert not is_oversized(10**399)
    assert not is_oversized(Decimal("1e399"))
    assert not is_oversized(Decimal("Infinity"))


def test_what_is_no_single_value_cannot_be_read() -> None:
    assert raw_cell(time(8, 30)) == Unreadable(Obstacle.CLOCK, "08:30:00")
    assert raw_cell([1, 2]) == Unreadable(Obstacle.NESTED, "[1, 2]")
    assert raw_cell(b"abc") == Unreadable(Obstacle.NESTED, "b'abc'")
    assert raw_cell(1 + 2j) == Unreadable(Obstacle.NESTED, "(1+2j)")


def test_scalars_of_numpy_are_plain_values() -> None:
    numpy = pytest.importorskip("numpy")
    assert raw_cell(numpy.int64(5)) == 5
    assert raw_cell(numpy.bool_(True)) is True
    assert raw_cell(numpy.float64(0.5)) == 0.5


@pytest.mark.parametrize(
    ("cell", "blank"), [(None, True), (" \t", True), ("\u3000", True), (0, False), ("-", False)]
)
def test_spaces_alone_are_no_content(cell: RawCell, blank: bool) -> None:
    assert is_blank(cell) is blank
