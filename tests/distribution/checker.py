"""An independent judge of a calibration: it knows nothing of how the result was found."""

from kpi_lang.distribution.calibration import Calibration
from kpi_lang.distribution.cohort import Member
from tests.distribution import brute_force
from tests.distribution.drawn import Case


def faults(case: Case, found: Calibration) -> list[str]:
    """What is wrong with a calibration: bounds, quotas, order, ties, a cheaper neighbour, a wrong account of moves."""
    grades = found.grades
    people = case.cohort.members
    wrong = []
    if set(grades) != {member.key for member in people}:
        return ["somebody is missing"]
    moved = {member.key for member in people if grades[member.key] != member.start}
    if {move.key for move in found.moves} != moved:
        wrong.append("the moves are not those of the grades")
    if any(not member.best <= grades[member.key] <= member.worst for member in people):
        wrong.append("a bound is passed")
    if found.obstacle is not None:
        return [*wrong, *(["somebody is moved although the rules cannot be met"] if moved else [])]
    if not brute_force.meets(case, grades):
        wrong.append("a quota is broken")
    for one in people:
        for other in people:
            same_limits = (one.best, one.worst) == (other.best, other.worst)
            ahead = brute_force.place(one) <= brute_force.place(other)
            if moved and same_limits and ahead and grades[one.key] > grades[other.key]:
                wrong.append(f"{one.key} is ahead of {other.key} or tied, and ends lower")
    if moved:
        wrong += _cheaper_neighbours(case, grades)
    if any(not move.rules for move in found.moves):
        wrong.append("a move without a rule to blame")
    return wrong


def _cheaper_neighbours(case: Case, grades: brute_force.Grades) -> list[str]:
    """Proposals that differ by one class, one grade nearer to where it started, and keep every quota."""
    rows = brute_force.classes(case.cohort)
    measure = brute_force.measure(case, grades)
    found = []
    for tied in rows:
        for step in (-1, 1):
            other = dict(grades)
            for member in tied:
                other[member.key] = min(max(grades[member.key] + step, member.best), member.worst)
            better = other != grades and brute_force.measure(case, other) < measure
            if better and brute_force.meets(case, other) and _in_order(rows, other):
                found.append(f"{[member.key for member in tied]} moved by {step} would be better")
    return found


def _in_order(rows: list[list[Member]], grades: brute_force.Grades) -> bool:
    """Whether some line of grades, never better behind, leads to these within everybody's bounds."""
    line = 0
    for tied in rows:
        low, high = line, 99
        for member in tied:
            grade = grades[member.key]
            low = max(low, grade if grade > member.best else 0)
            high = min(high, grade if grade < member.worst else 99)
        if low > high:
            return False
        line = low
    return True
