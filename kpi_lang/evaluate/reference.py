"""The reference evaluator: the meaning of a plan, in exact fractions, one function per idea.

It is slow and plain on purpose. Every other evaluator must give the same values, absences with their
reasons, and traces. All rules are evaluated in order, all operands of a strict operator even if an earlier
one is absent, so that the trace shows them; ``Logic`` and ``Choose`` stop and choose as ``core.nodes`` says.
"""

from kpi_lang.core.nodes import Expr
from kpi_lang.core.plan import Plan
from kpi_lang.core.printer import print_expression
from kpi_lang.evaluate.evaluation import Evaluation, Result
from kpi_lang.evaluate.person import Person
from kpi_lang.evaluate.trace import Trace


def evaluate_reference(plan: Plan, person: Person) -> Trace:
    """Evaluate one person; raises ``LimitError`` where a value is beyond what is computed."""
    return ReferenceEvaluator(plan).evaluate(person)


class ReferenceEvaluator:
    """The reference evaluator of one plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.positions = {rule.name: place for place, rule in enumerate(plan.rules)}

    def evaluate(self, person: Person) -> Trace:
        """Evaluate one person; raises ``LimitError``."""
        return Evaluation(self.plan, self.positions, person).trace()

    def evaluate_expression(self, expr: Expr, trace: Trace) -> Result:
        """An expression that is no rule, such as an operand of an ``ensure``, on the values of a trace.

        Raises ``LimitError``.
        """
        evaluation = Evaluation(self.plan, self.positions, trace.person)
        evaluation.rules = dict(zip(self.positions, trace.values, strict=True))
        evaluation.restore_tables(trace.records)
        return evaluation.guarded(expr, {}, {}, print_expression(expr), expr.span)
