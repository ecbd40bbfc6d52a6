"""Sharing an amount out among people: in proportion, between a floor and a cap each, to the last cent.

Everything is counted in whole steps, such as cents. What each person would get exactly is in proportion to the
parts, but not below the floor nor above the cap, so that what a cap frees is shared again among the others; these
figures are unique. Each is rounded down, and what is left goes, a step each, to those with the largest remainders:
of equal ones to those ahead in the declared order, then by key. Nobody with a whole figure gets one, so bounds hold.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from fractions import Fraction
from math import lcm
from typing import Any

from attrs import frozen


class Unshared(Enum):
    """Why an amount cannot be shared out at all."""

    AMOUNTS_DIFFER = "amounts differ"
    NEGATIVE = "negative"
    BOUNDS_CROSS = "bounds cross"
    FLOORS_EXCEED = "floors exceed"


class Bound(Enum):
    """What held a person's exact figure, if anything did."""

    NONE = "none"
    FLOOR = "floor"
    CAP = "cap"


@frozen
class Taker:
    """Somebody who takes part: a ``part`` of the total of parts, bounds in steps, and the place among equals."""

    key: str
    part: Fraction
    least: int
    most: int | None
    order: tuple[Any, ...]
    """Sorts those ahead first."""


@frozen
class Got:
    """What somebody gets, in steps: ``exact`` before rounding, ``extra`` whether a step of the remainder is in it."""

    steps: int
    exact: Fraction
    bound: Bound
    extra: bool


@frozen
class Shared:
    """An amount shared out, by key; ``rest`` is what caps leave, or what nobody takes."""

    people: Mapping[str, Got]
    rest: int


def share_out(amount: int, takers: Sequence[Taker]) -> Shared | Unshared:
    """Share out so many steps; the order of ``takers`` changes nothing."""
    if amount < 0 or any(taker.part < 0 or taker.least < 0 for taker in takers):
        return Unshared.NEGATIVE
    if any(taker.most is not None and taker.most < taker.least for taker in takers):
        return Unshared.BOUNDS_CROSS
    if sum(taker.least for taker in takers) > amount:
        return Unshared.FLOORS_EXCEED
    scale = lcm(*(taker.part.denominator for taker in takers)) if takers else 1
    parts = [int(taker.part * scale) for taker in takers]
    per_part = _per_part(amount, parts, takers)
    exact = [_exact(part, taker, per_part) for part, taker in zip(parts, takers, strict=True)]
    rounded = [figure.numerator // figure.denominator for figure, _ in exact]
    rest = amount - int(sum((figure for figure, _ in exact), Fraction(0)))
    left = amount - rest - sum(rounded)
    remainders = [figure - whole for (figure, _), whole in zip(exact, rounded, strict=True)]
    ahead = sorted(
        (place for place, remainder in enumerate(remainders) if remainder),
        key=lambda place: (-remainders[place], takers[place].order, takers[place].key),
    )
    extra = frozenset(ahead[:left])
    people = {
        taker.key: Got(rounded[place] + (place in extra), *exact[place], place in extra)
        for place, taker in enumerate(takers)
    }
    return Shared(people, rest)


def _exact(part: int, taker: Taker, per_part: Fraction | None) -> tuple[Fraction, Bound]:
    """What somebody would get exactly; without a figure per part everybody who has a part is at the cap."""
    if per_part is None and part:
        assert taker.most is not None
        return Fraction(taker.most), Bound.CAP
    figure = Fraction(0) if per_part is None else part * per_part
    if figure < taker.least:
        return Fraction(taker.least), Bound.FLOOR
    if taker.most is not None and figure > taker.most:
        return Fraction(taker.most), Bound.CAP
    return figure, Bound.NONE


def _per_part(amount: int, parts: Sequence[int], takers: Sequence[Taker]) -> Fraction | None:
    """What one part gets, so that all together get the amount; None if they cannot take it all.

    What everybody gets together grows with it, by straight pieces between the figures at which somebody leaves the
    floor or reaches the cap; these are gone through in order.
    """
    fixed = 0
    growing = 0
    turns: list[tuple[Fraction, int, int]] = []
    for part, taker in zip(parts, takers, strict=True):
        fixed += taker.least
        if part and taker.least:
            turns.append((Fraction(taker.least, part), part, -taker.least))
        elif part:
            growing += part
        if part and taker.most is not None:
            turns.append((Fraction(taker.most, part), -part, taker.most))
    at = Fraction(0)
    for turn, more, constant in sorted(turns):
        if fixed + growing * turn >= amount:
            break
        at = turn
        growing += more
        fixed += constant
    if growing:
        return Fraction(amount - fixed, growing)
    return None if fixed < amount else at
