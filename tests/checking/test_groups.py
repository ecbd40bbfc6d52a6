"""Where figures about other people lie, and when there may be none."""

import pytest

import kpi_lang
from kpi_lang import PolicyError
from kpi_lang.checking.check import rule_intervals
from kpi_lang.source import Severity
from kpi_lang.values.intervals import Interval


def errors(text: str) -> set[str]:
    """The codes of everything that keeps a policy from being accepted."""
    try:
        kpi_lang.loads(f"{HEADER}{text}")
    except PolicyError as error:
        return {one.code for one in error.diagnostics if one.severity is Severity.ERROR}
    return set()


HEADER = """
policy p { currency CNY }
subject s { key no; belongs to department; reports to boss }
input x : number in 2 .. 9 step 1
input y : number in 1 .. 5 step 1 optional
input flag : yes/no
"""


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("count(department)", "[1, ∞)"),
        ("count(reports)", "[0, ∞)"),
        ("rank(x within department)", "[1, ∞)"),
        ("quintile(x within department)", "[1, 5]"),
        ("mean(x within department)", "[2, 9]"),
        ("max(x within everybody)", "[2, 9]"),
        ("sum(x within department)", "[2, ∞)"),
        ("sum(x within reports)", "[0, ∞)"),
        ("share(flag within department)", "[0, 1]"),
    ],
)
def test_the_interval_of_a_figure(figure: str, expected: str) -> None:
    plan = kpi_lang.loads(f"{HEADER}value v = {figure}").plan
    found = rule_intervals(plan)["v"]
    assert isinstance(found, Interval)
    assert str(found).replace("inf", "∞") == expected


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [("", "[0, 90]"), ("at least each * x; at most 50", "[20, 50]"), ("at most each * x", "[0, 90]")],
)
def test_a_share_of_a_pool_lies_between_its_bounds(bounds: str, expected: str) -> None:
    pool = f"parameter each : money = 10\npool p of 90 {{ share by x; {bounds}; rounded largest remainder to 2 places }}"
    found = rule_intervals(kpi_lang.loads(f"{HEADER}{pool.replace('; ;', ';')}").plan)["p"]
    assert isinstance(found, Interval)
    assert str(found) == expected


def test_a_pool_that_cannot_be_shared_is_no_fault_of_the_policy() -> None:
    assert errors("pool p of 90 { share by x; at least 100; rounded largest remainder to 2 places }") == set()
    assert errors("pool p of 90 { share by y; rounded largest remainder to 2 places }") == {"K404"}


@pytest.mark.parametrize(
    "figure",
    [
        "mean(x within department where flag)",
        "mean(y within department)",
        "max(x within reports)",
        "share(flag within reports)",
        "percentile(x within department)",
        "z_score(x within department)",
        "median(x within reports)",
    ],
)
def test_a_figure_of_nobody_must_be_answered(figure: str) -> None:
    assert errors(f"value v = {figure}") == {"K410"}
    assert not errors(f"value v = if present({figure}) then {figure} else 0")


def test_a_count_of_the_own_group_is_never_zero() -> None:
    assert not errors("value v = x / count(department)")
    assert errors("value v = x / count(reports)") <= {"K401", "K402"}


def test_what_is_ranked_must_be_there() -> None:
    assert errors("value v = rank(y within department)") == {"K404"}
    assert not errors("value v = if present(y) then rank(y within department) else 0")
