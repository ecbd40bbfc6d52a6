"""Sharing out: parts add up to the amount, bounds hold, shares are in proportion, and no order of people matters."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.evaluate.population.sharing import Bound, Shared, Taker, Unshared, share_out

PARTS = st.fractions(0, 50, max_denominator=12)
BOUNDS = st.integers(0, 40)


@st.composite
def takers(draw: st.DrawFn) -> list[Taker]:
    """Up to eight people, many with equal parts, floors and caps."""
    found = []
    for number in range(draw(st.integers(0, 8))):
        least = draw(st.just(0) | BOUNDS)
        most = draw(st.none() | BOUNDS.map(lambda more, least=least: least + more))  # type: ignore[misc]
        part = draw(st.sampled_from([Fraction(0), Fraction(1), Fraction(7, 3)]) | PARTS)
        found.append(Taker(f"p{number}", part, least, most, (draw(st.integers(0, 2)),)))
    return found


@given(st.integers(0, 300), takers())
def test_shares_add_up_within_bounds(amount: int, people: list[Taker]) -> None:
    shared = share_out(amount, people)
    if isinstance(shared, Unshared):
        assert shared is Unshared.FLOORS_EXCEED
        assert sum(taker.least for taker in people) > amount
        return
    assert sum(got.steps for got in shared.people.values()) + shared.rest == amount
    for taker in people:
        got = shared.people[taker.key]
        assert taker.least <= got.steps
        assert taker.most is None or got.steps <= taker.most
        assert abs(got.steps - got.exact) < 1


@given(st.integers(0, 300), takers())
def test_only_caps_leave_a_rest(amount: int, people: list[Taker]) -> None:
    shared = share_out(amount, people)
    if isinstance(shared, Shared) and shared.rest:
        assert all(shared.people[taker.key].steps == taker.most for taker in people if taker.part)
        assert all(shared.people[taker.key].steps == taker.least for taker in people if not taker.part)


@given(st.integers(0, 300), takers())
def test_between_the_bounds_shares_are_in_proportion(amount: int, people: list[Taker]) -> None:
    shared = share_out(amount, people)
    if isinstance(shared, Unshared):
        return
    got = [(shared.people[taker.key], taker.part) for taker in people if taker.part]
    free = {one.exact / part for one, part in got if one.bound is Bound.NONE}
    assert len(free) <= 1
    for rate in free:
        assert all(one.exact >= rate * part for one, part in got if one.bound is Bound.FLOOR)
        assert all(one.exact <= rate * part for one, part in got if one.bound is Bound.CAP)


@given(st.integers(0, 300), takers(), st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(amount: int, people: list[Taker], random: object) -> None:
    mixed = list(people)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert share_out(amount, mixed) == share_out(amount, people)


def test_the_last_steps_go_by_remainder_then_order_then_key() -> None:
    people = [Taker(key, Fraction(1), 0, None, (place,)) for key, place in (("c", 1), ("a", 2), ("b", 2))]
    shared = share_out(11, people)
    assert isinstance(shared, Shared)
    assert {key: got.steps for key, got in shared.people.items()} == {"c": 4, "a": 4, "b": 3}
    assert [key for key, got in shared.people.items() if got.extra] == ["c", "a"]
    assert shared.people["a"].exact == Fraction(11, 3)


def test_the_largest_remainder_goes_before_the_order() -> None:
    people = [Taker("a", Fraction(1), 0, None, (0,)), Taker("b", Fraction(2), 0, None, (1,))]
    shared = share_out(5, people)
    assert isinstance(shared, Shared)
    assert {key: got.steps for key, got in shared.people.items()} == {"a": 2, "b": 3}


def test_what_a_cap_frees_is_shared_again() -> None:
    rich, poor, other = (
        Taker(key, Fraction(part), 0, None, ()) for key, part in (("r", 8), ("p", 1), ("o", 1))
    )
    shared = share_out(100, [evolve(rich, most=50), poor, other])
    assert isinstance(shared, Shared)
    assert {key: got.steps for key, got in shared.people.items()} == {"r": 50, "p": 25, "o": 25}


@pytest.mark.parametrize(
    ("amount", "taker", "why"),
    [
        (-1, Taker("a", Fraction(1), 0, None, ()), Unshared.NEGATIVE),
        (9, Taker("a", Fraction(-1), 0, None, ()), Unshared.NEGATIVE),
        (9, Taker("a", Fraction(1), -1, None, ()), Unshared.NEGATIVE),
        (9, Taker("a", Fraction(1), 3, 2, ()), Unshared.BOUNDS_CROSS),
        (9, Taker("a", Fraction(1), 10, None, ()), Unshared.FLOORS_EXCEED),
    ],
)
def test_what_cannot_be_shared_says_why(amount: int, taker: Taker, why: Unshared) -> None:
    assert share_out(amount, [taker]) is why


def test_nobody_leaves_everything() -> None:
    assert share_out(7, []) == Shared({}, 7)
