"""A slice of the campaign over random populations."""

import pytest

from tests.campaigns.populations import compare_population


@pytest.mark.parametrize("seed", range(5_000_000, 5_000_012))
def test_everybody_together_is_the_same_by_both_ways(seed: int) -> None:
    counts, found = compare_population(seed)
    assert found == ()
    assert counts["populations"] == 1
    assert counts["figures"] >= 1
