"""Small plans made by hand: core expressions with Python's operators, so that a test reads like the policy."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import count

from attrs import frozen

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
    Expr,
    Extreme,
    ExtremeOperator,
    ExtremeRole,
    FieldRef,
    InputRef,
    IsAbsent,
    Logic,
    LogicOperator,
    Not,
    NoValue,
    Round,
    RuleRef,
)
from kpi_lang.core.plan import GradeSpec, Output, Plan, RecordsPlan, Requirement, Role, Rule, Stage
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.source import SourceFile, Span
from kpi_lang.values.domains import Domain, Interval
from kpi_lang.values.kinds import DATE, NUMBER, TEXT, YES_NO, Choices, Family, Kind, Member, choice
from kpi_lang.values.rounding import Mode

_points = count()


def restart() -> None:
    """Number trace points from zero again, for the next of many plans."""
    global _points  # noqa: PLW0603 - one counter for every operator above
    _points = count()


Number = int | str | Fraction


@frozen(eq=False)
class X:
    """An expression with Python's operators; `==` compares in the policy, not here."""

    expr: Expr

    def __add__(self, other: "X | Number") -> "X":
        return _arithmetic("+", self, other)

    def __radd__(self, other: Number) -> "X":
        return _arithmetic("+", other, self)

    def __sub__(self, other: "X | Number") -> "X":
        return _arithmetic("-", self, other)

    def __rsub__(self, other: Number) -> "X":
        return _arithmetic("-", other, self)

    def __mul__(self, other: "X | Number") -> "X":
        return _arithmetic("*", self, other)

    def __rmul__(self, other: Number) -> "X":
        return _arithmetic("*", other, self)

    def __truediv__(self, other: "X | Number") -> "X":
        return _arithmetic("/", self, other)

    def __rtruediv__(self, other: Number) -> "X":
        return _arithmetic("/", other, self)

    def __lt__(self, other: "X | Number") -> "X":
        return _compare("<", self, other)

    def __le__(self, other: "X | Number") -> "X":
        return _compare("<=", self, other)

    def __gt__(self, other: "X | Number") -> "X":
        return _compare(">", self, other)

    def __ge__(self, other: "X | Number") -> "X":
        return _compare(">=", self, other)

    def equals(self, other: "X | Number") -> "X":
        return _compare("=", self, other)

    def differs(self, other: "X | Number") -> "X":
        return _compare("<>", self, other)

    def __and__(self, other: "X") -> "X":
        return X(Logic(LogicOperator.AND, (self.expr, other.expr), YES_NO))

    def __or__(self, other: "X") -> "X":
        return X(Logic(LogicOperator.OR, (self.expr, other.expr), YES_NO))

    def __invert__(self) -> "X":
        return X(Not(self.expr, YES_NO))


def expr_of(value: "X | Number", kind: Kind = NUMBER) -> Expr:
    """The expression of a number or an expression; text that is no number is a member of the kind."""
    if isinstance(value, X):
        return value.expr
    if kind.family in (Family.CHOICE, Family.TEXT):
        return Const(str(value), kind)
    return Const(Fraction(value), kind)


def _arithmetic(sign: str, left: "X | Number", right: "X | Number") -> X:
    one, other = expr_of(left), expr_of(right)
    kind = DATE if DATE in (one.kind, other.kind) and one.kind != other.kind else NUMBER
    return X(Arithmetic(ArithmeticOperator(sign), one, other, kind))


def _compare(sign: str, left: X, right: "X | Number") -> X:
    return X(Compare(ComparisonOperator(sign), left.expr, expr_of(right, left.expr.kind), YES_NO))


# --- leaves --------------------------------------------------------------------------------------------


def number(value: Number) -> X:
    return X(Const(Fraction(value), NUMBER))


def yes(value: bool = True) -> X:
    return X(Const(value, YES_NO))


def one_of(*names: str, ordered: bool = False) -> Kind:
    return choice(Choices("", tuple(map(Member, names)), ordered))


def the(name: str, kind: Kind = NUMBER) -> X:
    """An input."""
    return X(InputRef(name, kind))


def rule(name: str, kind: Kind = NUMBER) -> X:
    """Another rule's value."""
    return X(RuleRef(name, kind))


def column(records: str, name: str, kind: Kind = NUMBER) -> X:
    return X(FieldRef(records, name, kind))


# --- constructs ----------------------------------------------------------------------------------------


def choose(
    *rows: tuple[X, "X | Number"],
    otherwise: "X | Number | None",
    role: ChooseRole = ChooseRole.IF,
    kind: Kind = NUMBER,
) -> X:
    """Rows of condition and value; without `otherwise` the last arm is the gap that the checker must judge."""
    arms = [
        Arm(condition.expr, expr_of(value, kind), f"row {place}", _row_span())
        for place, (condition, value) in enumerate(rows)
    ]
    if otherwise is None:
        arms.append(Arm(None, NoValue(Cause.NO_RESULT, "gap", kind), "gap"))
    else:
        arms.append(Arm(None, expr_of(otherwise, kind), "else", _row_span()))
    return X(Choose(tuple(arms), arms[0].value.kind, next(_points), role, _row_span()))


_TEXT = SourceFile("hand.kpi", "row " * 4_000)
_places = count()


def _row_span() -> Span:
    start = next(_places) % 4_000 * 4
    return Span(_TEXT, start, start + 3)


def when(condition: X, then: "X | Number", otherwise: "X | Number") -> X:
    """if … then … else."""
    return choose((condition, then), otherwise=otherwise)


def rounded(value: X, step: Number = 1, mode: Mode = Mode.HALF_UP) -> X:
    return X(Round(value.expr, Fraction(step), mode, None, NUMBER, next(_points)))


def extreme(word: str, *values: "X | Number", role: ExtremeRole = ExtremeRole.FUNCTION) -> X:
    return X(
        Extreme(ExtremeOperator(word), tuple(map(expr_of, values)), NUMBER, next(_points), role, _row_span())
    )


def cap(value: X, most: Number) -> X:
    return extreme("min", value, most, role=ExtremeRole.CAP)


def aggregate(
    word: str,
    records: str,
    value: X | None = None,
    where: X | None = None,
    order: X | None = None,
    trim: int = 0,
) -> X:
    one, condition, day = (None if part is None else part.expr for part in (value, where, order))
    operator = AggregateOperator(word)
    return X(Aggregate(operator, records, one, condition, day, trim, NUMBER, next(_points)))


def absent(value: X, *causes: Cause) -> X:
    """missing(x), or with the causes given."""
    named = causes or (Cause.MISSING, Cause.NO_RESULT)
    return X(IsAbsent(value.expr, frozenset(named), YES_NO))


def none(reason: str = "none", cause: Cause = Cause.NO_RESULT) -> X:
    return X(NoValue(cause, reason, NUMBER))


# --- plans ---------------------------------------------------------------------------------------------


def numeric(
    name: str,
    lo: Number | None = 0,
    hi: Number | None = None,
    *,
    above: bool = False,
    step: Number | None = None,
    optional: bool = False,
    default: Number | None = None,
) -> InputSpec:
    """A numeric input from `lo` (not included if `above`) to `hi`."""
    least, most = (None if end is None else Fraction(end) for end in (lo, hi))
    domain = Domain(Interval(least, most, above), None if step is None else Fraction(step))
    stands_in = None if default is None else Fraction(default)
    return InputSpec(name, name, NUMBER, domain, optional, stands_in, (), None)


def other(name: str, kind: Kind, *, optional: bool = False, default: Value | None = None) -> InputSpec:
    """An input of any other kind."""
    return InputSpec(name, name, kind, Domain(), optional, default, (), None)


def text(name: str) -> InputSpec:
    return other(name, TEXT)


def table(
    name: str,
    *fields: InputSpec,
    optional: bool = False,
    computed: Mapping[str, X] | None = None,
    requires: tuple[X, ...] = (),
) -> RecordsPlan:
    rules = tuple(
        Rule(n, n, Role.COMPUTED_COLUMN, x.expr.kind, Stage.RECORD, x.expr, name)
        for n, x in (computed or {}).items()
    )
    requirements = tuple(Requirement(x.expr, "required") for x in requires)
    exprs = [*(rule.expr for rule in rules), *(requirement.condition for requirement in requirements)]
    return RecordsPlan(name, name, optional, fields, rules, requirements, _points_of(exprs))


def _points_of(exprs: Iterable[Expr]) -> int:
    points = (point_of(node) for expr in exprs for node in walk(expr))
    return 1 + max((point for point in points if point is not None), default=0)


_ROLES: Mapping[str, Role] = {
    "scorecard": Role.SCORECARD,
    "total": Role.TOTAL,
    "grade": Role.PROVISIONAL_GRADE,
}


def _role(name: str) -> Role:
    return Role.MEASURE if name.endswith(".measure") else _ROLES.get(name, Role.VALUE)


def plan(
    *inputs: InputSpec,
    requires: tuple[X, ...] = (),
    applies: X | None = None,
    records: tuple[RecordsPlan, ...] = (),
    roles: Mapping[str, Role] | None = None,
    grades: tuple[str, ...] = (),
    **rules: "X | Number",
) -> Plan:
    """A plan whose rules without a dot are outputs; `x__measure` stands for the rule `x.measure`."""
    return made(dict(named(rules)), inputs, requires, applies, records, roles or {}, grades)


def named(rules: Mapping[str, "X | Number"]) -> Iterator[tuple[str, Expr]]:
    """Rules by the names of keywords: `x__measure` stands for `x.measure`."""
    for name, value in rules.items():
        yield name.replace("__", "."), expr_of(value)


def made(
    rules: Mapping[str, Expr],
    inputs: tuple[InputSpec, ...],
    requires: tuple[X, ...] = (),
    applies: X | None = None,
    records: tuple[RecordsPlan, ...] = (),
    roles: Mapping[str, Role] | None = None,
    grades: tuple[str, ...] = (),
) -> Plan:
    """The plan of some rules, in order."""
    given = roles or {}
    listed = tuple(
        Rule(n, n, given.get(n, _role(n)), e.kind, Stage.PERSON, e, n.partition(".")[0])
        for n, e in rules.items()
    )
    outputs = tuple(Output(r.name, r.name, r.name, r.role, r.kind, None) for r in listed if "." not in r.name)
    conditions = [x.expr for x in (*requires, *(() if applies is None else (applies,)))]
    return Plan(
        name="hand",
        title="made by hand",
        version=1,
        effective_from=None,
        effective_to=None,
        period=None,
        currency=None,
        subject="employee",
        key="staff_no",
        belongs_to=(),
        reports_to=None,
        inputs=inputs,
        records=records,
        applies=None if applies is None else applies.expr,
        requirements=tuple(Requirement(x.expr, "required") for x in requires),
        rules=listed,
        outputs=outputs,
        grades=tuple(GradeSpec(name, name) for name in grades),
        examples=(),
        properties=(),
        points=_points_of([*rules.values(), *conditions]),
        uses_dates=False,
    )
