"""What is known of numbers at one place of a policy: bounds on forms, and numbers that they are not.

Facts come from domains, from `require` and from the conditions passed on the way. Most questions are settled by
the bound on the very form asked about; the rest by exact linear reasoning over the facts that share atoms
with it. An answer of yes is certain; no may mean not known.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor

from attrs import field, frozen

from kpi_lang.checking.forms import Affine, Atom, Form, Monomial, Polynomial, atoms_of
from kpi_lang.checking.simplex import Feasibility, System
from kpi_lang.values.domains import Interval

ANYTHING = Interval()

MOST_FORMS = 40
"""Facts that one question takes into account; further ones are left aside, which can only lose a proof."""

_ZERO = Fraction(0)


def on_step(interval: Interval, step: Fraction | None) -> Interval | None:
    """The interval shrunk to the multiples of a step in it, None if it holds none."""
    if step is None:
        return interval
    if not step:
        return Interval.point(_ZERO) if interval.contains_zero else None
    lo, hi = interval.lo, interval.hi
    if lo is not None:
        index = ceil(lo / step)
        lo = step * (index + (interval.lo_open and index * step == lo))
    if hi is not None:
        index = floor(hi / step)
        hi = step * (index - (interval.hi_open and index * step == hi))
    if lo is not None and hi is not None and lo > hi:
        return None
    return Interval(lo, hi)


def form_of(atom: Atom) -> Form:
    """The form that is one atom."""
    return ((((atom, 1),), Fraction(1)),)


def moved(interval: Interval, factor: Fraction, constant: Fraction) -> Interval:
    """The numbers ``factor * x + constant``."""
    scaled = Interval.point(_ZERO) if not factor else interval.mul(Interval.point(factor))
    return scaled.add(Interval.point(constant)) if constant else scaled


def solved_for(affine: Affine, interval: Interval) -> Interval:
    """Where the form lies if the whole lies in ``interval``."""
    return moved(interval.add(Interval.point(-affine.constant)), 1 / affine.factor, _ZERO)


@frozen
class Facts:
    """Bounds and excluded numbers by form; never changed, only succeeded by facts that know more."""

    bounds: Mapping[Form, Interval] = field(factory=dict)
    holes: Mapping[Form, frozenset[Fraction]] = field(factory=dict)

    def within(self, form: Form, interval: Interval, step: Fraction | None = None) -> "Facts | None":
        """These facts and that a form, a multiple of ``step``, lies in an interval; None if it cannot."""
        known = self.bounds.get(form)
        narrowed = interval if known is None else known.intersect(interval)
        settled = None if narrowed is None else _settled(narrowed, step, self.holes.get(form, frozenset()))
        if settled is None:
            return None
        return self if settled == known else Facts({**self.bounds, form: settled}, self.holes)

    def without(self, form: Form, number: Fraction, step: Fraction | None = None) -> "Facts | None":
        """These facts and that a form, a multiple of ``step``, is not a number; None if it is nothing else."""
        holes = {**self.holes, form: self.holes.get(form, frozenset()) | {number}}
        return Facts(self.bounds, holes).within(form, ANYTHING, step)

    def interval(self, polynomial: Polynomial) -> Interval:
        """An interval that holds the polynomial, from the bounds on its form and on each of its monomials."""
        affine = polynomial.affine()
        if not affine.form:
            return Interval.point(affine.constant)
        total: Interval | None = None
        for monomial, coefficient in affine.form:
            part = moved(self.monomial(monomial), coefficient, _ZERO)
            total = part if total is None else total.add(part)
        assert total is not None
        narrowed = total.intersect(self.bounds.get(affine.form, ANYTHING))
        return moved(narrowed if narrowed is not None else total, affine.factor, affine.constant)

    def monomial(self, monomial: Monomial) -> Interval:
        """An interval that holds a monomial."""
        product = Interval.point(Fraction(1))
        for atom, power in monomial:
            factor = self.bounds.get(form_of(atom), ANYTHING)
            if power < 0:
                factor = Interval.point(Fraction(1)).div(factor)
            for _ in range(abs(power)):
                product = product.mul(factor)
        # An even power cannot be negative, which multiplying out an interval does not see.
        if all(power % 2 == 0 for _, power in monomial):
            product = product.intersect(Interval.at_least(_ZERO)) or product
        narrowed = product.intersect(self.bounds.get(((monomial, Fraction(1)),), ANYTHING))
        return product if narrowed is None else narrowed

    # --- questions -------------------------------------------------------------------------------------

    def entails_nonzero(self, polynomial: Polynomial) -> bool:
        """Whether the polynomial cannot be zero."""
        affine = polynomial.affine()
        if not affine.form:
            return affine.constant != 0
        zero = -affine.constant / affine.factor
        if zero in self.holes.get(affine.form, frozenset()):
            return True
        return self._excludes(polynomial, Interval.point(_ZERO))

    def entails_positive(self, polynomial: Polynomial) -> bool:
        """Whether the polynomial is greater than zero."""
        return self._excludes(polynomial, Interval.at_most(_ZERO))

    def entails_nonnegative(self, polynomial: Polynomial) -> bool:
        """Whether the polynomial is not less than zero."""
        return self._excludes(polynomial, Interval.below(_ZERO))

    def are_consistent(self) -> bool:
        """Whether, as far as linear reasoning sees, numbers exist that meet them all."""
        sums = [form for form in self.bounds if len(form) > 1]
        return not sums or self._solve(sums[:MOST_FORMS], {}).solve() is not Feasibility.INFEASIBLE

    def numbers(self) -> Mapping[Atom, Fraction]:
        """Numbers for the atoms that meet the bounds on sums of them; none if there are no such numbers.

        Products are treated as free of their factors, so what is found is to be tried, not trusted.
        """
        forms = [form for form in self.bounds if len(form) > 1][:MOST_FORMS]
        system = self._solve([*forms, *(f for f in self.bounds if len(f) == 1)], {})
        if system.solve() is not Feasibility.FEASIBLE:
            return {}
        model = system.model()
        return {m[0][0]: value for m, value in model.items() if len(m) == 1 and m[0][1] == 1}

    def _excludes(self, polynomial: Polynomial, interval: Interval) -> bool:
        if self.interval(polynomial).intersect(interval) is None:
            return True
        affine = polynomial.affine()
        if not affine.form:
            return False
        target = solved_for(affine, interval)
        related = self._related(affine.form)
        if not related:
            return False
        return self._solve(related, {affine.form: target}).solve() is Feasibility.INFEASIBLE

    def _related(self, form: Form) -> list[Form]:
        """The sums that share atoms with a form, directly or through other sums."""
        found: list[Form] = []
        reached = atoms_of(form)
        waiting = [known for known in self.bounds if len(known) > 1]
        grown = True
        while grown and len(found) < MOST_FORMS:
            near = [known for known in waiting if not reached.isdisjoint(atoms_of(known))]
            waiting = [known for known in waiting if known not in near]
            found.extend(near)
            grown = bool(near)
            for known in near:
                reached |= atoms_of(known)
        return found[:MOST_FORMS]

    def _solve(self, forms: list[Form], asked: Mapping[Form, Interval]) -> System[Monomial]:
        """The linear system of some forms, those that are asked about within the intervals asked."""
        system: System[Monomial] = System()
        everything = dict.fromkeys([*forms, *asked])
        for monomial in dict.fromkeys(monomial for form in everything for monomial, _ in form):
            system.bound(monomial, self.monomial(monomial))
        for form in everything:
            if len(form) > 1 and form in self.bounds:
                system.bound_sum(form, self.bounds[form])
            if form in asked:
                system.bound_sum(form, asked[form])
        return system


def _settled(interval: Interval, step: Fraction | None, holes: frozenset[Fraction]) -> Interval | None:
    """The interval shrunk to its step and cut where an end is excluded."""
    current: Interval | None = on_step(interval, step)
    while current is not None:
        for end in (current.lo, current.hi):
            if end in holes and current is not None and current.contains(end):
                current = current.without(end)
                break
        else:
            return current
        current = None if current is None else on_step(current, step)
    return None
