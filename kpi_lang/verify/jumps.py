"""Choices whose row changes while the driver rises: which changes of row there are, and which way each one jumps."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from attrs import frozen

from kpi_lang.checking.possible import Values
from kpi_lang.checking.situation import Situation
from kpi_lang.core.children import walk
from kpi_lang.core.nodes import (
    Arithmetic,
    ArithmeticOperator,
    Choose,
    Compare,
    Const,
    Expr,
    InputRef,
    IsAbsent,
    Logic,
    RuleRef,
)
from kpi_lang.values.domains import Interval
from kpi_lang.values.kinds import Family, Kind
from kpi_lang.verify.direction import Direction, joined
from kpi_lang.verify.ground import Ground, Row

DirectionOf: TypeAlias = Callable[[Expr, Situation], Direction]
_RISING = (Direction.STILL, Direction.UP)


@frozen
class Jumps:
    """The changes of row of choices.

    ``reads`` tells which expressions move at all, ``direction_of`` how.
    """

    ground: Ground
    reads: Callable[[Expr], bool]
    direction_of: DirectionOf

    def direction(self, choose: Choose, here: Situation) -> Direction:
        """The direction of a choice, from those of its rows and of every jump between two of them."""
        rows = [row for row in self.ground.rows(choose, here) if row.possible.values is not None]
        inside = joined(*(self.direction_of(row.value, row.situation) for row in rows))
        conditions = [arm.condition for arm in choose.arms if arm.condition is not None]
        if all(self.direction_of(condition, here) is Direction.STILL for condition in conditions):
            return inside
        if inside is Direction.EITHER or not _is_ordered(choose.kind):
            return Direction.EITHER
        selectors = list(self._selectors(conditions, here))
        jumps = [
            (one, other)
            for one in rows
            for other in rows
            if one is not other and not self._is_excluded(one, other, selectors)
        ]
        if inside in _RISING and all(self._rises(one, other, choose.kind, here) for one, other in jumps):
            return Direction.UP
        falling = inside in (Direction.STILL, Direction.DOWN)
        if falling and all(self._falls(one, other, choose.kind, here) for one, other in jumps):
            return Direction.DOWN
        return Direction.EITHER

    # --- which changes of row there are -------------------------------------------------------------------

    def _selectors(self, conditions: list[Expr], here: Situation) -> Iterator[tuple[Expr, Direction]]:
        """What decides between rows, as far as it is known which way it moves."""
        seen: set[int] = set()
        for condition in conditions:
            for part in walk(condition):
                for selector in _deciding(part):
                    atom = self.ground.analysis.terms.atom(selector)
                    if atom in seen:
                        continue
                    seen.add(atom)
                    direction = self.direction_of(selector, here)
                    if direction is not Direction.EITHER:
                        yield selector, direction

    def _is_excluded(self, one: Row, other: Row, selectors: list[tuple[Expr, Direction]]) -> bool:
        """Whether nobody can be in one row and, with more of the driver, in the other."""
        for selector, direction in selectors:
            before = self.ground.possible(selector, one.situation)
            after = self.ground.possible(selector, other.situation)
            if before.absences or after.absences:
                continue
            if direction is not Direction.DOWN and _is_below(after.values, before.values, selector.kind):
                return True
            if direction is not Direction.UP and _is_below(before.values, after.values, selector.kind):
                return True
        return False

    # --- which way a change of row jumps ------------------------------------------------------------------

    def _rises(self, one: Row, other: Row, kind: Kind, here: Situation) -> bool:
        if _is_at_most(one.possible.values, other.possible.values, kind):
            return True
        return self._continues(one, other, here, _RISING, self._is_never_less)

    def _falls(self, one: Row, other: Row, kind: Kind, here: Situation) -> bool:
        if _is_at_most(other.possible.values, one.possible.values, kind):
            return True

        def is_never_more(upper: Expr, lower: Expr, there: Situation) -> bool:
            return self._is_never_less(lower, upper, there)

        return self._continues(one, other, here, (Direction.STILL, Direction.DOWN), is_never_more)

    def _continues(
        self,
        one: Row,
        other: Row,
        here: Situation,
        wanted: tuple[Direction, Direction],
        is_beyond: Callable[[Expr, Expr, Situation], bool],
    ) -> bool:
        """Whether one row's formula, followed into the other row, stays on the right side of that row's formula.

        Then the jump is a move along one formula and a step to the other at one and the same person.
        """
        terms = self.ground.analysis.terms
        if terms.atom(one.value) == terms.atom(other.value):
            return self.direction_of(one.value, here) in wanted
        return (
            self._can_be_followed(one.value, other.situation)
            and self.direction_of(one.value, here) in wanted
            and is_beyond(other.value, one.value, other.situation)
        ) or (
            self._can_be_followed(other.value, one.situation)
            and self.direction_of(other.value, here) in wanted
            and is_beyond(other.value, one.value, one.situation)
        )

    def _is_never_less(self, one: Expr, other: Expr, there: Situation) -> bool:
        """Whether one value is never less than another of one and the same person; choices row by row."""
        if one.kind.is_number:
            return self.ground.is_never_less(one, other, there)
        terms = self.ground.analysis.terms
        if terms.atom(one) == terms.atom(other):
            return True
        if isinstance(one, Choose):
            return all(self._is_never_less(r.value, other, r.situation) for r in self.ground.rows(one, there))
        if isinstance(other, Choose):
            return all(self._is_never_less(one, r.value, r.situation) for r in self.ground.rows(other, there))
        low, high = self.ground.possible(other, there).values, self.ground.possible(one, there).values
        return low is None or high is None or _is_at_most(low, high, one.kind)

    def _can_be_followed(self, expr: Expr, there: Situation) -> bool:
        """Whether a formula that has a value for one of two people has one for the other, who is in another row."""
        if not self.reads(expr):
            return True
        if self.ground.possible(expr, there).absences:
            return False
        return not any(isinstance(node, Choose | Logic | IsAbsent) for node in self._written_out(expr))

    def _written_out(self, expr: Expr) -> Iterator[Expr]:
        rules = self.ground.analysis.reading.rules
        seen: set[str] = set()
        waiting = [expr]
        while waiting:
            for node in walk(waiting.pop()):
                yield node
                if isinstance(node, RuleRef) and node.name not in seen:
                    seen.add(node.name)
                    waiting.append(rules[node.name].expr)


def _deciding(part: Expr) -> Iterator[Expr]:
    match part:
        case Compare():
            yield part
            yield from (side for side in (part.left, part.right) if not isinstance(side, Const))
            numbers = part.left.kind.is_number and part.right.kind.is_number
            if numbers and not isinstance(part.left, Const) and not isinstance(part.right, Const):
                yield Arithmetic(ArithmeticOperator.SUBTRACT, part.left, part.right, part.left.kind)
        case IsAbsent():
            yield part
        case RuleRef() | InputRef() if part.kind.family is Family.YES_NO:
            yield part


def _is_ordered(kind: Kind) -> bool:
    return (
        kind.is_number or kind.family is Family.YES_NO or (kind.choices is not None and kind.choices.ordered)
    )


def _places(values: Values, kind: Kind) -> list[int] | None:
    """The places of members in the order of their kind."""
    if not isinstance(values, frozenset) or not values or not _is_ordered(kind):
        return None
    if kind.choices is None:
        return sorted(int(member is True) for member in values)
    return sorted(kind.choices.names.index(str(member)) for member in values)


def _is_at_most(low: Values, high: Values, kind: Kind) -> bool:
    """Whether every one of some values is at most every one of others."""
    if isinstance(low, Interval) and isinstance(high, Interval):
        return low.hi is not None and high.lo is not None and low.hi <= high.lo
    lows, highs = _places(low, kind), _places(high, kind)
    return lows is not None and highs is not None and lows[-1] <= highs[0]


def _is_below(low: Values, high: Values, kind: Kind) -> bool:
    """Whether every one of some values is less than every one of others."""
    if isinstance(low, Interval) and isinstance(high, Interval):
        if low.hi is None or high.lo is None:
            return False
        return low.hi < high.lo or (low.hi == high.lo and (low.hi_open or high.lo_open))
    lows, highs = _places(low, kind), _places(high, kind)
    if lows is None or highs is None:
        # Values without an order: a driver that does not move them cannot make one of the other.
        return False
    return lows[-1] < highs[0]
