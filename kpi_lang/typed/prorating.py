"""Shares of the period: `share_of_period(joined, left)` by days, `months_of_period(joined, left)` by full months.

Both ends are days that count. An end that is not given does not cut: nobody leaves on no date.
"""

from fractions import Fraction

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import (
    Arithmetic,
    ArithmeticOperator,
    Arm,
    Choose,
    ChooseRole,
    Compare,
    ComparisonOperator,
    DateCall,
    DateOperator,
    Expr,
    Extreme,
    ExtremeOperator,
    ExtremeRole,
    InputRef,
    IsAbsent,
)
from kpi_lang.source import Span
from kpi_lang.syntax import tree
from kpi_lang.typed import folding
from kpi_lang.typed.typer import Typer
from kpi_lang.values import kinds
from kpi_lang.values.kinds import Family

FUNCTIONS = ("share_of_period", "months_of_period")
_FIRST, _LAST = (InputRef(name, kinds.DATE) for name in ("period_start", "period_end"))


def typed_share(typer: Typer, word: str, call: tree.Call) -> Expr:
    """A call of one of `FUNCTIONS`; raises Untyped after reporting what is wrong with it."""
    if len(call.arguments) != 2:
        raise typer.environment.stop(
            "K314", call.span, name=call.function.text, wanted=2, actual=len(call.arguments)
        )
    written = call.arguments
    ends = typer.each([lambda a=a: typer.infer(a) for a in written])  # type: ignore[misc]
    for argument, end in zip(written, ends, strict=True):
        if end.kind.family is not Family.DATE:
            raise typer.mismatch(
                "K303", argument.span, kinds.DATE, end.kind, wanted=kinds.DATE, actual=end.kind
            )
    share = _Share(typer, call.span)
    begins, closes = (
        share.cut(ends[0], _FIRST, ExtremeOperator.MAX),
        share.cut(ends[1], _LAST, ExtremeOperator.MIN),
    )
    if word == "share_of_period":
        return share.by_days(begins, closes)
    return share.by_months(begins, closes)


class _Share:
    """Builds the calculation of one call."""

    def __init__(self, typer: Typer, span: Span) -> None:
        self.typer = typer
        self.span = span

    def cut(self, given: Expr, end: Expr, operator: ExtremeOperator) -> Expr:
        """An end of the time that counts: within the period, and the period's own where none is given."""
        absent = IsAbsent(given, frozenset({Cause.MISSING}), kinds.YES_NO, self.span)
        inside = Extreme(
            operator, (given, end), kinds.DATE, self.typer.points.next(), ExtremeRole.FUNCTION, self.span
        )
        arms = (Arm(absent, end, ""), Arm(None, inside, ""))
        return Choose(arms, kinds.DATE, self.typer.points.next(), ChooseRole.OUTCOME, self.span)

    def by_days(self, begins: Expr, closes: Expr) -> Expr:
        """Days that count over days of the period."""
        one = folding.number(1, kinds.DAYS)
        days, whole = (
            folding.add(self._between(first, last), one, kinds.DAYS, self.span)
            for first, last in ((begins, closes), (_FIRST, _LAST))
        )
        # A period has days; that its end is after its beginning is not to be read off the two dates.
        return folding.divide(self._at_least(0, days), self._at_least(1, whole), kinds.RATIO, self.span)

    def by_months(self, begins: Expr, closes: Expr) -> Expr:
        """Calendar months that lie wholly inside the time that counts."""
        one_day, one_month = folding.number(1, kinds.DAYS), folding.number(1, kinds.COUNT)
        month = DateCall(DateOperator.FIRST_OF_MONTH, (begins,), kinds.DATE, self.span)
        later = DateCall(DateOperator.ADD_MONTHS, (month, one_month), kinds.DATE, self.span)
        begins_whole = Compare(ComparisonOperator.EQUAL, month, begins, kinds.YES_NO, self.span)
        arms = (Arm(begins_whole, begins, ""), Arm(None, later, ""))
        first = Choose(arms, kinds.DATE, self.typer.points.next(), ChooseRole.OUTCOME, self.span)
        after = Arithmetic(ArithmeticOperator.ADD, closes, one_day, kinds.DATE, self.span)
        end = DateCall(DateOperator.FIRST_OF_MONTH, (after,), kinds.DATE, self.span)
        months = DateCall(DateOperator.MONTHS_BETWEEN, (first, end), kinds.COUNT, self.span)
        return self._at_least(0, months)

    def _between(self, first: Expr, last: Expr) -> Expr:
        return DateCall(DateOperator.DAYS_BETWEEN, (first, last), kinds.DAYS, self.span)

    def _at_least(self, least: int, amount: Expr) -> Expr:
        bound = folding.number(Fraction(least), amount.kind)
        point = self.typer.points.next()
        return Extreme(ExtremeOperator.MAX, (amount, bound), amount.kind, point, ExtremeRole.FLOOR, self.span)
