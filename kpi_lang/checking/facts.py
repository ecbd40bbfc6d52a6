"""What is known of numbers at one place of a policy: bounds on forms, and numbers that they are not.

Facts come from domains, from `require` and from the conditions passed on the way. Most questions are settled by
the bound on the very form asked about; the rest by exact linear reasoning over the facts that share atoms
with it. An answer of yes is certain; no may mean not known.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil

from attrs import field, frozen

from kpi_lang.checking.forms import Affine, Atom, Form, monomials
from kpi_lang.checking.intervals import ZERO, meet, product, quotient, scaled
from kpi_lang.checking.simplex import Feasibility, System
from kpi_lang.values.domains import Interval

ANYTHING = Interval()
_ONE = Interval.point(Fraction(1))
_NOT_NEGATIVE = Interval.at_least(ZERO)

MOST_FORMS = 40
"""Facts that one question takes into account; further ones are left aside, which can only lose a proof."""


def on_step(interval: Interval, step: Fraction | None) -> Interval | None:
    """The interval shrunk to the multiples of a step in it, None if it holds none."""
    if step is None:
        return interval
    if not step:
        return Interval.point(ZERO) if interval.contains_zero else None
    lo = None if interval.lo is None else _up(interval.lo, step, above=interval.lo_open)
    hi = None if interval.hi is None else -_up(-interval.hi, step, above=interval.hi_open)
    if lo == interval.lo and hi == interval.hi:
        return interval
    if lo is not None and hi is not None and lo > hi:
        return None
    return Interval(lo, hi)


def _up(end: Fraction, step: Fraction, *, above: bool) -> Fraction:
    """The least multiple of a step from a number, or above it."""
    steps = end / step
    if steps.denominator != 1:
        return step * ceil(steps)
    return end + step if above else end


def moved(interval: Interval, factor: Fraction, constant: Fraction) -> Interval:
    """The numbers ``factor * x + constant``."""
    stretched = interval if factor == 1 else scaled(interval, factor)
    return stretched.add(Interval.point(constant)) if constant else stretched


def solved_for(affine: Affine, interval: Interval) -> Interval:
    """Where the form lies if the whole lies in ``interval``."""
    return moved(moved(interval, Fraction(1), -affine.constant), 1 / affine.factor, ZERO)


@frozen
class Facts:
    """Bounds and excluded numbers by form; never changed, only succeeded by facts that know more."""

    bounds: Mapping[Form, Interval] = field(factory=dict)
    holes: Mapping[Form, frozenset[Fraction]] = field(factory=dict)
    compounds: tuple[Form, ...] = ()
    """The forms among them that are more than an atom."""

    @property
    def sums(self) -> tuple[Form, ...]:
        """The forms of several monomials."""
        return tuple(form for form in self.compounds if form.is_sum)

    def within(self, form: Form, interval: Interval, step: Fraction | None = None) -> "Facts | None":
        """These facts and that a form, a multiple of ``step``, lies in an interval; None if it cannot."""
        known = self.bounds.get(form)
        narrowed = interval if known is None else meet(known, interval)
        settled = None if narrowed is None else _settled(narrowed, step, self.holes.get(form, frozenset()))
        if settled is None:
            return None
        if settled is known or settled == known:
            return self
        is_new = known is None and form.atom is None
        compounds = (*self.compounds, form) if is_new else self.compounds
        return Facts({**self.bounds, form: settled}, self.holes, compounds)

    def without(self, form: Form, number: Fraction, step: Fraction | None = None) -> "Facts | None":
        """These facts and that a form, a multiple of ``step``, is not a number; None if it is nothing else."""
        holes = {**self.holes, form: self.holes.get(form, frozenset()) | {number}}
        return Facts(self.bounds, holes, self.compounds).within(form, ANYTHING, step)

    def interval(self, affine: Affine) -> Interval:
        """An interval that holds a polynomial, from the bounds on its form and on each of its monomials."""
        if affine.form is None:
            return Interval.point(affine.constant)
        return moved(self.of_form(affine.form), affine.factor, affine.constant)

    def of_form(self, form: Form) -> Interval:
        """An interval that holds a form."""
        if form.atom is not None:
            return self.bounds.get(form, ANYTHING)
        whole = self._sum(form) if form.is_sum else self._product(form)
        known = self.bounds.get(form)
        return whole if known is None else meet(whole, known) or whole

    def _sum(self, form: Form) -> Interval:
        total: Interval | None = None
        for monomial, coefficient in form.parts:
            part = moved(self.of_form(monomial), coefficient, ZERO)
            total = part if total is None else total.add(part)
        assert total is not None
        return total

    def _product(self, form: Form) -> Interval:
        whole = _ONE
        for atom, power in form.factors:
            factor = self.of_form(atom)
            for _ in range(abs(power)):
                whole = product(whole, factor) if power > 0 else quotient(whole, factor)
        # An even power cannot be negative, which multiplying out an interval does not see.
        if all(power % 2 == 0 for _, power in form.factors):
            return whole.intersect(_NOT_NEGATIVE) or whole
        return whole

    # --- questions -------------------------------------------------------------------------------------

    def says_more_of(self, form: Form | None) -> bool:
        """Whether there are facts about sums that share atoms with a form."""
        if form is None or not self.compounds:
            return False
        return any(known.is_sum and not known.atoms.isdisjoint(form.atoms) for known in self.compounds)

    def entails_nonzero(self, affine: Affine) -> bool:
        """Whether a polynomial cannot be zero."""
        if affine.form is None:
            return affine.constant != 0
        if -affine.constant / affine.factor in self.holes.get(affine.form, ()):
            return True
        return self._excludes(affine, Interval.point(ZERO))

    def entails_positive(self, affine: Affine) -> bool:
        """Whether a polynomial is greater than zero."""
        return self._excludes(affine, Interval.at_most(ZERO))

    def entails_nonnegative(self, affine: Affine) -> bool:
        """Whether a polynomial is not less than zero."""
        return self._excludes(affine, Interval.below(ZERO))

    def are_consistent(self) -> bool:
        """Whether, as far as linear reasoning sees, numbers exist that meet them all."""
        sums = self.sums
        return not sums or self._system(sums[:MOST_FORMS], {}).solve() is not Feasibility.INFEASIBLE

    def numbers(self) -> Mapping[Atom, Fraction]:
        """Numbers for the atoms that meet the bounds on sums of them; none if there are no such numbers.

        Products are treated as free of their factors, so what is found is to be tried, not trusted.
        """
        alone = tuple(form for form in self.bounds if not form.is_sum)
        system = self._system((*self.sums[:MOST_FORMS], *alone), {})
        if system.solve() is not Feasibility.FEASIBLE:
            return {}
        return {form.atom: value for form, value in system.model().items() if form.atom is not None}

    def _excludes(self, affine: Affine, interval: Interval) -> bool:
        if meet(self.interval(affine), interval) is None:
            return True
        if affine.form is None:
            return False
        related = self._related(affine.form)
        if not related:
            return False
        asked = {affine.form: solved_for(affine, interval)}
        return self._system(related, asked).solve() is Feasibility.INFEASIBLE

    def _related(self, form: Form) -> tuple[Form, ...]:
        """The sums that share atoms with a form, directly or through other sums."""
        found: list[Form] = []
        reached = set(form.atoms)
        waiting = list(self.sums)
        grown = True
        while grown and len(found) < MOST_FORMS:
            near = [known for known in waiting if not reached.isdisjoint(known.atoms)]
            waiting = [known for known in waiting if known not in near]
            found.extend(near)
            grown = bool(near)
            reached.update(atom for known in near for atom in known.atoms)
        return tuple(found[:MOST_FORMS])

    def _system(self, forms: tuple[Form, ...], asked: Mapping[Form, Interval]) -> System[Form]:
        """The linear system of some forms, those that are asked about within the intervals asked."""
        system: System[Form] = System()
        everything = dict.fromkeys([*forms, *asked])
        for monomial in dict.fromkeys(m for form in everything for m, _ in monomials(form)):
            system.bound(monomial, self.of_form(monomial))
        for form in everything:
            if form.is_sum and form in self.bounds:
                system.bound_sum(form.parts, self.bounds[form])
            if form in asked:
                system.bound_sum(monomials(form), asked[form])
        return system


def _settled(interval: Interval, step: Fraction | None, holes: frozenset[Fraction]) -> Interval | None:
    """The interval shrunk to its step and cut where an end is excluded."""
    current = on_step(interval, step)
    while current is not None:
        excluded = [end for end in (current.lo, current.hi) if end in holes and current.contains(end)]
        if not excluded:
            return current
        current = current.without(excluded[0])
        current = None if current is None else on_step(current, step)
    return None
