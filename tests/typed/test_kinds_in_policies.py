"""Kinds in policies: what goes with what, units, currencies, and how choices take their members."""

from fractions import Fraction

import pytest

import kpi_lang
from tests.lowering.small import HEADER, evaluated, findings

INPUTS = """
    unit order "Orders"
    unit container
    input paid, owed : money in 0 .. 1_000
    input dollars : money USD in 0 .. 1_000
    input fee : money per order in 0 .. 100
    input orders : order in 0 .. 100
    input boxes : container in 1 .. 100
    input rate : ratio in 0% .. 100%
    input mark : points in 0 .. 100
    input late : count in 0 .. 31
    input leave : days in 0 .. 31 step 0.5
    input role : one of { sales, support }
    input level : one of { sales, head }
    input joined : date
    input night : yes/no
    input site : text
"""


@pytest.mark.parametrize(
    ("kind", "formula"),
    [
        ("ratio", "if owed = 0 then 0 else paid / owed"),
        ("points", "mark * rate"),
        ("money", "paid * rate + owed"),
        ("money", "fee * orders"),
        ("money USD", "dollars / 2"),
        ("number", "late * rate"),
        ("order", "orders * 2"),
        ("order per container", "orders / boxes"),
        ("days", "leave + (as_of - joined)"),
        ("date", "joined + 30"),
        ("count", "late + 1"),
        ("points", "100 * rate"),
        ("number", "late / 2"),
        ("points", "50"),
        ("yes/no", "rate > 60% and mark >= 60 and paid > owed and late < 3 and joined > 2020-01-01"),
        ("yes/no", "role = sales and level = sales"),
        ("yes/no", 'night = yes or site = "Ningbo"'),
        ("text", 'if night then "night" else site'),
        ("one of { low, high }", "if mark < 60 then low else high"),
    ],
)
def test_kinds_that_go_together(kind: str, formula: str) -> None:
    assert findings(INPUTS + f"value y : {kind} = {formula}") == []


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("paid + mark", [("K301", "paid + mark")]),
        ("paid + dollars", [("K301", "paid + dollars")]),
        ("orders + boxes", [("K301", "orders + boxes")]),
        ("paid - rate", [("K301", "paid - rate")]),
        ("paid + 10%", [("K301", "paid + 10%")]),
        ("mark >= 60%", [("K302", "mark >= 60%")]),
        ("late = 10%", [("K302", "late = 10%")]),
        ("role = level", [("K302", "role = level")]),
        ("site = 3", [("K302", "site = 3")]),
        ("role < sales", [("K307", "role < sales")]),
        ('site > "A"', [("K307", 'site > "A"')]),
        ("night > no", [("K307", "night > no")]),
        ("if rate then 1 else 2", [("K304", "rate")]),
        ("if night then paid else mark", [("K305", "mark")]),
        ("night and rate", [("K304", "rate")]),
        ("not mark", [("K304", "mark")]),
        ("-night", [("K311", "night")]),
        ("night * 2", [("K311", "night")]),
        ("joined + joined", [("K311", "joined")]),
        ("joined + paid", [("K311", "joined")]),
        ("role = saless", [("K206", "saless")]),
        ("role in { sales, head }", [("K206", "head")]),
        ("paid.points", [("K222", "paid.points")]),
    ],
)
def test_kinds_that_do_not(formula: str, found: list[tuple[str, str]]) -> None:
    assert findings(INPUTS + f"value y = {formula}") == found


@pytest.mark.parametrize(
    ("kind", "formula", "found"),
    [
        ("points", "rate", [("K303", "rate")]),
        ("count", "late / 2", [("K303", "late / 2")]),
        ("ratio", "late", [("K303", "late")]),
        ("money", "50%", [("K303", "50%")]),
        ("yes/no", "3", [("K303", "3")]),
        ("one of { low, high }", "if mark < 60 then low else hihg", [("K206", "hihg")]),
        ("one of { low, low }", "low", [("K310", "low")]),
        ("mony", "3", [("K212", "mony")]),
        ("points per date", "3", [("K308", "points per date")]),
        ("points USD", "3", [("K325", "USD")]),
        ("money XYZW", "3", [("K155", "XYZW")]),
    ],
)
def test_a_declared_kind_is_kept(kind: str, formula: str, found: list[tuple[str, str]]) -> None:
    assert findings(INPUTS + f"value y : {kind} = {formula}") == found


def test_money_needs_a_currency_once() -> None:
    header = HEADER.replace("; currency CNY", "")
    body = "input a : money in 0 .. 9\ninput b : money in 0 .. 9\nvalue y = a + b"
    assert findings(body, header=header) == [("K324", "money")]
    assert findings("input a : money USD in 0 .. 9\nvalue y = a", header=header) == []


def test_a_member_goes_before_an_input_of_the_same_name() -> None:
    policy = """
        input role : one of { sales, support }
        input sales : count in 0 .. 9
        value y : count = if role = sales then sales else 0
    """
    assert [evaluated(policy, role=role, sales=7)["y"] for role in ("sales", "support")] == [7, 0]


def test_members_answer_to_their_labels() -> None:
    policy = 'input role : one of { sales "Sales staff", support }\nvalue y = if role = sales then 1 else 0'
    assert evaluated(policy, role="Sales staff")["y"] == 1


def test_grades_compare_from_the_worst_to_the_best() -> None:
    policy = """
        input x : points in 0 .. 100 step 1
        total = x
        grades { A from 80; B from 60; C otherwise }
        value good = grade >= B
        value middle : yes/no = provisional_grade in { B } or grade < B and total > 50
    """
    found = [evaluated(policy, x=x) for x in (80, 60, 59, 50)]
    assert [one["good"] for one in found] == [True, True, False, False]
    assert [one["middle"] for one in found] == [False, True, True, False]


def test_literals_take_the_kind_of_what_they_meet() -> None:
    policy = """
        input paid : money in 0 .. 1_000
        parameter base = 2 * 3
        value y : money = paid + base
        value z : points = base * 10
    """
    assert evaluated(policy, paid=Fraction(1, 2)).numbers("y", "z") == [Fraction(13, 2), 60]


@pytest.mark.parametrize(
    "formula",
    [
        "late",
        "2 * late + 1",
        "round(late / 2)",
        "max(0, late - 5)",
        "if night then 1 else 0",
        "min(late, 3) + (if night then 1 else 0)",
        "months_between(joined, as_of)",
        'if late > 3 then no result "too often" else late',
    ],
)
def test_a_count_is_made_of_whole_numbers(formula: str) -> None:
    assert findings(INPUTS + f"value y : count = {formula}") == []


@pytest.mark.parametrize(
    "formula",
    ["late / 2", "late + 0.5", "1.5", "round(late to 0.5)", "if night then 1 else 0.5", "mean(late, 2)"],
)
def test_a_count_is_not_made_of_parts(formula: str) -> None:
    assert findings(INPUTS + f"value y : count = {formula}") == [("K303", formula)]


def test_a_number_keeps_its_decimals_whatever_it_counts() -> None:
    policy = kpi_lang.loads(
        HEADER + "input late : count in 0 .. 31\nvalue y = late + 0.5\nvalue z = late / 4"
    )
    result = policy.evaluate({"late": 7})
    assert (str(result.y), result.z) == ("7.5", Fraction(7, 4))


def test_a_month_is_written_as_the_date_it_begins_on() -> None:
    policy = """
        input m : month
        value y = if m >= 2026-03-01 and m <> 2026-05-01 then 1 else 0
        value z = steps of m { < 2026-04-01: 1, 2026-04-01: 2, else: 3 }
    """
    months = ("2026-02", "2026-03", "2026-04", "2026-05")
    assert [evaluated(policy, m=month)["y"] for month in months] == [0, 1, 1, 0]
    assert [evaluated(policy, m=month)["z"] for month in months] == [1, 1, 2, 3]
    assert findings("input m : month\nvalue y = m >= 2026-03-02") == [("K302", "m >= 2026-03-02")]
