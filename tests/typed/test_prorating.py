"""Shares of the period by days and by full months, for every way that dates may lie."""

from datetime import date
from fractions import Fraction

import pytest

import kpi_lang

POLICY = """
policy parts.test "Parts" { language 1; period quarter }
subject employee { key no }
input since, until : date optional
value share = share_of_period(since, until)
value months = months_of_period(since, until)
"""


@pytest.fixture(scope="module")
def policy() -> kpi_lang.Policy:
    return kpi_lang.loads(POLICY)


# The first quarter of 2026 has 31 + 28 + 31 = 90 days.
@pytest.mark.parametrize(
    ("since", "until", "days", "months"),
    [
        (None, None, 90, 3),
        ("2025-07-01", None, 90, 3),
        ("2026-01-01", "2026-03-31", 90, 3),
        ("2026-01-02", None, 89, 2),
        ("2026-02-01", None, 59, 2),
        ("2026-02-16", None, 44, 1),
        (None, "2026-02-28", 59, 2),
        (None, "2026-02-27", 58, 1),
        ("2026-02-01", "2026-02-28", 28, 1),
        ("2026-02-02", "2026-03-30", 57, 0),
        ("2026-03-31", "2026-03-31", 1, 0),
        ("2026-04-01", None, 0, 0),
        (None, "2025-12-31", 0, 0),
        ("2026-03-10", "2026-02-10", 0, 0),
    ],
)
def test_what_lies_in_the_period_counts(
    policy: kpi_lang.Policy, since: str | None, until: str | None, days: int, months: int
) -> None:
    result = policy.evaluate({"since": since, "until": until}, period="2026Q1")
    assert result["share"] == Fraction(days, 90)
    assert result["months"] == months


def test_the_days_of_two_posts_add_up_to_those_of_both(policy: kpi_lang.Policy) -> None:
    for day in range(1, 28):
        before = policy.evaluate({"until": date(2026, 2, day)}, period="2026Q1")["share"]
        after = policy.evaluate({"since": date(2026, 2, day + 1)}, period="2026Q1")["share"]
        assert isinstance(before, Fraction)
        assert isinstance(after, Fraction)
        assert before + after == 1
