"""The plan as a whole: the header, the order and stages of rules, the columns of the result, circles."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.core.invariants import check_invariants
from kpi_lang.core.plan import Role, Stage
from kpi_lang.values.periods import PeriodLength
from tests.lowering.small import HEADER, diagnostics, evaluated, findings, plan_of

FULL = """
    value late_value = total / 2
    pay last_pay = if grade = A then 10 else 5
    input x : points in 0 .. 100 step 1
    input n : count in 0 .. 9
    bonus b { 1 point per n }
    cap c on b at most 3
    factor f = 100%
    veto v when n > 8 { grade is B }
    grades { A from 50; B otherwise }
    scorecard all { group g 100% { i 100% } }
    table t by n { < 3: 1, else: 2 }
    parameter half = 50%
    value early_value = t * half
    indicator i { measure x }
"""


def test_results_come_in_a_fixed_order_by_role() -> None:
    outputs = plan_of(FULL).outputs
    assert [(output.name, output.role) for output in outputs] == [
        ("i", Role.SCORE),
        ("total", Role.TOTAL),
        ("provisional_grade", Role.PROVISIONAL_GRADE),
        ("proposed_grade", Role.GRADE),
        ("grade", Role.GRADE),
        ("last_pay", Role.PAY),
        ("g", Role.GROUP_SCORE),
        ("b", Role.AWARD),
        ("c", Role.CAP),
        ("f", Role.FACTOR),
        ("late_value", Role.VALUE),
        ("early_value", Role.VALUE),
        ("v", Role.RESTRICTION),
    ]


def test_a_rule_comes_after_what_it_reads_and_no_earlier_than_its_stage() -> None:
    plan = plan_of(FULL)
    check_invariants(plan)
    stages = {rule.name: rule.stage for rule in plan.rules}
    assert stages["early_value"] is Stage.PERSON
    assert stages["late_value"] is Stage.TOTAL
    assert stages["last_pay"] is Stage.PAY


@given(st.permutations([line for line in FULL.strip().splitlines() if line.strip()]))
def test_the_order_of_declarations_changes_no_result(lines: list[str]) -> None:
    person = evaluated("\n".join(lines), x=48, n=4)
    assert person.numbers("total", "last_pay", "late_value", "early_value") == [51, 10, Fraction("25.5"), 1]


def test_the_header_says_what_the_plan_is() -> None:
    header = """
        policy trade.test "A title" {
          language 1; version 7; effective from 2026-01-01 to 2026-12-31; period half; currency EUR
        }
        subject person "Person" { key no }
    """
    plan = plan_of("value y : count = 1", header=header)
    assert (plan.name, plan.title, plan.version) == ("trade.test", "A title", 7)
    assert (plan.effective_from, plan.effective_to) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (plan.period, plan.currency, plan.subject, plan.key) == (PeriodLength.HALF, "EUR", "person", "no")
    assert not plan.uses_dates


SUBJECT = "subject person { key no }\nvalue y : count = 1\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (SUBJECT, [("K601", None)]),
        (f"policy a {{ }}\npolicy b {{ }}\n{SUBJECT}", [("K603", "b")]),
        (f"policy a {{ version 1; version 2 }}\n{SUBJECT}", [("K150", "version 2")]),
        (
            f"policy a {{ effective from 2026-02-01 to 2026-01-01 }}\n{SUBJECT}",
            [("K605", "effective from 2026-02-01 to 2026-01-01")],
        ),
        (f"policy a {{ language 9 }}\n{SUBJECT}", [("K606", "language 9")]),
        (f"policy a {{ currency yuan }}\n{SUBJECT}", [("K602", "currency yuan")]),
        ("policy a { }\nvalue y : count = 1", [("K640", None)]),
        (f"policy a {{ }}\n{SUBJECT}subject other {{ key no }}", [("K639", "other")]),
        ("policy a { }\nsubject person { }\nvalue y : count = 1", [("K641", "person")]),
    ],
)
def test_headers_that_are_wrong_are_underlined(text: str, found: list[tuple[str, str | None]]) -> None:
    actual = findings(text, header="")
    assert [code for code, _ in actual] == [code for code, _ in found]
    for (_, underlined), (_, wanted) in zip(actual, found, strict=True):
        assert wanted is None or underlined.strip() == wanted.strip()


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("value a = b + 1\nvalue b = a + 1", {"a", "b"}),
        ("value a : count = a + 1", {"a"}),
        (
            "indicator i { measure total; score measure * 1 }\nscorecard all { i 100% }",
            {"i", "base_score", "total"},
        ),
        (
            """
                indicator i { score 100 * i.weight }
                indicator j { measure i; missing reweight }
                scorecard all { i 50%; j 50% }
            """,
            {"i", "j", "scorecard.all"},
        ),
        ("table t by k { < 3: 1, else: 2 }\nvalue k = t + 1", {"t", "k"}),
        ("parameter p : count = q\nparameter q : count = p\nvalue y = p", {"p", "q"}),
    ],
)
def test_circles_are_found_and_named(body: str, names: set[str]) -> None:
    (found,) = diagnostics(body)
    assert found.code == "K211"
    circle = found.message("en").partition(": ")[2].split(" → ")
    assert circle[0] == circle[-1]
    assert set(circle) == names


def test_long_chains_are_no_circles() -> None:
    lines = ["input n : count in 0 .. 9", "value v0 = n"]
    lines += [f"value v{i} = v{i - 1} + 1" for i in range(1, 400)]
    assert evaluated("\n".join(lines), n=1)["v399"] == 400
    assert {code for code, _ in findings("\n".join(reversed(lines)))} == {"K226"}


def test_unused_results_do_not_reject() -> None:
    policy = "input a, b : count in 0 .. 9\nvalue x = a\nvalue y = b"
    person = evaluated(policy, a=1)
    assert person["x"] == 1
    assert "b" in person.reason("y")


def test_the_places_of_results_follow_from_how_they_are_made() -> None:
    policy = """
        input m : money in 0 .. 9
        input r : ratio in 0% .. 100% step 0.1%
        input n : count in 1 .. 9
        input s : points in 0 .. 9
        value a = m * r
        value b = m / n
        value c = m + 0.125
        value d = max(n, 2)
        value e = s
        value f = if n > 3 then m else 0.5 * m
        value g = round(m / n to 0.25)
        value h = m > 3
    """
    places = {output.name: output.digits for output in plan_of(policy).outputs}
    assert places == {"a": 5, "b": None, "c": 3, "d": 0, "e": None, "f": 3, "g": 2, "h": None}


def test_a_header_alone_is_checked_once() -> None:
    assert findings("value y = x", header=HEADER) == [("K201", "x")]
