"""Properties of whole policies: each status, and the people who show it."""

from fractions import Fraction
from pathlib import Path

import pytest

from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.verify import Method, Status, Why, verify_plan
from kpi_lang.verify.direction import Direction
from tests.verify.policies import finding, plan_in, plan_of

ROOT = Path(__file__).parents[2]
SALES = "input sales : money in 0 .. 1_000_000\n"


def test_the_falling_step_of_the_commission_ladder_is_found_to_the_cent() -> None:
    plan = plan_in(ROOT / "policies/cn_commission_ladder/cn_commission_ladder.kpi")
    found = finding(plan, "新客户提成 by 新客户销售额")
    assert found.status is Status.REFUTED
    falls = found.witnesses[1]
    sold = [trace.person.values[0] for trace in falls.people]
    assert sold == [Fraction(150_000), Fraction("150000.01")]
    paid = [trace["新客户提成"] for trace in falls.people]
    assert isinstance(paid[0], Fraction)
    assert isinstance(paid[1], Fraction)
    assert paid[0] > paid[1] == 2000


def test_people_of_a_witness_are_as_the_reference_evaluates_them_and_differ_in_the_driver_only() -> None:
    plan = plan_of(
        SALES
        + "input target : money in 1 .. 1_000_000\n"
        + "pay bonus = if sales > target * 120% then sales * 2% else sales * 3%\n"
        + "ensure bonus never falls as sales rises\n"
    )
    found = finding(plan, "bonus never falls as sales rises")
    assert found.status is Status.REFUTED
    (witness,) = found.witnesses
    less, more = witness.people
    assert less.person.values[1:] == more.person.values[1:]
    assert ReferenceEvaluator(plan).evaluate(less.person) == less
    before, after = less["bonus"], more["bonus"]
    assert isinstance(before, Fraction)
    assert isinstance(after, Fraction)
    assert before > after


@pytest.mark.parametrize(
    ("rules", "direction"),
    [
        ("pay bonus = min(sales * 3%, 15_000)", Direction.UP),
        ("pay bonus = 5_000 - sales / 1_000", Direction.DOWN),
        ("pay bonus = if sales > 100 then 3 + (sales - 100) * 5% else sales * 3%", Direction.UP),
        ("pay bonus = if sales <= 50_000 then 0 else sales * 1%", Direction.UP),
    ],
)
def test_directions_are_proved_without_evaluating_anybody(rules: str, direction: Direction) -> None:
    found = finding(plan_of(SALES + rules), "bonus by sales")
    assert (found.status, found.direction, found.evaluations) == (Status.PROVED, direction, 0)


def test_a_sign_that_an_input_does_not_move_is_looked_at_both_ways() -> None:
    plan = plan_of(
        "input profit : money in -100 .. 100\ninput target : money in 1 .. 100\n"
        "pay bonus = max(profit / target * 100, 0)\n"
    )
    found = finding(plan, "bonus by target")
    assert (found.status, found.method, found.direction) == (Status.PROVED, Method.CASES, Direction.DOWN)


def test_what_does_not_depend_on_the_driver_is_vacuous() -> None:
    plan = plan_of(SALES + "pay bonus = 500\nensure bonus never falls as sales rises\n")
    found = finding(plan, "bonus never falls as sales rises")
    assert (found.status, found.why) == (Status.VACUOUS, Why.UNUSED)


def test_what_nobody_can_be_is_vacuous() -> None:
    plan = plan_of(
        SALES + "pay bonus = sales\nensure bonus never falls as sales rises given sales > 2_000_000\n"
    )
    found = finding(plan, "bonus never falls as sales rises")
    assert (found.status, found.why) == (Status.VACUOUS, Why.NOBODY)


def test_figures_about_other_people_are_unknown_by_name() -> None:
    plan = plan_of(
        SALES
        + "value average = if present(mean(sales within everybody)) then mean(sales within everybody) else 0\n"
        + "pay bonus = max(sales - average, 0)\nensure bonus never falls as sales rises\n"
    )
    found = finding(plan, "bonus never falls as sales rises")
    assert (found.status, found.why) == (Status.UNKNOWN, Why.OTHER_PEOPLE)
    assert found.blamed is not None


def test_what_does_not_move_figures_about_others_is_proved_with_them_as_they_are() -> None:
    plan = plan_of(
        SALES
        + "input years : count in 0 .. 50\n"
        + "value average = if present(mean(sales within everybody)) then mean(sales within everybody) else 0\n"
        + "pay bonus = max(sales - average, 0) + years * 10\n"
    )
    assert finding(plan, "bonus by years").status is Status.PROVED
    assert finding(plan, "bonus by sales").status is Status.UNKNOWN


def test_no_time_leaves_everything_unknown_and_nothing_out() -> None:
    plan = plan_of(SALES + "pay bonus = if sales = 7 then 1 else 0\n")
    assert [(one.status, one.why) for one in verify_plan(plan, seconds=0)] == [(Status.UNKNOWN, Why.TIME)]
