"""Exact linear feasibility: whether numbers exist that keep a set of linear sums within given intervals.

The general simplex method of Dutertre and de Moura, "A Fast Linear-Arithmetic Solver for DPLL(T)" (2006), on
fractions; strict bounds are bounds shifted by a symbolic infinitesimal, kept as the second of a pair.
"""

from collections.abc import Hashable, Iterable, Mapping
from enum import Enum
from fractions import Fraction
from typing import Generic, TypeAlias, TypeVar

from attrs import define, field

from kpi_lang.values.domains import Interval

Unknown = TypeVar("Unknown", bound=Hashable)

_Shifted: TypeAlias = tuple[Fraction, Fraction]
"""A number and a multiple of the infinitesimal; pairs compare as the numbers they stand for."""

_ZERO = Fraction(0)
_ORIGIN: _Shifted = (_ZERO, _ZERO)


class Feasibility(Enum):
    """What the method found."""

    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    GAVE_UP = "gave up"


@define
class System(Generic[Unknown]):
    """Unknowns with bounds, and sums of them with bounds. ``solve`` decides whether all can hold at once."""

    _low: list[_Shifted | None] = field(factory=list)
    _high: list[_Shifted | None] = field(factory=list)
    _value: list[_Shifted] = field(factory=list)
    _rows: dict[int, dict[int, Fraction]] = field(factory=dict)
    _index: dict[Unknown, int] = field(factory=dict)

    def bound(self, unknown: Unknown, interval: Interval) -> None:
        """State the interval of an unknown; each unknown once, before the sums that it is part of."""
        self._index[unknown] = self._variable(interval)

    def bound_sum(self, terms: Iterable[tuple[Unknown, Fraction]], interval: Interval) -> None:
        """State the interval of a sum of unknowns times coefficients."""
        row: dict[int, Fraction] = {}
        for unknown, coefficient in terms:
            if unknown not in self._index:
                self.bound(unknown, Interval())
            if coefficient:
                row[self._index[unknown]] = coefficient
        slack = self._variable(interval)
        self._rows[slack] = row
        self._value[slack] = self._sum(row)

    def solve(self, most_pivots: int = 200) -> Feasibility:
        """Whether numbers for all unknowns exist; gives up after ``most_pivots``."""
        for _ in range(most_pivots):
            broken = min((b for b in self._rows if self._shortfall(b)), default=None)
            if broken is None:
                return Feasibility.FEASIBLE
            entering = self._entering(broken, rising=self._shortfall(broken) > 0)
            if entering is None:
                return Feasibility.INFEASIBLE
            self._pivot(broken, entering)
        return Feasibility.GAVE_UP

    def model(self) -> Mapping[Unknown, Fraction]:
        """Numbers for the unknowns; meaningful after ``solve`` said FEASIBLE."""
        small = self._infinitesimal()
        return {u: self._value[i][0] + small * self._value[i][1] for u, i in self._index.items()}

    def _variable(self, interval: Interval) -> int:
        low = None if interval.lo is None else (interval.lo, Fraction(interval.lo_open))
        high = None if interval.hi is None else (interval.hi, -Fraction(interval.hi_open))
        self._low.append(low)
        self._high.append(high)
        start = _ORIGIN
        if low is not None and start < low:
            start = low
        if high is not None and start > high:
            start = high
        self._value.append(start)
        return len(self._value) - 1

    def _sum(self, row: Mapping[int, Fraction]) -> _Shifted:
        number = shift = _ZERO
        for index, coefficient in row.items():
            value = self._value[index]
            number += coefficient * value[0]
            shift += coefficient * value[1]
        return number, shift

    def _shortfall(self, index: int) -> int:
        """1 if the value is below its bounds, -1 if above, else 0."""
        low, high = self._low[index], self._high[index]
        if low is not None and self._value[index] < low:
            return 1
        return -1 if high is not None and self._value[index] > high else 0

    def _entering(self, broken: int, *, rising: bool) -> int | None:
        """The first variable of the row that can move the broken one toward its bound (Bland's rule)."""
        for index in sorted(self._rows[broken]):
            upward = (self._rows[broken][index] > 0) is rising
            end = self._high[index] if upward else self._low[index]
            if end is None or (self._value[index] < end if upward else self._value[index] > end):
                return index
        return None

    def _pivot(self, leaving: int, entering: int) -> None:
        """Exchange the two and set the leaving one to the bound that it broke."""
        target = self._low[leaving] if self._shortfall(leaving) > 0 else self._high[leaving]
        assert target is not None
        row = self._rows.pop(leaving)
        pivot = row.pop(entering)
        solved = {index: -coefficient / pivot for index, coefficient in row.items()}
        solved[leaving] = 1 / pivot
        for other in self._rows.values():
            factor = other.pop(entering, None)
            if factor is None:
                continue
            for index, coefficient in solved.items():
                total = other.get(index, _ZERO) + factor * coefficient
                if total:
                    other[index] = total
                else:
                    other.pop(index, None)
        self._rows[entering] = solved
        self._value[leaving] = target
        for basic, its in self._rows.items():
            self._value[basic] = self._sum(its)

    def _infinitesimal(self) -> Fraction:
        """A positive number small enough to stand for the infinitesimal in every bound."""
        small = Fraction(1)
        for index, (number, shift) in enumerate(self._value):
            low, high = self._low[index], self._high[index]
            if low is not None and number > low[0] and low[1] > shift:
                small = min(small, (number - low[0]) / (low[1] - shift))
            if high is not None and number < high[0] and shift > high[1]:
                small = min(small, (high[0] - number) / (shift - high[1]))
        return small
