"""Examples and promises are judged on what the reference evaluator gives."""

from datetime import date
from fractions import Fraction
from typing import Any

from attrs import evolve

from kpi_lang.core.nodes import Const
from kpi_lang.core.plan import ExamplePlan, Expectation, GivenRecords, PropertyForm, PropertyPlan, Requirement
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.example_people import example_person
from kpi_lang.report.examples import Tried, try_examples
from kpi_lang.values.kinds import YES_NO
from kpi_lang.values.periods import PeriodLength
from tests.report.plans import PLAN, SCORE, TOTAL, comparison, number

GIVEN: tuple[tuple[str, Value | None], ...] = (
    ("turnover", Fraction(1_000_000)),
    ("target", Fraction(1_000_000)),
    ("peer_review", Fraction(80)),
    ("base_pay", Fraction(4500)),
)
PROMISE = PropertyPlan(
    "total stays in 0 .. 100", PropertyForm.WITHIN, (TOTAL, number("0"), number("100")), None
)


def tried(*expect: Expectation, **changes: Any) -> Tried:
    example = ExamplePlan("on target", GIVEN, (), expect)
    return try_examples(evolve(PLAN, examples=(example,), **changes))[0]


def test_an_example_that_holds_passes() -> None:
    assert tried(Expectation("turnover_rate", Fraction(75), None), Expectation("grade", "B", None)).passes


def test_a_mismatch_tells_the_actual_value() -> None:
    found = tried(Expectation("total", Fraction(75), None))
    assert not found.passes
    assert [mismatch.actual for mismatch in found.mismatches] == [Fraction(76)]


def test_no_result_is_expected_with_its_reason() -> None:
    example = ExamplePlan("low", (("turnover", Fraction(0)), *GIVEN[1:]), (), ())
    for reason, passes in ((None, True), ("no pay below B", True), ("another", False)):
        expect = (Expectation("performance_pay", None, reason),)
        plan = evolve(PLAN, examples=(evolve(example, expect=expect),))
        assert try_examples(plan)[0].passes is passes


def test_tables_that_are_not_mentioned_have_no_rows() -> None:
    example = ExamplePlan("x", GIVEN, (), ())
    assert example_person(example, PLAN).records == ((),)
    absent = evolve(example, records=(GivenRecords("complaint", None),))
    assert example_person(absent, PLAN).records == (None,)
    given = evolve(example, records=(GivenRecords("complaint", ((("severity", "major"),),)),))
    (table,) = example_person(given, PLAN).records
    assert table is not None
    assert [record.values for record in table] == [("major",)]


def test_the_period_follows_from_the_date() -> None:
    example = ExamplePlan("x", (*GIVEN, ("as_of", date(2026, 5, 4))), (), ())
    dates = example_person(example, evolve(PLAN, period=PeriodLength.QUARTER)).dates
    assert dates is not None
    assert (dates.period_start, dates.period_end) == (date(2026, 4, 1), date(2026, 6, 30))


def test_data_that_break_a_requirement_fail_the_example() -> None:
    requirement = Requirement(comparison(TOTAL, ">", number("99")), "total too low")
    assert tried(requirements=(requirement,)).unmet == ("total too low",)


def test_promises_are_checked_where_they_are_about_one_person() -> None:
    assert tried(properties=(PROMISE,)).passes
    narrow = evolve(PROMISE, operands=(TOTAL, number("0"), number("75")))
    assert tried(properties=(narrow,)).broken == (narrow,)
    always = PropertyPlan("never", PropertyForm.ALWAYS, (comparison(TOTAL, "<", number("0")),), None)
    assert tried(properties=(always,)).broken == (always,)
    exactly = PropertyPlan(
        "b", PropertyForm.EXACTLY_WHEN, (comparison(SCORE, "=", number("75")), Const(False, YES_NO)), None
    )
    assert tried(properties=(exactly,)).broken == (exactly,)
    rises = PropertyPlan("c", PropertyForm.RISES, (TOTAL, SCORE), None)
    assert tried(properties=(rises,)).passes


def test_promises_under_a_condition_hold_where_it_does_not() -> None:
    narrow = evolve(PROMISE, operands=(TOTAL, number("0"), number("75")))
    other = evolve(narrow, given=comparison(TOTAL, "<", number("10")))
    assert tried(properties=(other,)).passes
