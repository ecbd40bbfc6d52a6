"""Small policies for tests: compiled through the whole front end and checker, evaluated by the reference."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache

from attrs import frozen

from kpi_lang.compiler import compile_source
from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.plan import Plan
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.reference import evaluate_reference
from kpi_lang.evaluate.trace import Trace
from kpi_lang.policy.given import PersonReader
from kpi_lang.policy.run_dates import run_dates
from kpi_lang.source import Diagnostic, Severity, SourceFile, Span

HEADER = """policy test.small { language 1; version 1; period quarter; currency CNY }
subject person { key no }
"""

Rows = Mapping[str, Iterable[Mapping[str, object]]]


@frozen
class Outcome:
    """What one person gets from a small policy."""

    trace: Trace

    def __getitem__(self, name: str) -> Value:
        """The value of a rule, which must have one."""
        value = self.trace[name]
        assert not isinstance(value, Absent), f"{name}: {value}"
        return value

    def number(self, name: str) -> Fraction:
        """The value of a rule that gives a number."""
        value = self[name]
        assert isinstance(value, Fraction)
        return value

    def numbers(self, *names: str) -> list[Fraction]:
        """The values of several rules."""
        return [self.number(name) for name in names]

    def cause(self, name: str) -> Cause:
        """Why a rule has no value, which must be so."""
        return self._absent(name).cause

    def reason(self, name: str) -> str:
        """What is said of a rule without a value."""
        return self._absent(name).reason

    def _absent(self, name: str) -> Absent:
        value = self.trace[name]
        assert isinstance(value, Absent), f"{name}: {value}"
        return value


def plan_of(
    body: str, *, header: str = HEADER, modules: Mapping[str, str] | None = None, **settings: str
) -> Plan:
    """The plan of a policy that the checker accepts."""
    plan, found = _compiled(header + body, tuple((modules or {}).items()), tuple(settings.items()))
    assert plan is not None, [f"{one.code} {one.message('en')}" for one in found]
    return plan


def evaluated(
    body: str,
    given: Mapping[str, object] | None = None,
    *,
    records: Rows | None = None,
    as_of: str | None = None,
    modules: Mapping[str, str] | None = None,
    header: str = HEADER,
    **values: object,
) -> Outcome:
    """What a policy gives for the values of one person, which are read as cells of a sheet are.

    Values whose names are no Python names stand in ``given``.
    """
    plan = plan_of(body, header=header, modules=modules)
    tables: dict[str, Iterable[Mapping[str, object]]] = {
        table.name: [] for table in plan.records if not table.optional
    }
    tables.update(records or {})
    dates, _ = run_dates(plan, None, as_of)
    return Outcome(
        evaluate_reference(plan, PersonReader(plan).read({**(given or {}), **values}, tables, dates))
    )


def findings(
    body: str,
    *,
    header: str = HEADER,
    modules: Mapping[str, str] | None = None,
    settings: Mapping[str, str] | None = None,
) -> list[tuple[str, str]]:
    """The errors and warnings of a policy in reading order: the code and what is underlined.

    Lints (K7xx) are left out: a small policy leaves much unused.
    """
    found = diagnostics(body, header=header, modules=modules, settings=settings)
    return [(one.code, one.span.text if isinstance(one.span, Span) else "") for one in found]


def diagnostics(
    body: str,
    *,
    header: str = HEADER,
    modules: Mapping[str, str] | None = None,
    settings: Mapping[str, str] | None = None,
) -> list[Diagnostic]:
    """The findings of a policy as data, without lints."""
    _, found = _compiled(header + body, tuple((modules or {}).items()), tuple((settings or {}).items()))
    return [one for one in found if one.severity is not Severity.NOTE and not one.code.startswith("K7")]


@cache
def _compiled(
    text: str, modules: tuple[tuple[str, str], ...], settings: tuple[tuple[str, str], ...]
) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    sources = {name: SourceFile(f"{name}.kpi", module) for name, module in modules}
    return compile_source(SourceFile("policy.kpi", text), sources.get, dict(settings))
