"""What generated code may call: the closed list behind ``code.Helper``. Days are numbers, as in ``dates``."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from kpi_lang.evaluate.generated.code import Helper
from kpi_lang.evaluate.generated.dates import LAST_DAY
from kpi_lang.evaluate.generated.rounding import PowerSpec
from kpi_lang.values.dates import DateOutOfRange, add_months, age, months_between
from kpi_lang.values.powers import PowerUndefined, round_power


class BeyondLimits(Exception):
    """Generated code met a number with too many digits; the reference tells which rule it was."""


def add_days(day: int) -> int:
    """The day itself if it is on the calendar; raises ``DateOutOfRange``."""
    if not 1 <= day <= LAST_DAY:
        raise DateOutOfRange("a date outside the years 1 to 9999")
    return day


def rounded_power(num: int, den: int, spec: PowerSpec) -> int | None:
    """How many steps a power rounds to, None if it is undefined; raises ``PowerTooLarge``."""
    try:
        rounded = round_power(spec.scale * Fraction(num, den), spec.exponent, spec.step, spec.mode)
    except PowerUndefined:
        return None
    return (rounded / spec.step).numerator


def trimmed(values: list[Any], trim: int) -> Any:
    """The sum of the values without the lowest and highest ``trim``; there are more than twice as many."""
    return sum(sorted(values)[trim : len(values) - trim])


def best(values: list[Any], most: int) -> Any:
    """The sum of the ``most`` highest values, of all if there are fewer."""
    return sum(sorted(values)[-most:])


def fewer(values: list[Any], most: int) -> int:
    """How many values there are, at most ``most``."""
    return min(len(values), most)


def check_digits(num: int, den: int, limit: int) -> None:
    """Raise ``BeyondLimits`` if a part of the fraction, in lowest terms, reaches the limit."""
    value = Fraction(num, den)
    if value.denominator >= limit or not -limit < value.numerator < limit:
        raise BeyondLimits


@lru_cache(4096)
def _months_added(day: int, months: int) -> int:
    # Windows such as the last twelve months are the same for everybody in a run.
    return add_months(date.fromordinal(day), months).toordinal()


def _first_of_month(day: int) -> int:
    return date.fromordinal(day).replace(day=1).toordinal()


def _last_of_month(day: int) -> int:
    at = date.fromordinal(day)
    return at.replace(day=monthrange(at.year, at.month)[1]).toordinal()


HELPERS: Mapping[Helper, Callable[..., Any]] = {
    Helper.FRACTION: Fraction,
    Helper.LEN: len,
    Helper.SET: set,
    Helper.TRIMMED: trimmed,
    Helper.BEST: best,
    Helper.FEWER: fewer,
    Helper.ADD_DAYS: add_days,
    Helper.ADD_MONTHS: _months_added,
    Helper.MONTHS_BETWEEN: lambda a, b: months_between(date.fromordinal(a), date.fromordinal(b)),
    Helper.YEARS_BETWEEN: lambda a, b: age(date.fromordinal(a), date.fromordinal(b)),
    Helper.YEAR: lambda day: date.fromordinal(day).year,
    Helper.MONTH: lambda day: date.fromordinal(day).month,
    Helper.DAY: lambda day: date.fromordinal(day).day,
    Helper.FIRST_OF_MONTH: _first_of_month,
    Helper.LAST_OF_MONTH: _last_of_month,
    Helper.ROUND_POWER: rounded_power,
    Helper.CHECK_DIGITS: check_digits,
}
