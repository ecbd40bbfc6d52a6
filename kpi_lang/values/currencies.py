"""Currencies and the step that money in them moves by.

Source: ISO 4217:2015 list one, column "minor unit", as maintained by SIX Financial Information.
"""

import re
from fractions import Fraction

_WITHOUT_MINOR_UNIT = (
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split()  # noqa: SIM905
)
_THOUSANDTHS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
_TEN_THOUSANDTHS = ("CLF", "UYW")

_MINOR_DIGITS = {
    **dict.fromkeys(_WITHOUT_MINOR_UNIT, 0),
    **dict.fromkeys(_THOUSANDTHS, 3),
    **dict.fromkeys(_TEN_THOUSANDTHS, 4),
}
_CODE = re.compile(r"[A-Z]{3}")


def is_currency(code: str) -> bool:
    """Whether a code has the form of ISO 4217; a company may use private codes such as XBP."""
    return _CODE.fullmatch(code) is not None


def minor_digits(currency: str) -> int:
    """How many decimal places amounts in a currency have; 2 unless the standard says otherwise."""
    return _MINOR_DIGITS.get(currency, 2)


def currency_step(currency: str) -> Fraction:
    """The minor unit of a currency, in the currency: 0.01 for CNY, 1 for JPY, 0.001 for KWD."""
    return Fraction(1, 10 ** minor_digits(currency))
