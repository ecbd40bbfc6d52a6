"""Rows of tables, steps, tiers and grades: what no row covers, and rows that nothing reaches."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from kpi_lang.checking.analysis import Analysis, Visit
from kpi_lang.checking.places import rule_named, span_of, text_of
from kpi_lang.checking.possible import Values
from kpi_lang.checking.situation import Situation
from kpi_lang.core.children import walk
from kpi_lang.core.nodes import (
    GAP,
    Arm,
    Choose,
    ChooseRole,
    Compare,
    Expr,
    FieldRef,
    InputRef,
    Logic,
    RuleRef,
)
from kpi_lang.source import Diagnostic, Diagnostics, Lang, Span
from kpi_lang.values.display import display
from kpi_lang.values.domains import Interval
from kpi_lang.values.kinds import Kind

_WITH_ROWS = (ChooseRole.STEPS, ChooseRole.TABLE, ChooseRole.TIERS, ChooseRole.GRADES)


@frozen
class Range:
    """Values of a kind in an interval, as a message shows them: `500,000 .. 800,000`, `less than 60`."""

    interval: Interval
    kind: Kind

    def in_language(self, lang: Lang) -> str:
        """The range in words."""
        span, english = self.interval, lang == "en"
        lo, hi = (None if end is None else display(end, self.kind, lang) for end in (span.lo, span.hi))
        if lo is None and hi is None:
            return "any value" if english else "任意数值"
        if hi is None:
            above = f"more than {lo}" if english else f"大于 {lo}"
            return above if span.lo_open else (f"{lo} or more" if english else f"{lo} 及以上")
        if lo is None:
            below = f"less than {hi}" if english else f"小于 {hi}"
            return below if span.hi_open else (f"{hi} or less" if english else f"{hi} 及以下")
        left_out = [str(end) for end, is_open in ((lo, span.lo_open), (hi, span.hi_open)) if is_open]
        shown = lo if lo == hi else f"{lo} .. {hi}"
        if not left_out:
            return shown
        return (
            f"{shown} without {' and '.join(left_out)}"
            if english
            else f"{shown}（不含 {'、'.join(left_out)}）"
        )


def check_rows(analysis: Analysis, diagnostics: Diagnostics) -> None:
    """Report gaps between rows, and rows that nothing reaches."""
    for visit in analysis.visits.values():
        if visit.choose.role in _WITH_ROWS and visit.choose.arms[-1].label == GAP:
            _check_gap(analysis, visit, diagnostics)
    _check_reached(analysis, diagnostics)


# --- gaps ----------------------------------------------------------------------------------------------


def _check_gap(analysis: Analysis, visit: Visit, diagnostics: Diagnostics) -> None:
    gap = len(visit.choose.arms) - 1
    for situation in visit.arms.get(gap, ()):
        if not analysis.refuted(situation):
            diagnostics.add(_gap(analysis, visit, situation))
            return


def _gap(analysis: Analysis, visit: Visit, situation: Situation) -> Diagnostic:
    span = span_of(visit.choose, rule_named(analysis.plan, visit.rule))
    help_key = "grades" if visit.choose.role is ChooseRole.GRADES else "rows"
    key = _key(visit.choose)
    if key is None:
        return Diagnostic.of("K552", span, help=help_key)
    values = analysis.possible(key, situation).values
    name = text_of(key)
    if isinstance(values, frozenset):
        left_out = tuple(sorted(display(member, key.kind, "en") for member in values))
        return Diagnostic.of("K551", span, help=help_key, key=name, members=left_out)
    example = _example(analysis, visit, key, values, situation)
    if example is None or not isinstance(values, Interval):
        return Diagnostic.of("K552", span, help=help_key)
    return Diagnostic.of(
        "K550",
        span,
        help=help_key,
        key=name,
        gap=Range(values, key.kind),
        example=display(example, key.kind, "en"),
    )


def _key(choose: Choose) -> Expr | None:
    """What all rows compare."""
    keys = {_compared(arm) for arm in choose.arms[:-1]}
    return keys.pop() if len(keys) == 1 else None


def _compared(arm: Arm) -> Expr | None:
    test = arm.condition.args[0] if isinstance(arm.condition, Logic) else arm.condition
    return test.left if isinstance(test, Compare) else None


def _example(
    analysis: Analysis, visit: Visit, key: Expr, values: Values, situation: Situation
) -> Fraction | None:
    """A value that no row covers."""
    if not isinstance(values, Interval) or not key.kind.is_number:
        return None
    step = analysis.terms.step(key)
    affine = analysis.terms.affine(key)
    for candidate in _inside(values, step):
        here = analysis.within(affine, Interval.point(candidate), situation)
        if here is not None and values.contains(candidate) and _is_uncovered(analysis, visit.choose, here):
            return candidate
    return None


def _inside(interval: Interval, step: Fraction | None) -> Iterator[Fraction]:
    lo, hi = interval.lo, interval.hi
    if lo is not None and hi is not None:
        middle = (lo + hi) / 2
        yield middle if not step else middle // step * step
    beside = step or Fraction(1)
    for end, sign in ((lo, 1), (hi, -1)):
        if end is not None:
            yield from (end, end + sign * beside, end + sign * beside / 2)
    yield from (Fraction(0), Fraction(1))


def _is_uncovered(analysis: Analysis, choose: Choose, situation: Situation) -> bool:
    conditions = (arm.condition for arm in choose.arms if arm.condition is not None)
    return all(analysis.possible(c, situation).members == frozenset({False}) for c in conditions)


# --- rows that nothing reaches -------------------------------------------------------------------------


def _check_reached(analysis: Analysis, diagnostics: Diagnostics) -> None:
    """Report rows that are never reached, in any of the places where a function or table is written out."""
    reached: dict[Span, bool] = {}
    rows: dict[Span, tuple[Visit, int]] = {}
    for visit in analysis.visits.values():
        for index, arm in enumerate(visit.choose.arms):
            span = arm.span
            if span is None or not _is_authored(visit.choose, arm):
                continue
            reached[span] = reached.get(span, False) or index in visit.arms
            rows.setdefault(span, (visit, index))
    for span, is_reached in reached.items():
        if not is_reached:
            diagnostics.add(_unreached(analysis, *rows[span], span))


def _is_authored(choose: Choose, arm: Arm) -> bool:
    """Whether the row is one that the author would miss: not a catch-all, not decided by parameters alone."""
    match choose.role:
        case ChooseRole.GRADES:
            return arm.label != GAP
        case ChooseRole.STEPS | ChooseRole.TABLE:
            return arm.condition is not None and _reads(choose)
        case ChooseRole.IF:
            return _reads(choose)
        case _:
            return False


def _reads(choose: Choose) -> bool:
    tests = (arm.condition for arm in choose.arms if arm.condition is not None)
    return any(isinstance(node, InputRef | FieldRef | RuleRef) for test in tests for node in walk(test))


def _unreached(analysis: Analysis, visit: Visit, index: int, span: Span) -> Diagnostic:
    arm = visit.choose.arms[index]
    key = _key(visit.choose)
    name = "" if key is None else text_of(key)
    match visit.choose.role:
        case ChooseRole.GRADES:
            return Diagnostic.of("K554", span, grade=arm.label)
        case ChooseRole.IF:
            return Diagnostic.of("K555", span, condition=_conditions(visit.choose, index))
        case _:
            values = None if key is None else analysis.possible(key, analysis.base).values
            shown = Range(values, key.kind) if isinstance(values, Interval) and key is not None else ""
            return Diagnostic.of(
                "K553", span, help="range" if shown else "none", row=arm.label, key=name, range=shown
            )


def _conditions(choose: Choose, index: int) -> str:
    test = choose.arms[max(index - 1, 0) if choose.arms[index].condition is None else index].condition
    assert test is not None
    return text_of(test)
