"""A small plan made by hand, so that reports are tested whatever the front end does.

Two indicators, a bonus with a cap, a total, grades, pay; complaints as records.
"""

from fractions import Fraction

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import (
    Aggregate,
    AggregateOperator,
    Arithmetic,
    ArithmeticOperator,
    Arm,
    Choose,
    ChooseRole,
    Compare,
    ComparisonOperator,
    Const,
    Expr,
    Extreme,
    ExtremeOperator,
    ExtremeRole,
    FieldRef,
    InputRef,
    NoValue,
    Round,
    RuleRef,
)
from kpi_lang.core.plan import GradeSpec, Output, Plan, RecordsPlan, Role, Rule, Stage
from kpi_lang.data.schema import InputSpec
from kpi_lang.evaluate.person import Person, Record
from kpi_lang.source import SourceFile, Span
from kpi_lang.values.domains import Domain
from kpi_lang.values.kinds import POINTS, RATIO, YES_NO, Choices, Kind, Member, choice, money
from kpi_lang.values.rounding import Mode

TEXT = """indicator turnover_rate "Turnover against target" {
  measure turnover / target
  score line { 60%: 0, 100%: 75, 125%: 100 }
}
"""
FILE = SourceFile("trade.kpi", TEXT)
CNY = money("CNY")
GRADES = Choices("grade", (Member("C", "Fair"), Member("B", "Good"), Member("A", "Excellent")), ordered=True)
GRADE = choice(GRADES)
SEVERITY = choice(Choices("severity", (Member("minor"), Member("major"))))


def span(text: str) -> Span:
    start = TEXT.index(text)
    return Span(FILE, start, start + len(text))


def number(text: str, kind: Kind = POINTS) -> Const:
    value = Fraction(text.removesuffix("%")) / 100 if text.endswith("%") else Fraction(text)
    return Const(value, RATIO if text.endswith("%") else kind)


def operation(left: Expr, sign: str, right: Expr, kind: Kind) -> Arithmetic:
    return Arithmetic(ArithmeticOperator(sign), left, right, kind)


def comparison(left: Expr, sign: str, right: Expr) -> Compare:
    return Compare(ComparisonOperator(sign), left, right, YES_NO)


def to_cents(expr: Expr, point: int, kind: Kind = POINTS) -> Round:
    return Round(expr, Fraction(1, 100), Mode.HALF_UP, 2, kind, point)


def spec(name: str, title: str, kind: Kind, *, optional: bool = False) -> InputSpec:
    return InputSpec(name, title, kind, Domain(), optional, None, (), None)


TURNOVER, TARGET = InputRef("turnover", CNY), InputRef("target", CNY)
MEASURE = RuleRef("turnover_rate.measure", RATIO)
SCORE, TOTAL = RuleRef("turnover_rate", POINTS), RuleRef("total", POINTS)
PEER = RuleRef("peer", POINTS)


def segment(low: str, at: str, rise: str, over: str) -> Expr:
    distance = operation(MEASURE, "-", number(at), RATIO)
    slope = operation(operation(distance, "*", number(rise), POINTS), "/", number(over), POINTS)
    return operation(number(low), "+", slope, POINTS)


LINE = Choose(
    (
        Arm(comparison(MEASURE, "<", number("60%")), number("0"), "below 60%"),
        Arm(comparison(MEASURE, "<", number("100%")), segment("0", "60%", "75", "40%"), "60% .. 100%"),
        Arm(comparison(MEASURE, "<", number("125%")), segment("75", "100%", "25", "25%"), "100% .. 125%"),
        Arm(None, number("100"), "from 125%"),
    ),
    POINTS,
    1,
    ChooseRole.LINE,
)
COUNTED = Aggregate(
    AggregateOperator.SUM, "complaint", FieldRef("complaint", "charge", POINTS), None, None, 0, POINTS, 3
)
DEDUCTION = Extreme(ExtremeOperator.MIN, (COUNTED, number("4")), POINTS, 4, ExtremeRole.CAP)
SUM = operation(
    operation(RuleRef("turnover_rate.points", POINTS), "+", RuleRef("peer.points", POINTS), POINTS),
    "-",
    RuleRef("complaints", POINTS),
    POINTS,
)


def grade(value: str) -> Const:
    return Const(value, GRADE)


GRADING = Choose(
    (
        Arm(comparison(TOTAL, ">=", number("85")), grade("A"), "A from 85"),
        Arm(comparison(TOTAL, ">=", number("75")), grade("B"), "B from 75"),
        Arm(None, grade("C"), "C otherwise"),
    ),
    GRADE,
    6,
    ChooseRole.GRADES,
)
COEFFICIENT = Choose(
    (
        Arm(comparison(RuleRef("grade", GRADE), "=", grade("A")), number("1.3", RATIO), "A: 1.3"),
        Arm(comparison(RuleRef("grade", GRADE), "=", grade("B")), number("1.1", RATIO), "B: 1.1"),
        Arm(None, NoValue(Cause.NO_RESULT, "no pay below B", RATIO), "else: no result"),
    ),
    RATIO,
    7,
    ChooseRole.TABLE,
)
PAY = to_cents(operation(InputRef("base_pay", CNY), "*", COEFFICIENT, CNY), 8, CNY)


def rule(name: str, title: str, role: Role, kind: Kind, expr: Expr, text: str = "") -> Rule:
    place = span(text) if text else None
    return Rule(name, title, role, kind, Stage.PERSON, expr, name.partition(".")[0], place)


RULES = (
    rule(
        "turnover_rate.measure",
        "",
        Role.MEASURE,
        RATIO,
        operation(TURNOVER, "/", TARGET, RATIO),
        "turnover / target",
    ),
    rule(
        "turnover_rate",
        "Turnover against target",
        Role.SCORE,
        POINTS,
        to_cents(LINE, 2),
        "line { 60%: 0, 100%: 75, 125%: 100 }",
    ),
    rule("peer", "", Role.SCORE, POINTS, InputRef("peer_review", POINTS)),
    rule("turnover_rate.weight", "", Role.WEIGHT, RATIO, number("80%")),
    rule(
        "turnover_rate.points",
        "",
        Role.POINTS,
        POINTS,
        operation(SCORE, "*", RuleRef("turnover_rate.weight", RATIO), POINTS),
    ),
    rule(
        "peer.points",
        "",
        Role.POINTS,
        POINTS,
        operation(PEER, "*", number("20%"), POINTS),
    ),
    rule("complaints", "Complaints", Role.AWARD, POINTS, DEDUCTION),
    rule("total", "", Role.TOTAL, POINTS, to_cents(SUM, 5)),
    rule("grade", "", Role.GRADE, GRADE, GRADING),
    rule("performance_pay", "Performance pay", Role.PAY, CNY, PAY),
)

PLAN = Plan(
    name="trade",
    title="Quarterly appraisal",
    version=3,
    effective_from=None,
    effective_to=None,
    period=None,
    currency="CNY",
    subject="employee",
    key="staff_no",
    belongs_to=("department",),
    reports_to=None,
    inputs=(
        spec("turnover", "Turnover booked", CNY),
        spec("target", "", CNY),
        spec("peer_review", "", POINTS, optional=True),
        spec("base_pay", "", CNY),
    ),
    records=(
        RecordsPlan(
            "complaint",
            "Complaints",
            optional=False,
            fields=(spec("severity", "", SEVERITY),),
            rules=(
                rule(
                    "charge",
                    "",
                    Role.COMPUTED_COLUMN,
                    POINTS,
                    Choose(
                        (
                            Arm(
                                comparison(
                                    FieldRef("complaint", "severity", SEVERITY), "=", Const("major", SEVERITY)
                                ),
                                number("3"),
                                "major",
                            ),
                            Arm(None, number("1"), "else"),
                        ),
                        POINTS,
                        0,
                        ChooseRole.IF,
                    ),
                ),
            ),
            requirements=(),
            points=1,
        ),
    ),
    applies=None,
    requirements=(),
    rules=RULES,
    outputs=(
        Output("turnover_rate", "Turnover against target", "turnover_rate", Role.SCORE, POINTS, 2),
        Output("peer", "", "peer", Role.SCORE, POINTS, None),
        Output("total", "", "total", Role.TOTAL, POINTS, 2),
        Output("grade", "", "grade", Role.GRADE, GRADE, None),
        Output("performance_pay", "Performance pay", "performance_pay", Role.PAY, CNY, 2),
    ),
    grades=(GradeSpec("A", "Excellent"), GradeSpec("B", "Good"), GradeSpec("C", "Fair")),
    examples=(),
    properties=(),
    points=9,
    uses_dates=False,
)


def person(
    turnover: str = "1041000",
    peer_review: str | None = "90",
    severities: tuple[str, ...] = ("minor", "major", "minor"),
) -> Person:
    """Somebody with a target of 1,000,000, a base pay of 4,500 and complaints in rows 3, 4, …"""
    peer = None if peer_review is None else Fraction(peer_review)
    records = tuple(Record((severity,), row) for row, severity in enumerate(severities, start=3))
    values = (Fraction(turnover), Fraction(1_000_000), peer, Fraction(4500))
    return Person("E017", values, (records,))
