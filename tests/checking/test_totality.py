"""Divisions: when they are sure, and what is said when they are not."""

import pytest

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import Power
from kpi_lang.core.plan import Plan
from kpi_lang.values.kinds import DATE, NUMBER, YES_NO
from tests.checking.findings import faults, found, only
from tests.checking.plans import (
    Number,
    X,
    absent,
    cap,
    choose,
    expr_of,
    extreme,
    made,
    named,
    none,
    number,
    numeric,
    one_of,
    other,
    plan,
    rounded,
    rule,
    the,
    when,
)

ROLE = one_of("sales", "support", "head")
A, B, P, T = the("a"), the("b"), the("p"), the("t")
ERRORS, ORDERS = the("errors"), the("orders")


def counts(*requires: X, lo: Number = 0, **rules: X | Number) -> Plan:
    specs = (numeric("errors", step=1), numeric("orders", lo, step=1))
    return made(dict(named(rules)), specs, requires)


def measured(lo: Number = 0, hi: Number | None = None, *requires: X, **rules: X | Number) -> Plan:
    return made(dict(named(rules)), tuple(numeric(name, lo, hi) for name in "abpt"), requires)


HALF = number("1/2")

SURE = {
    "a divisor above zero": counts(lo=1, r=ERRORS / ORDERS),
    "an open end at zero": plan(numeric("errors"), numeric("orders", 0, above=True), r=ERRORS / ORDERS),
    "a constant": counts(r=ERRORS / 3),
    "asked before": counts(r=when(ORDERS.equals(0), 0, ERRORS / ORDERS)),
    "asked before, the other way": counts(r=when(ORDERS > 0, ERRORS / ORDERS, 0)),
    "asked of a multiple": counts(r=when((2 * ORDERS).equals(0), 0, ERRORS / ORDERS)),
    "asked of another rule of that name": counts(
        n=ORDERS * 1, r=when(rule("n").equals(0), 0, ERRORS / ORDERS)
    ),
    "asked two conditions ago": counts(
        r=choose((ORDERS.equals(0), 0), (ERRORS > 5, 1), otherwise=ERRORS / ORDERS)
    ),
    "required": counts(ORDERS >= 1, r=ERRORS / ORDERS),
    "required to be more than another": counts(ERRORS < ORDERS, r=1 / (ORDERS - ERRORS)),
    "required to be unequal": counts(ERRORS.differs(ORDERS), r=1 / (ORDERS - ERRORS)),
    "required through another": measured(0, 1, A < B, B <= P, r=(A + B) * 0 + A / (P + B * 0 - A)),
    "both not zero": measured(r=when(A.equals(0) | B.equals(0), 0, P / A / B)),
    "a product of what is not zero": measured(r=when((A > 0) & (B > 0), P / (A * B), 0)),
    "a product that is not zero": measured(-1, 1, r=when((A * B).equals(0), 0, P / (B * A))),
    "a ratio as divisor": measured(r=when((A > 0) & (B > 0), P / (A / B), 0)),
    "not both zero": measured(r=when(A.equals(0) & B.equals(0), 0, P / (A + B))),
    "not both zero, one at a time": measured(
        r=choose((A.equals(0) & B.equals(0), 0), (A.equals(0), P / B), (B.equals(0), P / A), otherwise=P / A)
    ),
    "one of two": measured(r=when((A > 1) | (B > 1), P / (A + B), 0)),
    "a larger of two": measured(r=P / extreme("max", A, 1)),
    "a cap above zero": measured(1, None, r=P / cap(A, 5)),
    "rounded, but from far enough": measured(1, None, r=P / rounded(A)),
    "rounded to zero only below a half": measured(r=when(A >= HALF, P / rounded(A), 0)),
    "each branch above zero": measured(r=P / when(A > B, A + 1, B + 1)),
    "a branch that is the divisor when it counts": measured(r=P / choose((A > 0, A), otherwise=1)),
    "a difference inside a band": measured(0, 1, r=when((T <= P) & (P < B), (P - T) / (B - T), 0)),
    "the points between threshold and benchmark": measured(
        0, 1, r=choose((P >= B, 10), (P < T, 0), otherwise=rounded(9 * (P - T) / (B - T) + HALF))
    ),
    "the same for lower is better": measured(
        0,
        1,
        r=choose(
            (0 - P >= 0 - B, 10),
            (0 - P < 0 - T, 0),
            otherwise=rounded(9 * ((0 - P) - (0 - T)) / ((0 - B) - (0 - T)) + HALF),
        ),
    ),
    "nested ifs": measured(
        r=when(A > 3, when(B > A, P / (B - 3), 1), when(A < B, P / (B - A), P / (A - B + 1)))
    ),
    "a line between data": measured(
        0, 1, r=choose((P <= T, 0), (P <= B, 0 + (P - T) * 9 / (B - T)), otherwise=9)
    ),
    "a sign known by the path": measured(-5, 5, r=choose((A < 0, P / A), (A > 0, P / A), otherwise=0)),
    "a square with something": measured(-5, 5, r=P / (A * A + 1)),
    "steps apart": counts(r=1 / (2 * ORDERS + 1)),
    "between two whole numbers": counts(r=when((ORDERS * 3 > 1) & (ORDERS * 3 < 9), 1 / ORDERS, 0)),
    "divided by already": measured(r=when(A.equals(0), 0, when(P / A > 2, 1 / A, 2))),
}


@pytest.mark.parametrize("name", SURE)
def test_a_division_that_is_sure_is_not_reported(name: str) -> None:
    assert faults(SURE[name]) == []


UNSURE = {
    "nothing said": (counts(r=ERRORS / ORDERS), "`orders` can be zero, for example when orders = 0"),
    "asked about another": (
        counts(r=when(ERRORS.equals(0), 0, ERRORS / ORDERS)),
        "`orders` can be zero, for example when orders = 0, errors = 1",
    ),
    "asked of one of two": (
        measured(r=when(A.equals(0), 0, P / A / B)),
        "`b` can be zero, for example when b = 0, a = 1",
    ),
    "only one of two is not zero": (
        measured(r=when(A.equals(0) & B.equals(0), 0, P / (A * B))),
        "`a * b` can be zero, for example when a = 1, b = 0",
    ),
    "required otherwise": (
        counts(ERRORS <= ORDERS, r=1 / (ORDERS - ERRORS)),
        "`orders - errors` can be zero, for example when orders = 0, errors = 0",
    ),
    "a threshold may be the benchmark": (
        measured(0, 1, r=when((T <= P) & (P <= B), (P - T) / (B - T), 0)),
        "`b - t` can be zero, for example when b = 0, t = 0, p = 0",
    ),
    "rounded to zero": (
        measured(r=P / rounded(A)),
        "`round(a to 1 half_up)` can be zero, for example when a = 0",
    ),
    "for some of the people": (
        plan(
            numeric("orders", step=1),
            other("role", ROLE),
            applies=the("role", ROLE).differs("head"),
            r=choose((the("role", ROLE).equals("sales"), 0), otherwise=1 / ORDERS),
        ),
        "`orders` can be zero, for example when orders = 0, role = support",
    ),
    "through two more rules": (
        counts(x__measure=ERRORS / ORDERS, x=rule("x.measure") * 100, total=rule("x") + 1),
        "`orders` can be zero, for example when orders = 0",
    ),
}


@pytest.mark.parametrize("name", UNSURE)
def test_a_division_that_is_not_sure_is_reported_once_with_somebody_for_whom_it_fails(name: str) -> None:
    unsure, message = UNSURE[name]
    assert faults(unsure) == [message]


def test_what_cannot_be_shown_is_an_error_too() -> None:
    finding = only(measured(0, 2, r=P / (A * A - 2)), "K402")
    assert finding.message("en") == "it cannot be shown that `a * a - 2` is never zero"


def test_a_divisor_that_is_always_zero() -> None:
    assert only(measured(r=P / (A - A)), "K403").message("zh") == "`a - a` 恒为零"


def test_the_help_names_the_indicator_of_a_measure_and_a_condition_elsewhere() -> None:
    measure = only(counts(x__measure=ERRORS / ORDERS, x=rule("x.measure") * 1), "K401")
    assert "in indicator `x`" in measure.help("en")
    assert "`require orders <> 0`" in measure.help("en")
    formula = only(counts(r=ERRORS / ORDERS), "K401")
    assert formula.help("en").startswith("write `if orders = 0 then")


def test_an_outcome_for_undefined_answers_for_its_measure() -> None:
    answered = choose((absent(rule("x.measure"), Cause.UNDEFINED), 100), otherwise=rule("x.measure") * 100)
    assert faults(counts(x__measure=ERRORS / ORDERS, x=answered)) == []
    unanswered = choose((absent(rule("x.measure")), 100), otherwise=rule("x.measure") * 100)
    assert len(faults(counts(x__measure=ERRORS / ORDERS, x=unanswered))) == 1


def test_a_declared_no_result_is_an_answer_and_spreads() -> None:
    assert faults(counts(r=when(ORDERS.equals(0), none(), ERRORS / ORDERS), s=rule("r") + 1)) == []


def test_weights_of_those_present_are_not_zero_where_one_is_present() -> None:
    specs = [numeric(f"x{n}", 0, 100, optional=True) for n in range(3)]
    present = [when(absent(the(f"x{n}")), 0, number(n + 1)) for n in range(3)]
    own = [when(absent(the(f"x{n}")), 0, number(n + 1) / rule("weights")) for n in range(3)]
    scored = [when(absent(the(f"x{n}")), 0, the(f"x{n}") * (n + 1)) for n in range(3)]
    total = choose(
        (rule("weights").equals(0), none()), otherwise=(scored[0] + scored[1] + scored[2]) / rule("weights")
    )
    made = plan(
        *specs, weights=present[0] + present[1] + present[2], a=own[0], b=own[1], c=own[2], total=total
    )
    assert faults(made) == []
    unguarded = plan(*specs, weights=present[0] + present[1] + present[2], total=5 / rule("weights"))
    assert faults(unguarded) == [
        "`weights` can be zero, for example when x0 = not given, x1 = not given, x2 = not given"
    ]


def test_a_power_needs_a_base_that_has_one() -> None:
    def root(base: X, exponent: str) -> X:
        return rounded(X(Power(expr_of(base), number(exponent).expr.value, NUMBER)))  # type: ignore[union-attr, arg-type]

    assert faults(measured(r=root(A, "1/2"))) == []
    assert faults(measured(-1, 1, r=root(A, "2"))) == []
    assert faults(measured(-1, 1, r=root(A, "1/2"))) == [
        "`a` may be such that its power to 0.5 does not exist"
    ]
    assert faults(measured(r=root(A, "-1"))) == ["`a` may be such that its power to -1 does not exist"]
    assert faults(measured(r=when(A > 0, root(A, "-1"), 0))) == []


def test_only_whole_days_are_added_to_a_date() -> None:
    def later(step: Number | None) -> Plan:
        return plan(numeric("a", step=step), other("day", DATE), r=the("day", DATE) + A)

    assert faults(later(1)) == []
    assert faults(later("1/2")) == ["`a` is added to a date, but may be part of a day or month"]
    assert faults(later(None)) == ["`a` is added to a date, but may be part of a day or month"]


def test_who_takes_part_must_be_certain() -> None:
    made = plan(other("member", YES_NO, optional=True), applies=the("member", YES_NO), r=1)
    assert faults(made) == ["`member` may be missing, but is used here as if it were always given"]


def test_every_finding_has_words_in_both_languages() -> None:
    for finding in [f for unsure, _ in UNSURE.values() for f in found(unsure)]:
        assert finding.message("zh")
        assert finding.help("zh")
