"""Shapes of people: what generated code is specialised to.

Most people of one scorecard lack the same inputs, since only others use them; a plan asks again and again for the
same few choices; and whether a divisor is zero decides what is undefined and where weights go. A shape fixes all
three, so that code for one shape need not test them. A coarse shape leaves open which optional inputs are given
and what is zero. A shape is known by its key, a number that is cheap to compute while a person is bound.
"""

from collections import Counter
from collections.abc import Iterator
from math import prod

from attrs import frozen

from kpi_lang.core.children import expressions_of, walk
from kpi_lang.core.nodes import Arithmetic, ArithmeticOperator, Compare, Const, Expr, InputRef
from kpi_lang.core.plan import RUN_DATES, Plan
from kpi_lang.data.schema import InputSpec
from kpi_lang.values.kinds import Family

GENERAL = -1
"""The key of everybody whom no shape fits: rejected records, numbers of extraordinary size."""
_MOST_COMBINATIONS = 16


@frozen
class Shape:
    """People who have made these choices and lack just these inputs, tables and dates of the run.

    ``open``: optional inputs, given or not. ``zeros``: inputs that are zero; ``nonzeros``: inputs that are not.
    """

    members: tuple[tuple[str, str], ...]
    lacking: frozenset[str]
    tables: frozenset[str]
    open: frozenset[str]
    zeros: frozenset[str]
    nonzeros: frozenset[str]

    def member(self, name: str) -> str | None:
        """The choice made for an input; None if the shape leaves it open."""
        return dict(self.members).get(name)


class Shapes:
    """The shapes of one plan: what each choice, each lacking value and each zero adds to the key."""

    def __init__(self, plan: Plan) -> None:
        self._chosen = _chosen(plan)
        self.weights: dict[str, int] = {}
        """What the number of the member of each fixed choice is multiplied by."""
        bit = 1
        for spec in self._chosen:
            self.weights[spec.name] = bit
            bit *= _count(spec)
        bits = _bits(bit)
        read = {node.name for node in _nodes(plan) if isinstance(node, InputRef)}
        bare = [spec for spec in plan.inputs if spec.default is None]
        required = [*(spec.name for spec in bare if not spec.optional), *(RUN_DATES if read else ())]
        self._required = {name: next(bits) for name in required if name in read or name not in RUN_DATES}
        self.tables = {table.name: next(bits) for table in plan.records if not table.optional}
        """What each required table adds if it is not given."""
        self._coarse = next(bits)
        self._optional = {spec.name: next(bits) for spec in bare if spec.optional}
        self.zeros = {name: next(bits) for name in _divisors(plan)}
        """What each input that is divided by adds if it is zero."""
        self.lacking = self._required | self._optional
        """What each input or date of the run adds if it is not given."""

    def coarse(self, key: int) -> int:
        """The key of the coarse shape that a shape belongs to."""
        return key if key == GENERAL else key % self._coarse + self._coarse

    def shape(self, key: int) -> Shape | None:
        """The shape of a key; None for ``GENERAL``."""
        if key == GENERAL:
            return None
        coarse = bool(key & self._coarse)
        lacking = frozenset(name for name, bit in self.lacking.items() if key & bit)
        return Shape(
            tuple(
                (spec.name, spec.kind.choices.names[key // self.weights[spec.name] % _count(spec)])
                for spec in self._chosen
                if spec.kind.choices is not None and spec.name not in lacking
            ),
            lacking,
            frozenset(name for name, bit in self.tables.items() if key & bit),
            frozenset(self._optional) if coarse else frozenset(),
            frozenset(name for name, bit in self.zeros.items() if key & bit),
            frozenset() if coarse else frozenset(name for name, bit in self.zeros.items() if not key & bit),
        )


def _bits(first: int) -> Iterator[int]:
    while True:
        yield first
        first <<= 1


def _nodes(plan: Plan) -> Iterator[Expr]:
    return (node for expr in expressions_of(plan) for node in walk(expr))


def _chosen(plan: Plan) -> list[InputSpec]:
    """The choices that the plan asks about most, as long as there are few combinations."""
    asked: Counter[str] = Counter()
    for node in _nodes(plan):
        match node:
            case Compare(_, InputRef(name), Const()):
                asked[name] += 1
    found: list[InputSpec] = []
    given = [spec for spec in plan.inputs if spec.kind.family is Family.CHOICE and not spec.optional]
    for spec in sorted(given, key=lambda spec: -asked[spec.name]):
        if asked[spec.name] and prod(_count(taken) for taken in [*found, spec]) <= _MOST_COMBINATIONS:
            found.append(spec)
    return found


def _count(spec: InputSpec) -> int:
    # A power of two, so that choices and lacking values have bits of their own.
    assert spec.kind.choices is not None
    return 1 << (len(spec.kind.choices.names) - 1).bit_length()


def _divisors(plan: Plan) -> list[str]:
    """The inputs that stand in a divisor and may be zero."""
    inside = {
        part.name
        for node in _nodes(plan)
        if isinstance(node, Arithmetic) and node.operator is ArithmeticOperator.DIVIDE
        for part in walk(node.right)
        if isinstance(part, InputRef)
    }
    return [
        spec.name
        for spec in plan.inputs
        if spec.name in inside and spec.kind.is_number and spec.domain.interval.contains_zero
    ]
