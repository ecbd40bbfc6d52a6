"""Runs over several periods: each after the one before, with what the earlier ones left."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import evolve, frozen

from kpi_lang.core.plan import Plan, RollupPlan
from kpi_lang.data.approvals import NO_APPROVALS, Approvals
from kpi_lang.data.binding import Binding
from kpi_lang.data.by_period import PERIOD_TITLES, PeriodSheets, by_period
from kpi_lang.data.people import bind
from kpi_lang.data.sheet import Sheet
from kpi_lang.data.sources import Sources
from kpi_lang.policy.engine import Engine
from kpi_lang.policy.everybody import Progress, evaluate_everybody
from kpi_lang.policy.past import PastFigures
from kpi_lang.policy.rolling_up import longer_periods, rolled_rows
from kpi_lang.policy.table import Summary, Table, joined
from kpi_lang.values.periods import Period


@frozen(eq=False)
class Periods:
    """The sheets of a run taken apart by period; a sheet without a column of periods serves them all."""

    main: PeriodSheets
    others: Mapping[str, PeriodSheets | Sheet]
    records: Mapping[str, PeriodSheets | Sheet]

    def of(self, period: Period) -> Sources:
        """The sheets of one period."""
        return Sources(
            self.main.by_period[period],
            {name: _part(sheet, period) for name, sheet in self.others.items()},
            {name: _part(sheet, period) for name, sheet in self.records.items()},
        )


def periods_of(plan: Plan, sources: Sources) -> Periods | None:
    """The sheets by period; None if the sheet of people tells of one period only."""
    if plan.period is None:
        return None
    main = by_period(sources.main, plan.period)
    if main is None:
        return None
    length = plan.period
    return Periods(
        main,
        {name: by_period(sheet, length) or sheet for name, sheet in sources.others.items()},
        {name: by_period(sheet, length) or sheet for name, sheet in sources.records.items()},
    )


def evaluate_periods(
    engine: Engine,
    periods: Periods,
    binding: Binding,
    past: PastFigures,
    wanted: Period | None,
    progress: Progress = iter,
    approvals: Approvals = NO_APPROVALS,
) -> Table:
    """The results of every period in the data, or of the one that is wanted, after those before it.

    A person without a row in a period has no results for it; later periods say what they make of that.
    """
    complete = evolve(binding, ignore=(*binding.ignore, *PERIOD_TITLES))
    schema = engine.plan.schema()
    every: list[Table] = []
    for period in _until(periods.main.by_period, wanted):
        sources = periods.of(period)
        bound = bind(schema, sources.main, sources.others, sources.records, complete)
        dates, _ = engine.dates(period, None)
        table = evaluate_everybody(engine, bound, dates, period, progress, past, approvals)
        past.note(table)
        every.append(table)
    rolled = [
        table for rollup, own in engine.rollups for table in _rolled(rollup, own, every, past, approvals)
    ]
    tables = sorted(
        (table for table in (*every, *rolled) if wanted in (None, table.period)), key=_end_and_length
    )
    apart = len(periods.main.rejected)
    unread = Table(
        engine.plan,
        (),
        (),
        (*periods.main.rejected, *past.rejects),
        (),
        (),
        None,
        Summary(apart, 0, 0, apart),
    )
    # Rows are counted once: a roll-up reads none.
    counted = [table for table in every if wanted in (None, table.period)] or every
    whole = joined([*tables, unread], engine.plan)
    return evolve(
        whole,
        summary=joined([*counted, unread], engine.plan).summary,
        period=tables[0].period if len(tables) == 1 else None,
    )


def _rolled(
    rollup: RollupPlan, engine: Engine, tables: Sequence[Table], past: PastFigures, approvals: Approvals
) -> Iterator[Table]:
    """A roll-up of every longer period that has come to its end."""
    periods = [table.period for table in tables if table.period is not None]
    for longer in longer_periods(rollup, periods):
        rows = rolled_rows(engine.plan, tables, longer, past)
        dates, _ = engine.dates(longer, None)
        yield evaluate_everybody(engine, rows, dates, longer, past=past.until(longer), approvals=approvals)


def _end_and_length(table: Table) -> tuple[date, int]:
    assert table.period is not None
    return table.period.last_day, table.period.length.months


def _until(periods: Iterable[Period], wanted: Period | None) -> Iterable[Period]:
    return (one for one in periods if wanted is None or one.first_day <= wanted.last_day)


def _part(sheet: PeriodSheets | Sheet, period: Period) -> Sheet:
    """The rows of a period; a period that a sheet does not name has no rows in it."""
    if isinstance(sheet, Sheet):
        return sheet
    found = sheet.by_period.get(period)
    if found is not None:
        return found
    other = next(iter(sheet.by_period.values()))
    return Sheet(other.name, other.columns, lambda: iter(()), other.grouping_commas, other.addressed)
