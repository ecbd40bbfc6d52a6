from fractions import Fraction

import pytest

from kpi_lang.values import currency_step, is_currency


@pytest.mark.parametrize(
    ("currency", "step"),
    [("CNY", "0.01"), ("USD", "0.01"), ("JPY", "1"), ("KRW", "1"), ("KWD", "0.001"), ("CLF", "0.0001")],
)
def test_steps_of_currencies(currency: str, step: str) -> None:
    assert currency_step(currency) == Fraction(step)


@pytest.mark.parametrize(("code", "is_one"), [("CNY", True), ("cny", False), ("RMB¥", False), ("元", False)])
def test_codes_of_currencies(code: str, is_one: bool) -> None:
    assert is_currency(code) == is_one
