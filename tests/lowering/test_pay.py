"""Pay: amounts by table and by formula, and what cannot be pay."""

from fractions import Fraction

import pytest

from kpi_lang.core.absent import Cause
from kpi_lang.core.plan import Role, Stage
from kpi_lang.values.kinds import money
from tests.lowering.small import HEADER, evaluated, findings, plan_of

BASE = """
    input base : money in 0 .. 100_000
    input rate : ratio in 0% .. 200% step 1%
    input hours : count in 0 .. 400
"""


@pytest.mark.parametrize(
    ("formula", "amount"),
    [
        ("base * rate", 600),
        ("base * rate + 12.5", Fraction("612.5")),
        ("1_000", 1000),
        ("base / 7 to 2 places", Fraction("71.43")),
        ("base / 7 to 0.5 up", Fraction("71.5")),
        ("steps of hours { < 100: 50, else: base }", 500),
        ("line of hours { 0: 0, 200: 100 }", 80),
        ("max(base, 550)", 550),
    ],
)
def test_amounts(formula: str, amount: Fraction) -> None:
    assert evaluated(f"{BASE}pay p = {formula}", base=500, rate="120%", hours=160)["p"] == amount


def test_an_amount_may_be_in_another_currency() -> None:
    plan = plan_of("input base : money USD in 0 .. 100\npay p = 2 * base")
    assert plan.rule("p").kind == money("USD")


def test_one_pay_may_read_another() -> None:
    policy = BASE + "pay gross = base * rate\npay net = gross - 100"
    assert evaluated(policy, base=500, rate="100%", hours=0)["net"] == 400


def test_amounts_are_rounded_as_the_policy_says() -> None:
    header = HEADER.replace("currency CNY", "currency CNY; amounts to 2 places half_up")
    policy = BASE + "pay p = base / 3\npay q = base / 3 to whole numbers down"
    assert evaluated(policy, header=header, base=500, rate="0%", hours=0).numbers("p", "q") == [
        Fraction("166.67"),
        Fraction(166),
    ]


def test_pay_without_a_result_says_why() -> None:
    policy = BASE + 'pay p = if hours < 20 then no result "fewer than 20 hours" else base'
    person = evaluated(policy, base=500, rate="0%", hours=19)
    assert (person.cause("p"), person.reason("p")) == (Cause.NO_RESULT, "fewer than 20 hours")


@pytest.mark.parametrize("period", ["for this month", "for next quarter", "for this year", ""])
def test_pay_belongs_to_the_stage_of_pay(period: str) -> None:
    rule = plan_of(f"{BASE}pay p {period} = base").rule("p")
    assert (rule.role, rule.stage) == (Role.PAY, Stage.PAY)


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("rate", [("K631", "rate")]),
        ("hours", [("K631", "hours")]),
        ("base * base", [("K631", "base * base")]),
        ("rate > 1", [("K631", "rate > 1")]),
        ("steps of hours { < 100: 5%, else: base }", [("K303", "5%")]),
    ],
)
def test_what_is_no_amount_is_underlined(formula: str, found: list[tuple[str, str]]) -> None:
    assert findings(f"{BASE}pay p = {formula}") == found
