"""What a run gives back to the evaluators: inputs that no data hold, settled among several people."""

from collections.abc import Mapping

from attrs import evolve

from kpi_lang.core.distribution import SUPPLIED
from kpi_lang.core.plan import Plan
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.person import Person


def complete(plan: Plan, values: tuple[Value | None, ...]) -> tuple[Value | None, ...]:
    """The values of a plan's inputs, from those that data hold: what a run supplies is not known yet."""
    return (*values, *(None for _ in plan.inputs[len(values) :]))


def with_supplied(plan: Plan, person: Person, supplied: Mapping[str, Value | None]) -> Person:
    """The person with what a run supplies, by the name of the input."""
    if not supplied:
        return person
    values = (
        supplied.get(spec.name) if spec.name in SUPPLIED else value
        for spec, value in zip(plan.inputs, person.values, strict=True)
    )
    return evolve(person, values=tuple(values))
