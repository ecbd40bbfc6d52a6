"""What is known at a place of generated code from the conditions passed on the way there."""

from fractions import Fraction
from typing import TypeAlias, assert_never

from attrs import evolve, field, frozen

from kpi_lang.core.absent import UNANSWERED, Cause
from kpi_lang.core.nodes import (
    Compare,
    ComparisonOperator,
    Const,
    Expr,
    FieldRef,
    InputRef,
    IsAbsent,
    Logic,
    LogicOperator,
    Not,
    RuleRef,
)
from kpi_lang.values.intervals import Interval
from kpi_lang.values.kinds import Family

Key: TypeAlias = tuple[str, ...]
"""A reference: facts are kept about named values only."""

_OPPOSITE = {
    ComparisonOperator.LESS: ComparisonOperator.AT_LEAST,
    ComparisonOperator.AT_MOST: ComparisonOperator.GREATER,
    ComparisonOperator.EQUAL: ComparisonOperator.NOT_EQUAL,
    ComparisonOperator.NOT_EQUAL: ComparisonOperator.EQUAL,
    ComparisonOperator.AT_LEAST: ComparisonOperator.LESS,
    ComparisonOperator.GREATER: ComparisonOperator.AT_MOST,
}
_SWAPPED = {
    ComparisonOperator.LESS: ComparisonOperator.GREATER,
    ComparisonOperator.AT_MOST: ComparisonOperator.AT_LEAST,
    ComparisonOperator.EQUAL: ComparisonOperator.EQUAL,
    ComparisonOperator.NOT_EQUAL: ComparisonOperator.NOT_EQUAL,
    ComparisonOperator.AT_LEAST: ComparisonOperator.AT_MOST,
    ComparisonOperator.GREATER: ComparisonOperator.LESS,
}


def key_of(expr: Expr) -> Key | None:
    """The key of a reference, None for anything else."""
    match expr:
        case InputRef(name):
            return ("input", name)
        case RuleRef(name):
            return ("rule", name)
        case FieldRef(records, name):
            return ("field", records, name)
        case _:
            return None


@frozen
class Facts:
    """Immutable: passing a condition gives new facts.

    ``intervals`` enclose numbers, ``members`` are what choices can still be, ``excluded`` the causes for which
    a value is known not to be absent, ``passed`` the tests of guards that are known not to hold.
    """

    intervals: dict[Key, Interval] = field(factory=dict)
    members: dict[Key, frozenset[str]] = field(factory=dict)
    excluded: dict[Key, frozenset[Cause]] = field(factory=dict)
    passed: frozenset[str] = frozenset()

    def passing(self, tests: frozenset[str]) -> "Facts":
        """With further guards known not to hold."""
        return evolve(self, passed=self.passed | tests) if tests else self

    def forgetting(self, records: str) -> "Facts":
        """Without what is known of the record of a table at hand."""
        return evolve(
            self,
            intervals={key: known for key, known in self.intervals.items() if key[:2] != ("field", records)},
            members={key: known for key, known in self.members.items() if key[:2] != ("field", records)},
            excluded={key: known for key, known in self.excluded.items() if key[:2] != ("field", records)},
        )

    def assuming(self, condition: Expr, holds: bool) -> "Facts":
        """With a condition that was evaluated and found to hold, or not to hold."""
        match condition:
            case Not(arg):
                return self.assuming(arg, not holds)
            case Logic(operator, args) if holds is (operator is LogicOperator.AND):
                facts = self
                for arg in args:
                    facts = facts.assuming(arg, holds)
                return facts
            case IsAbsent(arg) if not holds:
                key = key_of(arg)
                if key is None:
                    return self
                # Had it been rejected, so were the condition.
                causes = self.excluded.get(key, frozenset()) | condition.causes | UNANSWERED
                return evolve(self, excluded=self.excluded | {key: causes})
            case Compare(operator, left, Const(value)):
                return self._compared(key_of(left), operator if holds else _OPPOSITE[operator], left, value)
            case Compare(operator, Const(value), right):
                swapped = _SWAPPED[operator]
                return self._compared(key_of(right), swapped if holds else _OPPOSITE[swapped], right, value)
            case _:
                return self

    def _compared(
        self, key: Key | None, operator: ComparisonOperator, subject: Expr, value: object
    ) -> "Facts":
        if key is None:
            return self
        if isinstance(value, Fraction):
            known = self.intervals.get(key, Interval())
            narrowed = _narrowed(known, operator, value)
            # An empty interval: this place is never reached, so that any fact will do.
            return self if narrowed is None else evolve(self, intervals=self.intervals | {key: narrowed})
        if subject.kind.family is Family.CHOICE and subject.kind.choices is not None:
            members = self.members.get(key, frozenset(subject.kind.choices.names))
            if operator is ComparisonOperator.EQUAL:
                members &= {str(value)}
            elif operator is ComparisonOperator.NOT_EQUAL:
                members -= {str(value)}
            return evolve(self, members=self.members | {key: members})
        return self

    def decide(self, condition: Expr) -> bool | None:
        """Whether a condition is known to hold or not, by facts about choices; None if it is not."""
        match condition:
            case Not(arg):
                known = self.decide(arg)
                return None if known is None else not known
            case IsAbsent(arg, causes):
                return False if causes <= self.excluded.get(key_of(arg) or (), frozenset()) else None
            case Compare(operator, left, Const(str() as value)):
                members = self.members.get(key_of(left) or ())
                if members is None or left.kind.family is not Family.CHOICE:
                    return None
                return _decided(operator, members, value)
            case Logic(operator, args):
                deciding = operator is LogicOperator.OR
                for arg in args:
                    known = self.decide(arg)
                    # An operand that is not known might be absent, and is tried first.
                    if known is None or known is deciding:
                        return known
                return not deciding
            case _:
                return None


def _decided(operator: ComparisonOperator, members: frozenset[str], value: str) -> bool | None:
    equal = operator is ComparisonOperator.EQUAL
    if operator not in (ComparisonOperator.EQUAL, ComparisonOperator.NOT_EQUAL):
        return None
    if value not in members:
        return not equal
    return equal if members == {value} else None


def _narrowed(known: Interval, operator: ComparisonOperator, value: Fraction) -> Interval | None:
    match operator:
        case ComparisonOperator.LESS:
            return known.intersect(Interval.below(value))
        case ComparisonOperator.AT_MOST:
            return known.intersect(Interval.at_most(value))
        case ComparisonOperator.EQUAL:
            return known.intersect(Interval.point(value))
        case ComparisonOperator.NOT_EQUAL:
            return known.without(value)
        case ComparisonOperator.AT_LEAST:
            return known.intersect(Interval.at_least(value))
        case ComparisonOperator.GREATER:
            return known.intersect(Interval.above(value))
        case _:
            assert_never(operator)
