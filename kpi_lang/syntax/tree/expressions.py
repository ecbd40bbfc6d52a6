"""Expressions, and the rows that tiers and tables are made of."""

from datetime import date
from enum import Enum
from fractions import Fraction

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax.tree.leaves import Ident, Title


class NumberStyle(Enum):
    """How a number literal was written; ``5%`` is a ratio, ``5`` may be any kind."""

    PLAIN = "plain"
    PERCENT = "percent"


@frozen
class Number:
    """A number literal; ``value`` is exact and already scaled (``5%`` is 1/20, ``10万`` is 100000).

    ``written`` is the literal without full-width characters, kept so that the formatter changes no digits.
    """

    value: Fraction
    style: NumberStyle
    written: str
    span: Span


@frozen
class TextLiteral:
    value: str
    span: Span


@frozen
class DateLiteral:
    value: date
    span: Span


@frozen
class Name:
    """A use of a name: ``turnover``, or of a record's column: ``complaint.date`` (two parts)."""

    parts: tuple[str, ...]
    span: Span


class UnaryOperator(Enum):
    MINUS = "-"
    NOT = "not"


class BinaryOperator(Enum):
    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"
    POWER = "^"
    EQUAL = "="
    NOT_EQUAL = "<>"
    LESS = "<"
    AT_MOST = "<="
    GREATER = ">"
    AT_LEAST = ">="
    AND = "and"
    OR = "or"


@frozen
class Unary:
    operator: UnaryOperator
    operand: "Expression"
    span: Span


@frozen
class Binary:
    operator: BinaryOperator
    left: "Expression"
    right: "Expression"
    span: Span


@frozen
class Membership:
    """``role in { sales, support }`` and ``role not in {…}``."""

    value: "Expression"
    items: tuple["Expression", ...]
    negated: bool
    span: Span


@frozen
class InRange:
    """``x in a .. b``, both ends included."""

    value: "Expression"
    low: "Expression"
    high: "Expression"
    negated: bool
    span: Span


@frozen
class If:
    """``if c then a else b``."""

    condition: "Expression"
    then: "Expression"
    otherwise: "Expression"
    span: Span


class WindowUnit(Enum):
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    PERIODS = "periods"


@frozen
class LastWindow:
    """``over last 12 months``: later than the as-of date less 12 months, up to and including the as-of date.

    ``over last 2 periods`` is about earlier periods: the two before this one.
    """

    length: int
    unit: WindowUnit
    span: Span


class CalendarWindow(Enum):
    """``over this period`` / ``over this year``: the calendar period or year that holds the as-of date."""

    PERIOD = "period"
    YEAR = "year"


@frozen
class ThisWindow:
    calendar: CalendarWindow
    span: Span


Window = LastWindow | ThisWindow


@frozen
class Grouping:
    """``within department, role``: the groups in which people are compared, by the names of what they share.

    ``lowest_first``: who has the least comes first; None where the author says nothing of the order. ``precision``
    is given only for a figure that is rounded as it is found.
    """

    groups: tuple[Ident, ...]
    lowest_first: bool | None
    precision: "Precision | None"
    span: Span


@frozen
class Call:
    """A function, aggregate or predeclared function: ``max(a, b)``, ``sum(order.amount where paid = yes)``.

    ``where`` and ``window`` are given inside aggregates, ``where`` and ``within`` in figures about other people.
    """

    function: Ident
    arguments: tuple["Expression", ...]
    where: "Expression | None"
    window: Window | None
    span: Span
    within: Grouping | None = None


@frozen
class Precision:
    """``2 places``, ``to 0.5``, ``half_up``: ``step`` is a literal number such as 1/100 or 1/2; each part optional.

    ``places`` is kept when the author wrote places, so that the formatter writes them back. ``rule`` names a
    rule of rounding (``use cents``) that says all of it instead.
    """

    places: int | None
    step: Number | None
    mode: Ident | None
    span: Span
    rule: Ident | None = None


@frozen
class Round:
    """``round(x)``, ``round(x to 2 places half_even)``, ``round(x to 0.5 up)``."""

    operand: "Expression"
    precision: Precision | None
    span: Span


@frozen
class NoResult:
    """``no result "why"`` where a value would stand."""

    reason: Title
    span: Span


class Comparison(Enum):
    """The comparison that opens a row of steps, tiers or a table."""

    LESS = "<"
    AT_MOST = "<="
    GREATER = ">"
    AT_LEAST = ">="
    EQUAL = "="


@frozen
class EdgeRow:
    """``<= 0.5%: 100``; ``sales: 10%`` (comparison EQUAL); ``{ a, b }: 3`` (several edges, EQUAL)."""

    comparison: Comparison
    edges: tuple["Expression", ...]
    value: "Expression"
    span: Span


@frozen
class ElseRow:
    """``else: 0``."""

    value: "Expression"
    span: Span


Row = EdgeRow | ElseRow


@frozen
class BandRow:
    """``A: 1.2 .. 1.4`` in a table by grade: the value moves from one to the other with the score inside the grade."""

    comparison: Comparison
    edges: tuple["Expression", ...]
    low: "Expression"
    high: "Expression"
    span: Span


class TierStyle(Enum):
    """``marginal``: each rate applies to the part inside its tier. ``retroactive``: the rate reached applies to all."""

    MARGINAL = "marginal"
    RETROACTIVE = "retroactive"


@frozen
class Tiers:
    """``marginal sales { <= quota: 10%, else: 20% }``."""

    style: TierStyle
    amount: "Expression"
    rows: tuple[Row, ...]
    span: Span


Expression = (
    Number
    | TextLiteral
    | DateLiteral
    | Name
    | Unary
    | Binary
    | Membership
    | InRange
    | If
    | Call
    | Round
    | NoResult
    | Tiers
)
