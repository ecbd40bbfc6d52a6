"""Ratings by several raters: a mean for each kind of rater, weighed, with least numbers and trimming."""

from collections.abc import Callable
from fractions import Fraction

from attrs import frozen

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import (
    Arm,
    ChooseRole,
    Compare,
    ComparisonOperator,
    Const,
    Expr,
    IsAbsent,
    Not,
    NoValue,
)
from kpi_lang.lowering.bench import Bench
from kpi_lang.source import Span
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax import tree
from kpi_lang.typed import folding
from kpi_lang.typed.aggregates import records_named, typed_aggregate
from kpi_lang.typed.typer import Inside
from kpi_lang.values import kinds
from kpi_lang.values.display import percent_text
from kpi_lang.values.kinds import Choices

_LEAST_TO_TRIM = 3
"""Without the highest and the lowest, one rating is left."""


@frozen
class _Kind:
    """A kind of rater: the mean of its ratings, absent with a reason where there are too few, and its weight."""

    name: str
    title: str
    mean: Expr
    weight: Fraction
    span: Span

    @property
    def is_enough(self) -> Expr:
        """Whether enough people of the kind have rated."""
        few = IsAbsent(self.mean, frozenset({Cause.NO_RESULT}), kinds.YES_NO, self.span)
        return Not(few, kinds.YES_NO, self.span)


def lower_ratings(bench: Bench, written: tree.Ratings) -> Expr:
    """The weighed mean of the kinds of raters, each as ``x.raters.name``; raises Untyped (reported)."""
    environment = bench.building.environment
    if bench.typer().inside is not Inside.PERSON:
        raise environment.stop("K648", written.span, name=bench.symbol.name, help="ratings")
    choices = _choices(bench, written)
    _check_kinds(bench, written, choices)
    found = [_kind(bench, written, kind, choices) for kind in written.kinds]
    total = sum((kind.weight for kind in found), Fraction(0))
    if total != 1:
        raise environment.stop("K651", written.span, total=percent_text(total), name=bench.symbol.name)
    match written.too_few:
        case tree.Reweight():
            return _reweighted(bench, found, written.span)
        case None | tree.NoScore() | tree.Reject():
            parts = [folding.multiply(k.mean, _share(k), k.mean.kind, k.span) for k in found]
            return folding.total_of(parts, found[0].mean.kind, written.span)
        case outcome:
            raise environment.stop("K653", outcome.span, help="outcome", name=bench.symbol.name)


def _choices(bench: Bench, written: tree.Ratings) -> Choices:
    """The kinds of raters that the table knows."""
    typer, environment = bench.typer(), bench.building.environment
    symbol = records_named(typer, written.value)
    if symbol is None:
        raise environment.stop("K328", written.value.span, help="records")
    view = environment.reader.records(symbol)
    column = written.by.parts[-1] if isinstance(written.by, tree.Name) else ""
    if column in view.failed:
        typer.infer(tree.Call(_ident("max", written.by), (written.by,), None, None, written.by.span))
    kind = view.columns.get(column)
    if kind is None or kind.choices is None:
        raise environment.stop("K328", written.by.span, help="column")
    return kind.choices


def _check_kinds(bench: Bench, written: tree.Ratings, choices: Choices) -> None:
    environment = bench.building.environment
    named = [_member(kind.name.text, choices) for kind in written.kinds]
    for number, (kind, member) in enumerate(zip(written.kinds, named, strict=True)):
        if member is None:
            close = nearest(kind.name.text, choices.names)
            raise environment.stop(
                "K206",
                kind.name.span,
                name=kind.name.text,
                known=choices.names,
                nearest=close or "",
                help="nearest" if close else "none",
            )
        if member in named[:number]:
            raise environment.stop("K652", kind.span, help="twice", name=kind.name.text)
    left = [member for member in choices.names if member not in named]
    if left:
        raise environment.stop("K652", written.span, help="left", name=left[0])


def _member(text: str, choices: Choices) -> str | None:
    return next((member.name for member in choices.members if text in (member.name, member.label)), None)


def _kind(bench: Bench, written: tree.Ratings, kind: tree.RaterKind, choices: Choices) -> _Kind:
    building = bench.building
    weight = bench.typer().constant(kind.weight, kinds.RATIO)
    if weight < 0:
        raise building.environment.stop("K616", kind.weight.span)
    least = _LEAST_TO_TRIM if kind.without_ends else 1
    needed = least if kind.needed is None else kind.needed
    if needed < least:
        raise building.environment.stop("K653", kind.span, help="number", name=kind.name.text, least=least)
    name = _member(kind.name.text, choices)
    assert name is not None
    label = next((member.label for member in choices.members if member.name == name), "")
    title = kind.title.text if kind.title else label or name
    own = tree.Binary(
        tree.BinaryOperator.EQUAL, written.by, tree.Name((name,), kind.name.span), kind.name.span
    )
    where: tree.Expression = own
    if written.where is not None:
        where = tree.Binary(tree.BinaryOperator.AND, own, written.where, written.where.span)
    figure: Callable[..., Expr] = lambda word, *arguments: typed_aggregate(  # noqa: E731
        bench.typer(), word, tree.Call(_ident(word, kind), arguments, where, None, kind.span)
    )
    assert isinstance(written.by, tree.Name)
    symbol = records_named(bench.typer(), written.value)
    assert symbol is not None
    number = figure("count", tree.Name((symbol.name,), kind.span))
    counted = bench.named(
        f"number.{name}", building.reason("number of raters", what=title), number, kind.span
    )
    enough = Compare(
        ComparisonOperator.AT_LEAST, counted, folding.number(needed, kinds.COUNT), kinds.YES_NO, kind.span
    )
    if kind.without_ends:
        one = tree.Number(Fraction(1), tree.NumberStyle.PLAIN, "1", kind.span)
        mean = figure("trimmed_mean", written.value, one)
    else:
        mean = figure("mean", written.value)
    reason = building.reason("too few raters", what=title, number=needed)
    cause = Cause.REJECTED if isinstance(written.too_few, tree.Reject) else Cause.NO_RESULT
    arms = [
        Arm(enough, mean, "enough", kind.span),
        Arm(None, NoValue(cause, reason, mean.kind, kind.span), "too few", kind.span),
    ]
    rated = bench.typer().choose(arms, ChooseRole.OUTCOME, kind.span)
    return _Kind(name, title, bench.named(f"raters.{name}", title, rated, kind.span), weight, kind.span)


def _reweighted(bench: Bench, found: list[_Kind], span: Span) -> Expr:
    """The mean over the kinds with enough raters, which share the weight of the others in proportion."""
    building = bench.building
    shares = [_when(bench, kind, _share(kind), folding.number(0, kinds.RATIO)) for kind in found]
    total = folding.total_of(shares, kinds.RATIO, span)
    rating = bench.named("rating", building.reason("weight that takes part"), total, span)
    parts: list[Expr] = []
    for kind in found:
        weight = folding.divide(_share(kind), rating, kinds.RATIO, kind.span)
        title = building.reason("weight of", what=kind.title)
        own = _when(bench, kind, weight, folding.number(0, kinds.RATIO))
        named = bench.named(f"share.{kind.name}", title, own, kind.span)
        counted = folding.multiply(kind.mean, named, kind.mean.kind, kind.span)
        parts.append(_when(bench, kind, counted, folding.number(0, kind.mean.kind)))
    some = Compare(ComparisonOperator.GREATER, rating, folding.number(0, kinds.RATIO), kinds.YES_NO, span)
    reason = building.reason("nothing scored", what=bench.symbol.title or bench.symbol.name)
    scale = found[0].mean.kind
    arms = [
        Arm(some, folding.total_of(parts, scale, span), "rated", span),
        Arm(None, NoValue(Cause.NO_RESULT, reason, scale, span), "too few", span),
    ]
    return bench.typer().choose(arms, ChooseRole.OUTCOME, span)


def _share(kind: _Kind) -> Const:
    return folding.number(kind.weight, kinds.RATIO, kind.span)


def _when(bench: Bench, kind: _Kind, then: Expr, otherwise: Expr) -> Expr:
    arms = [Arm(kind.is_enough, then, "", kind.span), Arm(None, otherwise, "", kind.span)]
    return bench.typer().choose(arms, ChooseRole.RATERS, kind.span)


def _ident(word: str, at: tree.Expression | tree.RaterKind) -> tree.Ident:
    return tree.Ident(word, at.span)
