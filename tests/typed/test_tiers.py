"""Tiers: a rate on the part inside its tier, or the rate reached on the whole amount."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lowering.small import evaluated, findings

SOLD = "input sold : money in 0 .. 1_000_000\ninput quota : money in 1 .. 1_000_000\n"
RATES = "{ <= 10_000: 5%, <= 50_000: 10%, else: 20% }"


@pytest.mark.parametrize(
    ("sold", "pay"),
    [("0", 0), ("10000", 500), ("10000.01", Fraction(500001, 1000)), ("50000", 4500), ("60000", 6500)],
)
def test_marginal_rates_apply_to_their_own_part(sold: str, pay: Fraction) -> None:
    assert evaluated(SOLD + f"pay p = marginal sold {RATES}", sold=sold)["p"] == pay


@pytest.mark.parametrize(
    ("sold", "pay"),
    [("0", 0), ("10000", 500), ("10000.01", Fraction(1000001, 1000)), ("50000", 5000), ("60000", 12000)],
)
def test_retroactive_rates_apply_to_everything(sold: str, pay: Fraction) -> None:
    assert evaluated(SOLD + f"pay p = retroactive sold {RATES}", sold=sold)["p"] == pay


def test_an_amount_is_split_at_edges_that_come_from_data() -> None:
    policy = (
        SOLD + "parameter more = 20%\npay p = marginal sold { < quota * 50%: 5%, <= quota: 10%, else: more }"
    )
    assert evaluated(policy, sold=36000, quota=33000)["p"] == 825 + 1650 + 600


@given(st.integers(0, 100_000), st.integers(0, 100_000))
def test_marginal_pay_never_falls_and_never_grows_faster_than_the_highest_rate(one: int, other: int) -> None:
    policy = SOLD + f"pay p = marginal sold {RATES}"
    low, high = sorted((one, other))
    grown = evaluated(policy, sold=high).number("p") - evaluated(policy, sold=low).number("p")
    assert 0 <= grown <= Fraction(high - low, 5)


@given(st.integers(0, 100_000))
def test_both_styles_agree_up_to_the_first_edge(sold: int) -> None:
    marginal = evaluated(SOLD + f"pay p = marginal sold {RATES}", sold=sold).number("p")
    whole = evaluated(SOLD + f"pay p = retroactive sold {RATES}", sold=sold).number("p")
    assert marginal <= whole
    assert (marginal == whole) == (sold <= 10_000)


def test_a_tier_may_say_that_there_is_no_rate() -> None:
    policy = (
        SOLD + 'pay p = retroactive sold { <= 10_000: 5%, <= 50_000: no result "no rate agreed", else: 20% }'
    )
    assert evaluated(policy, sold=10000)["p"] == 500
    assert evaluated(policy, sold=10001).reason("p") == "no rate agreed"
    assert evaluated(policy, sold=60000)["p"] == 12000


def test_a_part_without_a_rate_leaves_nothing_to_the_tiers_above_it() -> None:
    rest = 'else: no result "no rate above 50,000"'
    policy = SOLD + f"pay p = marginal sold {{ <= 10_000: 5%, <= 50_000: 10%, {rest} }}"
    assert evaluated(policy, sold=50000)["p"] == 4500
    assert evaluated(policy, sold=50001).reason("p") == "no rate above 50,000"
    body = SOLD + 'pay p = marginal sold { <= 10_000: no result "none", else: 20% }'
    assert findings(body) == [("K512", "else: 20%")]


@pytest.mark.parametrize(
    ("tiers", "found"),
    [
        ("marginal sold { >= 10: 5%, else: 1% }", [("K511", ">= 10: 5%")]),
        ("marginal sold { <= 10_000: 5%, <= 5_000: 1%, else: 1% }", [("K501", "<= 5_000: 1%")]),
        ("retroactive sold { <= 10_000: 5%, 7: 1%, else: 1% }", [("K511", "7: 1%")]),
    ],
)
def test_tiers_that_are_wrong_are_underlined(tiers: str, found: list[tuple[str, str]]) -> None:
    assert findings(SOLD + f"pay p = {tiers}") == found


def test_a_rate_is_no_yes_or_no() -> None:
    assert findings(SOLD + "pay p = marginal sold { <= 10_000: 5%, else: yes }") == [("K323", "else: yes")]


def test_an_open_end_is_a_gap() -> None:
    body = SOLD + "pay p = marginal sold { <= 10_000: 5%, <= 50_000: 10% }"
    assert findings(body) == [("K550", "marginal sold { <= 10_000: 5%, <= 50_000: 10% }")]
