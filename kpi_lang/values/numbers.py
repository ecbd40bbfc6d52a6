"""Numbers as people and files write them, read and written without loss."""

import math
import re
from fractions import Fraction

from kpi_lang.source.figures import InexactDecimal, decimal_text, exact_text, finite_places

__all__ = [
    "MOST_DIGITS",
    "InexactDecimal",
    "NotFinite",
    "TooManyDigits",
    "decimal_text",
    "exact_text",
    "finite_places",
    "parse_decimal",
    "shortest_decimal",
]

MOST_DIGITS = 400
"""Digits of a number that is read, and the size of its exponent: far beyond any figure of a policy."""


class TooManyDigits(ValueError):
    """A well-formed number has more digits, or a larger exponent, than `MOST_DIGITS`."""


class NotFinite(ValueError):
    """A binary number is infinite or not a number."""


_BINARY64_DIGITS = 15

_TWINS = str.maketrans("０１２３４５６７８９＋－−．％，＿ｅＥ", "0123456789+--.%,_eE")
_SEPARATORS = ", \u00a0\u2009\u202f"
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)"
    rf"(?P<whole>[0-9]+(?:_[0-9]+)+|[0-9]{{1,3}}(?P<separator>[{_SEPARATORS}])[0-9]{{3}}"
    r"(?:(?P=separator)[0-9]{3})*|[0-9]*)"
    r"(?:\.(?P<places>[0-9]+(?:_[0-9]+)*))?"
    r"(?:[eE](?P<exponent>[+-]?[0-9]+))?"
    r"\s?(?P<suffix>%|万亿|万|亿)?"
)
_SUFFIXES = {
    "%": Fraction(1, 100),
    "万": Fraction(10**4),
    "亿": Fraction(10**8),
    "万亿": Fraction(10**12),
}


def parse_decimal(
    text: str,
    *,
    underscores: bool = False,
    thousands: bool = False,
    percent: bool = False,
    myriads: bool = False,
    exponent: bool = False,
) -> Fraction | None:
    """The number that a text writes, None if it writes none.

    Digits, signs and marks may be full-width; spaces around are ignored. What else is understood must be
    asked for: `underscores` between digits (`10_000`), `thousands` separated by one and the same comma
    or space in whole groups of three (`1 250 000.50`), `percent` (`60%` is 0.6), `myriads` (`1.5亿`),
    `exponent` (`1.2e5`). Raises `TooManyDigits` past `MOST_DIGITS`.
    """
    found = _NUMBER.fullmatch(text.strip().translate(_TWINS))
    if found is None:
        return None
    whole, places, suffix = found["whole"], found["places"] or "", found["suffix"] or ""
    allowed = (
        (underscores or "_" not in whole + places)
        and (thousands or not found["separator"])
        and (percent or suffix != "%")
        and (myriads or suffix in ("", "%"))
        and (exponent or found["exponent"] is None)
    )
    if not allowed or not whole + places:
        return None
    size = _exponent(found["exponent"] or "0")
    digits = "".join(filter(str.isdigit, whole)), "".join(filter(str.isdigit, places))
    if sum(map(len, digits)) > MOST_DIGITS:
        raise TooManyDigits(f"a number of more than {MOST_DIGITS} digits")
    magnitude = Fraction(int("".join(digits))) * Fraction(10) ** (size - len(digits[1]))
    return (-magnitude if found["sign"] == "-" else magnitude) * _SUFFIXES.get(suffix, 1)


def _exponent(text: str) -> int:
    digits = text.lstrip("+-").lstrip("0") or "0"
    if len(digits) > len(str(MOST_DIGITS)) or int(digits) > MOST_DIGITS:
        raise TooManyDigits(f"an exponent beyond {MOST_DIGITS}")
    return -int(digits) if text.startswith("-") else int(digits)


def shortest_decimal(number: float) -> Fraction:
    """What a binary number from a file means: the shortest decimal of at most 15 digits that it prints as.

    Fifteen significant digits is what every binary64 number keeps (C's `DBL_DIG`) and what spreadsheets
    show: a cell that holds 0.1 + 0.2 means 0.3. Raises `NotFinite` for infinities and NaN.
    """
    if not math.isfinite(number):
        raise NotFinite(f"{number} is no number that a rule can use")
    shortest = repr(float(number))
    mantissa = shortest.partition("e")[0].replace(".", "").lstrip("-0").rstrip("0")
    return Fraction(shortest if len(mantissa) <= _BINARY64_DIGITS else f"{number:.{_BINARY64_DIGITS}g}")
