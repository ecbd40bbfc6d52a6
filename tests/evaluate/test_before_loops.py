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
