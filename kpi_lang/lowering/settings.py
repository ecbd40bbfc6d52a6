"""The header: version, dates, period, currency, and how scores and amounts are rounded by default."""

from datetime import date

from attrs import evolve, frozen

from kpi_lang.resolved import Scope
from kpi_lang.source import Span
from kpi_lang.syntax import tree
from kpi_lang.typed.environment import Environment, Untyped
from kpi_lang.typed.precision import Rounding, rounding_of
from kpi_lang.values import is_currency
from kpi_lang.values.periods import PeriodLength

LANGUAGE_VERSION = 1
"""The version of the language that this release reads; the package has a version of its own."""

_LENGTHS = {
    tree.PeriodWord.MONTH: PeriodLength.MONTH,
    tree.PeriodWord.QUARTER: PeriodLength.QUARTER,
    tree.PeriodWord.HALF: PeriodLength.HALF,
    tree.PeriodWord.YEAR: PeriodLength.YEAR,
}


@frozen
class Settings:
    """What the header says."""

    name: str = ""
    title: str = ""
    version: int = 1
    effective_from: date | None = None
    effective_to: date | None = None
    period: PeriodLength | None = None
    currency: str | None = None
    scores: Rounding | None = None
    amounts: Rounding | None = None
    totals: Rounding | None = None


def opening_of(module: tree.Module) -> Span:
    """Where a module begins, for what it lacks: the first line of its first declaration."""
    places = [declaration.span for declaration in (*module.declarations, *module.lost)]
    first = min(places, key=lambda span: span.start, default=module.span)
    line_end = first.file.text.find("\n", first.start)
    return Span(first.file, first.start, first.end if line_end < 0 else min(first.end, line_end))


def currency_of(module: tree.Module) -> str | None:
    """The currency that the header names; needed before any kind can be read."""
    for declaration in module.declarations:
        if isinstance(declaration, tree.Header):
            for setting in declaration.settings:
                if setting.word == "currency" and isinstance(setting.value, str):
                    return setting.value
    return None


def read_settings(module: tree.Module, scope: Scope, environment: Environment) -> Settings:
    """The settings of a policy; a second header is reported."""
    headers = [d for d in module.declarations if isinstance(d, tree.Header)]
    if not headers:
        if not module.has_lost("policy"):
            environment.report("K601", opening_of(module))
        return Settings(name=module.name)
    for extra in headers[1:]:
        environment.report("K603", extra.name.span, name=extra.name.text)
    header = headers[0]
    settings = Settings(name=header.name.text, title=header.title.text if header.title else header.name.text)
    for setting in header.settings:
        try:
            settings = _with(settings, setting, scope, environment)
        except Untyped:
            continue
    return settings if settings.totals else evolve(settings, totals=settings.scores)


def _with(settings: Settings, setting: tree.Setting, scope: Scope, environment: Environment) -> Settings:
    match setting.value:
        case tree.Precision() as precision:
            rounding = rounding_of(precision, scope, environment)
            match setting.word:
                case "scores":
                    return evolve(settings, scores=rounding)
                case "amounts":
                    return evolve(settings, amounts=rounding)
                case _:
                    return evolve(settings, totals=rounding)
        case tree.PeriodWord() as word:
            return evolve(settings, period=_LENGTHS[word])
        case (start, end):
            if start is not None and end is not None and end < start:
                raise environment.stop("K605", setting.span)
            return evolve(settings, effective_from=start, effective_to=end)
        case int(number):
            if setting.word == "version":
                return evolve(settings, version=number)
            if number != LANGUAGE_VERSION:
                raise environment.stop("K606", setting.span, version=number, known=LANGUAGE_VERSION)
            return settings
        case str(text):
            if not is_currency(text):
                raise environment.stop("K602", setting.span, currency=text)
            return evolve(settings, currency=text)
