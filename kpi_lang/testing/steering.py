"""Moves one figure of a person until a result lies on an edge: a grade's limit, or a tie of rounding.

An edge is where a difference of two values changes its sign. Between two values of an input where the signs differ
there is a change, whatever the function in between; halving finds two neighbours on the input's step that embrace it.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction

from attrs import evolve, field, frozen

from kpi_lang.core.absent import Absent
from kpi_lang.core.children import walk
from kpi_lang.core.nodes import (
    Arithmetic,
    ArithmeticOperator,
    Compare,
    Const,
    Expr,
    FieldRef,
    FigureRef,
    InputRef,
    Power,
    Round,
    RuleRef,
)
from kpi_lang.core.plan import Plan
from kpi_lang.evaluate.limits import LimitError
from kpi_lang.evaluate.person import Person
from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.testing.breakpoints import Grid
from kpi_lang.values.rounding import Mode, round_to


@frozen(eq=False)
class Aim:
    """A number that should come to lie on an edge by moving one of `inputs`.

    With `step` the edges are the ties of rounding to that step, otherwise zero.
    """

    expr: Expr
    step: Fraction | None
    inputs: tuple[str, ...]


@frozen(eq=False)
class Steering:
    """The aims of one plan."""

    plan: Plan
    evaluator: ReferenceEvaluator = field(init=False)
    aims: tuple[Aim, ...] = field(init=False)

    @evaluator.default
    def _evaluator(self) -> ReferenceEvaluator:
        return ReferenceEvaluator(self.plan)

    @aims.default
    def _aims(self) -> tuple[Aim, ...]:
        return tuple(_aims(self.plan))

    def steered(self, person: Person, aim: Aim, name: str, beside: int) -> Person:
        """The person with another value of an input: the nearest below an edge, or so many steps further.

        The same person where the input has no value or moves the aim over no edge.
        """
        place = next(n for n, spec in enumerate(self.plan.inputs) if spec.name == name)
        value = person.values[place]
        if not isinstance(value, Fraction):
            return person
        domain = self.plan.inputs[place].domain
        grid = Grid(domain)

        def moved(number: int) -> Person:
            values = (*person.values[:place], grid.value(number), *person.values[place + 1 :])
            return evolve(person, values=values)

        try:
            target = self._target(person, aim)
            if target is None:
                return person
            found = self._edge(moved, grid, aim, target)
        except LimitError:
            return person
        if found is None:
            return person
        number = min(max(found + beside, grid.first), grid.last)
        return moved(number) if domain.contains(grid.value(number)) else person

    def _edge(self, moved: Callable[[int], Person], grid: Grid, aim: Aim, target: Fraction) -> int | None:
        low, high = grid.first, grid.last
        below, above = self._number(moved(low), aim), self._number(moved(high), aim)
        if below is None or above is None or (below < target) == (above < target):
            return None
        while high - low > 1:
            middle = (low + high) // 2
            value = self._number(moved(middle), aim)
            if value is None:
                return None
            if (value < target) == (below < target):
                low = middle
            else:
                high = middle
        return low

    def _target(self, person: Person, aim: Aim) -> Fraction | None:
        if aim.step is None:
            return Fraction(0)
        value = self._number(person, aim)
        return None if value is None else round_to(value, aim.step, Mode.DOWN) + aim.step / 2

    def _number(self, person: Person, aim: Aim) -> Fraction | None:
        value = self.evaluator.evaluate_expression(aim.expr, self.evaluator.evaluate(person))
        return value if not isinstance(value, Absent) and isinstance(value, Fraction) else None


def _aims(plan: Plan) -> Iterator[Aim]:
    read: dict[str, frozenset[str]] = {}
    steered = {spec.name for spec in plan.given if spec.kind.is_number}
    for rule in plan.rules:
        read[rule.name] = _inputs(rule.expr, read)
        for node in walk(rule.expr):
            match node:
                case Compare(left=left, right=right) if left.kind.is_number and not _is_plain(left, right):
                    expr: Expr = Arithmetic(ArithmeticOperator.SUBTRACT, left, right, left.kind)
                    step = None
                case Round(arg=arg) if not isinstance(arg, Power):
                    expr, step = arg, node.step
                case _:
                    continue
            names = _inputs(expr, read) & steered
            if names and not any(isinstance(part, FieldRef | FigureRef) for part in walk(expr)):
                yield Aim(expr, step, tuple(sorted(names)))


def _is_plain(left: Expr, right: Expr) -> bool:
    """Whether an input is compared with a literal: that is a breakpoint of the input, which needs no search."""
    return isinstance(left, InputRef | Const) and isinstance(right, InputRef | Const)


def _inputs(expr: Expr, read: dict[str, frozenset[str]]) -> frozenset[str]:
    """The inputs that an expression reads, also by way of rules."""
    found: set[str] = set()
    for node in walk(expr):
        match node:
            case InputRef(name=name):
                found.add(name)
            case RuleRef(name=name):
                found |= read.get(name, frozenset())
            case _:
                pass
    return frozenset(found)
