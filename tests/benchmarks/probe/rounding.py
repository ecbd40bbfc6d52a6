"""Rounding points, exact: a float division only where intervals prove it, else an estimate put right by its rest.

The tiers of design/architecture.md, "Exact and fast". k is the whole number that N / D has as its floor.
"""

from fractions import Fraction
from math import gcd

from kpi_lang.core.nodes import Round
from kpi_lang.values.intervals import Interval
from kpi_lang.values.rounding import Mode, round_to
from tests.benchmarks.probe.meaning import Pieces
from tests.benchmarks.probe.program import WORD, Builder
from tests.benchmarks.probe.ratios import Monomial, Poly, Ratio, common, multiply, plus, reduced, without
from tests.benchmarks.probe.refusal import CannotExpress

FLOAT = 2**53
"""Whole numbers below this are floats exactly, and the floor of a float quotient of two such is the true one."""

SLACK = 0.25
"""An estimate is off by less, is lowered by as much, and so is k or k − 1."""


def rounded(
    builder: Builder, value: Ratio | Pieces, point: Round, interval: Interval, *, clamped: bool
) -> Ratio | Pieces:
    """A number rounded at a point of the plan; ``interval`` encloses it, whatever the case."""
    if isinstance(value, Ratio):
        return _together(builder, None, (value,), point, interval, clamped=clamped)
    done: dict[int, Ratio] = {}
    belows = dict.fromkeys(arm.below for arm in value.arms if arm.constant is None)
    for below in belows:
        # Arms over one denominator are rounded together, and constants with the first of them.
        group = [at for at, arm in enumerate(value.arms) if arm.below == below and arm.constant is None]
        if below == next(iter(belows)) and below:
            group = [at for at, arm in enumerate(value.arms) if at in group or arm.constant is not None]
        # Rows of other arms are computed as the first of the group, and not looked at.
        arms = tuple(arm if at in group else value.arms[group[0]] for at, arm in enumerate(value.arms))
        found = _together(builder, value.place, arms, point, interval, clamped=clamped)
        for at in group:
            done[at] = found.arms[at] if isinstance(found, Pieces) else found
    for at, arm in enumerate(value.arms):
        constant = arm.constant
        if at not in done and constant is not None:
            done[at] = Ratio.of(round_to(constant, point.step, point.mode))
    results = tuple(done[at] for at in range(len(value.arms)))
    return results[0] if all(result == results[0] for result in results) else Pieces(value.place, results)


def _together(
    builder: Builder,
    place: int | None,
    arms: tuple[Ratio, ...],
    point: Round,
    interval: Interval,
    *,
    clamped: bool,
) -> Ratio | Pieces:
    """Arms that are brought over one denominator and divided once."""
    constant = arms[0].constant
    if constant is not None and len(arms) == 1:
        return Ratio.of(round_to(constant, point.step, point.mode))
    steps = tuple(multiply(arm, Ratio.of(1 / point.step)) for arm in arms)
    nums, scale, below = common(steps)
    if scale == 1 and not below:
        return arms[0] if place is None else Pieces(place, arms)
    largest = _largest(interval, point.step)
    bounds = _ends(interval, point)
    match point.mode:
        case Mode.FLOOR:
            halves, parts = nums, (scale, below)
        case Mode.HALF_UP:
            negative = not clamped and (interval.lo is None or interval.lo < 0)
            if negative and min(builder.poly_bounds(num)[0] for num in nums) < 0:
                return _signed(builder, place, nums, (scale, below), point)
            halves = tuple(plus({m: 2 * c for m, c in num.items()}, {below: scale}) for num in nums)
            parts = (2 * scale, below)
        case _:
            raise CannotExpress(f"rounding {point.mode.value}")
    number = floor_of(builder, place, halves, parts, None if clamped else largest)
    low, high = builder.bounds[number]
    builder.bounds[number] = (
        low if clamped or bounds[0] is None else max(low, bounds[0]),
        high if clamped or bounds[1] is None else min(high, bounds[1]),
    )
    return reduced({(number,): point.step.numerator}, point.step.denominator, ())


def floor_of(
    builder: Builder,
    place: int | None,
    nums: tuple[Poly, ...],
    parts: tuple[int, Monomial],
    largest: Fraction | None,
) -> int:
    """The register of the floor of N / D, N by arm; ``largest`` bounds the quotient's size where that is known."""
    scale, below = parts
    divisor = gcd(scale, *(c for num in nums for c in num.values()))
    nums, scale = tuple({m: c // divisor for m, c in num.items()} for num in nums), scale // divisor
    den: Poly = {below: scale}
    ends = [end for num in nums for end in builder.poly_bounds(num)]
    fits = min(ends) > -WORD and max(ends) < WORD
    least, most = builder.poly_bounds(den)
    assert least > 0
    bounds = (
        min(end // d for end in ends for d in (least, most)),
        max(end // d for end in ends for d in (least, most)),
    )
    if fits and not below:
        num = builder.pieces(place, nums)
        return builder.step("floor divide", num, ("n", scale), bounds=bounds)
    if 4 * most >= WORD:
        raise CannotExpress(f"a denominator of up to {most}")
    divide_by = builder.poly(den)
    if fits and max(map(abs, ends)) < FLOAT and most < FLOAT:
        quotient = _quotient(builder, builder.pieces(place, nums), divide_by)
        return builder.step("whole", ("r", builder.step("floor", quotient)), bounds=bounds)
    size = Fraction(max(map(abs, bounds)))
    if largest is not None:
        size = min(size, largest + 1)
    wanted = builder.pieces(place, nums, wrapping=True)
    if fits:
        estimate = _quotient(builder, wanted, divide_by)
        error = size * 4 / FLOAT
    else:
        estimate, error = _by_terms(builder, place, nums, (scale, below), size)
    if error >= Fraction(SLACK):
        raise CannotExpress(f"rounding a quotient of up to {size}, known only to {float(error):.3g}")
    lowered = builder.step("floor", ("r", builder.step("float add", estimate, ("n", -SLACK))))
    low = builder.step("whole", ("r", lowered), bounds=(bounds[0] - 1, bounds[1]))
    # Products and rest may wrap; the true rest lies in [0, 2 D) and so is right.
    product = builder.step("multiply", ("r", low), divide_by, bounds=(-WORD, WORD))
    rest = builder.step("subtract", wanted, ("r", product), bounds=(-WORD, WORD))
    more = builder.step("at least", ("r", rest), divide_by)
    return builder.step("add", ("r", low), ("r", more), bounds=bounds)


def _quotient(builder: Builder, num: tuple[str, object], den: tuple[str, object]) -> tuple[str, int]:
    sides = [("r", builder.step("float", side)) if side[0] == "r" else side for side in (num, den)]
    return ("r", builder.step("float divide", *sides))


def _by_terms(
    builder: Builder,
    place: int | None,
    nums: tuple[Poly, ...],
    parts: tuple[int, Monomial],
    size: Fraction,
) -> tuple[tuple[str, int], Fraction]:
    """An estimate of a quotient whose numerator exceeds a word, term by term, and a bound of its error.

    The terms that differ between rows are bounded by the quotient's size and the terms that do not: there may
    be one of them in each arm.
    """
    scale, below = parts
    total: tuple[str, int] | None = None
    error = Fraction(0)
    for num in nums:
        varying = [monomial for monomial in num if monomial != below]
        if len(varying) > 1:
            raise CannotExpress("rounding a quotient of several terms that exceeds 64 bits")
        fixed = abs(Fraction(num.get(below, 0), scale))
        error = max(error, (size + 2 * fixed) * 16 / FLOAT)
    for monomial in sorted({m for num in nums for m in num}, key=lambda m: (m == below, m)):
        table = tuple(num.get(monomial, 0) / scale for num in nums)
        term: tuple[str, object] = ("n", table[0])
        if place is not None and len(set(table)) > 1:
            term = ("r", builder.step("float look up", ("t", table), ("r", place)))
        if monomial != below:
            shared = without(below, without(below, monomial))
            above, under = without(monomial, shared), without(below, shared)
            share = _quotient(builder, builder.poly({above: 1}), builder.poly({under: 1}))
            term = ("r", builder.step("float multiply", share, term))
        total = term if total is None else ("r", builder.step("float add", total, term))  # type: ignore[assignment]
    assert total is not None
    return total, error


def _signed(
    builder: Builder, place: int | None, nums: tuple[Poly, ...], parts: tuple[int, Monomial], point: Round
) -> Ratio:
    """Half up is away from zero: the size is rounded, then the sign put back."""
    scale, below = parts
    given = builder.pieces(place, nums)
    low, high = builder.bounds[builder.column_of(given)]
    size = builder.step("absolute", given, bounds=(0, max(abs(low), abs(high))))
    halves: Poly = plus({(size,): 2}, {below: scale})
    number = floor_of(builder, None, (halves,), (2 * scale, below), None)
    sign = builder.step("sign", given, bounds=(-1, 1))
    most = builder.bounds[number][1]
    back = builder.step("multiply", ("r", number), ("r", sign), bounds=(-most, most))
    return reduced({(back,): point.step.numerator}, point.step.denominator, ())


def _largest(interval: Interval, step: Fraction) -> Fraction | None:
    if interval.lo is None or interval.hi is None:
        return None
    return max(abs(interval.lo), abs(interval.hi)) / step


def _ends(interval: Interval, point: Round) -> tuple[int | None, int | None]:
    ends = (interval.lo, interval.hi)
    low, high = (
        None if end is None else int(round_to(end, point.step, point.mode) / point.step) for end in ends
    )
    return low, high
