"""Fractions of integer polynomials over whole-number columns: what an expression is between two roundings.

A column is known by its register (see ``program``). Denominators are one positive term, so that comparisons may
multiply by them.
"""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from math import gcd, lcm

from attrs import frozen

Monomial = tuple[int, ...]
"""Registers multiplied with one another, in ascending order; () is 1."""

Poly = Mapping[Monomial, int]
"""Coefficients by monomial, none of them 0; {} is 0."""


@frozen
class Ratio:
    """``num`` / (``scale`` · ``below``), where scale and below are positive and have nothing in common with num."""

    num: Poly
    scale: int = 1
    below: Monomial = ()

    @classmethod
    def of(cls, value: Fraction) -> "Ratio":
        """A number that is the same for everybody."""
        return cls({(): value.numerator} if value else {}, value.denominator)

    @property
    def constant(self) -> Fraction | None:
        """The number, if it is the same for everybody."""
        return None if self.below or set(self.num) - {()} else Fraction(self.num.get((), 0), self.scale)


def plus(one: Poly, other: Poly, factor: int = 1) -> Poly:
    """``one`` + ``factor`` · ``other``."""
    total = dict(one)
    for monomial, coefficient in other.items():
        total[monomial] = total.get(monomial, 0) + factor * coefficient
    return {monomial: coefficient for monomial, coefficient in total.items() if coefficient}


def times(one: Poly, other: Poly) -> Poly:
    """The product of two polynomials."""
    total: Poly = {}
    for monomial, coefficient in other.items():
        moved = {tuple(sorted(m + monomial)): c for m, c in one.items()}
        total = plus(total, moved, coefficient)
    return total


def union(one: Monomial, other: Monomial) -> Monomial:
    """The smallest monomial that both divide."""
    return tuple(sorted((Counter(one) | Counter(other)).elements()))


def without(whole: Monomial, part: Monomial) -> Monomial:
    """A monomial divided by one that divides it."""
    return tuple(sorted((Counter(whole) - Counter(part)).elements()))


def reduced(num: Poly, scale: int, below: Monomial) -> Ratio:
    """The fraction in lowest terms, as far as single columns and whole numbers go."""
    if not num:
        return Ratio({})
    common = Counter(below)
    for monomial in num:
        common &= Counter(monomial)
    shared = tuple(sorted(common.elements()))
    divisor = gcd(scale, *num.values())
    return Ratio(
        {without(m, shared): c // divisor for m, c in num.items()}, scale // divisor, without(below, shared)
    )


def common(ratios: "tuple[Ratio, ...]") -> tuple[tuple[Poly, ...], int, Monomial]:
    """Fractions over one denominator: the numerators, then the denominator's number and columns."""
    scale = 1
    below: Monomial = ()
    for ratio in ratios:
        scale, below = lcm(scale, ratio.scale), union(below, ratio.below)
    nums = tuple(times(ratio.num, {without(below, ratio.below): scale // ratio.scale}) for ratio in ratios)
    return nums, scale, below


def add(one: Ratio, other: Ratio, factor: int = 1) -> Ratio:
    """``one`` + ``factor`` · ``other``."""
    (left, right), scale, below = common((one, other))
    return reduced(plus(left, right, factor), scale, below)


def multiply(one: Ratio, other: Ratio) -> Ratio:
    """The product."""
    below = tuple(sorted(one.below + other.below))
    return reduced(times(one.num, other.num), one.scale * other.scale, below)


def inverse(ratio: Ratio) -> Ratio:
    """One divided by a fraction whose numerator is a single term of nonnegative columns."""
    ((monomial, coefficient),) = ratio.num.items()
    sign = 1 if coefficient > 0 else -1
    return reduced({ratio.below: sign * ratio.scale}, abs(coefficient), monomial)
