"""Approvals of proposed grades: one table that says which cohorts are approved, by whom and when, and what was edited.

Columns, in any order, in English or Chinese: `cohort`, `decision` (approved or declined), `approver`, `date`, and for a
grade that was edited the key of the person, `grade` and `reason`. A row with a person edits; one without decides about
its cohort, or about all if it names none. A column `period` tells which period a row is about, else it is about each.
"""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from kpi_lang.data.cells.dates import date_reader
from kpi_lang.data.cells.flaw import Flaw
from kpi_lang.data.files import open_sheet
from kpi_lang.data.raw import cell_text, is_blank
from kpi_lang.data.schema import InputSpec
from kpi_lang.data.sheet import Column, Row, Sheet
from kpi_lang.source import DataPlace, Diagnostic
from kpi_lang.values import kinds
from kpi_lang.values.domains import Domain

_COLUMNS = {
    "cohort": ("cohort", "范围", "排序范围"),
    "decision": ("decision", "决定", "审批结果"),
    "approver": ("approver", "批准人", "审批人"),
    "date": ("date", "日期", "批准日期"),
    "period": ("period", "考核周期", "周期"),
    "grade": ("grade", "等级", "审定等级"),
    "reason": ("reason", "理由", "原因"),
}
_DECISIONS = {
    "approved": True,
    "approve": True,
    "yes": True,
    "批准": True,
    "同意": True,
    "declined": False,
    "decline": False,
    "no": False,
    "不批准": False,
    "不同意": False,
}
_DATE = date_reader(InputSpec("date", "date", kinds.DATE, Domain(), True, None, (), None))


@frozen
class Decision:
    """What was decided about a cohort; ``cohort`` is None for all."""

    cohort: str | None
    approved: bool
    approver: str
    on: date | None
    period: str | None
    place: DataPlace


@frozen
class Edit:
    """A grade that stands in place of the proposed one, with the reason."""

    key: str
    grade: str
    reason: str
    period: str | None
    place: DataPlace


@frozen
class Approvals:
    """Everything that a file of approvals says, and what is wrong with it."""

    decisions: tuple[Decision, ...] = ()
    edits: tuple[Edit, ...] = ()
    findings: tuple[Diagnostic, ...] = ()

    def about(self, cohort: str) -> tuple[Decision, ...]:
        """The decisions about a cohort: those that name it, else those about all."""
        named = tuple(decision for decision in self.decisions if decision.cohort == cohort)
        return named or tuple(decision for decision in self.decisions if decision.cohort is None)

    def within(self, period: str) -> "Approvals":
        """What is said of one period: rows that name another say nothing of it."""
        decisions = tuple(one for one in self.decisions if one.period in (None, period))
        edits = tuple(one for one in self.edits if one.period in (None, period))
        return Approvals(decisions, edits, self.findings)


NO_APPROVALS = Approvals()
"""Nothing has been decided yet."""


def read_approvals(location: str, key: str) -> Approvals:
    """The approvals in a file, whose people are named in the column ``key``; raises `DataFileError`."""
    sheet = open_sheet(location)
    columns = _columns(sheet, key)
    decisions: list[Decision] = []
    edits: list[Edit] = []
    findings: list[Diagnostic] = []
    for row in sheet.rows():
        if row.is_blank:
            continue
        place = sheet.place(row.number)
        said = {name: _text(row, column) for name, column in columns.items()}
        if said.get("key"):
            findings += _edit(said, place, edits)
        else:
            findings += _decision(said, row, columns, place, decisions)
    return Approvals(tuple(decisions), tuple(edits), tuple(findings))


def _columns(sheet: Sheet, key: str) -> dict[str, Column]:
    wanted = {**_COLUMNS, "key": (key,)}
    return {
        name: column
        for name, titles in wanted.items()
        for column in sheet.columns
        if column.title.casefold() in (title.casefold() for title in titles)
    }


def _text(row: Row, column: Column) -> str:
    cell = row.cells[column.position] if column.position < len(row.cells) else None
    return "" if is_blank(cell) else " ".join(cell_text(cell).split())


def _edit(said: dict[str, str], place: DataPlace, edits: list[Edit]) -> Iterator[Diagnostic]:
    grade, reason = said.get("grade", ""), said.get("reason", "")
    if not grade or not reason:
        yield Diagnostic.of("K917", place, id=said["key"], help="reason" if grade else "grade")
        return
    edits.append(Edit(said["key"], grade, reason, said.get("period") or None, place))


def _decision(
    said: dict[str, str],
    row: Row,
    columns: dict[str, Column],
    place: DataPlace,
    decisions: list[Decision],
) -> Iterator[Diagnostic]:
    approved = _DECISIONS.get(said.get("decision", "").casefold())
    if approved is None:
        yield Diagnostic.of("K918", place, written=said.get("decision", ""), help="decision")
        return
    on: date | None = None
    if said.get("date"):
        read = _DATE(row.cells[columns["date"].position])
        if isinstance(read, Flaw):
            yield Diagnostic.of("K918", place, written=said["date"], help="date")
            return
        on = read
    period = said.get("period") or None
    decisions.append(
        Decision(said.get("cohort") or None, approved, said.get("approver", ""), on, period, place)
    )
