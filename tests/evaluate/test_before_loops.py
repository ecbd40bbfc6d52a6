"""What generated code computes once before a loop over records must not need what only the loop has shown."""

from datetime import date
from fractions import Fraction

import pytest

import kpi_lang
from kpi_lang.evaluate.generated.compiled import CompiledPlan
from kpi_lang.evaluate.person import Person, Record
from kpi_lang.evaluate.reference import evaluate_reference

POLICY = """
policy p "P" { language 1 }
subject employee { key no }
input grace : count in 0 .. 12 optional
records late { on : date }
value late_days : count = count(late where present(grace) and on >= add_months(2026-01-01, grace))
"""


@pytest.mark.parametrize("grace", [None, Fraction(0), Fraction(1)])
def test_a_date_function_waits_for_the_test_of_its_operand(grace: Fraction | None) -> None:
    plan = kpi_lang.loads(POLICY).plan
    rows = tuple(Record((date(2026, month, 15),), month + 1) for month in (1, 2, 3))
    person = Person("E1", (grace,), (rows,))
    expected = evaluate_reference(plan, person)
    compiled = CompiledPlan(plan)
    assert expected["late_days"] == {None: 0, Fraction(0): 3, Fraction(1): 2}[grace]
    assert compiled.evaluate(person).rule("late_days") == expected["late_days"]
    assert compiled.trace(person) == expected


BRANCHED = """
policy p "P" { language 1 }
subject employee { key no }
input start : date
records late { on : date; minutes : count in 0 .. 600 }
value longest : count = if count(late where on >= add_months(start, 1)) > 0 then max(late.minutes where on >= add_months(start, 1)) else 0
value all : count = count(late where on >= add_months(start, 1))
"""


@pytest.mark.parametrize("month", [1, 6])
def test_what_is_computed_before_a_loop_in_a_branch_is_not_at_hand_after_it(month: int) -> None:
    plan = kpi_lang.loads(BRANCHED).plan
    rows = tuple(Record((date(2026, on, 15), Fraction(on)), on + 1) for on in (1, 2, 3))
    person = Person("E1", (date(2026, month, 1),), (rows,))
    expected = evaluate_reference(plan, person)
    compiled = CompiledPlan(plan)
    assert (expected["longest"], expected["all"]) == ((3, 2) if month == 1 else (0, 0))
    # Only the function for one shape knows so much that it computes anything before a loop.
    bound = compiled.encode(person)
    function, traced = (compiled.special(bound.key, traced=traced) for traced in (False, True))
    assert function is not None
    assert traced is not None
    assert compiled.outcome(function, bound, person).rule("all") == expected["all"]
    assert compiled.decoded(traced, bound, person) == expected
