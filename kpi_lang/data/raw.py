"""Cells as a file or a frame holds them, before a policy says what they mean."""

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from attrs import frozen

from kpi_lang.values.numbers import MOST_DIGITS, exact_text, shortest_decimal

_LONGEST_SHOWN = 400
_MOST_BITS = int(MOST_DIGITS / math.log10(2))


class Obstacle(Enum):
    """Why a cell holds nothing that could be read as a value."""

    FORMULA = "formula"
    """A formula whose result the file does not hold."""
    ERROR_VALUE = "error value"
    """A spreadsheet's error, such as `#DIV/0!`."""
    NESTED = "nested"
    """A list, an object or something else that is no single value."""
    NOT_FINITE = "not finite"
    """An infinite number, or one that is not a number."""
    CLOCK = "clock"
    """A time of day or a length of time."""
    TOO_LONG = "too long"
    """A number of more digits than any figure has."""


@frozen
class Unreadable:
    """A cell that cannot be used, with the text to show of it."""

    obstacle: Obstacle
    shown: str


RawCell: TypeAlias = str | int | float | Decimal | Fraction | bool | date | Unreadable | None
"""A cell as found: text, a number (exact or binary), yes/no, a date or date and time, or nothing."""

ERROR_VALUES = frozenset(
    "#DIV/0! #N/A #NAME? #NULL! #NUM! #REF! #VALUE! #SPILL! #CALC! #FIELD! #BLOCKED! #GETTING_DATA".split()  # noqa: SIM905
)
"""What spreadsheets show for a formula that failed (ECMA-376 part 1, 18.17.3, and newer ones)."""


def raw_cell(value: object) -> RawCell:
    """A value that another library hands out, as a cell; what has no cell of its kind becomes `Unreadable`."""
    match value:
        case None | bool() | str() | int() | float() | Decimal() | Fraction() | date() | Unreadable():
            return value
        case time() | timedelta():
            return Unreadable(Obstacle.CLOCK, str(value))
        case list() | tuple() | dict() | set() | frozenset() | bytes() | bytearray() | memoryview():
            return Unreadable(Obstacle.NESTED, repr(value)[:_LONGEST_SHOWN])
    # A NumPy scalar knows the plain value that it stands for.
    plain = getattr(value, "item", None)
    if callable(plain) and type(value).__module__.partition(".")[0] == "numpy":
        return raw_cell(plain())
    return Unreadable(Obstacle.NESTED, repr(value)[:_LONGEST_SHOWN])


def is_blank(cell: RawCell) -> bool:
    """Whether a cell holds nothing, or nothing but spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_oversized(number: int | Decimal | Fraction) -> bool:
    """Whether writing a number out takes more than `MOST_DIGITS` digits, or an exponent beyond them."""
    match number:
        case int():
            return number.bit_length() > _MOST_BITS
        case Fraction():
            return is_oversized(number.numerator) or is_oversized(number.denominator)
        case Decimal():
            return number.is_finite() and (
                len(number.as_tuple().digits) > MOST_DIGITS or abs(number.adjusted()) > MOST_DIGITS
            )


def cell_text(cell: RawCell) -> str:
    """A cell as people see it, trimmed; for keys, for texts and for messages.

    Whole numbers have no point, dates are written `2026-07-31`, nothing is the empty text.
    """
    match cell:
        case None:
            return ""
        case str():
            return cell.strip()
        case bool():
            return "TRUE" if cell else "FALSE"
        case int() | Decimal() | Fraction():
            return _number_text(cell)
        case float():
            return exact_text(shortest_decimal(cell)) if math.isfinite(cell) else str(cell)
        case datetime():
            return _moment_text(cell)
        case date():
            return cell.isoformat()
        case Unreadable():
            return cell.shown


def _number_text(number: int | Decimal | Fraction) -> str:
    if is_oversized(number):
        # Writing it out could take as many characters as its exponent says.
        return f"{number:.3g}" if isinstance(number, Decimal) else f"≈1e{_digits(number)}"
    if isinstance(number, Decimal) and not number.is_finite():
        return str(number)
    return exact_text(Fraction(number))


def _digits(number: int | Fraction) -> int:
    return int((number.numerator.bit_length() - number.denominator.bit_length()) * math.log10(2))


def _moment_text(moment: datetime) -> str:
    if moment.time() == time() and moment.tzinfo is None:
        return moment.date().isoformat()
    return moment.isoformat(sep=" ")
