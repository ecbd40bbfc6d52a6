from fractions import Fraction

import pytest

from kpi_lang.checking.forms import MOST_FACTORS, MOST_TERMS, Forms, Polynomial, TooLarge, common_step
from kpi_lang.checking.terms import Terms
from tests.checking.plans import X, choose, number, numeric, plan, rounded, rule, the


def atom(number: int) -> Polynomial:
    return Polynomial.of_atom(number)


def test_a_difference_and_its_opposite_have_one_form() -> None:
    forms = Forms()
    one = forms.affine(atom(1).plus(atom(2), -1))
    other = forms.affine(atom(2).plus(atom(1), -1).scaled(Fraction(3)))
    assert one.form is other.form
    assert one.factor == 1
    assert other.factor == -3


def test_products_are_multiplied_out_and_divisors_cancel() -> None:
    forms = Forms()
    product = atom(1).times(atom(2).plus(Polynomial.of_constant(Fraction(1))))
    assert forms.affine(product).form is forms.affine(atom(2).times(atom(1)).plus(atom(1))).form
    reciprocal = atom(1).reciprocal()
    assert reciprocal is not None
    assert atom(1).times(reciprocal).constant == 1


def test_a_sum_has_no_reciprocal() -> None:
    assert atom(1).plus(atom(2)).reciprocal() is None


def test_long_sums_and_products_are_refused() -> None:
    long = Polynomial({((n, 1),): Fraction(1) for n in range(MOST_TERMS)})
    with pytest.raises(TooLarge):
        long.plus(atom(MOST_TERMS))
    with pytest.raises(TooLarge):
        Polynomial({((1, MOST_FACTORS),): Fraction(1)}).times(atom(1))


def test_the_common_step_of_steps() -> None:
    assert common_step([Fraction(1, 2), Fraction(3)]) == Fraction(1, 2)
    assert common_step([Fraction(1, 2), Fraction(1, 3)]) == Fraction(1, 6)
    assert common_step([Fraction(0), Fraction(5)]) == 5


def terms() -> Terms:
    share = the("orders") / 2
    return Terms(
        plan(
            numeric("orders", step=1),
            numeric("pay", step="0.01"),
            numeric("rate"),
            share=share,
            twice=share * 2,
        )
    )


def test_equal_expressions_are_one_atom_whatever_their_trace_points() -> None:
    known = terms()
    one, other = (choose((the("rate") > 1, 1), otherwise=0).expr for _ in range(2))
    assert one != other
    assert known.atom(one) == known.atom(other)
    assert known.atom(one) != known.atom(choose((the("rate") > 2, 1), otherwise=0).expr)


def test_a_rule_that_is_a_short_sum_is_seen_through() -> None:
    known = terms()
    assert known.affine(rule("share").expr).form is known.affine(the("orders").expr).form
    assert known.affine(rule("twice").expr).factor == 1


@pytest.mark.parametrize(
    ("expr", "step"),
    [
        (the("orders"), Fraction(1)),
        (the("orders") / 2 + 3, Fraction(1, 2)),
        (the("orders") * the("pay"), Fraction(1, 100)),
        (the("rate"), None),
        (the("orders") / the("pay"), None),
        (rounded(the("rate"), "0.5"), Fraction(1, 2)),
        (choose((the("rate") > 1, 6), otherwise=4), Fraction(2)),
        (rule("share"), Fraction(1, 2)),
        (number(0), Fraction(0)),
    ],
)
def test_steps_of_expressions(expr: X, step: Fraction | None) -> None:
    assert terms().step(expr.expr) == step


def test_a_sum_of_a_whole_scorecard_is_one_atom_and_needs_no_deep_stack() -> None:
    long = the("rate")
    for _ in range(2_000):
        long = long + the("pay") * the("rate")
    assert terms().affine(long.expr).form is not None
    very_long = number(0)
    for place in range(MOST_TERMS + 1):
        very_long = very_long + the(f"other{place}")
    known = terms()
    form = known.affine(very_long.expr).form
    assert form is not None
    assert form.atom == known.atom(very_long.expr)
