"""The results of everybody."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, assert_never

from attrs import evolve, field, frozen

from kpi_lang.core.absent import Absent
from kpi_lang.core.plan import Output, Plan
from kpi_lang.core.printer import print_value
from kpi_lang.data.bound import BoundRow, RecordRejection, Rejection
from kpi_lang.data.output import Form, OutputColumn, OutputValue, arrow_table
from kpi_lang.data.schema import Value
from kpi_lang.distribution.settlement import SettledCohort
from kpi_lang.policy.evaluated import Plain, python_value
from kpi_lang.policy.result import Result
from kpi_lang.report import Explanation
from kpi_lang.report.figures import reason_text
from kpi_lang.source import Diagnostic, Lang, language_from_environment
from kpi_lang.source.nearest import nearest
from kpi_lang.values.kinds import Family, Kind
from kpi_lang.values.periods import Period


@frozen
class Appraised:
    """A person who was evaluated: the row of data, and the results of a period."""

    row: BoundRow
    result: Result
    period: Period | None = None


@frozen
class Summary:
    """The account of a run: ``accepted + out_of_scope + rejected == read``, always."""

    read: int
    accepted: int
    out_of_scope: int
    rejected: int

    def __str__(self) -> str:
        return (
            f"read {self.read}, accepted {self.accepted}, out of scope {self.out_of_scope}, "
            f"rejected {self.rejected}"
        )


@frozen(eq=False)
class Table:
    """Everybody's results, one row for each person accepted and period, in the order of time and of the data.

    `rejects` are people whose data cannot be used, `record_rejects` records that cannot; `diagnostics` are
    warnings about the data and promises (`ensure`) that somebody's results break.
    """

    plan: Plan = field(repr=False)
    people: tuple[Appraised, ...] = field(repr=False)
    out_of_scope: tuple[Appraised, ...] = field(repr=False)
    rejects: tuple[Rejection, ...] = field(repr=False)
    record_rejects: tuple[RecordRejection, ...] = field(repr=False)
    diagnostics: tuple[Diagnostic, ...] = field(repr=False)
    period: Period | None
    summary: Summary
    provisional: frozenset[str] = frozenset()
    """The keys of those whose figures about other people may change once rejected rows are corrected."""
    cohorts: tuple[SettledCohort, ...] = field(default=(), repr=False)
    """What the distribution came to, cohort by cohort; none if the policy has no distribution."""

    def __len__(self) -> int:
        return len(self.people)

    def __iter__(self) -> Iterator[Result]:
        return (appraised.result for appraised in self.people)

    def __getitem__(self, key: str) -> Result:
        """The results of the person with a key, in scope or not, of several periods those of the last.

        Raises `KeyError`, naming the nearest key.
        """
        everybody = (*self.people, *self.out_of_scope)
        found = self._last(key)
        if found is not None:
            return found.result
        near = nearest(key, (appraised.row.key for appraised in everybody))
        hint = f"; did you mean `{near}`?" if near else ""
        raise KeyError(f"nobody has the {self.plan.key} `{key}`{hint}")

    def with_rejects(self, rejects: Sequence[Rejection]) -> "Table":
        """The same with further rows set apart that were not among those read, such as rows of history."""
        return evolve(self, rejects=(*self.rejects, *rejects))

    def _last(self, key: str) -> Appraised | None:
        everybody = (*self.out_of_scope, *self.people)
        found = [person for person in everybody if person.row.key == key]
        return max(found, key=lambda person: _start_of(person.period), default=None)

    @property
    def not_appraised(self) -> int:
        """How many of the people accepted take no part in the appraisal, for a reason of the policy."""
        appraised = [output for output in self.plan.outputs if output.name == "appraised"]
        return sum(person.result.output(output) is False for output in appraised for person in self.people)

    def explain(self, key: str, lang: Lang | None = None) -> Explanation:
        """How one person's figures came about; raises `KeyError` for an unknown key."""
        return self[key].explain(lang)

    def statement(self, key: str, lang: Lang | None = None) -> str:
        """One person's printable HTML page; raises `KeyError` for an unknown key."""
        words = lang or language_from_environment()
        found = self[key]
        person = self._last(key)
        assert person is not None
        carried = tuple(
            (name, text) for name, text in zip(self._carried, self._groups()(person.row), strict=True) if text
        )
        return found.statement(words, carried, person.period)

    def rows(self, lang: Lang | None = None) -> list[dict[str, Plain]]:
        """Every row by column name, as Python values."""
        columns = self.columns()
        names = [column.name for column in columns]
        places = {output.name: output.digits for output in self.plan.outputs}
        return [
            {
                name: python_value(_plain(value), places.get(name))
                for name, value in zip(names, row, strict=True)
            }
            for row in self.values(columns, lang)
        ]

    def to_arrow(self) -> Any:
        """The table as a `pyarrow.Table`: numbers with digits are decimals, others exact text as `268/3`."""
        columns = self.columns()
        return arrow_table(columns, self.values(columns))

    def to_pandas(self) -> Any:
        """The table as a pandas data frame with Arrow's types."""
        import pandas

        return self.to_arrow().to_pandas(types_mapper=pandas.ArrowDtype)

    def to_polars(self) -> Any:
        """The table as a polars data frame."""
        import polars

        return polars.from_arrow(self.to_arrow())

    def columns(self) -> tuple[OutputColumn, ...]:
        """The columns: the key, what people belong to, the period of the run, then the results.

        Where rows are rejected that figures about other people wait for, `provisional` tells whose figures these are.
        A result that somebody has none of is followed by its reasons, in a column `<name>_why`.
        """
        lacking = {rule for person in self.people for rule in person.result.evaluated.lacking}
        found = [OutputColumn(self.plan.key), *(OutputColumn(name) for name in self._carried)]
        if self._has_periods:
            found.append(OutputColumn("period"))
        if self.provisional:
            found.append(OutputColumn(PROVISIONAL, Form.YES_NO))
        for output in self.plan.outputs:
            found.append(OutputColumn(output.name, form_of(output.kind), output.digits))
            if output.rule in lacking:
                found.append(OutputColumn(why_column(output)))
        return tuple(found)

    def values(
        self, columns: Sequence[OutputColumn], lang: Lang | None = None
    ) -> Iterator[tuple[OutputValue, ...]]:
        """The values of the rows in the order of `columns`, exact."""
        words = lang or language_from_environment()
        wanted = {column.name for column in columns}
        shown = tuple((output, why_column(output) in wanted) for output in self.plan.outputs)
        groups, has_periods = self._groups(), "period" in wanted
        for person in self.people:
            row: list[OutputValue] = [person.row.key, *groups(person.row)]
            if has_periods:
                row.append(None if person.period is None else str(person.period))
            if self.provisional:
                row.append(person.row.key in self.provisional)
            evaluated, in_scope = person.result.evaluated, person.result.in_scope
            for output, has_why in shown:
                value = evaluated.rule(output.rule) if in_scope else None
                why = None
                if isinstance(value, Absent):
                    why, value = reason_text(value, words), None
                row += (value, why) if has_why else (value,)
            yield tuple(row)

    @property
    def _has_periods(self) -> bool:
        return self.period is not None or any(person.period is not None for person in self.people)

    @property
    def _carried(self) -> tuple[str, ...]:
        """What people belong to and whom they report to, whether or not a rule reads it."""
        return tuple(name for name in (*self.plan.belongs_to, self.plan.reports_to) if name is not None)

    def _groups(self) -> Callable[[BoundRow], list[str | None]]:
        """What reads from a row whom somebody belongs to and reports to, in the order of the columns."""
        carried = {name: place for place, name in enumerate(self.plan.schema().carried)}
        inputs = {spec.name: (place, spec.default) for place, spec in enumerate(self.plan.given)}

        def read(row: BoundRow, name: str) -> str | None:
            if name in carried:
                return row.carried[carried[name]]
            place, default = inputs[name]
            known = default if row.values[place] is None else row.values[place]
            return None if known is None else print_value(known)

        names = self._carried
        return lambda row: [read(row, name) for name in names]


PROVISIONAL = "provisional"
"""The column that tells whose figures wait for rejected rows; there is one where anybody's do."""


def joined(tables: Sequence[Table], plan: Plan, findings: tuple[Diagnostic, ...] = ()) -> Table:
    """The tables of several periods as one, in the order given."""
    return Table(
        plan,
        tuple(person for table in tables for person in table.people),
        tuple(person for table in tables for person in table.out_of_scope),
        tuple(reject for table in tables for reject in table.rejects),
        tuple(reject for table in tables for reject in table.record_rejects),
        (*findings, *(finding for table in tables for finding in table.diagnostics)),
        tables[0].period if len(tables) == 1 else None,
        Summary(
            sum(table.summary.read for table in tables),
            sum(table.summary.accepted for table in tables),
            sum(table.summary.out_of_scope for table in tables),
            sum(table.summary.rejected for table in tables),
        ),
        frozenset().union(*(table.provisional for table in tables)),
        tuple(cohort for table in tables for cohort in table.cohorts),
    )


def _start_of(period: Period | None) -> date:
    return date.min if period is None else period.first_day


def why_column(output: Output) -> str:
    """The column that tells why there is no such result."""
    return f"{output.name}_why"


def _plain(value: OutputValue | Absent) -> Value | None:
    assert value is None or isinstance(value, Fraction | bool | str | date)
    return value


def form_of(kind: Kind) -> Form:
    """How values of a kind are written."""
    match kind.family:
        case Family.NUMBER:
            return Form.NUMBER
        case Family.YES_NO:
            return Form.YES_NO
        case Family.DATE:
            return Form.DATE
        case Family.MONTH:
            return Form.MONTH
        case Family.CHOICE | Family.TEXT:
            return Form.TEXT
        case _:
            assert_never(kind.family)
