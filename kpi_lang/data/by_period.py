"""Sheets of several periods: the rows of each period as a sheet of its own."""

from collections.abc import Iterator, Mapping

from attrs import frozen

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
    texts: dict[Period, set[str]] = {}
    rejected: list[Rejection] = []
    for row in sheet.rows():
        if row.is_blank:
            continue
        text = _text(row, column)
        period = Period.parse(text)
        if period is not None and period.length is length:
            texts.setdefault(period, set()).add(text)
        else:
            place = sheet.place(row.number, column.label)
            example = str(Period(length, 2026))
            rejected.append(
                Rejection(None, place, (Diagnostic.of("K920", place, text=text, example=example),))
            )
    ordered = sorted(texts, key=lambda period: period.first_day)
    return PeriodSheets({period: _only(sheet, column, texts[period]) for period in ordered}, tuple(rejected))


def _only(sheet: Sheet, column: Column, texts: set[str]) -> Sheet:
    def read() -> Iterator[Row]:
        return (row for row in sheet.rows() if not row.is_blank and _text(row, column) in texts)

    return Sheet(sheet.name, sheet.columns, read, sheet.grouping_commas, sheet.addressed, sheet.notes)


def _text(row: Row, column: Column) -> str:
    return cell_text(row.cells[column.position]).strip() if column.position < len(row.cells) else ""
