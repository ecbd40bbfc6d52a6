"""What an expression is in one case, before rows are looked at: the values that the reader of nodes works with."""

from datetime import date
from fractions import Fraction

from attrs import frozen

from kpi_lang.core.absent import Absent
from tests.benchmarks.probe.ratios import Ratio


@frozen
class Pieces:
    """Fractions by the number of the arm that a row takes; ``place`` is the register of that number."""

    place: int
    arms: tuple[Ratio, ...]


@frozen
class Mask:
    """A condition that differs between rows. ``equal``: it says that a choice's code is this one."""

    register: int
    negated: bool = False
    equal: tuple[int, int] | None = None


@frozen
class Codes:
    """A choice that differs between rows: the places of its members among ``names``."""

    number: Ratio
    names: tuple[str, ...]


@frozen
class Days:
    """A date that differs between rows, as the number of its day."""

    number: Ratio


Meaning = Absent | Ratio | Pieces | bool | Mask | str | Codes | date | Days
Numeric = Ratio | Pieces


def code_of(name: str, names: tuple[str, ...]) -> Ratio:
    """The place of a choice's member as a number."""
    return Ratio.of(Fraction(names.index(name)))


def as_number(value: Meaning, names: tuple[str, ...]) -> Numeric | None:
    """What a value is compared and looked up by, None if it has no number."""
    match value:
        case Ratio() | Pieces():
            return value
        case Codes() | Days():
            return value.number
        case str():
            return code_of(value, names) if value in names else None
        case date():
            return Ratio.of(Fraction(value.toordinal()))
        case _:
            return None
