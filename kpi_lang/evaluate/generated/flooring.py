"""Whole numbers at or below quotients, computed once for all that needs them.

A score on a line over a quotient needs several of them: for the tests of its segments and for rounding on each. All
are whole-number arithmetic on one: for whole a, b, w and k, with w and k positive,
``⌊(a·x + b) / w⌋ = (⌊k·a·x⌋ + k·b) // (k·w)``, since b·k is whole and ``⌊⌊y⌋ / n⌋ = ⌊y / n⌋``.
"""

from math import gcd

from kpi_lang.evaluate.generated.code import Code, floored, summed
from kpi_lang.evaluate.generated.context import Context, Floor, Place
from kpi_lang.evaluate.generated.polynomials import ONE, Polynomial, as_combination


def floor_of(context: Context, place: Place, above: Polynomial, below: Polynomial) -> Code:
    """The code of ``⌊above / below⌋`` for a positive ``below``."""
    common = gcd(above.content, below.content)
    if common > 1:
        above, below = above.divided(common), below.divided(common)
    if below == ONE:
        return above.code(context.constants)
    for known in place.floors:
        found = _from_known(context, known, above, below)
        if found is not None:
            return found
    return floored(above.code(context.constants), below.code(context.constants))


def slope_over(quotient: tuple[Polynomial, Polynomial], above: Polynomial, below: Polynomial) -> int | None:
    """The ``a`` by which ``above / below`` is ``(a·x + b) / w`` for a quotient x; None if it is not so."""
    found = _affine(quotient[0], quotient[1], *_lowest(above, below))
    return None if found is None else found[0]


def _lowest(above: Polynomial, below: Polynomial) -> tuple[Polynomial, Polynomial]:
    common = gcd(above.content, below.content)
    return (above.divided(common), below.divided(common)) if common > 1 else (above, below)


def _affine(
    num: Polynomial, den: Polynomial, above: Polynomial, below: Polynomial
) -> tuple[int, int, int] | None:
    """(a, b, w) with ``above / below == (a·num/den + b) / w``, w positive; None if there are none."""
    factor, remainder = divmod(below.content, den.content)
    if remainder or den.times(factor) != below:
        return None
    parts = as_combination(above, num, den)
    return None if parts is None else (*parts, factor)


def _from_known(context: Context, known: Floor, above: Polynomial, below: Polynomial) -> Code | None:
    found = _affine(known.num, known.den, above, below)
    if found is None or found[0] == 0 or known.factor % found[0] or (known.factor > 0) != (found[0] > 0):
        return None
    a, b, w = found
    k = known.factor // a
    offset = k * b
    shifted = known.local
    if offset:
        part = [context.constants.integer(abs(offset))]
        shifted = summed([known.local, *part], []) if offset > 0 else summed([known.local], part)
    return shifted if k * w == 1 else floored(shifted, context.constants.integer(k * w))


def threshold(known: Floor, num: int, den: int) -> int | None:
    """The whole number that a known floor is compared with, for a threshold ``num / den`` on its quotient."""
    exact, remainder = divmod(known.factor * num, den)
    return None if remainder else exact
