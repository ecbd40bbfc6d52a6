"""Polynomials with whole coefficients over the locals of a function: how numbers stand between roundings."""

from collections.abc import Iterable, Mapping
from functools import reduce
from math import gcd, prod

from attrs import field, frozen

from kpi_lang.evaluate.generated.code import Code, Constants, product, summed

Monomial = tuple[str, ...]
"""The locals multiplied, sorted, a power by repetition; () is one."""


@frozen
class Polynomial:
    """A sum of monomials, each with a coefficient that is not zero; terms are in order of first use."""

    terms: tuple[tuple[Monomial, int], ...] = field(default=())

    @classmethod
    def of(cls, terms: Mapping[Monomial, int]) -> "Polynomial":
        """The polynomial with such coefficients."""
        return cls(tuple((monomial, factor) for monomial, factor in terms.items() if factor))

    @classmethod
    def constant(cls, value: int) -> "Polynomial":
        """A whole number."""
        return cls.of({(): value})

    @classmethod
    def local(cls, name: Code) -> "Polynomial":
        """The number that a local holds."""
        return cls((((name.text,), 1),))

    @property
    def value(self) -> int | None:
        """The number if it is constant, else None."""
        match self.terms:
            case ():
                return 0
            case (((), factor),):
                return factor
            case _:
                return None

    @property
    def names(self) -> frozenset[str]:
        """The locals it reads."""
        return frozenset(name for monomial, _ in self.terms for name in monomial)

    @property
    def size(self) -> int:
        """How many terms it has."""
        return len(self.terms)

    @property
    def degree(self) -> int:
        """The most locals that are multiplied."""
        return max((len(monomial) for monomial, _ in self.terms), default=0)

    @property
    def content(self) -> int:
        """The greatest common factor of the coefficients; zero for zero."""
        return reduce(gcd, (factor for _, factor in self.terms), 0)

    @property
    def single(self) -> str | None:
        """The local, if it is nothing but one local."""
        match self.terms:
            case (((name,), 1),):
                return name
            case _:
                return None

    def __add__(self, other: "Polynomial") -> "Polynomial":
        return combined(((1, self), (1, other)))

    def __sub__(self, other: "Polynomial") -> "Polynomial":
        return combined(((1, self), (-1, other)))

    def __mul__(self, other: "Polynomial") -> "Polynomial":
        terms: dict[Monomial, int] = {}
        for one, factor in self.terms:
            for two, further in other.terms:
                monomial = tuple(sorted(one + two))
                terms[monomial] = terms.get(monomial, 0) + factor * further
        return Polynomial.of(terms)

    def times(self, factor: int) -> "Polynomial":
        """The polynomial multiplied by a whole number."""
        return Polynomial.of({monomial: own * factor for monomial, own in self.terms})

    def divided(self, divisor: int) -> "Polynomial":
        """The polynomial divided by a number that divides every coefficient."""
        return Polynomial.of({monomial: own // divisor for monomial, own in self.terms})

    def bound(self, bounds: Mapping[str, int | None]) -> int | None:
        """A number that its magnitude never exceeds, given such numbers for the locals; None if there is none."""
        total = 0
        for monomial, factor in self.terms:
            size = abs(factor)
            for name in monomial:
                limit = bounds.get(name)
                if limit is None:
                    return None
                size *= limit
            total += size
        return total

    def evaluated(self, locals_: Mapping[str, int]) -> int:
        """Its value for given values of the locals."""
        total = 0
        for monomial, factor in self.terms:
            total += factor * prod(locals_[name] for name in monomial)
        return total

    def code(self, constants: Constants) -> Code:
        """The expression that computes it."""
        plus = [_term(monomial, factor, constants) for monomial, factor in self.terms if factor > 0]
        minus = [_term(monomial, -factor, constants) for monomial, factor in self.terms if factor < 0]
        return summed(plus, minus)


ONE = Polynomial.constant(1)
ZERO = Polynomial.constant(0)


def combined(parts: Iterable[tuple[int, Polynomial]]) -> Polynomial:
    """The sum of polynomials, each multiplied by a whole number."""
    terms: dict[Monomial, int] = {}
    for factor, part in parts:
        for monomial, own in part.terms:
            terms[monomial] = terms.get(monomial, 0) + factor * own
    return Polynomial.of(terms)


def as_combination(target: Polynomial, one: Polynomial, other: Polynomial) -> tuple[int, int] | None:
    """Whole numbers (a, b) with ``target == a·one + b·other``; None if there are none.

    ``one`` and ``other`` must each have a term that the other lacks.
    """
    factors = dict(target.terms)
    found = []
    for part, rest in ((one, other), (other, one)):
        lacking = dict(rest.terms)
        own = next(((m, f) for m, f in part.terms if m not in lacking), None)
        if own is None:
            return None
        quotient, remainder = divmod(factors.get(own[0], 0), own[1])
        if remainder:
            return None
        found.append(quotient)
    a, b = found
    return (a, b) if dict(combined(((a, one), (b, other))).terms) == factors else None


def _term(monomial: Monomial, factor: int, constants: Constants) -> Code:
    factors = [Code(name) for name in monomial]
    if factor != 1 or not factors:
        factors.insert(0, constants.integer(factor))
    return product(factors)
