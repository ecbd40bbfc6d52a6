"""Tables by one key and by two: ranges, categories, sets, and the row for all else."""

from fractions import Fraction

import pytest

from tests.lowering.small import evaluated, findings

MATRIX = """
    input rating : count in 1 .. 5
    input compa : ratio in 50% .. 150% step 0.01%
    table merit by rating and compa : ratio {
      | rating | < 90% | <= 110% | else |
      | 5      | 8%    | 6%      | 4%   |
      | >= 3   | 5%    | 4%      | 2%   |
      | else   | 0%    | 0%      | 0%   |
    }
"""


@pytest.mark.parametrize(
    ("rating", "compa", "merit"),
    [
        (5, "89.99%", "8%"),
        (5, "90%", "6%"),
        (4, "110%", "4%"),
        (3, "110.01%", "2%"),
        (2, "50%", "0%"),
    ],
)
def test_a_table_of_two_keys_takes_the_row_then_the_column(rating: int, compa: str, merit: str) -> None:
    assert evaluated(MATRIX, rating=rating, compa=compa)["merit"] == Fraction(merit.rstrip("%")) / 100


def test_a_table_by_grade_follows_the_grade() -> None:
    policy = """
        input x : points in 0 .. 100 step 1
        total = x
        grades { A from 80; B from 60; C otherwise }
        table coefficient by grade { A: 1.5, B: 1, C: 0.5 }
        pay bonus = 1_000 * coefficient
    """
    assert [evaluated(policy, x=x)["bonus"] for x in (80, 79, 59)] == [1500, 1000, 500]


def test_a_table_of_ranges_and_formulas() -> None:
    policy = """
        input sold : money in 0 .. 1_000_000
        table ladder by sold : money { < 30_000: 0, <= 40_000: 800, else: 1_500 + 10% * (sold - 40_000) }
        pay p = ladder
    """
    assert [evaluated(policy, sold=sold)["p"] for sold in ("29999.99", 30000, 40000, 50000)] == [
        0,
        800,
        800,
        2500,
    ]


def test_a_table_by_category_and_role() -> None:
    policy = """
        input role : one of { sales, support, head }
        input band : one of { low, high }
        table base by role { { sales, support }: 4_000, head: 8_000 }
        table rate by role and band {
          | role  | low | high |
          | sales | 1%  | 2%   |
          | else  | 0%  | 1%   |
        }
        value both = base * rate
    """
    assert evaluated(policy, role="support", band="high")["both"] == 40
    assert evaluated(policy, role="sales", band="low")["both"] == 40
    assert evaluated(policy, role="head", band="low")["both"] == 0


def test_the_key_may_be_an_expression() -> None:
    policy = "input a, b : count in 1 .. 9\ntable t by a / b { < 1: 10, else: 20 }\nvalue y = t + 1"
    assert [evaluated(policy, a=1, b=2)["y"], evaluated(policy, a=2, b=2)["y"]] == [11, 21]


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ("table t by n { < 3: 1%, else: yes }", [("K305", "else: yes")]),
        ("table t by n : points { < 3: 1, else: 2% }", [("K303", "2%")]),
        ("table t by n { < 3: 1, < 2: 2, else: 0 }", [("K501", "< 2: 2")]),
        ("table t by role { sales: 1, sales: 2, else: 3 }", [("K502", "sales: 2")]),
        ("table t by role { sale: 1, else: 3 }", [("K206", "sale")]),
        ("table t by role { sales: 1 }", [("K551", "table t by role { sales: 1 }")]),
        ("table t by n { < 3: 1, > 3: 2 }", [("K550", "table t by n { < 3: 1, > 3: 2 }")]),
        ("table t by n and n {\n| n | < 3 | else |\n| else | 1 |\n}", [("K161", "| else | 1 |")]),
        ("table t by m { < 3: 1, else: 2 }", [("K201", "m")]),
    ],
)
def test_tables_that_are_wrong_are_underlined(table: str, found: list[tuple[str, str]]) -> None:
    body = f"input n : count in 0 .. 9\ninput role : one of {{ sales, support }}\n{table}\n"
    assert findings(body) == found
