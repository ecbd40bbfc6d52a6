"""Kernels against the reference evaluator: every output of every person, values, causes and reasons."""

from collections.abc import Sequence

from kpi_lang.core.absent import Absent
from kpi_lang.core.plan import Plan
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.person import Person
from kpi_lang.evaluate.reference import ReferenceEvaluator
from tests.benchmarks.probe.batch import Results


def differences(plan: Plan, people: Sequence[Person], results: Results) -> list[str]:
    """Where the results for these people, in their order, are not what the reference evaluator gives."""
    reference = ReferenceEvaluator(plan)
    found = []
    for row, person in enumerate(people):
        trace = reference.evaluate(person)
        kernel = results.kernels[int(results.case[row])]
        if (trace.scope is True) is not bool(kernel.columns):
            found.append(f"row {row}: scope")
            continue
        if not kernel.columns:
            continue
        for place, output in enumerate(plan.outputs):
            wanted: Value | Absent = trace[output.rule]
            given = results.value(place, row)
            if wanted != given:
                found.append(f"row {row}, {output.name}: {given} instead of {wanted}")
    return found
