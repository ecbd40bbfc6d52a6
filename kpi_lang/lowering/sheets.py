"""Goal sheets and the indicators that score their rows: which belongs to which, and which column weighs."""

from attrs import frozen

from kpi_lang.core.nodes import FieldRef
from kpi_lang.data.schema import InputSpec
from kpi_lang.lowering.building import Building
from kpi_lang.resolved import Symbol
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax import tree
from kpi_lang.syntax.words import canonical
from kpi_lang.typed.aggregates import names_beside_figures
from kpi_lang.typed.environment import Untyped
from kpi_lang.values import kinds


def sheet_of(building: Building, symbol: Symbol, written: tree.Indicator) -> Symbol | None:
    """The goal sheet whose columns an indicator reads; None for an indicator of the person.

    Raises Untyped after reporting columns of two sheets.
    """
    scope = building.scope_of(symbol)
    found: dict[str, Symbol] = {}
    for name in names_beside_figures((written.measure, written.when, written.score, written.talk)):
        for sheet in scope:
            if isinstance(sheet.declaration, tree.Goals) and _is_column(name, sheet, scope.values):
                found[sheet.rule] = sheet
    if len(found) > 1:
        one, other = list(found.values())[:2]
        raise building.environment.stop("K330", written.name.span, one=one.name, other=other.name)
    return next(iter(found.values()), None)


def note_row_indicators(building: Building) -> None:
    """Notes which indicators are scored in the rows of a goal sheet."""
    for symbol, written in building.declared(tree.Indicator):
        try:
            sheet = sheet_of(building, symbol, written)
        except Untyped:
            building.row_indicators[symbol.rule] = ""
            continue
        if sheet is not None:
            building.row_indicators[symbol.rule] = sheet.rule


def _is_column(name: tree.Name, sheet: Symbol, declared: object) -> bool:
    assert isinstance(sheet.declaration, tree.Goals)
    columns = columns_of(sheet.declaration)
    if len(name.parts) == 2:
        return name.parts[0] == sheet.name and name.parts[1] in columns
    return name.parts[0] in columns and name.parts[0] not in declared  # type: ignore[operator]


def columns_of(written: tree.Goals) -> frozenset[str]:
    """The names of the columns that the author declares."""
    names: set[str] = set()
    for entry in written.table.fields:
        names |= {name.text for name in (entry.names if isinstance(entry, tree.Field) else (entry.name,))}
    return frozenset(names)


def scorers_of(building: Building, sheet: Symbol) -> list[tuple[Symbol, tree.Indicator]]:
    """The indicators that score the rows of a sheet, in the order of the policy."""
    return [
        (symbol, written)
        for symbol, written in building.declared(tree.Indicator)
        if building.row_indicators.get(symbol.rule) == sheet.rule
    ]


def _summed_up(written: tree.Goals) -> frozenset[str]:
    """The columns whose sum over the whole sheet is stated: `valid when sum(share) = 100%`."""
    found: set[str] = set()
    for valid in written.valid:
        match valid.condition:
            case tree.Binary(
                tree.BinaryOperator.EQUAL,
                tree.Call(tree.Ident(word), (tree.Name(parts),), None, None),
            ) if canonical(word) == "sum":
                found.add(parts[-1])
    return frozenset(found)


@frozen
class WeightColumn:
    """The column that weighs the rows of a sheet: shares of the whole, or item points."""

    column: FieldRef
    in_points: bool


def weight_column(
    building: Building, sheet: Symbol, written: tree.Goals, fields: tuple[InputSpec, ...]
) -> WeightColumn:
    """The column that the author names, or whose sum the policy states, or the only one there is.

    Raises Untyped after reporting that none or several could be meant.
    """
    stop = building.environment.stop
    if written.weight is not None:
        name = written.weight.text
        spec = next((spec for spec in fields if spec.name == name), None)
        if spec is None:
            close = nearest(name, (spec.name for spec in fields))
            raise stop(
                "K207",
                written.weight.span,
                name=name,
                records=sheet.name,
                nearest=close or "",
                known=tuple(spec.name for spec in fields),
                help="nearest" if close else "none",
            )
    else:
        shares = [spec for spec in fields if spec.kind == kinds.RATIO]
        able = shares or [spec for spec in fields if spec.kind == kinds.POINTS]
        if len(able) > 1:
            stated = _summed_up(written)
            able = [spec for spec in able if spec.name in stated] or able
        if len(able) != 1:
            raise stop("K643", written.name.span, name=sheet.name, known=tuple(s.name for s in able))
        spec = able[0]
    span = written.name.span if written.weight is None else written.weight.span
    if spec.kind not in (kinds.RATIO, kinds.POINTS):
        raise stop("K644", span, name=spec.name, help="kind")
    if spec.optional:
        raise stop("K644", span, name=spec.name, help="optional")
    if not spec.domain.interval.is_nonnegative:
        raise stop("K644", span, name=spec.name, help="negative")
    if spec.kind == kinds.POINTS and spec.name not in _summed_up(written):
        raise stop("K644", span, name=spec.name, help="sum")
    return WeightColumn(FieldRef(sheet.rule, spec.name, spec.kind, span), spec.kind == kinds.POINTS)
