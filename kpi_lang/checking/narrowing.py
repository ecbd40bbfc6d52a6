"""What was found of an expression, less what a situation rules out about this very expression."""

from typing import TYPE_CHECKING

from kpi_lang.checking.facts import moved
from kpi_lang.checking.intervals import meet
from kpi_lang.checking.possible import NO_ABSENCE, AnyText, Possible, both
from kpi_lang.checking.situation import Situation
from kpi_lang.core.nodes import Arithmetic, Expr
from kpi_lang.values.domains import Interval

if TYPE_CHECKING:
    from kpi_lang.checking.analysis import Analysis


def known(analysis: "Analysis", expr: Expr, situation: Situation, found: Possible) -> Possible:
    """What was found, less what the situation says of the expression: its presence, members and bounds."""
    values, absences = found.values, found.absences
    if situation.presence:
        presence = situation.presence.get(analysis.terms.atom(expr))
        if presence is not None:
            values = values if presence.value else None
            kept = presence.causes
            absences = frozenset(a for a in absences if a.cause in kept) if kept else NO_ABSENCE
    if isinstance(values, Interval):
        values = _narrowed(analysis, expr, values, situation)
    elif values is not None and situation.members:
        values = both(values, situation.members.get(analysis.terms.atom(expr), AnyText.ANY))
    if values is found.values and absences is found.absences:
        return found
    return Possible(values, absences)


def _narrowed(analysis: "Analysis", expr: Expr, interval: Interval, situation: Situation) -> Interval:
    facts = situation.facts
    # Facts about atoms alone have narrowed the operands of a calculation already.
    if not facts.bounds or (isinstance(expr, Arithmetic) and not facts.compounds):
        return interval
    affine = analysis.terms.affine(expr)
    known = None if affine.form is None else facts.bounds.get(affine.form)
    if known is None:
        return interval
    return meet(interval, moved(known, affine.factor, affine.constant)) or interval
