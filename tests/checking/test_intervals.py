from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.checking import rule_intervals
from kpi_lang.checking.intervals import ARITHMETIC, DATES, EXTREMES, meet, product, quotient, scaled
from kpi_lang.core.nodes import AggregateOperator, ComparisonOperator, DateOperator, LogicOperator
from kpi_lang.core.operators import DATES as MEANINGS
from kpi_lang.core.operators import lacking
from kpi_lang.values.domains import Interval
from tests.checking.plans import (
    Number,
    X,
    aggregate,
    cap,
    choose,
    column,
    extreme,
    number,
    numeric,
    plan,
    rounded,
    rule,
    table,
    the,
    when,
)

ends = st.sampled_from([None, *map(Fraction, (-2, -1, 0, 0, 1, 2)), Fraction(1, 2)])


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    lo, hi = draw(ends), draw(ends)
    if lo is not None and hi is not None and lo > hi:
        lo, hi = hi, lo
    wide = lo != hi or lo is None
    return Interval(lo, hi, wide and draw(st.booleans()), wide and draw(st.booleans()))


@given(intervals(), intervals())
def test_meeting_is_intersection(one: Interval, other: Interval) -> None:
    assert meet(one, other) == one.intersect(other)


@given(intervals(), intervals())
def test_the_short_ways_give_what_the_long_way_gives(one: Interval, other: Interval) -> None:
    assert product(one, other) == one.mul(other)
    assert quotient(one, other) == one.div(other)


@given(intervals(), st.fractions(-3, 3, max_denominator=2))
def test_scaling_is_multiplying_by_a_point(one: Interval, factor: Fraction) -> None:
    assert scaled(one, factor) == one.mul(Interval.point(factor))


def test_every_operator_on_numbers_and_dates_has_its_interval() -> None:
    decided = [*ComparisonOperator, *LogicOperator, *AggregateOperator]
    assert lacking(ARITHMETIC, EXTREMES, DATES, decided) == frozenset()


days = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@given(days, days, st.integers(-40, 40))
def test_intervals_of_date_functions_enclose_their_meaning(one: date, other: date, months: int) -> None:
    points = [Interval.point(Fraction(day.toordinal())) for day in (one, other)]
    for operator, enclose in DATES.items():
        match operator:
            case DateOperator.ADD_MONTHS:
                result = MEANINGS[operator].meaning(one, Fraction(months))
                found = enclose(points[0], Interval.point(Fraction(months)))
            case DateOperator.DAYS_BETWEEN | DateOperator.MONTHS_BETWEEN | DateOperator.YEARS_BETWEEN:
                result = MEANINGS[operator].meaning(one, other)
                found = enclose(*points)
            case _:
                result = MEANINGS[operator].meaning(one)
                found = enclose(points[0])
        value = Fraction(result.toordinal()) if isinstance(result, date) else result
        assert isinstance(value, Fraction)
        assert found.contains(value), operator


def interval(expr: X, *lows: Number, requires: tuple[X, ...] = ()) -> str:
    """Where a rule lies over inputs p, t, b in 0 .. 1 (and more)."""
    specs = [numeric(name, 0, 1) for name in "ptb"]
    found = rule_intervals(plan(*specs, requires=requires, r=expr)).get("r")
    return "never" if found is None else str(found)


P, T, B = the("p"), the("t"), the("b")


def test_points_between_threshold_and_benchmark_are_1_to_9_and_0_to_10_in_all() -> None:
    between = rounded(9 * (P - T) / (B - T) + number("1/2"))
    assert interval(choose((P >= B, 1), (P < T, 1), otherwise=between)) == "[1, 10]"
    assert interval(choose((P >= B, 10), (P < T, 0), otherwise=between)) == "[0, 10]"


def test_the_mirrored_function_for_lower_is_better_is_no_less_known() -> None:
    p, t, b = 0 - P, 0 - T, 0 - B
    between = rounded(9 * (p - t) / (b - t) + number("1/2"))
    assert interval(choose((p >= b, 10), (p < t, 0), otherwise=between)) == "[0, 10]"


def test_a_condition_narrows_what_is_calculated_behind_it() -> None:
    assert interval(when(P > "0.5", P * 2, 1)) == "[1, 2]"
    assert interval(when(P * 2 > 1, P * 2, 1)) == "[1, 2]"
    assert interval(when(P >= T, P - T, T - P)) == "[0, 1]"


def test_a_requirement_narrows_what_reads_its_inputs() -> None:
    assert interval(B - T) == "[-1, 1]"
    assert interval(B - T, requires=(T <= B,)) == "[0, 1]"


def test_a_requirement_says_nothing_where_one_of_its_inputs_may_not_be_given() -> None:
    # It is not checked then, so a share of t alone is not bounded by b.
    specs = (numeric("t", 0, 9), numeric("b", 0, 1, optional=True))
    assert str(rule_intervals(plan(*specs, requires=(T <= B,), r=T * 1))["r"]) == "[0, 9]"


def test_caps_floors_and_rules_are_followed() -> None:
    assert interval(cap(P * 9, 6)) == "[0, 6]"
    assert interval(extreme("max", P - 5, 0 - T)) == "[-1, 0]"
    found = rule_intervals(plan(numeric("p", 0, 1), a=P * 2, b=rule("a") + 1))
    assert str(found["b"]) == "[1, 3]"


def test_rules_that_give_no_number_are_left_out() -> None:
    assert interval(P > T) == "never"


def test_figures_over_records() -> None:
    amount = column("log", "amount")
    found = rule_intervals(
        plan(
            records=(table("log", numeric("amount", -2, 5), computed={"twice": amount * 2}),),
            largest=aggregate("max", "log", amount, amount > 0),
            total=aggregate("sum", "log", amount, amount > 0),
            number=aggregate("count", "log"),
            mean=aggregate("mean", "log", column("log", "twice")),
        )
    )
    shown = {name: str(where) for name, where in found.items()}
    assert shown == {
        "log.twice": "[-4, 10]",
        "largest": "(0, 5]",
        "total": "[0, ∞)",
        "number": "[0, ∞)",
        "mean": "[-4, 10]",
    }
