"""Effective weights: what an item weighs for one person, after absent items moved or left their weight.

Within one scorecard, in this order. An absent item whose clause moves its weight hands all it holds to the
named items in the stated shares; an item that received weight and is absent too hands on both (chains;
circles are refused). What remains absent leaves its weight to its group: the group's items that are there
share it in proportion; a group without any, or with fewer than it needs, leaves its weight to the groups
beside it.
"""

from collections.abc import Iterator
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
    Logic,
    LogicOperator,
    Not,
    NoValue,
    RuleRef,
)
from kpi_lang.core.plan import Role
from kpi_lang.lowering.building import Building
from kpi_lang.lowering.cards import Group, Leaf
from kpi_lang.lowering.indicators import clauses_of, lacks
from kpi_lang.source import Span
from kpi_lang.syntax import tree
from kpi_lang.typed import folding
from kpi_lang.typed.environment import Untyped
from kpi_lang.values import kinds

_ZERO = Const(Fraction(0), kinds.RATIO)


@define
class _Item:
    """A leaf and when it moves its weight (with shares by rule) or leaves it to the group."""

    leaf: Leaf
    moves: list[tuple[Expr, dict[str, Fraction]]] = field(factory=list)
    leaves: list[Expr] = field(factory=list)

    @property
    def may_go(self) -> bool:
        return bool(self.moves or self.leaves)

    def gone(self) -> Expr:
        """Whether the item is absent in a way that gives up its weight."""
        return _any([*(test for test, _ in self.moves), *self.leaves])


@define
class CardWeights:
    """The weights of one scorecard. ``card`` prefixes the names of its helper rules."""

    building: Building
    card: str
    root: Group
    items: dict[str, _Item] = field(init=False, factory=dict)
    held: dict[str, Expr] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        for leaf in self.root.leaves():
            self.items[leaf.rule] = self._item(leaf)
        for leaf in self.root.leaves():
            self._hold(leaf.rule, [])

    @property
    def may_change(self) -> bool:
        """Whether anybody's weights can differ from the written ones."""
        return any(item.may_go for item in self.items.values())

    # --- what an item holds ----------------------------------------------------------------------------

    def _item(self, leaf: Leaf) -> _Item:
        item = _Item(leaf)
        declaration = leaf.symbol.declaration
        if not isinstance(declaration, tree.Indicator):
            return item
        for clause in clauses_of(declaration):
            test = lacks(leaf.rule, clause.lack, clause.outcome.span)
            match clause.outcome:
                case tree.Reweight():
                    item.leaves.append(test)
                case tree.MoveWeight(targets, span):
                    item.moves.append((test, self._shares(leaf, targets, span)))
                case _:
                    continue
        return item

    def _shares(
        self, leaf: Leaf, targets: tuple[tuple[tree.Ident, tree.Expression | None], ...], span: Span
    ) -> dict[str, Fraction]:
        building = self.building
        scope = building.scope_of(leaf.symbol)
        inside = {other.rule for other in self.root.leaves()}
        shares: dict[str, Fraction] = {}
        for name, share in targets:
            symbol = scope.values.get(name.text)
            if building.is_lost(name.text):
                raise Untyped
            if symbol is None or symbol.rule not in inside:
                raise building.environment.stop(
                    "K623", name.span, name=name.text, item=leaf.symbol.name, card=self.root.title
                )
            typer = building.typer(scope)
            shares[symbol.rule] = Fraction(1) if share is None else typer.constant(share, kinds.RATIO)
        total = sum(shares.values(), Fraction(0))
        if total != 1:
            raise building.environment.stop("K624", span, total=total * 100)
        return shares

    def _hold(self, rule: str, chain: list[str]) -> Expr:
        """The weight an item has of its own and from absent others, before it may give it up itself."""
        if rule in self.held:
            return self.held[rule]
        if rule in chain:
            circle = " → ".join([*chain[chain.index(rule) :], rule])
            raise self.building.environment.stop("K625", self.items[rule].leaf.span, circle=circle)
        leaf = self.items[rule].leaf
        parts: list[Expr] = [Const(leaf.weight, kinds.RATIO, leaf.span)]
        for other in self.items.values():
            for test, shares in other.moves:
                if rule in shares:
                    source = self._hold(other.leaf.rule, [*chain, rule])
                    share = folding.number(shares[rule], kinds.RATIO)
                    moved = folding.multiply(source, share, kinds.RATIO)
                    parts.append(self._when(test, moved, _ZERO, leaf.span))
        total = folding.total_of(parts, kinds.RATIO, leaf.span)
        self.held[rule] = self._named(f"{rule}.held", total, leaf.span)
        return self.held[rule]

    # --- what a group holds ----------------------------------------------------------------------------

    def _holds(self, entry: Leaf | Group) -> Expr:
        """The weight to be spread in an entry: that of items that moved it away is not."""
        if isinstance(entry, Group):
            return folding.total_of([self._holds(e) for e in entry.entries], kinds.RATIO, entry.span)
        item = self.items[entry.rule]
        if not item.moves:
            return self.held[entry.rule]
        moved = _any([test for test, _ in item.moves])
        return self._when(moved, _ZERO, self.held[entry.rule], entry.span)

    def _varies(self, group: Group) -> bool:
        return any(self.items[leaf.rule].may_go for leaf in group.leaves())

    def present(self, entry: Leaf | Group) -> Expr | None:
        """Whether an entry takes part; None if it always does."""
        if isinstance(entry, Leaf):
            item = self.items[entry.rule]
            return Not(item.gone(), kinds.YES_NO, entry.span) if item.may_go else None
        if not self._varies(entry):
            return None
        tests: list[Expr] = [
            Compare(ComparisonOperator.GREATER, self._taking_part(entry), _ZERO, kinds.YES_NO, entry.span)
        ]
        if entry.needs > 1:
            tests.append(self._enough(entry))
        return (
            tests[0] if len(tests) == 1 else Logic(LogicOperator.AND, tuple(tests), kinds.YES_NO, entry.span)
        )

    def _enough(self, group: Group) -> Expr:
        one = folding.number(1, kinds.COUNT)
        none = folding.number(0, kinds.COUNT)
        counts: list[Expr] = []
        for entry in group.entries:
            test = self.present(entry)
            counts.append(one if test is None else self._when(test, one, none, entry.span))
        number = folding.total_of(counts, kinds.COUNT, group.span)
        count = self._named(f"{group.name or 'card'}.present", number, group.span)
        need = folding.number(group.needs, kinds.COUNT)
        return Compare(ComparisonOperator.AT_LEAST, count, need, kinds.YES_NO, group.span)

    def _taking_part(self, group: Group) -> Expr:
        """The weight of the entries that are there."""
        name = f"{group.name or 'card'}.taking_part"
        if self._rule_name(name) in self.building.rules:
            return RuleRef(self._rule_name(name), kinds.RATIO, group.span)
        parts = []
        for entry in group.entries:
            test, holds = self.present(entry), self._holds(entry)
            parts.append(holds if test is None else self._when(test, holds, _ZERO, entry.span))
        return self._named(name, folding.total_of(parts, kinds.RATIO, group.span), group.span)

    def _stretch(self, group: Group) -> Expr:
        """By how much the weights inside a group grow; nothing if the group does not take part."""
        if not self._varies(group):
            return folding.number(1, kinds.RATIO)
        taking_part = self._taking_part(group)
        test = self.present(group)
        assert test is not None
        ratio = folding.divide(self._holds(group), taking_part, kinds.RATIO, group.span)
        grown = self._when(
            Compare(ComparisonOperator.GREATER, taking_part, _ZERO, kinds.YES_NO, group.span),
            ratio,
            _ZERO,
            group.span,
        )
        if group.name and group.needs > 1:
            grown = self._when(test, grown, _ZERO, group.span)
        return self._named(f"{group.name or 'card'}.stretch", grown, group.span)

    # --- results ---------------------------------------------------------------------------------------

    def effective(self) -> Iterator[tuple[Leaf, Expr]]:
        """The effective weight of every item."""
        yield from self._effective(self.root, folding.number(1, kinds.RATIO))

    def _effective(self, group: Group, outer: Expr) -> Iterator[tuple[Leaf, Expr]]:
        stretch = folding.multiply(outer, self._stretch(group), kinds.RATIO, group.span)
        for entry in group.entries:
            if isinstance(entry, Group):
                yield from self._effective(entry, stretch)
                continue
            weight = folding.multiply(self.held[entry.rule], stretch, kinds.RATIO, entry.span)
            item = self.items[entry.rule]
            yield entry, self._when(item.gone(), _ZERO, weight, entry.span) if item.may_go else weight

    def rated(self, value: Expr) -> Expr:
        """``value`` if enough of the card is there, else no result."""
        test = self.present(self.root)
        if test is None:
            return value
        arms = [
            Arm(test, value, "rated", self.root.span),
            Arm(
                None,
                NoValue(Cause.NO_RESULT, self._unrated(), kinds.POINTS, self.root.span),
                "else",
                self.root.span,
            ),
        ]
        return self.building.typer().choose(arms, ChooseRole.OUTCOME, self.root.span)

    def _unrated(self) -> str:
        if self.root.needs > 1:
            return self.building.reason("too few scored", what=self.root.title, number=self.root.needs)
        return self.building.reason("nothing scored", what=self.root.title)

    # --- nodes -----------------------------------------------------------------------------------------

    def _when(self, test: Expr, then: Expr, otherwise: Expr, span: Span) -> Expr:
        arms = [Arm(test, then, "", span), Arm(None, otherwise, "", span)]
        return self.building.typer().choose(arms, ChooseRole.WEIGHT, span)

    def _rule_name(self, part: str) -> str:
        return f"{self.card}.{part}"

    def _named(self, part: str, expr: Expr, span: Span) -> Expr:
        if isinstance(expr, Const):
            return expr
        name = self._rule_name(part)
        return self.building.emit(name, part, Role.WEIGHT, expr.kind, expr, self.card, span)


def _any(tests: list[Expr]) -> Expr:
    if not tests:
        raise Untyped
    return tests[0] if len(tests) == 1 else Logic(LogicOperator.OR, tuple(tests), kinds.YES_NO)
