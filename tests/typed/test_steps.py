"""Steps: the first row that holds, over numbers, choices, texts, dates and yes/no."""

import pytest

from tests.lowering.small import evaluated, findings

ERRORS = "input rate : ratio in 0% .. 100% step 0.01%\nvalue y : points = steps of rate { <= 0.5%: 100, <= 1%: 75, < 2%: 60, else: 0 }"


@pytest.mark.parametrize(
    ("rate", "points"),
    [("0%", 100), ("0.5%", 100), ("0.51%", 75), ("1%", 75), ("1.99%", 60), ("2%", 0), ("100%", 0)],
)
def test_an_edge_belongs_to_the_row_that_includes_it(rate: str, points: int) -> None:
    assert evaluated(ERRORS, rate=rate)["y"] == points


@pytest.mark.parametrize(("late", "points"), [(0, 10), (1, 5), (2, 5), (3, 1), (7, 0)])
def test_rows_by_single_values_and_sets(late: int, points: int) -> None:
    policy = """
        input late : count in 0 .. 31
        value y : points = steps of late { 0: 10, { 1, 2 }: 5, 3: 1, else: 0 }
    """
    assert evaluated(policy, late=late)["y"] == points


def test_rows_by_choice_need_no_else_where_they_name_every_choice() -> None:
    policy = """
        input level : one of { junior, senior "Senior staff", lead }
        value y : points = steps of level { { junior, senior }: 1, lead: 2 }
    """
    assert [evaluated(policy, level=level)["y"] for level in ("junior", "Senior staff", "lead")] == [1, 1, 2]


def test_rows_by_text_by_date_and_by_yes_or_no() -> None:
    policy = """
        input site : text
        input joined : date
        input present_all : yes/no
        value a : points = steps of site { "Ningbo": 1, else: 0 }
        value b : points = steps of joined { < 2026-01-01: 2, else: 1 }
        value c : points = steps of present_all { yes: 5, else: 0 }
    """
    person = evaluated(policy, site="Ningbo", joined="2025-12-31", present_all="yes")
    assert [person["a"], person["b"], person["c"]] == [1, 2, 5]
    other = evaluated(policy, site="Shanghai", joined="2026-01-01", present_all="no")
    assert [other["a"], other["b"], other["c"]] == [0, 1, 0]


def test_an_edge_and_a_score_may_be_computed() -> None:
    policy = """
        input made, goal : count in 1 .. 100
        value y : points = steps of made { >= goal: 50 * made / goal, >= goal / 2: 40, else: 0 }
    """
    assert evaluated(policy, made=12, goal=10)["y"] == 60
    assert evaluated(policy, made=5, goal=10)["y"] == 40
    assert evaluated(policy, made=4, goal=10)["y"] == 0


def test_a_row_may_say_that_there_is_no_result() -> None:
    policy = 'input x : count in 0 .. 9\nvalue y : points = steps of x { < 5: 1, else: no result "above the scale" }'
    assert evaluated(policy, x=4)["y"] == 1
    assert evaluated(policy, x=5).reason("y") == "above the scale"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("<= 1%: 100, <= 0.5%: 75, else: 0", [("K501", "<= 0.5%: 75")]),
        ("<= 1%: 100, < 1%: 75, else: 0", [("K501", "< 1%: 75")]),
        ("< 1%: 100, <= 1%: 75, else: 0", []),
        (">= 1%: 100, >= 2%: 75, else: 0", [("K501", ">= 2%: 75")]),
        ("1%: 100, 1%: 75, else: 0", [("K502", "1%: 75")]),
        ("else: 0, < 1%: 100", [("K504", "< 1%: 100")]),
        ("< 1%: 100, > 1%: 0", [("K550", "steps of rate { < 1%: 100, > 1%: 0 }")]),
        ("< 1%: 100%, else: 0", [("K303", "100%")]),
        ("< yes: 100, else: 0", [("K303", "yes")]),
    ],
)
def test_rows_that_are_wrong_are_underlined(rows: str, found: list[tuple[str, str]]) -> None:
    body = f"input rate : ratio in 0% .. 100% step 0.01%\nvalue y : points = steps of rate {{ {rows} }}"
    assert findings(body) == found


def test_choices_without_a_row_are_named() -> None:
    body = "input level : one of { junior, senior }\nvalue y : points = steps of level { junior: 1 }"
    assert findings(body) == [("K551", "steps of level { junior: 1 }")]
