"""Direction rules: how every expression moves while the driver rises, found from the directions of its parts.

As disciplined convex programming does for convexity, each operator has a rule that is sound whatever its operands
are, given where they lie; where no rule applies the answer is EITHER, never a guess. `docs/soundness.md` proves
each rule, and `tests/verify/test_axioms.py` tries each on every small case.
"""

from fractions import Fraction
from typing import assert_never

from attrs import evolve, frozen

from kpi_lang.checking.situation import Situation
from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import (
    Aggregate,
    AggregateOperator,
    Arithmetic,
    ArithmeticOperator,
    Choose,
    Compare,
    ComparisonOperator,
    Const,
    DateCall,
    Expr,
    Extreme,
    ExtremeOperator,
    FieldRef,
    FigureRef,
    InputRef,
    IsAbsent,
    Logic,
    Not,
    NoValue,
    Power,
    Round,
    RuleRef,
)
from kpi_lang.core.plan import Plan
from kpi_lang.values.domains import Interval
from kpi_lang.values.kinds import YES_NO, Kind
from kpi_lang.verify.direction import Direction, joined
from kpi_lang.verify.driver import Dependents, Driver
from kpi_lang.verify.ground import Ground
from kpi_lang.verify.jumps import Jumps

STILL, UP, DOWN, EITHER = Direction.STILL, Direction.UP, Direction.DOWN, Direction.EITHER


@frozen
class _Found:
    """A direction, kept with its expression and situation, since ids are reused once an object is gone."""

    expr: Expr
    here: Situation
    direction: Direction
    blamed: Expr | None
    split: Expr | None


class Directions:
    """The directions of everything in a plan while one driver rises."""

    def __init__(self, plan: Plan, ground: Ground, driver: Driver) -> None:
        self.ground = ground
        self.driver = driver
        self.dependents = Dependents(plan, driver)
        self.blamed: Expr | None = None
        """The first expression whose direction no rule tells."""
        self.split: Expr | None = None
        """A condition that the driver does not move: knowing whether it holds may settle more."""
        self._rules = {rule.name: rule.expr for rule in plan.rules}
        self._columns = {(table.name, rule.name): rule.expr for table in plan.records for rule in table.rules}
        self._found: dict[tuple[int, int], _Found] = {}
        self._absent: dict[tuple[str, frozenset[Cause]], Direction] = {}

    def of(self, expr: Expr, here: Situation) -> Direction:
        """The direction of an expression, for two people of whom everything in ``here`` is true."""
        if not self.dependents.reads(expr):
            return STILL
        key = id(expr), id(here)
        found = self._found.get(key)
        if found is None:
            outer, self.blamed, self.split = (self.blamed, self.split), None, None
            direction = self._of(expr, here)
            if direction is EITHER and self.blamed is None:
                self.blamed = expr
            found = self._found[key] = _Found(expr, here, direction, self.blamed, self.split)
            self.blamed, self.split = outer
        if found.direction is EITHER:
            self.blamed = self.blamed or found.blamed
        self.split = self.split or found.split
        return found.direction

    def about(self, expr: Expr, here: Situation) -> tuple[Direction, Expr | None, Expr | None]:
        """The direction with the expression that no rule settles, and a condition by which to split the proof."""
        self.blamed = self.split = None
        return self.of(expr, here), self.blamed, self.split

    def _of(self, expr: Expr, here: Situation) -> Direction:  # noqa: C901 - one case per node
        match expr:
            case Const() | NoValue():
                return STILL
            case InputRef():
                return UP
            case RuleRef():
                if self.driver.is_read_by(expr):
                    return UP
                return self.of(self._rules[expr.name], self.ground.base)
            case FieldRef():
                return self.of(self._columns[expr.records, expr.name], self.ground.base)
            case Arithmetic():
                return self._arithmetic(expr, here)
            case Extreme():
                return joined(*(self.of(arg, here) for arg in self._that_count(expr, here)))
            case Round():
                return self.of(expr.arg, here)
            case Power():
                found = self.of(expr.base, here)
                return found if expr.exponent >= 0 else found.opposite
            case Compare():
                return self._compare(expr, here)
            case Logic():
                return joined(*(self.of(arg, here) for arg in expr.args))
            case Not():
                return self.of(expr.arg, here).opposite
            case IsAbsent():
                return self.absence(expr.arg, expr.causes, here)
            case Choose():
                return Jumps(self.ground, self.dependents.reads, self.of).direction(expr, here)
            case Aggregate():
                return self._aggregate(expr, here)
            case FigureRef() | DateCall():
                return EITHER
            case _:
                assert_never(expr)

    def _arithmetic(self, expr: Arithmetic, here: Situation) -> Direction:
        left, right = self.of(expr.left, here), self.of(expr.right, here)
        if not (expr.kind.is_number and expr.left.kind.is_number and expr.right.kind.is_number):
            return EITHER
        if expr.operator in (ArithmeticOperator.ADD, ArithmeticOperator.SUBTRACT):
            return arithmetic_direction(expr.operator, left, right, Interval(), Interval())
        return arithmetic_direction(
            expr.operator, left, right, self._factor(expr.left, here), self._factor(expr.right, here)
        )

    def _that_count(self, expr: Extreme, here: Situation) -> tuple[Expr, ...]:
        """The operands without those that another one always beats."""
        if not expr.kind.is_number:
            return expr.args
        where = [self._where(arg, here) for arg in expr.args]
        if expr.operator is ExtremeOperator.MIN:
            most = min((one.hi for one in where if one.hi is not None), default=None)
            beaten = [most is not None and one.lo is not None and one.lo > most for one in where]
        else:
            least = max((one.lo for one in where if one.lo is not None), default=None)
            beaten = [least is not None and one.hi is not None and one.hi < least for one in where]
        return tuple(arg for arg, is_beaten in zip(expr.args, beaten, strict=True) if not is_beaten)

    def _factor(self, expr: Expr, here: Situation) -> Interval:
        """Where a factor lies; one that stays where it is may be looked at for each of its signs."""
        found = self._where(expr, here) if expr.kind.is_number else Interval()
        one_sided = found.is_nonnegative or found.is_nonpositive
        if not one_sided and not self.dependents.reads(expr) and self.split is None:
            zero = Const(Fraction(0), expr.kind)
            self.split = Compare(ComparisonOperator.AT_LEAST, expr, zero, YES_NO)
        return found

    def _where(self, expr: Expr, here: Situation) -> Interval:
        return self.ground.interval(expr, here)

    def _compare(self, expr: Compare, here: Situation) -> Direction:
        left, right = self.of(expr.left, here), self.of(expr.right, here)
        if not _is_ordered(expr.left.kind):
            return EITHER
        match expr.operator:
            case ComparisonOperator.GREATER | ComparisonOperator.AT_LEAST:
                return joined(left, right.opposite)
            case ComparisonOperator.LESS | ComparisonOperator.AT_MOST:
                return joined(left.opposite, right)
            case ComparisonOperator.EQUAL:
                return self._equal(expr, here, left, right)
            case ComparisonOperator.NOT_EQUAL:
                return self._equal(expr, here, left, right).opposite
            case _:
                assert_never(expr.operator)

    def _equal(self, expr: Compare, here: Situation, left: Direction, right: Direction) -> Direction:
        """Being the best there is, or the worst, moves one way."""
        if right is not STILL or left is EITHER:
            return EITHER
        values = self.ground.possible(expr.left, here).values
        goal = self.ground.possible(expr.right, here).values
        if (
            isinstance(values, Interval)
            and isinstance(goal, Interval)
            and goal.lo is not None
            and goal.is_point
        ):
            if values.hi is not None and goal.lo >= values.hi:
                return left
            return left.opposite if values.lo is not None and goal.lo <= values.lo else EITHER
        choices = expr.left.kind.choices
        if isinstance(values, frozenset) and isinstance(goal, frozenset) and len(goal) == 1 and choices:
            places = [choices.names.index(str(member)) for member in values]
            place = choices.names.index(str(next(iter(goal))))
            if place >= max(places, default=place):
                return left
            return left.opposite if place <= min(places) else EITHER
        return EITHER

    def _aggregate(self, expr: Aggregate, here: Situation) -> Direction:
        """Figures over records that stay the same rise with the value that each record counts with."""
        selecting = [part for part in (expr.where, expr.order) if part is not None]
        if any(self.dependents.reads(part) for part in selecting) or expr.value is None:
            return EITHER
        if expr.operator is AggregateOperator.DISTINCT:
            return EITHER
        return self.of(expr.value, here)

    # --- whether there is a value ------------------------------------------------------------------------

    def absence(self, expr: Expr, causes: frozenset[Cause], here: Situation) -> Direction:
        """The direction of the answer to "has it no value, for one of these causes?"."""
        if not self.dependents.reads(expr):
            return STILL
        absent = {absence.cause for absence in self.ground.possible(expr, here).absences}
        if not absent:
            return STILL
        match expr:
            case Const() | NoValue() | InputRef() | IsAbsent():
                return STILL
            case RuleRef():
                if self.driver.is_read_by(expr):
                    return STILL
                key = expr.name, causes
                if key not in self._absent:
                    self._absent[key] = self.absence(self._rules[expr.name], causes, self.ground.base)
                return self._absent[key]
            case Arithmetic():
                return joined(
                    self.absence(expr.left, causes, here),
                    self.absence(expr.right, causes, here),
                    self._division_by_zero(expr, causes, here),
                )
            case Compare():
                return joined(self.absence(expr.left, causes, here), self.absence(expr.right, causes, here))
            case Extreme():
                return joined(*(self.absence(arg, causes, here) for arg in expr.args))
            case Round() | Not():
                return self.absence(expr.arg, causes, here)
            case Choose():
                return self._absence_of_choice(expr, causes, absent, here)
            case Logic() | Power() | Aggregate() | FieldRef() | FigureRef() | DateCall():
                return EITHER
            case _:
                assert_never(expr)

    def _division_by_zero(self, expr: Arithmetic, causes: frozenset[Cause], here: Situation) -> Direction:
        if not (expr.left.kind.is_number and expr.right.kind.is_number):
            return EITHER
        if expr.operator is not ArithmeticOperator.DIVIDE or not self.dependents.reads(expr.right):
            return STILL
        divisor = self._where(expr.right, here)
        if not divisor.contains_zero:
            return STILL
        if Cause.UNDEFINED not in causes:
            return EITHER
        moving = self.of(expr.right, here)
        if divisor.is_nonnegative:
            return moving.opposite
        return moving if divisor.is_nonpositive else joined(moving, moving.opposite)

    def _absence_of_choice(
        self, expr: Choose, causes: frozenset[Cause], absent: set[Cause], here: Situation
    ) -> Direction:
        conditions = [arm.condition for arm in expr.arms if arm.condition is not None]
        rows = self.ground.rows(expr, here)
        if not any(self.dependents.reads(condition) for condition in conditions):
            return joined(*(self.absence(row.value, causes, row.situation) for row in rows))
        if not absent <= causes or any(self.ground.possible(c, here).absences for c in conditions):
            return EITHER
        asked = tuple(evolve(arm, value=IsAbsent(arm.value, causes, YES_NO)) for arm in expr.arms)
        return self.of(evolve(expr, arms=asked, kind=YES_NO), here)


def arithmetic_direction(
    operator: ArithmeticOperator, left: Direction, right: Direction, one: Interval, other: Interval
) -> Direction:
    """The direction of an operation on two numbers, from how they move and the intervals in which they lie."""
    match operator:
        case ArithmeticOperator.ADD:
            return joined(left, right)
        case ArithmeticOperator.SUBTRACT:
            return joined(left, right.opposite)
        case ArithmeticOperator.MULTIPLY:
            # Two steps, a·b to a'·b to a'·b': in each of them one factor stays where it is.
            return joined(left.times(other), right.times(one))
        case ArithmeticOperator.DIVIDE:
            # The reciprocal turns round only where the divisor cannot pass through zero.
            if right is not STILL and not (other.is_nonnegative or other.is_nonpositive):
                return EITHER
            return joined(left.times(other), right.opposite.times(one))
        case _:
            assert_never(operator)


def _is_ordered(kind: Kind) -> bool:
    return kind.is_number or (kind.choices is not None and kind.choices.ordered)
