"""What one check of a plan may cost, so that no policy makes it slow; beyond it answers are less certain, not wrong."""

from attrs import define

MOST_WORK = 40_000
"""Expressions looked at, each in a situation; a policy of a thousand lines takes a quarter of it."""

MOST_CASES = 600
"""Cases that closer looks go through."""

MOST_TRIALS = 400
"""People who are tried as witnesses."""


@define
class Budget:
    """What is left of each.

    Without work nothing more is learnt from conditions, without cases no closer look is taken, without trials
    no witness is sought.
    """

    work: int = MOST_WORK
    cases: int = MOST_CASES
    trials: int = MOST_TRIALS
