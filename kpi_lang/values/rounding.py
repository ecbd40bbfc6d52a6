"""Rounding to a step, exactly.

Half up is away from zero (−2.5 → −3), as 四舍五入 and most payroll rules mean it, and half down is
toward zero. The modes are those of the General Decimal Arithmetic Specification, part "Arithmetic
context", under the same names, but act on exact rationals and on any step, not on digits alone.
"""

from enum import Enum
from fractions import Fraction
from typing import assert_never


class Mode(Enum):
    """Which neighbour on the step a number between two of them goes to."""

    HALF_UP = "half_up"
    """The nearer; halfway, the one farther from zero."""
    HALF_EVEN = "half_even"
    """The nearer; halfway, the even multiple of the step."""
    HALF_DOWN = "half_down"
    """The nearer; halfway, the one closer to zero."""
    UP = "up"
    """Away from zero."""
    DOWN = "down"
    """Toward zero."""
    FLOOR = "floor"
    """The lower."""
    CEILING = "ceiling"
    """The higher."""


def round_ratio(num: int, den: int, mode: Mode) -> int:
    """The integer that `num / den` rounds to; `den` must be positive, else `ValueError`."""
    if den <= 0:
        raise ValueError("the denominator of a ratio to be rounded must be positive")
    low, rest = divmod(num, den)
    if rest == 0:
        return low
    negative = low < 0
    match mode:
        case Mode.FLOOR:
            return low
        case Mode.CEILING:
            return low + 1
        case Mode.DOWN:
            return low + negative
        case Mode.UP:
            return low + (not negative)
        case Mode.HALF_UP:
            at_half = not negative
        case Mode.HALF_DOWN:
            at_half = negative
        case Mode.HALF_EVEN:
            at_half = low % 2 == 1
        case _:
            assert_never(mode)
    return low + (2 * rest > den or (2 * rest == den and at_half))


def round_to(value: Fraction, step: Fraction, mode: Mode) -> Fraction:
    """The multiple of `step` that `value` rounds to; `step` must be positive, else `ValueError`."""
    if step <= 0:
        raise ValueError("a step to round to must be positive")
    quotient = value / step
    return round_ratio(quotient.numerator, quotient.denominator, mode) * step
