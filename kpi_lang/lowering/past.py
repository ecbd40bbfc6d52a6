"""The figures of earlier periods that a policy asks for, as a table of records; balances carried over."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from kpi_lang.core.nodes import (
    Aggregate,
    AggregateOperator,
    Arm,
    Choose,
    ChooseRole,
    Compare,
    ComparisonOperator,
    Expr,
    FieldRef,
    InputRef,
)
from kpi_lang.core.plan import PAST_START, RecordsPlan, Role
from kpi_lang.data.schema import InputSpec
from kpi_lang.resolved import Category, Symbol
from kpi_lang.source import Span
from kpi_lang.syntax import tree
from kpi_lang.syntax.words import canonical
from kpi_lang.typed import folding
from kpi_lang.typed.environment import RecordsView, Untyped
from kpi_lang.typed.kind_names import kind_of
from kpi_lang.typed.precision import rounding_of
from kpi_lang.values import kinds
from kpi_lang.values.domains import Domain
from kpi_lang.values.kinds import Kind

if TYPE_CHECKING:
    from kpi_lang.lowering.building import Building

_POINTS = (Category.INDICATOR, Category.AWARD, Category.CAP, Category.GROUP)
_GRADES = ("grade", "provisional_grade", "proposed_grade")


@define
class Past:
    """The figures of earlier periods that were asked for so far, each a column; the first is the period's first day."""

    building: "Building"
    fields: dict[str, InputSpec] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.keep(PAST_START, kinds.DATE, PAST_START, optional=False)

    def keep(
        self, name: str, kind: Kind, title: str, domain: Domain | None = None, *, optional: bool = True
    ) -> None:
        """Have a figure of the person handed on to later periods."""
        if name not in self.fields:
            self.fields[name] = InputSpec(
                name, title, kind, domain or Domain(), optional, None, (), None, None
            )

    def column(self, text: str, span: Span) -> FieldRef | None:
        """The column of a figure, under the name that the policy gives it; None if it is no figure of a person."""
        symbol = self.building.program.scope.values.get(text)
        if symbol is not None:
            return self._declared(symbol, span)
        word = canonical(text)
        match word:
            case "total" | "base_score":
                kind = kinds.POINTS
            case _ if word == PAST_START:
                kind = kinds.DATE
            case _ if word in _GRADES:
                found = self.building.read_predeclared(word, span)
                if found is None:
                    return None
                kind = found.kind
            case _:
                return None
        assert word is not None
        self.keep(word, kind, self.building.title_of(word))
        return FieldRef("past", word, kind, span)

    def _declared(self, symbol: Symbol, span: Span) -> FieldRef | None:
        building = self.building
        domain = None
        optional = True
        match symbol.category:
            case Category.LOST:
                raise Untyped
            case Category.INPUT:
                building.ensure(symbol, span)
                spec = building.inputs.get(symbol.rule)
                if spec is None:
                    raise Untyped
                kind, domain, optional = spec.kind, spec.domain, spec.optional
            case category if category in _POINTS:
                kind = kinds.POINTS
            case Category.FACTOR:
                kind = kinds.RATIO
            case Category.RESTRICTION:
                kind = kinds.YES_NO
            case Category.PAY | Category.POOL | Category.VALUE | Category.BALANCE | Category.TABLE:
                kind = self._kind(symbol, span)
            case _:
                return None
        self.keep(symbol.rule, kind, symbol.title or symbol.name, domain, optional=optional)
        return FieldRef("past", symbol.rule, kind, span)

    def _kind(self, symbol: Symbol, span: Span) -> Kind:
        """The kind of a figure that may be in the making: the one declared, or that of its rule."""
        building = self.building
        declared = symbol.declaration
        has_kind = tree.Value | tree.Balance | tree.ListTable | tree.MatrixTable
        if isinstance(declared, has_kind) and declared.kind is not None:
            return kind_of(declared.kind, symbol.name, building.scope_of(symbol), building.environment)
        if isinstance(declared, tree.Pay | tree.Pool):
            return kinds.money(building.environment.needed_currency(span))
        if symbol.rule in building.in_work:
            raise building.environment.stop("K260", span, name=symbol.name)
        building.ensure(symbol, span)
        if symbol.rule not in building.rules:
            raise Untyped
        return building.rules[symbol.rule].kind

    def plan(self) -> RecordsPlan:
        """The table of earlier periods."""
        title = self.building.title_of("past")
        return RecordsPlan("past", title, False, tuple(self.fields.values()), (), (), 0, None, is_past=True)


@frozen
class PastView(RecordsView):
    """`past` as a table of records, whose columns are the figures of the person that are asked for."""

    find: Callable[[str, Span], FieldRef | None] = field(kw_only=True)

    def column(self, name: str, span: Span) -> FieldRef | None:
        """The figure of a name; raises Untyped for one with mistakes of its own."""
        return self.find(name, span)

    def is_called(self, name: str) -> bool:
        """Whether a name is that of the earlier periods, in either language."""
        return canonical(name) == "past"


def read_past(building: "Building", span: Span) -> RecordsView:
    """The earlier periods; raises Untyped after reporting that the policy has none."""
    period_months(building, span)
    return PastView("past", {}, PAST_START, find=past_of(building).column)


def past_of(building: "Building") -> Past:
    """What is kept for later periods so far."""
    if building.past_figures is None:
        building.past_figures = Past(building)
    return building.past_figures


def period_months(building: "Building", span: Span) -> int:
    """How many months a period of the policy has; raises Untyped after reporting that none is said."""
    period = building.settings.period
    if period is None:
        raise building.environment.stop("K261", span)
    return period.months


def lower_balance(building: "Building", symbol: Symbol, written: tree.Balance) -> None:
    """A balance: what earlier periods left, and what this one leaves.

    It opens with what the last earlier period left, whenever that was; before the first one, with what it starts with.
    """
    scope = building.scope_of(symbol)
    typer = building.typer(scope)
    kind = kind_of(written.kind, symbol.name, scope, building.environment)
    title = written.title.text if written.title else symbol.name
    if written.starts is None or written.becomes is None:
        missing = "starts" if written.starts is None else "becomes"
        raise building.environment.stop("K262", written.name.span, name=symbol.name, help=missing)
    period_months(building, written.name.span)
    carried = f"{symbol.rule}.carried"
    rounding = rounding_of(written.precision, scope, building.environment)
    domain = Domain(step=None if rounding is None else rounding.step)
    past_of(building).keep(carried, kind, title, domain, optional=False)
    before = FieldRef("past", carried, kind)
    start = FieldRef("past", PAST_START, kinds.DATE)
    this = InputRef("period_start", kinds.DATE)
    earlier = Compare(ComparisonOperator.LESS, start, this, kinds.YES_NO, written.span)
    count, last = (
        Aggregate(
            operator,
            "past",
            value,
            earlier,
            start if value is not None else None,
            0,
            kinds.COUNT if value is None else kind,
            building.points.next(),
            written.span,
        )
        for operator, value in ((AggregateOperator.COUNT, None), (AggregateOperator.LAST, before))
    )
    none_before = Compare(
        ComparisonOperator.EQUAL, count, folding.number(0, kinds.COUNT), kinds.YES_NO, written.span
    )
    arms = (
        Arm(none_before, typer.check(written.starts, kind), building.reason("starts"), written.starts.span),
        Arm(None, last, building.reason("carried"), written.span),
    )
    opening: Expr = Choose(arms, kind, building.points.next(), ChooseRole.TABLE, written.span)
    building.emit(symbol.rule, title, Role.BALANCE, kind, opening, symbol.rule, written.span)
    left = typer.check(written.becomes, kind)
    if rounding is not None:
        left = typer.round_typed(left, rounding, written.becomes.span)
    building.emit(carried, title, Role.CARRIED, kind, left, symbol.rule, written.becomes.span)
