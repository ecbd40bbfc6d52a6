"""The order of values: numbers and dates by size, choices by declaration (grades are declared from the worst up)."""

from collections.abc import Callable
from typing import Any

from kpi_lang.data.schema import Value
from kpi_lang.values.kinds import Family, Kind


def sort_key(kind: Kind) -> Callable[[Value], Any]:
    """What values of a kind are compared by: the place of a choice among its members, else the value itself."""
    if kind.family is Family.CHOICE and kind.choices is not None:
        places = {name: place for place, name in enumerate(kind.choices.names)}
        return lambda value: places[str(value)]
    return _itself


def _itself(value: Value) -> Value:
    return value
