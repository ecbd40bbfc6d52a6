import itertools
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.values import (
    COUNT,
    DATE,
    DAYS,
    LITERAL,
    MONTH,
    NUMBER,
    PERCENT_LITERAL,
    POINTS,
    RATIO,
    TEXT,
    YES_NO,
    Choices,
    Kind,
    Member,
    Style,
    add_kinds,
    assignable,
    choice,
    describe,
    divide,
    money,
    multiply,
    unify,
    unit,
)

CNY, USD, ORDERS = money("CNY"), money("USD"), unit("order")
GRADES = choice(Choices("grade", (Member("S", "卓越"), Member("A", "优秀"), Member("B")), ordered=True))
ROLES = choice(Choices("", (Member("sales"), Member("office"))))
FREE_RATIO = multiply(LITERAL, RATIO)
PER_ORDER = divide(CNY, ORDERS)
assert FREE_RATIO is not None
assert PER_ORDER is not None

NUMBERS = (CNY, USD, ORDERS, POINTS, DAYS, RATIO, COUNT, NUMBER, LITERAL, FREE_RATIO, PER_ORDER)
KINDS = (*NUMBERS, YES_NO, DATE, MONTH, TEXT, GRADES, ROLES)
numbers = st.sampled_from(NUMBERS)


@pytest.mark.parametrize(
    ("one", "two", "wanted"),
    [
        (CNY, CNY, CNY),
        (CNY, USD, None),
        (CNY, POINTS, None),
        (CNY, RATIO, None),
        (CNY, NUMBER, None),
        (CNY, LITERAL, CNY),
        (POINTS, LITERAL, POINTS),
        (POINTS, FREE_RATIO, POINTS),
        (POINTS, PERCENT_LITERAL, None),
        (POINTS, NUMBER, None),
        (DAYS, LITERAL, DAYS),
        (COUNT, COUNT, COUNT),
        (COUNT, LITERAL, COUNT),
        (COUNT, NUMBER, NUMBER),
        (COUNT, RATIO, None),
        (COUNT, PERCENT_LITERAL, None),
        (COUNT, FREE_RATIO, NUMBER),
        (RATIO, NUMBER, RATIO),
        (RATIO, LITERAL, RATIO),
        (RATIO, PERCENT_LITERAL, RATIO),
        (NUMBER, LITERAL, NUMBER),
        (LITERAL, LITERAL, LITERAL),
        (LITERAL, FREE_RATIO, FREE_RATIO),
        (PER_ORDER, LITERAL, PER_ORDER),
        (PER_ORDER, CNY, None),
        (ORDERS, COUNT, None),
    ],
)
def test_sums_of_numbers(one: Kind, two: Kind, wanted: Kind | None) -> None:
    assert add_kinds(one, two) == wanted
    assert unify(one, two) == wanted


@pytest.mark.parametrize("kind", [YES_NO, DATE, MONTH, TEXT, GRADES])
def test_what_is_no_number_compares_only_with_its_like(kind: Kind) -> None:
    assert unify(kind, kind) == kind
    assert add_kinds(kind, kind) is None
    assert all(unify(kind, other) is None for other in KINDS if other != kind)
    assert multiply(kind, RATIO) is None
    assert divide(RATIO, kind) is None


@pytest.mark.parametrize(
    ("one", "two", "wanted"),
    [
        (POINTS, RATIO, POINTS),
        (CNY, RATIO, CNY),
        (CNY, LITERAL, CNY),
        (CNY, COUNT, CNY),
        (PER_ORDER, ORDERS, CNY),
        (COUNT, COUNT, COUNT),
        (COUNT, RATIO, NUMBER),
        (RATIO, RATIO, RATIO),
        (RATIO, NUMBER, RATIO),
        (NUMBER, NUMBER, NUMBER),
        (COUNT, NUMBER, NUMBER),
        (LITERAL, LITERAL, LITERAL),
    ],
)
def test_products(one: Kind, two: Kind, wanted: Kind) -> None:
    assert multiply(one, two) == wanted
    assert multiply(two, one) == wanted


@pytest.mark.parametrize(
    ("one", "two", "wanted"),
    [
        (CNY, CNY, RATIO),
        (POINTS, POINTS, RATIO),
        (DAYS, DAYS, RATIO),
        (COUNT, COUNT, RATIO),
        (NUMBER, NUMBER, RATIO),
        (RATIO, RATIO, RATIO),
        (ORDERS, ORDERS, RATIO),
        (CNY, PER_ORDER, ORDERS),
        (CNY, RATIO, CNY),
        (CNY, LITERAL, CNY),
        (CNY, COUNT, CNY),
        (RATIO, NUMBER, RATIO),
        (NUMBER, COUNT, NUMBER),
        (COUNT, NUMBER, NUMBER),
        (COUNT, RATIO, NUMBER),
        (LITERAL, LITERAL, LITERAL),
    ],
)
def test_quotients(one: Kind, two: Kind, wanted: Kind) -> None:
    assert divide(one, two) == wanted


@pytest.mark.parametrize("other", [LITERAL, RATIO, COUNT, NUMBER])
def test_a_literal_times_what_has_no_dimension_is_still_free(other: Kind) -> None:
    for kind in (multiply(LITERAL, other), divide(other, LITERAL), divide(LITERAL, other)):
        assert kind is not None
        assert kind.free
        assert unify(kind, POINTS) == POINTS
        assert unify(kind, CNY) == CNY


@pytest.mark.parametrize("other", [CNY, POINTS, DAYS, ORDERS])
def test_a_literal_times_a_dimension_is_free_no_more(other: Kind) -> None:
    for kind in (multiply(LITERAL, other), divide(other, LITERAL), divide(LITERAL, other)):
        assert kind is not None
        assert not kind.free


def test_settling_a_free_kind() -> None:
    assert LITERAL.settled == NUMBER
    assert FREE_RATIO is not None
    assert FREE_RATIO.settled == RATIO
    assert CNY.settled == CNY


@given(numbers, numbers)
def test_unifying_is_symmetric(one: Kind, two: Kind) -> None:
    assert unify(one, two) == unify(two, one)


@given(numbers, numbers)
def test_a_product_divided_by_a_factor_measures_the_other(one: Kind, two: Kind) -> None:
    product = multiply(one, two)
    assert product is not None
    assert product == multiply(two, one)
    quotient = divide(product, two)
    assert quotient is not None
    assert quotient.dimensions == one.dimensions


@given(numbers, numbers, numbers)
def test_products_may_be_grouped_in_any_way(one: Kind, two: Kind, three: Kind) -> None:
    left, right = multiply(one, two), multiply(two, three)
    assert left is not None
    assert right is not None
    first, second = multiply(left, three), multiply(one, right)
    assert first is not None
    assert second is not None
    assert first.dimensions == second.dimensions


@given(numbers, numbers)
def test_styles_follow_dimensions(one: Kind, two: Kind) -> None:
    for kind in (multiply(one, two), divide(one, two)):
        assert kind is not None
        assert (kind.style in (Style.RATIO, Style.COUNT, Style.NUMBER)) == kind.is_dimensionless
        if kind.free:
            assert kind.is_dimensionless


@pytest.mark.parametrize(
    ("actual", "wanted", "fits"),
    [
        (LITERAL, CNY, True),
        (LITERAL, COUNT, True),
        (FREE_RATIO, POINTS, True),
        (CNY, CNY, True),
        (CNY, USD, False),
        (RATIO, POINTS, False),
        (NUMBER, RATIO, True),
        (RATIO, NUMBER, True),
        (COUNT, NUMBER, True),
        (COUNT, RATIO, False),
        (NUMBER, COUNT, False),
        (RATIO, COUNT, False),
        (COUNT, COUNT, True),
        (CNY, NUMBER, False),
        (NUMBER, CNY, False),
        (GRADES, GRADES, True),
        (GRADES, ROLES, False),
        (TEXT, GRADES, False),
        (DATE, DATE, True),
        (DATE, MONTH, False),
        (LITERAL, TEXT, False),
    ],
)
def test_what_may_stand_where(actual: Kind, wanted: Kind, fits: bool) -> None:
    assert assignable(actual, wanted) == fits


@pytest.mark.parametrize(
    ("kind", "english", "chinese"),
    [
        (CNY, "money (CNY)", "金额（CNY）"),
        (POINTS, "points", "分值"),
        (RATIO, "ratio", "比率"),
        (COUNT, "count", "次数"),
        (NUMBER, "number", "数值"),
        (LITERAL, "number", "数值"),
        (DAYS, "days", "天数"),
        (DATE, "date", "日期"),
        (MONTH, "month", "月份"),
        (TEXT, "text", "文本"),
        (YES_NO, "yes/no", "是否"),
        (ORDERS, "order", "order"),
        (unit("订单"), "订单", "订单"),
        (PER_ORDER, "money per order", "每 order 金额"),
        (divide(CNY, unit("订单")), "money per 订单", "每订单金额"),
        (divide(POINTS, DAYS), "points per day", "每天分"),
        (divide(RATIO, DAYS), "number per day", "每天数值"),
        (multiply(CNY, CNY), "money^2", "金额^2"),
        (multiply(CNY, POINTS), "money × points", "金额×分"),
        (GRADES, "choice (grade)", "选项（grade）"),
        (ROLES, "one of {sales, office}", "选项（sales、office）"),
        (
            choice(Choices("", tuple(map(Member, "abcdefg")))),
            "one of {a, b, c, d, …}",
            "选项（a、b、c、d、…）",
        ),
    ],
)
def test_kinds_in_words(kind: Kind, english: str, chinese: str) -> None:
    assert describe(kind, "en") == kind.in_language("en") == english
    assert describe(kind, "zh") == kind.in_language("zh") == chinese


def test_currency() -> None:
    assert CNY.currency == "CNY"
    assert all(kind.currency is None for kind in KINDS if kind not in (CNY, USD))


def test_members_of_a_choice() -> None:
    assert GRADES.choices is not None
    assert GRADES.choices.names == ("S", "A", "B")
    assert GRADES.choices.member("A").label == "优秀"
    with pytest.raises(KeyError):
        GRADES.choices.member("X")


def test_kinds_are_values() -> None:
    assert money("CNY") == CNY
    assert len({hash(kind) for kind in KINDS}) > 1
    for one, two in itertools.combinations(KINDS, 2):
        assert one != two
    assert pickle.loads(pickle.dumps(KINDS)) == KINDS
