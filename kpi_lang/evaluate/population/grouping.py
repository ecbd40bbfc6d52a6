"""Figures over the people who count: exact, whatever order they are in.

A ``Group`` are the values of one group. Its ranks are found from how many have each value, best first, so that
equal values always share a place and the order of people never matters.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Any, NamedTuple, assert_never

from kpi_lang.core.absent import Absent
from kpi_lang.core.groups import GroupFigure, GroupOperator
from kpi_lang.core.ordering import sort_key
from kpi_lang.core.reasons import empty_figure, pending_figure
from kpi_lang.data.schema import Value

_LARGEST_DENOMINATOR = 10**40


class Place(NamedTuple):
    """Where a value stands: how many are ahead, how many distinct values are, and how many have this one."""

    ahead: int
    above: int
    level: int


class Group:
    """The values of the people who count in one group, in any order."""

    def __init__(self, figure: GroupFigure, values: Sequence[Value], *, waits: bool = False) -> None:
        self.figure = figure
        self.values = values
        self.waits = waits

    def figure_of(self, value: Value | None) -> Value | Absent:
        """The figure for somebody of the group who has a value, or does not count and has None.

        It is pending where somebody of the group waits for others.
        """
        if self.waits:
            return pending_figure(self.figure)
        if not self.figure.operator.is_rank:
            return self.common
        place = None if value is None else self.places.get(value)
        return empty_figure(self.figure) if place is None else self._ranked(place)

    @cached_property
    def common(self) -> Value | Absent:
        """The figure that is the same for the whole group."""
        number = len(self.values)
        match self.figure.operator:
            case GroupOperator.COUNT:
                return Fraction(number)
            case GroupOperator.SUM:
                return exact_sum(self.values)
            case _ if not number:
                return empty_figure(self.figure)
            case GroupOperator.MEAN:
                return exact_sum(self.values) / number
            case GroupOperator.SHARE:
                return Fraction(sum(value is True for value in self.values), number)
            case GroupOperator.VARIANCE:
                return self._variance()
            case GroupOperator.MEDIAN | GroupOperator.MIN | GroupOperator.MAX:
                return self._from_order()
            case (
                GroupOperator.RANK
                | GroupOperator.DENSE_RANK
                | GroupOperator.MID_RANK
                | GroupOperator.PERCENTILE
                | GroupOperator.NTILE
                | GroupOperator.POOL
            ):
                raise AssertionError("a rank or a share of a pool is that of a person")
            case _:
                assert_never(self.figure.operator)

    @cached_property
    def places(self) -> Mapping[Value, Place]:
        """Where each value stands."""
        found: dict[Value, Place] = {}
        ahead = 0
        for above, (value, level) in enumerate(self._best_first):
            found[value] = Place(ahead, above, level)
            ahead += level
        return found

    @cached_property
    def _best_first(self) -> list[tuple[Value, int]]:
        assert self.figure.value is not None
        counts = Counter(self.values)
        ordered = in_order(counts, sort_key(self.figure.value.kind))
        return [
            (value, counts[value]) for value in (ordered if self.figure.lowest_first else reversed(ordered))
        ]

    def _ranked(self, place: Place) -> Value | Absent:
        number = len(self.values)
        match self.figure.operator:
            case GroupOperator.RANK:
                return Fraction(place.ahead + 1)
            case GroupOperator.DENSE_RANK:
                return Fraction(place.above + 1)
            case GroupOperator.MID_RANK:
                return place.ahead + Fraction(place.level + 1, 2)
            case GroupOperator.PERCENTILE:
                if number == 1:
                    return empty_figure(self.figure)
                behind = number - place.ahead - place.level
                return (behind + Fraction(place.level - 1, 2)) / (number - 1)
            case _:
                return Fraction(place.ahead * self.figure.tiles // number + 1)

    def _variance(self) -> Value | Absent:
        number = len(self.values)
        mean = exact_sum(self.values) / number
        squares = exact_sum([value * value for value in self.values if isinstance(value, Fraction)])
        return squares / number - mean * mean or empty_figure(self.figure)

    def _from_order(self) -> Value:
        assert self.figure.value is not None
        ordered = in_order(self.values, sort_key(self.figure.value.kind))
        match self.figure.operator:
            case GroupOperator.MIN:
                return ordered[0]
            case GroupOperator.MAX:
                return ordered[-1]
            case _:
                below, above = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
                assert isinstance(below, Fraction)
                assert isinstance(above, Fraction)
                return (below + above) / 2


def exact_sum(values: Iterable[Value]) -> Fraction:
    """The sum of numbers, added up by denominator, which is much quicker than fraction by fraction."""
    numerators: dict[int, int] = {}
    for value in values:
        assert isinstance(value, Fraction)
        below = value.denominator
        numerators[below] = numerators.get(below, 0) + value.numerator
    return sum((Fraction(above, below) for below, above in numerators.items()), Fraction(0))


def in_order(values: Iterable[Value], key: Any) -> list[Value]:
    """The values from the lowest; fractions are compared as whole numbers where that is no trouble."""
    listed = list(values)
    common = 1
    for value in listed:
        if not isinstance(value, Fraction):
            return sorted(listed, key=key)
        common = lcm(common, value.denominator)
        if common > _LARGEST_DENOMINATOR:
            return sorted(listed, key=key)
    return sorted(listed, key=lambda value: value.numerator * (common // value.denominator))  # type: ignore[union-attr]
