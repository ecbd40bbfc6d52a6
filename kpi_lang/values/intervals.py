"""Intervals of exact numbers with open, closed or infinite ends, and arithmetic that encloses.

Each operation returns the smallest interval that holds the results of all pairs of operands, taken
independently; `power` alone encloses ends that are irrational a little wider, as it says.
"""

from fractions import Fraction
from typing import NamedTuple

from attrs import frozen

from kpi_lang.values.powers import PowerUndefined, exact_power, round_power
from kpi_lang.values.rounding import Mode, round_to

_ZERO, _ONE = Fraction(0), Fraction(1)
_POWER_STEP = Fraction(1, 10**12)


class EmptyInterval(ValueError):
    """The ends that were given leave no number between them."""


class _Bound(NamedTuple):
    """An end on the line extended by infinities and by points just beside each number.

    The order of bounds is the order of these points: `infinity` is -1, 0 or 1, and `shift` is 1 just
    above the number, -1 just below it, 0 at it.
    """

    infinity: int
    number: Fraction
    shift: int

    @property
    def is_open(self) -> bool:
        return self.infinity != 0 or self.shift != 0

    def times(self, other: "_Bound") -> tuple["_Bound", "_Bound"]:
        """The product as a lower and as an upper end; an end that is zero itself outweighs infinity."""
        sign = self._sign * other._sign
        if sign and (self.infinity or other.infinity):
            infinite = _Bound(sign, _ZERO, 0)
            return infinite, infinite
        nought = self == _Bound(0, _ZERO, 0) or other == _Bound(0, _ZERO, 0)
        shift = 0 if nought else int(self.is_open or other.is_open)
        number = self.number * other.number
        return _Bound(0, number, shift), _Bound(0, number, -shift)

    @property
    def _sign(self) -> int:
        return self.infinity or (self.number > 0) - (self.number < 0)


@frozen
class Interval:
    """The numbers from `lo` to `hi`; None is an infinite end; an open end is not itself included.

    Raises `EmptyInterval` where no number is left: there is no empty interval, `intersect` says None.
    """

    lo: Fraction | None = None
    hi: Fraction | None = None
    lo_open: bool = False
    hi_open: bool = False

    def __attrs_post_init__(self) -> None:
        # Infinite ends are always open, so that equal intervals are equal objects.
        object.__setattr__(self, "lo_open", self.lo_open or self.lo is None)
        object.__setattr__(self, "hi_open", self.hi_open or self.hi is None)
        if self._low > self._high:
            raise EmptyInterval(f"no number lies in {self}")

    def __str__(self) -> str:
        """The mathematician's notation: `[0, 10)`, `(-∞, ∞)`."""
        lo = "-∞" if self.lo is None else str(self.lo)
        hi = "∞" if self.hi is None else str(self.hi)
        return f"{'(' if self.lo_open else '['}{lo}, {hi}{')' if self.hi_open else ']'}"

    @classmethod
    def point(cls, value: Fraction) -> "Interval":
        """The interval of one number."""
        return cls(value, value)

    @classmethod
    def at_least(cls, value: Fraction) -> "Interval":
        """All numbers from `value` up."""
        return cls(value, None)

    @classmethod
    def at_most(cls, value: Fraction) -> "Interval":
        """All numbers up to `value`."""
        return cls(None, value)

    @classmethod
    def above(cls, value: Fraction) -> "Interval":
        """All numbers greater than `value`."""
        return cls(value, None, lo_open=True)

    @classmethod
    def below(cls, value: Fraction) -> "Interval":
        """All numbers less than `value`."""
        return cls(None, value, hi_open=True)

    @property
    def is_point(self) -> bool:
        """Whether it holds one number only."""
        return self.lo is not None and self.lo == self.hi

    @property
    def is_bounded(self) -> bool:
        """Whether both ends are finite."""
        return self.lo is not None and self.hi is not None

    @property
    def contains_zero(self) -> bool:
        """Whether zero is in it."""
        return self.contains(_ZERO)

    @property
    def is_positive(self) -> bool:
        """Whether every number in it is greater than zero."""
        return self._low > _Bound(0, _ZERO, 0)

    @property
    def is_negative(self) -> bool:
        """Whether every number in it is less than zero."""
        return self._high < _Bound(0, _ZERO, 0)

    @property
    def is_nonnegative(self) -> bool:
        """Whether no number in it is less than zero."""
        return self._low >= _Bound(0, _ZERO, 0)

    @property
    def is_nonpositive(self) -> bool:
        """Whether no number in it is greater than zero."""
        return self._high <= _Bound(0, _ZERO, 0)

    def contains(self, value: Fraction) -> bool:
        """Whether a number is in it."""
        return self._low <= _Bound(0, value, 0) <= self._high

    def encloses(self, other: "Interval") -> bool:
        """Whether every number of the other is in it."""
        return self._low <= other._low and other._high <= self._high

    def intersect(self, other: "Interval") -> "Interval | None":
        """The numbers in both, None if there are none."""
        low, high = max(self._low, other._low), min(self._high, other._high)
        return _between(low, high) if low <= high else None

    def union(self, other: "Interval") -> "Interval":
        """The smallest interval that holds both."""
        return _between(min(self._low, other._low), max(self._high, other._high))

    def without(self, value: Fraction) -> "Interval | None":
        """The smallest interval of all but one number: a closed end there opens; None if none is left."""
        if self.is_point:
            return None if self.lo == value else self
        return Interval(self.lo, self.hi, self.lo_open or self.lo == value, self.hi_open or self.hi == value)

    def neg(self) -> "Interval":
        """The negated numbers."""
        return Interval(
            None if self.hi is None else -self.hi,
            None if self.lo is None else -self.lo,
            self.hi_open,
            self.lo_open,
        )

    def abs(self) -> "Interval":
        """The magnitudes."""
        if self.is_nonnegative:
            return self
        if self.is_nonpositive:
            return self.neg()
        return _between(_Bound(0, _ZERO, 0), max(self._high, self.neg()._high))

    def add(self, other: "Interval") -> "Interval":
        """The sums."""
        return Interval(
            None if self.lo is None or other.lo is None else self.lo + other.lo,
            None if self.hi is None or other.hi is None else self.hi + other.hi,
            self.lo_open or other.lo_open,
            self.hi_open or other.hi_open,
        )

    def sub(self, other: "Interval") -> "Interval":
        """The differences."""
        return self.add(other.neg())

    def mul(self, other: "Interval") -> "Interval":
        """The products."""
        ones, others = (self._low, self._high), (other._low, other._high)
        corners = [one.times(two) for one in ones for two in others]
        return _between(min(low for low, _ in corners), max(high for _, high in corners))

    def div(self, other: "Interval") -> "Interval":
        """The quotients by every divisor but zero; all numbers where zero is the only divisor."""
        quotients = [
            self.mul(_inverse(divisors))
            for side in (Interval.above(_ZERO), Interval.below(_ZERO))
            if (divisors := other.intersect(side)) is not None
        ]
        match quotients:
            case [one]:
                return one
            case [one, two]:
                return one.union(two)
            case _:
                return Interval()

    def min(self, other: "Interval") -> "Interval":
        """The lesser of any two."""
        return _between(min(self._low, other._low), min(self._high, other._high))

    def max(self, other: "Interval") -> "Interval":
        """The greater of any two."""
        return _between(max(self._low, other._low), max(self._high, other._high))

    def clamp(self, low: "Interval", high: "Interval") -> "Interval":
        """The numbers after being raised to a lower limit, then cut to an upper limit."""
        return self.max(low).min(high)

    def round(self, step: Fraction, mode: Mode) -> "Interval":
        """The rounded numbers; its ends are reached, since all numbers just inside an end round alike."""
        return Interval(
            None if self.lo is None else round_to(_inside(self.lo, step, self._low.shift), step, mode),
            None if self.hi is None else round_to(_inside(self.hi, step, self._high.shift), step, mode),
        )

    def power(self, exponent: Fraction) -> "Interval":
        """The powers of all numbers that have one; an irrational end is taken outward to a multiple of 10⁻¹².

        Raises `PowerUndefined` if no number has one, `PowerTooLarge` if an end is beyond computing.
        """
        if exponent == 0:
            return Interval.point(_ONE)
        if exponent < 0:
            if self.is_point and self.contains_zero:
                raise PowerUndefined("zero has no negative power")
            return Interval.point(_ONE).div(self.power(-exponent))
        if exponent.denominator != 1:
            base = self.intersect(Interval.at_least(_ZERO))
            if base is None:
                raise PowerUndefined("a negative number has no fractional power")
            return _rising_power(base, exponent)
        return _rising_power(self if exponent.numerator % 2 else self.abs(), exponent)

    @property
    def _low(self) -> _Bound:
        if self.lo is None:
            return _Bound(-1, _ZERO, 0)
        return _Bound(0, self.lo, int(self.lo_open))

    @property
    def _high(self) -> _Bound:
        if self.hi is None:
            return _Bound(1, _ZERO, 0)
        return _Bound(0, self.hi, -int(self.hi_open))


def _between(low: _Bound, high: _Bound) -> Interval:
    return Interval(
        None if low.infinity else low.number,
        None if high.infinity else high.number,
        low.is_open,
        high.is_open,
    )


def _inverse(divisors: Interval) -> Interval:
    """One over the numbers of an interval on one side of zero."""
    lo, hi = divisors.lo, divisors.hi
    if divisors.is_positive:
        return Interval(
            _ZERO if hi is None else 1 / hi, 1 / lo if lo else None, divisors.hi_open, divisors.lo_open
        )
    return _inverse(divisors.neg()).neg()


def _inside(end: Fraction, step: Fraction, shift: int) -> Fraction:
    """A number beside `end` that rounds as all nearer ones on its side do.

    In units of half a step the end has denominator d, so the next tie or multiple is 1/d away or more.
    """
    half = step / 2
    return end + shift * half / (2 * (end / half).denominator)


def _rising_power(base: Interval, exponent: Fraction) -> Interval:
    """The powers of an interval on which the power rises."""
    lo, lo_open = (None, True) if base.lo is None else _end_power(base.lo, exponent, Mode.FLOOR)
    hi, hi_open = (None, True) if base.hi is None else _end_power(base.hi, exponent, Mode.CEILING)
    return Interval(lo, hi, base.lo_open or lo_open, base.hi_open or hi_open)


def _end_power(end: Fraction, exponent: Fraction, outward: Mode) -> tuple[Fraction, bool]:
    exact = exact_power(end, exponent)
    if exact is not None:
        return exact, False
    return round_power(end, exponent, _POWER_STEP, outward), True
