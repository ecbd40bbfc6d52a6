import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.values import (
    MOST_DIGITS,
    InexactDecimal,
    NotFinite,
    TooManyDigits,
    decimal_text,
    exact_text,
    finite_places,
    parse_decimal,
    shortest_decimal,
)

EVERYTHING = {"underscores": True, "thousands": True, "percent": True, "myriads": True, "exponent": True}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("75", "75"),
        (" 75.50 ", "75.5"),
        ("-3", "-3"),
        ("+3", "3"),
        (".5", "0.5"),
        ("００１２．５", "12.5"),
        ("－３", "-3"),
        ("−3", "-3"),
        ("\u30001.5\u3000", "1.5"),
    ],
)
def test_plain_numbers_need_no_option(text: str, value: str) -> None:
    assert parse_decimal(text) == Fraction(value)


@pytest.mark.parametrize(
    ("text", "option", "value"),
    [
        ("10_000_000", "underscores", "10000000"),
        ("0.000_1", "underscores", "0.0001"),
        ("1,250,000.50", "thousands", "1250000.5"),
        ("1 250 000.50", "thousands", "1250000.5"),
        ("1\u202f250\u202f000", "thousands", "1250000"),
        ("1\u00a0250", "thousands", "1250"),
        ("１，２５０", "thousands", "1250"),
        ("60%", "percent", "0.6"),
        ("60 %", "percent", "0.6"),
        ("６０％", "percent", "0.6"),
        ("-0.5%", "percent", "-0.005"),
        ("10万", "myriads", "100000"),
        ("1.5亿", "myriads", "150000000"),
        ("2 万亿", "myriads", "2000000000000"),
        ("1.2e5", "exponent", "120000"),
        ("1E-2", "exponent", "0.01"),
    ],
)
def test_everything_else_must_be_asked_for(text: str, option: str, value: str) -> None:
    assert parse_decimal(text, **{option: True}) == Fraction(value)
    assert parse_decimal(text, **(EVERYTHING | {option: False})) is None
    assert parse_decimal(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", ".", "-", "+-1", "1.", "1..2", "1.2.3", "abc", "1a", "nan", "inf", "0x10", "1/3", "--1"),
        *(
            "1,25",
            "12,50",
            "1,250,00",
            "1,250 000",
            "1250,000",
            ",250",
            "1,,250",
            "1 25",
            "1, 250",
            "1,250.5,0",
        ),
        *(
            "_1",
            "1_",
            "1__0",
            "1_.5",
            "1,000_000",
            "%",
            "万",
            "5%%",
            "5万%",
            "5万万",
            "e5",
            "1e",
            "1e1.5",
            "1e+",
        ),
        *("٣", "²", "①", "三", "１٣"),
    ],
)
def test_what_is_not_well_formed_is_no_number(text: str) -> None:
    assert parse_decimal(text, **EVERYTHING) is None


def test_digits_are_bounded() -> None:
    assert parse_decimal("9" * MOST_DIGITS) == 10**MOST_DIGITS - 1
    for text in ("9" * (MOST_DIGITS + 1), "0." + "1" * MOST_DIGITS, "1" * 10**6):
        with pytest.raises(TooManyDigits):
            parse_decimal(text)


def test_exponents_are_bounded() -> None:
    assert parse_decimal("1e-0400", exponent=True) == Fraction(1, 10**400)
    for text in ("1e401", "1e-401", "1e" + "9" * 10_000):
        with pytest.raises(TooManyDigits):
            parse_decimal(text, exponent=True)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=5))
def test_what_decimals_print_is_read_back(number: Decimal) -> None:
    assert parse_decimal(f"{number:f}") == Fraction(number)
    assert parse_decimal(f"{number:,f}", thousands=True) == Fraction(number)


@given(st.text())
def test_any_text_is_a_number_or_none(text: str) -> None:
    value = parse_decimal(text, **EVERYTHING)
    assert value is None or isinstance(value, Fraction)


@given(st.integers(), st.integers(0, 12))
def test_decimal_text_is_exact(units: int, places: int) -> None:
    value = Fraction(units, 10**places)
    text = decimal_text(value, places)
    assert Fraction(text) == value
    assert len(text.partition(".")[2]) == places


def test_decimal_text() -> None:
    assert decimal_text(Fraction(76), 2) == "76.00"
    assert decimal_text(Fraction(-1, 20), 2) == "-0.05"
    assert decimal_text(Fraction(-5), 0) == "-5"
    assert decimal_text(Fraction(0), 1) == "0.0"


def test_decimal_text_never_rounds() -> None:
    with pytest.raises(InexactDecimal, match=r"76\.005"):
        decimal_text(Fraction("76.005"), 2)
    with pytest.raises(InexactDecimal, match="268/3"):
        decimal_text(Fraction(268, 3), 6)


@pytest.mark.parametrize(
    ("value", "text"),
    [("268/3", "268/3"), ("76.00", "76"), ("-0.05", "-0.05"), ("1/8", "0.125"), ("-1/6", "-1/6"), ("0", "0")],
)
def test_exact_text(value: str, text: str) -> None:
    assert exact_text(Fraction(value)) == text


@given(st.fractions())
def test_exact_text_loses_nothing(value: Fraction) -> None:
    text = exact_text(value)
    assert Fraction(text) == value
    assert ("/" in text) == (finite_places(value) is None)


@pytest.mark.parametrize(
    ("number", "value"),
    [
        (0.1, "0.1"),
        (0.1 + 0.2, "0.3"),
        (1.1 * 3, "3.3"),
        (-4500.0, "-4500"),
        (1e22, "1e22"),
        (2 / 3, "0.666666666666667"),
        (5e-324, "5e-324"),
        (-0.0, "0"),
        (1250000.5, "1250000.5"),
    ],
)
def test_binary_numbers_mean_what_they_print_as(number: float, value: str) -> None:
    assert shortest_decimal(number) == Fraction(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=6))
def test_a_decimal_of_fifteen_digits_survives_the_binary_number(number: Decimal) -> None:
    assert shortest_decimal(float(number)) == Fraction(number)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_meaning_has_at_most_fifteen_digits(number: float) -> None:
    value = shortest_decimal(number)
    assert len(exact_text(value).replace(".", "").strip("-0")) <= 15
    assert (
        abs(value - Fraction(number)) <= abs(Fraction(number)) * Fraction(1, 10**14) or abs(number) < 1e-300
    )


@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan])
def test_what_is_not_finite_is_refused(number: float) -> None:
    with pytest.raises(NotFinite):
        shortest_decimal(number)
