"""Properties hold of what is right, and their failures name the people."""

from fractions import Fraction

import pytest
from attrs import evolve

from kpi_lang.policy import Policy, Table
from kpi_lang.testing import (
    Broken,
    GivenPerson,
    GivenPopulation,
    Undecided,
    evaluators_agree,
    order_changes_nothing,
    trials,
    value_or_reason,
)
from tests.testing.shop import shop

AT_TARGET = {"turnover": 250_000, "target": 250_000, "review": 80, "errors": 1, "orders": 200}


def person(**values: int) -> GivenPerson:
    given = {name: Fraction(value) for name, value in (AT_TARGET | values).items()}
    return GivenPerson(given, {"complaint": ()})


def attempt(policy: Policy, title: str, number: int = 60) -> None:
    (trial,) = [trial for trial in trials(policy) if trial.title == title]
    trial.attempt(number, "en")


def test_every_trial_of_a_sound_policy_passes() -> None:
    for trial in trials(shop()):
        trial.attempt(5, "en")


def test_trials_are_the_promises_and_the_properties_of_every_policy() -> None:
    assert [trial.title for trial in trials(shop())] == [
        "ensure total stays in 0 .. 100",
        "ensure total never falls as turnover rises",
        "the two evaluators agree",
        "every result is a value or a reason",
        "the order of people changes nothing",
    ]


def test_a_broken_range_shows_the_person() -> None:
    policy = shop("stays in 0 .. 100", "stays in 0 .. 70")
    with pytest.raises(Broken) as broken:
        attempt(policy, "ensure total stays in 0 .. 70", 40)
    said = str(broken.value)
    assert said.startswith("a promise does not hold: ensure total stays in 0 .. 70")
    assert "Turnover: " in said
    assert "total: 76.00" in said


def test_a_broken_direction_shows_what_changes() -> None:
    policy = shop("125%: 100", "125%: 60")
    with pytest.raises(Broken) as broken:
        attempt(policy, "ensure total never falls as turnover rises", 200)
    said = str(broken.value)
    assert "for a person with these data:\n  Turnover: " in said
    assert "→" in said.splitlines()[3]
    assert any(line.strip().startswith("total: ") and "→" in line for line in said.splitlines())


@pytest.mark.parametrize(
    ("promise", "holds"),
    [
        ("total never rises as errors rises", True),
        ("bonus rises with turnover", False),
        ("total changes at most 100 per step of turnover", True),
        ("grade = A exactly when total >= 85", True),
        ("grade = B exactly when total > 80", False),
        ("total >= 0", True),
        ("total < 75", False),
        ("grade = A is reachable", True),
    ],
)
def test_each_form_of_promise(promise: str, holds: bool) -> None:
    policy = shop("ensure total stays in 0 .. 100", f"ensure {promise}")
    trial = trials(policy)[0]
    if holds:
        trial.attempt(8, "en")
    else:
        with pytest.raises(Broken):
            trial.attempt(40, "en")


def test_what_nobody_reaches_is_left_undecided() -> None:
    policy = shop("ensure total stays in 0 .. 100", "ensure total > 100 is reachable")
    with pytest.raises(Undecided, match="nobody was found for whom it is so, among 10 people"):
        trials(policy)[0].attempt(10, "en")


def test_evaluators_that_differ_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = shop()
    evaluators_agree(policy, person())
    dearer = shop("turnover * 2%", "turnover * 3%")
    evaluate = GivenPerson.evaluate
    monkeypatch.setattr(GivenPerson, "evaluate", lambda one, _: evaluate(one, dearer))
    with pytest.raises(Broken, match="the evaluators differ in `bonus`: reference 5000, generated 7500"):
        evaluators_agree(policy, person(), "en")


def test_results_have_values_or_reasons() -> None:
    value_or_reason(shop(), person())
    lacking = person()
    value_or_reason(
        shop(), evolve(lacking, values={k: v for k, v in lacking.values.items() if k != "review"})
    )


def test_an_order_that_matters_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = shop()
    two = GivenPopulation((("P1", person(), {}), ("P2", person(turnover=300_000), {})))
    order_changes_nothing(policy, two, [1, 0])
    table = GivenPopulation((("P1", person(turnover=200_000), {}), two.people[1])).run(policy)
    run = GivenPopulation.run

    def other_when_reversed(given: GivenPopulation, policy: Policy, order: object = None) -> Table:
        return run(given, policy) if order is None else table

    monkeypatch.setattr(GivenPopulation, "run", other_when_reversed)
    with pytest.raises(Broken, match="the results of P1 depend on the order of people") as broken:
        order_changes_nothing(policy, two, [1, 0], "en")
    assert str(broken.value).endswith("the other order: P2, P1")
