"""What the reference comes to lies in the range found, for random plans, people and figures that move."""

from fractions import Fraction
from random import Random

import pytest

from kpi_lang.core.absent import Absent
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.limits import LimitError
from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.reach.evaluation import Mover
from kpi_lang.reach.figures import Figure, movable_figures
from kpi_lang.reach.ranges import Range, exactly
from kpi_lang.values.domains import Interval
from tests.people import PeopleMaker
from tests.plans import random_plan


@pytest.mark.parametrize("seed", range(60))
def test_no_value_of_the_reference_is_outside_its_range(seed: int) -> None:
    random = Random(seed)
    plan = random_plan(random)
    maker = PeopleMaker(plan, random)
    evaluator = ReferenceEvaluator(plan)
    for _ in range(4):
        person = maker.person()
        try:
            trace = evaluator.evaluate(person)
            for figure in list(movable_figures(trace))[:4]:
                value, other = figure.of(trace), _another(figure, maker)
                assert value is not None
                moved = evaluator.evaluate(figure.changed(plan, person, other))
                ranges = Mover(trace, figure).within(_both(value, other))
                for rule in plan.rules:
                    for result in (trace[rule.name], moved[rule.name]):
                        assert _holds(ranges.rule(rule.name), result), (seed, rule.name, figure.spec.name)
        except LimitError:
            continue


def _another(figure: Figure, maker: PeopleMaker) -> Value:
    value = maker.value(figure.spec, lacking=False)
    while value is None:
        value = maker.value(figure.spec, lacking=False)
    return value


def _both(one: Value, other: Value) -> Interval | frozenset[str | bool]:
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return Interval(min(one, other), max(one, other))
    assert isinstance(one, bool)
    assert isinstance(other, bool)
    return frozenset({one, other})


def _holds(found: Range, value: Value | Absent) -> bool:
    if isinstance(value, Absent):
        return value.cause in found.causes
    point = exactly(value).values
    if isinstance(point, Interval):
        return isinstance(found.values, Interval) and found.values.encloses(point)
    assert isinstance(point, frozenset)
    return isinstance(found.values, frozenset) and point <= found.values
