"""What each operator means, at the places where meanings part."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from kpi_lang.core.nodes import (
    AggregateOperator,
    ArithmeticOperator,
    ComparisonOperator,
    DateOperator,
    ExtremeOperator,
    LogicOperator,
)
from kpi_lang.core.operators import (
    ALL_OPERATORS,
    ARITHMETIC,
    COMPARISONS,
    DATES,
    DECIDING,
    aggregate,
    extreme_index,
    lacking,
    operation,
)
from kpi_lang.core.ordering import sort_key
from kpi_lang.data.schema import Value
from kpi_lang.values.dates import DateOutOfRange
from kpi_lang.values.kinds import NUMBER, TEXT, Choices, Family, Member, choice
from tests.core.small import GRADE

N, D, M = Family.NUMBER, Family.DATE, Family.MONTH
LEAP, JANUARY, NEW_YEAR = date(2024, 2, 29), date(2026, 1, 31), date(2026, 1, 1)


def half(halves: int) -> Fraction:
    return Fraction(halves, 2)


def meaning(operator: ArithmeticOperator | DateOperator, *args: Value) -> Value | None:
    families = [D if isinstance(arg, date) else N for arg in args]
    return operation(operator, families).meaning(*args)


@pytest.mark.parametrize(
    ("sign", "left", "right", "result"),
    [
        ("+", half(1), Fraction(1, 3), Fraction(5, 6)),
        ("-", half(1), Fraction(1, 3), Fraction(1, 6)),
        ("*", half(1), Fraction(1, 3), Fraction(1, 6)),
        ("/", half(1), Fraction(1, 3), half(3)),
        ("/", half(0), Fraction(-3), half(0)),
        ("/", half(1), half(0), None),
        ("/", half(0), half(0), None),
        ("+", LEAP, Fraction(1), date(2024, 3, 1)),
        ("+", LEAP, Fraction(-60), date(2023, 12, 31)),
        ("-", date(2024, 3, 1), Fraction(1), LEAP),
        ("+", LEAP, half(1), None),
        ("-", LEAP, half(1), None),
        ("-", date(2024, 3, 1), LEAP, Fraction(1)),
        ("-", LEAP, date(2024, 3, 1), Fraction(-1)),
    ],
)
def test_arithmetic_is_exact_and_undefined_where_it_has_no_result(
    sign: str, left: Value, right: Value, result: Value | None
) -> None:
    assert meaning(ArithmeticOperator(sign), left, right) == result


@pytest.mark.parametrize(
    ("operator", "args", "result"),
    [
        (DateOperator.ADD_MONTHS, (JANUARY, Fraction(1)), date(2026, 2, 28)),
        (DateOperator.ADD_MONTHS, (JANUARY, Fraction(25)), date(2028, 2, 29)),
        (DateOperator.ADD_MONTHS, (LEAP, Fraction(-12)), date(2023, 2, 28)),
        (DateOperator.ADD_MONTHS, (JANUARY, half(1)), None),
        (DateOperator.DAYS_BETWEEN, (LEAP, date(2024, 3, 1)), Fraction(1)),
        (DateOperator.DAYS_BETWEEN, (date(2024, 3, 1), LEAP), Fraction(-1)),
        (DateOperator.MONTHS_BETWEEN, (JANUARY, date(2026, 2, 27)), Fraction(0)),
        (DateOperator.MONTHS_BETWEEN, (JANUARY, date(2026, 2, 28)), Fraction(1)),
        (DateOperator.MONTHS_BETWEEN, (date(2026, 2, 28), JANUARY), Fraction(-1)),
        (DateOperator.YEARS_BETWEEN, (date(2000, 3, 1), date(2026, 2, 28)), Fraction(25)),
        (DateOperator.YEARS_BETWEEN, (date(2000, 3, 1), date(2026, 3, 1)), Fraction(26)),
        (DateOperator.YEAR, (LEAP,), Fraction(2024)),
        (DateOperator.MONTH, (LEAP,), Fraction(2)),
        (DateOperator.DAY, (LEAP,), Fraction(29)),
        (DateOperator.FIRST_OF_MONTH, (LEAP,), date(2024, 2, 1)),
        (DateOperator.LAST_OF_MONTH, (date(2024, 2, 1),), LEAP),
        (DateOperator.LAST_OF_MONTH, (date(2026, 12, 1),), date(2026, 12, 31)),
    ],
)
def test_dates(operator: DateOperator, args: tuple[Value, ...], result: Value | None) -> None:
    assert meaning(operator, *args) == result


@pytest.mark.parametrize(
    "beyond",
    [
        lambda: meaning(ArithmeticOperator.ADD, date.max, Fraction(1)),
        lambda: meaning(ArithmeticOperator.SUBTRACT, date.min, Fraction(1)),
        lambda: meaning(ArithmeticOperator.ADD, NEW_YEAR, Fraction(10**30)),
        lambda: meaning(DateOperator.ADD_MONTHS, date.max, Fraction(1)),
    ],
)
def test_a_date_off_the_calendar_is_a_limit_and_not_undefined(beyond: Callable[[], object]) -> None:
    with pytest.raises(DateOutOfRange):
        beyond()


def test_months_take_part_as_dates_do_and_other_kinds_do_not() -> None:
    assert operation(ArithmeticOperator.SUBTRACT, [M, D]) is operation(ArithmeticOperator.SUBTRACT, [D, D])
    for operands in ([N, D], [D, D], [Family.TEXT, N], [N]):
        with pytest.raises(KeyError, match=r"\+ of"):
            operation(ArithmeticOperator.ADD, operands)


def test_each_comparison_below_at_and_above() -> None:
    found = {operator.value: [holds(x, 2) for x in (1, 2, 3)] for operator, holds in COMPARISONS.items()}
    assert found == {
        "<": [True, False, False],
        "<=": [True, True, False],
        "=": [False, True, False],
        "<>": [True, False, True],
        ">=": [False, True, True],
        ">": [False, False, True],
    }


def test_and_is_decided_by_a_no_and_or_by_a_yes() -> None:
    assert DECIDING == {LogicOperator.AND: False, LogicOperator.OR: True}


def test_of_equal_operands_the_first_is_the_extreme() -> None:
    keys = [2, 1, 3, 1, 3]
    assert extreme_index(ExtremeOperator.MIN, keys) == 1
    assert extreme_index(ExtremeOperator.MAX, keys) == 2


@pytest.mark.parametrize(
    ("operator", "trim", "figures"),
    [
        (AggregateOperator.COUNT, 0, ["0", "1", "5"]),
        (AggregateOperator.DISTINCT, 0, ["0", "1", "4"]),
        (AggregateOperator.SUM, 0, ["0", "7", "20"]),
        (AggregateOperator.MEAN, 0, [None, "7", "4"]),
        (AggregateOperator.MIN, 0, [None, "7", "-1"]),
        (AggregateOperator.MAX, 0, [None, "7", "8"]),
        (AggregateOperator.FIRST, 0, [None, "7", "5"]),
        (AggregateOperator.LAST, 0, [None, "7", "3"]),
        (AggregateOperator.TRIMMED_MEAN, 1, [None, None, "13/3"]),
        (AggregateOperator.TRIMMED_MEAN, 2, [None, None, "5"]),
        (AggregateOperator.TRIMMED_MEAN, 3, [None, None, None]),
    ],
)
def test_figures_of_none_of_one_and_of_many(
    operator: AggregateOperator, trim: int, figures: list[str | None]
) -> None:
    lists = [[], [Fraction(7)], [Fraction(n) for n in (5, 8, -1, 5, 3)]]
    found = [aggregate(operator, values, sort_key(NUMBER), trim) for values in lists]
    assert found == [None if wanted is None else Fraction(wanted) for wanted in figures]


def test_exactly_twice_the_trim_leaves_nothing() -> None:
    values = [Fraction(n) for n in (9, 1)]
    assert aggregate(AggregateOperator.TRIMMED_MEAN, values, sort_key(NUMBER), 1) is None
    assert aggregate(AggregateOperator.TRIMMED_MEAN, [*values, Fraction(2)], sort_key(NUMBER), 1) == 2


def test_choices_are_ordered_as_declared_and_all_else_by_itself() -> None:
    key = sort_key(GRADE)
    assert sorted("ABC", key=key) == ["C", "B", "A"]
    best, worst = (
        aggregate(operator, ["B", "A", "C"], key, 0)
        for operator in (AggregateOperator.MAX, AggregateOperator.MIN)
    )
    assert (best, worst) == ("A", "C")
    chinese = sort_key(choice(Choices("", tuple(map(Member, ("丙", "乙", "甲"))))))
    assert max(["乙", "甲", "丙"], key=chinese) == "甲"
    assert sort_key(NUMBER)(Fraction(1, 3)) == Fraction(1, 3)
    assert sort_key(TEXT)("B") == "B"


def test_a_table_of_a_reader_that_leaves_an_operator_out_is_noticed() -> None:
    tables = (ARITHMETIC, DATES, COMPARISONS, DECIDING, AggregateOperator, ExtremeOperator)
    assert not lacking(*tables)
    assert lacking(*tables[1:]) == frozenset(ArithmeticOperator)
    assert ComparisonOperator.LESS in ALL_OPERATORS
