"""What an expression is in one case, before rows are looked at: the values that the reader of nodes works with."""

from datetime import date

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
