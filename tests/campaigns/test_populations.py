"""A slice of the campaign over random populations."""

from collections import Counter

import pytest

from tests.campaigns.periods import compare_periods
from tests.campaigns.populations import compare_population


@pytest.mark.parametrize("seed", range(5_000_000, 5_000_012))
def test_everybody_together_is_the_same_by_both_ways(seed: int) -> None:
    counts, found = compare_population(seed)
    assert found == ()
    assert counts["populations"] == 1
    assert counts["figures"] >= 1


def test_periods_are_the_same_by_both_ways() -> None:
    totals: Counter[str] = Counter()
    for seed in range(7_000_000, 7_000_100):
        counts, found = compare_periods(seed)
        assert found == (), seed
        totals += counts
    assert totals["periods"] > 200
    assert totals["populations that look back"] > 50
    assert totals["populations with figures about others"] > 0
    assert totals["populations with roll-ups"] > 0
