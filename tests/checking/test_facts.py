from fractions import Fraction

import pytest

from kpi_lang.checking.facts import Facts, on_step
from kpi_lang.checking.forms import Affine, Forms, Polynomial
from kpi_lang.values.domains import Interval

FORMS = Forms()
P, T, B = range(3)
ABOVE, AT_LEAST = Interval.above(Fraction(0)), Interval.at_least(Fraction(0))


def affine(*terms: tuple[int, int], constant: int = 0) -> Affine:
    """A sum of (coefficient, atom)."""
    polynomial = Polynomial.of_constant(Fraction(constant))
    for coefficient, atom in terms:
        polynomial = polynomial.plus(Polynomial.of_atom(atom), coefficient)
    return FORMS.affine(polynomial)


def known(*facts: tuple[Affine, Interval]) -> Facts:
    """Facts about sums whose first coefficient is 1."""
    found: Facts | None = Facts()
    for it, interval in facts:
        assert found is not None
        assert it.form is not None
        assert it.factor == 1
        found = found.within(it.form, interval)
    assert found is not None
    return found


def test_inside_threshold_and_benchmark_their_distance_is_positive() -> None:
    facts = known((affine((1, P), (-1, T)), AT_LEAST), (affine((1, P), (-1, B)), Interval.below(Fraction(0))))
    assert facts.entails_positive(affine((1, B), (-1, T)))
    assert facts.entails_nonzero(affine((1, T), (-1, B)))
    assert not facts.entails_nonzero(affine((1, P), (-1, T)))
    assert facts.entails_nonnegative(affine((3, P), (-3, T)))


def test_a_sum_of_what_is_not_negative_with_one_positive_is_positive() -> None:
    facts = known((affine((1, P)), AT_LEAST), (affine((1, T)), ABOVE))
    assert facts.entails_positive(affine((1, P), (2, T)))
    assert not facts.entails_positive(affine((1, P), (-2, T)))


def test_products_follow_their_factors() -> None:
    facts = known((affine((1, P)), ABOVE), (affine((1, T)), Interval.below(Fraction(0))))
    product = FORMS.affine(Polynomial({((P, 1), (T, 1)): Fraction(1)}))
    assert facts.entails_nonzero(product)
    assert facts.entails_positive(product.scaled(-1))
    square = FORMS.affine(Polynomial({((B, 2),): Fraction(1)}))
    assert facts.entails_nonnegative(square)
    assert not facts.entails_positive(square)


def test_an_excluded_number_at_an_end_moves_the_end() -> None:
    facts = known((affine((1, P)), AT_LEAST))
    form = affine((1, P)).form
    assert form is not None
    narrowed = facts.without(form, Fraction(0))
    assert narrowed is not None
    assert narrowed.bounds[form] == ABOVE
    whole = facts.without(form, Fraction(0), step=Fraction(1))
    assert whole is not None
    assert whole.bounds[form] == Interval.at_least(Fraction(1))


def test_an_excluded_number_inside_is_remembered() -> None:
    facts = known((affine((1, P)), Interval(Fraction(-1), Fraction(1))))
    form = affine((1, P)).form
    assert form is not None
    narrowed = facts.without(form, Fraction(0))
    assert narrowed is not None
    assert narrowed.entails_nonzero(affine((-5, P)))


def test_facts_that_contradict_one_another_are_none() -> None:
    form = affine((1, P)).form
    assert form is not None
    facts = known((affine((1, P)), Interval(Fraction(0), Fraction(1))))
    assert facts.within(form, Interval.above(Fraction(1))) is None
    assert facts.within(form, Interval(Fraction(0), Fraction(1), True, True), step=Fraction(1)) is None


def test_sums_that_contradict_one_another_are_found() -> None:
    sums = [affine((1, P), (-1, T)), affine((1, T), (-1, B))]
    facts = known(*((it, ABOVE) for it in sums))
    assert facts.are_consistent()
    circle = affine((1, P), (-1, B)).form
    assert circle is not None
    closed = facts.within(circle, Interval.at_most(Fraction(0)))
    assert closed is not None
    assert not closed.are_consistent()


def test_numbers_that_meet_the_facts() -> None:
    facts = known((affine((1, P), (-1, T)), ABOVE), (affine((1, P)), Interval(Fraction(0), Fraction(1))))
    numbers = facts.numbers()
    assert numbers[P] > numbers[T]
    assert 0 <= numbers[P] <= 1


@pytest.mark.parametrize(
    ("interval", "shrunk"),
    [
        (Interval(Fraction(1, 3), Fraction(2), False, True), Interval(Fraction(1), Fraction(1))),
        (Interval(Fraction(1), Fraction(2), True, True), None),
        (Interval(Fraction(-5, 2), None), Interval(Fraction(-2), None)),
        (Interval(Fraction(0), Fraction(3)), Interval(Fraction(0), Fraction(3))),
    ],
)
def test_an_interval_shrinks_to_whole_numbers(interval: Interval, shrunk: Interval | None) -> None:
    assert on_step(interval, Fraction(1)) == shrunk


def test_multiples_of_nothing_are_nothing() -> None:
    assert on_step(Interval(), Fraction(0)) == Interval.point(Fraction(0))
    assert on_step(ABOVE, Fraction(0)) is None
