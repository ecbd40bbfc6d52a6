"""Why an expression may have no value: the root places, each known once however many rules it reaches."""

from enum import Enum

from attrs import frozen

from kpi_lang.checking.situation import Situation
from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import Expr


class Origin(Enum):
    """What brings the absence about at its root."""

    DIVISION = "division"
    """A divisor may be zero."""
    INPUT = "input"
    """An optional input, or column of a record, may not be given."""
    TABLE = "table"
    """An optional table of records may not be supplied."""
    EMPTY = "empty"
    """An aggregate may be over too few records."""
    POWER = "power"
    """A power may have a base for which there is none."""
    PART_DAY = "part of a day"
    """Days or months added to a date may not be a whole number."""
    GROUP = "group"
    """A figure about other people may be about nobody."""
    DECLARED = "declared"
    """A rule says that there is no value: `no result`, or an outcome that leaves the score out."""


@frozen(eq=False)
class Absence:
    """One root place: the node, the rule that it stands in, and what happens there.

    The same place is the same object, so that sets of absences count places.
    """

    cause: Cause
    origin: Origin
    node: Expr
    rule: str
    situation: Situation
    """What is known there, as it was met first."""

    @property
    def is_fault(self) -> bool:
        """Whether the author has not said what happens, and must."""
        return self.origin is not Origin.DECLARED
