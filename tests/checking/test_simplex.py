from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from kpi_lang.checking.simplex import Feasibility, System
from kpi_lang.values.domains import Interval

Sum = tuple[tuple[tuple[str, Fraction], ...], Interval]

NAMES = ("x", "y", "z")


def feasible(bounds: dict[str, Interval], *sums: Sum) -> System[str] | None:
    system: System[str] = System()
    for name, interval in bounds.items():
        system.bound(name, interval)
    for terms, interval in sums:
        system.bound_sum(terms, interval)
    return system if system.solve() is Feasibility.FEASIBLE else None


def plus(*terms: tuple[int, str]) -> tuple[tuple[str, Fraction], ...]:
    return tuple((name, Fraction(coefficient)) for coefficient, name in terms)


def test_strict_bounds_leave_no_room_at_their_ends() -> None:
    x = {"x": Interval.at_least(Fraction(0)), "y": Interval.at_most(Fraction(0))}
    assert feasible(x, (plus((1, "x"), (-1, "y")), Interval.at_most(Fraction(0))))
    assert not feasible(x, (plus((1, "x"), (-1, "y")), Interval.below(Fraction(0))))


def test_a_chain_of_inequalities_is_followed() -> None:
    above = Interval.above(Fraction(0))
    chain = [(plus((1, a), (-1, b)), above) for a, b in (("x", "y"), ("y", "z"))]
    assert feasible({}, *chain)
    assert not feasible({}, *chain, (plus((1, "z"), (-1, "x")), Interval.at_least(Fraction(0))))


def test_it_gives_up_in_the_end() -> None:
    system: System[str] = System()
    system.bound_sum(plus((1, "x"), (1, "y")), Interval.above(Fraction(3)))
    assert system.solve(most_pivots=0) is Feasibility.GAVE_UP


intervals = st.builds(
    lambda lo, width, lo_open, hi_open: Interval(
        Fraction(lo), Fraction(lo + width), lo_open and width > 0, hi_open and width > 0
    ),
    st.integers(-3, 3),
    st.integers(0, 4),
    st.booleans(),
    st.booleans(),
)
sums = st.tuples(
    st.lists(st.integers(-2, 2).map(Fraction), min_size=3, max_size=3).map(
        lambda cs: tuple(zip(NAMES, cs, strict=True))
    ),
    intervals,
)


def holds(terms: tuple[tuple[str, Fraction], ...], interval: Interval, model: dict[str, Fraction]) -> bool:
    return interval.contains(sum((c * model[name] for name, c in terms), Fraction(0)))


@given(st.lists(intervals, min_size=3, max_size=3), st.lists(sums, max_size=4))
def test_a_model_meets_every_bound_and_without_one_no_grid_point_does(
    bounds: list[Interval], wanted: list[Sum]
) -> None:
    named = dict(zip(NAMES, bounds, strict=True))
    system = feasible(named, *wanted)
    if system is not None:
        model = dict(system.model())
        assert all(interval.contains(model[name]) for name, interval in named.items())
        assert all(holds(terms, interval, model) for terms, interval in wanted)
        return
    grid = [Fraction(n, 2) for n in range(-6, 15)]
    inside = [[n for n in grid if interval.contains(n)] for interval in bounds]
    for point in product(*inside):
        candidate = dict(zip(NAMES, point, strict=True))
        assert not all(holds(terms, interval, candidate) for terms, interval in wanted)
