from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.data.cells import CellReader, Flaw
from kpi_lang.data.raw import Obstacle, RawCell, Unreadable
from kpi_lang.data.schema import InputSpec
from kpi_lang.source import LANGUAGES, DataPlace
from kpi_lang.values.kinds import COUNT, DAYS, NUMBER, POINTS, RATIO, money
from tests.data.specs import CENT, ERRORS, SHARE, TURNOVER, domain, spec

WIDE = spec("x", money("CNY"))


def read(cell: RawCell, wanted: InputSpec = WIDE, *, grouping_commas: bool = True) -> object:
    return CellReader(wanted, grouping_commas=grouping_commas).read(cell)


def code(reading: object) -> tuple[str, str | None]:
    assert isinstance(reading, Flaw), f"{reading!r} was accepted"
    return reading.code, reading.help


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1250.50", "1250.5"),
        ("007", "7"),
        ("+5", "5"),
        (".5", "0.5"),
        ("1,250,000.50", "1250000.5"),
        ("1 250 000.50", "1250000.5"),
        ("1\u00a0250\u202f000", None),
        ("１，２５０．５", "1250.5"),
        ("１　２５０", "1250"),
        ("-120", "-120"),
        ("−120", "-120"),
        ("(120.00)", "-120"),
        ("（1,120.00）", "-1120"),
        ("(¥120)", "-120"),
        ("¥1,200.50", "1200.5"),
        ("￥ 1200", "1200"),
        ("-¥5", "-5"),
        ("¥-5", "-5"),
        ("1200元", "1200"),
        ("12.5万", "125000"),
        ("12万元", "120000"),
        ("3亿", "300000000"),
        ("CNY 1,200", "1200"),
        ("1200 CNY", "1200"),
        (5, "5"),
        (Decimal("0.10"), "0.1"),
        (Fraction(1, 3), "1/3"),
        (0.1, "0.1"),
        (0.1 + 0.2, "0.3"),
        (1250000.5, "1250000.5"),
    ],
)
def test_money_is_read_as_people_write_it(cell: RawCell, value: str | None) -> None:
    reading = read(cell)
    if value is None:
        assert code(reading) == ("K850", "form")
    else:
        assert reading == Fraction(value)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("79.42%", "0.7942"),
        ("60 %", "0.6"),
        ("１００％", "1"),
        ("0.7942", "0.7942"),
        ("(5%)", "-0.05"),
        (0.5, "0.5"),
    ],
)
def test_a_ratio_takes_percent_signs(cell: RawCell, value: str) -> None:
    assert read(cell, spec("x", RATIO)) == Fraction(value)


@pytest.mark.parametrize(
    ("cell", "wanted", "expected"),
    [
        ("twelve", WIDE, ("K850", "form")),
        ("12-", WIDE, ("K850", "form")),
        ("1,2,3", WIDE, ("K850", "form")),
        ("1.234,50", WIDE, ("K850", "form")),
        ("3 out of 10", WIDE, ("K850", "form")),
        ("(-5)", WIDE, ("K850", "form")),
        ("--5", WIDE, ("K850", "form")),
        ("-¥-5", WIDE, ("K850", "form")),
        ("5%%", spec("x", RATIO), ("K850", "form")),
        (True, WIDE, ("K850", "yes_no")),
        (date(2026, 1, 2), WIDE, ("K850", "date")),
        ("5%", WIDE, ("K854", None)),
        ("5%", spec("x", POINTS), ("K854", None)),
        ("$5", WIDE, ("K855", "currency")),
        ("5€", WIDE, ("K855", "currency")),
        ("¥5", spec("x", DAYS), ("K855", "none")),
        ("1.2E+11", WIDE, ("K856", None)),
        ("5e3", WIDE, ("K856", None)),
        ("9" * 401, WIDE, ("K857", None)),
        (10**500, WIDE, ("K857", None)),
        (Decimal("1e999999"), WIDE, ("K857", None)),
        (float("nan"), WIDE, ("K858", None)),
        (float("-inf"), WIDE, ("K858", None)),
        (Decimal("NaN"), WIDE, ("K858", None)),
        ("=1+1", WIDE, ("K865", None)),
        (Unreadable(Obstacle.FORMULA, "=A1+A2"), WIDE, ("K865", None)),
        ("#DIV/0!", WIDE, ("K866", None)),
        (Unreadable(Obstacle.ERROR_VALUE, "#REF!"), WIDE, ("K866", None)),
        (Unreadable(Obstacle.NESTED, "[1]"), WIDE, ("K867", "nested")),
        (Unreadable(Obstacle.CLOCK, "08:00"), WIDE, ("K867", "clock")),
    ],
)
def test_what_is_no_number_says_why(
    cell: RawCell, wanted: InputSpec, expected: tuple[str, str | None]
) -> None:
    assert code(read(cell, wanted)) == expected


@pytest.mark.parametrize(
    ("cell", "wanted", "expected"),
    [
        ("-0.01", TURNOVER, ("K851", "range")),
        ("1000000000.01", TURNOVER, ("K851", "range")),
        ("79.42", SHARE, ("K851", "percent")),
        ("101%", SHARE, ("K851", "range")),
        ("0.005", TURNOVER, ("K852", None)),
        (0.005, TURNOVER, ("K852", None)),
        (Fraction(1, 3), TURNOVER, ("K852", None)),
        ("2.5", ERRORS, ("K853", None)),
        ("2.5", spec("x", COUNT), ("K853", None)),
    ],
)
def test_a_number_out_of_the_domain_is_refused(
    cell: RawCell, wanted: InputSpec, expected: tuple[str, str | None]
) -> None:
    assert code(read(cell, wanted)) == expected


def test_open_ends_and_ends_are_kept() -> None:
    from kpi_lang.values.domains import Domain
    from kpi_lang.values.intervals import Interval

    half_open = spec("x", NUMBER, Domain(Interval(Fraction(0), Fraction(10), lo_open=True)))
    assert code(read("0", half_open)) == ("K851", "range")
    assert read("10", half_open) == 10
    assert read("0.0001", half_open) == Fraction(1, 10000)
    assert read("1000000000.00", TURNOVER) == 10**9


def test_in_a_file_with_semicolons_a_comma_is_not_guessed_at() -> None:
    assert read("1,234") == 1234
    assert code(read("1,234", grouping_commas=False)) == ("K868", None)
    assert read("1234.5", grouping_commas=False) == Fraction("1234.5")


def test_messages_say_what_to_write() -> None:
    cents = read("1.005", TURNOVER)
    assert isinstance(cents, Flaw)
    finding = cents.at(DataPlace("staff.csv", 17, "turnover"))
    assert finding.message("en") == "`1.005` is finer than the step 0.01 of `turnover`"
    assert finding.help("en").startswith("write 1 or 1.01, whichever is meant")
    percent = read("79.42", SHARE)
    assert isinstance(percent, Flaw)
    finding = percent.at(DataPlace("staff.csv", 17, "share"))
    assert finding.message("en") == "`79.42` is out of range: `share` must be at least 0% and at most 100%"
    assert finding.message("zh") == "`79.42` 超出范围：`share` 须不低于 0%、不高于 100%"
    assert finding.help("en") == "if a percentage is meant, write `79.42%` or 0.7942"


def test_missing_markers_and_empty_cells_are_no_value() -> None:
    reader = CellReader(WIDE, ["Not Available", " — ", "-1"])
    for cell in (None, "", "  ", "Not Available", " Not Available ", "—", "-1", -1, -1.0):
        assert reader.read(cell) is None
    assert isinstance(reader.read("not available"), Flaw)


def test_a_suffix_is_taken_off() -> None:
    reader = CellReader(spec("x", POINTS, domain(0, 10, 1)), suffix=" out of 10")
    assert reader.read("3 out of 10") == 3
    assert reader.read("3") == 3
    assert isinstance(reader.read("3 out of 9"), Flaw)


def test_binary_numbers_that_mean_another_decimal_are_counted() -> None:
    reader = CellReader(spec("x", NUMBER))
    for cell in (0.1, 0.5, 3.0, 0.1, "0.1", 7):
        reader.read(cell)
    assert reader.conversions == 2


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=10**9))
def test_every_amount_is_read_back_however_it_is_written(amount: Decimal) -> None:
    exact = Fraction(amount)
    for cell in (amount, f"{amount}", f"{amount:,}", f"¥{amount:,}", f" {amount} ", f"{amount}元"):
        assert read(cell, TURNOVER) == exact


@given(st.integers(-(10**17), 10**17), st.sampled_from([CENT, Fraction(1, 3), Fraction(5, 2), None]))
def test_the_quick_way_and_the_domain_agree(cents: int, step: Fraction | None) -> None:
    number = Fraction(cents, 100)
    limited = spec("x", NUMBER, domain(-(10**13), 10**13, step))
    reading = read(f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}", limited)
    assert (reading == number) is limited.domain.contains(number)
    assert isinstance(reading, Flaw) is not limited.domain.contains(number)


@given(
    st.one_of(
        st.text(),
        st.floats(),
        st.integers(),
        st.decimals(),
        st.fractions(),
        st.booleans(),
        st.dates(),
        st.datetimes(),
    ),
    st.sampled_from([WIDE, TURNOVER, SHARE, ERRORS]),
)
def test_any_cell_is_a_number_of_the_domain_or_a_worded_flaw(cell: RawCell, wanted: InputSpec) -> None:
    reading = read(cell, wanted)
    if isinstance(reading, Flaw):
        finding = reading.at(DataPlace("data", 2, "x"))
        assert all(finding.message(lang) and finding.help(lang) for lang in LANGUAGES)
    elif reading is not None:
        assert isinstance(reading, Fraction)
        assert wanted.domain.contains(reading)
