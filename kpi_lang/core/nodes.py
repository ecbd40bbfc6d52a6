"""Core expressions: fewer than twenty nodes over exact values, the contract between front end and back ends.

The front end lowers every construct of the language to these; evaluators, provers and text generators read
nothing else. Each expression yields a value of its kind or an ``Absent`` (see ``core.absent``). Operators are
strict: the first absent operand, from left to right, is the result. ``Logic`` stops at the first operand
that decides; ``Choose`` tries its arms in order and evaluates only the arm it takes.

Values by kind family: NUMBER ``Fraction``, YES_NO ``bool``, CHOICE ``str`` (the member's name), DATE
``datetime.date``, MONTH the first day of the month, TEXT ``str``.

Nodes that decide or change something carry a ``point``: a number, unique within the plan's scope (subject or
one records table), under which a trace keeps what happened there.
"""

from enum import Enum
from fractions import Fraction

from attrs import field, frozen

from kpi_lang.core.absent import Cause
from kpi_lang.data.schema import Value
from kpi_lang.source import Span
from kpi_lang.values.kinds import Kind
from kpi_lang.values.rounding import Mode


@frozen
class Const:
    """A literal, or a parameter's value (then ``origin`` is the parameter's name)."""

    value: Value
    kind: Kind
    span: Span | None = field(default=None, eq=False)
    origin: str | None = None


@frozen
class InputRef:
    """An input of the subject. Without a value it is ``Absent(MISSING)`` if optional, else ``Absent(REJECTED)``."""

    name: str
    kind: Kind
    span: Span | None = field(default=None, eq=False)


@frozen
class FieldRef:
    """A column, stored or computed, of the record at hand; only inside records rules and aggregates."""

    records: str
    name: str
    kind: Kind
    span: Span | None = field(default=None, eq=False)


@frozen
class RuleRef:
    """The value of another rule of the subject."""

    name: str
    kind: Kind
    span: Span | None = field(default=None, eq=False)


@frozen
class FigureRef:
    """A figure about other people, by its name among ``plan.figures``, as it is for this person.

    A person evaluated alone has no figure: it is ``Absent(PENDING)``. ``own`` is what the figure takes of the person
    at hand: the group, and the value that is ranked. Among others, the first of them that is absent is the result.
    """

    name: str
    own: tuple["Expr", ...]
    kind: Kind
    span: Span | None = field(default=None, eq=False)


class ArithmeticOperator(Enum):
    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"


@frozen
class Arithmetic:
    """Exact arithmetic on numbers; division by zero is ``Absent(UNDEFINED)``. Dates: DATE + DAYS, DATE − DATE."""

    operator: ArithmeticOperator
    left: "Expr"
    right: "Expr"
    kind: Kind
    span: Span | None = field(default=None, eq=False)


class ExtremeOperator(Enum):
    MIN = "min"
    MAX = "max"


class ExtremeRole(Enum):
    """Why the smallest or largest is taken; traces word it accordingly."""

    FUNCTION = "function"
    CAP = "cap"
    FLOOR = "floor"
    BEST = "best"


@frozen
class Extreme:
    """The smallest or largest operand; of equal ones the first. The trace keeps the index of the one taken.

    For CAP and FLOOR the operands are (amount, bound).
    """

    operator: ExtremeOperator
    args: tuple["Expr", ...]
    kind: Kind
    point: int
    role: ExtremeRole = ExtremeRole.FUNCTION
    span: Span | None = field(default=None, eq=False)


class ComparisonOperator(Enum):
    LESS = "<"
    AT_MOST = "<="
    EQUAL = "="
    NOT_EQUAL = "<>"
    AT_LEAST = ">="
    GREATER = ">"


@frozen
class Compare:
    """Comparison of two values of one kind. Choices compare by the order of their members, the best grade last."""

    operator: ComparisonOperator
    left: "Expr"
    right: "Expr"
    kind: Kind
    span: Span | None = field(default=None, eq=False)


class LogicOperator(Enum):
    AND = "and"
    OR = "or"


@frozen
class Logic:
    operator: LogicOperator
    args: tuple["Expr", ...]
    kind: Kind
    span: Span | None = field(default=None, eq=False)


@frozen
class Not:
    arg: "Expr"
    kind: Kind
    span: Span | None = field(default=None, eq=False)


class ChooseRole(Enum):
    """What the author wrote; traces and coverage word it accordingly."""

    IF = "if"
    STEPS = "steps"
    LINE = "line"
    ANCHORED = "anchored"
    TABLE = "table"
    TIERS = "tiers"
    GRADES = "grades"
    SCORECARD = "scorecard"
    PARAMETER = "parameter"
    WEIGHT = "weight"
    OUTCOME = "outcome"
    RESTRICTION = "restriction"
    AWARD = "award"
    ELIGIBILITY = "eligibility"
    STAGES = "stages"
    TALK = "talk"
    RATERS = "raters"
    ADJUSTMENT = "adjustment"
    DISTRIBUTION = "distribution"


GAP = "gap"
"""The label of the arm for what the author wrote no row for; the checker shows it to be out of reach."""


@frozen
class Arm:
    """One row: taken when its condition holds and none before it did. The last arm of a Choose has condition None.

    ``label`` is the row as the author wrote it, or a short text such as ``60% .. 100%``.
    """

    condition: "Expr | None"
    value: "Expr"
    label: str
    span: Span | None = field(default=None, eq=False)


@frozen
class Choose:
    """The value of the first arm whose condition holds. The trace keeps the index of the arm taken."""

    arms: tuple[Arm, ...]
    kind: Kind
    point: int
    role: ChooseRole
    span: Span | None = field(default=None, eq=False)


@frozen
class Round:
    """``arg`` rounded to a multiple of ``step`` under ``mode``. The trace keeps the exact value before.

    ``digits`` is the number of decimal places if the author rounds to places (then step = 10**-digits).
    """

    arg: "Expr"
    step: Fraction
    mode: Mode
    digits: int | None
    kind: Kind
    point: int
    span: Span | None = field(default=None, eq=False)


@frozen
class Power:
    """``base`` (≥ 0) to a constant rational exponent; stands only directly under a Round, which rounds it correctly."""

    base: "Expr"
    exponent: Fraction
    kind: Kind
    span: Span | None = field(default=None, eq=False)


class AggregateOperator(Enum):
    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"
    TRIMMED_MEAN = "trimmed_mean"
    BEST_MEAN = "best_mean"
    MIN = "min"
    MAX = "max"
    FIRST = "first"
    LAST = "last"
    DISTINCT = "distinct"


@frozen
class Aggregate:
    """A figure over the subject's records for which ``where`` holds.

    COUNT has no ``value``. SUM of none is 0; the others of none are ``Absent(UNDEFINED)``; DISTINCT and COUNT
    of none are 0. TRIMMED_MEAN drops the ``trim`` lowest and highest; with no more than 2·trim values it is
    UNDEFINED. BEST_MEAN is the mean of the ``trim`` highest, of all if there are fewer. FIRST and LAST order by
    ``order`` (a date), of equal dates by the order of the file.
    If the table was not supplied at all, the aggregate is ``Absent(MISSING)`` where it is optional, else
    ``Absent(REJECTED)``. A REJECTED record makes it ``Absent(REJECTED)``.
    The trace keeps the numbers of the rows for which ``where`` holds.
    """

    operator: AggregateOperator
    records: str
    value: "Expr | None"
    where: "Expr | None"
    order: "Expr | None"
    trim: int
    kind: Kind
    point: int
    span: Span | None = field(default=None, eq=False)


@frozen
class NoValue:
    """Always absent: a declared ``no result``, or an outcome that withholds the score."""

    cause: Cause
    reason: str
    kind: Kind
    span: Span | None = field(default=None, eq=False)


@frozen
class IsAbsent:
    """True if ``arg`` is absent for one of ``causes``, else false; only a REJECTED not asked for passes through."""

    arg: "Expr"
    causes: frozenset[Cause]
    kind: Kind
    span: Span | None = field(default=None, eq=False)


class DateOperator(Enum):
    """Date functions; operands in this order.

    ADD_MONTHS (date, count): the same day, at most the month's last. DAYS_BETWEEN (from, to).
    MONTHS_BETWEEN and YEARS_BETWEEN (from, to): full ones, negative if to is before from.
    YEAR, MONTH, DAY (date). LAST_OF_MONTH (date). FIRST_OF_MONTH (date).
    """

    ADD_MONTHS = "add_months"
    DAYS_BETWEEN = "days_between"
    MONTHS_BETWEEN = "months_between"
    YEARS_BETWEEN = "years_between"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    FIRST_OF_MONTH = "first_of_month"
    LAST_OF_MONTH = "last_of_month"


@frozen
class DateCall:
    operator: DateOperator
    args: tuple["Expr", ...]
    kind: Kind
    span: Span | None = field(default=None, eq=False)


Expr = (
    Const
    | InputRef
    | FieldRef
    | RuleRef
    | FigureRef
    | Arithmetic
    | Extreme
    | Compare
    | Logic
    | Not
    | Choose
    | Round
    | Power
    | Aggregate
    | NoValue
    | IsAbsent
    | DateCall
)
