"""Parameters: one value, by category, by date, both, and set from outside."""

from fractions import Fraction

import pytest

from kpi_lang.core.children import walk
from kpi_lang.core.nodes import Const
from tests.lowering.small import evaluated, findings, plan_of

DRAW = """
    input role : one of { sales, support, head }
    parameter draw by role : money {
      sales from 2026-01-01: 2_000
      sales from 2026-07-01: 2_200
      head from 2026-01-01: 3_000
      else: 1_000
    }
    value y = draw
"""


@pytest.mark.parametrize(
    ("role", "as_of", "draw"),
    [
        ("sales", "2026-06-30", 2000),
        ("sales", "2026-07-01", 2200),
        ("sales", "2025-12-31", 1000),
        ("head", "2026-07-01", 3000),
        ("head", "2025-12-31", 1000),
        ("support", "2026-07-01", 1000),
    ],
)
def test_the_latest_date_of_the_category_counts_else_the_rest(role: str, as_of: str, draw: int) -> None:
    assert evaluated(DRAW, role=role, as_of=as_of)["y"] == draw


def test_before_the_first_date_there_is_no_value() -> None:
    policy = "parameter rate { from 2026-01-01: 10%, from 2026-07-01: 20% }\nvalue y = rate"
    assert evaluated(policy, as_of="2026-07-01")["y"] == Fraction(1, 5)
    assert "before the first date" in evaluated(policy, as_of="2025-12-31").reason("y")


def test_every_category_named_needs_no_else() -> None:
    policy = "input role : one of { a, b }\nparameter rate by role { a: 1%, b: 2% }\nvalue y = rate"
    assert [evaluated(policy, role=role)["y"] for role in "ab"] == [Fraction(1, 100), Fraction(1, 50)]


def test_a_single_value_is_a_constant_that_names_the_parameter() -> None:
    plan = plan_of("parameter rate = 2 * 10%\ninput n : count in 0 .. 9\nvalue y = rate * n")
    consts = [node for node in walk(plan.rule("y").expr) if isinstance(node, Const)]
    assert [(node.value, node.origin) for node in consts] == [(Fraction(1, 5), "rate")]


def test_a_value_may_depend_on_the_person() -> None:
    policy = "input x : count in 0 .. 9\nparameter twice : count = 2 * x\nvalue y = twice"
    assert evaluated(policy, x=4)["y"] == 8


def test_a_parameter_is_set_by_name() -> None:
    body = "parameter rate = 10%\nparameter most : points = 5\nvalue y = rate\nvalue z = most"
    changed = plan_of(body, rate="15%", most="7.5")
    assert [rule.expr.value for rule in changed.rules if isinstance(rule.expr, Const)] == [
        Fraction(3, 20),
        Fraction(15, 2),
    ]


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ({"rat": "1"}, [("K221", "")]),
        ({"rate": "much"}, [("K319", "rate")]),
    ],
)
def test_settings_that_are_wrong(settings: dict[str, str], found: list[tuple[str, str]]) -> None:
    assert findings("parameter rate = 10%\nvalue y = rate", settings=settings) == found


@pytest.mark.parametrize(
    ("parameter", "found"),
    [
        ("rate { a: 1%, else: 2% }", [("K320", "a")]),
        ("rate by role { a: 1%, a: 2%, else: 3% }", [("K321", "a: 2%")]),
        ("rate by role { a: 1% }", [("K322", "parameter rate by role { a: 1% }")]),
        ("rate by role { a: 1%, c: 2%, else: 3% }", [("K206", "c")]),
        ("rate by role { a: 1%, else: yes }", [("K305", "else: yes")]),
        ("rate : money = 10%", [("K303", "10%")]),
        ("rate by rol { a: 1%, else: 2% }", [("K201", "rol")]),
    ],
)
def test_parameters_that_are_wrong_are_underlined(parameter: str, found: list[tuple[str, str]]) -> None:
    body = f"input role : one of {{ a, b }}\nparameter {parameter}\nvalue y = rate"
    assert findings(body) == found
