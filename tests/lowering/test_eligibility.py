"""Who takes part: results with a reason, figures not needed, pay by its own clause."""

import pytest

from kpi_lang.compiler import compile_source
from kpi_lang.core.absent import Cause
from kpi_lang.source import Diagnostic, SourceFile
from tests.lowering.small import Outcome, evaluated, findings, plan_of

HEADER = """policy test.small { language 1; version 1; period quarter; currency CNY; amounts to 1 place }
subject person {
  key no
  not appraised "on probation" when probation
  not appraised "long on leave" when days_worked < 33
}
input probation : yes/no
input days_worked : days in 0 .. 66 step 1
"""
BODY = """
    input x : points in 0 .. 100 step 1
    input n : count in 0 .. 9
    input base : money in 0 .. 10_000
    indicator ix { measure x }
    bonus extra { 5 points per n }
    cap most on extra at most 10
    factor attendance = 100% when n > 0
    veto accident when n > 5 { grade is B }
    scorecard all { group g 100% { ix 100% } }
    grades { A from 80; B otherwise }
    pay performance_pay = base * 1.25 when not appraised = base * 0.333
    pay allowance = base
    value counts : yes/no = appraised
"""
WITHHELD = (
    "ix", "g", "base_score", "extra", "most", "attendance", "accident", "total", "grade", "allowance",
)  # fmt: skip


def compiled_findings(text: str) -> tuple[Diagnostic, ...]:
    return compile_source(SourceFile("policy.kpi", text), lambda _: None)[1]


def person(**values: object) -> Outcome:
    return evaluated(BODY, {"probation": False, "days_worked": 60, "base": 1000} | values, header=HEADER)


@pytest.mark.parametrize("name", WITHHELD)
def test_results_of_those_who_take_no_part_give_the_reason_and_need_no_figures(name: str) -> None:
    found = person(probation=True)
    assert (found.cause(name), found.reason(name)) == (
        Cause.NO_RESULT,
        "not appraised, because on probation",
    )


def test_everybody_else_has_results() -> None:
    found = person(x=80, n=0, days_worked=66)
    assert (found["appraised"], found["counts"], found["grade"]) == (True, True, "A")
    assert found.numbers("total", "performance_pay", "allowance") == [80, 1250, 1000]


def test_the_first_reason_that_holds_counts() -> None:
    assert person(probation=True, days_worked=1).reason("total").endswith("on probation")
    assert person(days_worked=1).reason("total").endswith("long on leave")


def test_pay_follows_its_clause_in_its_own_rounding() -> None:
    assert person(probation=True, base=1234).number("performance_pay") * 10 == 4109


def test_whether_somebody_takes_part_can_be_read() -> None:
    assert (person(probation=True)["counts"], person(probation=True)["appraised"]) == (False, False)


def test_what_decides_on_taking_part_must_be_given() -> None:
    assert person(probation=None).cause("total") is Cause.REJECTED


def test_whether_somebody_takes_part_is_an_output_only_where_the_policy_says_who_does_not() -> None:
    assert "appraised" in [output.name for output in plan_of(BODY, header=HEADER).outputs]
    plain = plan_of("input x : points in 0 .. 1 step 1\nvalue v : yes/no = appraised and x > 0")
    assert "appraised" not in [output.name for output in plain.outputs]


def test_the_pay_of_those_who_take_no_part_is_checked_like_any_other() -> None:
    body = BODY.replace("base * 0.333", "base / n")
    assert [code for code, _ in findings(body, header=HEADER)] == ["K401"]


def test_a_condition_that_nobody_meets_is_told_by_its_reason() -> None:
    header = HEADER.replace("days_worked < 33", "days_worked > 66")
    (found,) = (one for one in compiled_findings(header + BODY) if one.code == "K755")
    assert found.message("en") == "`long on leave` never applies to anybody"


def test_the_measure_of_an_indicator_may_decide_who_takes_part() -> None:
    header = HEADER.replace("days_worked < 33", "ix.measure < 5")
    assert evaluated(BODY, header=header, probation=False, x=4, n=0, base=1).reason("total").endswith("leave")
