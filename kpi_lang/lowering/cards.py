"""Scorecards with weights as numbers: every level adds up, ranges and class-wide limits are kept."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import frozen

from kpi_lang.lowering.building import Building
from kpi_lang.lowering.classes import declared_classes
from kpi_lang.lowering.selection import items_of
from kpi_lang.resolved import Category, Symbol
from kpi_lang.source import Span
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax import tree
from kpi_lang.typed.environment import Untyped
from kpi_lang.values import kinds
from kpi_lang.values.display import percent_text

ONE = Fraction(1)
_IN_CARDS = (Category.INDICATOR, Category.VALUE, Category.AWARD)


@frozen
class Leaf:
    """An item of a scorecard: ``weight`` is its share of the whole card, ``full`` its item points, if any."""

    rule: str
    symbol: Symbol
    weight: Fraction
    full: Fraction | None
    span: Span


@frozen
class Group:
    """A group of a scorecard; ``name`` "" is the card itself."""

    name: str
    title: str
    entries: "tuple[Leaf | Group, ...]"
    needs: int
    span: Span

    def leaves(self) -> Iterator[Leaf]:
        """Every item, through all groups."""
        for entry in self.entries:
            if isinstance(entry, Leaf):
                yield entry
            else:
                yield from entry.leaves()

    def groups(self) -> "Iterator[Group]":
        """This group's groups and theirs."""
        for entry in self.entries:
            if isinstance(entry, Group):
                yield entry
                yield from entry.groups()

    def weight(self) -> Fraction:
        """The group's share of the whole card."""
        return sum((leaf.weight for leaf in self.leaves()), Fraction(0))


def read_card(building: Building, card: tree.Scorecard) -> Group:
    """A scorecard with its weights; raises Untyped after reporting every mistake in it."""
    if card.sheet is not None:
        _check_sheet(building, card.sheet)
    in_points = _style(building, card)
    before = len(building.diagnostics)
    whole = _out_of(building, card, in_points)
    entries = _entries(building, card, card.entries, ONE, in_points, whole)
    root = Group("", _title(card), entries, card.needs_at_least or 0, card.span)
    is_complete = len(list(root.leaves())) == len(list(items_of(card.entries)))
    if is_complete or _weights_are_plain(card.entries):
        _check_sum(building, card.name, card.entries, in_points, whole)
    _check_twice(building, entries)
    if is_complete:
        _check_classes(building, card, entries)
    if not is_complete or len(building.diagnostics) > before:
        raise Untyped
    return root


def _check_sheet(building: Building, name: tree.Ident) -> None:
    """Reports and stops at a scorecard that is taken from something else than a goal sheet."""
    symbol = building.program.scope.values.get(name.text)
    if building.is_lost(name.text):
        raise Untyped
    if symbol is None or not isinstance(symbol.declaration, tree.Goals):
        sheets = [s.name for s in building.program.scope if isinstance(s.declaration, tree.Goals)]
        close = nearest(name.text, sheets)
        raise building.environment.stop(
            "K650", name.span, name=name.text, nearest=close or "", help="nearest" if close else "none"
        )


def _title(written: tree.Scorecard | tree.CardGroup) -> str:
    return written.title.text if written.title else written.name.text


def _style(building: Building, card: tree.Scorecard) -> bool:
    written = list(_all_entries(card.entries))
    if not written:
        raise building.environment.stop("K614", card.name.span, name=card.name.text)
    in_points = written[0].in_points
    for entry in written[1:]:
        if entry.in_points is not in_points:
            raise building.environment.stop("K615", entry.span, name=card.name.text)
    return in_points


def _all_entries(
    entries: Iterable[tree.CardItem | tree.CardGroup],
) -> Iterator[tree.CardItem | tree.CardGroup]:
    for entry in entries:
        yield entry
        if isinstance(entry, tree.CardGroup):
            yield from _all_entries(entry.entries)


def _out_of(building: Building, card: tree.Scorecard, in_points: bool) -> Fraction:
    if not in_points:
        return ONE
    if card.out_of is None:
        return Fraction(100)
    return building.typer().constant(card.out_of, kinds.POINTS)


def _entries(
    building: Building,
    card: tree.Scorecard,
    written: tuple[tree.CardItem | tree.CardGroup, ...],
    share: Fraction,
    in_points: bool,
    whole: Fraction,
) -> tuple[Leaf | Group, ...]:
    found: list[Leaf | Group] = []
    for entry in written:
        with building.attempt():
            symbol = None if isinstance(entry, tree.CardGroup) else _symbol(building, entry.indicator)
            weight = building.typer().constant(entry.weight, kinds.POINTS if in_points else kinds.RATIO)
            if weight <= 0:
                raise building.environment.stop("K616", entry.weight.span)
            own = weight / whole if in_points else share * weight
            if isinstance(entry, tree.CardGroup):
                found.append(_group(building, card, entry, own, in_points, weight))
            elif symbol is not None:
                found.append(_leaf(building, entry, symbol, own, weight, in_points))
    return tuple(found)


def _group(
    building: Building,
    card: tree.Scorecard,
    entry: tree.CardGroup,
    share: Fraction,
    in_points: bool,
    weight: Fraction,
) -> Group:
    whole = weight if in_points else ONE
    inner_whole = weight / share if in_points else ONE
    entries = _entries(building, card, entry.entries, share, in_points, inner_whole)
    if len(entries) == len(entry.entries) or _weights_are_plain(entry.entries):
        _check_sum(building, entry.name, entry.entries, in_points, whole)
    return Group(entry.name.text, _title(entry), entries, entry.needs_at_least or 0, entry.span)


def _symbol(building: Building, name: tree.Ident) -> Symbol:
    scope = building.program.scope
    symbol = scope.values.get(name.text)
    is_sheet = symbol is not None and isinstance(symbol.declaration, tree.Goals)
    if symbol is not None and (is_sheet or symbol.category in _IN_CARDS):
        typer = building.typer()
        typer.fit(building.read(symbol, None, name.span), kinds.POINTS, name.span)
        return symbol
    if scope.is_partial if symbol is None else symbol.category is Category.LOST:
        raise Untyped
    close = nearest(name.text, [s.name for s in scope if s.category is Category.INDICATOR])
    raise building.environment.stop(
        "K617" if symbol is None else "K618",
        name.span,
        name=name.text,
        nearest=close or "",
        help="nearest" if close else "none",
    )


def _leaf(
    building: Building,
    entry: tree.CardItem,
    symbol: Symbol,
    share: Fraction,
    weight: Fraction,
    in_points: bool,
) -> Leaf:
    if entry.allowed is not None:
        _check_range(building, entry.allowed, weight, entry.span, entry.indicator.text, in_points)
    return Leaf(symbol.rule, symbol, share, weight if in_points else None, entry.span)


def _check_range(
    building: Building, allowed: tree.WeightRange, weight: Fraction, span: Span, name: str, in_points: bool
) -> None:
    kind = kinds.POINTS if in_points else kinds.RATIO
    typer = building.typer()
    low, high = typer.constant(allowed.low, kind), typer.constant(allowed.high, kind)
    if not low <= weight <= high:
        building.environment.report(
            "K619", span, name=name, weight=_shown(weight, in_points), range=allowed.span.text
        )


def _weights_are_plain(entries: tuple[tree.CardItem | tree.CardGroup, ...]) -> bool:
    """Whether the weights can be added up even where the items have mistakes."""
    return all(isinstance(entry.weight, tree.Number) for entry in entries)


def _check_sum(
    building: Building,
    name: tree.Ident,
    entries: tuple[tree.CardItem | tree.CardGroup, ...],
    in_points: bool,
    whole: Fraction,
) -> None:
    kind = kinds.POINTS if in_points else kinds.RATIO
    total = sum((building.typer().constant(entry.weight, kind) for entry in entries), Fraction(0))
    if total != whole:
        building.environment.report(
            "K620",
            name.span,
            name=name.text,
            total=_shown(total, in_points),
            whole=_shown(whole, in_points),
            difference=_shown(abs(whole - total), in_points),
            help="add" if total < whole else "take",
        )


def _check_twice(building: Building, entries: tuple[Leaf | Group, ...]) -> None:
    seen: set[str] = set()
    for leaf in Group("", "", entries, 0, Span.whole(building.program.main.span.file)).leaves():
        if leaf.rule in seen:
            building.environment.report("K621", leaf.span, name=leaf.symbol.name)
        seen.add(leaf.rule)


def _is_class(building: Building, name: tree.Ident) -> bool:
    """Whether an indicator of the policy has a class; if none has, that is reported."""
    declared = (symbol.declaration for symbol in building.program.scope)
    classes = {d.class_.text for d in declared if isinstance(d, tree.Indicator) and d.class_ is not None}
    if name.text in classes or building.program.main.has_lost("indicator"):
        return name.text in classes
    classes |= declared_classes(building).keys()
    if name.text in classes:
        return True
    close = nearest(name.text, classes)
    building.environment.stop(
        "K642", name.span, name=name.text, nearest=close or "", help="nearest" if close else "none"
    )
    return False


def _check_classes(building: Building, card: tree.Scorecard, entries: tuple[Leaf | Group, ...]) -> None:
    leaves = list(Group("", "", entries, 0, card.span).leaves())
    for limit in card.class_weights:
        if not _is_class(building, limit.class_):
            continue
        held = [
            leaf.weight
            for leaf in leaves
            if isinstance(leaf.symbol.declaration, tree.Indicator)
            and leaf.symbol.declaration.class_ is not None
            and leaf.symbol.declaration.class_.text == limit.class_.text
        ]
        typer = building.typer()
        low, high = (
            typer.constant(limit.range.low, kinds.RATIO),
            typer.constant(limit.range.high, kinds.RATIO),
        )
        total = sum(held, Fraction(0))
        if not low <= total <= high:
            building.environment.report(
                "K622",
                limit.span,
                name=limit.class_.text,
                weight=_shown(total, False),
                range=limit.range.span.text,
            )


def _shown(weight: Fraction, in_points: bool) -> Fraction | str:
    return weight if in_points else percent_text(weight)
