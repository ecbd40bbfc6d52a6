"""Arithmetic on dates by months and days, with the end of the month stated.

Where the month that is reached has no such day, its last day is meant: 31 January and one month is
28 or 29 February. Source: Civil Code of the People's Republic of China, article 202.
"""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date


class DateOutOfRange(ValueError):
    """The date that was asked for lies outside the years 1 to 9999."""


def add_months(start: date, months: int) -> date:
    """The date so many months later (earlier if negative), at most the last day of its month.

    Raises `DateOutOfRange`.
    """
    year, index = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise DateOutOfRange(f"{months} months from {start} is no date")
    month = index + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def days_between(start: date, end: date) -> int:
    """Days from one date to another, negative if the other is earlier; the first day is not counted."""
    return (end - start).days


def months_between(start: date, end: date) -> int:
    """Full months from one date to another: the most that `add_months` can add without passing `end`.

    Negative, and the same in magnitude, if the other is earlier.
    """
    if end < start:
        return -months_between(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (months > 0 and add_months(start, months) > end)


def age(born: date, on: date) -> int:
    """Full years from one date to another, for ages and tenures; negative before the first.

    Someone born on 29 February is a year older on 28 February of a common year.
    """
    months = months_between(born, on)
    return months // 12 if months >= 0 else -(-months // 12)
