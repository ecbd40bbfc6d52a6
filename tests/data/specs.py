"""Inputs, schemas and sheets for the tests of the data layer."""

from collections.abc import Sequence
from fractions import Fraction

from kpi_lang.data.frames import sheet_from
from kpi_lang.data.schema import InputSpec, RecordsSchema, Schema, Value
from kpi_lang.data.sheet import Column, Row, Sheet
from kpi_lang.values.domains import Domain
from kpi_lang.values.intervals import Interval
from kpi_lang.values.kinds import (
    COUNT,
    DATE,
    MONTH,
    NUMBER,
    POINTS,
    RATIO,
    TEXT,
    YES_NO,
    Choices,
    Kind,
    Member,
    choice,
    money,
)

CENT = Fraction(1, 100)
ROLE = choice(Choices("", (Member("sales", "Sales staff"), Member("support", "后勤"), Member("head"))))


def domain(low: int | None = None, high: int | None = None, step: Fraction | int | None = None) -> Domain:
    return Domain(
        Interval(None if low is None else Fraction(low), None if high is None else Fraction(high)),
        None if step is None else Fraction(step),
    )


def spec(
    name: str = "x",
    kind: Kind = NUMBER,
    limits: Domain | None = None,
    *,
    optional: bool = False,
    title: str = "",
    columns: Sequence[str] = (),
    default: Value | None = None,
) -> InputSpec:
    return InputSpec(name, title, kind, limits or Domain(), optional, default, tuple(columns), None)


TURNOVER = spec("turnover", money("CNY"), domain(0, 10**9, CENT), title="Turnover booked")
SHARE = spec("share", RATIO, domain(0, 1))
ERRORS = spec("errors", COUNT, domain(0, None, 1))
PEER = spec("peer", POINTS, domain(0, 100, Fraction(1, 10)), optional=True)
ACTIVE = spec("active", YES_NO, optional=True)
JOB = spec("role", ROLE, optional=True)
JOINED = spec("joined", DATE, optional=True)
SINCE = spec("since", MONTH, optional=True)
NOTE = spec("note", TEXT, optional=True)
EVERY_KIND = (TURNOVER, SHARE, ERRORS, PEER, ACTIVE, JOB, JOINED, SINCE, NOTE)

COMPLAINT = RecordsSchema(
    "complaint",
    "Complaints",
    True,
    (spec("date", DATE), spec("severity", choice(Choices("", (Member("minor"), Member("major")))))),
)


def schema(*inputs: InputSpec, records: Sequence[RecordsSchema] = (), carried: Sequence[str] = ()) -> Schema:
    return Schema("employee", "staff_no", tuple(carried), inputs, tuple(records))


def frame(*rows: dict[str, object], name: str = "data") -> Sheet:
    return sheet_from(list(rows), name)


def grid(name: str, titles: Sequence[str], *rows: Sequence[str]) -> Sheet:
    """A sheet as of a CSV file, the titles being row 1."""
    columns = tuple(Column(title, position) for position, title in enumerate(titles))
    numbered = [Row(number, tuple(cells)) for number, cells in enumerate(rows, start=2)]
    return Sheet(name, columns, lambda: iter(numbered))
