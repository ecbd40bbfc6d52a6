"""The header, imports, people, inputs, parameters, functions and records."""

# ruff: noqa: D102 - each method is named after the rule of the grammar that it builds

from typing import Any

from attrs import frozen

from kpi_lang.source import Span
from kpi_lang.syntax import tree as t
from kpi_lang.syntax.builder.base import Clause, name_text
from kpi_lang.syntax.builder.expressions import Expressions
from kpi_lang.syntax.builder.literals import date_value
from kpi_lang.syntax.pieces import Piece
from kpi_lang.syntax.tree import Comparison, Expression, Ident
from kpi_lang.syntax.words import canonical

_PERIODS = {
    "MONTH": t.PeriodWord.MONTH,
    "QUARTER": t.PeriodWord.QUARTER,
    "HALF": t.PeriodWord.HALF,
    "YEAR": t.PeriodWord.YEAR,
}
_OVER_TIME = {"SUM": t.OverTime.SUM, "LAST": t.OverTime.LAST, "MEAN": t.OverTime.MEAN}


@frozen
class _ColumnKind:
    kind: t.KindExpression
    clauses: "tuple[Clause | t.Bound, ...]"


class Inputs(Expressions):
    """Builds what a policy says about itself and about its data."""

    def path(self, span: Span, *parts: Piece) -> Ident:
        return Ident(".".join(map(name_text, parts)), span)

    # --- header -----------------------------------------------------------------------------------------

    def policy(self, span: Span, name: Ident, title: Piece | None, *settings: t.Setting) -> t.Header:
        self.once(Clause(setting.word, setting, setting.span) for setting in settings)
        return t.Header(name, self.title_or_none(title), settings, span)

    def language(self, span: Span, number: Piece) -> t.Setting:
        return t.Setting("language", self.whole_number(number), span)

    def version(self, span: Span, number: Piece) -> t.Setting:
        return t.Setting("version", self.whole_number(number), span)

    def period(self, span: Span, word: Piece) -> t.Setting:
        return t.Setting("period", _PERIODS[word.type], span)

    def currency(self, span: Span, name: Piece) -> t.Setting:
        return t.Setting("currency", name_text(name), span)

    def effective(self, span: Span, first: Piece, last: Piece | None) -> t.Setting:
        until = None if last is None else date_value(last.text)
        return t.Setting("effective", (date_value(first.text), until), span)

    def effective_to(self, span: Span, last: Piece) -> t.Setting:
        return t.Setting("effective", (None, date_value(last.text)), span)

    def scores(self, span: Span, precision: t.Precision) -> t.Setting:
        return t.Setting("scores", precision, span)

    def amounts(self, span: Span, precision: t.Precision) -> t.Setting:
        return t.Setting("amounts", precision, span)

    def totals(self, span: Span, precision: t.Precision) -> t.Setting:
        return t.Setting("totals", precision, span)

    def import_names(self, span: Span, module: Ident, *names: t.ImportedName | None) -> t.Import:
        return t.Import(module, tuple(name for name in names if name is not None), span)

    def imported(self, span: Span, name: Piece, alias: Piece | None) -> t.ImportedName:
        return t.ImportedName(self.ident(name), self.ident_or_none(alias))

    # --- people -----------------------------------------------------------------------------------------

    def subject(
        self, span: Span, name: Piece, title: Piece | None, *rows: Clause | t.NotAppraised
    ) -> t.Subject:
        said = self.once(row for row in rows if isinstance(row, Clause))
        return t.Subject(
            self.ident(name),
            self.title_or_none(title),
            said.get("key"),
            said.get("belongs_to", ()),
            said.get("reports_to"),
            said.get("applies"),
            tuple(row for row in rows if isinstance(row, t.NotAppraised)),
            span,
        )

    def key(self, span: Span, name: Piece) -> Clause:
        return Clause("key", self.ident(name), span)

    def belongs_to(self, span: Span, *names: Piece) -> Clause:
        return Clause("belongs_to", self.idents(names), span)

    def reports_to(self, span: Span, name: Piece) -> Clause:
        return Clause("reports_to", self.ident(name), span)

    def applies(self, span: Span, condition: Expression) -> Clause:
        return Clause("applies", condition, span)

    def not_appraised(self, span: Span, reason: Piece, when: Expression) -> t.NotAppraised:
        return t.NotAppraised(self.title(reason), when, span)

    # --- kinds ------------------------------------------------------------------------------------------

    def named_kind(self, span: Span, name: Piece, currency: Piece | None, per: Piece | None) -> t.NamedKind:
        return t.NamedKind(self.ident(name), self._currency(currency), self.ident_or_none(per), span)

    def _currency(self, piece: Piece | None) -> Ident | None:
        # Only a code can be a currency, so any other word here is most likely a mistyped clause.
        if piece is not None and not (len(piece.text) == 3 and piece.text.isascii() and piece.text.isupper()):
            self.report("K155", self.span_of(piece), written=piece.text)
        return self.ident_or_none(piece)

    def yes_no_kind(self, span: Span, yes: Piece, no: Piece) -> t.NamedKind:
        if (canonical(yes.text), canonical(no.text)) != ("yes", "no"):
            self.report("K156", span, written=span.text)
        return t.NamedKind(Ident("yes/no", span), None, None, span)

    def choices(self, span: Span, *choices: t.Choice) -> t.ChoiceKind:
        return t.ChoiceKind(choices, span)

    def choice(self, span: Span, name: Piece, title: Piece | None) -> t.Choice:
        return t.Choice(self.ident(name), self.title_or_none(title))

    # --- inputs and records -----------------------------------------------------------------------------

    def names(self, span: Span, *names: Piece) -> tuple[Ident, ...]:
        return self.idents(names)

    def between(self, span: Span, low: Expression, high: Expression) -> Clause:
        bounds = (
            t.Bound(Comparison.AT_LEAST, low, low.span),
            t.Bound(Comparison.AT_MOST, high, high.span),
        )
        return Clause("between", bounds, span)

    def step(self, span: Span, step: Expression) -> Clause:
        return Clause("step", step, span)

    def optional(self, span: Span) -> Clause:
        return Clause("optional", True, span)

    def beforehand(self, span: Span) -> Clause:
        return Clause("beforehand", True, span)

    def default(self, span: Span, value: Expression) -> Clause:
        return Clause("default", value, span)

    def over_time(self, span: Span, word: Piece) -> Clause:
        return Clause("over_time", _OVER_TIME[word.type], span)

    def columns(self, span: Span, *titles: Piece) -> Clause:
        return Clause("columns", tuple(map(self.title, titles)), span)

    def input(
        self,
        span: Span,
        names: tuple[Ident, ...],
        title: Piece | None,
        kind: t.KindExpression,
        *clauses: Clause | t.Bound,
    ) -> t.Input:
        field_span = Span(self.source, names[0].span.start, span.end)
        return t.Input(self._field(field_span, names, title, kind, clauses), span)

    def _field(
        self,
        span: Span,
        names: tuple[Ident, ...],
        title: Piece | None,
        kind: t.KindExpression,
        clauses: tuple[Clause | t.Bound, ...],
    ) -> t.Field:
        bounds, said = self._range(clauses)
        return t.Field(
            names,
            self.title_or_none(title),
            kind,
            bounds,
            said.get("step"),
            "optional" in said,
            "beforehand" in said,
            said.get("default"),
            said.get("over_time"),
            said.get("columns", ()),
            span,
        )

    def _range(self, clauses: tuple[Clause | t.Bound, ...]) -> tuple[tuple[t.Bound, ...], dict[str, Any]]:
        """The bounds among the clauses behind a kind, and what the others say."""
        bounds: list[t.Bound] = []
        for clause in clauses:
            match clause:
                case t.Bound():
                    bounds.append(clause)
                case Clause("between", between):
                    bounds.extend(between)
        return tuple(bounds), self.once(clause for clause in clauses if isinstance(clause, Clause))

    def unit(self, span: Span, name: Piece, title: Piece | None, size: t.UnitSize | None) -> t.Unit:
        return t.Unit(self.ident(name), self.title_or_none(title), size, span)

    def size(self, span: Span, number: Piece, unit: Piece) -> t.UnitSize:
        return t.UnitSize(self.number(self.span_of(number), number), self.ident(unit), span)

    def require(self, span: Span, condition: Expression, message: Piece | None) -> t.Require:
        return t.Require(condition, self.title_or_none(message), span)

    def records(
        self,
        span: Span,
        name: Piece,
        title: Piece | None,
        by: t.Ident | None,
        optional: bool | None,
        *rows: t.Field | t.ComputedField | t.Require | None,
    ) -> t.Records:
        fields = tuple(row for row in rows if isinstance(row, t.Field | t.ComputedField))
        requires = tuple(row for row in rows if isinstance(row, t.Require))
        return t.Records(
            self.ident(name), self.title_or_none(title), bool(optional), fields, requires, span, by
        )

    def shared_by(self, span: Span, name: Piece) -> t.Ident:
        return self.ident(name)

    def goals(
        self,
        span: Span,
        name: Piece,
        title: Piece | None,
        optional: bool | None,
        *rows: t.Field | t.ComputedField | t.Require | Clause | None,
    ) -> t.Goals:
        said = self.once(row for row in rows if isinstance(row, Clause) and row.word == "weight")
        valid = tuple(row.value for row in rows if isinstance(row, Clause) and row.word == "valid")
        kept = tuple(row for row in rows if not isinstance(row, Clause))
        return t.Goals(
            self.records(span, name, title, None, optional, *kept), said.get("weight"), valid, span
        )

    def weight_column(self, span: Span, name: Piece) -> Clause:
        return Clause("weight", self.ident(name), span)

    def valid(self, span: Span, condition: Expression, message: Piece | None) -> Clause:
        return Clause("valid", self.require(span, condition, message), span)

    def may_be_missing(self, span: Span) -> bool:
        return True

    def column_kind(self, span: Span, kind: t.KindExpression, *clauses: Clause | t.Bound) -> _ColumnKind:
        return _ColumnKind(kind, clauses)

    def column(
        self,
        span: Span,
        names: tuple[Ident, ...],
        title: Piece | None,
        kind: _ColumnKind | None,
        body: t.Body | None,
        precision: t.Precision | None,
    ) -> t.Field | t.ComputedField | None:
        if body is None:
            if kind is None:
                self.report("K157", span, name=names[0].text)
                return None
            return self._field(span, names, title, kind.kind, kind.clauses)
        if len(names) > 1:
            self.report("K158", span, first=names[0].text, second=names[1].text)
        if kind is not None and kind.clauses:
            self.report("K159", kind.clauses[0].span, name=names[0].text, written=kind.clauses[0].span.text)
        return t.ComputedField(
            names[0], self.title_or_none(title), None if kind is None else kind.kind, body, precision, span
        )

    # --- parameters and functions -----------------------------------------------------------------------

    def parameter(
        self,
        span: Span,
        name: Piece,
        title: Piece | None,
        by: Piece | None,
        kind: _ColumnKind | None,
        *rows: t.ParameterRow | None,
    ) -> t.Parameter:
        bounds, said = self._range(() if kind is None else kind.clauses)
        given = tuple(row for row in rows if row is not None)
        return t.Parameter(
            self.ident(name),
            self.title_or_none(title),
            self.ident_or_none(by),
            None if kind is None else kind.kind,
            bounds,
            said.get("step"),
            given,
            None in rows,
            None,
            span,
        )

    def rate(
        self,
        span: Span,
        source: Piece,
        target: Piece,
        title: Piece | None,
        *parts: Clause | t.Bound | t.ParameterRow | None,
    ) -> t.Parameter:
        pair = self.ident(source), self.ident(target)
        bounds, said = self._range(tuple(part for part in parts if isinstance(part, Clause | t.Bound)))
        return t.Parameter(
            Ident(f"{pair[0].text}_{pair[1].text}", pair[0].span.join(pair[1].span)),
            self.title_or_none(title),
            None,
            None,
            bounds,
            said.get("step"),
            tuple(part for part in parts if isinstance(part, t.ParameterRow)),
            None in parts,
            pair,
            span,
        )

    def parameter_kind(self, span: Span, kind: t.KindExpression, *clauses: Clause | t.Bound) -> _ColumnKind:
        return _ColumnKind(kind, clauses)

    def supplied(self, span: Span) -> None:
        return None

    def category_row(
        self, span: Span, category: Piece, since: Piece | None, value: Expression
    ) -> t.ParameterRow:
        first = None if since is None else date_value(since.text)
        return t.ParameterRow(self.ident(category), first, value, span)

    def dated_row(self, span: Span, since: Piece, value: Expression) -> t.ParameterRow:
        return t.ParameterRow(None, date_value(since.text), value, span)

    def parameter_row(self, span: Span, value: Expression) -> t.ParameterRow:
        return t.ParameterRow(None, None, value, span)

    def function(
        self,
        span: Span,
        name: Piece,
        title: Piece | None,
        parameters: tuple[t.FunctionParameter, ...] | None,
        result: t.KindExpression,
        body: t.Body,
    ) -> t.Function:
        return t.Function(self.ident(name), self.title_or_none(title), parameters or (), result, body, span)

    def parameters(self, span: Span, *parameters: t.FunctionParameter) -> tuple[t.FunctionParameter, ...]:
        return parameters

    def function_parameter(self, span: Span, name: Piece, kind: t.KindExpression) -> t.FunctionParameter:
        return t.FunctionParameter(self.ident(name), kind)
