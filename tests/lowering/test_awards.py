"""Bonus and deduction: per event, per amount, under a condition, with caps on the item, the award and several."""

from fractions import Fraction

import pytest

from tests.lowering.small import HEADER, evaluated, findings

BASE = """
    input n, m : count in 0 .. 99
    input won : yes/no
    input saved : money in 0 .. 1_000_000
    indicator i { score 60 }
    scorecard all { i 100% }
"""


@pytest.mark.parametrize(
    ("items", "points"),
    [
        ("2 points per n", 8),
        ("2 points per n at most 6", 6),
        ("2 points per n, at most 5", 5),
        ("2 points per full 3 of n", 2),
        ("2 points per 3 of n", Fraction(8, 3)),
        ("1 point per n, 3 points per m", 10),
        ("1 point per n at most 2, 3 points per m at most 5, at most 6", 6),
        ("5 points when won = yes", 5),
        ("5 points when won = no", 0),
        ("2 * 1.5 points per m", 6),
        ("0.5 points per full 10_000 of saved", 1),
        ("amount saved / 10_000 * 1", None),
        ("amount 3 * 1.5 at most 4", 4),
    ],
)
def test_what_a_bonus_gives(items: str, points: Fraction | None) -> None:
    policy = f"{BASE}bonus b {{ {items} }}"
    if points is None:
        assert [code for code, _ in findings(policy)] == ["K303"]
        return
    person = evaluated(policy, n=4, m=2, won="yes", saved=25000)
    assert person["b"] == points
    assert person["total"] == 60 + points


def test_a_deduction_is_negative_and_its_cap_is_on_what_is_taken() -> None:
    policy = BASE + 'deduction d { "late" 1 point per n, 3 points per m, at most 8 }'
    person = evaluated(policy, n=4, m=2, won="no", saved=0)
    assert person.numbers("d.1", "d.2", "d", "total") == [4, 6, -8, 52]


def test_an_award_may_have_a_condition() -> None:
    policy = BASE + "bonus b when won { 2 points per n }"
    assert [evaluated(policy, n=4, m=0, won=won, saved=0)["b"] for won in ("yes", "no")] == [8, 0]


def test_an_award_counts_records() -> None:
    policy = (
        BASE
        + """
        records event { on : date; kind : one of { minor, major }; charge : points = if kind = major then 3 else 1 }
        deduction d { amount sum(event.charge over last 12 months), at most 9 }
    """
    )
    rows = [
        {"on": day, "kind": kind}
        for day, kind in [("2026-03-31", "major"), ("2026-01-01", "minor"), ("2025-03-31", "major")]
    ]
    person = evaluated(policy, n=0, m=0, won="no", saved=0, records={"event": rows}, as_of="2026-03-31")
    assert person["d"] == -4


CAPPED = (
    BASE
    + """
    bonus b { 2 points per n }
    bonus c { 3 points per m }
    deduction d { 1 point per n }
    deduction e { 5 points per m }
    cap gains "Bonus together" on b, c at most 10
    cap losses on d, e at most 6
"""
)


@pytest.mark.parametrize(
    ("n", "m", "gains", "losses", "total"), [(1, 1, 5, -6, 59), (4, 2, 10, -6, 64), (1, 0, 2, -1, 61)]
)
def test_a_cap_over_several_awards(n: int, m: int, gains: int, losses: int, total: int) -> None:
    person = evaluated(CAPPED, n=n, m=m, won="no", saved=0)
    assert person.numbers("gains", "losses", "total") == [gains, losses, total]


def test_a_factor_multiplies_the_weighted_score_only() -> None:
    policy = (
        BASE
        + """
        factor attendance = steps of n { <= 2: 100%, <= 5: 90%, else: 50% }
        factor doubled "Twice" when won = 2
        bonus b { 10 points when m > 0 }
    """
    )
    person = evaluated(policy.replace("when won = 2", "= 200% when won"), n=4, m=1, won="yes", saved=0)
    assert person.numbers("attendance", "doubled", "base_score", "total") == [Fraction(9, 10), 2, 60, 118]
    other = evaluated(policy.replace("when won = 2", "= 200% when won"), n=0, m=0, won="no", saved=0)
    assert other.numbers("attendance", "doubled", "total") == [1, 1, 60]


def test_awards_are_rounded_like_scores() -> None:
    header = HEADER.replace("currency CNY", "currency CNY; scores to 1 place")
    policy = BASE + "bonus b { 1 point per 7 of n }"
    assert evaluated(policy, header=header, n=3, m=0, won="no", saved=0)["b"] == Fraction(2, 5)


@pytest.mark.parametrize(
    ("award", "found"),
    [
        ("bonus b { 2% points per n }", [("K303", "2%")]),
        ("bonus b { 2 points per won }", [("K311", "won")]),
        ("bonus b { 2 points per 0 of n }", [("K510", "0")]),
        ("bonus b { 2 points when n }", [("K304", "n")]),
        ("bonus b { 2 points per n }\ncap c on b, i at most 5", [("K613", "i")]),
        ("bonus b { 2 points per n }\ncap c on b, x at most 5", [("K201", "x")]),
        ("factor f = saved", [("K303", "saved")]),
        ("factor f = 50% when n", [("K304", "n")]),
    ],
)
def test_awards_that_are_wrong_are_underlined(award: str, found: list[tuple[str, str]]) -> None:
    assert findings(BASE + award) == found
