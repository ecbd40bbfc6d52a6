"""Periods of appraisal: months, quarters, half-years and years of the calendar."""

import re
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import Enum

from attrs import frozen

from kpi_lang.source.languages import Lang
from kpi_lang.values.dates import DateOutOfRange, add_months


class PeriodLength(Enum):
    """The lengths of periods; the value is the number of months."""

    MONTH = 1
    QUARTER = 3
    HALF = 6
    YEAR = 12

    @property
    def months(self) -> int:
        """How many months it has."""
        return self.value

    @property
    def in_year(self) -> int:
        """How many of them a year has."""
        return 12 // self.value


_FORMS = {
    PeriodLength.MONTH: re.compile(r"(?P<year>\d{4})-(?P<number>0[1-9]|1[0-2])", re.ASCII),
    PeriodLength.QUARTER: re.compile(r"(?P<year>\d{4})[Qq](?P<number>[1-4])", re.ASCII),
    PeriodLength.HALF: re.compile(r"(?P<year>\d{4})[Hh](?P<number>[12])", re.ASCII),
    PeriodLength.YEAR: re.compile(r"(?P<year>\d{4})(?P<number>)", re.ASCII),
}


@frozen(order=False)
class Period:
    """One period: `number` counts from 1 within the year, and is 1 for a year.

    Raises `DateOutOfRange` for a year outside 1 to 9999 and `ValueError` for a number the year has not.
    """

    length: PeriodLength
    year: int
    number: int = 1

    def __attrs_post_init__(self) -> None:
        if not MINYEAR <= self.year <= MAXYEAR:
            raise DateOutOfRange(f"there is no year {self.year}")
        if not 1 <= self.number <= self.length.in_year:
            raise ValueError(f"a year has no {self.length.name.lower()} {self.number}")

    @classmethod
    def parse(cls, text: str) -> "Period | None":
        """The period that a text names: `2026-07`, `2026Q3`, `2026H1` or `2026`; None if it names none."""
        for length, form in _FORMS.items():
            found = form.fullmatch(text.strip())
            if found is not None and int(found["year"]) >= MINYEAR:
                return cls(length, int(found["year"]), int(found["number"] or 1))
        return None

    @classmethod
    def containing(cls, day: date, length: PeriodLength) -> "Period":
        """The period of a length that a day lies in."""
        return cls(length, day.year, (day.month - 1) // length.months + 1)

    def __str__(self) -> str:
        """The canonical text, which `parse` reads back."""
        match self.length:
            case PeriodLength.MONTH:
                return f"{self.year:04}-{self.number:02}"
            case PeriodLength.QUARTER:
                return f"{self.year:04}Q{self.number}"
            case PeriodLength.HALF:
                return f"{self.year:04}H{self.number}"
            case PeriodLength.YEAR:
                return f"{self.year:04}"

    def in_language(self, lang: Lang) -> str:
        """The period as people say it: `2026Q3`, 2026年第3季度."""
        if lang == "en":
            return str(self)
        match self.length:
            case PeriodLength.MONTH:
                return f"{self.year}年{self.number}月"
            case PeriodLength.QUARTER:
                return f"{self.year}年第{self.number}季度"
            case PeriodLength.HALF:
                return f"{self.year}年{'上' if self.number == 1 else '下'}半年"
            case PeriodLength.YEAR:
                return f"{self.year}年"

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * self.length.months + 1, 1)

    @property
    def last_day(self) -> date:
        """Its last day."""
        if self.number == self.length.in_year:
            return date(self.year, 12, 31)
        return add_months(self.first_day, self.length.months) - timedelta(days=1)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last_day - self.first_day).days + 1

    @property
    def next(self) -> "Period":
        """The period after it; raises `DateOutOfRange` after the year 9999."""
        return self.shifted(1)

    @property
    def previous(self) -> "Period":
        """The period before it; raises `DateOutOfRange` before the year 1."""
        return self.shifted(-1)

    def shifted(self, by: int) -> "Period":
        """The period of the same length so many later, or earlier if negative."""
        year, index = divmod(self.year * self.length.in_year + self.number - 1 + by, self.length.in_year)
        return Period(self.length, year, index + 1)

    def contains(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first_day <= day <= self.last_day

    def within(self, length: PeriodLength) -> "Period":
        """The period of another length that its first day lies in: the half-year of a quarter."""
        return Period.containing(self.first_day, length)

    def parts(self, length: PeriodLength) -> Iterator["Period"]:
        """The periods of a shorter length that make it up, in order; raises `ValueError` for a longer."""
        if length.months > self.length.months:
            raise ValueError(f"a {self.length.name.lower()} is shorter than a {length.name.lower()}")
        first = Period.containing(self.first_day, length)
        return (first.shifted(index) for index in range(self.length.months // length.months))
