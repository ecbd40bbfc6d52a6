from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.values import DateOutOfRange, add_months, age, days_between, months_between

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-05-31", 6, "2026-11-30"),
        ("2026-11-15", 2, "2027-01-15"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-07-01", 0, "2026-07-01"),
    ],
)
def test_months_end_on_the_last_day_at_most(start: str, months: int, end: str) -> None:
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(end)


@pytest.mark.parametrize(("start", "months"), [(date.max, 1), (date.min, -1), (date(2026, 1, 1), 10**9)])
def test_dates_end_somewhere(start: date, months: int) -> None:
    with pytest.raises(DateOutOfRange):
        add_months(start, months)


@given(days, st.integers(-600, 600))
def test_adding_months_moves_the_month_by_as_many(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(days, days)
def test_full_months_are_the_most_that_fit(one: date, two: date) -> None:
    start, end = sorted([one, two])
    months = months_between(start, end)
    assert add_months(start, months) <= end < add_months(start, months + 1)
    assert months_between(end, start) == -months


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2026-01-31", "2026-02-27", 0),
        ("2026-01-31", "2026-02-28", 1),
        ("2026-01-15", "2026-07-14", 5),
        ("2026-01-15", "2026-07-15", 6),
        ("2026-07-15", "2026-01-15", -6),
        ("2026-07-15", "2026-07-15", 0),
    ],
)
def test_full_months(start: str, end: str, months: int) -> None:
    assert months_between(date.fromisoformat(start), date.fromisoformat(end)) == months


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("1990-06-15", "2026-06-14", 35),
        ("1990-06-15", "2026-06-15", 36),
        ("2000-02-29", "2025-02-27", 24),
        ("2000-02-29", "2025-02-28", 25),
        ("2000-02-29", "2024-02-28", 23),
        ("2026-06-15", "2026-06-14", 0),
        ("2026-06-15", "2025-06-15", -1),
    ],
)
def test_age_counts_full_years(born: str, on: str, years: int) -> None:
    assert age(date.fromisoformat(born), date.fromisoformat(on)) == years


@given(days, st.integers(-1000, 1000))
def test_days_between(start: date, days: int) -> None:
    assert days_between(start, start + timedelta(days=days)) == days
