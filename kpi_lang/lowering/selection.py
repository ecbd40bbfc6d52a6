"""Which scorecard a person has, and which indicators are in it."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import evolve

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import (
    GAP,
    Arm,
    ChooseRole,
    Compare,
    ComparisonOperator,
    Const,
    Expr,
    NoValue,
    RuleRef,
)
from kpi_lang.core.plan import Role
from kpi_lang.lowering.building import Building
from kpi_lang.source import Span
from kpi_lang.syntax import tree
from kpi_lang.values import kinds
from kpi_lang.values.kinds import Choices, Kind, Member


def scorecards_of(building: Building) -> tuple[tree.Scorecard, ...]:
    """The policy's scorecards; one that takes its items from a goal sheet has the sheet as its only item."""
    written = (d for d in building.program.main.declarations if isinstance(d, tree.Scorecard))
    return tuple(map(_with_sheet, written))


def _with_sheet(card: tree.Scorecard) -> tree.Scorecard:
    if card.sheet is None:
        return card
    whole = tree.Number(Fraction(1), tree.NumberStyle.PERCENT, "100%", card.sheet.span)
    return evolve(card, entries=(tree.CardItem(card.sheet, whole, False, None, card.sheet.span),))


def items_of(entries: Iterable[tree.CardItem | tree.CardGroup]) -> Iterator[tree.CardItem]:
    """Every item of a scorecard, through all its groups."""
    for entry in entries:
        if isinstance(entry, tree.CardGroup):
            yield from items_of(entry.entries)
        else:
            yield entry


def lower_selection(building: Building) -> None:
    """The rule ``scorecard``: which one applies. A single scorecard for everybody needs no rule."""
    note_items(building)
    cards = scorecards_of(building)
    if not cards or (len(cards) == 1 and cards[0].when is None):
        return
    members = tuple(Member(c.name.text, c.title.text if c.title else "") for c in cards)
    kind = kinds.choice(Choices("scorecard", members))
    arms: list[Arm] = []
    typer = building.typer()
    otherwise: tree.Scorecard | None = None
    for card in cards:
        with building.attempt():
            if card.otherwise:
                if otherwise is not None:
                    raise building.environment.stop("K610", card.name.span)
                otherwise = card
            elif card.when is None:
                raise building.environment.stop("K611", card.name.span, name=card.name.text)
            else:
                condition = typer.condition(card.when)
                label = card.title.text if card.title else card.name.text
                arms.append(
                    Arm(condition, Const(card.name.text, kind, card.name.span), label, card.name.span)
                )
    span = cards[0].span
    if otherwise is None:
        arms.append(Arm(None, NoValue(Cause.NO_RESULT, GAP, kind, span), GAP, span))
    else:
        value = Const(otherwise.name.text, kind, otherwise.name.span)
        arms.append(Arm(None, value, otherwise.name.text, otherwise.name.span))
    expr = typer.choose(arms, ChooseRole.SCORECARD, span)
    building.emit("scorecard", building.title_of("scorecard"), Role.SCORECARD, kind, expr, "scorecard", span)


def card_reference(building: Building) -> RuleRef | None:
    """The choice of scorecard, None where everybody has the same."""
    rule = building.rules.get("scorecard")
    return None if rule is None else RuleRef(rule.name, rule.kind)


def cards_without(building: Building, rule: str) -> tuple[RuleRef | None, tuple[str, ...]]:
    """The choice of scorecard and the scorecards that lack an item; none for an item in no scorecard."""
    cards = [card.name.text for card in scorecards_of(building)]
    holding = building.cards_by_item.get(rule, set())
    others = tuple(card for card in cards if card not in holding)
    return card_reference(building), others if holding else ()


def note_items(building: Building) -> None:
    """Notes for every item of a scorecard the scorecards that have it."""
    scope = building.program.scope
    for card in scorecards_of(building):
        for item in items_of(card.entries):
            symbol = scope.values.get(item.indicator.text)
            if symbol is not None:
                building.cards_by_item.setdefault(symbol.rule, set()).add(card.name.text)


def not_in_card(building: Building, card: str, kind: Kind, span: Span) -> NoValue:
    """What an item or a group has for people of a scorecard without it."""
    return NoValue(Cause.NO_RESULT, building.reason("not in scorecard", card=card), kind, span)


def by_card(building: Building, values: dict[str, Expr], kind: Kind) -> Expr:
    """A value of ``kind`` that depends on the scorecard; none for people of a scorecard that has none."""
    card = card_reference(building)
    written = scorecards_of(building)
    first = next(iter(values.values()))
    same = isinstance(first, Const) and all(value == first for value in values.values())
    if card is None or (same and len(values) == len(written)):
        return first
    arms: list[Arm] = []
    for item in written:
        name, span = item.name.text, item.name.span
        value = values.get(name) or not_in_card(building, name, kind, span)
        test = Compare(ComparisonOperator.EQUAL, card, Const(name, card.kind), kinds.YES_NO, span)
        arms.append(Arm(test, value, name, span))
    last = arms.pop()
    arms.append(Arm(None, last.value, last.label, last.span))
    return building.typer().choose(arms, ChooseRole.SCORECARD, written[0].span)
