"""Where something is scored: among the rules of a person, or in the columns of a goal sheet."""

from collections.abc import Callable
from typing import Protocol

from attrs import frozen

from kpi_lang.core.nodes import Expr, RuleRef
from kpi_lang.core.plan import Role
from kpi_lang.lowering.building import Building
from kpi_lang.resolved import Symbol
from kpi_lang.source import Span
from kpi_lang.typed.typer import Typer


class Bench(Protocol):
    """What scoring needs of the place where it is done."""

    @property
    def building(self) -> Building:
        """The plan under construction."""

    @property
    def symbol(self) -> Symbol:
        """What is scored."""

    def typer(self, measure: Expr | None = None) -> Typer:
        """A typer for what the author wrote; ``measure`` is what `measure` stands for."""

    def named(self, part: str, title: str, expr: Expr, span: Span) -> Expr:
        """The expression under a name of its own, ``x.part``, so that traces show it."""

    def bind(self, expr: Expr) -> Expr:
        """What a curve is about, under a name of its own if it is more than a name."""


@frozen
class PersonBench:
    """Scoring among the rules of a person."""

    building: Building
    symbol: Symbol

    def typer(self, measure: Expr | None = None) -> Typer:
        """A typer for expressions of the person."""
        return self.building.typer(self.building.scope_of(self.symbol), measure)

    def named(self, part: str, title: str, expr: Expr, span: Span) -> Expr:
        """A rule of the plan."""
        name = f"{self.symbol.rule}.{part}"
        if name in self.building.rules:
            return RuleRef(name, self.building.rules[name].kind, span)
        kind = expr.kind.settled if expr.kind.is_number else expr.kind
        return self.building.emit(name, title, Role.MEASURE, kind, expr, self.symbol.rule, span)

    def bind(self, expr: Expr) -> Expr:
        """A rule ``x.of`` unless it is a plain reference."""
        bound: Callable[[Expr], Expr] = self.building.binder(self.symbol.rule, "of", self.symbol.name)
        return bound(expr)
