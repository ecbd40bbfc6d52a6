"""The header, imports, people, inputs, parameters, functions and records."""

from datetime import date
from enum import Enum

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax.tree.curves import Body
from kpi_lang.syntax.tree.expressions import Comparison, Expression, Number, Precision
from kpi_lang.syntax.tree.leaves import Ident, Title


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
class NotAppraised:
    """``not appraised "on probation" when probation``: who is in scope and yet takes no part, and why."""

    reason: Title
    when: Expression
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
    not_appraised: tuple[NotAppraised, ...]
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

    ``beforehand``: agreed or planned before the period (``set beforehand``), as a target is. ``default`` is what
    stands in for a value not given (``missing 0``); ``columns`` are titles in the data.
    """

    names: tuple[Ident, ...]
    title: Title | None
    kind: KindExpression
    bounds: tuple[Bound, ...]
    step: Expression | None
    optional: bool
    beforehand: bool
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
    """``unit order "orders"``: a thing that is counted, or ``unit tonne = 1_000 kg``: so many of another unit."""

    name: Ident
    title: Title | None
    size: "UnitSize | None"
    span: Span


@frozen
class UnitSize:
    """``1_000 kg``."""

    number: Number
    unit: Ident
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
    """``parameter draw "Draw" by role : money { from 2026-01-01: 2000 }``; one bare row is ``parameter rate = 20%``.

    Without rows the values are ``supplied`` from outside. ``bounds`` and ``step`` say which values are possible.
    ``rate USD to CNY { … }`` is the parameter `USD_CNY` that ``converts`` from the first currency to the second.
    """

    name: Ident
    title: Title | None
    by: Ident | None
    kind: KindExpression | None
    bounds: tuple[Bound, ...]
    step: Expression | None
    rows: tuple[ParameterRow, ...]
    supplied: bool
    converts: tuple[Ident, Ident] | None
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
    by: Ident | None = None
    """What people share who share a row: `records unit by department { … }`; None: each row is one person's."""


@frozen
class Goals:
    """``goals sheet "Goals" { item : text; share : ratio; weight share; valid when sum(share) = 100% }``.

    A table of records with one row for each goal of a person; ``weight`` names the column that weighs the rows.
    """

    table: Records
    weight: Ident | None
    valid: tuple[Require, ...]
    span: Span

    @property
    def name(self) -> Ident:
        """The name of the table."""
        return self.table.name

    @property
    def title(self) -> Title | None:
        """The title of the table."""
        return self.table.title
