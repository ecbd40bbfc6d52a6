"""The plan under construction: rules by name, and the answer to what a symbol is worth, found on demand."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from attrs import define, evolve, field

from kpi_lang.core.groups import GroupFigure
from kpi_lang.core.nodes import Const, Expr, FieldRef, InputRef, RuleRef
from kpi_lang.core.plan import RecordsPlan, Requirement, Role, Rule, Stage, SuppliedParameter
from kpi_lang.core.printer import print_expression
from kpi_lang.data.schema import InputSpec
from kpi_lang.data.supplied import Override
from kpi_lang.lowering.past import Past, period_months, read_past
from kpi_lang.lowering.reasons import reason
from kpi_lang.lowering.settings import Settings
from kpi_lang.resolved import Category, Program, Scope, Symbol
from kpi_lang.resolved.symbols import Declared
from kpi_lang.source import Diagnostics, Span
from kpi_lang.syntax import tree
from kpi_lang.syntax.words import in_skin
from kpi_lang.typed.environment import Environment, Points, RecordsView, Untyped
from kpi_lang.typed.expressions import typed_expression
from kpi_lang.typed.kind_names import kind_of
from kpi_lang.typed.typer import Typer
from kpi_lang.values import kinds
from kpi_lang.values.domains import Domain
from kpi_lang.values.kinds import Kind

Declaration = TypeVar("Declaration", bound=Declared)

_RUN_DATES = ("as_of", "period_start", "period_end")

_LONGEST_CHAIN = 40
"""Declarations read ahead of their own place, one through another; far below what Python can nest."""


@define
class Building:
    """Collects what the plan will hold. ``lower_symbol`` lowers one declaration."""

    program: Program
    diagnostics: Diagnostics
    overrides: Mapping[str, Override]
    lower_symbol: Callable[["Building", Symbol], None]
    settings: Settings = field(factory=Settings)
    points: Points = field(factory=Points)
    rules: dict[str, Rule] = field(factory=dict)
    inputs: dict[str, InputSpec] = field(factory=dict)
    constants: dict[str, Const] = field(factory=dict)
    tables: dict[str, RecordsPlan] = field(factory=dict)
    views: dict[str, RecordsView] = field(factory=dict)
    cards_by_item: dict[str, set[str]] = field(factory=dict)
    row_indicators: dict[str, str] = field(factory=dict)
    """Indicators that are scored in the rows of a goal sheet, with the name of the sheet, empty if unclear."""
    sheet_requirements: list[Requirement] = field(factory=list)
    rates: dict[str, Expr] = field(factory=dict)
    """Exchange rates, looked up by ``as_of``; what converts looks them up by a day of its own."""
    supplied: list[SuppliedParameter] = field(factory=list)
    past_figures: Past | None = None
    """The figures of earlier periods that are asked for, None before the first."""
    in_work: list[str] = field(factory=list)
    done: set[str] = field(factory=set)
    figures: list[GroupFigure] = field(factory=list)
    parts: dict[str, Expr] = field(factory=dict)
    """What figures about other people read of each, by how it is written."""
    is_chain_reported: bool = False
    """Whether a chain that is too long has been reported; what is left of it makes further ones."""
    environment: Environment = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.environment = Environment(self.diagnostics, self, "")

    @property
    def subject(self) -> tree.Subject | None:
        """Whom the policy is about."""
        return next((d for d in self.program.main.declarations if isinstance(d, tree.Subject)), None)

    # --- expressions -----------------------------------------------------------------------------------

    def typer(
        self, scope: Scope | None = None, measure: Expr | None = None, sheet: RecordsView | None = None
    ) -> Typer:
        """A typer for expressions of the subject; ``sheet`` is the table of figures that name none."""
        own = scope or self.program.scope
        return Typer(typed_expression, own, self.environment, self.points, measure=measure, sheet=sheet)

    def scope_of(self, symbol: Symbol) -> Scope:
        """The scope that a symbol's declaration was written in."""
        return self.program.scopes[symbol.module]

    def reason(self, key: str, **words: object) -> str:
        """A reason in the language of the policy's keywords."""
        return reason(key, self.program.main.skin, **words)

    def title_of(self, name: str) -> str:
        """How a predeclared result is called in the language of the policy's keywords."""
        return in_skin(name, self.program.main.skin)

    def title_of_rule(self, rule: str) -> str:
        """The title of a declared figure, else its name."""
        symbol = next((one for one in self.program.scope if one.rule == rule), None)
        return rule if symbol is None else symbol.title or symbol.name

    def is_lost(self, name: str) -> bool:
        """Whether nothing can be said of a name, since what may declare it could not be read or found."""
        symbol = self.program.scope.values.get(name)
        return self.program.scope.is_partial if symbol is None else symbol.category is Category.LOST

    def declared(self, kind: type[Declaration]) -> Iterator[tuple[Symbol, Declaration]]:
        """What the policy declares or imports of one kind, with its symbols, in the order of the policy."""
        seen: set[str] = set()
        for symbol in self.program.scope:
            if isinstance(symbol.declaration, kind) and symbol.rule not in seen:
                seen.add(symbol.rule)
                yield symbol, symbol.declaration

    # --- rules -----------------------------------------------------------------------------------------

    def emit(
        self, name: str, title: str, role: Role, kind: Kind, expr: Expr, owner: str, span: Span | None
    ) -> RuleRef:
        """Adds a rule and gives a reference to it; stages are settled when all rules are known."""
        self.rules[name] = Rule(name, title, role, kind, Stage.PERSON, expr, owner, span)
        return RuleRef(name, kind, span)

    def binder(self, owner: str, part: str, title: str) -> Callable[[Expr], Expr]:
        """Names an expression ``owner.part`` unless it is a plain reference already."""

        def bind(expr: Expr) -> Expr:
            if isinstance(expr, (Const, InputRef, FieldRef, RuleRef)):
                return expr
            number, name = 1, f"{owner}.{part}"
            while name in self.rules:
                number += 1
                name = f"{owner}.{part}{number}"
            return self.emit(name, title, Role.MEASURE, expr.kind, expr, owner, expr.span)

        return bind

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """What is lowered inside may fail after reporting why; what follows goes on."""
        try:
            yield
        except Untyped:
            return

    # --- SymbolReader ----------------------------------------------------------------------------------

    def read(self, symbol: Symbol, part: str | None, span: Span) -> Expr:  # noqa: C901 - one case per category
        """The value of a symbol or of its part; raises Untyped where it has none (reported)."""
        if part is not None:
            return self._part(symbol, part, span)
        match symbol.category:
            case Category.INDICATOR if symbol.rule in self.row_indicators:
                if not self.row_indicators[symbol.rule]:
                    raise Untyped
                raise self.environment.stop(
                    "K649", span, name=symbol.name, sheet=self.row_indicators[symbol.rule]
                )
            case Category.RECORDS:
                self.ensure(symbol, span)
                if symbol.rule not in self.rules and not self.diagnostics.has_errors:
                    raise self.environment.stop("K645", symbol.span, name=symbol.name)
                if symbol.rule not in self.rules:
                    raise Untyped
                return RuleRef(symbol.rule, kinds.POINTS, span)
            case Category.INDICATOR | Category.AWARD | Category.CAP | Category.GROUP:
                self._touch(symbol)
                return RuleRef(symbol.rule, kinds.POINTS, span)
            case Category.FACTOR:
                self._touch(symbol)
                return RuleRef(symbol.rule, kinds.RATIO, span)
            case Category.RESTRICTION:
                self._touch(symbol)
                return RuleRef(symbol.rule, kinds.YES_NO, span)
            case Category.BALANCE:
                self._touch(symbol)
                return RuleRef(symbol.rule, self._balance_kind(symbol), span)
            case Category.INPUT:
                self.ensure(symbol, span)
                self._need_same_kind(symbol, span)
                if symbol.rule not in self.inputs:
                    raise Untyped
                return InputRef(symbol.rule, self.inputs[symbol.rule].kind, span)
            case _:
                own = self._own_kind(symbol)
                if own is not None:
                    return RuleRef(symbol.rule, own, span)
                self.ensure(symbol, span)
                if symbol.rule in self.constants:
                    return self.constants[symbol.rule]
                if symbol.rule in self.rates:
                    raise self.environment.stop("K348", span, name=symbol.name)
                return self._rule(symbol.rule, span)

    def _need_same_kind(self, symbol: Symbol, span: Span) -> None:
        """An input that is read in the place of an imported file's own must be of the same kind."""
        other = symbol.stands_for
        if other is None or symbol.rule not in self.inputs:
            return
        written = other.declaration
        assert isinstance(written, tree.Input)
        wanted = kind_of(written.field.kind, other.name, self.scope_of(other), self.environment)
        actual = self.inputs[symbol.rule].kind
        if wanted != actual:
            labels = [(span, "read")]
            raise self.environment.stop(
                "K253",
                symbol.span,
                labels=labels,
                name=symbol.name,
                module=other.module,
                wanted=wanted,
                actual=actual,
            )

    def _own_kind(self, symbol: Symbol) -> Kind | None:
        """The declared kind of a value that reads itself of the reports, which come before their heads."""
        written = symbol.declaration
        if not self.environment.of_reports or symbol.rule not in self.in_work:
            return None
        if not isinstance(written, tree.Value) or written.kind is None:
            return None
        return kind_of(written.kind, symbol.name, self.scope_of(symbol), self.environment)

    def _touch(self, symbol: Symbol) -> None:
        """Declarations of other modules join the plan when they are first read."""
        if symbol.module != self.program.main.name and symbol.rule not in self.in_work:
            self.ensure(symbol, symbol.span)

    def _part(self, symbol: Symbol, part: str, span: Span) -> Expr:
        parts = _parts_of(symbol)
        if part not in parts:
            raise self.environment.stop(
                "K222",
                span,
                name=symbol.name,
                part=part,
                known=parts,
                help="some" if parts else "none",
            )
        name = f"{symbol.rule}.{part}"
        match part:
            case "weight":
                return RuleRef(name, kinds.RATIO, span)
            case "points":
                return RuleRef(name, kinds.POINTS, span)
            case "carried":
                self._touch(symbol)
                return RuleRef(name, self._balance_kind(symbol), span)
            case _:
                if name not in self.rules:
                    self.ensure(symbol, span)
                return self._rule(name, span)

    def _balance_kind(self, symbol: Symbol) -> Kind:
        assert isinstance(symbol.declaration, tree.Balance)
        return kind_of(symbol.declaration.kind, symbol.name, self.scope_of(symbol), self.environment)

    def _rule(self, name: str, span: Span) -> RuleRef:
        rule = self.rules.get(name)
        if rule is None:
            raise Untyped
        return RuleRef(name, rule.kind, span)

    def ensure(self, symbol: Symbol, span: Span) -> None:
        """Lowers a symbol's declaration if that has not been done; a symbol that needs itself is an error."""
        if symbol.rule in self.done:
            return
        if symbol.rule in self.in_work:
            circle = [*self.in_work[self.in_work.index(symbol.rule) :], symbol.rule]
            raise self.environment.stop("K211", span, circle=" → ".join(circle))
        if len(self.in_work) >= _LONGEST_CHAIN:
            if self.is_chain_reported:
                raise Untyped
            self.is_chain_reported = True
            raise self.environment.stop("K226", span, most=_LONGEST_CHAIN)
        self.in_work.append(symbol.rule)
        try:
            self.lower_symbol(self, symbol)
        finally:
            self.in_work.pop()
            self.done.add(symbol.rule)

    def read_predeclared(self, name: str, span: Span) -> Expr | None:
        """``total``, the grades, the dates of the run, ``base_score`` and ``scorecard``."""
        match name:
            case "total" | "base_score":
                return RuleRef(name, kinds.POINTS, span)
            case "grade" | "provisional_grade" | "proposed_grade":
                if self.environment.grades is None and self.program.main.has_lost("grades"):
                    raise Untyped
                if self.environment.grades is None:
                    raise self.environment.stop("K223", span, name=name)
                return RuleRef(name, self.environment.grades, span)
            case "appraised":
                return self._appraised(span)
            case "rolled_up":
                return Const(False, kinds.YES_NO, span, "rolled_up")
            case "scorecard" if "scorecard" in self.rules:
                return RuleRef(name, self.rules[name].kind, span)
            case _ if name in _RUN_DATES:
                return InputRef(name, kinds.DATE, span)
            case _:
                return None

    def _appraised(self, span: Span) -> Expr:
        """Whether a person takes part: everybody, where the subject makes no exception."""
        main = self.program.main
        if main.has_lost("subject"):
            raise Untyped
        if any(isinstance(d, tree.Subject) and d.not_appraised for d in main.declarations):
            return RuleRef("appraised", kinds.YES_NO, span)
        return Const(True, kinds.YES_NO, span)

    def definition(self, rule: str) -> Expr | None:
        """The expression of a parameter, a table or a table's key; None for other rules."""
        found = self.rules.get(rule)
        if found is None:
            return None
        owner = self.rules.get(found.owner, found)
        return found.expr if owner.role in (Role.PARAMETER, Role.TABLE) else None

    def rate(self, symbol: Symbol) -> Expr:
        """The exchange rate of a symbol; raises Untyped where it has none (reported)."""
        self.ensure(symbol, symbol.span)
        if symbol.rule not in self.rates:
            raise Untyped
        return self.rates[symbol.rule]

    def records(self, symbol: Symbol) -> RecordsView:
        """The columns of a records table."""
        if symbol.rule not in self.views:
            self.ensure(symbol, symbol.span)
        if symbol.rule not in self.views:
            raise Untyped
        return self.views[symbol.rule]

    # --- other people ----------------------------------------------------------------------------------

    def is_carried(self, name: str) -> bool:
        """Whether a name is what people belong to or their manager, and no input of the author's."""
        return name not in self.program.scope.values and name in (*self.groupings(), self._manager_name)

    @property
    def _manager_name(self) -> str | None:
        reports_to = None if self.subject is None else self.subject.reports_to
        return None if reports_to is None else reports_to.text

    def carried(self, name: str, span: Span) -> Expr | None:
        """What a person belongs to or whom they report to, as a text."""
        if not self.is_carried(name):
            return None
        if name not in self.inputs:
            # Everybody belongs somewhere, but somebody reports to nobody.
            top = name == self._manager_name
            self.inputs[name] = InputSpec(name, name, kinds.TEXT, Domain(), top, None, (), None, span)
        return InputRef(name, self.inputs[name].kind, span)

    def manager(self, span: Span) -> Expr | None:
        """The key of the person's manager."""
        name = self._manager_name
        if name is None:
            return None
        symbol = self.program.scope.values.get(name)
        return self.carried(name, span) if symbol is None else self.read(symbol, None, span)

    def groupings(self) -> tuple[str, ...]:
        """The names of what people belong to."""
        return () if self.subject is None else tuple(name.text for name in self.subject.belongs_to)

    def figure(self, figure: GroupFigure) -> str:
        """The figure's name; the same figure written in several places is one."""
        alike = next((known for known in self.figures if evolve(known, name="") == figure), None)
        if alike is None:
            owner = self.in_work[-1] if self.in_work else "figure"
            number = sum(known.name.startswith(f"{owner}.") for known in self.figures) + 1
            alike = evolve(figure, name=f"{owner}.{figure.operator.value}{number if number > 1 else ''}")
            self.figures.append(alike)
        return alike.name

    def part(self, expr: Expr, span: Span) -> Expr:
        """A reference to what a figure reads of each person; what is written alike is read once."""
        if isinstance(expr, (Const, InputRef, RuleRef)):
            return evolve(expr, span=None)
        written = print_expression(expr)
        known = self.parts.get(written)
        if known is None:
            owner = self.in_work[-1] if self.in_work else "figure"
            known = self.parts[written] = self.binder(owner, "part", " ".join(span.text.split()))(expr)
        return evolve(known, span=None)

    # --- earlier periods -------------------------------------------------------------------------------

    def past(self, span: Span) -> RecordsView:
        """The figures of earlier periods."""
        return read_past(self, span)

    def period_months(self, span: Span) -> int:
        """How many months a period has."""
        return period_months(self, span)

    def function_scope(self, symbol: Symbol) -> Scope:
        """The scope of the module that declares a function."""
        return self.scope_of(symbol)


def _parts_of(symbol: Symbol) -> tuple[str, ...]:
    """What may follow the name of a symbol and a dot."""
    match symbol.declaration:
        case tree.Indicator(measure=None) | tree.CardGroup() | tree.Goals():
            return ("weight", "points")
        case tree.Indicator():
            return ("measure", "weight", "points")
        case tree.Balance():
            return ("carried",)
        case _:
            return ()
