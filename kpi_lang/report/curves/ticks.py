"""Round numbers for an axis."""

from fractions import Fraction

_ROUND = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5), Fraction(10))
_MOST = 8
"""More numbers than this stand too close under a drawing."""


def tick_step(low: Fraction, high: Fraction) -> Fraction:
    """The smallest of 1, 2, 2.5 and 5 times a power of ten that parts the range into at most eight.

    Raises ValueError for no range.
    """
    power = Fraction(1)
    if high <= low:
        raise ValueError("an axis needs a length")
    while power * _MOST >= high - low:
        power /= 10
    while power * 10 * _MOST < high - low:
        power *= 10
    return next(power * factor for factor in _ROUND if power * factor * _MOST >= high - low)


def ticks(low: Fraction, high: Fraction) -> list[Fraction]:
    """The multiples of the step from ``low`` to ``high``."""
    step = tick_step(low, high)
    first = -(-low // step)
    return [step * number for number in range(first, high // step + 1)]
