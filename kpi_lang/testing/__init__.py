"""Policies under test: random people for any policy, properties that it should have, and a plugin for pytest.

    >>> @given(people(policy))
    ... def test_nobody_loses(person): assert person.evaluate(policy)["total"] >= 0

Needs the extra `kpi_lang[testing]`. `pytest policies/` collects every example, promise and property by itself.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpi_lang.testing.broken import Broken
    from kpi_lang.testing.given import GivenPerson
    from kpi_lang.testing.made_up import people
    from kpi_lang.testing.promises import pair_holds, promise_holds
    from kpi_lang.testing.properties import evaluators_agree, order_changes_nothing, value_or_reason
    from kpi_lang.testing.together import GivenPopulation, populations
    from kpi_lang.testing.trying import Trial, Undecided, trials

__all__ = [
    "Broken",
    "GivenPerson",
    "GivenPopulation",
    "Trial",
    "Undecided",
    "evaluators_agree",
    "order_changes_nothing",
    "pair_holds",
    "people",
    "populations",
    "promise_holds",
    "trials",
    "value_or_reason",
]

_HOMES = {
    "Broken": "broken",
    "GivenPerson": "given",
    "GivenPopulation": "together",
    "Trial": "trying",
    "Undecided": "trying",
    "evaluators_agree": "properties",
    "order_changes_nothing": "properties",
    "pair_holds": "promises",
    "people": "made_up",
    "populations": "together",
    "promise_holds": "promises",
    "trials": "trying",
    "value_or_reason": "properties",
}


def __getattr__(name: str) -> object:
    """The public names, imported when first used: the plugin stands in this package, and most pytest runs need none."""
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module `kpi_lang.testing` has no `{name}`")
    return getattr(import_module(f"kpi_lang.testing.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
