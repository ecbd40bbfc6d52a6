"""Where an evaluation ends: too many digits, dates off the calendar, powers beyond what is computed."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from kpi_lang.core.nodes import AggregateOperator, DateOperator, Expr
from kpi_lang.core.plan import Plan
from kpi_lang.evaluate.limits import LimitError, has_too_many_digits
from kpi_lang.source import SourceFile, Span
from kpi_lang.values.kinds import DATE
from tests.core.small import (
    Rows,
    calc,
    call,
    choose,
    column,
    compare,
    figure,
    given,
    num,
    person,
    plan,
    power,
    ref,
    rounded,
    spec,
    table,
)
from tests.evaluate.evaluating import evaluated, trace_of, value_of

A, DAY = given("a"), given("day", DATE)
LATE = call(DateOperator.ADD_MONTHS, DAY, given("n"))
SPAN = Span(SourceFile("policy.kpi", "value x = 1"), 0, 5)


def code_and_arguments(error: LimitError) -> tuple[str, str]:
    (diagnostic,) = error.diagnostics
    return diagnostic.code, diagnostic.message("en")


def test_digits_are_counted_in_lowest_terms_above_and_below() -> None:
    assert not has_too_many_digits(Fraction(999), 3)
    assert has_too_many_digits(Fraction(1000), 3)
    assert has_too_many_digits(Fraction(-1000), 3)
    assert not has_too_many_digits(Fraction(1, 999), 3)
    assert has_too_many_digits(Fraction(1, 1000), 3)
    assert not has_too_many_digits(Fraction(2, 1000), 3)


@pytest.mark.parametrize("factor", ["1", "-1", "1/7"])
def test_the_last_number_within_the_bound_and_the_first_beyond(factor: str) -> None:
    expr = calc(A, "*", num(factor))
    assert trace_of(expr, {"a": 999_999_999}, digits_bound=9)["x"] == 999_999_999 * Fraction(factor)
    with pytest.raises(LimitError) as caught:
        trace_of(expr, {"a": 1_000_000_000}, digits_bound=9)
    code, message = code_and_arguments(caught.value)
    assert code == "K901"
    assert message == "`the x` comes to a number of more than 9 digits"


def test_only_what_a_rule_comes_to_is_bounded() -> None:
    expr = calc(calc(A, "*", num(10**9)), "/", num(10**9))
    assert trace_of(expr, {"a": 1}, digits_bound=9)["x"] == 1


@pytest.mark.parametrize(
    ("expr", "code", "within", "beyond"),
    [
        (calc(DAY, "+", given("n"), DATE), "K902", date(9999, 12, 30), date(9999, 12, 31)),
        (calc(DAY, "-", given("n"), DATE), "K902", date(1, 1, 2), date(1, 1, 1)),
        (LATE, "K902", date(9999, 11, 30), date(9999, 12, 1)),
    ],
)
def test_dates_off_the_calendar(expr: Expr, code: str, within: date, beyond: date) -> None:
    assert isinstance(value_of(expr, day=within, n=1), date)
    with pytest.raises(LimitError) as caught:
        value_of(expr, day=beyond, n=1)
    assert code_and_arguments(caught.value)[0] == code


def test_powers_too_large() -> None:
    assert value_of(rounded(power(A, "100")), a=10) == 10**100
    with pytest.raises(LimitError) as caught:
        value_of(rounded(power(A, "100001/2")), a=7)
    assert code_and_arguments(caught.value) == ("K903", "the power in `the x` is too large to compute")


BEYOND = calc(DAY, "+", num(10**7), DATE)


def late(expr: Expr) -> Expr:
    return compare(expr, ">", DAY)


@pytest.mark.parametrize(
    ("found", "name"),
    [
        (plan({"x": num(1)}, spec("day", DATE), applies=late(BEYOND)), "day + 10000000 > day"),
        (plan({"x": num(1)}, spec("day", DATE), requirements=[late(BEYOND)]), "requirement 0"),
        (
            plan(
                {"x": figure(AggregateOperator.COUNT)},
                spec("day", DATE),
                records=[table(rules={"late": BEYOND})],
            ),
            "the late",
        ),
    ],
)
def test_the_finding_names_what_was_computed(found: Plan, name: str) -> None:
    records: dict[str, Rows] = {one.name: [()] for one in found.records}
    with pytest.raises(LimitError) as caught:
        evaluated(found, person(found, {"day": date(2026, 1, 1)}, records))
    assert code_and_arguments(caught.value)[1].startswith(f"`{name}` comes to a date")


def test_the_finding_points_to_the_rule() -> None:
    found = plan({"early": num(1), "x": rounded(A)}, spec("a"), digits_bound=9)
    placed = evolve(found, rules=(found.rules[0], evolve(found.rules[1], span=SPAN)))
    with pytest.raises(LimitError) as caught:
        evaluated(placed, person(placed, {"a": Fraction(10**9)}))
    assert caught.value.diagnostics[0].span == SPAN


def test_a_row_that_is_not_taken_is_not_computed() -> None:
    safe = choose((compare(given("n"), "=", num(0)), DAY), otherwise=LATE)
    assert value_of(safe, day=date(9999, 12, 31), n=0) == date(9999, 12, 31)


def test_sums_of_records_are_bounded_as_other_numbers_are() -> None:
    total = figure(AggregateOperator.SUM, column("amount"))
    rows = [(Fraction(500_000_000),)] * 2
    with pytest.raises(LimitError):
        trace_of(total, tables=[table(spec("amount"))], records={"log": rows}, digits_bound=9)
    found = plan(
        {"x": total, "y": calc(ref("x"), "/", num(10))}, records=[table(spec("amount"))], digits_bound=10
    )
    assert evaluated(found, person(found, records={"log": rows}))["y"] == 100_000_000
