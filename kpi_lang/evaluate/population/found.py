"""What is known of the figures about other people, whichever way they were found."""

from collections.abc import Sequence
from typing import Protocol

from kpi_lang.core.absent import Absent
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.trace import Compared

Figures = tuple[Value | Absent | None, ...]
"""The figures as they are for one person, in the order of ``plan.figures``; None: not known."""


class FoundFigures(Protocol):
    """The figures of everybody, by the place of each person among those who were given."""

    def of(self, place: int) -> Figures:
        """The figures as they are for one person."""
        ...

    def compared(self, place: int) -> Sequence[Compared | None]:
        """Whom each figure is about, as seen by one person; None where the person has no such group."""
        ...
