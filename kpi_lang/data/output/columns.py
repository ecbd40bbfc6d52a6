"""What is written: columns with a form each, and values as exact text."""

from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TypeAlias, assert_never

from attrs import frozen

from kpi_lang.values.numbers import decimal_text, exact_text

OutputValue: TypeAlias = Fraction | Decimal | int | bool | str | date | None


class Form(Enum):
    """What the values of a column are."""

    NUMBER = "number"
    YES_NO = "yes/no"
    DATE = "date"
    MONTH = "month"
    TEXT = "text"


@frozen
class OutputColumn:
    """A column of a table to be written; `digits` decimal places are shown of a number, None: as many as it has."""

    name: str
    form: Form = Form.TEXT
    digits: int | None = None


def exact_number(value: OutputValue) -> Fraction:
    """A value of a number column; raises `TypeError` for what is no number."""
    if type(value) is Fraction:
        return value
    if isinstance(value, bool) or not isinstance(value, Fraction | Decimal | int):
        raise TypeError(f"{value!r} stands in a column of numbers")
    return Fraction(value)


def value_text(column: OutputColumn, value: OutputValue) -> str:
    """A value as text: `76.00`, `268/3`, yes, 2026-07-31, 2026-07; the empty text where there is none.

    Raises `InexactDecimal` for a number with more places than its column shows: rounding is a rule's business.
    """
    if value is None:
        return ""
    match column.form:
        case Form.NUMBER:
            number = exact_number(value)
            return exact_text(number) if column.digits is None else decimal_text(number, column.digits)
        case Form.YES_NO:
            return "yes" if value else "no"
        case Form.MONTH:
            return value.isoformat()[:7] if isinstance(value, date) else str(value)
        case Form.DATE:
            return value.isoformat() if isinstance(value, date) else str(value)
        case Form.TEXT:
            return storable(str(value))
        case _:
            assert_never(column.form)


def storable(text: str) -> str:
    """The text without half surrogates, which no encoding can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
