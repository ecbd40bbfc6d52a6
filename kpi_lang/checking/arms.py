"""The arms of a choice that may be taken, each with what is known there."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kpi_lang.checking.situation import Situation
from kpi_lang.core.nodes import Arm, Choose

if TYPE_CHECKING:
    from kpi_lang.checking.analysis import Analysis


def reached_arms(analysis: "Analysis", expr: Choose, situation: Situation) -> Iterator[tuple[Arm, Situation]]:
    """The arms that may be taken, each with the situation there."""
    here: Situation | None = situation
    for arm in expr.arms:
        if here is None:
            return
        if arm.condition is None:
            yield arm, here
            return
        taken = analysis.assume(arm.condition, True, here)
        if taken is not None:
            yield arm, taken
        here = analysis.assume(arm.condition, False, here)
