"""Polynomials over atoms, in one normal form, so that `p - t` and `-(t - p)` are seen to be about the same thing.

An *atom* is the number of an expression that arithmetic does not look into (see ``checking.terms``). A
*monomial* is a product of atoms with whole exponents, negative for divisors; a *form* is a sum of
monomials without a constant, its first coefficient 1. Facts are bounds on forms.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import gcd
from typing import TypeAlias

from attrs import frozen

Atom: TypeAlias = int
Monomial: TypeAlias = tuple[tuple[Atom, int], ...]
Form: TypeAlias = tuple[tuple[Monomial, Fraction], ...]

MOST_TERMS = 24
"""Longer sums are taken as one atom: nothing is gained by looking into the sum of a whole scorecard."""

MOST_FACTORS = 4
"""Products of more factors are taken as one atom."""

_ONE: Monomial = ()
_ZERO = Fraction(0)


class TooLarge(Exception):
    """A polynomial would have more than `MOST_TERMS` terms or `MOST_FACTORS` factors in one of them."""


@frozen
class Affine:
    """``factor * form + constant``; the form is empty, and the factor zero, for a constant."""

    form: Form
    factor: Fraction
    constant: Fraction


@frozen
class Polynomial:
    """A sum of monomials with coefficients, none of them zero; the empty monomial has the constant."""

    terms: Mapping[Monomial, Fraction]

    @classmethod
    def of_constant(cls, value: Fraction) -> "Polynomial":
        """A constant."""
        return cls({_ONE: value} if value else {})

    @classmethod
    def of_atom(cls, atom: Atom) -> "Polynomial":
        """One atom."""
        return cls({((atom, 1),): Fraction(1)})

    @property
    def constant(self) -> Fraction | None:
        """The number that it is, None if it has an atom."""
        if not self.terms:
            return _ZERO
        return self.terms.get(_ONE) if len(self.terms) == 1 else None

    def plus(self, other: "Polynomial", times: Fraction | int = 1) -> "Polynomial":
        """The sum with ``times`` the other; raises `TooLarge`."""
        terms = dict(self.terms)
        for monomial, coefficient in other.terms.items():
            total = terms.pop(monomial, _ZERO) + coefficient * times
            if total:
                terms[monomial] = total
        if len(terms) > MOST_TERMS:
            raise TooLarge
        return Polynomial(terms)

    def scaled(self, factor: Fraction) -> "Polynomial":
        """The product with a number."""
        if not factor:
            return Polynomial({})
        return Polynomial({monomial: value * factor for monomial, value in self.terms.items()})

    def times(self, other: "Polynomial") -> "Polynomial":
        """The product, multiplied out; raises `TooLarge`."""
        if len(self.terms) * len(other.terms) > MOST_TERMS:
            raise TooLarge
        result = Polynomial({})
        for monomial, coefficient in self.terms.items():
            shifted = {_product(monomial, its): value * coefficient for its, value in other.terms.items()}
            result = result.plus(Polynomial(shifted))
        return result

    def reciprocal(self) -> "Polynomial | None":
        """One over it, if it is a single monomial; None otherwise."""
        if len(self.terms) != 1:
            return None
        ((monomial, coefficient),) = self.terms.items()
        return Polynomial({tuple((atom, -power) for atom, power in monomial): 1 / coefficient})

    def affine(self) -> Affine:
        """The same, split into its form, a factor and a constant."""
        ordered = sorted((m, c) for m, c in self.terms.items() if m)
        constant = self.terms.get(_ONE, _ZERO)
        if not ordered:
            return Affine((), _ZERO, constant)
        factor = ordered[0][1]
        return Affine(tuple((m, c / factor) for m, c in ordered), factor, constant)


def _product(one: Monomial, other: Monomial) -> Monomial:
    powers = dict(one)
    for atom, power in other:
        powers[atom] = powers.get(atom, 0) + power
    product = tuple(sorted((atom, power) for atom, power in powers.items() if power))
    if sum(abs(power) for _, power in product) > MOST_FACTORS:
        raise TooLarge
    return product


def atoms_of(form: Form) -> set[Atom]:
    """The atoms that a form speaks of."""
    return {atom for monomial, _ in form for atom, _ in monomial}


def common_step(steps: Iterable[Fraction]) -> Fraction:
    """The greatest number of which all steps are multiples; zero, of which all are multiples, is neutral."""
    result = _ZERO
    for step in steps:
        result = Fraction(
            gcd(result.numerator * step.denominator, step.numerator * result.denominator),
            result.denominator * step.denominator,
        )
    return result
