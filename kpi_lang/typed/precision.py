"""What the author's words for rounding mean: places or a step, and the mode."""

from fractions import Fraction

from attrs import frozen

from kpi_lang.resolved import Category, Scope
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax import tree
from kpi_lang.typed.environment import Environment, Untyped
from kpi_lang.values.rounding import Mode

MOST_PLACES = 30
"""No scheme rounds finer; without a limit one mistyped number would take all memory."""

_MODES = {mode.name.lower(): mode for mode in Mode}


@frozen
class Rounding:
    """To a multiple of ``step`` under ``mode``; ``digits`` where the author rounds to places."""

    step: Fraction
    mode: Mode
    digits: int | None


def rounding_of(written: tree.Precision | None, scope: Scope, environment: Environment) -> Rounding | None:
    """The rounding that was written; half up unless said, whole numbers unless said. Raises Untyped."""
    if written is None:
        return None
    if written.rule is not None:
        return rounding_of(_rule(written.rule, scope, environment), scope, environment)
    mode = Mode.HALF_UP if written.mode is None else _MODES[written.mode.text]
    if written.step is not None:
        if written.step.value <= 0:
            raise Untyped  # the parser has reported it
        return Rounding(written.step.value, mode, None)
    places = written.places or 0
    if places > MOST_PLACES:
        raise environment.stop("K327", written.span, places=places, most=MOST_PLACES)
    return Rounding(Fraction(1, 10**places), mode, places)


def _rule(name: tree.Ident, scope: Scope, environment: Environment) -> tree.Precision:
    symbol = scope.values.get(name.text)
    if symbol is not None and isinstance(symbol.declaration, tree.RoundingRule):
        return symbol.declaration.precision
    if scope.is_partial or (symbol is not None and symbol.category is Category.LOST):
        raise Untyped
    close = nearest(name.text, (text for text, s in scope.values.items() if s.category is Category.ROUNDING))
    help = "nearest" if close else "none"
    raise environment.stop("K256", name.span, name=name.text, nearest=close or "", help=help)


def decimal_places(step: Fraction) -> int | None:
    """How many decimal places the multiples of ``step`` need; None if no number of places is enough."""
    places, scaled = 0, step
    while scaled.denominator != 1:
        if scaled.denominator % 2 and scaled.denominator % 5:
            return None
        scaled, places = scaled * 10, places + 1
    return places
