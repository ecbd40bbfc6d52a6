"""Proofs: structure, direction rules by cases, and intervals with linear reasoning. None of them evaluates anybody."""

from time import monotonic
from typing import assert_never

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import (
    Compare,
    ComparisonOperator,
    Expr,
    InputRef,
    IsAbsent,
    Logic,
    LogicOperator,
    Not,
)
from kpi_lang.core.plan import Plan, PropertyForm
from kpi_lang.values.kinds import YES_NO
from kpi_lang.verify.claims import Claim, OneWay
from kpi_lang.verify.direction import Direction, joined
from kpi_lang.verify.directions import Directions
from kpi_lang.verify.driver import Driver
from kpi_lang.verify.findings import Finding, Method, Status, Why
from kpi_lang.verify.ground import Ground

MOST_SPLITS = 2
"""Conditions by which a proof is split, one inside the other."""


class Prover:
    """Proves properties of one plan; what it has learnt for one property serves the others."""

    def __init__(self, plan: Plan, deadline: float) -> None:
        self.plan = plan
        self.deadline = deadline
        self.blamed: Expr | None = None
        """What the last property that was not proved foundered on."""
        self._grounds: dict[tuple[Expr, ...], Ground] = {}
        self._directions: dict[tuple[tuple[Expr, ...], Driver], Directions] = {}
        self._optional = {spec.name for spec in plan.inputs if spec.optional and spec.default is None}

    def ground(self, given: tuple[Expr, ...]) -> Ground:
        """What is known of those for whom conditions hold."""
        if given not in self._grounds:
            condition = given[0] if len(given) == 1 else Logic(LogicOperator.AND, given, YES_NO)
            self._grounds[given] = Ground(self.plan, condition if given else None)
        return self._grounds[given]

    def prove(self, claim: Claim) -> Finding | None:
        """The finding for a property that can be settled without evaluating anybody; else None."""
        given = () if claim.given is None else (claim.given,)
        ground = self.ground(given)
        if not ground.is_possible:
            return Finding(claim, Status.VACUOUS, Method.STRUCTURE, why=Why.NOBODY)
        match claim.form:
            case OneWay() | PropertyForm.NEVER_FALLS | PropertyForm.NEVER_RISES:
                return self._moving(claim, given)
            case PropertyForm.RISES | PropertyForm.FALLS | PropertyForm.STEP_BOUND:
                return self._strictly(claim, given)
            case PropertyForm.WITHIN:
                result, low, high = claim.operands
                sides = (
                    Compare(ComparisonOperator.AT_LEAST, result, low, YES_NO),
                    Compare(ComparisonOperator.AT_MOST, result, high, YES_NO),
                )
                return self._always(claim, ground, sides)
            case PropertyForm.ALWAYS:
                return self._always(claim, ground, claim.operands)
            case PropertyForm.EXACTLY_WHEN:
                return self._exactly(claim, ground)
            case PropertyForm.REACHABLE:
                if ground.never(claim.operands[0], True, ground.base):
                    return Finding(claim, Status.REFUTED, Method.INTERVALS)
                return None
            case _:
                assert_never(claim.form)

    # --- one figure rises --------------------------------------------------------------------------------

    def direction(self, result: Expr, driver: Driver, given: tuple[Expr, ...] = ()) -> Direction:
        """How a result moves with a driver, for those for whom conditions hold."""
        return self._direction(result, driver, given)[0]

    def _moving(self, claim: Claim, given: tuple[Expr, ...]) -> Finding | None:
        result, by = claim.operands[0], claim.operands[1]
        driver = Driver.of(by)
        if driver is None:
            return Finding(claim, Status.UNKNOWN, Method.STRUCTURE, why=Why.FORMULA, blamed=by)
        found, blamed, splits = self._direction(result, driver, given)
        if found is Direction.STILL:
            return Finding(claim, Status.VACUOUS, Method.STRUCTURE, found, why=Why.UNUSED)
        wanted: tuple[Direction, ...]
        match claim.form:
            case PropertyForm.NEVER_FALLS:
                wanted = (Direction.UP,)
            case PropertyForm.NEVER_RISES:
                wanted = (Direction.DOWN,)
            case _:
                wanted = (Direction.UP, Direction.DOWN)
        if found in wanted:
            method = Method.CASES if splits else Method.DIRECTIONS
            return Finding(claim, Status.PROVED, method, found)
        self.blamed = blamed
        return None

    def _direction(
        self, result: Expr, driver: Driver, given: tuple[Expr, ...], splits: int = 0
    ) -> tuple[Direction, Expr | None, int]:
        """The direction, what no rule settled, and how many splits it took."""
        ground = self.ground(given)
        if not ground.is_possible:
            return Direction.STILL, None, splits
        directions = self._of(given, driver)
        found, blamed, split = directions.about(result, ground.base)
        if found is not Direction.EITHER or splits >= MOST_SPLITS or monotonic() > self.deadline:
            return found, blamed, splits
        given_driver = self._is_given(driver)
        if given_driver is not None and given_driver not in given:
            return self._direction(result, driver, (*given, given_driver), splits)
        if split is None or split in given:
            return found, blamed, splits
        yes = self._direction(result, driver, (*given, split), splits + 1)
        if yes[0] is Direction.EITHER:
            return found, blamed, splits
        no = self._direction(result, driver, (*given, Not(split, YES_NO)), splits + 1)
        return joined(yes[0], no[0]), no[1] or blamed, max(yes[2], no[2])

    def _is_given(self, driver: Driver) -> Expr | None:
        """That an optional input is given, as it is to both of two people who differ in it."""
        if driver.is_rule or driver.name not in self._optional:
            return None
        spec = next(spec for spec in self.plan.inputs if spec.name == driver.name)
        missing = IsAbsent(InputRef(spec.name, spec.kind), frozenset({Cause.MISSING}), YES_NO)
        return Not(missing, YES_NO)

    def _of(self, given: tuple[Expr, ...], driver: Driver) -> Directions:
        key = given, driver
        if key not in self._directions:
            self._directions[key] = Directions(self.plan, self.ground(given), driver)
        return self._directions[key]

    def _strictly(self, claim: Claim, given: tuple[Expr, ...]) -> Finding | None:
        """What no rule proves; only that the driver does not matter can be seen."""
        by = claim.driver
        assert by is not None
        driver = Driver.of(by)
        if driver is None:
            return Finding(claim, Status.UNKNOWN, Method.STRUCTURE, why=Why.FORMULA, blamed=by)
        if not self._of(given, driver).dependents.reads(claim.operands[0]):
            return Finding(claim, Status.VACUOUS, Method.STRUCTURE, Direction.STILL, why=Why.UNUSED)
        return None

    # --- everybody -----------------------------------------------------------------------------------------

    def _always(self, claim: Claim, ground: Ground, conditions: tuple[Expr, ...]) -> Finding | None:
        if all(ground.never(condition, False, ground.base) for condition in conditions):
            return Finding(claim, Status.PROVED, Method.INTERVALS)
        return None

    def _exactly(self, claim: Claim, ground: Ground) -> Finding | None:
        left, right = claim.operands
        analysis = ground.analysis
        for one, other in ((left, right), (right, left)):
            claimed = analysis.assume(one, True, ground.base)
            claimed = None if claimed is None else analysis.assume(other, False, claimed)
            if claimed is not None and not analysis.refuted(claimed):
                return None
        return Finding(claim, Status.PROVED, Method.INTERVALS)
