"""The typer: the context in which expressions are typed, and what every form of expression needs of it."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction

from attrs import evolve, field, frozen

from kpi_lang.core.nodes import (
    Arm,
    Choose,
    ChooseRole,
    Compare,
    ComparisonOperator,
    Const,
    Expr,
    NoValue,
    Round,
)
from kpi_lang.resolved import Scope
from kpi_lang.source import Span
from kpi_lang.syntax import tree
from kpi_lang.typed import folding
from kpi_lang.typed.environment import Environment, Points, RecordsView, Untyped
from kpi_lang.typed.precision import Rounding
from kpi_lang.values import kinds
from kpi_lang.values.display import percent_text
from kpi_lang.values.kinds import Family, Kind

_LARGE_RATIO = 10
"""A plain number above this, where a ratio is meant, is most likely a percentage without its sign."""

_EQUALITIES = (ComparisonOperator.EQUAL, ComparisonOperator.NOT_EQUAL)

Typing = Callable[[], Expr]
Forms = Callable[["Typer", tree.Expression, Kind | None], Expr]
"""Types one expression of any form; the kind tells of which choices a bare word may be a member."""


class Inside(Enum):
    """Where an expression stands: among the rules of a person, in a figure over records, in a column of one."""

    PERSON = "person"
    FIGURE = "figure"
    COLUMN = "column"


@frozen
class Argument:
    """What a function's parameter stands for at one call: an expression in the caller's context."""

    syntax: tree.Expression
    caller: "Typer"
    kind: Kind


@frozen
class Typer:
    """Types expressions in one context: a module's names, a function's parameters, a record's columns.

    ``measure`` is what `measure` stands for inside the score of an indicator.
    """

    forms: Forms = field(repr=False)
    scope: Scope
    environment: Environment
    points: Points
    arguments: Mapping[str, Argument] = field(factory=dict)
    columns: RecordsView | None = None
    measure: Expr | None = None
    inside: Inside = Inside.PERSON
    sheet: RecordsView | None = None
    """The table that figures are about where they name none, as in `valid when sum(share) = 100%`."""

    def is_of_columns(self, name: str) -> bool:
        """Whether a name is that of the records at hand, under whatever name this file imports them."""
        symbol = self.scope.values.get(name)
        called = name if symbol is None else symbol.rule
        return self.columns is not None and self.columns.is_called(called)

    # --- ways in ---------------------------------------------------------------------------------------

    def infer(self, written: tree.Expression) -> Expr:
        """The expression with the kind it has by itself; raises Untyped after reporting why it has none."""
        return self.forms(self, written, None)

    def typed_as(self, written: tree.Expression, hint: Kind | None) -> Expr:
        """The expression, where ``hint`` tells of which choices a bare word may be a member."""
        return self.forms(self, written, hint)

    def check(self, written: tree.Expression, wanted: Kind) -> Expr:
        """The expression as a value of ``wanted``; raises Untyped after reporting a mismatch."""
        return self.fit(self.typed_as(written, wanted), wanted, written.span)

    def condition(self, written: tree.Expression) -> Expr:
        """The expression as a yes/no."""
        typed = self.typed_as(written, kinds.YES_NO)
        if typed.kind.family is not Family.YES_NO:
            raise self.environment.stop("K304", written.span, kind=typed.kind)
        return typed

    def constant(self, written: tree.Expression, wanted: Kind) -> Fraction:
        """A number known when the policy is compiled; raises Untyped after reporting one that is not."""
        value = folding.constant_number(self.check(written, wanted))
        if value is None:
            raise self.environment.stop("K309", written.span)
        return value

    def each(self, typings: list[Typing]) -> list[Expr]:
        """Every typing, so that each mistake is reported; raises Untyped if any failed."""
        results: list[Expr] = []
        failed = False
        for typing in typings:
            try:
                results.append(typing())
            except Untyped:
                failed = True
        if failed:
            raise Untyped
        return results

    # --- what must hold --------------------------------------------------------------------------------

    def fit(self, typed: Expr, wanted: Kind, span: Span) -> Expr:
        """``typed`` as ``wanted``: a literal takes the wanted kind, other values must have it."""
        typed = _as_month(typed, wanted)
        if not kinds.assignable(typed.kind, wanted):
            raise self.mismatch("K303", span, wanted, typed.kind, wanted=wanted, actual=typed.kind)
        self._note_percentage(typed, wanted)
        if isinstance(typed, (Const, NoValue)) and typed.kind != wanted:
            return evolve(typed, kind=wanted)
        return typed

    def mismatch(self, code: str, span: Span, one: Kind, other: Kind, **arguments: Kind) -> Untyped:
        """Note that values of two kinds do not go together, with what there is to say about these two."""
        choices = one.choices or other.choices
        help = "number" if one.is_number and other.is_number else "other"
        if kinds.are_convertible(one, other):
            help = "convert"
        if choices is not None and kinds.TEXT in (one, other):
            help = "choice"
        known = () if choices is None else choices.names
        return self.environment.stop(code, span, help=help, known=known, **arguments)

    def _note_percentage(self, typed: Expr, kind: Kind) -> None:
        """Warn of a large plain number where a ratio is meant: `60` for `60%`."""
        value = folding.constant_number(typed)
        if kind != kinds.RATIO or typed.kind != kinds.LITERAL or value is None or typed.span is None:
            return
        if abs(value) > _LARGE_RATIO:
            self.environment.report("K701", typed.span, written=value, percent=percent_text(value))

    def need_number(self, typed: Expr, span: Span) -> None:
        """Reports and stops at a value that is not a number."""
        if not typed.kind.is_number:
            raise self.environment.stop("K311", span, kind=typed.kind)

    # --- nodes -----------------------------------------------------------------------------------------

    def compare(self, operator: ComparisonOperator, left: Expr, right: Expr, span: Span) -> Expr:
        """A comparison of two typed values; raises Untyped after reporting values that do not compare."""
        left, right = _as_month(left, right.kind), _as_month(right, left.kind)
        kind = kinds.unify(left.kind, right.kind)
        if kind is None:
            raise self.mismatch("K302", span, left.kind, right.kind, left=left.kind, right=right.kind)
        self._note_percentage(left, kind)
        self._note_percentage(right, kind)
        if operator not in _EQUALITIES:
            ordered = kind.choices is None or kind.choices.ordered
            if kind.family in (Family.TEXT, Family.YES_NO) or not ordered:
                raise self.environment.stop("K307", span, kind=kind)
        return Compare(operator, left, right, kinds.YES_NO, span)

    def choose(self, arms: list[Arm], role: ChooseRole, span: Span) -> Expr:
        """A Choose over arms whose values have one kind; the last arm has no condition."""
        valued = [arm for arm in arms if not isinstance(arm.value, NoValue)]
        kind = valued[0].value.kind if valued else arms[0].value.kind
        for arm in valued[1:]:
            common = kinds.unify(kind, arm.value.kind)
            if common is None:
                raise self.environment.stop("K305", arm.span or span, left=kind, right=arm.value.kind)
            kind = common
        fitted = tuple(
            evolve(arm, value=evolve(arm.value, kind=kind)) if isinstance(arm.value, NoValue) else arm
            for arm in arms
        )
        if len(fitted) == 1:
            return fitted[0].value
        return Choose(fitted, kind, self.points.next(), role, span)

    def round_typed(self, inner: Expr, rounding: Rounding, span: Span | None) -> Expr:
        """A typed value rounded."""
        point = self.points.next()
        return Round(inner, rounding.step, rounding.mode, rounding.digits, inner.kind, point, span)


def _as_month(typed: Expr, wanted: Kind) -> Expr:
    """A date written beside a month, such as `2026-07-01`, is the month that begins on it."""
    if wanted == kinds.MONTH and isinstance(typed, Const) and isinstance(typed.value, date):
        return evolve(typed, kind=kinds.MONTH) if typed.value.day == 1 else typed
    return typed
