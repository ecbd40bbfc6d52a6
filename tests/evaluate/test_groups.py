"""What figures about a group are: ties, empty groups, people alone, whatever the order of the people."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.groups import GroupFigure, GroupOperator
from kpi_lang.core.nodes import InputRef
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.population.grouping import Group, exact_sum, in_order
from kpi_lang.values import kinds

NUMBERS = st.lists(st.fractions(-100, 100, max_denominator=12), min_size=1, max_size=12)


def group(operator: GroupOperator, *values: Value | int, tiles: int = 0, lowest_first: bool = False) -> Group:
    """A group in which these values count."""
    listed: list[Value] = [
        Fraction(v) if isinstance(v, int) and not isinstance(v, bool) else v for v in values
    ]
    kind = kinds.DATE if any(isinstance(v, date) for v in listed) else kinds.NUMBER
    value = InputRef("x", kind)
    return Group(
        GroupFigure("f", operator, value, None, (), False, lowest_first, kind, "f(x)", tiles), listed
    )


def ranks(found: Group) -> list[object]:
    return [found.figure_of(value) for value in found.values]


def test_the_three_ranks_differ_where_people_are_level() -> None:
    points = (90, 80, 80, 70)
    assert ranks(group(GroupOperator.RANK, *points)) == [1, 2, 2, 4]
    assert ranks(group(GroupOperator.DENSE_RANK, *points)) == [1, 2, 2, 3]
    assert ranks(group(GroupOperator.MID_RANK, *points)) == [1, Fraction(5, 2), Fraction(5, 2), 4]
    assert ranks(group(GroupOperator.RANK, *points, lowest_first=True)) == [4, 2, 2, 1]


def test_the_earlier_date_is_first_where_the_lowest_is() -> None:
    days = (date(2026, 3, 1), date(2026, 1, 1), date(2026, 2, 1))
    assert ranks(group(GroupOperator.RANK, *days, lowest_first=True)) == [3, 1, 2]
    assert group(GroupOperator.MAX, *days).common == date(2026, 3, 1)


def test_a_percentile_counts_those_behind_and_half_of_those_level() -> None:
    assert ranks(group(GroupOperator.PERCENTILE, 90, 80, 80, 70)) == [1, Fraction(1, 2), Fraction(1, 2), 0]
    assert ranks(group(GroupOperator.PERCENTILE, 5, 5)) == [Fraction(1, 2)] * 2
    assert ranks(group(GroupOperator.PERCENTILE, 5)) == [Absent(Cause.UNDEFINED, "f(x)")]


def test_parts_of_a_group_put_those_level_into_the_better_part() -> None:
    assert ranks(group(GroupOperator.NTILE, 9, 8, 7, 6, 5, tiles=5)) == [1, 2, 3, 4, 5]
    assert ranks(group(GroupOperator.NTILE, 9, 8, 8, 6, tiles=2)) == [1, 1, 1, 2]
    assert ranks(group(GroupOperator.NTILE, 9, 8, 7, tiles=5)) == [1, 2, 4]
    assert ranks(group(GroupOperator.NTILE, 9, tiles=4)) == [1]


@pytest.mark.parametrize(
    ("operator", "values", "expected"),
    [
        (GroupOperator.COUNT, (), 0),
        (GroupOperator.SUM, (), 0),
        (GroupOperator.COUNT, (1, 1), 2),
        (GroupOperator.SUM, (Fraction(1, 3), Fraction(1, 6)), Fraction(1, 2)),
        (GroupOperator.MEAN, (1, 2), Fraction(3, 2)),
        (GroupOperator.MEDIAN, (3, 1, 2), 2),
        (GroupOperator.MEDIAN, (4, 1, 2, 3), Fraction(5, 2)),
        (GroupOperator.MIN, (3, 1), 1),
        (GroupOperator.MAX, (3, 1), 3),
        (GroupOperator.SHARE, (True, False, True), Fraction(2, 3)),
        (GroupOperator.VARIANCE, (1, 3), 1),
    ],
)
def test_what_is_the_same_for_the_whole_group(
    operator: GroupOperator, values: tuple[Value, ...], expected: Fraction
) -> None:
    assert group(operator, *values).common == expected


@pytest.mark.parametrize(
    "operator",
    [o for o in GroupOperator if not o.is_rank and o not in (GroupOperator.COUNT, GroupOperator.SUM)],
)
def test_of_nobody_there_is_no_figure(operator: GroupOperator) -> None:
    assert group(operator).common == Absent(Cause.UNDEFINED, "f(x)")


def test_there_is_no_spread_where_all_are_level() -> None:
    assert group(GroupOperator.VARIANCE, 4, 4, 4).common == Absent(Cause.UNDEFINED, "f(x)")


def test_somebody_who_does_not_count_has_no_rank() -> None:
    assert group(GroupOperator.RANK, 3, 2).figure_of(None) == Absent(Cause.UNDEFINED, "f(x)")


OF_VALUES = [operator for operator in GroupOperator if operator is not GroupOperator.POOL]
"""What values alone decide; a pool has terms of its own, which `test_pools` is about."""


@given(NUMBERS, st.sampled_from(OF_VALUES), st.randoms())
def test_the_order_of_people_never_matters(values: list[Fraction], operator: GroupOperator, random) -> None:  # type: ignore[no-untyped-def]
    if operator is GroupOperator.SHARE:
        return
    shuffled = random.sample(values, len(values))
    one, other = group(operator, *values, tiles=3), group(operator, *shuffled, tiles=3)
    assert [one.figure_of(value) for value in values] == [other.figure_of(value) for value in values]


@given(NUMBERS)
def test_ranks_say_how_many_are_ahead(values: list[Fraction]) -> None:
    found = group(GroupOperator.RANK, *values)
    assert ranks(found) == [sum(other > value for other in values) + 1 for value in values]


@given(NUMBERS)
def test_sums_and_orders_are_those_of_fractions(values: list[Fraction]) -> None:
    assert exact_sum(values) == sum(values, Fraction(0))
    assert in_order(values, lambda value: value) == sorted(values)
