"""Each direction rule against every small case: whatever the operands do, the result moves as the rule says.

An operand is any function of a driver with values 0, 1, 2 into a few numbers around zero; its direction and the interval
that it lies in are read off, as the rule is given them, and nothing else.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, product

import pytest

from kpi_lang.core.nodes import ArithmeticOperator
from kpi_lang.values.domains import Interval
from kpi_lang.values.rounding import Mode, round_to
from kpi_lang.verify.direction import Direction, joined
from kpi_lang.verify.directions import arithmetic_direction

NUMBERS = [Fraction(n) for n in (-2, -1, 0, 1, 2)]
COURSES = [course for course in product(NUMBERS, repeat=3) if len(set(course)) > 1 or course[0] in (-1, 0, 2)]


def seen(course: Sequence[Fraction | None]) -> Direction:
    """The direction that values show; where there is none, nothing is compared."""
    known = [value for value in course if value is not None]
    rises = any(a < b for place, a in enumerate(known) for b in known[place + 1 :])
    falls = any(a > b for place, a in enumerate(known) for b in known[place + 1 :])
    if rises and falls:
        return Direction.EITHER
    return Direction.UP if rises else Direction.DOWN if falls else Direction.STILL


def agrees(claimed: Direction, found: Direction) -> bool:
    return claimed is Direction.EITHER or found in (claimed, Direction.STILL)


def hull(course: Sequence[Fraction]) -> Interval:
    return Interval(min(course), max(course))


def claimed(operator: ArithmeticOperator, one: Sequence[Fraction], other: Sequence[Fraction]) -> Direction:
    """What the rule says, knowing directions and intervals only."""
    return arithmetic_direction(operator, seen(one), seen(other), hull(one), hull(other))


def pairs() -> Iterator[tuple[Sequence[Fraction], Sequence[Fraction]]]:
    yield from product(COURSES, COURSES)


OPERATIONS: dict[ArithmeticOperator, Callable[[Fraction, Fraction], Fraction | None]] = {
    ArithmeticOperator.ADD: lambda a, b: a + b,
    ArithmeticOperator.SUBTRACT: lambda a, b: a - b,
    ArithmeticOperator.MULTIPLY: lambda a, b: a * b,
    ArithmeticOperator.DIVIDE: lambda a, b: a / b if b else None,
}


@pytest.mark.parametrize("operator", OPERATIONS)
def test_arithmetic(operator: ArithmeticOperator) -> None:
    definite = 0
    for one, other in pairs():
        rule = claimed(operator, one, other)
        values = [OPERATIONS[operator](a, b) for a, b in zip(one, other, strict=True)]
        assert agrees(rule, seen(values)), (one, other, rule, values)
        definite += rule is not Direction.EITHER
    assert definite > 500


def test_the_famous_false_axiom_is_not_among_them() -> None:
    """A numerator that rises over a divisor that falls: below zero the ratio falls."""
    one, other = [Fraction(-2), Fraction(-1), Fraction(-1)], [Fraction(2), Fraction(1), Fraction(1, 4)]
    assert seen([a / b for a, b in zip(one, other, strict=True)]) is not Direction.UP
    assert claimed(ArithmeticOperator.DIVIDE, one, other) is Direction.EITHER


def test_the_smallest_and_the_largest_move_with_both() -> None:
    for one, other in pairs():
        rule = joined(seen(one), seen(other))
        for extreme in (min, max):
            assert agrees(rule, seen([extreme(a, b) for a, b in zip(one, other, strict=True)]))


@pytest.mark.parametrize("mode", Mode)
def test_every_rounding_keeps_order(mode: Mode) -> None:
    numbers = [Fraction(n, 12) for n in range(-40, 41)]
    for step in (Fraction(1), Fraction(1, 2), Fraction(3)):
        rounded = [round_to(number, step, mode) for number in numbers]
        assert all(a <= b for a, b in pairwise(rounded))


def test_a_test_that_rises_with_one_side_falls_with_the_other() -> None:
    for one, other in pairs():
        rule = joined(seen(one), seen(other).opposite)
        held = [Fraction(int(a >= b)) for a, b in zip(one, other, strict=True)]
        assert agrees(rule, seen(held))
        held = [Fraction(int(a > b)) for a, b in zip(one, other, strict=True)]
        assert agrees(rule, seen(held))


def test_being_at_the_top_or_the_bottom_moves_one_way() -> None:
    for course in COURSES:
        direction = seen(course)
        top, bottom = max(course), min(course)
        assert agrees(direction, seen([Fraction(int(a == top)) for a in course]))
        assert agrees(direction.opposite, seen([Fraction(int(a == bottom)) for a in course]))


def test_and_and_or_move_with_all_they_are_of() -> None:
    answers = list(product([Fraction(0), Fraction(1)], repeat=3))
    for one, other in product(answers, answers):
        rule = joined(seen(one), seen(other))
        assert agrees(rule, seen([min(a, b) for a, b in zip(one, other, strict=True)]))
        assert agrees(rule, seen([max(a, b) for a, b in zip(one, other, strict=True)]))
