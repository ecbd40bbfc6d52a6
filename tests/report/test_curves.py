"""Shapes of scores, exact between their break points, and what a drawing shows of them."""

from fractions import Fraction

import pytest

from kpi_lang.report.curves import Labels, Shape, drawing, scored, shape_of, tick_step
from kpi_lang.report.curves.ticks import ticks
from tests.lowering.small import plan_of

F = Fraction
CURVES = """
input x : ratio in 0% .. 200% step 1%
input n : count in 0 .. 10
value bent : points = line of x { 60%: 0, 100%: 75, 125%: 100 }
value stairs : points = 100 - round(x / 1% / 50 to whole numbers down)
value lost : points = max(0, 100 - 20 * n)
value both : points = 10 * n + x * 75
indicator rate { measure x / 2; undefined reweight; score line { 0%: 0, 50%: 75 } }
"""


def shape(rule: str, low: int, high: int, step: Fraction, *, whole: bool = False) -> Shape:
    score, _ = scored(plan_of(CURVES), rule)
    return shape_of(score, F(low), F(high), step, whole=whole)


def test_a_line_is_its_exact_break_points() -> None:
    found = shape("bent", 0, 2, F("0.05"))
    assert found.breaks == ((F("0.6"), F(0)), (F(1), F(75)), (F("1.25"), F(100)))
    assert not found.has_jumps


def test_stairs_jump_and_are_level_between() -> None:
    found = shape("stairs", 0, 2, F("0.05"))
    assert found.has_jumps
    assert [(piece.start, piece.first, piece.slope) for piece in found.pieces] == [
        (F(0), F(100), F(0)),
        (F("0.5"), F(99), F(0)),
        (F(1), F(98), F(0)),
        (F("1.5"), F(97), F(0)),
    ]


def test_a_count_has_values_at_whole_numbers_only() -> None:
    found = shape("lost", 0, 8, F(1), whole=True)
    assert found.breaks == ((F(5), F(0)),)
    labels = Labels("Lost", "扣分", "Cases", "次数", str)
    assert drawing(found, labels).count("<circle") == 9 + 1


def test_an_indicator_is_about_its_measure() -> None:
    score, figure = scored(plan_of(CURVES), "rate")
    assert figure.name == "rate.measure"
    assert [score(F(0)), score(F("0.25")), score(F(1))] == [0, F("37.5"), 75]


def test_what_cannot_be_drawn_is_refused() -> None:
    plan = plan_of(CURVES)
    with pytest.raises(ValueError, match="n, x"):
        scored(plan, "both")
    with pytest.raises(LookupError, match="nothing"):
        scored(plan, "nothing")
    with pytest.raises(ValueError, match="bends"):
        shape("bent", 0, 2, F("0.5"))


def test_a_part_of_a_shape_begins_and_ends_on_it() -> None:
    part = shape("bent", 0, 2, F("0.05")).within(F("0.8"), F("1.1"))
    assert [(piece.start, piece.first, piece.end, piece.last) for piece in part.pieces] == [
        (F("0.8"), F("37.5"), F(1), F(75)),
        (F(1), F(75), F("1.1"), F(85)),
    ]


def test_a_drawing_names_what_it_shows_in_both_languages() -> None:
    found = drawing(
        shape("bent", 0, 2, F("0.05")), Labels("A < B", "甲乙", "Rate", "比率", lambda v: f"{v * 100}%")
    )
    assert "A &lt; B" in found
    assert ">甲乙</text>" in found
    assert ">Rate 比率</text>" in found
    assert ">100%: 75</text>" in found


@pytest.mark.parametrize(
    ("low", "high", "step"),
    [(F(0), F(2), F("0.25")), (F(0), F(100), F(20)), (F(0), F("0.04"), F("0.005")), (F(40), F(100), F(10))],
)
def test_ticks_are_round_and_few(low: Fraction, high: Fraction, step: Fraction) -> None:
    assert tick_step(low, high) == step
    assert ticks(low, high)[0] == low
    assert ticks(low, high)[-1] == high
    with pytest.raises(ValueError, match="length"):
        tick_step(low, low)
