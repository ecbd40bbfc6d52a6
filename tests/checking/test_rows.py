"""Rows of tables, steps and grades: gaps, and rows that nothing reaches."""

import pytest

from kpi_lang.core.nodes import ChooseRole
from kpi_lang.core.plan import Plan
from kpi_lang.source import Severity
from tests.checking.findings import codes, only
from tests.checking.plans import (
    Number,
    X,
    choose,
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
A, B, ORDERS = the("a"), the("b"), the("orders")
SPECS = (numeric("a", 0, 100), numeric("b", 0, 100), numeric("orders", 0, 1_000, step=1))


def steps(
    *rows: tuple[X, X | Number], otherwise: Number | None = None, role: ChooseRole = ChooseRole.STEPS
) -> Plan:
    return plan(*SPECS, other("role", ROLE), r=choose(*rows, otherwise=otherwise, role=role))


CLOSED = {
    "up to the end of the domain": steps((A < 50, 1), (A <= 100, 2)),
    "from the top down": steps((A >= 50, 1), (A >= 0, 2)),
    "whole numbers leave nothing between": steps((ORDERS <= 2, 1), (ORDERS >= 3, 2)),
    "steps of a rounded figure": plan(
        *SPECS,
        total=rounded(A, "0.01"),
        r=choose(
            (rule("total") <= number("84.99"), 1),
            (rule("total") >= 85, 2),
            otherwise=None,
            role=ChooseRole.GRADES,
        ),
    ),
    "every member": steps(
        (the("role", ROLE).equals("sales") | the("role", ROLE).equals("head"), 1),
        (the("role", ROLE).equals("support"), 2),
    ),
    "an else row": steps((A < 50, 1), otherwise=0),
    "rows about the relation of two": steps((A < B, 1), (B <= A, 2)),
    "behind a condition": plan(
        *SPECS, r=when(A > 50, choose((A > 40, 1), otherwise=None, role=ChooseRole.TABLE), 0)
    ),
    "two columns that together leave nothing": steps((A + B >= 0, 1)),
}


@pytest.mark.parametrize("name", CLOSED)
def test_rows_that_leave_no_gap(name: str) -> None:
    assert codes(CLOSED[name], "K550", "K551", "K552") == []


OPEN = {
    "in the middle": (steps((A < 50, 1), (A > 80, 2)), "`a` of 50 .. 80, for example 65"),
    "at the end": (steps((A < 50, 1)), "`a` of 50 .. 100, for example 75"),
    "one value": (steps((A < 50, 1), (A > 50, 2)), "`a` of 50, for example 50"),
    "between whole numbers": (steps((ORDERS <= 2, 1), (ORDERS >= 5, 2)), "`orders` of 3 .. 4, for example 3"),
    "without an end": (
        plan(numeric("a", None), r=choose((A <= 3, 1), otherwise=None, role=ChooseRole.TIERS)),
        "`a` of more than 3, for example 4",
    ),
    "a rule's value": (
        plan(
            *SPECS,
            m__measure=A / 50,
            r=choose((rule("m.measure") < 1, 1), otherwise=None, role=ChooseRole.STEPS),
        ),
        "`m.measure` of 1 .. 2, for example 1.5",
    ),
}


@pytest.mark.parametrize("name", OPEN)
def test_a_gap_is_told_with_its_ends_and_a_value_in_it(name: str) -> None:
    gap, message = OPEN[name]
    assert only(gap, "K550").message("en") == f"no row covers {message}"


def test_members_that_are_left_out_are_named() -> None:
    finding = only(steps((the("role", ROLE).equals("sales"), 1)), "K551")
    assert finding.message("en") == "no row covers `role` = head, support"
    assert finding.message("zh") == "`role` 为 head、support 时没有对应的行"


def test_rows_that_compare_different_things_need_an_else() -> None:
    assert only(steps((A < 50, 1), (B < 50, 2)), "K552").severity is Severity.ERROR


def test_grades_are_told_to_end_with_otherwise() -> None:
    finding = only(steps((A >= 85, 1), role=ChooseRole.GRADES), "K550")
    assert finding.help("en") == "add a row for it, or let the last grade be `otherwise`"


def unreached(plan: Plan) -> list[str]:
    return codes(plan, "K553", "K554", "K555")


def test_a_row_behind_rows_that_cover_everything_is_never_reached() -> None:
    assert unreached(steps((A >= 0, 1), (A >= 50, 2), otherwise=3)) == ["K553"]
    assert unreached(steps((A >= 50, 1), (A >= 0, 2), otherwise=3)) == []


def test_a_row_outside_the_range_of_the_data_is_never_reached() -> None:
    finding = only(steps((A > 100, 1), otherwise=3), "K553")
    assert finding.severity is Severity.WARNING
    assert finding.help("en").startswith("`a` can only be 0 .. 100, and earlier rows come first")


def test_a_grade_that_no_total_gives_is_told() -> None:
    assert unreached(steps((A >= 95, 1), (A >= -5, 2), otherwise=3, role=ChooseRole.GRADES)) == ["K554"]


def test_a_condition_that_never_changes_is_told_unless_parameters_decide_it() -> None:
    assert unreached(plan(*SPECS, r=when(A >= 0, 1, 2))) == ["K555"]
    assert unreached(plan(*SPECS, r=when(number(3) > 2, A, 2))) == []


def test_segments_of_a_line_and_weights_may_go_unreached() -> None:
    for role in (
        ChooseRole.LINE,
        ChooseRole.WEIGHT,
        ChooseRole.TIERS,
        ChooseRole.ANCHORED,
        ChooseRole.PARAMETER,
    ):
        assert unreached(steps((A < 0, 1), (A < 50, 2), otherwise=3, role=role)) == []


def test_a_row_reached_at_one_of_the_places_it_is_written_out_is_reached() -> None:
    row = choose((A > 100, 1), otherwise=2, role=ChooseRole.TABLE)
    inside = when(A > 50, row, 0)
    assert unreached(plan(*SPECS, r=inside)) == ["K553"]
    wide = plan(numeric("a", 0, 200), r=inside, s=row)
    assert unreached(wide) == []
