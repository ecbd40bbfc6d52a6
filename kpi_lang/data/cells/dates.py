"""Cells that mean dates and months."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction

from kpi_lang.data.cells.flaw import Flaw, flaw
from kpi_lang.data.raw import RawCell, Unreadable, cell_text
from kpi_lang.data.schema import InputSpec

_TWINS = str.maketrans("０１２３４５６７８９－／．　：", "0123456789-/. :")
_DATE = re.compile(
    r"(?P<year>\d{4})(?:(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
    r"|\s?年\s?(?P<cn_month>\d{1,2})\s?月\s?(?P<cn_day>\d{1,2})\s?日|(?P<month8>\d{2})(?P<day8>\d{2}))",
    re.ASCII,
)
_MONTH = re.compile(
    r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})|\s?年\s?(?P<cn_month>\d{1,2})\s?月(?:份)?|(?P<month6>\d{2}))",
    re.ASCII,
)
_TIME = re.compile(
    r"(?:T|\s+)(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?P<zone>Z|[+-]\d{2}:?\d{2})?", re.ASCII
)
_SHORT = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", re.ASCII)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
"""Numbers that spreadsheets show as days from 1954 to 2119 where a cell is not formatted as a date."""

DateReader = Callable[[RawCell], date | Flaw]


def date_reader(spec: InputSpec) -> DateReader:
    """A reader of the cells of a date input: ISO, 2026/1/2, 2026年1月2日, 20260102, a spreadsheet's dates."""

    def read(cell: RawCell) -> date | Flaw:
        match cell:
            case datetime():
                return _day_of(spec, cell)
            case date():
                return cell
            case str():
                return _written_date(spec, cell)
            case bool() | None | Unreadable():
                return flaw("K861", spec, cell_text(cell), "form")
            case int() | float() | Decimal() | Fraction():
                return _numbered_date(spec, cell)

    return read


def month_reader(spec: InputSpec) -> DateReader:
    """A reader of the cells of a month input, 2026-07 or 2026年7月, as the month's first day."""

    def read(cell: RawCell) -> date | Flaw:
        if isinstance(cell, datetime):
            day = _day_of(spec, cell)
        elif isinstance(cell, date):
            day = cell
        elif isinstance(cell, str) or (isinstance(cell, int) and not isinstance(cell, bool)):
            text = cell_text(cell).translate(_TWINS)
            found = _MONTH.fullmatch(text)
            if found is not None:
                month = found["month"] or found["cn_month"] or found["month6"]
                return _valid(int(found["year"]), int(month), 1) or flaw("K863", spec, text)
            day = _written_date(spec, text)
            if isinstance(day, Flaw):
                return flaw("K863", spec, cell_text(cell))
        else:
            return flaw("K863", spec, cell_text(cell))
        return day if isinstance(day, Flaw) or day.day == 1 else flaw("K863", spec, cell_text(cell))

    return read


def _day_of(spec: InputSpec, moment: datetime) -> date | Flaw:
    if moment.time() != time() or moment.tzinfo is not None:
        return flaw("K862", spec, cell_text(moment), day=moment.date().isoformat())
    return moment.date()


def _written_date(spec: InputSpec, cell: str) -> date | Flaw:
    text = cell.strip().translate(_TWINS)
    clock = _TIME.search(text)
    day_text = text[: clock.start()] if clock is not None and clock.end() == len(text) else text
    found = _DATE.fullmatch(day_text)
    if found is None:
        return flaw("K861", spec, cell, "order" if _SHORT.fullmatch(day_text) else "form")
    month = found["month"] or found["cn_month"] or found["month8"]
    day = _valid(int(found["year"]), int(month), int(found["day"] or found["cn_day"] or found["day8"]))
    if day is None:
        return flaw("K861", spec, cell, "calendar")
    if clock is not None and (clock["zone"] or clock["clock"].strip("0:.")):
        return flaw("K862", spec, cell, day=day.isoformat())
    return day


def _numbered_date(spec: InputSpec, cell: int | float | Decimal | Fraction) -> date | Flaw:
    text = cell_text(cell)
    if len(text) == 8 and text.isdigit():
        return _written_date(spec, text)
    serial = _FIRST_SERIAL <= cell <= _LAST_SERIAL
    return flaw("K861", spec, text, "serial" if serial else "form")


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
