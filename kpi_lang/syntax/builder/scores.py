"""Indicators, scorecards, the total and the grades."""

# ruff: noqa: D102 - each method is named after the rule of the grammar that it builds

from attrs import evolve, frozen

from kpi_lang.source import Span
from kpi_lang.syntax import tree as t
from kpi_lang.syntax.builder.base import Clause
from kpi_lang.syntax.builder.expressions import Expressions
from kpi_lang.syntax.pieces import Piece
from kpi_lang.syntax.tree import Expression


@frozen
class _End:
    """One end of a grade's range."""

    low: bool
    value: Expression
    included: bool


class Scores(Expressions):
    """Builds what is scored, how it is weighted and which grade it makes."""

    # --- indicators -------------------------------------------------------------------------------------

    def indicator_class(
        self, span: Span, name: Piece, title: Piece | None, deduction_only: bool | None
    ) -> t.IndicatorClass:
        return t.IndicatorClass(self.ident(name), self.title_or_none(title), bool(deduction_only), span)

    def deduction_only(self, span: Span) -> bool:
        return True

    def indicator(
        self,
        span: Span,
        name: Piece,
        title: Piece | None,
        better: t.Better | None,
        when: Expression | None,
        *rows: Clause | t.Precision,
    ) -> t.Indicator:
        said = self.once(_as_clause(row) for row in rows)
        return t.Indicator(
            self.ident(name),
            self.title_or_none(title),
            better,
            when,
            said.get("class"),
            said.get("source"),
            said.get("rater"),
            said.get("evidence"),
            said.get("measure"),
            said.get("talk"),
            said.get("undefined"),
            said.get("missing"),
            said.get("score"),
            said.get("precision"),
            span,
        )

    def higher(self, span: Span) -> t.Better:
        return t.Better.HIGHER

    def lower(self, span: Span) -> t.Better:
        return t.Better.LOWER

    def class_row(self, span: Span, name: Piece) -> Clause:
        return Clause("class", self.ident(name), span)

    def source_name(self, span: Span, name: Piece) -> Clause:
        return Clause("source", self.ident(name), span)

    def source_text(self, span: Span, text: Piece) -> Clause:
        return Clause("source", self.title(text), span)

    def rater_name(self, span: Span, name: Piece) -> Clause:
        return Clause("rater", self.ident(name), span)

    def rater_text(self, span: Span, text: Piece) -> Clause:
        return Clause("rater", self.title(text), span)

    def evidence_name(self, span: Span, name: Piece) -> Clause:
        return Clause("evidence", self.ident(name), span)

    def evidence_text(self, span: Span, text: Piece) -> Clause:
        return Clause("evidence", self.title(text), span)

    def measure(self, span: Span, measure: Expression) -> Clause:
        return Clause("measure", measure, span)

    def stages(self, span: Span, *stages: t.Stage) -> Clause:
        return Clause("measure", t.Stages(stages, span), span)

    def stage(self, span: Span, name: Piece, title: Piece | None, value: Expression | None) -> t.Stage:
        return t.Stage(self.ident(name), self.title_or_none(title), value, span)

    def talk(self, span: Span, limit: Expression, record: Expression, otherwise: t.Outcome) -> Clause:
        return Clause("talk", t.Talk(limit, record, otherwise, span), span)

    def ratings(
        self,
        span: Span,
        value: Expression,
        by: Expression,
        where: Expression | None,
        *rows: t.RaterKind | Clause,
    ) -> Clause:
        said = self.once(row for row in rows if isinstance(row, Clause))
        kinds = tuple(row for row in rows if isinstance(row, t.RaterKind))
        return Clause("measure", t.Ratings(value, by, where, kinds, said.get("too_few"), span), span)

    def raters(
        self,
        span: Span,
        name: Piece,
        title: Piece | None,
        weight: Expression,
        needed: int | None,
        without_ends: bool | None,
    ) -> t.RaterKind:
        return t.RaterKind(
            self.ident(name), self.title_or_none(title), weight, needed, bool(without_ends), span
        )

    def raters_needed(self, span: Span, number: Piece) -> int:
        return self.whole_number(number)

    def without_ends(self, span: Span) -> bool:
        return True

    def too_few(self, span: Span, outcome: t.Outcome) -> Clause:
        return Clause("too_few", outcome, span)

    def undefined(self, span: Span, outcome: t.Outcome) -> Clause:
        return Clause("undefined", outcome, span)

    def missing(self, span: Span, outcome: t.Outcome) -> Clause:
        return Clause("missing", outcome, span)

    def score(self, span: Span, body: t.Body) -> Clause:
        return Clause("score", body, span)

    # --- outcomes ---------------------------------------------------------------------------------------

    def fixed_score(self, span: Span, score: Expression) -> t.FixedScore:
        return t.FixedScore(score, span)

    def lowest_score(self, span: Span) -> t.EndScore:
        return t.EndScore(False, span)

    def highest_score(self, span: Span) -> t.EndScore:
        return t.EndScore(True, span)

    def fixed_measure(self, span: Span, measure: Expression) -> t.FixedMeasure:
        return t.FixedMeasure(measure, span)

    def reweight(self, span: Span) -> t.Reweight:
        return t.Reweight(span)

    def move_weight(self, span: Span, *shares: tuple[t.Ident, Expression | None]) -> t.MoveWeight:
        return t.MoveWeight(shares, span)

    def share(self, span: Span, name: Piece, share: Expression | None) -> tuple[t.Ident, Expression | None]:
        return self.ident(name), share

    def no_score(self, span: Span) -> t.NoScore:
        return t.NoScore(span)

    def reject(self, span: Span) -> t.Reject:
        return t.Reject(span)

    # --- scorecards -------------------------------------------------------------------------------------

    def scorecard(
        self,
        span: Span,
        name: Piece,
        title: Piece | None,
        when: Expression | None,
        *entries: t.CardItem | t.CardGroup | t.ClassWeight | Clause,
    ) -> t.Scorecard:
        said = self.once(entry for entry in entries if isinstance(entry, Clause))
        return t.Scorecard(
            self.ident(name),
            self.title_or_none(title),
            when,
            False,
            tuple(entry for entry in entries if isinstance(entry, t.CardItem | t.CardGroup)),
            tuple(entry for entry in entries if isinstance(entry, t.ClassWeight)),
            said.get("out_of"),
            said.get("needs"),
            None,
            span,
        )

    def sheet_scorecard(
        self, span: Span, name: Piece, title: Piece | None, when: Expression | None, sheet: Piece
    ) -> t.Scorecard:
        return evolve(self.scorecard(span, name, title, when), sheet=self.ident(sheet))

    def other_sheet_scorecard(
        self, span: Span, name: Piece, title: Piece | None, sheet: Piece
    ) -> t.Scorecard:
        return evolve(self.sheet_scorecard(span, name, title, None, sheet), otherwise=True)

    def other_scorecard(
        self,
        span: Span,
        name: Piece,
        title: Piece | None,
        *entries: t.CardItem | t.CardGroup | t.ClassWeight | Clause,
    ) -> t.Scorecard:
        return evolve(self.scorecard(span, name, title, None, *entries), otherwise=True)

    def card_item(
        self,
        span: Span,
        name: Piece,
        weight: Expression,
        in_points: bool | None,
        allowed: t.WeightRange | None,
    ) -> t.CardItem:
        return t.CardItem(self.ident(name), weight, bool(in_points), allowed, span)

    def in_points(self, span: Span) -> bool:
        return True

    def allowed(self, span: Span, low: Expression, high: Expression) -> t.WeightRange:
        return t.WeightRange(low, high, span)

    def card_group(
        self,
        span: Span,
        name: Piece,
        title: Piece | None,
        weight: Expression,
        in_points: bool | None,
        *entries: t.CardItem | t.CardGroup | Clause,
    ) -> t.CardGroup:
        said = self.once(entry for entry in entries if isinstance(entry, Clause))
        members = tuple(entry for entry in entries if isinstance(entry, t.CardItem | t.CardGroup))
        return t.CardGroup(
            self.ident(name),
            self.title_or_none(title),
            weight,
            bool(in_points),
            members,
            said.get("needs"),
            span,
        )

    def class_weight(self, span: Span, name: Piece, low: Expression, high: Expression) -> t.ClassWeight:
        return t.ClassWeight(self.ident(name), t.WeightRange(low, high, low.span.join(high.span)), span)

    def out_of(self, span: Span, points: Expression) -> Clause:
        return Clause("out_of", points, span)

    def needs(self, span: Span, number: Piece) -> Clause:
        return Clause("needs", self.whole_number(number), span)

    # --- total and grades -------------------------------------------------------------------------------

    def total(self, span: Span, body: t.Body | None, *entries: Clause | t.Precision) -> t.Total:
        said = self.once(_as_clause(entry) for entry in entries)
        return t.Total(body, said.get("at_least"), said.get("at_most"), said.get("precision"), span)

    def grades(self, span: Span, of: Expression | None, *rows: t.GradeRow | t.NoGradeRow) -> t.Grades:
        return t.Grades(of, rows, None, span)

    def grades_of_scale(self, span: Span, of: Expression | None, scale: Piece) -> t.Grades:
        return t.Grades(of, (), self.ident(scale), span)

    def grade_row(
        self, span: Span, name: Piece, title: Piece | None, range: t.GradeRange | None
    ) -> t.GradeRow:
        return t.GradeRow(self.ident(name), self.title_or_none(title), range, span)

    def no_grade_row(self, span: Span, reason: Piece, range: t.GradeRange | None) -> t.NoGradeRow:
        return t.NoGradeRow(self.title(reason), range, span)

    def otherwise(self, span: Span) -> None:
        return None

    def grade_range(self, span: Span, *ends: _End) -> t.GradeRange:
        low = next((end for end in ends if end.low), None)
        high = next((end for end in ends if not end.low), None)
        return t.GradeRange(
            None if low is None else low.value,
            low is not None and low.included,
            None if high is None else high.value,
            high is not None and high.included,
            span,
        )

    def both_ends(self, span: Span, low: Expression, high: Expression) -> t.GradeRange:
        return t.GradeRange(low, True, high, True, span)

    def below_included(self, span: Span, high: Expression) -> t.GradeRange:
        return t.GradeRange(None, False, high, True, span)

    def from_included(self, span: Span, value: Expression) -> _End:
        return _End(True, value, True)

    def from_excluded(self, span: Span, value: Expression) -> _End:
        return _End(True, value, False)

    def to_included(self, span: Span, value: Expression) -> _End:
        return _End(False, value, True)

    def to_excluded(self, span: Span, value: Expression) -> _End:
        return _End(False, value, False)


def _as_clause(row: Clause | t.Precision) -> Clause:
    return Clause("precision", row, row.span) if isinstance(row, t.Precision) else row
