"""Tables, values, pay and examples."""

from enum import Enum

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax.tree.curves import Body
from kpi_lang.syntax.tree.expressions import BandRow, Comparison, Expression, Precision, Row
from kpi_lang.syntax.tree.inputs import KindExpression, PeriodWord
from kpi_lang.syntax.tree.leaves import Ident, Title


@frozen
class ListTable:
    """``table coefficient by grade { S: 1.5, A: 1.2 .. 1.4, else: 1 }``."""

    name: Ident
    title: Title | None
    key: Expression
    kind: KindExpression | None
    rows: tuple[Row | BandRow, ...]
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
    """``value name "title" [: kind] = body [to 2 places]``: a figure or flag that others may use and outputs show."""

    name: Ident
    title: Title | None
    kind: KindExpression | None
    body: Body
    precision: Precision | None
    span: Span


@frozen
class Balance:
    """``balance debt "Draw owed" : money { starts 0; becomes max(0, debt + draw - gross) to 2 places }``.

    Its name stands for what is carried into the period; ``becomes`` is what is carried out of it.
    """

    name: Ident
    title: Title | None
    kind: KindExpression
    starts: Expression | None
    becomes: Expression | None
    precision: Precision | None
    span: Span


class RolledHow(Enum):
    """How a score of several periods is made of the scores of each."""

    AGAIN = "score again"
    MEAN = "mean"
    SUM = "sum"
    LAST = "last"
    BEST = "best"


@frozen
class Rolled:
    """``mean``, ``mean weighted by headcount``, ``best 3``: ``best`` is how many of the periods count."""

    how: RolledHow
    weight: Ident | None
    best: int | None
    span: Span


@frozen
class RolledItems:
    """``class financial: score again``, ``peer, project: mean``, ``else: mean`` (no class, no names)."""

    of_class: Ident | None
    names: tuple[Ident, ...]
    rolled: Rolled
    span: Span


@frozen
class Rollup:
    """``rollup annual "Annual appraisal" into year { class financial: score again; else: mean }``."""

    name: Ident
    title: Title | None
    into: PeriodWord
    items: tuple[RolledItems, ...]
    fewest: int | None
    span: Span


@frozen
class Pay:
    """``pay name "title" [for next quarter] = body [to 1 place] [when not appraised = base_pay]``."""

    name: Ident
    title: Title | None
    for_period: "PayPeriod | None"
    body: Body
    precision: Precision | None
    not_appraised: Expression | None
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
    """``total: 76.00``; ``total: no result`` (value None, ``reason`` optional); ``sheet: [{ score: 75 }]``."""

    name: Ident
    value: "Expression | tuple[ExpectedRecord, ...] | None"
    reason: Title | None
    span: Span


@frozen
class ExamplePerson:
    """``person Ann { given {…} expect {…} }``: one of several people of an example."""

    key: Title
    given: tuple[GivenValue, ...]
    expect: tuple[ExpectedValue, ...]
    span: Span


@frozen
class ExpectedRecord:
    """``{ score: 75, points: 30 }``: columns of one record; ``{ }`` expects nothing of it."""

    values: tuple[ExpectedValue, ...]
    span: Span


@frozen
class Example:
    """``example "title" [like "other"] { given {…} expect {…} }``, or with ``person`` blocks for several people."""

    title: Title
    like: Title | None
    given: tuple[GivenValue, ...]
    expect: tuple[ExpectedValue, ...]
    span: Span
    people: tuple[ExamplePerson, ...] = ()
