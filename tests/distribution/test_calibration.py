"""What calibration proposes: the fewest moves, unique, in order, and why it cannot."""

from fractions import Fraction

import pytest

from kpi_lang.core.distribution import Sense
from kpi_lang.distribution.calibration import Guarded, calibrated
from kpi_lang.distribution.clash import Clash
from kpi_lang.distribution.cohort import Cohort, Member, counted
from kpi_lang.distribution.quotas import Quota, largest_remainder, quota, whole
from kpi_lang.values.rounding import Mode
from tests.campaigns import calibration

S, A, B, C, D = range(5)


def person(
    key: str, score: int, start: int, *, worst: int = D, best: int | None = None, counts: bool = True
) -> Member:
    return Member(key, (Fraction(score),), start, start if best is None else best, worst, counts)


def test_ten_thousand_cases_equal_brute_force() -> None:
    counts = calibration.run(10_000, 1)
    assert counts["cases"] == 10_000
    assert min(counts["cannot be met"], counts["met already"], counts["people moved"]) > 500


def test_the_lowest_of_those_in_a_full_grade_moves_down() -> None:
    cohort = Cohort((person("a", 96, S), person("b", 93, S), person("c", 91, S), person("d", 80, A)), 5)
    found = calibrated(cohort, [Quota(0, frozenset({S}), 0, 2)])
    assert found.grades == {"a": S, "b": S, "c": A, "d": A}
    (move,) = found.moves
    assert (move.key, move.start, move.end, move.rules, move.ahead, move.behind) == (
        "c",
        S,
        A,
        (0,),
        "b",
        "d",
    )


def test_who_fills_a_grade_from_above_pushes_others_out_of_it() -> None:
    cohort = Cohort((person("a", 99, S), person("b", 97, S), person("c", 90, A)), 5)
    quotas = [Quota(0, frozenset({S}), 0, 1), Quota(1, frozenset({A}), 0, 1)]
    found = calibrated(cohort, quotas)
    assert found.grades == {"a": S, "b": A, "c": B}
    assert [move.rules for move in found.moves] == [(0,), (0, 1)]


def test_the_tied_stay_together_and_the_clash_says_that_telling_them_apart_would_help() -> None:
    cohort = Cohort((person("a", 96, S), person("b", 96, S), person("c", 60, D)), 5)
    moved = calibrated(cohort, [Quota(0, frozenset({S}), 0, 1)])
    assert moved.grades == {"a": A, "b": A, "c": D}
    stuck = calibrated(cohort, [Quota(0, frozenset({S}), 1, 1)])
    assert stuck.grades == {"a": S, "b": S, "c": D}
    assert stuck.obstacle == Clash((0,), ties=True)


def test_the_smallest_set_of_clashing_rules_is_named() -> None:
    cohort = Cohort((person("a", 96, S), person("b", 80, B)), 5)
    quotas = [
        Quota(0, frozenset({S}), 0, 1),
        Quota(1, frozenset({A, B}), 2, 2),
        Quota(2, frozenset({C, D}), 1, 2),
    ]
    assert calibrated(cohort, quotas).obstacle == Clash((1, 2), ties=False)


def test_nobody_is_lifted_where_people_only_move_down() -> None:
    cohort = Cohort((person("a", 92, A), person("b", 91, A)), 5)
    found = calibrated(cohort, [Quota(0, frozenset({S}), 1, 1)])
    assert (found.grades, found.obstacle) == ({"a": A, "b": A}, Clash((0,), ties=False))


def test_a_veto_bounds_the_grade_and_counts_for_the_quota() -> None:
    cohort = Cohort((person("a", 90, A), person("b", 99, D, best=D, worst=D), person("c", 70, C)), 5)
    assert calibrated(cohort, [Quota(0, frozenset({C, D}), 2, 3)]).moves == ()


def test_the_guard_stops_moves_beyond_it() -> None:
    cohort = Cohort(tuple(person(str(n), 96, S) for n in range(4)), 5)
    found = calibrated(cohort, [Quota(0, frozenset({S}), 0, 0)], most_demoted=3)
    assert (found.moves, found.obstacle) == ((), Guarded(4, 3))
    assert len(calibrated(cohort, [Quota(0, frozenset({S}), 0, 0)], most_demoted=4).moves) == 4


def test_only_heads_that_count_fill_a_quota() -> None:
    cohort = Cohort((person("a", 96, S), person("b", 95, S, counts=False)), 5, beside=2)
    assert (cohort.headcount, cohort.graded) == (3, 1)
    assert counted(cohort, cohort.start) == (1, 0, 0, 0, 0)
    assert calibrated(cohort, [Quota(0, frozenset({S}), 0, 1)]).moves == ()


@pytest.mark.parametrize(
    ("people", "expected"), [(120, (6, 18, 24, 36)), (10, (0, 1, 2, 3)), (4, (0, 0, 0, 2))]
)
def test_quotas_of_the_trade_company(people: int, expected: tuple[int, ...]) -> None:
    found = [whole(Fraction(share, 100), people, Mode.DOWN) for share in (5, 15, 20)]
    assert (*found, whole(Fraction(30, 100), people, Mode.UP)) == expected


def test_quotas_are_exact() -> None:
    assert whole(Fraction(7, 100), 100, Mode.UP) == 7
    assert quota(0, frozenset({S}), Sense.AT_LEAST, 2, 9) == Quota(0, frozenset({S}), 2, 9)
    assert quota(0, frozenset({S}), Sense.AT_MOST, 2, 9).to_move([3, 0]) == 1
    assert quota(0, frozenset({S}), Sense.AT_LEAST, 2, 9).to_move([1, 0]) == -1


@pytest.mark.parametrize(
    ("team", "expected"), [(10, (3, 6, 1)), (7, (2, 4, 1)), (3, (1, 2, 0)), (5, (2, 3, 0))]
)
def test_largest_remainder(team: int, expected: tuple[int, ...]) -> None:
    assert largest_remainder([Fraction(share, 100) for share in (30, 60, 10)], team) == expected
