"""Square roots found by whole numbers round as the general way does, which this holds them to."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.values.powers import round_power
from kpi_lang.values.rounding import Mode

MODES = st.sampled_from(list(Mode))
STEPS = st.sampled_from([Fraction(1), Fraction(1, 100), Fraction(1, 2), Fraction(1, 3), Fraction(5)])


@given(st.fractions(0, 10**9), STEPS, MODES)
def test_a_square_root_is_rounded_as_any_power(base: Fraction, step: Fraction, mode: Mode) -> None:
    # The fourth root of the square takes the general way.
    assert round_power(base, Fraction(1, 2), step, mode) == round_power(
        base * base, Fraction(1, 4), step, mode
    )


@given(st.integers(0, 10**6), st.sampled_from([1, 2, 4, 5]), STEPS, MODES)
def test_a_rational_root_is_rounded_from_its_exact_value(
    above: int, below: int, step: Fraction, mode: Mode
) -> None:
    root = Fraction(above, below)
    assert round_power(root * root, Fraction(1, 2), step, mode) == round_power(root, Fraction(1), step, mode)
