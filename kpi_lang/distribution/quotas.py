"""Quotas: shares of a head-count made whole, as each rule says. Exact: 7% of 100 are 7, never 8."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from kpi_lang.core.distribution import Sense
from kpi_lang.values.rounding import Mode, round_ratio


@frozen
class Quota:
    """A rule for one cohort: how many heads may have one of ``grades``; both bounds are included.

    ``rule`` is the place of the rule in the policy, by which findings and traces name it.
    """

    rule: int
    grades: frozenset[int]
    least: int
    most: int

    def met(self, counts: Sequence[int]) -> bool:
        """Whether head-counts by grade keep to the quota."""
        return self.least <= self.number(counts) <= self.most

    def number(self, counts: Sequence[int]) -> int:
        """How many heads have one of its grades."""
        return sum(counts[grade] for grade in self.grades)

    def to_move(self, counts: Sequence[int]) -> int:
        """How many are too many, or minus how many are wanting; 0 where the quota is met."""
        number = self.number(counts)
        if number > self.most:
            return number - self.most
        return min(0, number - self.least)


def whole(share: Fraction, headcount: int, mode: Mode) -> int:
    """A share of a head-count as heads."""
    product = share * headcount
    return round_ratio(product.numerator, product.denominator, mode)


def quota(rule: int, grades: frozenset[int], sense: Sense, number: int, headcount: int) -> Quota:
    """The quota of a number of heads in a cohort of so many."""
    match sense:
        case Sense.AT_MOST:
            return Quota(rule, grades, 0, number)
        case Sense.AT_LEAST:
            return Quota(rule, grades, number, headcount)
        case Sense.EXACTLY:
            return Quota(rule, grades, number, number)


def largest_remainder(shares: Sequence[Fraction], headcount: int) -> tuple[int, ...]:
    """Whole numbers in the proportion of the shares that add up to what the shares do of the head-count.

    Each gets the whole part; what is left goes one by one to the largest remainders, of equal ones to the
    earlier. The sum is rounded down where the shares are not 100%.
    """
    exact = [share * headcount for share in shares]
    found = [value.numerator // value.denominator for value in exact]
    total = sum(exact, Fraction(0))
    left = total.numerator // total.denominator - sum(found)
    order = sorted(range(len(exact)), key=lambda place: (found[place] - exact[place], place))
    for place in order[:left]:
        found[place] += 1
    return tuple(found)
