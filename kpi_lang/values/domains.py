"""Domains: the values that an input may take, a range and a step on it."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from attrs import field, frozen

from kpi_lang.values.intervals import EmptyInterval, Interval

__all__ = ["Domain", "EmptyInterval", "Interval"]


@frozen
class Domain:
    """The multiples of `step` that lie in `interval`; without a step, all its numbers.

    Steps count from zero: `0.5 .. 9.5 step 1` holds 1 to 9. Raises `ValueError` for a step that is not
    positive. A domain may hold no number; `count` is then zero.
    """

    interval: Interval = field(factory=Interval)
    step: Fraction | None = None

    def __attrs_post_init__(self) -> None:
        if self.step is not None and self.step <= 0:
            raise ValueError("the step of a domain must be positive")

    def contains(self, value: Fraction) -> bool:
        """Whether a number is in the range and on the step."""
        return self.interval.contains(value) and self.on_step(value)

    def on_step(self, value: Fraction) -> bool:
        """Whether a number is a multiple of the step, wherever it lies."""
        return self.step is None or (value / self.step).denominator == 1

    @property
    def first(self) -> Fraction | None:
        """The least value; None if there is none, as below an open end without a step."""
        if self.step is None:
            return None if self.interval.lo_open else self.interval.lo
        return None if self.interval.lo is None or self.count == 0 else self._first_index() * self.step

    @property
    def last(self) -> Fraction | None:
        """The greatest value; None if there is none."""
        if self.step is None:
            return None if self.interval.hi_open else self.interval.hi
        return None if self.interval.hi is None or self.count == 0 else self._last_index() * self.step

    @property
    def count(self) -> int | None:
        """How many values there are, None if infinitely many."""
        if self.interval.is_point:
            return int(self.on_step(self._lo))
        if self.step is None or not self.interval.is_bounded:
            return None
        return max(0, self._last_index() - self._first_index() + 1)

    def values(self) -> Iterator[Fraction]:
        """Every value from the least up; raises `ValueError` where there are infinitely many."""
        if self.count is None:
            raise ValueError("a domain without bounds or step has no list of values")
        if self.step is None:
            yield self._lo
            return
        for index in range(self._first_index(), self._last_index() + 1):
            yield index * self.step

    @property
    def _lo(self) -> Fraction:
        assert self.interval.lo is not None
        return self.interval.lo

    def _first_index(self) -> int:
        assert self.step is not None
        index = ceil(self._lo / self.step)
        return index + (self.interval.lo_open and index * self.step == self._lo)

    def _last_index(self) -> int:
        assert self.step is not None
        assert self.interval.hi is not None
        index = floor(self.interval.hi / self.step)
        return index - (self.interval.hi_open and index * self.step == self.interval.hi)
