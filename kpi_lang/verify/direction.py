"""Directions: how a value may move while one figure of a person rises and every other stays as it is."""

from enum import Enum

from kpi_lang.values.domains import Interval


class Direction(Enum):
    """What is known of two people who differ in one figure only, wherever a value exists for both.

    STILL: the values are equal. UP: the value of the one with more is at least that of the other; DOWN: at most.
    EITHER: nothing is known. No precedes yes, and choices follow their declared order.
    """

    STILL = "still"
    UP = "up"
    DOWN = "down"
    EITHER = "either"

    @property
    def opposite(self) -> "Direction":
        """The direction of the value with its sign, or its answer, turned round."""
        match self:
            case Direction.UP:
                return Direction.DOWN
            case Direction.DOWN:
                return Direction.UP
            case Direction.STILL | Direction.EITHER:
                return self

    def times(self, factor: Interval) -> "Direction":
        """The direction of a value multiplied by a number that stays where it is, somewhere in an interval."""
        if factor.is_nonnegative:
            return self
        if factor.is_nonpositive:
            return self.opposite
        return Direction.STILL if self is Direction.STILL else Direction.EITHER


def joined(*directions: Direction) -> Direction:
    """The direction of what rises, or falls, with each of several values."""
    moving = {direction for direction in directions if direction is not Direction.STILL}
    if not moving:
        return Direction.STILL
    return moving.pop() if len(moving) == 1 else Direction.EITHER
