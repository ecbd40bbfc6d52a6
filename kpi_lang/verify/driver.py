"""The figure that rises in a property, and everything that depends on it."""

from collections.abc import Callable

from attrs import frozen

from kpi_lang.core.children import children
from kpi_lang.core.nodes import Aggregate, Expr, FieldRef, FigureRef, InputRef, RuleRef
from kpi_lang.core.plan import Plan


@frozen
class Driver:
    """An input of the subject, or a rule: then what the rule comes from does not count, only the rule itself."""

    name: str
    is_rule: bool = False

    @classmethod
    def of(cls, expr: Expr) -> "Driver | None":
        """The driver that an expression names; None for a formula."""
        match expr:
            case InputRef():
                return cls(expr.name)
            case RuleRef():
                return cls(expr.name, is_rule=True)
            case _:
                return None

    def is_read_by(self, expr: Expr) -> bool:
        """Whether an expression is the driver itself."""
        return isinstance(expr, RuleRef if self.is_rule else InputRef) and expr.name == self.name


class Dependents:
    """Which expressions of a plan read the driver, themselves or through rules, columns and figures about people."""

    def __init__(self, plan: Plan, driver: Driver) -> None:
        self.driver = driver
        self._seen: dict[int, tuple[Expr, bool]] = {}
        self._rules: set[str] = set()
        self._columns: set[tuple[str, str]] = set()
        self._figures: set[str] = set()
        for table in plan.records:
            for rule in table.rules:
                if self.reads(rule.expr):
                    self._columns.add((table.name, rule.name))
        # A figure reads rules and rules read figures, so both are gone through until nothing is added.
        known = -1
        while known < len(self._rules) + len(self._figures):
            known = len(self._rules) + len(self._figures)
            self._seen.clear()
            for about in plan.figures:
                if any(self.reads(part) for part in about.parts):
                    self._figures.add(about.name)
            for rule in plan.rules:
                if self.reads(rule.expr) and not (driver.is_rule and rule.name == driver.name):
                    self._rules.add(rule.name)
        self._seen.clear()

    def reads(self, expr: Expr) -> bool:
        """Whether the expression can move with the driver."""
        known = self._seen.get(id(expr))
        if known is None:
            # The expression is kept with the answer, since ids are reused once an object is gone.
            known = self._seen[id(expr)] = expr, self._reads(expr)
        return known[1]

    def _reads(self, expr: Expr) -> bool:
        match expr:
            case RuleRef():
                return expr.name in self._rules or self.driver.is_read_by(expr)
            case InputRef():
                return self.driver.is_read_by(expr)
            case FieldRef():
                return (expr.records, expr.name) in self._columns
            case FigureRef() if expr.name in self._figures:
                return True
            case _:
                return any(self.reads(part) for part in children(expr))


def inputs_read(plan: Plan, expr: Expr, around: Driver | None = None) -> frozenset[str]:
    """The inputs of the subject that an expression comes from, leaving out what it reads through ``around``."""
    rules = {rule.name: rule.expr for rule in plan.rules}
    columns = {table.name: tuple(rule.expr for rule in table.rules) for table in plan.records}
    about = {figure.name: figure.parts for figure in plan.figures}
    found: set[str] = set()
    seen: set[str] = set()
    waiting: list[Expr] = [expr]
    later: Callable[[str], bool] = lambda name: name not in seen and not seen.add(name)  # type: ignore[func-returns-value]  # noqa: E731
    while waiting:
        node = waiting.pop()
        if around is not None and around.is_read_by(node):
            continue
        waiting.extend(children(node))
        match node:
            case InputRef():
                found.add(node.name)
            case RuleRef() if later(f"rule {node.name}"):
                waiting.append(rules[node.name])
            case Aggregate() if later(f"table {node.records}"):
                waiting.extend(columns[node.records])
            case FigureRef() if later(f"figure {node.name}"):
                waiting.extend(about[node.name])
    return frozenset(found)
