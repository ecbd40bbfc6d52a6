"""Comparisons of fractions: multiplied by the denominators, never divided."""

from typing import assert_never

from kpi_lang.core.nodes import ComparisonOperator
from tests.benchmarks.probe.meaning import Mask, Meaning
from tests.benchmarks.probe.program import Builder
from tests.benchmarks.probe.ratios import Ratio, add

FLIPPED = {
    ComparisonOperator.LESS: ComparisonOperator.GREATER,
    ComparisonOperator.AT_MOST: ComparisonOperator.AT_LEAST,
}


def relation(builder: Builder, operator: ComparisonOperator, left: Ratio, right: Ratio) -> bool | Mask:
    """A comparison, multiplied by the denominators, which are positive."""
    match operator:
        case ComparisonOperator.GREATER | ComparisonOperator.AT_LEAST:
            return sign(builder, add(left, right, -1), strict=operator is ComparisonOperator.GREATER)
        case ComparisonOperator.LESS | ComparisonOperator.AT_MOST:
            return relation(builder, FLIPPED[operator], right, left)
        case ComparisonOperator.EQUAL:
            return equality(builder, add(left, right, -1))
        case ComparisonOperator.NOT_EQUAL:
            return negation(equality(builder, add(left, right, -1)))
        case _:
            assert_never(operator)


def sign(builder: Builder, difference: Ratio, *, strict: bool) -> bool | Mask:
    """Whether a fraction is above zero, or at least zero."""
    poly = difference.num
    low, high = builder.poly_bounds(poly)
    if low > 0 or (low == 0 and not strict):
        return True
    if high < 0 or (high == 0 and strict):
        return False
    # One orientation for a condition and its contrary, so that the one is known to be the other's negation.
    leading = poly[min(poly, key=lambda m: (not m, m))]
    if leading < 0:
        found = sign(builder, Ratio({m: -c for m, c in poly.items()}), strict=not strict)
        assert isinstance(found, Mask)
        return Mask(found.register, not found.negated)
    above = {m: c for m, c in poly.items() if c > 0}
    below = {m: -c for m, c in poly.items() if c < 0}
    name = "greater" if strict else "at least"
    return Mask(builder.step(name, builder.poly(above), builder.poly(below)))


def equality(builder: Builder, difference: Ratio) -> bool | Mask:
    poly = difference.num
    if not poly:
        return True
    low, high = builder.poly_bounds(poly)
    if low > 0 or high < 0:
        return False
    above = {m: c for m, c in poly.items() if c > 0}
    below = {m: -c for m, c in poly.items() if c < 0}
    register = builder.step("equal", builder.poly(above), builder.poly(below))
    columns = [m for m in poly if m]
    if len(columns) == 1 and len(columns[0]) == 1 and abs(poly[columns[0]]) == 1:
        return Mask(register, equal=(columns[0][0], abs(poly.get((), 0))))
    return Mask(register)


def negation(value: Meaning) -> bool | Mask:
    """The contrary of a condition."""
    if isinstance(value, Mask):
        return Mask(value.register, not value.negated, value.equal)
    assert isinstance(value, bool)
    return not value


def contrary(one: Mask, other: Mask) -> bool:
    """Whether one condition is the other's negation."""
    return one.register == other.register and one.negated is not other.negated
