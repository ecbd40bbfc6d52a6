"""The order of values: numbers and dates by size, choices by declaration, grades by worth."""

from collections.abc import Callable
from typing import Any

from kpi_lang.core.plan import Plan
from kpi_lang.data.schema import Value
from kpi_lang.values.kinds import Family, Kind


def ascending(kind: Kind, plan: Plan) -> tuple[str, ...]:
    """The members of a choice from least to greatest.

    That is their declared order; grades are declared from the best down, and the best is the greatest.
    """
    assert kind.choices is not None
    names = kind.choices.names
    return names[::-1] if is_grade(kind, plan) else names


def is_grade(kind: Kind, plan: Plan) -> bool:
    """Whether a kind is that of the policy's grades."""
    grades = tuple(grade.name for grade in plan.grades)
    return bool(grades) and kind.choices is not None and kind.choices.names == grades


def sort_key(kind: Kind, plan: Plan) -> Callable[[Value], Any]:
    """What values of a kind are compared by: the place of a choice, else the value itself."""
    if kind.family is Family.CHOICE:
        ranks = {name: rank for rank, name in enumerate(ascending(kind, plan))}
        return lambda value: ranks[str(value)]
    return _itself


def _itself(value: Value) -> Value:
    return value
