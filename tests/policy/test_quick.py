"""The short way gives what the careful way gives, or leaves the person to it."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

import kpi_lang
from kpi_lang import PersonError
from kpi_lang.policy.engine import Engine
from kpi_lang.policy.evaluated import Careful
from kpi_lang.policy.quick_outcome import Given, QuickOutcome
from tests.policy.schemes import ANNA, NO_LOG, SCHEME

POLICY = kpi_lang.loads(SCHEME)
ENGINE = Engine(POLICY.plan)

NUMBERS = some.one_of(
    some.integers(-10, 200_000_000),
    some.decimals(-1, 200, places=3),
    some.fractions(0, 200, max_denominator=400),
    some.floats(-1, 200),
    some.integers(0, 200).map(str),
    some.decimals(0, 200, places=2).map(str),
    some.sampled_from(["", "12%", "1,000", "x", True, None, Decimal("NaN"), 10**40, "1e3"]),
)
PEOPLE = some.fixed_dictionaries(
    {},
    optional={
        "role": some.sampled_from(["seller", "Seller", "boss", "chef", None, 1]),
        "Role": some.just("seller"),
        "turnover": NUMBERS,
        "target": NUMBERS,
        "review": NUMBERS,
        "ratio_of_returns": NUMBERS,
        "joined": some.one_of(some.dates(), some.datetimes(), some.just("2020-01-01"), some.just("soon")),
        "trained": some.sampled_from([True, False, "yes", "no", "maybe", 1, None]),
        "base": NUMBERS,
        "bonus": NUMBERS,
        "department": some.just("East"),
    },
)
LOGS = some.lists(
    some.fixed_dictionaries(
        {"severity": some.sampled_from(["minor", "major", "Minor", None])},
        optional={"day": some.one_of(some.dates(), some.just("2026-13-01"))},
    ),
    max_size=3,
)


def outcome(values: dict[str, Any], log: list[dict[str, Any]]) -> object:
    """What the careful way gives, or the codes of what is wrong."""
    try:
        person = ENGINE.person(Given(values, {"complaint": log}, None))
    except PersonError as error:
        return [diagnostic.code for diagnostic in error.diagnostics]
    found = ENGINE.evaluate(person)
    assert isinstance(found, Careful)
    return {name: found.plain(name) for name in POLICY.outputs}


@settings(max_examples=400, deadline=None)
@given(PEOPLE, PEOPLE, LOGS)
def test_both_ways_agree(values: dict[str, Any], others: dict[str, Any], log: list[dict[str, Any]]) -> None:
    for person in (values, ANNA | values, ANNA | {"turnover": 990_000} | others):
        careful = outcome(person, log)
        if not isinstance(careful, dict):
            assert ENGINE._quick.outcome(person, {"complaint": log}, None) is None
            continue
        found = ENGINE.evaluate_given(person, {"complaint": log}, None)
        if isinstance(found, QuickOutcome):
            assert {name: found.plain(name) for name in POLICY.outputs} == careful
            for output in POLICY.plan.outputs:
                assert found.rule(output.rule) == found.trace()[output.rule]


def test_the_short_way_is_taken_for_ordinary_people() -> None:
    people: list[dict[str, object]] = [
        ANNA,
        ANNA | {"turnover": "1041000.50", "review": Decimal("80.5"), "target": Fraction(10**6)},
        ANNA | {"review": None, "trained": True},
        {name: value for name, value in ANNA.items() if name not in ("review", "department", "staff_no")},
    ]
    for person in people:
        assert isinstance(ENGINE.evaluate_given(person, NO_LOG, None), QuickOutcome)


def test_whatever_is_doubtful_is_left_to_the_careful_way() -> None:
    quick = ENGINE._quick
    doubtful: list[dict[str, object]] = [
        ANNA | {"unknown": 1},
        ANNA | {"role": "boss"},
        ANNA | {"ratio_of_returns": "60%"},
        ANNA | {"turnover": -1},
        ANNA | {"turnover": [1]},
        ANNA | {"review": 80.25},
        ANNA | {"target": None},
    ]
    for person in doubtful:
        assert quick.outcome(person, NO_LOG, None) is None
    assert quick.outcome(ANNA, None, None) is None
    assert quick.outcome(ANNA, {**NO_LOG, "other": []}, None) is None
