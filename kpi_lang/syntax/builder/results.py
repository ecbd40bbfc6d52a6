"""Tables, values, pay, examples and properties."""

# ruff: noqa: D102 - each method is named after the rule of the grammar that it builds

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax import tree as t
from kpi_lang.syntax.builder.base import Clause, name_text
from kpi_lang.syntax.builder.expressions import Expressions
from kpi_lang.syntax.pieces import Piece
from kpi_lang.syntax.tree import Direction, Expression, Ident


@frozen
class _Head:
    corner: str
    columns: tuple[t.MatrixEdge, ...]


@frozen
class _Missing:
    """`missing` where a value would stand."""


class Results(Expressions):
    """Builds what a policy gives out, and what it is tested by."""

    # --- tables -----------------------------------------------------------------------------------------

    def table(
        self,
        span: Span,
        name: Piece,
        title: Piece | None,
        key: Expression,
        kind: t.KindExpression | None,
        *rows: t.Row | t.BandRow,
    ) -> t.ListTable:
        return t.ListTable(self.ident(name), self.title_or_none(title), key, kind, rows, span)

    def matrix(
        self,
        span: Span,
        name: Piece,
        title: Piece | None,
        row_key: Expression,
        column_key: Expression,
        kind: t.KindExpression | None,
        head: _Head,
        *rows: t.MatrixRow,
    ) -> t.MatrixTable:
        for row in rows:
            if len(row.cells) != len(head.columns):
                self.report("K161", row.span, cells=len(row.cells), columns=len(head.columns))
        return t.MatrixTable(
            self.ident(name),
            self.title_or_none(title),
            row_key,
            column_key,
            kind,
            head.corner,
            head.columns,
            rows,
            span,
        )

    def matrix_head(self, span: Span, corner: str | None, *edges: t.Bound | t.MatrixEdge) -> _Head:
        return _Head(corner or "", tuple(map(_heading, edges)))

    def corner(self, span: Span, piece: Piece) -> str:
        return self.quoted(piece) if piece.shape == "STRING" else name_text(piece)

    def matrix_row(self, span: Span, edge: t.Bound | t.MatrixEdge, *cells: Expression) -> t.MatrixRow:
        return t.MatrixRow(_heading(edge), cells, span)

    def else_edge(self, span: Span) -> t.MatrixEdge:
        return t.MatrixEdge(None, None, span)

    # --- values and pay ---------------------------------------------------------------------------------

    def value(
        self,
        span: Span,
        name: Piece,
        title: Piece | None,
        kind: t.KindExpression | None,
        body: t.Body,
        precision: t.Precision | None,
    ) -> t.Value:
        return t.Value(self.ident(name), self.title_or_none(title), kind, body, precision, span)

    def balance(
        self, span: Span, name: Piece, title: Piece | None, kind: t.KindExpression, *rows: Clause
    ) -> t.Balance:
        said = self.once(rows)
        becomes, precision = said.get("becomes", (None, None))
        return t.Balance(
            self.ident(name), self.title_or_none(title), kind, said.get("starts"), becomes, precision, span
        )

    def starts(self, span: Span, value: Expression) -> Clause:
        return Clause("starts", value, span)

    def becomes(self, span: Span, value: Expression, precision: t.Precision | None) -> Clause:
        return Clause("becomes", (value, precision), span)

    def rollup(
        self, span: Span, name: Piece, title: Piece | None, into: Piece, *rows: t.RolledItems | Clause
    ) -> t.Rollup:
        items = tuple(row for row in rows if isinstance(row, t.RolledItems))
        said = self.once(row for row in rows if isinstance(row, Clause))
        word = t.PeriodWord[into.type]
        return t.Rollup(self.ident(name), self.title_or_none(title), word, items, said.get("fewest"), span)

    def rolled_class(self, span: Span, name: Piece, rolled: t.Rolled) -> t.RolledItems:
        return t.RolledItems(self.ident(name), (), rolled, span)

    def rolled_items(self, span: Span, names: tuple[Ident, ...], rolled: t.Rolled) -> t.RolledItems:
        return t.RolledItems(None, names, rolled, span)

    def rolled_rest(self, span: Span, rolled: t.Rolled) -> t.RolledItems:
        return t.RolledItems(None, (), rolled, span)

    def needs_periods(self, span: Span, number: Piece, word: Piece) -> Clause:
        return Clause("fewest", self.whole_number(number), span)

    def scored_again(self, span: Span) -> t.Rolled:
        return t.Rolled(t.RolledHow.AGAIN, None, None, span)

    def rolled_mean(self, span: Span, word: Piece, weight: Piece | None) -> t.Rolled:
        return t.Rolled(t.RolledHow.MEAN, None if weight is None else self.ident(weight), None, span)

    def rolled_sum(self, span: Span, word: Piece) -> t.Rolled:
        return t.Rolled(t.RolledHow.SUM, None, None, span)

    def rolled_last(self, span: Span, word: Piece) -> t.Rolled:
        return t.Rolled(t.RolledHow.LAST, None, None, span)

    def rolled_best(self, span: Span, number: Piece) -> t.Rolled:
        return t.Rolled(t.RolledHow.BEST, None, self.whole_number(number), span)

    def pay(
        self,
        span: Span,
        name: Piece,
        title: Piece | None,
        period: t.PayPeriod | None,
        body: t.Body,
        precision: t.Precision | None,
        not_appraised: Expression | None,
    ) -> t.Pay:
        return t.Pay(
            self.ident(name), self.title_or_none(title), period, body, precision, not_appraised, span
        )

    def unappraised_pay(self, span: Span, amount: Expression) -> Expression:
        return amount

    def pay_period(self, span: Span, piece: Piece) -> t.PayPeriod:
        _, which, period = piece.type.split("_")
        return t.PayPeriod(which == "NEXT", t.PeriodWord[period], span)

    # --- examples ---------------------------------------------------------------------------------------

    def example(
        self, span: Span, title: Piece, like: Piece | None, *parts: Clause | t.ExamplePerson
    ) -> t.Example:
        said = self.once(part for part in parts if isinstance(part, Clause))
        return t.Example(
            self.title(title),
            self.title_or_none(like),
            said.get("given", ()),
            said.get("expect", ()),
            span,
            tuple(part for part in parts if isinstance(part, t.ExamplePerson)),
        )

    def example_person(self, span: Span, key: Piece, *parts: Clause) -> t.ExamplePerson:
        said = self.once(parts)
        name = self.title(key) if key.shape == "STRING" else t.Title(name_text(key), self.span_of(key))
        return t.ExamplePerson(name, said.get("given", ()), said.get("expect", ()), span)

    def given(self, span: Span, *values: t.GivenValue) -> Clause:
        return Clause("given", values, span)

    def expect(self, span: Span, *values: t.ExpectedValue) -> Clause:
        return Clause("expect", values, span)

    def given_value(
        self, span: Span, name: Ident, value: Expression | tuple[t.GivenRecord, ...] | _Missing
    ) -> t.GivenValue:
        return t.GivenValue(name, None if isinstance(value, _Missing) else value, span)

    def missing_value(self, span: Span) -> _Missing:
        return _Missing()

    def given_records(self, span: Span, *records: t.GivenRecord) -> tuple[t.GivenRecord, ...]:
        return records

    def given_record(self, span: Span, *values: t.GivenValue) -> t.GivenRecord:
        return t.GivenRecord(values, span)

    def expected_value(self, span: Span, name: Ident, value: Expression) -> t.ExpectedValue:
        return t.ExpectedValue(name, value, None, span)

    def expected_records(self, span: Span, name: Ident, *records: t.ExpectedRecord | None) -> t.ExpectedValue:
        found = tuple(record for record in records if record is not None)
        return t.ExpectedValue(name, found, None, span)

    def expected_record(self, span: Span, *values: t.ExpectedValue) -> t.ExpectedRecord:
        return t.ExpectedRecord(values, span)

    def expected_nothing(self, span: Span, name: Ident, reason: Piece | None) -> t.ExpectedValue:
        return t.ExpectedValue(name, None, self.title_or_none(reason), span)

    # --- properties -------------------------------------------------------------------------------------

    def ensure(
        self, span: Span, title: Piece | None, property: t.Property, given: Expression | None
    ) -> t.Ensure:
        return t.Ensure(self.title_or_none(title), property, given, span)

    def always(self, span: Span, condition: Expression) -> t.Always:
        return t.Always(condition, span)

    def never_falls(self, span: Span, result: Expression, driver: Expression) -> t.Monotone:
        return t.Monotone(result, Direction.NEVER_FALLS, driver, span)

    def never_rises(self, span: Span, result: Expression, driver: Expression) -> t.Monotone:
        return t.Monotone(result, Direction.NEVER_RISES, driver, span)

    def rises_with(self, span: Span, result: Expression, driver: Expression) -> t.Monotone:
        return t.Monotone(result, Direction.RISES, driver, span)

    def falls_with(self, span: Span, result: Expression, driver: Expression) -> t.Monotone:
        return t.Monotone(result, Direction.FALLS, driver, span)

    def as_it_rises_never_falls(self, span: Span, driver: Expression, result: Expression) -> t.Monotone:
        return t.Monotone(result, Direction.NEVER_FALLS, driver, span)

    def as_it_rises_never_rises(self, span: Span, driver: Expression, result: Expression) -> t.Monotone:
        return t.Monotone(result, Direction.NEVER_RISES, driver, span)

    def stays_in(self, span: Span, result: Expression, low: Expression, high: Expression) -> t.Within:
        return t.Within(result, low, high, span)

    def exactly_when(self, span: Span, left: Expression, right: Expression) -> t.ExactlyWhen:
        return t.ExactlyWhen(left, right, span)

    def reachable(self, span: Span, condition: Expression) -> t.Reachable:
        return t.Reachable(condition, span)

    def step_bound(self, span: Span, result: Expression, most: Expression, driver: Expression) -> t.StepBound:
        return t.StepBound(result, most, driver, span)

    def each_step_bound(
        self, span: Span, driver: Expression, result: Expression, most: Expression
    ) -> t.StepBound:
        return t.StepBound(result, most, driver, span)


def _heading(edge: t.Bound | t.MatrixEdge) -> t.MatrixEdge:
    if isinstance(edge, t.MatrixEdge):
        return edge
    return t.MatrixEdge(edge.comparison, edge.value, edge.span)
