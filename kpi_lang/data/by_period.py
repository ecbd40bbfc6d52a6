"""Sheets of several periods: the rows of each period as a sheet of its own.

A file is read once through and its rows kept, since reading it again for every period takes longer than all else.
"""

from collections.abc import Mapping

from attrs import evolve, frozen

from kpi_lang.data.bound import Rejection
from kpi_lang.data.raw import cell_text
from kpi_lang.data.sheet import Column, Row, Sheet
from kpi_lang.source import Diagnostic
from kpi_lang.values.periods import Period, PeriodLength

PERIOD_TITLES = ("period", "考核周期", "周期")
"""What a column is called that tells which period a row is about."""


@frozen(eq=False)
class PeriodSheets:
    """The rows of a sheet by period, in the order of time; rows that name no such period are rejected."""

    by_period: Mapping[Period, Sheet]
    rejected: tuple[Rejection, ...]


def by_period(sheet: Sheet, length: PeriodLength) -> PeriodSheets | None:
    """The sheet taken apart by its column of periods; None if it has none, so that all rows are of one period."""
    column = next((sheet.by_title[title][0] for title in PERIOD_TITLES if title in sheet.by_title), None)
    if column is None:
        return None
    rows: dict[Period, list[Row]] = {}
    known: dict[str, Period | None] = {}
    rejected: list[Rejection] = []
    for row in sheet.rows():
        if row.is_blank:
            continue
        text = _text(row, column)
        if text not in known:
            found = Period.parse(text)
            known[text] = found if found is not None and found.length is length else None
        period = known[text]
        if period is not None:
            rows.setdefault(period, []).append(row)
        else:
            place = sheet.place(row.number, column.label)
            example = str(Period(length, 2026))
            rejected.append(
                Rejection(None, place, (Diagnostic.of("K920", place, text=text, example=example),))
            )
    ordered = sorted(rows, key=lambda period: period.first_day)
    return PeriodSheets({period: _only(sheet, rows[period]) for period in ordered}, tuple(rejected))


def _only(sheet: Sheet, rows: list[Row]) -> Sheet:
    return evolve(sheet, read=lambda: iter(rows))


def _text(row: Row, column: Column) -> str:
    return cell_text(row.cells[column.position]).strip() if column.position < len(row.cells) else ""
