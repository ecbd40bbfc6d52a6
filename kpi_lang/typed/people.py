"""Figures about other people: `rank(total within department)`, `count(reports where provisional_grade = S)`."""

from fractions import Fraction
from typing import TypeGuard

from attrs import evolve, frozen

from kpi_lang.core.absent import Cause
from kpi_lang.core.children import walk
from kpi_lang.core.groups import GroupFigure, GroupOperator
from kpi_lang.core.nodes import (
    Arm,
    Choose,
    ChooseRole,
    Compare,
    ComparisonOperator,
    Expr,
    FieldRef,
    FigureRef,
    NoValue,
    Power,
)
from kpi_lang.source import Span
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax import tree
from kpi_lang.syntax.words import canonical
from kpi_lang.typed import folding
from kpi_lang.typed.precision import Rounding, rounding_of
from kpi_lang.typed.typer import Inside, Typer
from kpi_lang.values import kinds
from kpi_lang.values.kinds import Family, Kind
from kpi_lang.values.rounding import Mode

_OPERATORS = {
    operator.value: operator
    for operator in GroupOperator
    if operator not in (GroupOperator.VARIANCE, GroupOperator.POOL)
}
_TILES = {"quartile": 4, "quintile": 5}
Z_SCORE = "z_score"
FIGURES = (*_OPERATORS, *_TILES, Z_SCORE)
_ONLY_OF_PEOPLE = frozenset(FIGURES) - {"count", "sum", "mean", "min", "max"}
_Z_PLACES = 4
_EVERYBODY, _REPORTS = "everybody", "reports"
_HALF = Fraction(1, 2)


@frozen
class _Group:
    """Whose figure it is: those with the same keys, or the reports of the person."""

    keys: tuple[Expr, ...] = ()
    reports: bool = False


@frozen
class _Asked:
    """A figure as it was asked for, with what it is of."""

    group: _Group
    value: tree.Expression | None
    where: tree.Expression | None
    lowest_first: bool
    span: Span

    @property
    def text(self) -> str:
        """The figure on one line."""
        return " ".join(self.span.text.split())


def is_about_people(typer: Typer, word: str, call: tree.Call) -> bool:
    """Whether a call is a figure about other people; `count(complaint)` and `max(a, b)` are not."""
    if call.within is not None or word in _ONLY_OF_PEOPLE:
        return True
    if word not in FIGURES or len(call.arguments) != 1 or not isinstance(call.arguments[0], tree.Name):
        return False
    name = call.arguments[0].parts
    symbol = typer.scope.values.get(name[0])
    if symbol is not None:
        return word == "count" and len(name) == 1 and name[0] in typer.environment.reader.groupings()
    return canonical(name[0]) in (_REPORTS, _EVERYBODY) or name[0] in typer.environment.reader.groupings()


def typed_figure(typer: Typer, word: str, call: tree.Call) -> Expr:
    """A figure about other people; raises Untyped after reporting what is wrong with it."""
    environment = typer.environment
    if word not in FIGURES:
        raise environment.stop("K415", call.span, name=call.function.text)
    if typer.inside is not Inside.PERSON:
        raise environment.stop("K414", call.span, name=call.function.text, help=typer.inside.value)
    precision = None if call.within is None else call.within.precision
    if precision is not None and word != Z_SCORE:
        raise environment.stop("K416", precision.span, name=call.function.text)
    value, tiles = _arguments(typer, word, call)
    asked = _asked(typer, word, call, value)
    if word == Z_SCORE:
        return _z_score(typer, asked, rounding_of(precision, typer.scope, environment))
    operator = GroupOperator.NTILE if tiles else _OPERATORS[word]
    if operator.is_rank and asked.group.reports:
        raise environment.stop("K413", call.span, name=call.function.text)
    return _figure(typer, asked, operator, tiles)


def is_z_score(written: tree.Expression) -> TypeGuard[tree.Call]:
    """Whether an expression is a z-score that says nothing of its places."""
    return (
        isinstance(written, tree.Call)
        and canonical(written.function.text) == Z_SCORE
        and (written.within is None or written.within.precision is None)
    )


def rounded_z_score(typer: Typer, call: tree.Call, rounding: Rounding) -> Expr:
    """`round(z_score(…) to 2 places)`: rounded once, to these places."""
    value, _ = _arguments(typer, Z_SCORE, call)
    return _z_score(typer, _asked(typer, Z_SCORE, call, value), rounding)


def _arguments(typer: Typer, word: str, call: tree.Call) -> tuple[tree.Expression, int]:
    """What the figure is of, and the number of parts of the group."""
    wanted = 2 if word == GroupOperator.NTILE.value else 1
    if len(call.arguments) > wanted and call.within is None:
        # A spreadsheet would take the group behind a comma.
        raise typer.environment.stop("K417", call.span, name=call.function.text, example=_example(typer))
    if len(call.arguments) != wanted:
        raise typer.environment.stop(
            "K314", call.span, name=call.function.text, wanted=wanted, actual=len(call.arguments)
        )
    if wanted == 1:
        return call.arguments[0], _TILES.get(word, 0)
    tiles = typer.constant(call.arguments[1], kinds.COUNT)
    if tiles.denominator != 1 or tiles < 1:
        raise typer.environment.stop("K219", call.arguments[1].span, number=tiles)
    return call.arguments[0], int(tiles)


def _asked(typer: Typer, word: str, call: tree.Call, value: tree.Expression) -> _Asked:
    """Whom the figure is about and what it is of, as the author put it in one of three ways."""
    lowest = call.within is not None and call.within.lowest_first is True
    named = canonical(value.parts[0]) if isinstance(value, tree.Name) else None
    if call.within is not None:
        group = _within(typer, call.within)
        everybody = isinstance(value, tree.Name) and len(value.parts) == 1 and named == _EVERYBODY
        return _Asked(group, None if everybody else value, call.where, lowest, call.span)
    if isinstance(value, tree.Name) and len(value.parts) == 2 and named in (_REPORTS, _EVERYBODY):
        part = tree.Name((value.parts[1],), value.span)
        group = _named(typer, value.parts[0], value.span)
        return _Asked(group, part, call.where, lowest, call.span)
    if word == GroupOperator.COUNT.value and isinstance(value, tree.Name) and len(value.parts) == 1:
        return _Asked(_named(typer, value.parts[0], value.span), None, call.where, lowest, call.span)
    raise typer.environment.stop("K417", call.span, name=call.function.text, example=_example(typer))


def _within(typer: Typer, within: tree.Grouping) -> _Group:
    groups = [_named(typer, name.text, name.span) for name in within.groups]
    if len(groups) == 1:
        return groups[0]
    if any(group.reports or not group.keys for group in groups):
        raise typer.environment.stop("K418", within.span)
    return _Group(tuple(key for group in groups for key in group.keys))


def grouped_by(typer: Typer, names: tuple[tree.Ident, ...]) -> tuple[Expr, ...]:
    """What the people of one group share, none for everybody; raises Untyped (reported)."""
    groups = [_named(typer, name.text, name.span) for name in names]
    if any(group.reports for group in groups) or (
        len(groups) > 1 and not all(group.keys for group in groups)
    ):
        raise typer.environment.stop("K418", names[0].span.join(names[-1].span))
    return tuple(key for group in groups for key in group.keys)


def _named(typer: Typer, name: str, span: Span) -> _Group:
    """The group of a name: reports, everybody, or those who share what the name stands for."""
    reader = typer.environment.reader
    if name not in typer.scope.values and name not in typer.arguments:
        match canonical(name):
            case "reports":
                manager = reader.manager(span)
                if manager is None:
                    raise typer.environment.stop("K412", span)
                return _Group((), reports=True)
            case "everybody":
                return _Group()
            case _ if reader.carried(name, span) is None and canonical(name) is None:
                known = reader.groupings()
                near = nearest(name, [*known, *typer.scope.values])
                raise typer.environment.stop(
                    "K411", span, name=name, nearest=near or "", help="nearest" if near else "none"
                )
    key = typer.infer(tree.Name((name,), span))
    return _Group((reader.part(key, span),))


def _example(typer: Typer) -> str:
    groups = typer.environment.reader.groupings()
    return groups[0] if groups else _EVERYBODY


def _figure(typer: Typer, asked: _Asked, operator: GroupOperator, tiles: int = 0) -> Expr:
    """The reference to a figure; of somebody whom its condition leaves out a rank is undefined."""
    reader = typer.environment.reader
    typer.environment.of_reports += asked.group.reports
    try:
        value = None if asked.value is None else _value(typer, asked.value, operator)
        where = None if asked.where is None else typer.condition(asked.where)
    finally:
        typer.environment.of_reports -= asked.group.reports
    _check_outside_records(typer, (value, where), asked.span)
    kind = _kind(operator, value)
    span = asked.span
    figure = GroupFigure(
        name="",
        operator=operator,
        value=None if value is None or asked.value is None else reader.part(value, asked.value.span),
        where=None if where is None or asked.where is None else reader.part(where, asked.where.span),
        keys=asked.group.keys,
        reports=asked.group.reports,
        lowest_first=asked.lowest_first,
        kind=kind,
        text=asked.text,
        tiles=tiles,
        span=span,
    )
    own = (*figure.keys, *((figure.value,) if operator.is_rank and figure.value is not None else ()))
    found = FigureRef(reader.figure(figure), own, kind, span)
    if not operator.is_rank or figure.where is None or asked.where is None:
        return found
    label = " ".join(asked.where.span.text.split())
    nothing = NoValue(Cause.UNDEFINED, asked.text, kind, span)
    arms = (Arm(figure.where, found, label, asked.where.span), Arm(None, nothing, "else", asked.where.span))
    return Choose(arms, kind, typer.points.next(), ChooseRole.IF, span)


def _value(typer: Typer, written: tree.Expression, operator: GroupOperator) -> Expr:
    value = typer.condition(written) if operator is GroupOperator.SHARE else typer.infer(written)
    if operator.is_rank or operator in (GroupOperator.MIN, GroupOperator.MAX):
        ordered = operator.is_rank and value.kind.choices is not None and value.kind.choices.ordered
        if not ordered and value.kind.family not in (Family.NUMBER, Family.DATE, Family.MONTH):
            raise typer.environment.stop("K350", written.span, kind=value.kind)
    elif operator not in (GroupOperator.COUNT, GroupOperator.SHARE):
        typer.need_number(value, written.span)
    return evolve(value, kind=kinds.NUMBER) if value.kind == kinds.LITERAL else value


def _kind(operator: GroupOperator, value: Expr | None) -> Kind:
    match operator:
        case GroupOperator.COUNT | GroupOperator.RANK | GroupOperator.DENSE_RANK | GroupOperator.NTILE:
            return kinds.COUNT
        case GroupOperator.SHARE | GroupOperator.PERCENTILE:
            return kinds.RATIO
        case GroupOperator.MID_RANK | GroupOperator.VARIANCE:
            return kinds.NUMBER
        case GroupOperator.MEAN | GroupOperator.MEDIAN if value is not None and value.kind == kinds.COUNT:
            return kinds.NUMBER
        case _:
            assert value is not None
            return value.kind


def _check_outside_records(typer: Typer, parts: tuple[Expr | None, ...], span: Span) -> None:
    """A function's argument may be a column of a record, which other people do not have."""
    for part in parts:
        if isinstance(part, FieldRef) or (
            part is not None
            and typer.columns is not None
            and any(isinstance(n, FieldRef) for n in walk(part))
        ):
            raise typer.environment.stop("K414", span, name=span.text, help=Inside.FIGURE.value)


def _z_score(typer: Typer, asked: _Asked, rounding: Rounding | None) -> Expr:
    """The distance from the mean in standard deviations: the square root of a ratio, rounded once, with its sign."""
    rounding = rounding or Rounding(Fraction(1, 10**_Z_PLACES), Mode.HALF_UP, _Z_PLACES)
    if asked.value is None or asked.group.reports:
        raise typer.environment.stop("K413", asked.span, name=Z_SCORE)
    mean = _figure(typer, asked, GroupOperator.MEAN)
    variance = _figure(typer, asked, GroupOperator.VARIANCE)
    value = _value(typer, asked.value, GroupOperator.MEAN)
    number, span = kinds.NUMBER, asked.span
    distance = folding.subtract(value, mean, value.kind, span)
    squared = folding.multiply(distance, distance, number, span)
    base = folding.divide(squared, variance, number, span)

    def root(mode: Mode) -> Expr:
        power = Power(base, _HALF, number, span)
        return typer.round_typed(power, evolve(rounding, mode=mode), span)

    below = Compare(ComparisonOperator.LESS, value, mean, kinds.YES_NO, span)
    negative = folding.subtract(folding.number(0, number), root(_mirrored(rounding.mode)), number, span)
    arms = (Arm(below, negative, ""), Arm(None, root(rounding.mode), ""))
    return Choose(arms, number, typer.points.next(), ChooseRole.IF, span)


def _mirrored(mode: Mode) -> Mode:
    """The mode that rounds the magnitude of a negative number as ``mode`` rounds the number."""
    return {Mode.FLOOR: Mode.CEILING, Mode.CEILING: Mode.FLOOR}.get(mode, mode)
