"""Small random cohorts with quotas, where brute force can be asked."""

from fractions import Fraction
from random import Random

from attrs import frozen

from kpi_lang.distribution.cohort import Cohort, Member
from kpi_lang.distribution.quotas import Quota


@frozen
class Case:
    cohort: Cohort
    quotas: tuple[Quota, ...]

    def shuffled(self, random: Random) -> "Case":
        """The same people, rows in another order."""
        members = list(self.cohort.members)
        random.shuffle(members)
        return Case(Cohort(tuple(members), self.cohort.grades, self.cohort.beside), self.quotas)


def draw(random: Random) -> Case:
    """People with ties, vetoes and exemptions; quotas on any sets of grades, often contradictory."""
    grades = random.randint(1, 4)
    direction = random.choice(("down", "down", "down", "up", "both"))
    size = random.randint(0, 7)
    scores = [random.randint(0, random.choice((2, 4, 9))) for _ in range(size)]
    edges = sorted((random.randint(0, 9) for _ in range(grades - 1)), reverse=True)
    special = random.random() < 0.4
    members = tuple(
        _member(random, f"p{place}", score, edges, direction, special) for place, score in enumerate(scores)
    )
    cohort = Cohort(members, grades, random.choice((0, 0, 0, 1, 2)))
    quotas = tuple(_quota(random, rule, cohort) for rule in range(random.randint(1, 4)))
    return Case(cohort, quotas)


def _member(random: Random, key: str, score: int, edges: list[int], direction: str, special: bool) -> Member:
    start = sum(score < edge for edge in edges)
    last = len(edges)
    best, worst = 0, last
    if special and random.random() < 0.4:
        best = random.randint(0, last)
        worst = random.choice((last, best))
        start = min(max(start, best), worst)
    if direction == "down":
        best = start
    elif direction == "up":
        worst = start
    if special and random.random() < 0.2:
        best = worst = start
    order: tuple[Fraction | None, ...] = (Fraction(score),)
    if random.random() < 0.1:
        order = (None,)
    return Member(key, order, start, best, worst, random.random() < 0.9)


def _quota(random: Random, rule: int, cohort: Cohort) -> Quota:
    wanted = random.randint(1, cohort.grades)
    if random.random() < 0.8:
        first = random.randint(0, cohort.grades - wanted)
        grades = frozenset(range(first, first + wanted))
    else:
        grades = frozenset(random.sample(range(cohort.grades), wanted))
    heads = sum(member.counts and member.start in grades for member in cohort.members)
    number = min(max(heads + random.randint(-2, 2), 0), cohort.headcount)
    least, most = random.choice(
        ((0, number), (0, number), (number, cohort.headcount), (number, cohort.headcount), (number, number))
    )
    return Quota(rule, grades, least, most)
