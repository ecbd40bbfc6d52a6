"""Cells that mean numbers: as people type them, as spreadsheets store them."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from kpi_lang.data.cells.flaw import Flaw, flaw
from kpi_lang.data.cells.ranges import RangeWords
from kpi_lang.data.raw import RawCell, Unreadable, cell_text, is_oversized
from kpi_lang.data.schema import InputSpec
from kpi_lang.values.kinds import Style
from kpi_lang.values.numbers import NotFinite, TooManyDigits, parse_decimal, shortest_decimal

_PLAIN = re.compile(r"(-?[0-9]{1,15})(?:\.([0-9]{1,15}))?(%?)")
_SCIENTIFIC = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?[eE][+-]?[0-9]+")
_TWINS = str.maketrans("（）￥＄￡\u3000\u2212", "()¥$£ -")
_DOLLARS = frozenset("USD AUD CAD HKD NZD SGD TWD MOP MXN BRL CLP ARS COP FJD BND".split())  # noqa: SIM905
_SIGNS = {
    "¥": frozenset({"CNY", "JPY"}),
    "元": frozenset({"CNY", "TWD", "HKD", "MOP"}),
    "$": _DOLLARS,
    "€": frozenset({"EUR"}),
    "£": frozenset({"GBP"}),
    "₹": frozenset({"INR"}),
    "₩": frozenset({"KRW"}),
}
_PERCENT_STYLES = (Style.RATIO, Style.NUMBER)

NumberReader = Callable[[RawCell], Fraction | Flaw]


def number_reader(spec: InputSpec, *, grouping_commas: bool) -> NumberReader:
    """A reader of the cells of a number input, which checks its domain.

    `grouping_commas` is False where a lone comma may be a decimal sign; such cells are refused.
    """
    fits = _fits(spec)
    percent = 2 if spec.kind.style in _PERCENT_STYLES else None

    def read(cell: RawCell) -> Fraction | Flaw:
        match cell:
            case str():
                # Nearly every cell is a plain decimal, which integers check several times faster.
                plain = _PLAIN.fullmatch(cell)
                if plain is not None and (hundredth := percent if plain[3] else 0) is not None:
                    whole, places = int(plain[1] + (plain[2] or "")), len(plain[2] or "") + hundredth
                    if fits(whole, 10**places):
                        return Fraction(whole, 10**places)
                found = _written(spec, cell, grouping_commas)
            case bool():
                return flaw("K850", spec, cell_text(cell), "yes_no")
            case int() | Decimal() | Fraction():
                found = _exact(spec, cell)
            case float():
                found = _binary(spec, cell)
            case date():
                return flaw("K850", spec, cell_text(cell), "date")
            case None | Unreadable():
                return flaw("K850", spec, cell_text(cell), "form")
        return found if isinstance(found, Flaw) else _within_domain(spec, found, cell)

    return read


def _fits(spec: InputSpec) -> Callable[[int, int], bool]:
    """Whether numerator and (positive) denominator make a number of the domain, by integers alone."""
    interval, step = spec.domain.interval, spec.domain.step
    count = spec.kind.style is Style.COUNT
    lo, hi = interval.lo, interval.hi
    low_num, low_den = (0, 0) if lo is None else (lo.numerator, lo.denominator)
    high_num, high_den = (0, 0) if hi is None else (hi.numerator, hi.denominator)
    lo_open, hi_open = interval.lo_open and lo is not None, interval.hi_open and hi is not None

    def fits(num: int, den: int) -> bool:
        # Without an end both sides are zero.
        above = num * low_den - low_num * den
        below = high_num * den - num * high_den
        return (
            above >= lo_open
            and below >= hi_open
            and (step is None or num * step.denominator % (den * step.numerator) == 0)
            and (not count or num % den == 0)
        )

    return fits


def _exact(spec: InputSpec, number: int | Decimal | Fraction) -> Fraction | Flaw:
    if isinstance(number, Decimal) and not number.is_finite():
        return flaw("K858", spec, str(number))
    return flaw("K857", spec, cell_text(number)) if is_oversized(number) else Fraction(number)


def _binary(spec: InputSpec, number: float) -> Fraction | Flaw:
    try:
        return shortest_decimal(number)
    except NotFinite:
        return flaw("K858", spec, str(number))


def _written(spec: InputSpec, cell: str, grouping_commas: bool) -> Fraction | Flaw:
    text = cell.translate(_TWINS).strip()
    if _SCIENTIFIC.fullmatch(text):
        return flaw("K856", spec, cell)
    if not grouping_commas and "," in text:
        return flaw("K868", spec, cell)
    negative = text.startswith("(") and text.endswith(")")
    amount = _without_currency(spec, text[1:-1].strip() if negative else text, cell)
    if isinstance(amount, Flaw):
        return amount
    if negative and amount.startswith(("+", "-")):
        return flaw("K850", spec, cell, "form")
    try:
        number = parse_decimal(amount, thousands=True, percent=True, myriads=True)
    except TooManyDigits:
        return flaw("K857", spec, cell)
    if number is None:
        return flaw("K850", spec, cell, "form")
    if amount.endswith(("%", "％")) and spec.kind.style not in _PERCENT_STYLES:
        return flaw("K854", spec, cell, kind=spec.kind)
    return -number if negative else number


def _without_currency(spec: InputSpec, text: str, cell: str) -> str | Flaw:
    """The text without a currency's sign or code at either end; a sign that does not fit the input is a flaw."""
    currency = spec.kind.currency
    sign = text[:1] if text[:1] in ("+", "-") else ""
    amount = text[len(sign) :].strip()
    for mark, currencies in (*_SIGNS.items(), *(((currency, frozenset({currency})),) if currency else ())):
        if amount.startswith(mark):
            rest = amount[len(mark) :].strip()
        elif amount.endswith(mark):
            rest = amount[: -len(mark)].strip()
        else:
            continue
        if currency not in currencies:
            return flaw("K855", spec, cell, "currency" if currency else "none", sign=mark, kind=spec.kind)
        if sign and rest.startswith(("+", "-")):
            return flaw("K850", spec, cell, "form")
        return sign + rest
    return text


def _within_domain(spec: InputSpec, number: Fraction, cell: RawCell) -> Fraction | Flaw:
    domain = spec.domain
    if domain.contains(number) and (spec.kind.style is not Style.COUNT or number.denominator == 1):
        return number
    found = cell_text(cell)
    if spec.kind.style is Style.COUNT and number.denominator != 1:
        return flaw("K853", spec, found)
    if not domain.interval.contains(number):
        bare = not found.endswith(("%", "％"))
        percent = bare and spec.kind.style is Style.RATIO and domain.contains(number / 100)
        return flaw(
            "K851",
            spec,
            found,
            "percent" if percent else "range",
            range=RangeWords(domain.interval, spec.kind),
            hundredth=number / 100,
        )
    assert domain.step is not None
    low = floor(number / domain.step) * domain.step
    return flaw("K852", spec, found, step=domain.step, low=low, high=low + domain.step)
