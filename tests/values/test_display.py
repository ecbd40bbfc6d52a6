from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.values import (
    COUNT,
    DATE,
    DAYS,
    MONTH,
    NUMBER,
    POINTS,
    RATIO,
    TEXT,
    YES_NO,
    Choices,
    Kind,
    Member,
    Period,
    PeriodLength,
    choice,
    display,
    money,
    percent_text,
)

CNY = money("CNY")
GRADES = choice(Choices("grade", (Member("S", "Outstanding"), Member("B"))))


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        ("4500", CNY, "4,500.00"),
        ("-1234567.8", CNY, "-1,234,567.80"),
        ("-0.5", CNY, "-0.50"),
        ("0.125", CNY, "0.125"),
        ("4500", money("JPY"), "4,500"),
        ("1.5", money("KWD"), "1.500"),
        ("13400/3", CNY, "13400/3 ≈ 4,466.666667"),
        ("1.05", RATIO, "105%"),
        ("0.00005", RATIO, "0.005%"),
        ("1/3", RATIO, "33.333333…%"),
        ("-2/3", RATIO, "-66.666666…%"),
        ("-1/1000000007", RATIO, "-0.000000…%"),
        ("0.12345678912", RATIO, "12.345678…%"),
        ("89.50", POINTS, "89.5"),
        ("268/3", POINTS, "268/3 ≈ 89.333333"),
        ("-268/3", POINTS, "-268/3 ≈ -89.333333"),
        ("12500", POINTS, "12500"),
        ("12500", COUNT, "12,500"),
        ("1.3", NUMBER, "1.3"),
        ("30", DAYS, "30"),
        ("1/1024", NUMBER, "0.0009765625"),
        ("1/8192", NUMBER, "1/8192 ≈ 0.000122"),
        ("1000000000000000000000/3333333333333", NUMBER, "≈ 300000000.000030"),
    ],
)
def test_numbers(value: str, kind: Kind, text: str) -> None:
    assert display(Fraction(value), kind, "en") == display(Fraction(value), kind, "zh") == text


def test_everything_else() -> None:
    assert display(True, YES_NO, "en") == "yes"
    assert display(False, YES_NO, "zh") == "否"
    assert display("S", GRADES, "en") == "Outstanding"
    assert display("B", GRADES, "en") == "B"
    assert display("removed", GRADES, "en") == "removed"
    assert display(date(2026, 7, 1), DATE, "zh") == "2026-07-01"
    assert display(Period(PeriodLength.MONTH, 2026, 7), MONTH, "zh") == "2026年7月"
    assert display("说明", TEXT, "en") == "说明"


@given(st.fractions())
def test_a_percentage_is_exact_or_marked_as_cut(value: Fraction) -> None:
    text = percent_text(value)
    shown = Fraction(text.rstrip("…%")) / 100
    if "…" in text:
        assert 0 < abs(value) - abs(shown) < Fraction(1, 10**8)
        assert text.startswith("-") == (value < 0)
    else:
        assert shown == value


@given(st.fractions())
def test_money_is_exact_or_marked_as_near(value: Fraction) -> None:
    text = display(value, CNY, "en")
    shown = Fraction(text.rpartition("≈ ")[2].replace(",", ""))
    assert shown == value or ("≈" in text and abs(shown - value) <= Fraction(1, 2 * 10**6))
