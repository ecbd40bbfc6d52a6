"""The closer look: whether anybody can be in a situation, by splitting it into cases until each is decided.

Open claims are split into their cases; rules and other expressions that facts speak of are replaced by what
they mean, a choice by one case for each arm, a rounding by its error. A case is closed when its facts contradict
one another, as far as exact linear reasoning sees. Every split leaves none out, so that closing all of
them is a proof; a case that stays open is a place to look for a person.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from kpi_lang.checking import assumption
from kpi_lang.checking.arms import reached_arms
from kpi_lang.checking.forms import Atom, Polynomial, TooLarge
from kpi_lang.checking.situation import Situation
from kpi_lang.core.nodes import (
    Arithmetic,
    Choose,
    Const,
    Expr,
    Extreme,
    ExtremeOperator,
    FieldRef,
    InputRef,
    NoValue,
    Round,
    RuleRef,
)
from kpi_lang.values.domains import Interval
from kpi_lang.values.rounding import Mode

if TYPE_CHECKING:
    from kpi_lang.checking.analysis import Analysis

MOST_REPLACED = 8
"""Expressions replaced by their meaning on one way to a case."""

_ZERO, _HALF, _ONE = Fraction(0), Fraction(1, 2), Fraction(1)

_ERRORS: Mapping[Mode, Interval] = {
    Mode.HALF_UP: Interval(-_HALF, _HALF),
    Mode.HALF_EVEN: Interval(-_HALF, _HALF),
    Mode.HALF_DOWN: Interval(-_HALF, _HALF),
    Mode.UP: Interval(-_ONE, _ONE, True, True),
    Mode.DOWN: Interval(-_ONE, _ONE, True, True),
    Mode.FLOOR: Interval(-_ONE, _ZERO, True, False),
    Mode.CEILING: Interval(_ZERO, _ONE, False, True),
}
"""What rounding adds, in steps."""


@frozen
class Search:
    """Looks through the cases of a situation; each case looked at is taken from the budget."""

    analysis: "Analysis"

    def leaf(self, situation: Situation) -> Situation | None:
        """A case that is not refuted, with what is known there; None if every case is refuted."""
        outer, self.analysis.looking = self.analysis.looking, True
        try:
            return self._leaf(situation, frozenset())
        finally:
            self.analysis.looking = outer

    def _leaf(self, situation: Situation, replaced: frozenset[Atom]) -> Situation | None:
        if self.analysis.budget.cases <= 0:
            return situation
        self.analysis.budget.cases -= 1
        if not situation.facts.are_consistent():
            return None
        if situation.open:
            claim, *others = situation.open
            rest = evolve(situation, open=tuple(others))
            return self._first(assumption.cases(self.analysis, claim, rest), replaced)
        atom = self._next(situation, replaced)
        if atom is None:
            return situation
        return self._first(self._meanings(atom, situation), replaced | {atom})

    def _first(self, cases: Iterator[Situation], replaced: frozenset[Atom]) -> Situation | None:
        for case in cases:
            found = self._leaf(case, replaced)
            if found is not None:
                return found
        return None

    def _next(self, situation: Situation, replaced: frozenset[Atom]) -> Atom | None:
        """An expression that facts speak of and that is not yet replaced by its meaning."""
        if len(replaced) >= MOST_REPLACED:
            return None
        spoken_of = [atom for form in situation.facts.bounds for atom in sorted(form.atoms)]
        for atom in (*situation.members, *spoken_of):
            if atom not in replaced and self._meaning(atom) is not None:
                return atom
        return None

    def _meaning(self, atom: Atom) -> Expr | None:
        expr = self.analysis.terms.expr(atom)
        match expr:
            case RuleRef() | FieldRef():
                return self.analysis.reading.definition(expr)
            case Choose() | Extreme() | Round():
                return expr
            case _:
                return None

    def _meanings(self, atom: Atom, situation: Situation) -> Iterator[Situation]:
        meaning = self._meaning(atom)
        assert meaning is not None
        if atom in situation.members:
            return assumption.cases(self.analysis, (meaning, situation.members[atom]), situation)
        return self._equal(Polynomial.of_atom(atom), meaning, situation)

    def _equal(self, whole: Polynomial, expr: Expr, situation: Situation) -> Iterator[Situation]:
        """The cases in which a polynomial is the value of an expression."""
        match expr:
            case NoValue():
                return
            case Choose():
                for arm, here in reached_arms(self.analysis, expr, situation):
                    yield from self._equal(whole, arm.value, here)
            case Extreme():
                for index, arg in enumerate(expr.args):
                    taken = self._extreme(expr, index, situation)
                    if taken is not None:
                        yield from self._equal(whole, arg, taken)
            case Round():
                error = _ERRORS[expr.mode]
                steps = error.mul(Interval.point(expr.step))
                yield from self._related(whole, expr.arg, steps, situation)
            case Arithmetic() | Const() | InputRef() | FieldRef() | RuleRef():
                yield from self._related(whole, expr, Interval.point(_ZERO), situation)
            case _:
                yield situation

    def _related(
        self, whole: Polynomial, expr: Expr, difference: Interval, situation: Situation
    ) -> Iterator[Situation]:
        """The one case in which a polynomial differs from an expression by what lies in an interval."""
        here = assumption.valued(self.analysis, expr, situation)
        if here is None:
            return
        try:
            distance = whole.plus(self.analysis.terms.polynomial(expr), -1)
        except TooLarge:
            yield here
            return
        related = self.analysis.within(self.analysis.terms.forms.affine(distance), difference, here)
        if related is not None:
            yield related

    def _extreme(self, expr: Extreme, index: int, situation: Situation) -> Situation | None:
        """The situation in which the operand at ``index`` is the one taken."""
        here: Situation | None = situation
        region = Interval.at_most(_ZERO) if expr.operator is ExtremeOperator.MIN else Interval.at_least(_ZERO)
        for place, other in enumerate(expr.args):
            if place != index and here is not None:
                distance = self.analysis.terms.difference(expr.args[index], other)
                here = self.analysis.within(distance, region, here)
        return here
