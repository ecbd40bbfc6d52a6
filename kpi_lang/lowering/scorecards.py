"""Scorecards: weights, contributions, group scores and the weighted score, whichever card applies."""

from fractions import Fraction

from attrs import define, field

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import (
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
from kpi_lang.lowering.cards import Group, Leaf, read_card
from kpi_lang.lowering.eligibility import of_the_appraised
from kpi_lang.lowering.selection import by_card, scorecards_of
from kpi_lang.lowering.weights import CardWeights
from kpi_lang.source import Span
from kpi_lang.typed import folding
from kpi_lang.values import kinds


@define
class _Parts:
    """What each scorecard says of one item or group, by scorecard."""

    title: str
    span: Span
    weights: dict[str, Expr] = field(factory=dict)
    points: dict[str, Expr] = field(factory=dict)
    scores: dict[str, Expr] = field(factory=dict)


def lower_scorecards(building: Building) -> None:
    """The rules ``x.weight``, ``x.points``, the groups' and ``base_score``."""
    cards: dict[str, CardWeights] = {}
    for written in scorecards_of(building):
        with building.attempt():
            root = read_card(building, written)
            cards[written.name.text] = CardWeights(building, f"scorecard.{written.name.text}", root)
    if len(cards) != len(scorecards_of(building)):
        return
    if not cards:
        return
    items: dict[str, _Parts] = {}
    groups: dict[str, _Parts] = {}
    for name, weights in cards.items():
        for leaf, weight in weights.effective():
            parts = items.setdefault(leaf.rule, _Parts(leaf.symbol.name, leaf.span))
            parts.weights[name] = weight
            parts.points[name] = _contribution(weights, leaf)
    span = scorecards_of(building)[0].span
    for rule, parts in items.items():
        _emit_parts(building, rule, parts)
    for name, weights in cards.items():
        for group in weights.root.groups():
            _add_group(
                building, groups.setdefault(group.name, _Parts(group.title, group.span)), name, weights, group
            )
    for rule, parts in groups.items():
        _emit_parts(building, rule, parts)
        score = by_card(building, parts.scores, kinds.POINTS)
        score = of_the_appraised(building, score, parts.span)
        building.emit(rule, parts.title, Role.GROUP_SCORE, kinds.POINTS, score, rule, parts.span)
    totals = {name: weights.rated(_sum_of_points(weights.root)) for name, weights in cards.items()}
    base = of_the_appraised(building, by_card(building, totals, kinds.POINTS), span)
    building.emit(
        "base_score", building.title_of("base_score"), Role.BASE_SCORE, kinds.POINTS, base, "base_score", span
    )


def _contribution(weights: CardWeights, leaf: Leaf) -> Expr:
    """An item's part of the weighted score: none if the item gave up its weight."""
    score: Expr = RuleRef(leaf.rule, kinds.POINTS, leaf.span)
    weight: Expr = RuleRef(f"{leaf.rule}.weight", kinds.RATIO, leaf.span)
    if leaf.full is not None and not weights.may_change:
        return score
    if leaf.full is not None:
        stretch = folding.divide(weight, folding.number(leaf.weight, kinds.RATIO), kinds.RATIO, leaf.span)
        points = folding.multiply(score, stretch, kinds.POINTS, leaf.span)
    else:
        points = folding.multiply(score, weight, kinds.POINTS, leaf.span)
    test = weights.present(leaf)
    if test is None:
        return points
    arms = [
        Arm(test, points, "", leaf.span),
        Arm(None, Const(Fraction(0), kinds.POINTS, leaf.span), "", leaf.span),
    ]
    return weights.building.typer().choose(arms, ChooseRole.WEIGHT, leaf.span)


def _emit_parts(building: Building, rule: str, parts: _Parts) -> None:
    weight = by_card(building, parts.weights, kinds.RATIO)
    building.emit(f"{rule}.weight", parts.title, Role.WEIGHT, kinds.RATIO, weight, rule, parts.span)
    points = by_card(building, parts.points, kinds.POINTS)
    building.emit(f"{rule}.points", parts.title, Role.POINTS, kinds.POINTS, points, rule, parts.span)


def _sum_of_points(group: Group) -> Expr:
    parts: list[Expr] = [RuleRef(f"{leaf.rule}.points", kinds.POINTS, leaf.span) for leaf in group.leaves()]
    return folding.total_of(parts, kinds.POINTS, group.span)


def _add_group(building: Building, parts: _Parts, card: str, weights: CardWeights, group: Group) -> None:
    leaves = list(group.leaves())
    held: list[Expr] = [RuleRef(f"{leaf.rule}.weight", kinds.RATIO, leaf.span) for leaf in leaves]
    points = _sum_of_points(group)
    parts.points[card] = points
    test = weights.present(group)
    if test is None and not weights.may_change:
        parts.weights[card] = Const(group.weight(), kinds.RATIO, group.span)
        scale = Fraction(1) if leaves[0].full is not None else 1 / group.weight()
        parts.scores[card] = folding.multiply(
            points, folding.number(scale, kinds.RATIO), kinds.POINTS, group.span
        )
        return
    weight = folding.total_of(held, kinds.RATIO, group.span)
    parts.weights[card] = weight
    named = RuleRef(f"{group.name}.weight", kinds.RATIO, group.span)
    score: Expr = (
        points if leaves[0].full is not None else folding.divide(points, named, kinds.POINTS, group.span)
    )
    zero = Const(Fraction(0), kinds.RATIO, group.span)
    there = Compare(ComparisonOperator.GREATER, named, zero, kinds.YES_NO, group.span)
    arms = [
        Arm(there, score, "scored", group.span),
        Arm(
            None,
            NoValue(
                Cause.NO_RESULT, building.reason("nothing scored", what=group.title), kinds.POINTS, group.span
            ),
            "else",
            group.span,
        ),
    ]
    parts.scores[card] = building.typer().choose(arms, ChooseRole.OUTCOME, group.span)
