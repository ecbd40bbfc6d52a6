"""What is known of everybody whom a property is about: ranges of values, and which rows of a choice can be taken."""

from fractions import Fraction

from attrs import frozen

from kpi_lang.checking.analysis import Analysis
from kpi_lang.checking.budget import Budget
from kpi_lang.checking.check import read_all
from kpi_lang.checking.possible import Possible
from kpi_lang.checking.situation import Situation
from kpi_lang.core.nodes import Choose, Expr
from kpi_lang.core.plan import Plan
from kpi_lang.values.domains import Interval

_WORK, _CASES = 400_000, 4_000
"""How much the analysis may look at for one policy; beyond it answers are less certain, not wrong."""


@frozen
class Row:
    """A row of a choice that somebody may take: what is known then, and what its value may be."""

    index: int
    value: Expr
    situation: Situation
    possible: Possible


class Ground:
    """The analysis of a plan for those to whom it applies, whose data are sound and for whom ``given`` holds."""

    def __init__(self, plan: Plan, given: Expr | None = None) -> None:
        self.analysis = Analysis.of(plan)
        self.analysis.budget = Budget(_WORK, _CASES, 0)
        self.is_possible = self.analysis.is_possible
        if given is not None and self.is_possible:
            narrowed = self.analysis.assume(given, True, self.analysis.base)
            self.is_possible = narrowed is not None
            self.analysis.base = narrowed or self.analysis.base
        if self.is_possible:
            read_all(self.analysis)
        self._rows: dict[tuple[int, int], tuple[Choose, Situation, tuple[Row, ...]]] = {}

    @property
    def base(self) -> Situation:
        """What is known of everybody."""
        return self.analysis.base

    def possible(self, expr: Expr, here: Situation) -> Possible:
        """Every value and absence of an expression; absences that reject the person are left out."""
        return self.analysis.possible(expr, here)

    def interval(self, expr: Expr, here: Situation) -> Interval:
        """Where a number lies whenever there is one."""
        return self.analysis.possible(expr, here).interval

    def rows(self, choose: Choose, here: Situation) -> tuple[Row, ...]:
        """The rows of a choice that can be taken, each with what is known once it is."""
        key = id(choose), id(here)
        if key not in self._rows:
            # The choice and the situation are kept, since ids are reused once an object is gone.
            self._rows[key] = choose, here, tuple(self._reached(choose, here))
        return self._rows[key][2]

    def _reached(self, choose: Choose, here: Situation) -> list[Row]:
        found: list[Row] = []
        rest: Situation | None = here
        for index, arm in enumerate(choose.arms):
            if rest is None:
                break
            taken: Situation | None = rest
            if arm.condition is not None:
                taken = self.analysis.assume(arm.condition, True, rest)
                rest = self.analysis.assume(arm.condition, False, rest)
            if taken is not None:
                found.append(Row(index, arm.value, taken, self.possible(arm.value, taken)))
        return found

    def is_never_less(self, one: Expr, other: Expr, here: Situation) -> bool:
        """Whether one number is never less than another, wherever both exist. False may mean not known."""
        difference = self.analysis.terms.difference(one, other)
        less = self.analysis.within(difference, Interval.below(Fraction(0)), here)
        return less is None or self.analysis.refuted(less)

    def never(self, condition: Expr, answer: bool, here: Situation) -> bool:
        """Whether a condition never turns out so. False may mean not known."""
        found = self.possible(condition, here)
        if answer not in found.members:
            return True
        claimed = self.analysis.assume(condition, answer, here)
        return claimed is None or self.analysis.refuted(claimed)
