"""The evaluators of one plan, made when they are first needed."""

from functools import cached_property

from kpi_lang.core.plan import Plan
from kpi_lang.evaluate.person import Person
from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.evaluate.trace import Trace


class Engine:
    """Evaluates people under one plan; safe for use by several threads."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    @cached_property
    def reference(self) -> ReferenceEvaluator:
        """The reference evaluator, for expressions that are no rules."""
        return ReferenceEvaluator(self.plan)

    def trace(self, person: Person) -> Trace:
        """One person with everything that happened; raises `LimitError`."""
        return self.reference.evaluate(person)
