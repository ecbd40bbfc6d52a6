"""Inputs and tables of records: kinds, domains and the columns they are read from."""

from fractions import Fraction

from attrs import evolve

from kpi_lang.core.nodes import Const, Expr
from kpi_lang.core.plan import Requirement, Role, Rule, Stage
from kpi_lang.data.cells.ranges import RangeWords, StepWords
from kpi_lang.data.schema import InputSpec, OverTime, Value
from kpi_lang.lowering.building import Building
from kpi_lang.lowering.columns import Columns
from kpi_lang.resolved import Scope, Symbol
from kpi_lang.source import Span
from kpi_lang.syntax import tree
from kpi_lang.typed import curves
from kpi_lang.typed.kind_names import kind_of
from kpi_lang.typed.precision import rounding_of
from kpi_lang.typed.typer import Typer
from kpi_lang.values import kinds
from kpi_lang.values.currencies import currency_step
from kpi_lang.values.domains import Domain, Interval
from kpi_lang.values.kinds import Family, Kind, Style


def lower_input(building: Building, symbol: Symbol, written: tree.Input) -> None:
    """The input that a symbol names; one declaration may name several."""
    specs = _specs(written.field, building.scope_of(symbol), building.typer(building.scope_of(symbol)))
    for spec in specs:
        if spec.name == symbol.name:
            building.inputs[symbol.rule] = evolve(spec, name=symbol.rule)


def lower_records(building: Building, symbol: Symbol, written: tree.Records) -> None:
    """A table of records: stored columns, then computed ones, each of which may read those before it."""
    columns = read_columns(building, symbol, written)
    columns.close(written)


def read_columns(building: Building, symbol: Symbol, written: tree.Records) -> Columns:
    """The columns that the author declares and computes, and the facts that a record must meet."""
    columns = Columns(building, symbol)
    for entry in written.fields:
        names = entry.names if isinstance(entry, tree.Field) else (entry.name,)
        columns.failed |= {name.text for name in names} - columns.kinds.keys()
        with building.attempt():
            for name in names:
                columns.check_new(name.text, name.span)
            if isinstance(entry, tree.Field):
                for spec in _specs(entry, columns.scope, building.typer(columns.scope)):
                    columns.store(spec)
            else:
                columns.compute(_computed(building, symbol.rule, entry, columns.typer(), columns.scope))
        columns.failed -= columns.kinds.keys()
    for require in written.requires:
        with building.attempt():
            condition = columns.typer().condition(require.condition)
            columns.requirements.append(Requirement(condition, message_of(require), require.span))
    return columns


def message_of(require: tree.Require) -> str:
    """What is said of data that breaks a requirement: the author's words, else the condition itself."""
    return require.message.text if require.message else require.condition.span.text


def _computed(building: Building, owner: str, entry: tree.ComputedField, typer: Typer, scope: Scope) -> Rule:
    name = entry.name.text
    if entry.kind is not None:
        wanted = kind_of(entry.kind, name, scope, building.environment)
        expr = curves.typed_body(typer, entry.body, wanted)
        kind = wanted
    else:
        expr = infer_body(typer, entry.body)
        kind = expr.kind.settled
    rounding = rounding_of(entry.precision, scope, building.environment)
    if rounding is not None:
        expr = typer.round_typed(expr, rounding, entry.span)
    title = entry.title.text if entry.title else name
    return Rule(name, title, Role.COMPUTED_COLUMN, kind, Stage.RECORD, expr, owner, entry.span)


def infer_body(typer: Typer, body: tree.Body) -> Expr:
    """A body of no declared kind: a formula has a kind of its own, a curve gives points."""
    if isinstance(body, (tree.Line, tree.Steps, tree.Anchored, tree.Best)):
        return curves.typed_body(typer, body, kinds.POINTS)
    return typer.infer(body)


def _specs(written: tree.Field, scope: Scope, typer: Typer) -> list[InputSpec]:
    kind = kind_of(written.kind, written.names[0].text, scope, typer.environment)
    domain = domain_of(written.bounds, written.step, written.span, kind, typer)
    default = None if written.default is None else _default(typer, written.default, kind, domain)
    over_time = None if written.over_time is None else OverTime(written.over_time.value)
    alone = len(written.names) == 1
    return [
        InputSpec(
            name.text,
            written.title.text if written.title and alone else name.text,
            kind,
            domain,
            written.optional,
            default,
            tuple(column.text for column in written.columns) if alone else (),
            over_time,
            name.span,
            written.beforehand,
        )
        for name in written.names
    ]


def _default(typer: Typer, written: tree.Expression, kind: Kind, domain: Domain) -> Value:
    typed = typer.fit(typer.typed_as(written, kind), kind, written.span)
    if not isinstance(typed, Const):
        raise typer.environment.stop("K309", written.span)
    if isinstance(typed.value, Fraction) and not domain.contains(typed.value):
        raise typer.environment.stop("K316", written.span, domain=demanded(domain, kind, typed.value))
    return typed.value


def demanded(domain: Domain, kind: Kind, value: Fraction) -> RangeWords | StepWords:
    """What a domain demands that a value does not meet, in words: the range, or else the step."""
    if domain.step is not None and domain.interval.contains(value):
        return StepWords(domain.step, kind)
    return RangeWords(domain.interval, kind)


def domain_of(
    bounds: tuple[tree.Bound, ...], step: tree.Expression | None, span: Span, kind: Kind, typer: Typer
) -> Domain:
    """The values that a range and a step leave of a kind; raises Untyped after reporting where that is none."""
    if kind.family is not Family.NUMBER:
        for place in [b.span for b in bounds] + ([step.span] if step else []):
            raise typer.environment.stop("K317", place, kind=kind)
        return Domain()
    interval = Interval.at_least(Fraction(0)) if kind.style is Style.COUNT else Interval()
    for bound in bounds:
        narrowed = interval.intersect(_interval(bound, typer.constant(bound.value, kind)))
        if narrowed is None:
            raise typer.environment.stop("K318", bound.span)
        interval = narrowed
    width = _natural_step(kind)
    if step is not None:
        width = typer.constant(step, kind)
        if width <= 0:
            raise typer.environment.stop("K313", step.span, step=width)
    domain = Domain(interval, width)
    if domain.count == 0:
        raise typer.environment.stop("K318", span)
    return domain


def _natural_step(kind: Kind) -> Fraction | None:
    """Money moves by its minor unit and counts by one, unless the author says otherwise."""
    if kind.currency is not None:
        return currency_step(kind.currency)
    whole = kind.style is Style.COUNT or (
        len(kind.dimensions) == 1 and kind.dimensions[0][0].startswith("unit:")
    )
    return Fraction(1) if whole else None


def _interval(bound: tree.Bound, value: Fraction) -> Interval:
    match bound.comparison:
        case tree.Comparison.LESS:
            return Interval.below(value)
        case tree.Comparison.AT_MOST:
            return Interval.at_most(value)
        case tree.Comparison.GREATER:
            return Interval.above(value)
        case tree.Comparison.AT_LEAST:
            return Interval.at_least(value)
        case tree.Comparison.EQUAL:
            return Interval.point(value)
