"""A bound person: everything a plan reads about one subject, checked and in the plan's own order."""

from datetime import date

from attrs import frozen

from kpi_lang.core.absent import Absent
from kpi_lang.data.schema import Value


@frozen
class Record:
    """One row of a records table.

    ``values`` follow the fields of the table, None where nothing is given. ``row`` is the row's number in its
    file. A ``rejected`` row could not be bound; its values are not read, and no figure over its table exists.
    """

    values: tuple[Value | None, ...]
    row: int
    rejected: bool = False


@frozen
class RunDates:
    """The dates that a run supplies: the one that selects windows and parameters, and the ends of the period."""

    as_of: date | None = None
    period_start: date | None = None
    period_end: date | None = None


@frozen
class Person:
    """One subject. ``values`` follow ``plan.inputs``, ``records`` follow ``plan.records``.

    None among the values: not given. None among the records: the whole table was not supplied, which is not
    the same as a table without rows for this person. ``figures`` follow ``plan.figures``, None where a figure about
    other people is not known; empty if none is.
    """

    key: str
    values: tuple[Value | None, ...]
    records: tuple[tuple[Record, ...] | None, ...] = ()
    dates: RunDates | None = None
    figures: tuple[Value | Absent | None, ...] = ()
