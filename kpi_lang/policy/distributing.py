"""A run's distribution: everybody evaluated for it, and everybody with the grade that it settles."""

from collections.abc import Callable, Mapping

from attrs import frozen

from kpi_lang.core.absent import Absent
from kpi_lang.data.approvals import Approvals
from kpi_lang.data.schema import Value
from kpi_lang.distribution.proposals import Appraisee
from kpi_lang.distribution.running import Looked, Supplied, distributed
from kpi_lang.distribution.settlement import SettledCohort
from kpi_lang.evaluate.limits import LimitError
from kpi_lang.evaluate.person import Person
from kpi_lang.evaluate.settled_notes import settled_notes
from kpi_lang.evaluate.supplying import with_supplied
from kpi_lang.evaluate.trace import Note
from kpi_lang.policy.engine import Engine
from kpi_lang.policy.evaluated import Evaluated
from kpi_lang.policy.standing import OutOfScope, standing
from kpi_lang.source import Diagnostics


@frozen
class Together:
    """The people of a run, and how many rows were rejected before anybody was evaluated."""

    engine: Engine
    people: tuple[Person, ...]
    rejected: int

    def distributed(
        self, approvals: Approvals, findings: Diagnostics
    ) -> tuple[list[Person], tuple[SettledCohort, ...], Mapping[str, tuple[Note, ...]]]:
        """Everybody with the grades settled, the cohorts, and the notes for each person's trace, by key."""
        plan = self.engine.plan
        found = distributed(plan, self._look, approvals)
        findings.extend(found.findings)
        people = [with_supplied(plan, person, found.supplied(person.key)) for person in self.people]
        return people, found.cohorts, settled_notes(plan, found.cohorts)

    def _look(self, supplied: Callable[[str], Supplied]) -> Looked:
        engine = self.engine.distributing
        people = [with_supplied(engine.plan, person, supplied(person.key)) for person in self.people]
        population = self.engine.population(people)
        accepted: list[Appraisee] = []
        rejected: list[Appraisee | None] = [None] * self.rejected
        for place, person in enumerate(people):
            try:
                evaluated = engine.evaluate(person, population, place)
                stand = standing(self.engine.plan, evaluated)
            except LimitError:
                rejected.append(None)
                continue
            if isinstance(stand, OutOfScope):
                continue
            (rejected if stand else accepted).append(Appraisee(person.key, _reader(evaluated)))
        return Looked(tuple(accepted), tuple(rejected))


def _reader(evaluated: Evaluated) -> Callable[[str], Value | Absent]:
    return evaluated.rule
