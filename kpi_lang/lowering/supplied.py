"""Parameters supplied from outside: their values read and checked like those that a policy writes itself."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from attrs import frozen

from kpi_lang.core.nodes import Const, Expr, InputRef
from kpi_lang.core.plan import SuppliedParameter
from kpi_lang.data.cells.flaw import Flaw
from kpi_lang.data.cells.reader import CellReader
from kpi_lang.data.raw import RawCell
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.data.supplied import Override, Supplied, SuppliedRow
from kpi_lang.lowering.building import Building
from kpi_lang.lowering.inputs import demanded
from kpi_lang.resolved import Symbol
from kpi_lang.source import Diagnostic, Lang, Span
from kpi_lang.syntax import tree
from kpi_lang.typed.environment import Untyped
from kpi_lang.values import kinds
from kpi_lang.values.display import percent_text
from kpi_lang.values.domains import Domain
from kpi_lang.values.kinds import Choices, Kind
from kpi_lang.values.numbers import exact_text, parse_decimal

_ELSE = frozenset({"else", "otherwise", "其余", "否则"})


@frozen
class ParameterValue:
    """A row: for a category (None: all others), from a day (None: always), its value and where it stands."""

    category: tree.Ident | None
    since: date | None
    value: Expr
    span: Span


def unknown_values(
    building: Building, symbol: Symbol, written: tree.Parameter, kind: Kind, domain: Domain, key: Expr | None
) -> list[ParameterValue]:
    """What stands for values that nobody has supplied yet: an input of the same domain, one for each category."""
    members = None if key is None else _members(building, symbol, written, key).names
    names = _stand_ins(symbol, key)
    title = written.title.text if written.title else symbol.name
    for name in names:
        building.inputs[name] = _spec(name, title, kind, domain, written.name.span)
    building.supplied.append(SuppliedParameter(symbol.name, None, names))
    rows = zip(members or [None], names, strict=True)
    return [
        ParameterValue(
            None if member is None else tree.Ident(member, written.span),
            None,
            InputRef(name, kind, written.span),
            written.span,
        )
        for member, name in rows
    ]


def supplied_values(
    building: Building,
    symbol: Symbol,
    written: tree.Parameter,
    override: Override,
    kind: Kind,
    domain: Domain,
    key: Expr | None,
) -> list[ParameterValue]:
    """The values from outside; raises Untyped after reporting each that cannot be one."""
    span = written.name.span
    origin = "--set" if isinstance(override, str) else override.origin
    building.supplied.append(SuppliedParameter(symbol.name, origin, _stand_ins(symbol, key)))
    if isinstance(override, str):
        value = parse_decimal(override, percent=True) if kind.is_number else None
        if value is None:
            raise building.environment.stop("K319", span, name=symbol.name, value=override)
        if not domain.contains(value):
            demand = demanded(domain, kind, value)
            shown = shown_value(value, kind)
            raise building.environment.stop("K335", span, name=symbol.name, value=shown, domain=demand)
        return [ParameterValue(None, None, Const(value, kind, span, f"{symbol.name} ← {origin}"), span)]
    return _Reading(building, symbol, written, kind, domain, key).rows(override)


@frozen
class _Reading:
    building: Building
    symbol: Symbol
    written: tree.Parameter
    kind: Kind
    domain: Domain
    key: Expr | None

    def rows(self, supplied: Supplied) -> list[ParameterValue]:
        """Every row, in the order found; what is wrong with any is reported first."""
        if supplied.is_single:
            found = list(self._values(supplied))
        else:
            self._check_categories(supplied)
            found = list(self._values(supplied))
        if len(found) < len(supplied.rows):
            raise Untyped
        self._check_complete(found, supplied)
        self._check_dates(found, supplied)
        return found

    def _values(self, supplied: Supplied) -> Iterator[ParameterValue]:
        for row in supplied.rows:
            category = self._category(row)
            since = self._read(row, row.since, kinds.DATE)
            value = self._read(row, row.value, self.kind)
            if value is None and not isinstance(category, Flaw):
                self._report(Diagnostic.of("K342", row.place, name=self.symbol.name))
            for read in (category, since, value):
                if isinstance(read, Flaw):
                    self._report(read.at(row.place))
            if isinstance(value, Fraction) and not self.domain.contains(value):
                demand = demanded(self.domain, self.kind, value)
                self._report(
                    Diagnostic.of(
                        "K335",
                        row.place,
                        name=self.symbol.name,
                        value=shown_value(value, self.kind),
                        domain=demand,
                    )
                )
            elif value is not None and not any(isinstance(read, Flaw) for read in (category, since, value)):
                yield self._row(row, category, since, value)  # type: ignore[arg-type]

    def _row(
        self, row: SuppliedRow, category: str | None, since: date | None, value: Value
    ) -> ParameterValue:
        span = self.written.name.span
        lang: Lang = "zh" if self.building.program.main.skin is tree.Skin.CHINESE else "en"
        origin = f"{self.symbol.name} ← {row.place.in_language(lang)}"
        ident = None if category is None else tree.Ident(category, span)
        return ParameterValue(ident, since, Const(value, self.kind, span, origin), span)

    def _category(self, row: SuppliedRow) -> "Value | Flaw | None":
        if row.category is None or self.key is None:
            return None
        if isinstance(row.category, str) and row.category.strip().lower() in _ELSE:
            return None
        return self._read(row, row.category, self.key.kind)

    def _read(self, row: SuppliedRow, cell: RawCell, kind: Kind) -> "Value | Flaw | None":
        """The value of a cell; whether a number lies in the domain is told in the parameter's own words."""
        spec = _spec(self.symbol.name, self.symbol.name, kind, Domain(), self.written.name.span)
        return CellReader(spec).read(cell)

    def _check_categories(self, supplied: Supplied) -> None:
        with_category = [row for row in supplied.rows if row.category is not None]
        if self.key is not None:
            _members(self.building, self.symbol, self.written, self.key)
        elif with_category:
            self._report(Diagnostic.of("K343", with_category[0].place, name=self.symbol.name))
            raise Untyped

    def _check_complete(self, rows: list[ParameterValue], supplied: Supplied) -> None:
        if self.key is None or self.key.kind.choices is None or supplied.is_single:
            return
        given = {None if row.category is None else row.category.text for row in rows}
        lacking = tuple(name for name in self.key.kind.choices.names if name not in given)
        if lacking and None not in given:
            place = supplied.rows[-1].place
            self._report(Diagnostic.of("K338", place, name=self.symbol.name, lacking=lacking))
            raise Untyped

    def _check_dates(self, rows: list[ParameterValue], supplied: Supplied) -> None:
        """Dates of a category rise, and the first is not after the day from which the policy is in effect."""
        last: dict[str | None, date | None] = {}
        start = self.building.settings.effective_from
        failed = False
        for row, source in zip(rows, supplied.rows, strict=True):
            category = None if row.category is None else row.category.text
            since = row.since
            if category not in last:
                if since is not None and start is not None and since > start:
                    self._report(
                        Diagnostic.of(
                            "K340", source.place, name=self.symbol.name, day=str(since), start=str(start)
                        )
                    )
                    failed = True
            elif since is None or (last[category] or date.min) >= since:
                self._report(Diagnostic.of("K339", source.place, name=self.symbol.name))
                failed = True
            last[category] = since
        if failed:
            raise Untyped

    def _report(self, finding: Diagnostic) -> None:
        self.building.diagnostics.add(finding)


def shown_value(value: Fraction, kind: Kind) -> str:
    """A value as messages show it: a ratio as a percentage."""
    return percent_text(value) if kind == kinds.RATIO else exact_text(value)


def _stand_ins(symbol: Symbol, key: Expr | None) -> tuple[str, ...]:
    """The names by which an example gives values: `rate`, or one for each category, `draw.sales`."""
    if key is None or key.kind.choices is None:
        return (symbol.rule,)
    return tuple(f"{symbol.rule}.{member}" for member in key.kind.choices.names)


def _members(building: Building, symbol: Symbol, written: tree.Parameter, key: Expr) -> Choices:
    if key.kind.choices is None:
        place = written.by.span if written.by is not None else written.name.span
        raise building.environment.stop("K337", place, name=symbol.name, kind=key.kind)
    return key.kind.choices


def _spec(name: str, title: str, kind: Kind, domain: Domain, span: Span) -> InputSpec:
    return InputSpec(name, title, kind, domain, False, None, (), None, span)
