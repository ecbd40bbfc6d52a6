"""What the typing of every expression shares: findings, the currency, and how a symbol is read."""

from collections.abc import Mapping
from typing import Protocol

from attrs import define, field, frozen

from kpi_lang.core.groups import GroupFigure
from kpi_lang.core.nodes import Expr, FieldRef
from kpi_lang.resolved import Scope, Symbol
from kpi_lang.source import Diagnostic, Diagnostics, Span
from kpi_lang.values.kinds import Kind

NO_CURRENCY = "XXX"
"""What ISO 4217 calls the currency of transactions that have none; stands in where the policy should name one."""


_UNKNOWN = {
    "K201": "name",
    "K206": "name",
    "K207": "name",
    "K256": "name",
    "K257": "name",
    "K213": "name",
    "K617": "name",
    "K633": "title",
    "K634": "name",
    "K638": "name",
    "K642": "name",
}
"""Findings that something is unknown, and which argument names it."""


class Untyped(Exception):
    """An expression has no kind; why has been reported, and what depends on it says nothing more."""


@define
class Points:
    """Hands out the numbers of trace points, for the subject or for one records table."""

    count: int = 0

    def next(self) -> int:
        """The next number."""
        self.count += 1
        return self.count - 1


@frozen
class RecordsView:
    """The columns of a records table that may be read, by name, and the first date column if there is one.

    ``failed`` are columns with mistakes of their own, which have been reported.
    """

    name: str
    columns: Mapping[str, Kind]
    date_column: str | None
    failed: frozenset[str] = frozenset()

    def column(self, name: str, span: Span) -> FieldRef | None:
        """The column of a name, None if there is none; raises Untyped for one with mistakes of its own."""
        if name in self.failed:
            raise Untyped
        return FieldRef(self.name, name, self.columns[name], span) if name in self.columns else None

    def is_called(self, name: str) -> bool:
        """Whether a name is that of the table."""
        return name == self.name


class SymbolReader(Protocol):
    """How the typed stage learns what a symbol is worth; the lowering answers, on demand."""

    def read(self, symbol: Symbol, part: str | None, span: Span) -> Expr:
        """The value of a symbol, or of its part (``measure``, ``weight``, ``points``); raises Untyped."""

    def read_predeclared(self, name: str, span: Span) -> Expr | None:
        """``total``, ``grade``, ``as_of`` …; None if the name is not predeclared."""

    def definition(self, rule: str) -> Expr | None:
        """The expression of a parameter or table, which may stand wherever it is read; None for other rules."""

    def rate(self, symbol: Symbol) -> Expr:
        """The exchange rate that a symbol names, looked up by ``as_of``; raises Untyped."""

    def records(self, symbol: Symbol) -> RecordsView:
        """The columns of a records table, as far as they are known."""

    def carried(self, name: str, span: Span) -> Expr | None:
        """The group or the manager that a person is recorded under, by the name in `subject`; None for other names."""

    def manager(self, span: Span) -> Expr | None:
        """The key of a person's manager; None if `subject` names no column for it."""

    def groupings(self) -> tuple[str, ...]:
        """The names of what people belong to."""

    def figure(self, figure: GroupFigure) -> str:
        """The name by which a figure about other people joins the plan, the same for the same figure."""

    def part(self, expr: Expr, span: Span) -> Expr:
        """What a figure reads of each person, as a reference."""

    def past(self, span: Span) -> RecordsView:
        """The figures of earlier periods; raises Untyped (reported) where the policy has no periods."""

    def period_months(self, span: Span) -> int:
        """How many months a period has; raises Untyped (reported) where the policy has no periods."""

    def reason(self, key: str, **words: object) -> str:
        """A reason in the language of the policy's keywords."""

    def function_scope(self, symbol: Symbol) -> Scope:
        """The scope of the module that declares a function."""


@define
class Environment:
    """Shared by all expressions of one compilation."""

    diagnostics: Diagnostics
    reader: SymbolReader
    currency: str
    grades: Kind | None = None
    inlining: list[str] = field(factory=list)
    of_reports: int = 0
    """How many figures about reports are being typed around what is typed now."""
    unknown: set[str] = field(factory=set)
    """Names that have been reported as unknown."""

    def needed_currency(self, span: Span) -> str:
        """The currency of the policy, for money that names none; that there is none is reported once."""
        if not self.currency:
            self.report("K324", span)
            self.currency = NO_CURRENCY
        return self.currency

    def report(self, code: str, span: Span, *, help: str | None = None, **arguments: object) -> None:
        """Note a finding."""
        self.diagnostics.add(Diagnostic.of(code, span, help=help, **arguments))  # type: ignore[arg-type]

    def stop(self, code: str, span: Span, *, help: str | None = None, **arguments: object) -> Untyped:
        """Note a finding that leaves the expression without a kind; ``raise`` what this returns.

        A name that is unknown in several places is one mistake, so it is noted once.
        """
        unknown = str(arguments.get(_UNKNOWN.get(code, ""), "")).partition(".")[0]
        if not unknown or unknown not in self.unknown:
            self.report(code, span, help=help, **arguments)
        if unknown:
            self.unknown.add(unknown)
        return Untyped(code)
