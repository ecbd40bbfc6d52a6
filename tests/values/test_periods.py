from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.values import DateOutOfRange, Period, PeriodLength

MONTH, QUARTER, HALF, YEAR = PeriodLength


@st.composite
def periods(draw: st.DrawFn) -> Period:
    length = draw(st.sampled_from(PeriodLength))
    return Period(length, draw(st.integers(2, 9998)), draw(st.integers(1, length.in_year)))


@pytest.mark.parametrize(
    ("text", "period", "first", "last"),
    [
        ("2026Q3", Period(QUARTER, 2026, 3), "2026-07-01", "2026-09-30"),
        ("2026q4", Period(QUARTER, 2026, 4), "2026-10-01", "2026-12-31"),
        (" 2026-07 ", Period(MONTH, 2026, 7), "2026-07-01", "2026-07-31"),
        ("2024-02", Period(MONTH, 2024, 2), "2024-02-01", "2024-02-29"),
        ("2026-12", Period(MONTH, 2026, 12), "2026-12-01", "2026-12-31"),
        ("2026H1", Period(HALF, 2026, 1), "2026-01-01", "2026-06-30"),
        ("2026", Period(YEAR, 2026), "2026-01-01", "2026-12-31"),
        ("9999Q4", Period(QUARTER, 9999, 4), "9999-10-01", "9999-12-31"),
    ],
)
def test_periods_are_read(text: str, period: Period, first: str, last: str) -> None:
    assert Period.parse(text) == period
    assert period.first_day == date.fromisoformat(first)
    assert period.last_day == date.fromisoformat(last)


@pytest.mark.parametrize(
    "text",
    ["", "2026Q5", "2026Q0", "2026-13", "2026-00", "2026-7", "2026H3", "26Q1", "0000", "2026Q", "２０２６"],
)
def test_other_texts_name_no_period(text: str) -> None:
    assert Period.parse(text) is None


@given(periods())
def test_what_is_written_is_read_back(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(periods())
def test_periods_follow_one_another(period: Period) -> None:
    assert period.next.first_day == period.last_day + timedelta(days=1)
    assert period.next.previous == period
    assert period.shifted(period.length.in_year).year == period.year + 1
    assert period.contains(period.first_day)
    assert period.contains(period.last_day)
    assert not period.contains(period.next.first_day)
    assert period.days == (period.next.first_day - period.first_day).days


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)), st.sampled_from(PeriodLength))
def test_every_day_lies_in_one_period(day: date, length: PeriodLength) -> None:
    assert Period.containing(day, length).contains(day)


@given(periods(), st.sampled_from(PeriodLength))
def test_parts_make_up_the_whole(period: Period, length: PeriodLength) -> None:
    if length.months > period.length.months:
        assert period.within(length).contains(period.last_day)
        with pytest.raises(ValueError, match="is shorter than"):
            period.parts(length)
        return
    parts = list(period.parts(length))
    assert parts[0].first_day == period.first_day
    assert parts[-1].last_day == period.last_day
    assert sum(part.days for part in parts) == period.days


def test_periods_in_words() -> None:
    said = {
        "2026Q3": "2026年第3季度",
        "2026-07": "2026年7月",
        "2026H1": "2026年上半年",
        "2026H2": "2026年下半年",
    }
    for text, words in (said | {"2026": "2026年"}).items():
        period = Period.parse(text)
        assert period is not None
        assert period.in_language("zh") == words
        assert period.in_language("en") == text


def test_impossible_periods() -> None:
    with pytest.raises(ValueError, match="no quarter 5"):
        Period(QUARTER, 2026, 5)
    with pytest.raises(DateOutOfRange):
        Period(YEAR, 9999).next.first_day  # noqa: B018
    with pytest.raises(DateOutOfRange):
        Period(MONTH, 1, 1).shifted(-1)
