"""Where the rules of a policy change: its literals, by the kind of value that they are compared with."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from attrs import field, frozen

from kpi_lang.core.children import expressions_of, walk
from kpi_lang.core.nodes import Const
from kpi_lang.core.plan import Plan
from kpi_lang.data.schema import InputSpec
from kpi_lang.values.domains import Domain

CENT = Fraction(1, 100)
"""The step on which values of a domain without one are drawn."""

_FAR = Fraction(10**6)
"""How far from zero values are drawn where a domain has no end."""


@frozen(eq=False)
class Breakpoints:
    """The literals of a plan."""

    plan: Plan
    literals: tuple[Const, ...] = field(init=False)

    @literals.default
    def _literals(self) -> tuple[Const, ...]:
        return tuple(n for expr in expressions_of(self.plan) for n in walk(expr) if isinstance(n, Const))

    def numbers(self, spec: InputSpec) -> list[Fraction]:
        """The ends of an input's domain, its breakpoints and their neighbours a step away; the simplest first."""
        grid = Grid(spec.domain)
        found = {grid.value(grid.first), grid.value(grid.last)}
        for literal in self.literals:
            value = literal.value
            alike = literal.kind.free or literal.kind.dimensions == spec.kind.dimensions
            if isinstance(value, Fraction) and alike:
                found.update((value - grid.step, value, value + grid.step))
        return sorted(filter(spec.domain.contains, found), key=_simplicity)

    def days(self) -> list[date]:
        """The days that the policy names, and from when to when it is in effect."""
        named = (self.plan.effective_from, self.plan.effective_to)
        literal = (node.value for node in self.literals if isinstance(node.value, date))
        return list(dict.fromkeys(day for day in (*named, *literal) if day is not None))

    def texts(self) -> list[str]:
        """The texts that the policy names."""
        return list(dict.fromkeys(self._texts()))

    def _texts(self) -> Iterator[str]:
        for node in self.literals:
            if isinstance(node.value, str) and node.kind.choices is None and node.value.strip() == node.value:
                yield node.value


@frozen
class Grid:
    """The values of a domain by whole numbers: multiples of its step, of a cent where it has none."""

    domain: Domain

    @property
    def step(self) -> Fraction:
        """The distance between neighbours."""
        return self.domain.step or CENT

    @property
    def first(self) -> int:
        """The number of the least value, of one far down where there is none."""
        return self._limits()[0]

    @property
    def last(self) -> int:
        """The number of the greatest value, of one far up where there is none."""
        return self._limits()[1]

    def value(self, number: int) -> Fraction:
        """The value of a number."""
        return number * self.step

    def number(self, value: Fraction) -> int:
        """The number of the value nearest below."""
        return value // self.step

    def _limits(self) -> tuple[int, int]:
        interval, step = self.domain.interval, self.step
        low = interval.lo if interval.lo is not None else min(-_FAR, (interval.hi or Fraction(0)) - _FAR)
        high = interval.hi if interval.hi is not None else max(_FAR, (interval.lo or Fraction(0)) + _FAR)
        first, last = -(-low // step), high // step
        first += interval.lo_open and first * step == interval.lo
        last -= interval.hi_open and last * step == interval.hi
        return first, max(first, last)


def _simplicity(value: Fraction) -> tuple[int, Fraction, bool]:
    return value.denominator, abs(value), value < 0
