"""One person among others, asked for what figures read of them: rules are evaluated only as they are needed."""

from functools import cached_property

from kpi_lang.core.nodes import Expr
from kpi_lang.core.plan import Plan, Rule
from kpi_lang.evaluate.evaluation import Evaluation, Result
from kpi_lang.evaluate.limits import LimitError
from kpi_lang.evaluate.person import Person


class Asked(Evaluation):
    """A person whose rules are evaluated when they are first read."""

    def __init__(self, plan: Plan, positions: dict[str, int], person: Person) -> None:
        super().__init__(plan, positions, person)
        self.rules = _Lazily(self)
        self._is_beyond = False
        try:
            self.take_tables()
        except LimitError:
            self._is_beyond = True

    def part(self, expr: Expr) -> Result | None:
        """What a figure reads of this person; None if it is beyond the limits."""
        try:
            return None if self._is_beyond else self.guarded(expr, {}, {}, "", None)
        except LimitError:
            return None

    @cached_property
    def takes_part(self) -> bool:
        """Whether the person is in scope and meets every requirement that can be judged."""
        applies = self.plan.applies
        if self._is_beyond:
            return False
        if applies is not None and self.part(applies) is not True:
            return False
        met = [self.part(requirement.condition) for requirement in self.plan.requirements]
        return False not in met and None not in met


class _Lazily(dict[str, Result]):
    """The values of rules, each found when it is first read."""

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self._asked = asked
        self._rules: dict[str, Rule] = {rule.name: rule for rule in asked.plan.rules}

    def __missing__(self, name: str) -> Result:
        found = self._asked.rule(self._rules[name], {}, {})
        self[name] = found
        return found
