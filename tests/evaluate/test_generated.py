"""Generated code: the same as the reference on random plans, for every shape of people, at home anywhere."""

import pickle
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from random import Random

import pytest
from attrs import evolve

from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.invariants import check_invariants
from kpi_lang.core.nodes import AggregateOperator, Const, Expr
from kpi_lang.core.plan import Plan
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.generated.compiled import CompiledPlan
from kpi_lang.evaluate.generated.encoding import NotEncodable
from kpi_lang.evaluate.generated.shapes import GENERAL
from kpi_lang.evaluate.limits import LimitError
from kpi_lang.evaluate.person import Person
from kpi_lang.evaluate.reference import evaluate_reference
from kpi_lang.evaluate.trace import Trace
from kpi_lang.values.domains import Domain, Interval
from kpi_lang.values.kinds import YES_NO, Choices, Member, choice
from tests.campaigns.differential import compare_plan, differences
from tests.core.small import (
    calc,
    choose,
    column,
    compare,
    figure,
    given,
    lacks,
    no_value,
    num,
    person,
    plan,
    ref,
    rounded,
    spec,
    table,
)
from tests.people import PeopleMaker
from tests.plans import random_plan

TEAM = choice(Choices("team", (Member("east"), Member("west"))))
MONEY = Domain(Interval(Fraction(0), Fraction(10**9)), Fraction(1, 100))


@pytest.mark.parametrize("first", [0, 10_000, 20_000])
def test_random_plans_give_what_the_reference_gives(first: int) -> None:
    counts: Counter[str] = Counter()
    for seed in range(first, first + 10):
        found, mismatch = compare_plan(seed, people=12)
        assert mismatch is None, mismatch.report()
        counts += found
    assert counts["pairs"] == 120
    assert min(counts["for everybody"], counts["for a shape"]) > 60


def test_the_comparison_sees_a_single_wrong_point() -> None:
    """A plan that differs in one rounding is found out: the comparison above is none of nothing with nothing."""
    found = plan({"x": rounded(given("a"))}, spec("a"))
    wrong = CompiledPlan(plan({"x": rounded(given("a"), places=1)}, spec("a")))
    somebody = person(found, {"a": Fraction("0.125")})
    assert any("x is 13/100, not 1/10" in line for line in differences(found, wrong, somebody, Counter()))
    tied = CompiledPlan(plan({"x": rounded(calc(given("a"), "+", num("0.001")))}, spec("a")))
    assert any("point 0" in line for line in differences(found, tied, somebody, Counter()))


def test_people_of_every_shape_get_the_same_from_functions_written_on_the_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first people of a shape are served by the function for everybody, later ones by one for their shape."""
    monkeypatch.setattr("kpi_lang.evaluate.generated.functions._OFTEN", 8)
    rate = calc(given("turnover"), "/", given("target"))
    found = plan(
        {
            "rate": rate,
            "x": choose(
                (lacks(ref("rate"), Cause.UNDEFINED), num(0)), otherwise=rounded(ref("rate"), point=1)
            ),
        },
        spec("turnover", optional=True, domain=MONEY),
        spec("target", domain=MONEY),
        spec("team", TEAM),
        applies=compare(given("team", TEAM), "=", Const("east", TEAM)),
    )
    check_invariants(found)
    compiled = CompiledPlan(found)
    keys = set()
    for number in range(240):
        values: dict[str, Value | None] = {
            "turnover": None if number % 3 == 0 else Fraction(number, 100),
            "target": Fraction(number % 2),
            "team": ("east", "west")[number // 2 % 2],
        }
        somebody = person(found, values)
        keys.add(compiled.encode(somebody).key)
        expected = evaluate_reference(found, somebody)
        outcome = compiled.evaluate(somebody)
        assert (outcome.scope, outcome.rule("x")) == (expected.scope, expected["x"])
        assert compiled.trace(somebody) == outcome.trace() == expected
    assert len(keys) == 8
    special = {key: compiled.function(key, traced=False) for key in keys}
    general = compiled.function(GENERAL, traced=False)
    assert general is not None
    assert all(
        function is not None and len(function.source) < len(general.source) for function in special.values()
    )
    assert len({id(function) for function in special.values()}) == 8


@pytest.mark.parametrize("cause", Cause)
def test_outputs_of_every_cause_of_absence(cause: Cause) -> None:
    lost = choose((given("p", YES_NO), num(1)), otherwise=no_value(cause, "said so"))
    found = plan(
        {"x": lost, "y": calc(ref("x"), "+", given("a"))}, spec("p", YES_NO), spec("a", optional=True)
    )
    compiled = CompiledPlan(found)
    cases: list[dict[str, Value | None]] = [
        {"p": False},
        {"p": False, "a": Fraction(1)},
        {"p": True},
        {"p": True, "a": Fraction(1)},
    ]
    for values in cases:
        somebody = person(found, values)
        outcome, expected = compiled.evaluate(somebody), evaluate_reference(found, somebody)
        assert [outcome.output(name) for name in "xy"] == list(expected.values)
    assert compiled.evaluate(person(found, {"p": False})).output("y") == Absent(cause, "said so")


def test_only_outputs_can_be_asked_of_an_outcome() -> None:
    found = plan({"x": given("a"), "y": ref("x")}, spec("a", domain=MONEY))
    hidden = evolve(found, outputs=(evolve(found.outputs[1], name="shown"),))
    outcome = CompiledPlan(hidden).evaluate(person(hidden, {"a": Fraction(1)}))
    assert (outcome.output("shown"), outcome.rule("y")) == (1, 1)
    assert outcome.trace()["x"] == 1
    with pytest.raises(KeyError):
        outcome.rule("x")
    with pytest.raises(KeyError):
        outcome.output("y")


def test_requirements_and_scope_without_a_trace() -> None:
    found = plan(
        {"x": num(1)},
        spec("a", optional=True),
        applies=compare(given("a"), "<", num(10)),
        requirements=[compare(given("a"), ">", num(0)), compare(given("a"), "<>", num(5))],
    )
    compiled = CompiledPlan(found)
    for value, scope, broken in ((1, True, ()), (0, True, (0,)), (5, True, (1,)), (10, False, ())):
        outcome = compiled.evaluate(person(found, {"a": Fraction(value)}))
        assert (outcome.scope, outcome.broken) == (scope, broken)
    nothing = compiled.evaluate(person(found))
    assert (nothing.scope, nothing.broken) == (Absent(Cause.MISSING, "the a"), ())


def test_values_that_no_data_layer_binds_are_left_to_the_reference() -> None:
    found = plan({"x": calc(given("a"), "*", num(3))}, spec("a", domain=MONEY))
    compiled = CompiledPlan(found)
    for odd in (Fraction(1, 3), Fraction(-1), Fraction(10**60)):
        somebody = person(found, {"a": odd})
        with pytest.raises(NotEncodable):
            compiled.encode(somebody)
        assert compiled.evaluate(somebody).output("x") == 3 * odd
        assert compiled.trace(somebody) == evaluate_reference(found, somebody)


def population(count: int) -> tuple[Plan, list[Person]]:
    random = Random(7)
    found = random_plan(random)
    maker = PeopleMaker(found, random)
    return found, [maker.person() for _ in range(count)]


def outcome_of(compiled: CompiledPlan, somebody: Person) -> Trace | str:
    try:
        return compiled.trace(somebody)
    except LimitError as error:
        return str(error)


def test_a_compiled_plan_travels_as_its_plan() -> None:
    found, people = population(30)
    compiled = CompiledPlan(found)
    expected = [outcome_of(compiled, somebody) for somebody in people]
    again = pickle.loads(pickle.dumps(compiled))
    assert again.plan == found
    assert [outcome_of(again, somebody) for somebody in people] == expected
    assert pickle.loads(pickle.dumps(expected)) == expected
    assert len(pickle.dumps(compiled)) < 1.1 * len(pickle.dumps(found)) + 200


def test_threads_that_share_a_plan_get_the_same() -> None:
    found, people = population(60)
    alone, shared = CompiledPlan(found), CompiledPlan(found)
    expected = [outcome_of(alone, somebody) for somebody in people]

    def everybody(turn: int) -> list[Trace | str]:
        order = [*range(turn * 5, len(people)), *range(turn * 5)]
        results = {number: outcome_of(shared, people[number]) for number in order}
        return [results[number] for number in range(len(people))]

    with ThreadPoolExecutor(8) as pool:
        assert all(results == expected for results in pool.map(everybody, range(8)))


def test_nesting_that_python_cannot_compile_is_left_to_the_reference() -> None:
    expr: Expr = calc(column("amount"), "+", given("a"))
    for point in range(21):
        expr = figure(AggregateOperator.SUM, expr, point=point)
    found = plan({"x": expr}, spec("a", domain=MONEY), records=[table(spec("amount", domain=MONEY))])
    check_invariants(found)
    compiled = CompiledPlan(found)
    assert compiled.function(GENERAL, traced=True) is None
    assert compiled.function(GENERAL, traced=False) is None
    somebody = person(found, {"a": Fraction(1)}, records={"log": [(Fraction(2),)]})
    expected = evaluate_reference(found, somebody)
    assert compiled.trace(somebody) == expected
    assert compiled.evaluate(somebody).output("x") == expected["x"] == 3
