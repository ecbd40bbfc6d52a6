"""A plan compiled to Python functions, each written when it is first needed."""

from typing import Any

from kpi_lang.core.absent import Absent
from kpi_lang.core.plan import Plan
from kpi_lang.core.promises import checked_on_people, with_promises_required
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.generated.binding import Binder
from kpi_lang.evaluate.generated.decoding import Decoder
from kpi_lang.evaluate.generated.encoding import Bound, Encoder, NotEncodable, with_figures
from kpi_lang.evaluate.generated.function import Function
from kpi_lang.evaluate.generated.functions import Functions
from kpi_lang.evaluate.generated.helpers import BeyondLimits
from kpi_lang.evaluate.generated.shapes import Shapes
from kpi_lang.evaluate.person import Person
from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.evaluate.trace import Trace
from kpi_lang.values.dates import DateOutOfRange
from kpi_lang.values.powers import PowerTooLarge

LIMITS = (BeyondLimits, DateOutOfRange, PowerTooLarge)
"""What a generated function raises beyond what is computed; the reference then finds out whose fault it is."""


class Outcome:
    """The outputs of one person; each is decoded when it is asked for."""

    __slots__ = ("_compiled", "_function", "_raw", "_trace", "_watched", "person")

    def __init__(
        self,
        compiled: "CompiledPlan",
        person: Person,
        function: Function | None,
        raw: tuple[Any, ...],
        trace: Trace | None = None,
        *,
        watched: bool = False,
    ) -> None:
        self._compiled = compiled
        self._function = function
        self._raw = raw
        self._trace = trace
        self._watched = watched
        self.person = person

    @property
    def scope(self) -> bool | Absent:
        """Whether the policy applies to the person; absent if that cannot be decided."""
        if self._function is None:
            return self.trace().scope
        packing, at = self._function.scope
        scope = packing.decoded(self._raw, at, self._function.absences)
        assert isinstance(scope, bool | Absent)
        return scope

    @property
    def broken(self) -> tuple[int, ...]:
        """The requirements that the data do not meet, by their place in the plan."""
        if self._function is None:
            return self.trace().broken
        broken: tuple[int, ...] = self._raw[self._function.broken]
        return tuple(place for place in broken if place < self._compiled.requirements) if broken else broken

    @property
    def is_sound(self) -> bool:
        """Whether it is known that the policy applies, no data are lacking or wrong, and no promise is broken."""
        function = self._function
        if function is None or not self._watched:
            return False
        raw = self._raw
        return bool(raw[function.scope[1]]) and not raw[function.broken] and not function.rejects(raw)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The rules among the outputs that have no value."""
        return self.trace().lacking if self._function is None else self._function.lacking(self._raw)

    def rule(self, name: str) -> Value | Absent:
        """The value of a rule that is an output; ``KeyError`` for any other."""
        if self._function is None:
            return self.trace()[name]
        return self._function.readers[name](self._raw)

    def output(self, name: str) -> Value | Absent:
        """The value of an output by its column name; ``KeyError`` if there is none."""
        return self.rule(self._compiled.output_rules[name])

    def trace(self) -> Trace:
        """Everything that happened; computed when it is first asked for."""
        if self._trace is None:
            self._trace = self._compiled.trace(self.person)
        return self._trace


class CompiledPlan:
    """The fast evaluator of a plan: the same results and traces as the reference.

    Thread-safe. Pickles as the plan alone and writes its functions again where it is unpickled.
    """

    def __init__(self, plan: Plan, like: "CompiledPlan | None" = None) -> None:
        """``like``: a plan of the same inputs, tables and figures, so that people bound for it are bound for this."""
        self.plan = plan
        self.positions = {rule.name: place for place, rule in enumerate(plan.rules)}
        self.output_rules = {output.name: output.rule for output in plan.outputs}
        self._shapes: Shapes = Shapes(plan) if like is None else like._shapes
        self._encoder = Encoder(plan, self._shapes)
        self.binder = Binder(plan, self._shapes)
        self._decoder = Decoder(plan, self.positions)
        self._reference = ReferenceEvaluator(plan)
        self.plain = Functions(plan, self._shapes, traced=False)
        self._traced = Functions(plan, self._shapes, traced=True)
        self._watched = (
            Functions(with_promises_required(plan), self._shapes, traced=False)
            if checked_on_people(plan)
            else self.plain
        )
        self.requirements = len(plan.requirements)

    def __reduce__(self) -> tuple[type["CompiledPlan"], tuple[Plan]]:
        return CompiledPlan, (self.plan,)

    def function(self, key: int, *, traced: bool) -> Function | None:
        """The generated function for people of a shape; None where Python cannot compile one."""
        return (self._traced if traced else self.plain).of(key)

    def special(self, key: int, *, traced: bool) -> Function | None:
        """The same, but one for the shape alone, however seldom it is met."""
        return (self._traced if traced else self.plain).special(key)

    def encode(self, person: Person) -> Bound:
        """The person as the generated functions take it; raises ``NotEncodable``."""
        return self._encoder.encode(person)

    def decode(self, bound: Bound, key: str) -> Person:
        """The person of bound values, see ``Encoder.decode``."""
        return self._encoder.decode(bound, key)

    def prepared(self, person: Person) -> Bound | None:
        """The person in whole numbers, to be evaluated more than once; None if that cannot be."""
        try:
            return self._encoder.encode(person)
        except NotEncodable:
            return None

    def evaluate(self, person: Person, prepared: Bound | None = None) -> Outcome:
        """The outputs of a person, who may have been ``prepared`` before figures were known; raises ``LimitError``."""
        try:
            bound = self._bound(person, prepared)
            function = self.plain.of(bound.key)
            if function is not None:
                return self.outcome(function, bound, person)
        except (NotEncodable, *LIMITS):
            pass
        return Outcome(self, person, None, (), self._reference.evaluate(person))

    def watch(self, person: Person, prepared: Bound | None = None) -> Outcome:
        """What ``evaluate`` does, with an eye on the promises of the plan; raises ``LimitError``."""
        try:
            bound = self._bound(person, prepared)
            function = self._watched.of(bound.key)
            if function is not None:
                return Outcome(self, person, function, function.run(bound.slots), watched=True)
        except (NotEncodable, *LIMITS):
            # A promise may be beyond limits for somebody whose results are not.
            pass
        return self.evaluate(person, prepared)

    def _bound(self, person: Person, prepared: Bound | None) -> Bound:
        return self._encoder.encode(person) if prepared is None else with_figures(prepared, person.figures)

    def trace(self, person: Person) -> Trace:
        """Everything that happened to a person; raises ``LimitError``."""
        try:
            bound = self._encoder.encode(person)
            function = self._traced.of(bound.key)
            if function is not None:
                return self.decoded(function, bound, person)
        except (NotEncodable, *LIMITS):
            pass
        return self._reference.evaluate(person)

    def outcome(self, function: Function, bound: Bound, person: Person) -> Outcome:
        """The outputs that one function gives; raises what stands in ``LIMITS`` where the reference must decide."""
        return Outcome(self, person, function, function.run(bound.slots))

    def decoded(self, function: Function, bound: Bound, person: Person) -> Trace:
        """The trace that one traced function gives; raises what stands in ``LIMITS``."""
        return self._decoder.trace(function, bound.slots, function.run(bound.slots), person)


def compile_plan(plan: Plan) -> CompiledPlan:
    """The fast evaluator of a plan; its code is written when it is first needed."""
    return CompiledPlan(plan)
