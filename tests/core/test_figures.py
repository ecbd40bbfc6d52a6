"""Figures about other people in the core: printed, walked, and held to the invariants."""

from random import Random

import pytest
from attrs import evolve

from kpi_lang.core.children import children, depth, walk
from kpi_lang.core.groups import GroupFigure, GroupOperator
from kpi_lang.core.invariants import InvariantError, check_invariants
from kpi_lang.core.nodes import (
    Arithmetic,
    ArithmeticOperator,
    Compare,
    ComparisonOperator,
    FigureRef,
    InputRef,
)
from kpi_lang.core.plan import Plan, Requirement
from kpi_lang.core.printer import print_expression, print_plan
from kpi_lang.values.kinds import NUMBER, TEXT, YES_NO
from tests.populations import random_population

X, UNIT = InputRef("x", NUMBER), InputRef("unit", TEXT)
RANK = GroupFigure("f", GroupOperator.RANK, X, InputRef("b", YES_NO), (UNIT,), False, True, NUMBER, "f(x)")


def plan() -> Plan:
    """A plan with one figure at least that is about a group by its unit."""
    found, _ = random_population(Random(1), 3)
    unit = evolve(RANK, name="own", value=UNIT, operator=GroupOperator.COUNT, where=None, lowest_first=False)
    return evolve(found, figures=(*found.figures, unit))


def test_a_reference_reads_the_persons_own_part() -> None:
    reference = FigureRef("f", (UNIT, X), NUMBER)
    assert children(reference) == (UNIT, X)
    assert [*walk(reference)] == [reference, UNIT, X]
    assert depth(reference) == 2
    assert print_expression(reference) == "f"


def test_a_figure_prints_what_two_of_them_can_differ_in() -> None:
    shown = print_plan(evolve(plan(), figures=(RANK, evolve(RANK, name="g", where=None, keys=(), tiles=3))))
    assert "figure f : number = rank(x within unit lowest first where b)" in shown
    assert "figure g : number = rank(x within everybody in 3 parts lowest first)" in shown


def test_a_sound_plan_with_figures_has_no_breach() -> None:
    check_invariants(plan())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"value": Arithmetic(ArithmeticOperator.ADD, X, X, NUMBER)}, "is no input, rule or literal"),
        ({"value": InputRef("gone", NUMBER)}, "no input `gone`"),
        ({"operator": GroupOperator.SUM, "value": None}, "sum of no value"),
        ({"operator": GroupOperator.RANK, "reports": True, "keys": ()}, "reports with keys, or ranked"),
        ({"reports": True}, "reports with keys, or ranked"),
        ({"tiles": 4}, "4 parts"),
    ],
)
def test_a_figure_that_breaks_an_invariant_is_refused(changes: dict[str, object], words: str) -> None:
    sound = plan()
    broken = evolve(sound.figures[-1], **changes)  # type: ignore[arg-type]
    with pytest.raises(InvariantError, match=words):
        check_invariants(evolve(sound, figures=(*sound.figures[:-1], broken)))


def test_no_requirement_reads_a_figure() -> None:
    sound = plan()
    reference = FigureRef("own", (), NUMBER)
    condition = Compare(ComparisonOperator.EQUAL, reference, reference, YES_NO)
    with pytest.raises(InvariantError, match="no figure `own`"):
        check_invariants(evolve(sound, requirements=(Requirement(condition, "no"),)))
