"""One person: results of fixed types, reasons instead of results, errors that name what is wrong."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

import kpi_lang
from kpi_lang import PersonError, Policy, PolicyError, RunError
from kpi_lang.source import DataPlace
from tests.policy.schemes import ANNA, NO_LOG, SCHEME


@pytest.fixture(scope="module")
def policy() -> Policy:
    return kpi_lang.loads(SCHEME)


def test_results_by_attribute_and_by_name(policy: Policy) -> None:
    result = policy.evaluate(ANNA, records=NO_LOG)
    assert result.total == result["total"] == Decimal("79.28")
    assert str(result.rate) == "79.10"
    assert result.grade == "A"
    assert result["bonus_pay"] == Decimal("5400.00")
    assert result["rate.measure"] == Fraction(1041, 1000)
    assert result.key == "E1"


def test_the_type_of_a_result_never_depends_on_its_value(policy: Policy) -> None:
    for ratio in ("0", "0.0003", "0.0001"):
        result = policy.evaluate(ANNA | {"ratio_of_returns": ratio}, records=NO_LOG)
        assert type(result.thirds) is Fraction
        assert type(result.total) is Decimal
        assert result.total.as_tuple().exponent == -2
    assert result.thirds == Fraction(1, 30000)
    assert set(result) == set(policy.outputs) == set(result.as_dict())


@pytest.mark.parametrize(
    "given",
    [
        {"turnover": "1,041,000.00", "target": Decimal("1e6"), "review": "80.0", "base": "4500"},
        {"turnover": 1041000.0, "target": Fraction(1_000_000), "review": 80.0},
        {"Turnover booked": "1 041 000", "turnover": None},
        {"role": "Seller", "Role": None},
        {"trained": True, "joined": date(2020, 2, 29)},
        {"trained": "no", "joined": "2020-02-29"},
        {"ratio_of_returns": None},
        {"ratio_of_returns": "0%"},
    ],
)
def test_values_are_read_as_a_sheet_would_be(policy: Policy, given: dict[str, object]) -> None:
    anna = {
        name: value
        for name, value in (ANNA | given).items()
        if value is not None or name == "ratio_of_returns"
    }
    assert policy.evaluate(anna, records=NO_LOG).total == Decimal("79.28")


def test_records_are_counted(policy: Policy) -> None:
    log: list[dict[str, object]] = [
        {"day": "2026-01-05", "severity": "major"},
        {"day": date(2026, 1, 6), "severity": "minor"},
    ]
    assert policy.evaluate(ANNA, records={"complaint": log}).total == Decimal("76.28")
    assert policy.evaluate(ANNA, records={"Complaints": iter(log)}).total == Decimal("76.28")


def test_what_there_is_none_of_is_none_with_a_reason(policy: Policy) -> None:
    anna = {name: value for name, value in ANNA.items() if name != "review"}
    result = policy.evaluate(anna, records=NO_LOG)
    assert result.peer is None
    assert result.why("peer", "en")
    assert result.why("total") is None
    assert result.total == Decimal("79.10")


def test_somebody_out_of_scope_has_no_results(policy: Policy) -> None:
    result = policy.evaluate(ANNA | {"role": "boss"}, records=NO_LOG)
    assert not result.in_scope
    assert set(result.as_dict().values()) == {None}
    assert result["rate.measure"] is None
    assert result.why("total", "en") == "the policy does not apply"
    assert result.why("total", "zh") == "不适用本方案"


def codes(error: PolicyError) -> list[str]:
    return [diagnostic.code for diagnostic in error.diagnostics]


def test_unknown_names_offer_the_nearest(policy: Policy) -> None:
    with pytest.raises(PersonError) as caught:
        policy.evaluate(ANNA | {"turnovr": 1}, records=NO_LOG)
    assert codes(caught.value) == ["K975"]
    assert caught.value.diagnostics[0].help("en") == "did you mean `turnover`?"
    result = policy.evaluate(ANNA, records=NO_LOG)
    with pytest.raises(AttributeError, match="did you mean `total`"):
        result.totl  # noqa: B018
    with pytest.raises(KeyError, match="did you mean `bonus_pay`"):
        result["bonuspay"]


def test_values_out_of_their_domain_are_refused_together(policy: Policy) -> None:
    with pytest.raises(PersonError) as caught:
        policy.evaluate(ANNA | {"turnover": -1, "review": 80.25, "role": "chef"}, records=NO_LOG)
    assert len(caught.value.diagnostics) == 3
    places = [diagnostic.span for diagnostic in caught.value.diagnostics]
    assert {place.column for place in places if isinstance(place, DataPlace)} == {
        "turnover",
        "review",
        "role",
    }


def test_a_required_value_that_is_used_must_be_given(policy: Policy) -> None:
    anna = {name: value for name, value in ANNA.items() if name != "target"}
    with pytest.raises(PersonError) as caught:
        policy.evaluate(anna, records=NO_LOG)
    assert codes(caught.value) == ["K979"]


def test_records_must_be_given_if_only_none(policy: Policy) -> None:
    with pytest.raises(PersonError) as caught:
        policy.evaluate(ANNA)
    assert codes(caught.value) == ["K977"]
    with pytest.raises(PersonError) as caught:
        policy.evaluate(ANNA, records=NO_LOG | {"compliments": []})
    assert codes(caught.value) == ["K976"]


def test_a_broken_requirement_is_in_the_authors_words(policy: Policy) -> None:
    with pytest.raises(PersonError) as caught:
        policy.evaluate(ANNA | {"ratio_of_returns": "60%"}, records=NO_LOG)
    assert "more than half returned" in str(caught.value)


def test_the_period_must_fit(policy: Policy) -> None:
    assert policy.evaluate(ANNA, records=NO_LOG, period="2026Q2").total == Decimal("79.28")
    with pytest.raises(RunError) as caught:
        policy.evaluate(ANNA, records=NO_LOG, period="2026-05")
    assert codes(caught.value) == ["K972"]


def test_an_explanation_can_be_printed_and_asked(policy: Policy) -> None:
    explanation = policy.evaluate(ANNA, records=NO_LOG).explain("en")
    assert explanation.figure("rate").formula == "75 + (104.1% − 100%) × 100"
    assert "rate (Turnover against target)  79.10" in str(explanation)


def test_a_result_is_what_it_was_when_the_mapping_changes(policy: Policy) -> None:
    anna = dict(ANNA)
    log: dict[str, list[dict[str, object]]] = {"complaint": []}
    result = policy.evaluate(anna, records=log)
    anna["turnover"] = 0
    log["complaint"].append({"day": "2026-01-05", "severity": "major"})
    assert result.trace["total"] == Fraction("79.28")


def test_policies_and_results_are_frozen_and_travel(policy: Policy) -> None:
    result = policy.evaluate(ANNA, records=NO_LOG)
    with pytest.raises(AttributeError):
        result.places = None  # type: ignore[misc]
    with pytest.raises(AttributeError):
        policy.fingerprint = ""  # type: ignore[misc]
    again = pickle.loads(pickle.dumps(policy))
    assert again == policy
    assert pickle.loads(pickle.dumps(result)) == result == again.evaluate(ANNA, records=NO_LOG)
    assert result != policy.evaluate(ANNA | {"review": 81}, records=NO_LOG)


def test_many_threads_get_the_same(policy: Policy) -> None:
    fresh = pickle.loads(pickle.dumps(policy))
    people = [ANNA | {"turnover": 1_000_000 + 500 * number} for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda person: fresh.evaluate(person, records=NO_LOG).total, people))
    assert found == [policy.evaluate(person, records=NO_LOG).total for person in people]
