"""Evaluating people for a search: on the compiled plan, each person once, counted, never beyond the deadline."""

from collections.abc import Callable, Sequence
from time import monotonic

from attrs import define, field, frozen

from kpi_lang.core.absent import Absent
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.generated.compiled import LIMITS, CompiledPlan, Outcome
from kpi_lang.evaluate.generated.encoding import NotEncodable
from kpi_lang.evaluate.generated.shapes import GENERAL
from kpi_lang.evaluate.limits import LimitError
from kpi_lang.evaluate.person import Person

Observer = Callable[["Seen"], None]


@frozen
class Seen:
    """A person who was evaluated. Only people whom the policy applies to and whose data are sound are ever seen."""

    person: Person
    outcome: Outcome = field(eq=False)
    _known: dict[str, Value | Absent] = field(factory=dict, init=False, eq=False, repr=False)

    def value(self, rule: str) -> Value | Absent:
        """The value of something watched."""
        found = self._known.get(rule)
        if found is None:
            found = self._known[rule] = self.outcome.rule(rule)
        return found

    def signature(self, rules: Sequence[str]) -> tuple[Value | Absent, ...]:
        """The values of several things watched."""
        return tuple(map(self.value, rules))


@define
class Evaluating:
    """The evaluator of one search; ``observers`` are shown everybody who is evaluated."""

    compiled: CompiledPlan
    deadline: float
    observers: list[Observer] = field(factory=list)
    count: int = 0

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return monotonic() > self.deadline

    def see(self, person: Person) -> Seen | None:
        """The person evaluated; None if the policy does not apply, the data are not sound, or figures are too large."""
        self.count += 1
        try:
            outcome = self._outcome(person)
            if outcome.scope is not True or outcome.broken:
                return None
        except LimitError:
            return None
        seen = Seen(person, outcome)
        for observer in self.observers:
            observer(seen)
        return seen

    def _outcome(self, person: Person) -> Outcome:
        """By the one function for everybody: one for each shape of people takes longer to write than it saves here."""
        function = self.compiled.special(GENERAL, traced=False)
        if function is None:
            return self.compiled.evaluate(person)
        try:
            return self.compiled.outcome(function, self.compiled.encode(person), person)
        except (NotEncodable, *LIMITS):
            return self.compiled.evaluate(person)
