"""Polynomials over atoms, in one normal form, so that `p - t` and `-(t - p)` are seen to be about the same thing.

An *atom* is the number of an expression that arithmetic does not look into (see ``checking.terms``). A
*monomial* is a product of atoms with whole exponents, negative for divisors; a *form* is a sum of
monomials without a constant, its first coefficient 1. Facts are bounds on forms.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import gcd
from typing import TypeAlias

from attrs import field, frozen

Atom: TypeAlias = int
Monomial: TypeAlias = tuple[tuple[Atom, int], ...]

MOST_TERMS = 24
"""Longer sums are taken as one atom: nothing is gained by looking into the sum of a whole scorecard."""

MOST_FACTORS = 4
"""Products of more factors are taken as one atom."""

_CONSTANT: Monomial = ()
_ZERO, _ONE = Fraction(0), Fraction(1)


class TooLarge(Exception):
    """A polynomial would have more than `MOST_TERMS` terms or `MOST_FACTORS` factors in one of them."""


@frozen
class Polynomial:
    """A sum of monomials with coefficients, none of them zero; the empty monomial has the constant."""

    terms: Mapping[Monomial, Fraction]

    @classmethod
    def of_constant(cls, value: Fraction) -> "Polynomial":
        """A constant."""
        return cls({_CONSTANT: value} if value else {})

    @classmethod
    def of_atom(cls, atom: Atom) -> "Polynomial":
        """One atom."""
        return cls({((atom, 1),): _ONE})

    @property
    def constant(self) -> Fraction | None:
        """The number that it is, None if it has an atom."""
        if not self.terms:
            return _ZERO
        return self.terms.get(_CONSTANT) if len(self.terms) == 1 else None

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


def _product(one: Monomial, other: Monomial) -> Monomial:
    powers = dict(one)
    for atom, power in other:
        powers[atom] = powers.get(atom, 0) + power
    product = tuple(sorted((atom, power) for atom, power in powers.items() if power))
    if sum(abs(power) for _, power in product) > MOST_FACTORS:
        raise TooLarge
    return product


@frozen(eq=False, repr=False)
class Form:
    """A sum of monomials without a constant; equal forms are the same object.

    ``parts`` are the monomials, each a form, with coefficients; ``factors`` of a single monomial its atoms, each
    a form, with exponents. Those of an atom are itself.
    """

    parts: "tuple[tuple[Form, Fraction], ...]" = ()
    factors: "tuple[tuple[Form, int], ...]" = ()
    atom: Atom | None = None
    atoms: frozenset[Atom] = field(init=False)

    def __attrs_post_init__(self) -> None:
        inside = {atom for part, _ in (*self.parts, *self.factors) for atom in part.atoms}
        own = () if self.atom is None else (self.atom,)
        object.__setattr__(self, "atoms", frozenset((*inside, *own)))

    @property
    def is_sum(self) -> bool:
        """Whether it has several monomials."""
        return len(self.parts) > 1


@frozen
class Affine:
    """``factor * form + constant``; the form is None, and the factor zero, for a constant."""

    form: Form | None
    factor: Fraction
    constant: Fraction

    def scaled(self, factor: Fraction | int) -> "Affine":
        """The product with a number."""
        form = self.form if factor else None
        return Affine(form, self.factor * factor, self.constant * factor)


class Forms:
    """The forms of one plan, each made once."""

    def __init__(self) -> None:
        self._atoms: dict[Atom, Form] = {}
        self._monomials: dict[Monomial, Form] = {}
        self._sums: dict[tuple[tuple[Monomial, Fraction], ...], Form] = {}

    def of_atom(self, atom: Atom) -> Form:
        """The form that is one atom."""
        if atom not in self._atoms:
            self._atoms[atom] = Form(atom=atom)
        return self._atoms[atom]

    def affine(self, polynomial: Polynomial) -> Affine:
        """A polynomial split into its form, a factor and a constant."""
        constant = polynomial.terms.get(_CONSTANT, _ZERO)
        ordered = sorted((m, c) for m, c in polynomial.terms.items() if m)
        if not ordered:
            return Affine(None, _ZERO, constant)
        factor = ordered[0][1]
        return Affine(self._sum(tuple((m, c / factor) for m, c in ordered)), factor, constant)

    def _sum(self, terms: tuple[tuple[Monomial, Fraction], ...]) -> Form:
        if len(terms) == 1:
            return self._monomial(terms[0][0])
        if terms not in self._sums:
            self._sums[terms] = Form(parts=tuple((self._monomial(m), c) for m, c in terms))
        return self._sums[terms]

    def _monomial(self, monomial: Monomial) -> Form:
        if len(monomial) == 1 and monomial[0][1] == 1:
            return self.of_atom(monomial[0][0])
        if monomial not in self._monomials:
            factors = tuple((self.of_atom(atom), power) for atom, power in monomial)
            self._monomials[monomial] = Form(factors=factors)
        return self._monomials[monomial]


def monomials(form: Form) -> "tuple[tuple[Form, Fraction], ...]":
    """The monomials of a form with their coefficients."""
    return form.parts or ((form, _ONE),)


def common_step(steps: Iterable[Fraction]) -> Fraction:
    """The greatest number of which all steps are multiples; zero, of which all are multiples, is neutral."""
    result = _ZERO
    for step in steps:
        result = Fraction(
            gcd(result.numerator * step.denominator, step.numerator * result.denominator),
            result.denominator * step.denominator,
        )
    return result
