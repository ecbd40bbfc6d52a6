"""Cases: what is known of an input before any figure is computed, and the finding of all cases of a plan.

A kernel is written for one case, so that absences, scorecards and moved weights are settled while it is written
and cost nothing per row. Facts are asked for as the reading of the plan needs them; each open one forks the case.
"""

from collections.abc import Callable, Iterator
from enum import Enum
from typing import TypeVar

from attrs import frozen

from tests.benchmarks.probe.refusal import CannotExpress

MOST_CASES = 250
"""More than this many cases, and a batch evaluator would have to carry absences as masks."""


class About(Enum):
    MEMBER = "which member a choice has"
    GIVEN = "whether an input is given"
    ZERO = "whether an input is zero"


@frozen
class Fact:
    """A question about an input of each row; answers are ``options``."""

    about: About
    name: str
    options: tuple[str | bool, ...] = (False, True)


Case = dict[Fact, str | bool]


class OpenFact(Exception):
    """A fact that is needed to go on and not known in the case."""

    def __init__(self, fact: Fact) -> None:
        super().__init__(fact)
        self.fact = fact


Written = TypeVar("Written")


def every_case(write: Callable[[Case], Written]) -> Iterator[tuple[Case, Written]]:
    """Every case, with what is written for it; raises ``CannotExpress`` where there are too many."""
    waiting: list[Case] = [{}]
    found = 0
    while waiting:
        case = waiting.pop()
        try:
            written = write(case)
        except OpenFact as needed:
            waiting += [{**case, needed.fact: option} for option in reversed(needed.fact.options)]
            continue
        found += 1
        if found > MOST_CASES:
            raise CannotExpress(f"more than {MOST_CASES} cases of what is given and of what is zero")
        yield case, written
