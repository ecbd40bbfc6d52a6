"""Runs over several periods: each after the one before, with what the earlier ones left."""

from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from kpi_lang.core.plan import Plan
from kpi_lang.data.binding import Binding
from kpi_lang.data.by_period import PERIOD_TITLES, PeriodSheets, by_period
from kpi_lang.data.people import bind
from kpi_lang.data.sheet import Sheet
from kpi_lang.data.sources import Sources
from kpi_lang.policy.engine import Engine
from kpi_lang.policy.everybody import Progress, evaluate_everybody
from kpi_lang.policy.past import PastFigures
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
) -> Table:
    """The results of every period in the data, or of the one that is wanted, after those before it.

    A person without a row in a period has no results for it; later periods say what they make of that.
    """
    complete = evolve(binding, ignore=(*binding.ignore, *PERIOD_TITLES))
    schema = engine.plan.schema()
    tables: list[Table] = []
    for period in _until(periods.main.by_period, wanted):
        sources = periods.of(period)
        bound = bind(schema, sources.main, sources.others, sources.records, complete)
        dates, _ = engine.dates(period, None)
        table = evaluate_everybody(engine, bound, dates, period, progress, past)
        past.note(table)
        if wanted is None or period == wanted:
            tables.append(table)
    rejected = (*periods.main.rejected, *past.rejects)
    apart = len(periods.main.rejected)
    unread = Table(engine.plan, (), (), rejected, (), (), wanted, Summary(apart, 0, 0, apart))
    return joined([*tables, unread] if rejected or not tables else tables, engine.plan)


def _until(periods: Iterable[Period], wanted: Period | None) -> Iterable[Period]:
    return (one for one in periods if wanted is None or one.first_day <= wanted.first_day)


def _part(sheet: PeriodSheets | Sheet, period: Period) -> Sheet:
    """The rows of a period; a period that a sheet does not name has no rows in it."""
    if isinstance(sheet, Sheet):
        return sheet
    found = sheet.by_period.get(period)
    if found is not None:
        return found
    other = next(iter(sheet.by_period.values()))
    return Sheet(other.name, other.columns, lambda: iter(()), other.grouping_commas, other.addressed)
