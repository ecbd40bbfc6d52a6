"""The dates of a run: which day selects parameters and ends windows, and from when to when the period lasts."""

from datetime import date
from typing import assert_never

from attrs import frozen

from kpi_lang.core.plan import Plan
from kpi_lang.evaluate.person import RunDates
from kpi_lang.policy.run_error import RunError
from kpi_lang.source import Diagnostic, Lang
from kpi_lang.values.periods import Period, PeriodLength

_WORDS: dict[PeriodLength, dict[Lang, str]] = {
    PeriodLength.MONTH: {"en": "month", "zh": "月"},
    PeriodLength.QUARTER: {"en": "quarter", "zh": "季度"},
    PeriodLength.HALF: {"en": "half-year", "zh": "半年"},
    PeriodLength.YEAR: {"en": "year", "zh": "年"},
}


@frozen
class _LengthWords:
    """A length of period in words."""

    length: PeriodLength

    def in_language(self, lang: Lang) -> str:
        return _WORDS[self.length][lang]


def run_dates(
    plan: Plan, period: Period | str | None = None, as_of: date | str | None = None
) -> tuple[RunDates | None, Period | None]:
    """The dates of a run and its period, from what is given of them.

    The day that counts is ``as_of``, else the last day of the period; the period is the one given, else the
    one that this day lies in, where the policy has periods. Raises `RunError` with K971 if the policy
    reads dates and none is given, with K972 for a period of another length than the policy's.
    """
    given = Period.parse(period) if isinstance(period, str) else period
    if period is not None and (given is None or plan.period not in (None, given.length)):
        wanted = plan.period or PeriodLength.QUARTER
        raise RunError(
            [
                Diagnostic.of(
                    "K972", wanted=_LengthWords(wanted), given=str(period), example=period_example(wanted)
                )
            ]
        )
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    if given is None and day is not None and plan.period is not None:
        given = Period.containing(day, plan.period)
    if day is None and given is not None:
        day = given.last_day
    if day is None:
        if plan.uses_dates:
            example = period_example(plan.period or PeriodLength.QUARTER)
            raise RunError([Diagnostic.of("K971", example=f"--period {example}")])
        return None, None
    if given is None:
        return RunDates(day), None
    return RunDates(day, given.first_day, given.last_day), given


def not_in_effect(plan: Plan, dates: RunDates | None) -> Diagnostic | None:
    """A warning where the day that counts lies outside the dates between which the policy is in effect."""
    day = None if dates is None else dates.as_of
    start, end = plan.effective_from, plan.effective_to
    if day is None or ((start is None or start <= day) and (end is None or day <= end)):
        return None
    return Diagnostic.of("K981", range=f"{start or '…'} .. {end or '…'}", day=str(day))


def period_example(length: PeriodLength) -> str:
    """How a period of a length is written."""
    match length:
        case PeriodLength.MONTH:
            return "2026-07"
        case PeriodLength.QUARTER:
            return "2026Q3"
        case PeriodLength.HALF:
            return "2026H1"
        case PeriodLength.YEAR:
            return "2026"
        case _:
            assert_never(length)
