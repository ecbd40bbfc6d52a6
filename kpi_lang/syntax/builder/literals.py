"""The values of literals as they are written."""

import re
from datetime import date
from fractions import Fraction

from kpi_lang.syntax.tree import NumberStyle

_SCALES = {"万亿": 10**12, "亿": 10**8, "万": 10**4}
_NUMBERS = re.compile(r"[0-9]+")


def number_value(text: str) -> Fraction:
    """The exact value of a number literal: `5%` is 1/20, `1.5亿` is 150000000."""
    digits = text.replace("_", "")
    if digits.isdecimal():
        return Fraction(int(digits))
    percent = digits.endswith("%")
    digits = digits.rstrip("% ")
    scale = 1
    for word, factor in _SCALES.items():
        if digits.endswith(word):
            digits, scale = digits[: -len(word)], factor
            break
    whole, _, decimals = digits.partition(".")
    value = Fraction(int(whole + decimals) * scale, 10 ** len(decimals))
    return value / 100 if percent else value


def number_style(text: str) -> NumberStyle:
    """Whether a number literal is a percentage."""
    return NumberStyle.PERCENT if text.endswith("%") else NumberStyle.PLAIN


def written_number(text: str) -> str:
    """The literal as the formatter writes it back."""
    return text.replace(" ", "")


def date_value(text: str) -> date:
    """The date of a literal; the scanner has made sure that there is such a day."""
    year, month, day = map(int, _NUMBERS.findall(text))
    return date(year, month, day)
