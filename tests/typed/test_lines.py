"""Lines: straight between points, flat or extended beyond the ends, rising or falling in the author's order."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lowering.small import evaluated, findings

RISING = (
    "input x : ratio in 0% .. 200% step 0.01%\nvalue y : points = line of x { 60%: 0, 100%: 75, 125%: 100 }"
)
FALLING = (
    "input x : ratio in 0% .. 200% step 0.01%\nvalue y : points = line of x { 150%: 0, 100%: 80, 80%: 100 }"
)


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ("0%", 0),
        ("59.99%", 0),
        ("60%", 0),
        ("80%", Fraction(75, 2)),
        ("100%", 75),
        ("100.01%", Fraction(7501, 100)),
        ("125%", 100),
        ("200%", 100),
    ],
)
def test_a_line_is_flat_beyond_its_ends(x: str, y: Fraction) -> None:
    assert evaluated(RISING, x=x)["y"] == y


@pytest.mark.parametrize(("x", "y"), [("50%", 100), ("80%", 100), ("90%", 90), ("125%", 40), ("160%", 0)])
def test_points_may_be_written_from_the_highest_down(x: str, y: int) -> None:
    assert evaluated(FALLING, x=x)["y"] == y


@pytest.mark.parametrize(
    ("ends", "x", "y"),
    [
        ("extends below", "0%", Fraction(-225, 2)),
        ("extends below", "200%", 100),
        ("extends above", "200%", 175),
        ("extends above", "0%", 0),
        ("extends below, extends above", "150%", 125),
    ],
)
def test_an_extended_line_goes_on_as_its_last_piece(ends: str, x: str, y: Fraction) -> None:
    assert evaluated(RISING.replace("125%: 100", f"125%: 100, {ends}"), x=x)["y"] == y


def test_points_may_come_from_data() -> None:
    policy = """
        input made, floor, goal : number in 0 .. 1_000 step 1
        require floor < goal
        value y : points = line of made { floor: 60, goal: 100 }
    """
    assert evaluated(policy, made=25, floor=10, goal=40)["y"] == 80
    assert evaluated(policy, made=5, floor=10, goal=40)["y"] == 60


def test_a_flat_piece_is_its_score() -> None:
    policy = (
        "input x : ratio in 0% .. 200% step 1%\nvalue y : points = line of x { 50%: 60, 90%: 60, 100%: 100 }"
    )
    assert evaluated(policy, x="70%")["y"] == 60
    assert evaluated(policy, x="95%")["y"] == 80


@given(
    st.lists(
        st.tuples(st.integers(0, 100), st.integers(0, 120)), min_size=2, max_size=5, unique_by=lambda p: p[0]
    )
)
def test_a_line_passes_through_its_points_and_never_leaves_their_scores(
    points: list[tuple[int, int]],
) -> None:
    ordered = sorted(points)
    rows = ", ".join(f"{at}%: {score}" for at, score in ordered)
    policy = f"input x : ratio in 0% .. 100% step 0.5%\nvalue y : points = line of x {{ {rows} }}"
    for at, score in ordered:
        assert evaluated(policy, x=f"{at}%")["y"] == score
    low, high = min(score for _, score in ordered), max(score for _, score in ordered)
    for (one, first), (other, second) in pairwise(ordered):
        middle = evaluated(policy, x=f"{(one + other) / 2}%").number("y")
        assert middle == Fraction(first + second, 2)
        assert low <= middle <= high


def test_a_line_that_goes_back_is_refused() -> None:
    body = "input x : ratio in 0% .. 200%\nvalue y : points = line of x { 60%: 0, 100%: 75, 90%: 100 }"
    assert findings(body) == [("K507", "line of x { 60%: 0, 100%: 75, 90%: 100 }")]


def test_scores_of_a_line_have_the_kind_that_is_wanted() -> None:
    body = "input x : ratio in 0% .. 200%\nvalue y : points = line of x { 60%: 0%, 100%: 75 }"
    assert findings(body) == [("K303", "0%")]


def test_places_of_a_line_have_the_kind_of_what_it_looks_at() -> None:
    body = "input x : money in 0 .. 100\nvalue y : points = line of x { 60%: 0, 90: 75 }"
    assert findings(body) == [("K303", "60%")]
