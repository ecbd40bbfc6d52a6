"""Inputs and columns: domains, steps, defaults and what a requirement says."""

from datetime import date
from fractions import Fraction

import pytest

from kpi_lang.core.absent import Cause
from kpi_lang.data.schema import OverTime
from kpi_lang.values.domains import Domain, Interval
from tests.lowering.small import HEADER, evaluated, findings, plan_of


@pytest.mark.parametrize(
    ("clauses", "interval", "step"),
    [
        ("money", Interval(), Fraction(1, 100)),
        ("money JPY >= 0", Interval.at_least(Fraction(0)), Fraction(1)),
        ("money in 0 .. 100 step 0.5", Interval(Fraction(0), Fraction(100)), Fraction(1, 2)),
        ("count", Interval.at_least(Fraction(0)), Fraction(1)),
        ("count <= 31", Interval(Fraction(0), Fraction(31)), Fraction(1)),
        ("ratio > 0 < 100%", Interval(Fraction(0), Fraction(1), lo_open=True, hi_open=True), None),
        ("points in 0 .. 100", Interval(Fraction(0), Fraction(100)), None),
        ("points in 0 .. 100 step 0.1 >= 20", Interval(Fraction(20), Fraction(100)), Fraction(1, 10)),
        ("box", Interval(), Fraction(1)),
        ("number", Interval(), None),
        ("days in 0 .. 31 step 0.5", Interval(Fraction(0), Fraction(31)), Fraction(1, 2)),
    ],
)
def test_domains(clauses: str, interval: Interval, step: Fraction | None) -> None:
    plan = plan_of(f"unit box\ninput x : {clauses}\nvalue y : count = 1")
    assert plan.inputs[0].domain == Domain(interval, step)


def test_several_inputs_share_one_declaration() -> None:
    plan = plan_of(
        'input a, b : count in 0 .. 9 over time sum\ninput c "Third" : date column "C", "c3" optional'
    )
    a, b, c = plan.inputs
    assert (a.name, a.title, b.name, b.title) == ("a", "a", "b", "b")
    assert (a.over_time, c.over_time) == (OverTime.SUM, None)
    assert (c.title, c.columns, c.optional) == ("Third", ("C", "c3"), True)


def test_a_default_stands_for_what_is_not_given() -> None:
    policy = "input n : count in 0 .. 9 missing 3\ninput since : date missing 2026-01-01\nvalue y = n\nvalue z = since"
    person = evaluated(policy)
    assert [person["y"], person["z"]] == [3, date(2026, 1, 1)]
    assert evaluated(policy, n=5)["y"] == 5


def test_what_is_required_and_not_given_rejects() -> None:
    policy = 'input n "Number" : count in 0 .. 9\nvalue y = n'
    person = evaluated(policy)
    assert (person.cause("y"), person.reason("y")) == (Cause.REJECTED, "Number")


@pytest.mark.parametrize(("made", "due", "met"), [(3, 5, True), (5, 5, True), (6, 5, False), (None, 5, None)])
def test_requirements_are_judged_where_their_values_are_given(
    made: int | None, due: int, met: bool | None
) -> None:
    policy = 'input made, due : count in 0 .. 9\nrequire made <= due otherwise say "more made than due"'
    trace = evaluated(policy, made=made, due=due).trace
    (found,) = trace.requirements
    assert (found if isinstance(found, bool) else None) is met
    assert trace.plan.requirements[0].message == "more made than due"


def test_a_requirement_without_words_says_itself() -> None:
    plan = plan_of("input a, b : count in 0 .. 9\nrequire a <= b")
    assert plan.requirements[0].message == "a <= b"


def test_who_takes_part() -> None:
    header = HEADER.replace(
        "{ key no }", "{ key no; belongs to team; reports to boss; applies when hired <= as_of }"
    )
    policy = "input hired : date\nvalue y : count = 1"
    found = [
        evaluated(policy, header=header, as_of="2026-03-31", hired=day).trace.scope
        for day in ("2026-03-31", "2026-04-01")
    ]
    assert found == [True, False]
    plan = plan_of(policy, header=header)
    assert (plan.belongs_to, plan.reports_to, plan.key, plan.uses_dates) == (("team",), "boss", "no", True)


@pytest.mark.parametrize(
    ("declared", "found"),
    [
        ("input n : count in 0 .. 9 missing 12", [("K316", "12")]),
        ("input n : count in 0 .. 9 missing 5%", [("K303", "5%")]),
        ("input n : money in 0 .. 9 missing m", [("K201", "m")]),
        ("input d : date in 0 .. 9", [("K317", "0")]),
        ("input t : text step 2", [("K317", "2")]),
        ("input n : count in 9 .. 0", [("K318", "0")]),
        ("input n : count in 0.1 .. 0.9", [("K318", "n : count in 0.1 .. 0.9")]),
        ("input n : count in 0 .. 9 step 0", [("K313", "0")]),
        ("input n : money in 0% .. 9", [("K303", "0%")]),
        ("input n : count in 0 .. m", [("K201", "m")]),
        ("input r : one of { a, b, a }", [("K310", "a")]),
        ("records r { a : count; a : date }", [("K224", "a")]),
        ("require 3", [("K304", "3")]),
    ],
)
def test_declarations_that_are_wrong_are_underlined(declared: str, found: list[tuple[str, str]]) -> None:
    assert [(code, text) for code, text in findings(f"{declared}\nvalue y : count = 1")][:1] == found
