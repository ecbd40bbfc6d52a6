"""What an expression has become in generated code: how to compute it, and when it is absent.

The guards of an operand tell, in the order in which they are tried, when and why there is no value. The code of
the operand is only to be run when no guard holds; a guard's test only when no earlier one does.
"""

from fractions import Fraction
from math import gcd
from typing import TypeAlias

from attrs import evolve, field, frozen

from kpi_lang.core.nodes import Expr
from kpi_lang.evaluate.generated.code import FALSE, TRUE, Code
from kpi_lang.evaluate.generated.polynomials import ONE, ZERO, Polynomial
from kpi_lang.values.intervals import Interval

ANY = Interval()


@frozen
class Guard:
    """A condition under which there is no value; its test is quick, so that it may be tried more than once.

    ``why`` computes the number of the absence; ``whys`` are all that it can be. ``expr`` is the core condition
    that ``test`` computes, if it is one, so that facts known on the way may settle it.
    """

    test: Code
    why: Code
    whys: frozenset[int]
    expr: Expr | None = field(default=None, eq=False)


Guards: TypeAlias = tuple[Guard, ...]


@frozen
class Number:
    """``scale · num / den``, with ``den`` positive wherever no guard holds. Dates are numbers of days.

    ``interval`` encloses the value wherever it is there.
    """

    num: Polynomial
    den: Polynomial = ONE
    scale: Fraction = Fraction(1)
    interval: Interval = ANY
    guards: Guards = ()

    @classmethod
    def constant(cls, value: Fraction) -> "Number":
        """A number that is known."""
        if value == 0:
            return cls(ZERO, interval=Interval.point(value))
        sign = 1 if value > 0 else -1
        return cls(Polynomial.constant(sign), ONE, abs(value), Interval.point(value))

    @property
    def value(self) -> Fraction | None:
        """The number if it is the same for everybody, else None."""
        num, den = self.num.value, self.den.value
        return None if num is None or den is None else self.scale * num / den

    @property
    def names(self) -> frozenset[str]:
        """The locals it reads."""
        return self.num.names | self.den.names

    @property
    def is_whole(self) -> bool:
        """Whether it is a whole multiple of its scale."""
        return self.den == ONE

    def normal(self) -> "Number":
        """The same with common whole factors of both parts moved to the scale."""
        above, below = self.num.content, self.den.content
        if above == 0:
            return evolve(self, num=ZERO, den=ONE, scale=Fraction(1))
        if above == below == 1:
            return self
        return evolve(
            self,
            num=self.num.divided(above),
            den=self.den.divided(below),
            scale=self.scale * Fraction(above, below),
        )


@frozen
class Token:
    """A choice as the number of its member, or a text as it is. ``members``: those that it can be, None for all."""

    code: Code
    members: frozenset[str] | None = None
    guards: Guards = ()


@frozen
class Flag:
    """Yes or no; ``known`` if it is the same for everybody; ``simple`` if it is one quick test."""

    code: Code
    known: bool | None = None
    guards: Guards = ()
    simple: bool = False

    @classmethod
    def constant(cls, value: bool) -> "Flag":
        """A condition that is known."""
        return cls(TRUE if value else FALSE, value, simple=True)


@frozen
class Nothing:
    """Never a value: the last guard always holds."""

    guards: Guards


Operand: TypeAlias = Number | Token | Flag | Nothing


def common_scale(scales: list[Fraction]) -> Fraction:
    """The greatest scale of which all are whole multiples; one if there are none."""
    if not scales:
        return Fraction(1)
    above, below = 0, 1
    for scale in scales:
        # gcd(a/b, c/d) = gcd(a·d, c·b) / (b·d)
        above, below = gcd(above * scale.denominator, scale.numerator * below), below * scale.denominator
    return Fraction(above, below)


def guarded(operand: Operand, *before: Guard) -> Operand:
    """The operand with further guards in front; a test that is already there is not repeated."""
    return with_guards(operand, (*before, *operand.guards))


def with_guards(operand: Operand, guards: Guards) -> Operand:
    """The operand with other guards; nothing is left of it if one of them always holds."""
    kept: dict[str, Guard] = {}
    for guard in guards:
        if guard.test == FALSE:
            continue
        kept.setdefault(guard.test.text, guard)
        if guard.test == TRUE:
            return Nothing(tuple(kept.values()))
    return evolve(operand, guards=tuple(kept.values()))
