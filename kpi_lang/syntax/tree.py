"""The syntax tree: what the author wrote, one node per construct, the same for both keyword skins.

Nothing is looked up or checked here. Every node carries the span it was read from; names are plain text
until the typed stage binds them. The formatter prints this tree, so each field of a node is something a
reader of the policy can see.
"""

from datetime import date
from enum import Enum
from fractions import Fraction

from attrs import frozen

from kpi_lang.source import Span


@frozen
class Ident:
    """A name where it is declared or listed, e.g. ``turnover`` or ``「重大 事故」`` (text without the quotes)."""

    text: str
    span: Span


@frozen
class Title:
    """A quoted text that people read: a title, a message, a reason."""

    text: str
    span: Span


# --- expressions ---------------------------------------------------------------------------------------


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


@frozen
class LastWindow:
    """``over last 12 months``: later than the as-of date less 12 months, up to and including the as-of date."""

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
class Call:
    """A function, aggregate or predeclared function: ``max(a, b)``, ``sum(order.amount where paid = yes)``.

    ``where`` and ``window`` are given only inside aggregates.
    """

    function: Ident
    arguments: tuple["Expression", ...]
    where: "Expression | None"
    window: Window | None
    span: Span


@frozen
class Precision:
    """``2 places``, ``to 0.5``, ``half_up``: ``step`` is a literal number such as 1/100 or 1/2; each part optional.

    ``places`` is kept when the author wrote places, so that the formatter writes them back.
    """

    places: int | None
    step: Number | None
    mode: Ident | None
    span: Span


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


# --- curves --------------------------------------------------------------------------------------------


@frozen
class LinePoint:
    at: "Expression"
    score: "Expression"
    span: Span


@frozen
class Line:
    """``line [of x] { 60%: 0, 100%: 75, 125%: 100 }``; flat beyond the ends unless ``extends below`` / ``above``."""

    of: "Expression | None"
    points: tuple[LinePoint, ...]
    extends_below: bool
    extends_above: bool
    span: Span


@frozen
class Steps:
    """``steps [of x] { >= 100%: 10, else: 0 }``; the first row that holds counts."""

    of: "Expression | None"
    rows: tuple[Row, ...]
    span: Span


@frozen
class Slope:
    """``each [full] 3% above: +1 [until 130%]``; ``points`` is signed as written; ``full`` counts whole steps only."""

    step: "Expression"
    full: bool
    above: bool
    points: "Expression"
    until: "Expression | None"
    span: Span


@frozen
class Anchored:
    """``anchored [of x] { 100%: 75, each full 3% above: +1, each 1% below: -2, at most 100, at least 0 }``."""

    of: "Expression | None"
    anchor: LinePoint
    slopes: tuple[Slope, ...]
    at_most: "Expression | None"
    at_least: "Expression | None"
    span: Span


@frozen
class Best:
    """``better of { curve, curve }`` (``worse`` takes the lower one)."""

    worse: bool
    curves: tuple["Curve | Expression", ...]
    span: Span


Curve = Line | Steps | Anchored | Best

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

Body = Expression | Curve


# --- declarations --------------------------------------------------------------------------------------


class OverTime(Enum):
    """How an input adds up when several periods are taken together."""

    SUM = "sum"
    LAST = "last"
    MEAN = "mean"


class PeriodWord(Enum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@frozen
class Setting:
    """A row of the header. ``word`` is one of language, version, period, currency, effective, scores, amounts, totals.

    ``value`` by word: int, int, PeriodWord, str, (from, to or None), Precision, Precision, Precision.
    """

    word: str
    value: "int | PeriodWord | str | tuple[date | None, date | None] | Precision"
    span: Span


@frozen
class Header:
    """``policy trade.quarterly "title" { … }``."""

    name: Ident
    title: Title | None
    settings: tuple[Setting, ...]
    span: Span


@frozen
class ImportedName:
    name: Ident
    alias: Ident | None


@frozen
class Import:
    """``import std.curves (at_target, plain as simple)``; an empty list takes every name."""

    module: Ident
    names: tuple[ImportedName, ...]
    span: Span


@frozen
class Subject:
    """``subject employee { key staff_no; belongs to department; reports to manager_no; applies when c }``."""

    name: Ident
    title: Title | None
    key: Ident | None
    belongs_to: tuple[Ident, ...]
    reports_to: Ident | None
    applies: Expression | None
    span: Span


@frozen
class NamedKind:
    """``money``, ``ratio``, ``order`` (a declared unit) or ``money per order``; ``currency`` as in ``money USD``."""

    name: Ident
    currency: Ident | None
    per: Ident | None
    span: Span


@frozen
class Choice:
    """A member of ``one of { sales "Sales", support }``; the title is the label that data may use."""

    name: Ident
    title: Title | None


@frozen
class ChoiceKind:
    choices: tuple[Choice, ...]
    span: Span


KindExpression = NamedKind | ChoiceKind


@frozen
class Bound:
    """One bound of a domain: ``>= 0``; ``in 0 .. 100`` becomes an AT_LEAST and an AT_MOST bound."""

    comparison: Comparison
    value: Expression
    span: Span


@frozen
class Field:
    """What an input and a stored column of records have in common.

    ``default`` is what stands in for a value not given (``missing 0``); ``columns`` are titles in the data.
    """

    names: tuple[Ident, ...]
    title: Title | None
    kind: KindExpression
    bounds: tuple[Bound, ...]
    step: Expression | None
    optional: bool
    default: Expression | None
    over_time: OverTime | None
    columns: tuple[Title, ...]
    span: Span


@frozen
class Input:
    """``input turnover "Turnover booked" : money in 0 .. 10_000_000 step 0.01 over time sum column "营业额"``."""

    field: Field
    span: Span


@frozen
class Unit:
    """``unit order "orders"``: a thing that is counted."""

    name: Ident
    title: Title | None
    span: Span


@frozen
class Require:
    """``require errors <= orders otherwise say "more errors than orders"``."""

    condition: Expression
    message: Title | None
    span: Span


@frozen
class ParameterRow:
    """``sales from 2026-01-01: 2000``; category and date optional; ``else`` is category None and date None."""

    category: Ident | None
    since: date | None
    value: Expression
    span: Span


@frozen
class Parameter:
    """``parameter draw "Draw" by role : money { from 2026-01-01: 2000 }`` or ``parameter rate = 20%`` (one bare row)."""

    name: Ident
    title: Title | None
    by: Ident | None
    kind: KindExpression | None
    rows: tuple[ParameterRow, ...]
    span: Span


@frozen
class FunctionParameter:
    name: Ident
    kind: KindExpression


@frozen
class Function:
    """``function f(p: ratio, t: ratio): points = …``."""

    name: Ident
    title: Title | None
    parameters: tuple[FunctionParameter, ...]
    result: KindExpression
    body: Body
    span: Span


@frozen
class ComputedField:
    """``charge "Charge" : points = if severity = major then 3 else 1`` inside records."""

    name: Ident
    title: Title | None
    kind: KindExpression | None
    body: Body
    precision: Precision | None
    span: Span


@frozen
class Records:
    """``records complaint "Complaints" [optional] { date : date; charge = … }``; the owner's key column joins them."""

    name: Ident
    title: Title | None
    optional: bool
    fields: tuple[Field | ComputedField, ...]
    requires: tuple[Require, ...]
    span: Span


@frozen
class FixedScore:
    """``missing score 60``."""

    score: Expression
    span: Span


@frozen
class EndScore:
    """``lowest score`` / ``highest score``: the lowest or highest value that the curve can give."""

    highest: bool
    span: Span


@frozen
class FixedMeasure:
    """``missing measure 100%``: go on as if this had been measured."""

    measure: Expression
    span: Span


@frozen
class Reweight:
    """``missing reweight``: leave the item out and spread its weight in proportion."""

    span: Span


@frozen
class MoveWeight:
    """``missing move weight to turnover_rate 60%, peer 40%``; one target without a share takes all (share None)."""

    targets: tuple[tuple[Ident, Expression | None], ...]
    span: Span


@frozen
class NoScore:
    """``missing no score``: the indicator has no score and what needs it has no result."""

    span: Span


@frozen
class Reject:
    """``missing reject``: the row is rejected."""

    span: Span


Outcome = FixedScore | EndScore | FixedMeasure | Reweight | MoveWeight | NoScore | Reject


class Better(Enum):
    HIGHER = "higher"
    LOWER = "lower"


@frozen
class Indicator:
    """An indicator: what is measured, what happens without a value, and the score."""

    name: Ident
    title: Title | None
    better: Better | None
    class_: Ident | None
    source: Title | Ident | None
    measure: Expression | None
    undefined: Outcome | None
    missing: Outcome | None
    score: Body | None
    precision: Precision | None
    span: Span


@frozen
class PerItem:
    """``2 points per [full 3 of] innovation [at most 6]``; ``points`` may be any amount of points."""

    title: Title | None
    points: Expression
    step: Expression | None
    full: bool
    quantity: Expression
    at_most: Expression | None
    span: Span


@frozen
class WhenItem:
    """``5 points when award = yes``."""

    title: Title | None
    points: Expression
    condition: Expression
    at_most: Expression | None
    span: Span


@frozen
class AmountItem:
    """An amount by formula: ``amount sum(complaint.charge)``."""

    title: Title | None
    points: Expression
    at_most: Expression | None
    span: Span


AwardItem = PerItem | WhenItem | AmountItem


@frozen
class Award:
    """``bonus name { items, at most 6 }`` or ``deduction …`` (``sign`` −1); the cap is over all its items."""

    sign: int
    name: Ident
    title: Title | None
    when: Expression | None
    items: tuple[AwardItem, ...]
    at_most: Expression | None
    span: Span


@frozen
class Cap:
    """``cap bonus_cap on innovation_bonus, award at most 10``: a cap over several bonus or deduction items."""

    name: Ident
    title: Title | None
    awards: tuple[Ident, ...]
    at_most: Expression
    span: Span


@frozen
class Factor:
    """``factor attendance "…" [when c] = days / working_days``: multiplies the weighted score."""

    name: Ident
    title: Title | None
    when: Expression | None
    body: Body
    span: Span


@frozen
class GradeAtMost:
    grade: Ident
    span: Span


@frozen
class GradeIs:
    grade: Ident
    span: Span


@frozen
class TotalZero:
    span: Span


@frozen
class ItemAtMost:
    """``total at most 60`` (item None) or ``innovation_bonus at most turnover_rate``."""

    item: Ident | None
    at_most: Expression
    span: Span


@frozen
class ItemOff:
    """``innovation_bonus off``: the item counts nothing."""

    item: Ident
    span: Span


RestrictionAction = GradeAtMost | GradeIs | TotalZero | ItemAtMost | ItemOff


class RestrictionWord(Enum):
    VETO = "veto"
    LIMIT = "limit"
    GATE = "gate"


@frozen
class Restriction:
    """``veto accident when serious_accidents > 0 { grade at most C }``; veto, limit and gate act alike."""

    word: RestrictionWord
    name: Ident
    title: Title | None
    when: Expression
    actions: tuple[RestrictionAction, ...]
    span: Span


@frozen
class WeightRange:
    """``allowed 10% .. 20%``."""

    low: Expression
    high: Expression
    span: Span


@frozen
class CardItem:
    """``turnover_rate 45% [allowed 40% .. 50%]`` or ``turnover_rate 30 points``."""

    indicator: Ident
    weight: Expression
    in_points: bool
    allowed: WeightRange | None
    span: Span


@frozen
class CardGroup:
    """``group results "Results" 80% { … needs at least 2 }``; weight as a share of the level above, or in points."""

    name: Ident
    title: Title | None
    weight: Expression
    in_points: bool
    entries: tuple["CardItem | CardGroup", ...]
    needs_at_least: int | None
    span: Span


@frozen
class ClassWeight:
    """``weight of class voted in 10% .. 20%``."""

    class_: Ident
    range: WeightRange
    span: Span


@frozen
class Scorecard:
    """``scorecard sales "Sales staff" when role = sales { … needs at least 3 }``.

    ``needs_at_least``: below this number of scored entries of the outermost level there is no rating.
    """

    name: Ident
    title: Title | None
    when: Expression | None
    otherwise: bool
    entries: tuple[CardItem | CardGroup, ...]
    class_weights: tuple[ClassWeight, ...]
    out_of: Expression | None
    needs_at_least: int | None
    span: Span


@frozen
class Total:
    """``total [= formula] { at least 0, at most 110, to 2 places }``."""

    body: Body | None
    at_least: Expression | None
    at_most: Expression | None
    precision: Precision | None
    span: Span


@frozen
class GradeRange:
    """``from 85``, ``above 65``, ``to 65`` (included), ``below 65``, ``85 .. 95``; ``low``/``high`` may be None."""

    low: Expression | None
    low_included: bool
    high: Expression | None
    high_included: bool
    span: Span


@frozen
class GradeRow:
    """``S "Outstanding" from 95``; ``range`` None means ``otherwise``."""

    name: Ident
    title: Title | None
    range: GradeRange | None
    span: Span


@frozen
class NoGradeRow:
    """``no result "why" below 60`` or ``… otherwise``."""

    reason: Title
    range: GradeRange | None
    span: Span


@frozen
class Grades:
    """``grades [of total] { S from 95; … }``, best first."""

    of: Expression | None
    rows: tuple[GradeRow | NoGradeRow, ...]
    span: Span


@frozen
class ListTable:
    """``table coefficient by grade { S: 1.5, A: 1.3, else: 1 }``."""

    name: Ident
    title: Title | None
    key: Expression
    kind: KindExpression | None
    rows: tuple[Row, ...]
    span: Span


@frozen
class MatrixEdge:
    """A heading of a matrix row or column: a comparison with a value, or ``else`` (comparison None)."""

    comparison: Comparison | None
    value: Expression | None
    span: Span


@frozen
class MatrixRow:
    edge: MatrixEdge
    cells: tuple[Expression, ...]
    span: Span


@frozen
class MatrixTable:
    """``table merit by rating and compa { | rating | < 90% | else | … }``."""

    name: Ident
    title: Title | None
    row_key: Expression
    column_key: Expression
    kind: KindExpression | None
    corner: str
    columns: tuple[MatrixEdge, ...]
    rows: tuple[MatrixRow, ...]
    span: Span


@frozen
class Value:
    """``value name "title" [: kind] = body [to 2 places]``: a named figure or flag that others may use and outputs show."""

    name: Ident
    title: Title | None
    kind: KindExpression | None
    body: Body
    precision: Precision | None
    span: Span


@frozen
class Pay:
    """``pay name "title" [for next quarter] = body [to 1 place]``."""

    name: Ident
    title: Title | None
    for_period: "PayPeriod | None"
    body: Body
    precision: Precision | None
    span: Span


@frozen
class PayPeriod:
    """``for this quarter`` / ``for next quarter``."""

    next: bool
    period: PeriodWord
    span: Span


@frozen
class GivenRecord:
    """``{ date: 2026-02-01, severity: minor }``."""

    values: tuple["GivenValue", ...]
    span: Span


@frozen
class GivenValue:
    """``turnover: 100_000``; ``missing`` as a value means not given; a list gives records."""

    name: Ident
    value: "Expression | tuple[GivenRecord, ...] | None"
    span: Span


@frozen
class ExpectedValue:
    """``total: 76.00``; ``total: no result`` (value None, ``reason`` optional)."""

    name: Ident
    value: Expression | None
    reason: Title | None
    span: Span


@frozen
class Example:
    """``example "title" [like "other"] { given {…} expect {…} }``."""

    title: Title
    like: Title | None
    given: tuple[GivenValue, ...]
    expect: tuple[ExpectedValue, ...]
    span: Span


class Direction(Enum):
    """How a result answers a rise of another value."""

    NEVER_FALLS = "never falls"
    NEVER_RISES = "never rises"
    RISES = "rises"
    FALLS = "falls"


@frozen
class Monotone:
    """``total never falls as turnover rises``; ``total rises with turnover`` is strict (RISES)."""

    result: Expression
    direction: Direction
    driver: Expression
    span: Span


@frozen
class Within:
    """``total stays in 0 .. 110``."""

    result: Expression
    low: Expression
    high: Expression
    span: Span


@frozen
class Always:
    """``ensure total <= 110``: a condition that holds for everybody."""

    condition: Expression
    span: Span


@frozen
class ExactlyWhen:
    """``grade = C exactly when total < 75``."""

    left: Expression
    right: Expression
    span: Span


@frozen
class Reachable:
    """``grade = S is reachable``."""

    condition: Expression
    span: Span


@frozen
class StepBound:
    """``total changes at most 2 per step of turnover``."""

    result: Expression
    most: Expression
    driver: Expression
    span: Span


Property = Monotone | Within | Always | ExactlyWhen | Reachable | StepBound


@frozen
class Ensure:
    """``ensure "title" property given assumption``."""

    title: Title | None
    property: Property
    given: Expression | None
    span: Span


Declaration = (
    Header
    | Import
    | Subject
    | Input
    | Unit
    | Require
    | Parameter
    | Function
    | Records
    | Indicator
    | Award
    | Cap
    | Factor
    | Restriction
    | Scorecard
    | Total
    | Grades
    | ListTable
    | MatrixTable
    | Value
    | Pay
    | Example
    | Ensure
)


class Skin(Enum):
    """The language of the keywords."""

    ENGLISH = "en"
    CHINESE = "zh"


@frozen
class Comment:
    """``# text``; ``own_line`` is false when code stands before it on its line."""

    text: str
    own_line: bool
    span: Span


@frozen
class Lost:
    """A declaration that could not be read, for reasons that have been reported.

    ``word`` is the English keyword that opens it, empty if that is not known; ``names`` are those that it may declare.
    """

    word: str
    names: frozenset[str]
    span: Span


@frozen
class Module:
    """One source file: its declarations in order, its comments, and the skin most of its keywords use."""

    name: str
    declarations: tuple[Declaration, ...]
    comments: tuple[Comment, ...]
    skin: Skin
    span: Span
    lost: tuple[Lost, ...] = ()

    def has_lost(self, *words: str) -> bool:
        """Whether a declaration that begins with one of these keywords could not be read."""
        return any(lost.word in words for lost in self.lost)
