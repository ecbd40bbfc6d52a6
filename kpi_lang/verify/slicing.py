"""Slices: one figure of a person goes through its whole domain, and every place where a test flips is found exactly."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import define, evolve, field

from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.person import Person
from kpi_lang.verify.evaluating import Evaluating, Seen
from kpi_lang.verify.starts import step_of

MOST_IN_SLICE = 300
"""People evaluated along one slice."""


@define
class Slice:
    """One person along one input; ``seen`` are those evaluated, by the value of the input."""

    evaluating: Evaluating
    person: Person
    place: int
    spec: InputSpec
    watched: Sequence[str]
    seen: dict[Value, Seen | None] = field(factory=dict)
    flips: list[tuple[Fraction, Fraction]] = field(factory=list)
    """Neighbouring values between which a test flips."""

    def run(self, values: Sequence[Value]) -> None:
        """Evaluate at some values, then halve between those that differ in a test until neighbours differ."""
        for value in values:
            self._at(value)
        if not self.spec.kind.is_number:
            return
        numbers = sorted(value for value in self.seen if isinstance(value, Fraction))
        waiting = list(pairwise(numbers))
        step = step_of(self.spec)
        while waiting and len(self.seen) < MOST_IN_SLICE and not self.evaluating.is_over:
            low, high = waiting.pop()
            if self._signature(low) == self._signature(high):
                continue
            steps = (high - low) // step
            if steps <= 1:
                self.flips.append((low, high))
                continue
            middle = low + (steps // 2) * step
            self._at(middle)
            waiting += [(low, middle), (middle, high)]
        for low, high in list(self.flips):
            self._at(low - step)
            self._at(high + step)

    def in_order(self) -> list[Seen]:
        """Everybody seen, by the value of the input."""
        found = sorted(self.seen, key=lambda value: value)
        return [seen for value in found if (seen := self.seen[value]) is not None]

    def at_flips(self) -> list[Person]:
        """The people on both sides of each flip."""
        return [self._with(value) for pair in self.flips for value in pair]

    def _with(self, value: Value) -> Person:
        values = self.person.values
        return evolve(self.person, values=(*values[: self.place], value, *values[self.place + 1 :]))

    def _at(self, value: Value) -> None:
        if value in self.seen:
            return
        if isinstance(value, Fraction) and not self.spec.domain.contains(value):
            return
        self.seen[value] = self.evaluating.see(self._with(value))

    def _signature(self, value: Value) -> object:
        seen = self.seen.get(value)
        return None if seen is None else seen.signature(self.watched)
