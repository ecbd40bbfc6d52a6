"""The people whom the examples of a policy describe."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from kpi_lang.core.plan import RUN_DATES, ExamplePlan, Plan, RecordsPlan
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.person import Person, Record, RunDates
from kpi_lang.values.periods import Period

Rows: TypeAlias = tuple[tuple[tuple[str, Value | None], ...], ...]


def example_person(example: ExamplePlan, plan: Plan) -> Person:
    """The person that an example describes; a table that it does not mention has no rows."""
    given = dict(example.given)
    tables = {table.records: table.rows for table in example.records}
    records = tuple(_records(table, tables.get(table.name, ())) for table in plan.records)
    values = tuple(given.get(spec.name) for spec in plan.inputs)
    return Person(example.title, values, records, _dates(given, plan))


def _records(table: RecordsPlan, rows: Rows | None) -> tuple[Record, ...] | None:
    if rows is None:
        return None
    names = [spec.name for spec in table.fields]
    return tuple(Record(tuple(map(dict(row).get, names)), number) for number, row in enumerate(rows, start=1))


def _dates(given: Mapping[str, Value | None], plan: Plan) -> RunDates | None:
    """The dates that an example gives; the ends of the period follow from the date that counts."""
    as_of, start, end = (given.get(name) for name in RUN_DATES)
    if isinstance(as_of, date) and plan.period is not None:
        period = Period.containing(as_of, plan.period)
        start, end = start or period.first_day, end or period.last_day
    known = [day if isinstance(day, date) else None for day in (as_of, start, end)]
    return RunDates(*known) if any(known) else None
