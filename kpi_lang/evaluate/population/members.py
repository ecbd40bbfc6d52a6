"""Who counts in a figure: the people of each group with their values, and what is shown of them."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from attrs import evolve, frozen

from kpi_lang.core.absent import WAITING, Absent
from kpi_lang.core.groups import GroupFigure
from kpi_lang.core.ordering import sort_key
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.population.grouping import Group
from kpi_lang.evaluate.population.pooling import Ask, Pool, Terms, pooled, terms_of
from kpi_lang.evaluate.trace import Compared, PoolShare

GroupKey = tuple[Value, ...]
_BESIDE = 2
_SHOWN = 5


@frozen
class Part:
    """One person as a figure sees them: the group, whether they count there, and the value.

    ``waits``: whether it is not known yet if they count, or with what, since it waits for others.
    For a pool also what it shares as far as this person tells, and the terms of who takes part.
    """

    group: GroupKey
    counts: bool
    value: Value | None
    waits: bool = False
    amount: Fraction | None = None
    terms: Terms | None = None


def part_of(group: GroupKey, holds: Value | Absent | None, value: Value | Absent | None) -> Part:
    """The part of somebody for whom the condition and the value are these."""
    waits = any(isinstance(one, Absent) and one.cause in WAITING for one in (holds, value))
    if isinstance(value, Absent):
        return Part(group, False, None, waits)
    return Part(group, holds is True, value, waits)


class Members:
    """The people of one figure by group. ``parts`` has None for those who are in no group or do not take part."""

    def __init__(self, figure: GroupFigure, keys: Sequence[str], parts: Sequence[Part | None]) -> None:
        self.figure = figure
        self._keys = keys
        self._parts = parts

    @cached_property
    def groups(self) -> Mapping[GroupKey, Group]:
        """The values of those who count, by group."""
        values: dict[GroupKey, list[Value]] = {}
        for part in self._parts:
            if part is not None and part.counts:
                values.setdefault(part.group, []).append(True if part.value is None else part.value)
        waiting = {part.group for part in self._parts if part is not None and part.waits}
        groups = dict.fromkeys((*values, *waiting))
        return {key: Group(self.figure, values.get(key, ()), waits=key in waiting) for key in groups}

    def group(self, key: GroupKey) -> Group:
        """The values of those who count in a group, of nobody in an unknown one."""
        return self.groups.get(key) or Group(self.figure, ())

    def pool(self, key: GroupKey) -> Pool:
        """What a group shares, if the figure is that of a pool."""
        if key not in self._pools:
            places = self._places.get(key, ())
            parts = [
                (self._keys[place], part) for place in places if (part := self._parts[place]) is not None
            ]
            self._pools[key] = pool_of(self.figure, parts)
        return self._pools[key]

    @cached_property
    def _pools(self) -> dict[GroupKey, Pool]:
        """The pools that were asked for so far."""
        return {}

    @property
    def group_keys(self) -> tuple[GroupKey, ...]:
        """The groups that there are."""
        return tuple(self._places)

    @cached_property
    def _places(self) -> Mapping[GroupKey, list[int]]:
        places: dict[GroupKey, list[int]] = {}
        for place, part in enumerate(self._parts):
            if part is not None:
                places.setdefault(part.group, []).append(place)
        return places

    @cached_property
    def _shown(self) -> dict[GroupKey, list[int]]:
        """The places of those who count in the order in which they are shown, as far as they were asked for."""
        return {}

    def compared(self, key: GroupKey, place: int) -> Compared:
        """Whom the figure is about as seen by the person at a place."""
        everybody = self._places.get(key, [])
        counted = self._in_order(key)
        first, last = 0, _SHOWN
        if self.figure.operator.is_rank and place in counted:
            at = counted.index(place)
            first, last = max(0, at - _BESIDE), at + _BESIDE + 1
        group = self.group(key)
        near = tuple(self._near(group, other) for other in counted[first:last])
        share = None
        if self.figure.pool is not None:
            pool = self.pool(key)
            share = PoolShare(
                pool.amount,
                pool.total,
                self._parted(place),
                pool.got(self._keys[place]),
                pool.rest,
                pool.step,
            )
        return Compared(key, len(counted), len(everybody) - len(counted), near, share)

    def _parted(self, place: int) -> Value | None:
        part = self._parts[place]
        return None if part is None else part.value

    def _in_order(self, key: GroupKey) -> list[int]:
        if key not in self._shown:
            counted = [
                p for p in self._places.get(key, ()) if (part := self._parts[p]) is not None and part.counts
            ]
            counted.sort(key=self._keys.__getitem__)
            if self.figure.operator.is_rank and self.figure.value is not None:
                order = sort_key(self.figure.value.kind)
                values = {place: self._value(place) for place in counted}
                counted.sort(key=lambda place: order(values[place]), reverse=not self.figure.lowest_first)
            self._shown[key] = counted
        return self._shown[key]

    def _value(self, place: int) -> Value:
        part = self._parts[place]
        assert part is not None
        assert part.value is not None
        return part.value

    def _near(self, group: Group, place: int) -> tuple[str, Value | None, Value | None]:
        part = self._parts[place]
        value = None if part is None else part.value
        rank = group.figure_of(value) if self.figure.operator.is_rank else None
        return self._keys[place], value, None if isinstance(rank, Absent) else rank


def pool_of(figure: GroupFigure, parts: Sequence[tuple[str, Part]]) -> Pool:
    """What the people of one group share, by key."""
    amounts = [part.amount for _, part in parts if part.amount is not None]
    takers = [
        (key, part.value, part.terms)
        for key, part in parts
        if part.counts and part.value is not None and part.terms is not None
    ]
    return pooled(figure, amounts, takers, waits=any(part.waits for _, part in parts))


def part_of_pool(figure: GroupFigure, group: GroupKey, ask: Ask) -> Part:
    """How a pool sees somebody of a group: who lacks the part or a term of it takes no part."""
    assert figure.pool is not None
    assert figure.value is not None
    told = ask(figure.pool.amount)
    amount = told if isinstance(told, Fraction) else None
    holds = True if figure.where is None else ask(figure.where)
    if holds is not True:
        return evolve(part_of(group, holds, told), counts=False, amount=amount)
    value, terms = ask(figure.value), terms_of(figure.pool, ask)
    lacking = value if value is None or isinstance(value, Absent) else terms
    if lacking is None or isinstance(lacking, Absent):
        return evolve(part_of(group, False, lacking), amount=amount)
    assert isinstance(terms, Terms)
    assert not isinstance(value, Absent)
    return Part(group, True, value, amount=amount, terms=terms)
