"""Names: what a word in an expression stands for here, nearest meaning first.

A member of the choices that are asked for goes before everything else: in `role = sales` the word `sales`
is a role, whatever else is called `sales`. Then come a function's parameters, a record's columns, what the
module declares or imports, and the predeclared names.
"""

from collections.abc import Iterator

from attrs import evolve

from kpi_lang.core.nodes import Aggregate, AggregateOperator, Const, Expr, FieldRef, RuleRef
from kpi_lang.resolved import Category, Symbol
from kpi_lang.source import Span
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax import tree
from kpi_lang.syntax.mistakes.chinese import spaced
from kpi_lang.syntax.numerals import in_figures
from kpi_lang.syntax.words import VALUES, canonical
from kpi_lang.typed.environment import RecordsView, Untyped
from kpi_lang.typed.typer import Inside, Typer
from kpi_lang.typed.written_out import ReadsResults, written_out
from kpi_lang.values import kinds
from kpi_lang.values.kinds import Kind

_SHEET_PARTS = ("weight", "points")
"""What may be read of a goal sheet as of an indicator."""

_SHEET_COLUMNS = ("score", "points")
"""What is computed for every row of a goal sheet."""


def typed_name(typer: Typer, name: tree.Name, wanted: Kind | None) -> Expr:
    """The value of a name; raises Untyped after reporting that it has none."""
    if len(name.parts) == 2:
        return _part(typer, name)
    text = name.parts[0]
    member = _member(text, wanted)
    if member is not None:
        return evolve(member, span=name.span)
    if text in typer.arguments:
        argument = typer.arguments[text]
        return argument.caller.check(argument.syntax, argument.kind)
    column = None if typer.columns is None else typer.columns.column(text, name.span)
    if column is not None:
        return column
    symbol = typer.scope.values.get(text)
    if symbol is not None:
        return _symbol(typer, symbol, None, name.span)
    carried = typer.environment.reader.carried(text, name.span)
    if carried is not None:
        return carried
    column = None if typer.columns is None else _sheet_column(typer.columns, text, name.span)
    if column is not None:
        return column
    predeclared = _predeclared(typer, canonical(text), name.span)
    if predeclared is not None:
        return predeclared
    raise _unknown(typer, text, name.span, wanted)


def _sheet_column(view: RecordsView, text: str, span: Span) -> FieldRef | None:
    """The column of a name in either language, for the columns that every goal sheet has."""
    meaning = canonical(text)
    return view.column(meaning, span) if meaning in _SHEET_COLUMNS else None


def is_known(typer: Typer, name: tree.Name) -> bool:
    """Whether a name means something without a hint at choices."""
    text = name.parts[0]
    return (
        len(name.parts) > 1
        or text in typer.arguments
        or (typer.columns is not None and text in typer.columns.columns)
        or text in typer.scope.values
        or canonical(text) is not None
    )


def _member(text: str, wanted: Kind | None) -> Const | None:
    if wanted is None or wanted.choices is None:
        return None
    for member in wanted.choices.members:
        if text in (member.name, member.label):
            return Const(member.name, wanted)
    return None


def _predeclared(typer: Typer, meaning: str | None, span: Span) -> Expr | None:
    match meaning:
        case None:
            return None
        case "yes" | "no":
            return Const(meaning == "yes", kinds.YES_NO, span)
        case "measure" if typer.measure is not None:
            return typer.measure
        case _:
            found = typer.environment.reader.read_predeclared(meaning, span)
            return None if found is None else _readable(typer, found, span.text, span)


def _part(typer: Typer, name: tree.Name) -> Expr:
    owner, part = name.parts
    if typer.columns is not None and typer.is_of_columns(owner):
        column = typer.columns.column(part, name.span) or _sheet_column(typer.columns, part, name.span)
        if column is None:
            raise _unknown_column(typer, part, typer.columns, name.span)
        return column
    symbol = typer.scope.values.get(owner)
    if symbol is None:
        raise _unknown(typer, owner, name.span, None)
    is_part = canonical(part) in _SHEET_PARTS and isinstance(symbol.declaration, tree.Goals)
    if isinstance(symbol.declaration, tree.Records) and symbol.declaration.by is not None:
        return _of_shared_row(typer, symbol, part, name.span)
    if symbol.category is Category.RECORDS and not is_part:
        raise typer.environment.stop("K210", name.span, name=".".join(name.parts), records=owner)
    return _symbol(typer, symbol, canonical(part) or part, name.span)


def _of_shared_row(typer: Typer, symbol: Symbol, part: str, span: Span) -> Expr:
    """A column of the one row that a person shares with others, such as that of the department."""
    if typer.inside is not Inside.PERSON:
        raise typer.environment.stop("K216", span, help=typer.inside.value, name=symbol.name)
    view = typer.environment.reader.records(symbol)
    if part in view.failed:
        raise Untyped
    if part not in view.columns:
        raise _unknown_column(typer, part, view, span)
    kind = view.columns[part]
    value = FieldRef(view.name, part, kind, span)
    point = typer.points.next()
    return Aggregate(AggregateOperator.FIRST, view.name, value, None, None, 0, kind, point, span)


def _symbol(typer: Typer, symbol: Symbol, part: str | None, span: Span) -> Expr:
    match symbol.category:
        case Category.LOST:
            raise Untyped
        case Category.FUNCTION:
            raise typer.environment.stop("K208", span, name=symbol.name, help="function")
        case Category.SCALE | Category.ROUNDING as category:
            raise typer.environment.stop("K208", span, name=symbol.name, help=category.value)
        case Category.RECORDS if not isinstance(symbol.declaration, tree.Goals):
            raise typer.environment.stop("K208", span, name=symbol.name, help="records")
        case _:
            found = typer.environment.reader.read(symbol, part, span)
            return _readable(typer, found, symbol.name, span)


def _readable(typer: Typer, found: Expr, name: str, span: Span) -> Expr:
    """What was found, unless it is a result of the person where only a record is at hand."""
    if typer.inside is not Inside.COLUMN or not isinstance(found, RuleRef):
        return found
    try:
        return written_out(found, typer.points, typer.environment.reader.definition)
    except ReadsResults:
        raise typer.environment.stop("K227", span, name=name) from None


def _unknown(typer: Typer, text: str, span: Span, wanted: Kind | None) -> Untyped:
    if typer.scope.is_partial:
        return Untyped()
    members = wanted.choices.names if wanted is not None and wanted.choices is not None else ()
    visible = [*typer.scope.values, *typer.arguments, *(typer.columns.columns if typer.columns else ())]
    parted = spaced(text)
    if parted is not None and not set(parted.split()).isdisjoint((*visible, *members)):
        return typer.environment.stop("K130", span, written=text, right=parted)
    if members:
        close = nearest(text, members)
        return typer.environment.stop(
            "K206", span, name=text, known=members, nearest=close or "", help="nearest" if close else "none"
        )
    if text in _columns_below(typer):
        return typer.environment.stop("K201", span, name=text, help="below")
    visible += _goal_columns(typer)
    visible += [spelling for word in VALUES for spelling in (word.english, word.chinese)]
    figures = in_figures(text)
    titled = next((symbol.name for symbol in typer.scope if symbol.title == text), None)
    close = figures or titled or nearest(text, visible)
    help = "figures" if figures else "title" if titled else "nearest" if close else "none"
    return typer.environment.stop("K201", span, name=text, nearest=close or "", help=help)


def _columns_below(typer: Typer) -> Iterator[str]:
    """The columns of the same records that are written further down, so that they cannot be read yet."""
    if typer.inside is not Inside.COLUMN or typer.columns is None:
        return
    symbol = typer.scope.values.get(typer.columns.name)
    match symbol.declaration if symbol is not None else None:
        case tree.Records(fields=fields) | tree.Goals(table=tree.Records(fields=fields)):
            for written in fields:
                names = written.names if isinstance(written, tree.Field) else (written.name,)
                yield from (name.text for name in names)
        case _:
            pass


def _goal_columns(typer: Typer) -> Iterator[str]:
    """The columns of goal sheets, which an indicator of their rows may have meant."""
    for symbol in typer.scope:
        if isinstance(symbol.declaration, tree.Goals):
            for written in symbol.declaration.table.fields:
                names = written.names if isinstance(written, tree.Field) else (written.name,)
                yield from (name.text for name in names)


def _unknown_column(typer: Typer, text: str, columns: RecordsView, span: Span) -> Untyped:
    known = tuple(name for name in columns.columns if "." not in name)
    close = nearest(text, known)
    return typer.environment.stop(
        "K207",
        span,
        name=text,
        records=columns.name,
        nearest=close or "",
        known=known,
        help="nearest" if close else "none",
    )
