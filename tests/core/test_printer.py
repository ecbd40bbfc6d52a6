"""The dump of a plan: exact text, readable, with the parentheses that the meaning needs and no others."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from kpi_lang.core.absent import Cause
from kpi_lang.core.invariants import check_invariants
from kpi_lang.core.nodes import (
    AggregateOperator,
    ChooseRole,
    Const,
    DateOperator,
    Expr,
    ExtremeOperator,
    ExtremeRole,
    Round,
)
from kpi_lang.core.plan import ExamplePlan, GradeSpec, PropertyForm, PropertyPlan
from kpi_lang.core.printer import print_expression, print_plan, print_value
from kpi_lang.core.reasons import calculation_reason
from kpi_lang.data.schema import OverTime, Value
from kpi_lang.values.domains import Domain, Interval
from kpi_lang.values.kinds import DATE, MONTH, NUMBER, YES_NO
from kpi_lang.values.periods import PeriodLength
from kpi_lang.values.rounding import Mode
from tests.core.small import (
    GRADE,
    NO,
    YES,
    both,
    calc,
    call,
    choose,
    column,
    compare,
    either,
    extreme,
    figure,
    given,
    grade,
    lacks,
    negation,
    no_value,
    num,
    plan,
    power,
    ref,
    rounded,
    spec,
    table,
)

A, B, C = given("a"), given("b"), given("c")
P, Q, R = (given(name, YES_NO) for name in "pqr")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction("0.05"), "0.05"),
        (Fraction(268, 3), "268/3"),
        (Fraction(-7), "-7"),
        (True, "yes"),
        (False, "no"),
        (date(2026, 7, 1), "2026-07-01"),
        ("north", "north"),
    ],
)
def test_values_are_exact(value: Value, text: str) -> None:
    assert print_value(value) == text


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        (calc(calc(A, "+", B), "-", C), "a + b - c"),
        (calc(A, "-", calc(B, "+", C)), "a - (b + c)"),
        (calc(calc(A, "+", B), "*", C), "(a + b) * c"),
        (calc(A, "+", calc(B, "*", C)), "a + b * c"),
        (calc(A, "/", calc(B, "*", C)), "a / (b * c)"),
        (calc(A, "/", num("1/3")), "a / (1/3)"),
        (calc(num("1/3"), "*", A), "1/3 * a"),
        (rounded(power(num(-2), "2")), "round((-2) ^ (2) to 2 places half_up)"),
        (rounded(power(num("1/3"), "-1/2")), "round((1/3) ^ (-0.5) to 2 places half_up)"),
        (rounded(power(calc(A, "+", B), "1/3")), "round((a + b) ^ (1/3) to 2 places half_up)"),
        (Round(A, Fraction(1, 2), Mode.DOWN, None, NUMBER, 0), "round(a to 0.5 down)"),
        (either(both(P, Q), R), "p and q or r"),
        (both(either(P, Q), R), "(p or q) and r"),
        (both(P, both(Q, R)), "p and (q and r)"),
        (negation(compare(A, "<=", B)), "not a <= b"),
        (negation(both(P, Q)), "not (p and q)"),
        (compare(negation(P), "=", Q), "(not p) = q"),
        (compare(calc(A, "+", B), "<>", C), "a + b <> c"),
        (lacks(A, Cause.UNDEFINED, Cause.MISSING), "a is missing or undefined"),
        (choose((P, A), (Q, B), otherwise=C), "if p then a else if q then b else c"),
        (calc(choose((P, A), otherwise=B), "+", C), "(if p then a else b) + c"),
        (choose((P, choose((Q, A), otherwise=B)), otherwise=C), "if p then (if q then a else b) else c"),
        (extreme(ExtremeOperator.MAX, A, calc(B, "+", C)), "max(a, b + c)"),
        (call(DateOperator.ADD_MONTHS, given("day", DATE), num(3)), "add_months(day, 3)"),
        (no_value(Cause.NO_RESULT, "too new"), 'no result "too new" (no result)'),
        (figure(AggregateOperator.COUNT), "count(log)"),
        (
            figure(AggregateOperator.LAST, column("x"), where=column("ok", YES_NO), order=column("at", DATE)),
            "last(log.x where log.ok by log.at)",
        ),
        (
            figure(AggregateOperator.TRIMMED_MEAN, column("x"), trim=2),
            "trimmed_mean(log.x without 2 at each end)",
        ),
    ],
)
def test_expressions_have_no_more_parentheses_than_they_need(expr: Expr, text: str) -> None:
    assert print_expression(expr) == text


def test_a_reason_is_cut_when_it_is_long() -> None:
    division = calc(A, "/", given("b" * 200))
    assert calculation_reason(calc(A, "/", B)) == "a / b"
    assert len(calculation_reason(division)) == 160
    assert calculation_reason(division).endswith("b…")


LINE = choose(
    (compare(ref("rate"), "<", num("0.6")), num(0)),
    otherwise=calc(num(75), "*", ref("rate")),
    point=1,
    role=ChooseRole.LINE,
)
CAPPED = evolve(extreme(ExtremeOperator.MIN, rounded(LINE, point=2), num(120), point=3), role=ExtremeRole.CAP)
FAULTS = figure(AggregateOperator.SUM, column("double"), where=column("serious", YES_NO), point=4)
SMALL = evolve(
    plan(
        {
            "rate": calc(given("turnover"), "/", given("target")),
            "score": CAPPED,
            "faults": calc(ref("score"), "-", FAULTS),
            "grade": choose(
                (compare(ref("faults"), ">=", num(85)), grade("A")),
                otherwise=no_value(Cause.NO_RESULT, "below 85", GRADE),
                point=5,
                role=ChooseRole.GRADES,
            ),
        },
        spec("turnover", domain=Domain(Interval(Fraction(0), Fraction(10)), Fraction(1, 100))),
        spec("target", default=Fraction(5), domain=Domain(Interval.above(Fraction(0)))),
        evolve(spec("band", GRADE, optional=True), over_time=OverTime.LAST),
        spec("joined", MONTH),
        records=[
            table(
                spec("amount"),
                spec("serious", YES_NO, default=False),
                rules={"double": rounded(calc(column("amount"), "*", num(2)))},
                requirements=[compare(column("amount"), ">=", num(0))],
                optional=True,
            )
        ],
        applies=YES,
        requirements=[negation(NO)],
    ),
    effective_from=date(2026, 1, 1),
    period=PeriodLength.QUARTER,
    currency="CNY",
    belongs_to=("team", "branch"),
    reports_to="manager",
    grades=(GradeSpec("A", "Good"), GradeSpec("C", "Poor")),
    properties=(
        PropertyPlan("cap", PropertyForm.WITHIN, (ref("score"), num(0), num(120)), Const(True, YES_NO)),
    ),
    examples=(ExamplePlan("one", (("turnover", Fraction(1)),), (), ()),),
)
DUMP = """\
policy small "Small" version 1
effective 2026-01-01 .. open
period quarter, currency CNY
subject person, key key; belongs to team, branch; reports to manager
applies when yes
input turnover "the turnover" : number in [0, 10] step 0.01
input target "the target" : number in (0, ∞) any step default 5
input band "the band" : choice (grade) optional over time last
input joined "the joined" : month
require not no otherwise "requirement 0"
records log "the log" optional
  field amount "the amount" : number in (-∞, ∞) any step
  field serious "the serious" : yes/no default no
  rule double "the double" : number, value of double, record
    #0 round to 2 places half_up
      log.amount * 2
  require log.amount >= 0 otherwise "must hold"
rule rate "the rate" : number, value of rate, person
  turnover / target
rule score "the score" : number, value of score, person
  #3 min (cap)
    #2 round to 2 places half_up
      #1 choose (line)
        when rate < 0.6   "row 0"
          0
        else   "otherwise"
          75 * rate
    120
rule faults "the faults" : number, value of faults, person
  score - sum(log.double where log.serious)
rule grade "the grade" : choice (grade), value of grade, person
  #5 choose (grades)
    when faults >= 85   "row 0"
      A
    else   "otherwise"
      no result "below 85" (no result)
grades A "Good", C "Poor"
output rate "the rate" = rate : number, exact
output score "the score" = score : number, exact
output faults "the faults" = faults : number, exact
output grade "the grade" = grade : choice (grade), exact
ensure cap: within (score; 0; 120) given yes
example "one": 1 given, 0 expected
"""


def test_a_plan_prints_one_line_for_each_part() -> None:
    check_invariants(SMALL)
    assert print_plan(SMALL) == DUMP.rstrip("\n")
