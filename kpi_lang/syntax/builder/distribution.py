"""Forced distribution."""

# ruff: noqa: D102 - each method is named after the rule of the grammar that it builds

from kpi_lang.source import Span
from kpi_lang.syntax import tree as t
from kpi_lang.syntax.builder.base import Clause
from kpi_lang.syntax.builder.expressions import Expressions
from kpi_lang.syntax.pieces import Piece
from kpi_lang.syntax.tree import Expression

_DIRECTIONS = {
    "MOVE_DOWN": t.Directions.DOWN,
    "MOVE_UP": t.Directions.UP,
    "MOVE_BOTH": t.Directions.BOTH,
}
_GROUPS = {
    "EXEMPT_PEOPLE": t.HeadcountGroup.EXEMPT,
    "VETOED_PEOPLE": t.HeadcountGroup.VETOED,
    "NOT_APPRAISED_PEOPLE": t.HeadcountGroup.NOT_APPRAISED,
}

_Row = Clause | t.GradeQuota | t.GradeShares | t.HeadcountRow | t.MeanCeiling


class Distributions(Expressions):
    """Builds what a distribution asks of a cohort."""

    def distribution(
        self,
        span: Span,
        force: t.Force | None,
        title: Piece | None,
        within: t.Ident | None,
        *rows: _Row,
    ) -> t.Distribution:
        said = self.once(row for row in rows if isinstance(row, Clause))
        opening = span.file.text.find("{", span.start, span.end)
        return t.Distribution(
            force,
            self.title_or_none(title),
            within,
            tuple(row for row in rows if isinstance(row, t.GradeQuota | t.GradeShares)),
            said.get("quotas"),
            said.get("directions"),
            said.get("order", ()),
            said.get("exempt"),
            tuple(row for row in rows if isinstance(row, t.HeadcountRow)),
            said.get("small"),
            said.get("demotions"),
            tuple(row for row in rows if isinstance(row, t.MeanCeiling)),
            said.get("apply"),
            Span(span.file, span.start, max(opening, span.start + 1)),
            span,
        )

    def force(self, span: Span, word: Piece) -> t.Force:
        return t.Force[word.type]

    def cohort_within(self, span: Span, name: Piece) -> t.Ident:
        return self.ident(name)

    def cohort_of_all(self, span: Span) -> None:
        return None

    # --- quotas -----------------------------------------------------------------------------------------

    def grade_quota(
        self,
        span: Span,
        grades: tuple[t.Ident, ...],
        sense: t.QuotaSense,
        amount: Expression | t.ByHeadcount,
        rounded: t.Rounded | None,
    ) -> t.GradeQuota:
        return t.GradeQuota(grades, sense, amount, rounded, span)

    def grade_set(self, span: Span, *names: Piece) -> tuple[t.Ident, ...]:
        return self.idents(names)

    def quota_at_most(self, span: Span) -> t.QuotaSense:
        return t.QuotaSense.AT_MOST

    def quota_at_least(self, span: Span) -> t.QuotaSense:
        return t.QuotaSense.AT_LEAST

    def quota_exactly(self, span: Span) -> t.QuotaSense:
        return t.QuotaSense.EXACTLY

    def by_headcount(self, span: Span, *rows: t.Row) -> t.ByHeadcount:
        return t.ByHeadcount(rows, span)

    def rounded(self, span: Span, mode: Piece) -> t.Rounded:
        # The tree holds the same name for a mode in both skins.
        return t.Rounded(t.Ident(mode.type.lower(), self.span_of(mode)), span)

    def grade_shares(self, span: Span, *shares: tuple[t.Ident, Expression | None]) -> t.GradeShares:
        known = tuple((grade, share) for grade, share in shares if share is not None)
        for grade, share in shares:
            if share is None:
                self.report("K430", grade.span, grade=grade.text)
        return t.GradeShares(known if len(known) == len(shares) else (), span)

    def quota_rounding(self, span: Span, limits: t.Rounded, minimums: t.Rounded) -> Clause:
        return Clause("quotas", t.QuotaRounding(limits, minimums, span), span)

    # --- people -----------------------------------------------------------------------------------------

    def directions(self, span: Span, word: Piece) -> Clause:
        return Clause("directions", t.DirectionsRow(_DIRECTIONS[word.type], span), span)

    def order_by(self, span: Span, *keys: t.OrderKey) -> Clause:
        return Clause("order", keys, span)

    def order_key(self, span: Span, value: Expression, lowest_first: bool | None) -> t.OrderKey:
        return t.OrderKey(value, bool(lowest_first), span)

    def highest_first(self, span: Span) -> bool:
        return False

    def lowest_first(self, span: Span) -> bool:
        return True

    def exempt(self, span: Span, condition: Expression) -> Clause:
        return Clause("exempt", condition, span)

    def headcount_includes(self, span: Span, *groups: t.HeadcountGroup) -> t.HeadcountRow:
        return t.HeadcountRow(True, groups, span)

    def headcount_excludes(self, span: Span, *groups: t.HeadcountGroup) -> t.HeadcountRow:
        return t.HeadcountRow(False, groups, span)

    def headcount_group(self, span: Span, word: Piece) -> t.HeadcountGroup:
        return _GROUPS[word.type]

    def cohorts_pool(self, span: Span, below: Piece, *into: Piece) -> Clause:
        return Clause("small", t.SmallCohorts(self.whole_number(below), self.idents(into), span), span)

    def cohorts_stay(self, span: Span, below: Piece) -> Clause:
        return Clause("small", t.SmallCohorts(self.whole_number(below), (), span), span)

    # --- what happens -----------------------------------------------------------------------------------

    def demotions(self, span: Span, at_most: Expression, rounded: t.Rounded | None) -> Clause:
        return Clause("demotions", t.Demotions(at_most, rounded, span), span)

    def mean_ceiling(
        self, span: Span, value: Expression, at_most: Expression, approver: Piece
    ) -> t.MeanCeiling:
        return t.MeanCeiling(value, at_most, self.ident(approver), span)

    def apply(self, span: Span, off_by: Expression | None, approver: Piece) -> Clause:
        return Clause("apply", t.ApplyAfterApproval(off_by, self.ident(approver), span), span)

    def off_by(self, span: Span, more_than: Expression) -> Expression:
        return more_than
