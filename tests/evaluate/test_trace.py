"""Traces: scope and requirements, values by name, equality, and the notes of later stages."""

from fractions import Fraction

import pytest
from attrs import evolve

from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.plan import Stage
from kpi_lang.evaluate.reference import evaluate_reference
from kpi_lang.evaluate.trace import Note, Trace
from kpi_lang.values.kinds import YES_NO
from tests.core.small import calc, compare, given, num, person, plan, ref, rounded, spec
from tests.evaluate.evaluating import evaluated, missing

FOUND = plan(
    {"double": calc(given("a"), "*", num(2)), "total": rounded(ref("double"), places=0)},
    spec("a"),
    spec("b", optional=True),
    applies=compare(given("b"), ">", num(0)),
    requirements=[compare(given("a"), ">", num(0)), compare(given("b"), "<", num(10))],
)
PLAN = evolve(FOUND, outputs=(evolve(FOUND.outputs[1], name="score"),))


def traced(a: str, b: int | None = 1) -> Trace:
    somebody = person(PLAN, {"a": Fraction(a), "b": None if b is None else Fraction(b)})
    return evaluated(PLAN, somebody)


def test_values_are_found_by_rule_and_by_output() -> None:
    trace = traced("1.25")
    assert (trace["double"], trace["total"]) == (Fraction(5, 2), 3)
    assert trace.output("score") == 3
    assert trace.rule("total") is PLAN.rules[1]
    for lookup in (trace.__getitem__, trace.rule, trace.output):
        with pytest.raises(KeyError):
            lookup("none")
    with pytest.raises(KeyError):
        trace.output("total")


def test_scope_and_requirements_are_told_apart_from_values() -> None:
    assert (traced("1").scope, traced("1").requirements, traced("1").broken) == (True, (True, True), ())
    outside = traced("0", 0)
    assert (outside.scope, outside.broken) == (False, (0,))
    assert outside["total"] == 0
    assert traced("-1", 10).broken == (0, 1)


def test_a_requirement_that_cannot_be_judged_is_not_broken() -> None:
    trace = traced("1", None)
    assert trace.scope == missing("b")
    assert trace.requirements == (True, missing("b"))
    assert trace.broken == ()


def test_traces_are_equal_if_the_same_happened() -> None:
    trace = traced("1.25")
    assert trace == evaluate_reference(evolve(PLAN, title="Other"), evolve(trace.person, key="E2"))
    assert trace != traced("1.2")
    # The same total on another way: only the point of the rounding differs.
    assert traced("1.2")["total"] == traced("1.2000001")["total"]
    assert traced("1.2").points != traced("1.2000001").points
    assert evolve(trace, points=(Fraction(3),)) != trace
    assert trace != trace.settled(Fraction(3), Note(Stage.APPROVE, "total", ()))


def test_a_later_stage_settles_a_value_and_says_why() -> None:
    trace = traced("1.25")
    moved = Note(Stage.CALIBRATE, "total", (("from", Fraction(3)), ("to", Fraction(2))))
    withheld = Note(Stage.APPROVE, "double", (("reason", "leave"),))
    settled = trace.settled(Fraction(2), moved).settled(Absent(Cause.NO_RESULT, "leave"), withheld)
    assert settled.values == (Absent(Cause.NO_RESULT, "leave"), 2)
    assert settled.notes == (moved, withheld)
    assert settled.output("score") == 2
    assert settled.points == trace.points
    assert (trace.values, trace.notes) == ((Fraction(5, 2), 3), ())
    with pytest.raises(KeyError):
        trace.settled(Fraction(0), evolve(moved, rule="none"))


def test_everything_is_computed_whoever_asks() -> None:
    found = plan({"x": given("a"), "flag": given("p", YES_NO)}, spec("a"), spec("p", YES_NO, optional=True))
    trace = evaluated(found, person(found))
    assert trace.values == (Absent(Cause.REJECTED, "the a"), missing("p"))
    assert trace.scope is True
