"""Expressions, plans and people made by hand in a few letters, for tests of the core and of its evaluators."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from kpi_lang.core.absent import Cause
from kpi_lang.core.children import point_of, walk
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
    DateCall,
    DateOperator,
    Expr,
    Extreme,
    ExtremeOperator,
    FieldRef,
    InputRef,
    IsAbsent,
    Logic,
    LogicOperator,
    Not,
    NoValue,
    Power,
    Round,
    RuleRef,
)
from kpi_lang.core.plan import Output, Plan, RecordsPlan, Requirement, Role, Rule, Stage
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.person import Person, Record, RunDates
from kpi_lang.values.domains import Domain
from kpi_lang.values.kinds import DATE, NUMBER, TEXT, YES_NO, Choices, Kind, Member, choice
from kpi_lang.values.rounding import Mode

GRADE = choice(Choices("grade", tuple(map(Member, ("C", "B", "A"))), ordered=True))
"""Grades, worst first; by their names they would be in the opposite order."""
YES, NO = Const(True, YES_NO), Const(False, YES_NO)
Rows: TypeAlias = Sequence[Sequence[Value | None] | Record] | None
"""The records of a table, by their values or ready made; None: the table was not supplied."""
_DATES = {DateOperator.ADD_MONTHS, DateOperator.FIRST_OF_MONTH, DateOperator.LAST_OF_MONTH}


def num(text: str | int) -> Const:
    return Const(Fraction(text), NUMBER)


def day(text: str) -> Const:
    return Const(date.fromisoformat(text), DATE)


def grade(name: str) -> Const:
    return Const(name, GRADE)


def text(value: str) -> Const:
    return Const(value, TEXT)


def given(name: str, kind: Kind = NUMBER) -> InputRef:
    return InputRef(name, kind)


def ref(name: str, kind: Kind = NUMBER) -> RuleRef:
    return RuleRef(name, kind)


def column(name: str, kind: Kind = NUMBER, table: str = "log") -> FieldRef:
    return FieldRef(table, name, kind)


def calc(left: Expr, sign: str, right: Expr, kind: Kind = NUMBER) -> Arithmetic:
    return Arithmetic(ArithmeticOperator(sign), left, right, kind)


def compare(left: Expr, sign: str, right: Expr) -> Compare:
    return Compare(ComparisonOperator(sign), left, right, YES_NO)


def both(*args: Expr) -> Logic:
    return Logic(LogicOperator.AND, args, YES_NO)


def either(*args: Expr) -> Logic:
    return Logic(LogicOperator.OR, args, YES_NO)


def negation(arg: Expr) -> Not:
    return Not(arg, YES_NO)


def extreme(operator: ExtremeOperator, *args: Expr, point: int = 0) -> Extreme:
    return Extreme(operator, args, args[0].kind, point)


def choose(
    *rows: tuple[Expr, Expr], otherwise: Expr, point: int = 0, role: ChooseRole = ChooseRole.IF
) -> Choose:
    arms = tuple(Arm(condition, value, f"row {n}") for n, (condition, value) in enumerate(rows))
    return Choose((*arms, Arm(None, otherwise, "otherwise")), otherwise.kind, point, role)


def rounded(arg: Expr, places: int = 2, mode: Mode = Mode.HALF_UP, point: int = 0) -> Round:
    return Round(arg, Fraction(10) ** -places, mode, places, NUMBER, point)


def power(base: Expr, exponent: str) -> Power:
    return Power(base, Fraction(exponent), NUMBER)


def figure(
    operator: AggregateOperator,
    value: Expr | None = None,
    *,
    where: Expr | None = None,
    order: Expr | None = None,
    trim: int = 0,
    point: int = 0,
    table: str = "log",
) -> Aggregate:
    counts = operator in (AggregateOperator.COUNT, AggregateOperator.DISTINCT) or value is None
    kind = NUMBER if counts or value is None else value.kind
    return Aggregate(operator, table, value, where, order, trim, kind, point)


def no_value(cause: Cause, reason: str = "declared", kind: Kind = NUMBER) -> NoValue:
    return NoValue(cause, reason, kind)


def lacks(arg: Expr, *causes: Cause) -> IsAbsent:
    return IsAbsent(arg, frozenset(causes), YES_NO)


def call(operator: DateOperator, *args: Expr) -> DateCall:
    return DateCall(operator, args, DATE if operator in _DATES else NUMBER)


def spec(
    name: str,
    kind: Kind = NUMBER,
    *,
    optional: bool = False,
    default: Value | None = None,
    domain: Domain | None = None,
) -> InputSpec:
    return InputSpec(name, f"the {name}", kind, domain or Domain(), optional, default, (), None)


def rule(name: str, expr: Expr, stage: Stage = Stage.PERSON) -> Rule:
    return Rule(name, f"the {name}", Role.VALUE, expr.kind, stage, expr, name)


def demand(condition: Expr, message: str = "must hold") -> Requirement:
    return Requirement(condition, message)


def table(
    *fields: InputSpec,
    name: str = "log",
    rules: Mapping[str, Expr] | None = None,
    requirements: Sequence[Expr] = (),
    optional: bool = False,
) -> RecordsPlan:
    computed = tuple(rule(of, expr, Stage.RECORD) for of, expr in (rules or {}).items())
    demands = tuple(map(demand, requirements))
    points = _points([*(one.expr for one in computed), *requirements])
    return RecordsPlan(name, f"the {name}", optional, fields, computed, demands, points)


def plan(
    rules: Mapping[str, Expr] | Sequence[Rule],
    *inputs: InputSpec,
    records: Sequence[RecordsPlan] = (),
    applies: Expr | None = None,
    requirements: Sequence[Expr] = (),
    digits_bound: int = 400,
) -> Plan:
    """A plan of which every rule is an output; its points are as many as its expressions use."""
    made = tuple(rule(*one) for one in rules.items()) if isinstance(rules, Mapping) else tuple(rules)
    demands = tuple(demand(condition, f"requirement {n}") for n, condition in enumerate(requirements))
    outputs = tuple(Output(one.name, one.title, one.name, one.role, one.kind, None) for one in made)
    subject = [*(one.expr for one in made), *requirements, *([] if applies is None else [applies])]
    return Plan(
        name="small",
        title="Small",
        version=1,
        effective_from=None,
        effective_to=None,
        period=None,
        currency=None,
        subject="person",
        key="key",
        belongs_to=(),
        reports_to=None,
        inputs=inputs,
        records=tuple(records),
        applies=applies,
        requirements=demands,
        rules=made,
        outputs=outputs,
        grades=(),
        examples=(),
        properties=(),
        points=_points(subject),
        uses_dates=True,
        digits_bound=digits_bound,
    )


def _points(expressions: Sequence[Expr]) -> int:
    nodes = (node for expr in expressions for node in walk(expr))
    return max((point + 1 for node in nodes if (point := point_of(node)) is not None), default=0)


def person(
    found: Plan,
    values: Mapping[str, Value | None] | None = None,
    records: Mapping[str, Rows] | None = None,
    dates: RunDates | None = None,
) -> Person:
    """Somebody with values by input name. Rows are numbered from 2; a table that is not mentioned has none."""
    known, tables = values or {}, records or {}
    assert known.keys() <= {one.name for one in found.inputs}
    assert tables.keys() <= {one.name for one in found.records}
    bound = tuple(_numbered(tables.get(one.name, ())) for one in found.records)
    return Person("E1", tuple(known.get(one.name) for one in found.inputs), bound, dates)


def _numbered(rows: Rows) -> tuple[Record, ...] | None:
    if rows is None:
        return None
    return tuple(
        row if isinstance(row, Record) else Record(tuple(row), number)
        for number, row in enumerate(rows, start=2)
    )
