"""Modules and imports: reads every module once, in order of need, and gives each its scope of names."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import define, evolve, field, frozen

from kpi_lang.core.amendments import Amendment, Manner
from kpi_lang.resolved.amending import Loader, amended
from kpi_lang.resolved.clauses import NO_CLAUSES, ClausesOfFile, clauses_of, with_replaced
from kpi_lang.resolved.idle import report_idle
from kpi_lang.resolved.rule_names import renamed
from kpi_lang.resolved.symbols import Category, Declared, Scope, Symbol
from kpi_lang.source import Clause, Diagnostic, Diagnostics, Span
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax import parse, tree


@frozen
class Program:
    """A policy and the modules it imports. ``scopes`` has one entry per module, by module name.

    The main module of a variant is the amended policy; ``amendments`` led to it.
    """

    main: tree.Module
    modules: tuple[tree.Module, ...]
    scopes: Mapping[str, Scope]
    amendments: tuple[Amendment, ...] = ()
    clauses: Mapping[str, ClausesOfFile] = field(factory=dict)
    """The clauses of each file's document, by the name of the file."""

    @property
    def scope(self) -> Scope:
        """What the policy itself sees."""
        return self.scopes[self.main.name]

    def clauses_at(self, span: Span | None) -> tuple[Clause, ...]:
        """The clauses that a place carries out."""
        return () if span is None else self.clauses.get(span.file.name, NO_CLAUSES).at(span.start)


def resolve(main: tree.Module, loader: Loader, diagnostics: Diagnostics) -> Program:
    """The program of ``main``; unknown modules and names, clashes and import cycles are reported."""
    resolver = _Resolver(loader, diagnostics)
    variant = amended(main, loader, diagnostics)
    if not diagnostics.has_errors:
        _note_amendments(variant.amendments, diagnostics)
    resolver.enter(variant.module)
    scopes = renamed(variant.module, resolver.scopes, resolver.aliases)
    written = {module.span.file.name: module for module in (*resolver.modules, main)}
    clauses = {name: clauses_of(module, diagnostics) for name, module in written.items()}
    # The base's changes come first, for a later amendment may replace what an earlier one brought.
    changes = [change for amendment in reversed(variant.amendments) for change in amendment.changes]
    cited = with_replaced(clauses, changes)
    return Program(variant.module, tuple(resolver.modules), scopes, variant.amendments, cited)


def _note_amendments(amendments: tuple[Amendment, ...], diagnostics: Diagnostics) -> None:
    for amendment in amendments[:1]:
        diagnostics.add(
            Diagnostic.of(
                "K230",
                amendment.span,
                labels=[(change.span, change.manner.value) for change in amendment.changes if change.span],
                base=amendment.base,
                version=amendment.version,
                replaced=amendment.count(Manner.REPLACED),
                set=amendment.count(Manner.SET),
                removed=amendment.count(Manner.REMOVED),
                added=amendment.count(Manner.ADDED),
            )
        )


@define
class _Resolver:
    loader: Loader
    diagnostics: Diagnostics
    modules: list[tree.Module] = field(factory=list)
    scopes: dict[str, Scope] = field(factory=dict)
    own_names: dict[str, dict[str, Symbol]] = field(factory=dict)
    aliases: dict[str, tree.Alias] = field(factory=dict)
    path: list[str] = field(factory=list)

    def enter(self, module: tree.Module) -> None:
        self.path.append(module.name)
        prefix = "" if len(self.path) == 1 else f"{module.name}."
        own = _Names(module.name, prefix, self.diagnostics)
        for declaration in module.declarations:
            own.declare(declaration)
        for lost in module.lost:
            for name in lost.names:
                own.lose(name, lost)
        for declaration in module.declarations:
            if isinstance(declaration, tree.Alias):
                self.add_alias(declaration, own)
        self.own_names[module.name] = {**own.units, **own.values}
        for declaration in module.declarations:
            if isinstance(declaration, tree.Import):
                self.import_names(declaration, own)
        self.modules.append(module)
        self.scopes[module.name] = Scope(module.name, own.values, own.units, own.scorecards, own.is_partial)
        self.path.pop()

    def import_names(self, wanted: tree.Import, own: "_Names") -> None:
        name = wanted.module.text
        if name in self.path:
            circle = [*self.path[self.path.index(name) :], name]
            self.diagnostics.add(Diagnostic.of("K205", wanted.span, circle=" → ".join(circle)))
            own.lose_import(wanted)
            return
        if name not in self.scopes and not self.load(name, wanted):
            own.lose_import(wanted)
            return
        exported = self.own_names[name]
        if not wanted.names and self.stands_alone(name):
            self.diagnostics.add(Diagnostic.of("K254", wanted.span, module=name))
            own.lose_import(wanted)
            return
        if not wanted.names:
            for text, symbol in exported.items():
                own.bring(text, symbol, wanted.span)
        for imported in wanted.names:
            text = imported.name.text
            found = exported.get(text)
            if found is None:
                close = nearest(text, exported)
                self.diagnostics.add(
                    Diagnostic.of(
                        "K204",
                        imported.name.span,
                        name=text,
                        module=name,
                        nearest=close or "",
                        help="nearest" if close else "none",
                    )
                )
                own.lose((imported.alias or imported.name).text, wanted)
                continue
            alias = imported.alias or imported.name
            own.bring(alias.text, found, alias.span)

    def stands_alone(self, name: str) -> bool:
        """Whether a module is a whole policy, with people of its own."""
        parts = (part for module in self.modules if module.name == name for part in module.declarations)
        return any(isinstance(part, tree.Subject) for part in parts)

    def add_alias(self, alias: tree.Alias, own: "_Names") -> None:
        """Gives what the same file declares a second name."""
        text = alias.of.text
        symbol = own.values.get(text) or own.units.get(text)
        if symbol is None:
            own.lose(alias.name.text, tree.Lost("alias", frozenset(), alias.span))
            close = nearest(text, [*own.values, *own.units])
            help = "nearest" if close else "none"
            self.diagnostics.add(
                Diagnostic.of("K255", alias.of.span, name=text, nearest=close or "", help=help)
            )
            return
        own.bring(alias.name.text, symbol, alias.name.span)
        self.aliases.setdefault(symbol.rule, alias)

    def load(self, name: str, wanted: tree.Import) -> bool:
        source = self.loader(name)
        if source is None:
            self.diagnostics.add(Diagnostic.of("K203", wanted.module.span, module=name))
            return False
        parsed = amended(parse(source, self.diagnostics), self.loader, self.diagnostics).module
        module = evolve(parsed, name=name)
        report_idle(module, self.diagnostics)
        self.enter(module)
        return True


_CATEGORIES: Mapping[type, Category] = {
    tree.Parameter: Category.PARAMETER,
    tree.Function: Category.FUNCTION,
    tree.Records: Category.RECORDS,
    tree.Goals: Category.RECORDS,
    tree.Indicator: Category.INDICATOR,
    tree.Award: Category.AWARD,
    tree.Cap: Category.CAP,
    tree.Factor: Category.FACTOR,
    tree.Restriction: Category.RESTRICTION,
    tree.ListTable: Category.TABLE,
    tree.MatrixTable: Category.TABLE,
    tree.Value: Category.VALUE,
    tree.Balance: Category.BALANCE,
    tree.Pool: Category.POOL,
    tree.Pay: Category.PAY,
    tree.Scale: Category.SCALE,
    tree.RoundingRule: Category.ROUNDING,
}


@define
class _Names:
    module: str
    prefix: str
    diagnostics: Diagnostics
    values: dict[str, Symbol] = field(factory=dict)
    units: dict[str, Symbol] = field(factory=dict)
    scorecards: dict[str, Symbol] = field(factory=dict)
    is_partial: bool = False

    def declare(self, declaration: tree.Declaration) -> None:
        """Adds the names of one declaration; what declares no name is passed over."""
        match declaration:
            case tree.Input(field=tree.Field(names=names)):
                for name in names:
                    self.add(self.values, name, Category.INPUT, declaration)
            case tree.Adjustment():
                self.add(self.values, declaration.name, Category.AWARD, declaration)
                for written in columns_of(declaration):
                    self.add(self.values, written.field.names[0], Category.INPUT, written)
            case tree.Unit():
                self.add(self.units, declaration.name, Category.UNIT, declaration)
            case tree.Scorecard():
                self.add(self.scorecards, declaration.name, Category.SCORECARD, declaration)
                for group in groups_of(declaration.entries):
                    if not self.is_same_group(group):
                        self.add(self.values, group.name, Category.GROUP, group)
            case _ if (category := _CATEGORIES.get(type(declaration))) is not None:
                self.add(self.values, declaration.name, category, declaration)  # type: ignore[union-attr,arg-type]
            case _:
                return

    def is_same_group(self, group: tree.CardGroup) -> bool:
        """A group of the same name in another scorecard is the same group there."""
        known = self.values.get(group.name.text)
        return known is not None and known.category is Category.GROUP

    def add(
        self, space: dict[str, Symbol], name: tree.Ident, category: Category, declaration: Declared
    ) -> None:
        symbol = Symbol(name.text, self.prefix + name.text, category, self.module, declaration, name.span)
        self.bring_into(space, name.text, symbol, name.span)

    def bring(self, name: str, symbol: Symbol, span: Span) -> None:
        space = self.units if symbol.category is Category.UNIT else self.values
        self.bring_into(space, name, symbol, span)

    def lose(self, name: str, by: tree.Lost | tree.Import) -> None:
        """Know a name that something unreadable or not found may stand for."""
        symbol = Symbol(name, self.prefix + name, Category.LOST, self.module, by, by.span)
        self.values.setdefault(name, symbol)

    def lose_import(self, wanted: tree.Import) -> None:
        """Know what a module that was not found would have brought; without a list that may be any name."""
        self.is_partial |= not wanted.names
        for imported in wanted.names:
            self.lose((imported.alias or imported.name).text, wanted)

    def bring_into(self, space: dict[str, Symbol], name: str, symbol: Symbol, span: Span) -> None:
        earlier = space.get(name)
        if earlier is None or earlier.category is Category.LOST:
            space[name] = symbol
        elif earlier is not symbol:
            self.diagnostics.add(Diagnostic.of("K202", span, labels=[(earlier.span, "first")], name=name))


def columns_of(adjustment: tree.Adjustment) -> Iterator[tree.Input]:
    """The inputs that an adjustment brings: its points, their reason and who approved them; each may be empty."""
    amount = adjustment.amount
    if amount is not None:
        bounds = (
            tree.Bound(tree.Comparison.AT_LEAST, amount.low, amount.low.span),
            tree.Bound(tree.Comparison.AT_MOST, amount.high, amount.high.span),
        )
        yield _column(amount.column, "points", bounds, amount.step)
    for column in (adjustment.reason, adjustment.approver):
        if column is not None:
            yield _column(column, "text", (), None)


def _column(
    column: tree.AdjustmentColumn, kind: str, bounds: tuple[tree.Bound, ...], step: tree.Expression | None
) -> tree.Input:
    written = tree.NamedKind(tree.Ident(kind, column.span), None, None, column.span)
    field = tree.Field(
        names=(column.name,),
        title=column.title,
        kind=written,
        bounds=bounds,
        step=step,
        optional=True,
        beforehand=False,
        default=None,
        over_time=None,
        columns=column.columns,
        span=column.span,
    )
    return tree.Input(field, column.span)


def groups_of(entries: Iterable[tree.CardItem | tree.CardGroup]) -> Iterator[tree.CardGroup]:
    """Every group of a scorecard, outer ones first."""
    for entry in entries:
        if isinstance(entry, tree.CardGroup):
            yield entry
            yield from groups_of(entry.entries)
