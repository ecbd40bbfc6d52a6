"""The meaning of the nodes: strictness, decisions, tests of absence, rounding, dates, and what is kept of each."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import combinations

import pytest

from kpi_lang.core.absent import UNANSWERED, Absent, Cause
from kpi_lang.core.nodes import DateOperator, Expr, ExtremeOperator
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.person import RunDates
from kpi_lang.values.kinds import DATE, NUMBER, YES_NO
from kpi_lang.values.rounding import Mode
from tests.core.small import (
    GRADE,
    NO,
    YES,
    both,
    calc,
    call,
    choose,
    compare,
    either,
    extreme,
    given,
    grade,
    lacks,
    negation,
    no_value,
    num,
    power,
    rounded,
    spec,
)
from tests.evaluate.evaluating import TODAY, missing, rejected, trace_of, undefined, value_of

A, B = given("a"), given("b")
P, Q = given("p", YES_NO), given("q", YES_NO)
DAY, UNTIL = given("day", DATE), given("until", DATE)
ADD_MONTHS = DateOperator.ADD_MONTHS


# --- operands that are absent ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "strict",
    [
        calc(A, "+", B),
        calc(A, "/", B),
        calc(A, "*", B),
        compare(A, "<", B),
        compare(A, "=", B),
        extreme(ExtremeOperator.MAX, A, B),
        extreme(ExtremeOperator.MIN, A, B),
    ],
)
def test_the_first_absent_operand_is_the_result(strict: Expr) -> None:
    assert value_of(strict) == missing("a")
    assert value_of(strict, a=1) == missing("b")
    assert value_of(strict, b=1) == missing("a")
    assert value_of(strict, b=0) == missing("a")
    assert not isinstance(value_of(strict, a=1, b=1), Absent)


def test_one_operand_that_is_absent() -> None:
    assert value_of(negation(P)) == missing("p")
    assert value_of(rounded(A)) == missing("a")
    assert value_of(call(ADD_MONTHS, DAY, A)) == missing("day")
    assert value_of(call(ADD_MONTHS, DAY, A), day=date(2026, 1, 1)) == missing("a")


def test_operands_behind_an_absent_one_are_traced_all_the_same() -> None:
    trace = trace_of(calc(A, "+", rounded(B)), {"b": 3})
    assert trace["x"] == missing("a")
    assert trace.points == (3,)


@pytest.mark.parametrize(
    ("make", "table"),
    [
        (
            both,
            {"yy": True, "yn": False, "y-": "q", "ny": False, "n-": False, "-y": "p", "-n": "p", "--": "p"},
        ),
        (
            either,
            {"nn": False, "ny": True, "n-": "q", "yn": True, "y-": True, "-y": "p", "-n": "p", "--": "p"},
        ),
    ],
)
def test_logic_stops_at_the_first_operand_that_decides_or_is_absent(
    make: Callable[..., Expr], table: dict[str, bool | str]
) -> None:
    known = {"y": True, "n": False, "-": None}
    for signs, wanted in table.items():
        p, q = (known[sign] for sign in signs)
        result = value_of(make(P, Q), p=p, q=q)
        assert result == (missing(wanted) if isinstance(wanted, str) else wanted), signs


def test_logic_does_not_evaluate_what_it_does_not_need() -> None:
    second = compare(rounded(A), ">", num(0))
    assert trace_of(both(P, second), {"p": False, "a": 1}).points == (None,)
    assert trace_of(both(P, second), {"p": True, "a": 1}).points == (1,)
    assert trace_of(either(P, second), {"p": True, "a": 1}).points == (None,)


def test_a_choice_tries_its_conditions_in_order_and_takes_one_row() -> None:
    rows = choose((P, rounded(A, point=1)), (Q, num(2)), otherwise=rounded(B, point=2))
    assert value_of(rows, p=True, a=7) == 7
    assert value_of(rows, p=True, q=True) == missing("a")
    assert value_of(rows, p=False, q=True) == 2
    assert value_of(rows, q=True) == missing("p")
    assert value_of(rows, p=False) == missing("q")
    assert value_of(rows, p=False, q=False, b=9) == 9
    assert trace_of(rows, {"p": True, "a": 7, "b": 9}).points == (0, 7, None)
    assert trace_of(rows, {"p": False, "q": False, "a": 7, "b": 9}).points == (2, None, 9)
    assert trace_of(rows, {"a": 7, "b": 9}).points == (None, None, None)


# --- causes of absence -------------------------------------------------------------------------------------


def test_an_input_that_is_not_given() -> None:
    assert value_of(A, spec("a", optional=True)) == missing("a")
    assert value_of(A, spec("a")) == rejected("the a")
    assert value_of(A, spec("a", default=Fraction(5))) == 5
    assert value_of(A, spec("a", default=Fraction(5), optional=True)) == 5
    assert value_of(A, spec("a", default=Fraction(5)), a=0) == 0
    assert value_of(P, spec("p", YES_NO, default=True), p=False) is False


def test_the_dates_of_a_run() -> None:
    as_of, start = given("as_of", DATE), given("period_start", DATE)
    assert trace_of(as_of, dates=TODAY)["x"] == date(2026, 9, 30)
    assert trace_of(start, dates=TODAY)["x"] == date(2026, 7, 1)
    assert trace_of(start, dates=RunDates(date(2026, 9, 30)))["x"] == rejected("period_start")
    assert trace_of(as_of)["x"] == rejected("as_of")


def absent_for(cause: Cause) -> Expr:
    """A value that is there if ``p`` holds, and absent for the cause if it does not."""
    return choose((P, num(1)), otherwise=no_value(cause))


@pytest.mark.parametrize("cause", Cause)
def test_a_test_of_absence_is_false_for_other_causes_and_lets_rejected_pass(cause: Cause) -> None:
    for size in (1, 2, 3, 4):
        for causes in combinations(Cause, size):
            asked = lacks(absent_for(cause), *causes)
            assert value_of(asked, p=True) is False
            passes = cause in UNANSWERED and cause not in causes
            wanted = Absent(cause, "declared") if passes else cause in causes
            assert value_of(asked, p=False) == wanted, (cause, causes)


@pytest.mark.parametrize("cause", Cause)
def test_an_absence_goes_through_every_operator_with_its_cause_and_reason(cause: Cause) -> None:
    lost = absent_for(cause)
    rest: list[Expr] = [
        calc(num(1), "+", lost),
        rounded(lost, point=1),
        extreme(ExtremeOperator.MAX, num(3), lost, point=1),
        choose((compare(lost, ">", num(0)), num(1)), otherwise=num(2), point=1),
        rounded(power(lost, "1/2"), point=1),
    ]
    for expr in rest:
        assert value_of(expr, p=False) == Absent(cause, "declared")
        assert isinstance(value_of(expr, p=True), Fraction)


def test_the_first_of_several_causes_counts() -> None:
    quotient = calc(A, "/", B)
    asked = lacks(calc(quotient, "+", A), Cause.UNDEFINED)
    assert value_of(asked, a=1, b=0) is True
    assert value_of(asked, b=0) is False
    assert value_of(lacks(quotient, Cause.MISSING), b=0) is True
    assert value_of(lacks(quotient, Cause.MISSING), spec("a"), b=0) == rejected("the a")


# --- arithmetic, rounding, powers --------------------------------------------------------------------------


def test_a_division_by_zero_is_undefined_and_says_which() -> None:
    assert value_of(calc(A, "/", calc(B, "-", num(2))), a=0, b=2) == undefined("a / (b - 2)")
    assert value_of(calc(A, "/", B), a=1, b=3) == Fraction(1, 3)
    assert value_of(calc(num(0), "*", calc(A, "/", B)), a=1, b=0) == undefined("a / b")


TIES: dict[Mode, tuple[str, str]] = {
    Mode.HALF_UP: ("1.01", "-1.01"),
    Mode.HALF_DOWN: ("1", "-1"),
    Mode.HALF_EVEN: ("1", "-1"),
    Mode.UP: ("1.01", "-1.01"),
    Mode.DOWN: ("1", "-1"),
    Mode.FLOOR: ("1", "-1.01"),
    Mode.CEILING: ("1.01", "-1"),
}


@pytest.mark.parametrize("mode", Mode)
def test_ties_go_as_the_mode_says_and_the_trace_keeps_the_exact_value(mode: Mode) -> None:
    tie = Fraction("1.005")
    for value, wanted in zip((tie, -tie), TIES[mode], strict=True):
        trace = trace_of(rounded(A, mode=mode), {"a": value})
        assert trace["x"] == Fraction(wanted)
        assert trace.points == (value,)


@pytest.mark.parametrize("mode", Mode)
def test_a_root_that_is_exactly_a_tie_is_one(mode: Mode) -> None:
    root = rounded(power(A, "1/2"), mode=mode)
    trace = trace_of(root, {"a": Fraction("1.005") ** 2})
    assert trace["x"] == Fraction(TIES[mode][0])
    assert trace.points == (Fraction("1.005") ** 2,)
    beside = Fraction("1.005") ** 2 + Fraction(1, 10**60)
    nearest = {Mode.FLOOR: "1", Mode.DOWN: "1"}
    assert value_of(root, a=beside) == Fraction(nearest.get(mode, "1.01"))


def test_powers_that_do_not_exist() -> None:
    assert value_of(rounded(power(A, "-1")), a=0) == undefined("a ^ (-1)")
    assert value_of(rounded(power(A, "1/2")), a=-1) == undefined("a ^ (0.5)")
    assert trace_of(rounded(power(A, "-1")), {"a": 0}).points == (None,)
    assert value_of(rounded(power(A, "0")), a=0) == 1


def test_of_equal_operands_the_first_is_taken() -> None:
    for operator in ExtremeOperator:
        assert trace_of(extreme(operator, A, B), {"a": 2, "b": 2}).points == (0,)
    assert trace_of(extreme(ExtremeOperator.MIN, A, B), {"a": 2, "b": 1}).points == (1,)
    assert trace_of(extreme(ExtremeOperator.MIN, A, B), {"a": 2}).points == (None,)
    best = extreme(ExtremeOperator.MAX, given("one", GRADE), given("other", GRADE))
    assert value_of(best, one="C", other="A") == "A"


# --- comparisons and dates ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sign", "below", "at", "above"),
    [
        ("<", True, False, False),
        ("<=", True, True, False),
        ("=", False, True, False),
        ("<>", True, False, True),
        (">=", False, True, True),
        (">", False, False, True),
    ],
)
def test_comparisons_of_numbers_dates_and_grades(sign: str, below: bool, at: bool, above: bool) -> None:
    wanted = [below, at, above]
    third = Fraction(1, 3)
    near = [third - Fraction(1, 10**30), third, third + Fraction(1, 10**30)]
    assert [value_of(compare(A, sign, num("1/3")), a=value) for value in near] == wanted
    assert [value_of(compare(given("g", GRADE), sign, grade("B")), g=name) for name in "CBA"] == wanted
    days = [date(2026, 1, n) for n in (1, 2, 3)]
    assert [value_of(compare(DAY, sign, UNTIL), day=d, until=days[1]) for d in days] == wanted


@pytest.mark.parametrize(
    ("expr", "wanted"),
    [
        (calc(DAY, "+", num(1), DATE), date(2024, 3, 1)),
        (calc(DAY, "-", num(29), DATE), date(2024, 1, 31)),
        (calc(DAY, "-", UNTIL), Fraction(-366)),
        (calc(DAY, "+", num("1/2"), DATE), undefined("day + 0.5")),
        (call(ADD_MONTHS, DAY, num(12)), date(2025, 2, 28)),
        (call(ADD_MONTHS, DAY, num("1/2")), undefined("add_months(day, 0.5)")),
        (call(DateOperator.DAYS_BETWEEN, DAY, UNTIL), Fraction(366)),
        (call(DateOperator.MONTHS_BETWEEN, DAY, UNTIL), Fraction(12)),
        (call(DateOperator.YEARS_BETWEEN, DAY, UNTIL), Fraction(1)),
        (call(DateOperator.FIRST_OF_MONTH, DAY), date(2024, 2, 1)),
        (call(DateOperator.LAST_OF_MONTH, UNTIL), date(2025, 3, 31)),
        (call(DateOperator.YEAR, DAY), Fraction(2024)),
        (call(DateOperator.MONTH, DAY), Fraction(2)),
        (call(DateOperator.DAY, DAY), Fraction(29)),
    ],
)
def test_dates(expr: Expr, wanted: Value | Absent) -> None:
    specs = spec("day", DATE), spec("until", DATE)
    assert value_of(expr, *specs, day=date(2024, 2, 29), until=date(2025, 3, 1)) == wanted


def test_literals_are_themselves() -> None:
    for literal in (num("1/3"), YES, NO, grade("A")):
        assert value_of(literal) == literal.value
    assert value_of(no_value(Cause.NO_RESULT, "too new", NUMBER)) == Absent(Cause.NO_RESULT, "too new")
