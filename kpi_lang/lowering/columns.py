"""The columns of a table of records under construction, stored and computed ones."""

from attrs import define, field

from kpi_lang.core.nodes import Const, Expr, FieldRef, InputRef, RuleRef
from kpi_lang.core.plan import RecordsPlan, Requirement, Role, Rule, Stage
from kpi_lang.data.schema import InputSpec
from kpi_lang.lowering.building import Building
from kpi_lang.resolved import Category, Scope, Symbol
from kpi_lang.source import Span
from kpi_lang.syntax import tree
from kpi_lang.typed.environment import Points, RecordsView
from kpi_lang.typed.expressions import typed_expression
from kpi_lang.typed.typer import Inside, Typer
from kpi_lang.values.kinds import TEXT, Family, Kind


@define
class Columns:
    """What is known so far of a table; each computed column may read those before it."""

    building: Building
    symbol: Symbol
    points: Points = field(factory=Points)
    kinds: dict[str, Kind] = field(factory=dict)
    fields: list[InputSpec] = field(factory=list)
    rules: list[Rule] = field(factory=list)
    requirements: list[Requirement] = field(factory=list)
    failed: set[str] = field(factory=set)
    """Columns with mistakes of their own, which have been reported."""
    date_column: str | None = None

    @property
    def scope(self) -> Scope:
        """The scope that the table was declared in."""
        return self.building.scope_of(self.symbol)

    @property
    def view(self) -> RecordsView:
        """The columns so far."""
        return RecordsView(self.symbol.rule, dict(self.kinds), self.date_column, frozenset(self.failed))

    def typer(self, measure: Expr | None = None, scope: Scope | None = None) -> Typer:
        """A typer for the columns of one record."""
        return Typer(
            typed_expression,
            scope or self.scope,
            self.building.environment,
            self.points,
            columns=self.view,
            measure=measure,
            inside=Inside.COLUMN,
        )

    def check_new(self, name: str, span: Span) -> None:
        """Reports and stops at a name that a column of the table has already."""
        if name in self.kinds:
            raise self.building.environment.stop("K224", span, name=name, records=self.symbol.name)

    def store(self, spec: InputSpec) -> None:
        """Adds a stored column; the first date orders the records."""
        self.fields.append(spec)
        self.kinds[spec.name] = spec.kind
        if spec.kind.family is Family.DATE and self.date_column is None:
            self.date_column = spec.name

    def compute(self, rule: Rule) -> FieldRef:
        """Adds a computed column, or gives the one of that name."""
        if rule.name not in self.kinds:
            self.rules.append(rule)
            self.kinds[rule.name] = rule.kind
        return FieldRef(self.symbol.rule, rule.name, self.kinds[rule.name], rule.span)

    def close(self, written: tree.Records) -> None:
        """Hands the table to the plan."""
        self.building.views[self.symbol.rule] = self.view
        self.building.tables[self.symbol.rule] = RecordsPlan(
            self.symbol.rule,
            written.title.text if written.title else self.symbol.name,
            written.optional,
            tuple(self.fields),
            tuple(self.rules),
            tuple(self.requirements),
            self.points.count,
            written.span,
            by=None if written.by is None else self.shared(written.by),
        )

    def shared(self, by: tree.Ident) -> str | None:
        """The input that tells which row people share; reports what is no text of theirs."""
        symbol = self.scope.values.get(by.text)
        found = self.building.carried(by.text, by.span)
        if symbol is not None and symbol.category is Category.INPUT:
            with self.building.attempt():
                found = self.building.read(symbol, None, by.span)
        if isinstance(found, InputRef) and found.kind == TEXT:
            return found.name
        self.building.environment.report("K421", by.span, name=by.text)
        return None


@define
class RowBench:
    """Scoring an indicator in the rows of a goal sheet; see ``Bench``."""

    columns: Columns
    symbol: Symbol

    @property
    def building(self) -> Building:
        """The plan under construction."""
        return self.columns.building

    def typer(self, measure: Expr | None = None) -> Typer:
        """A typer for the columns of a row and what the module of the indicator declares."""
        return self.columns.typer(measure, self.building.scope_of(self.symbol))

    def named(self, part: str, title: str, expr: Expr, span: Span) -> Expr:
        """A computed column ``x.part``."""
        kind = expr.kind.settled if expr.kind.is_number else expr.kind
        name = f"{self.symbol.rule}.{part}"
        rule = Rule(
            name, title, Role.COMPUTED_COLUMN, kind, Stage.RECORD, expr, self.columns.symbol.rule, span
        )
        return self.columns.compute(rule)

    def bind(self, expr: Expr) -> Expr:
        """A computed column ``x.of`` unless it is a plain reference."""
        if isinstance(expr, (Const, InputRef, FieldRef, RuleRef)):
            return expr
        number, part = 1, "of"
        while f"{self.symbol.rule}.{part}" in self.columns.kinds:
            number += 1
            part = f"of{number}"
        return self.named(part, self.symbol.name, expr, expr.span or self.symbol.span)
