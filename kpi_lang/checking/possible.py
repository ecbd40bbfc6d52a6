"""What an expression may be at one place: the values it may have and the absences that may come instead."""

from collections.abc import Iterable
from enum import Enum
from typing import TypeAlias, assert_never

from attrs import frozen

from kpi_lang.checking.absence import Absence
from kpi_lang.checking.intervals import meet
from kpi_lang.checking.situation import Members
from kpi_lang.values.domains import Interval
from kpi_lang.values.kinds import Family, Kind


class AnyText(Enum):
    """Every text."""

    ANY = "any"


Values: TypeAlias = Interval | Members | AnyText | None
"""Numbers, and dates as the numbers of their days, in an interval; members; any text; None for never a value."""

NO_ABSENCE: frozenset[Absence] = frozenset()
YES: Members = frozenset({True})
NO: Members = frozenset({False})
YES_OR_NO: Members = frozenset({True, False})
NUMBERS = Interval()


@frozen
class Possible:
    """``values`` encloses every value that there can be; ``absences`` has every absence that there can be."""

    values: Values
    absences: frozenset[Absence] = NO_ABSENCE

    @property
    def interval(self) -> Interval:
        """The numbers; all of them where it is never a number."""
        return self.values if isinstance(self.values, Interval) else NUMBERS

    @property
    def members(self) -> Members:
        """The members; none where it is not one of a known few."""
        return self.values if isinstance(self.values, frozenset) else frozenset()

    def never(self, absences: Iterable[Absence]) -> "Possible":
        """The same without some absences."""
        return Possible(self.values, self.absences - frozenset(absences))


def all_of(kind: Kind) -> Values:
    """Every value of a kind."""
    match kind.family:
        case Family.NUMBER | Family.DATE | Family.MONTH:
            return NUMBERS
        case Family.YES_NO:
            return YES_OR_NO
        case Family.CHOICE:
            return AnyText.ANY if kind.choices is None else frozenset(kind.choices.names)
        case Family.TEXT:
            return AnyText.ANY
        case _:
            assert_never(kind.family)


def either(one: Values, other: Values) -> Values:
    """What is one or the other."""
    if one is None or other is None:
        return other if one is None else one
    if isinstance(one, Interval) and isinstance(other, Interval):
        return one.union(other)
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return one | other
    return AnyText.ANY


def both(one: Values, other: Values) -> Values:
    """What is both; None if nothing is."""
    if one is None or other is None:
        return None
    if isinstance(one, Interval) and isinstance(other, Interval):
        return meet(one, other)
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return one & other or None
    return other if one is AnyText.ANY else one
