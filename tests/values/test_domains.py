from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.values import Domain, Interval
from tests.values.numbers_drawn import intervals, small_numbers, steps

F = Fraction
CENT = F(1, 100)


def test_money_on_its_step() -> None:
    money = Domain(Interval(F(0), F(10_000)), CENT)
    assert money.contains(F("4500.25"))
    assert not money.contains(F("4500.255"))
    assert not money.contains(F(-1))
    assert money.on_step(F(-1))
    assert money.count == 1_000_001
    assert money.first == 0
    assert money.last == 10_000


def test_steps_count_from_zero() -> None:
    domain = Domain(Interval(F("0.5"), F("9.5")), F(1))
    assert list(domain.values()) == list(range(1, 10))
    assert domain.first == 1
    assert domain.last == 9


def test_open_ends_are_left_out() -> None:
    domain = Domain(Interval(F(0), F(3), lo_open=True, hi_open=True), F(1))
    assert list(domain.values()) == [1, 2]
    assert domain.first == 1
    assert domain.last == 2


def test_a_domain_may_hold_nothing() -> None:
    domain = Domain(Interval(F("0.2"), F("0.8")), F(1))
    assert domain.count == 0
    assert domain.first is None
    assert domain.last is None
    assert list(domain.values()) == []


def test_without_bounds_or_step_there_is_no_count() -> None:
    assert Domain().count is None
    assert Domain(Interval(F(0), F(1))).count is None
    assert Domain(Interval.at_least(F(0)), F(1)).count is None
    assert Domain(Interval.at_least(F("0.5")), F(1)).first == 1
    assert Domain(Interval.at_most(F("0.5")), F(1)).last == 0
    assert Domain(Interval(F(0), F(1), hi_open=True)).last is None
    assert Domain(Interval(F(0), F(1), hi_open=True)).first == 0
    with pytest.raises(ValueError, match="no list of values"):
        list(Domain(Interval(F(0), F(1))).values())


def test_one_number_only() -> None:
    assert list(Domain(Interval.point(F("0.5"))).values()) == [F("0.5")]
    assert Domain(Interval.point(F("0.5")), F(1)).count == 0
    assert Domain(Interval.point(F("0.5")), F("0.25")).count == 1


@given(intervals(), steps, small_numbers)
def test_values_are_what_it_contains(interval: Interval, step: Fraction, number: Fraction) -> None:
    domain = Domain(interval, step)
    assert domain.contains(number) == (interval.contains(number) and (number / step).denominator == 1)
    if domain.count is not None:
        values = list(domain.values())
        assert len(values) == domain.count
        assert all(map(domain.contains, values))
        assert domain.contains(number) == (number in values)


@given(st.fractions(max_value=0))
def test_a_step_must_be_positive(step: Fraction) -> None:
    with pytest.raises(ValueError, match="must be positive"):
        Domain(Interval(), step)
