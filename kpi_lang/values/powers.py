"""Powers with a rational exponent, correctly rounded.

A power is either rational, and then computed exactly, or irrational, and then never on the step nor
halfway between two steps: so raising the precision of an enclosure decides every rounding in the end.
"""

from decimal import MAX_EMAX, MIN_EMIN, ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from math import isqrt

from kpi_lang.values.rounding import Mode, round_ratio, round_to

LARGEST_DIGITS = 400
"""Decimal digits before or after the point up to which a power is computed."""

_LARGEST_BITS = 40_000
_FIRST_PRECISION = 30
_HALF = Fraction(1, 2)
_PLAIN_BITS = 1_200
"""Square roots of numbers up to this size are found by whole numbers, far below `LARGEST_DIGITS`."""
_LN_10 = Decimal("2.302585")


class PowerUndefined(ValueError):
    """Zero to a negative power, or a negative number to a fractional one."""


class PowerTooLarge(ValueError):
    """A power beyond `LARGEST_DIGITS`, or whose exact value has too many digits to be worked with."""


def power_is_rational(base: Fraction, exponent: Fraction) -> bool:
    """Whether the power is a rational number; raises `PowerUndefined` where there is none."""
    _require_defined(base, exponent)
    return _rational_root(base, exponent.denominator) is not None


def exact_power(base: Fraction, exponent: Fraction) -> Fraction | None:
    """The power if it is rational, else None. Zero to the power of zero is one, as for an empty product.

    Raises `PowerUndefined` and `PowerTooLarge`.
    """
    _require_defined(base, exponent)
    root = _rational_root(base, exponent.denominator)
    if root is None:
        return None
    bits = max(root.numerator.bit_length(), root.denominator.bit_length())
    if root not in (0, 1, -1) and bits * abs(exponent.numerator) > _LARGEST_BITS:
        raise PowerTooLarge("the exact power has too many digits")
    # Of one to a huge exponent only the parity matters.
    return Fraction(root ** _small(root, exponent.numerator))


def round_power(base: Fraction, exponent: Fraction, step: Fraction, mode: Mode) -> Fraction:
    """`base ** exponent` rounded once, correctly, to a multiple of `step`.

    Raises `PowerUndefined` and `PowerTooLarge`; `ValueError` for a step that is not positive.
    """
    if step <= 0:
        raise ValueError("a step to round to must be positive")
    if exponent == _HALF and base >= 0 and max(_bits(base), _bits(step)) < _PLAIN_BITS:
        return _square_root(base / (step * step), mode) * step
    exact = exact_power(base, exponent)
    if exact is not None:
        return round_to(exact, step, mode)
    precision = _FIRST_PRECISION + _magnitude(base, exponent)
    while True:
        low, high = (end / step for end in _enclosure(base, exponent, precision))
        lower = round_ratio(low.numerator, low.denominator, mode)
        if lower == round_ratio(high.numerator, high.denominator, mode):
            return lower * step
        precision *= 2


def _bits(number: Fraction) -> int:
    return max(number.numerator.bit_length(), number.denominator.bit_length())


def _square_root(number: Fraction, mode: Mode) -> int:
    """The whole number that a square root rounds to, found with whole numbers alone."""
    above, below = number.numerator, number.denominator
    low = isqrt(above // below)
    if low * low * below == above:
        return low
    # Which half the root lies in, or that it lies midway, says all that rounding asks for.
    midway = (2 * low + 1) ** 2 * below - 4 * above
    return round_ratio(4 * low + (1 if midway > 0 else 3 if midway < 0 else 2), 4, mode)


def _require_defined(base: Fraction, exponent: Fraction) -> None:
    if base == 0 and exponent < 0:
        raise PowerUndefined("zero has no negative power")
    if base < 0 and exponent.denominator != 1:
        raise PowerUndefined("a negative number has no fractional power")


def _small(root: Fraction, exponent: int) -> int:
    return exponent if abs(root) not in (0, 1) else (exponent != 0) * (2 - exponent % 2)


def _rational_root(base: Fraction, degree: int) -> Fraction | None:
    """The root of a number that is a perfect power, in lowest terms above and below; else None."""
    if degree == 1:
        return base
    above, below = _integer_root(base.numerator, degree), _integer_root(base.denominator, degree)
    if above is None or below is None:
        return None
    return Fraction(above, below)


def _integer_root(number: int, degree: int) -> int | None:
    """The integer whose `degree`-th power is `number >= 0`, None if there is none."""
    if number < 2:
        return number
    if degree >= number.bit_length():
        return None
    # Newton's iteration from above decreases until it reaches the integer part of the root.
    root = 1 << -(-number.bit_length() // degree)
    while True:
        nearer = ((degree - 1) * root + number // root ** (degree - 1)) // degree
        if nearer >= root:
            return root if root**degree == number else None
        root = nearer


def _magnitude(base: Fraction, exponent: Fraction) -> int:
    """Roughly the digits of the power; raises `PowerTooLarge` beyond the limit."""
    low, high = _logarithm(base, exponent, _FIRST_PRECISION)
    digits = max(abs(low), abs(high)) / _LN_10
    if digits > LARGEST_DIGITS:
        raise PowerTooLarge(f"the power has more than {LARGEST_DIGITS} digits")
    return int(digits)


def _enclosure(base: Fraction, exponent: Fraction, precision: int) -> tuple[Fraction, Fraction]:
    """Two numbers with an irrational power strictly between them."""
    low, high = _logarithm(base, exponent, precision)
    down, up = _contexts(precision)
    # Decimal's exp and ln are correctly rounded, so one unit in the last place encloses the truth.
    return Fraction(low.exp(down).next_minus(down)), Fraction(high.exp(up).next_plus(up))


def _logarithm(base: Fraction, exponent: Fraction, precision: int) -> tuple[Decimal, Decimal]:
    """Two numbers with the natural logarithm of a power of a positive base between them."""
    down, up = _contexts(precision)
    above, below = Decimal(base.numerator).ln(down), Decimal(base.denominator).ln(down)
    low = down.subtract(above.next_minus(down), below.next_plus(up))
    high = up.subtract(above.next_plus(up), below.next_minus(down))
    if exponent < 0:
        low, high = high.copy_negate(), low.copy_negate()
    above, below = Decimal(abs(exponent.numerator)), Decimal(exponent.denominator)
    return down.divide(down.multiply(low, above), below), up.divide(up.multiply(high, above), below)


def _contexts(precision: int) -> tuple[Context, Context]:
    down = Context(prec=precision, rounding=ROUND_FLOOR, Emin=MIN_EMIN, Emax=MAX_EMAX)
    up = Context(prec=precision, rounding=ROUND_CEILING, Emin=MIN_EMIN, Emax=MAX_EMAX)
    return down, up
