"""A distribution lowered: what it asks, the rules it reads of each person, and what is wrong with one."""

from fractions import Fraction

import pytest

from kpi_lang.compiler import compile_source
from kpi_lang.core.distribution import Amount, Applied, Direction, GradeQuota, GradeShares, Sense
from kpi_lang.core.plan import Plan
from kpi_lang.source import Diagnostic, SourceFile
from kpi_lang.values.rounding import Mode

START = """policy p "P" { currency CNY }
subject employee { key k; belongs to department, company }
input score : points in 0 .. 100
input rank : one of { staff, head }
input share : ratio in 0 .. 1 step 0.01
input hired : date
total = score
"""
GRADES = "grades { S from 95; A from 85; B from 75; C otherwise }\n"


def block(*rows: str, head: str = "distribution strict within department") -> str:
    return START + GRADES + head + " {\n" + "".join(f"  {row}\n" for row in rows) + "}\n"


S = "S at most 20%, rounded down"


def diagnostics(text: str) -> tuple[Diagnostic, ...]:
    return tuple(
        one for one in compile_source(SourceFile("p.kpi", text), lambda _: None)[1] if one.code[1] != "7"
    )


def plan_of(text: str) -> Plan:
    plan, found = compile_source(SourceFile("p.kpi", text), lambda _: None)
    assert plan is not None, found
    return plan


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("K430", block("shares S 20%, A, B 70%, C 10%, largest remainder")),
        ("K680", START + "distribution strict within department { S at most 2 }\n"),
        ("K681", block(S) + "distribution strict within department { C at most 2 }\n"),
        ("K682", block("E at most 2")),
        ("K683", block("S at most 20%")),
        ("K683", block("S at most 2", "demotions at most 10%")),
        ("K684", block(S, head="distribution strict within division")),
        ("K684", block(S, head="distribution strict within score")),
        (
            "K685",
            block(S).replace("total = score\n", "").replace("grades {", "grades of score {"),
        ),
        ("K686", block("S at most by headcount { <= 5: 1 }")),
        ("K687", block("S + A at most 20%, rounded down", "B + C at most 30%, rounded down")),
        ("K688", block(S, "apply after approval by president")),
        ("K689", block("shares S 20%, A 20%, B 20%, C 20%, largest remainder")),
        ("K690", block("S at most score")),
        ("K691", block("S at most 120%, rounded down")),
        ("K691", block("S at most 1.5")),
        ("K692", block("order by total")),
        ("K693", block(S, "order by rank")),
        (
            "K694",
            block(
                "S + A at most 60%, rounded down",
                "B at most 20%, rounded down",
                "C at most 20%, rounded down",
            ),
        ),
        ("K504", block("S at most by headcount { <= 5: 1, else: 2, > 9: 3 }")),
    ],
)
def test_each_mistake_is_one_finding(code: str, text: str) -> None:
    found = diagnostics(text)
    assert [finding.code for finding in found] == [code], [finding.message("en") for finding in found]


def test_the_rounding_that_is_missing_is_shown_on_a_head_count() -> None:
    (found,) = diagnostics(block("S at most 5%"))
    assert (
        found.help("en")
        == "of 10 people this is 0.5: write `rounded down` behind it for 0, `rounded up` for 1"
    )


def test_a_clash_names_the_rules_that_clash_and_no_other() -> None:
    rows = (
        "S at most 90%, rounded down",
        "S + A at most 20%, rounded down",
        "B + C at most 30%, rounded down",
    )
    (found,) = diagnostics(block(*rows))
    assert "`S + A at most 20%, rounded down`, `B + C at most 30%, rounded down`" in found.message("en")
    assert "90%" not in found.message("en")


def test_what_a_block_says() -> None:
    asked = plan_of(
        block(
            "S at most by headcount { <= 5: 1, else: 10% }",
            "S + A at most share",
            "C at least 30%",
            "quotas limits rounded down, minimums rounded up",
            "move up or down",
            "order by total, hired lowest first",
            "exempt when rank = head",
            "headcount includes exempt, not appraised",
            "cohorts below 5 people pool into company",
            "demotions at most 2",
            "mean of total at most 80, else approval by president",
            "apply when off by more than 5 percentage points after approval by president",
            head='distribution guideline "D" within department',
        )
    ).distribution
    assert asked is not None
    assert asked.title == "D"
    assert asked.cohorts == ("distribution.cohort", "distribution.cohort2")
    by_size, by_rule, least = asked.quotas
    assert isinstance(by_size, GradeQuota)
    assert by_size.amounts == (
        Amount(1, 5, False, value=Fraction(1)),
        Amount(6, None, True, value=Fraction(1, 10)),
    )
    assert by_size.mode is Mode.DOWN
    assert isinstance(by_rule, GradeQuota)
    assert by_rule.amounts == (Amount(0, None, True, rule="distribution.quota2"),)
    assert isinstance(least, GradeQuota)
    assert (least.grades, least.sense, least.mode) == (frozenset({3}), Sense.AT_LEAST, Mode.UP)
    assert asked.direction is Direction.BOTH
    assert [(key.rule, key.lowest_first) for key in asked.order] == [
        ("distribution.order1", False),
        ("distribution.order2", True),
    ]
    assert (asked.counts_exempt, asked.counts_vetoed, asked.counts_unappraised) == (True, True, True)
    assert (asked.smallest, asked.applied, asked.approver) == (5, Applied.APPROVED, "president")
    assert asked.off_by == Fraction(1, 20)
    assert asked.guard is not None
    assert (asked.guard.value, asked.guard.is_share) == (Fraction(2), False)
    assert [(ceiling.most, ceiling.approver) for ceiling in asked.ceilings] == [(Fraction(80), "president")]


def test_shares_and_what_is_taken_where_nothing_is_said() -> None:
    asked = plan_of(
        block(
            "shares S 30%, A 60%, B 10%, C 0%, largest remainder",
            head="distribution guideline among everybody",
        )
    ).distribution
    assert asked is not None
    (shares,) = asked.quotas
    assert isinstance(shares, GradeShares)
    assert shares.shares == tuple((grade, Fraction(n, 100)) for grade, n in enumerate((30, 60, 10, 0)))
    assert (asked.cohorts, asked.smallest, asked.direction) == ((None,), 0, Direction.DOWN)
    assert [key.rule for key in asked.order] == ["total"]
    assert asked.applied is Applied.REPORTED
    assert (asked.counts_exempt, asked.counts_vetoed, asked.counts_unappraised) == (False, True, False)


def test_a_report_settles_nothing_and_needs_nothing_of_a_run() -> None:
    plan = plan_of(block(S, head="distribution guideline within department"))
    assert plan.inputs == plan.given
    settling = plan_of(block(S))
    assert [spec.name for spec in settling.inputs if spec not in settling.given] == [
        "distribution.proposed",
        "distribution.settled",
        "distribution.state",
    ]
    assert not any(spec.name.startswith("distribution") for spec in settling.schema().inputs)
