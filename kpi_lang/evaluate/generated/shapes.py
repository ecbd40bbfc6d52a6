"""Shapes of people: what generated code is specialised to.

Most people of one scorecard lack the same required inputs, since only others use them, and a plan asks again and
again for the same few choices. A shape fixes both; code for one shape tests neither. Optional inputs are tested.
A shape is known by its key, a number that is cheap to compute while a person is bound.
"""

from collections import Counter
from math import prod

from attrs import frozen

from kpi_lang.core.children import expressions_of, walk
from kpi_lang.core.nodes import Compare, Const, InputRef
from kpi_lang.core.plan import RUN_DATES, Plan
from kpi_lang.data.schema import InputSpec
from kpi_lang.values.kinds import Family

GENERAL = -1
"""The key of everybody whom no shape fits: rejected records, numbers of extraordinary size."""
_MOST_COMBINATIONS = 16


@frozen
class Shape:
    """People who lack just these required inputs, tables and dates of the run, and have made these choices."""

    lacking: frozenset[str]
    tables: frozenset[str]
    members: tuple[tuple[str, str], ...]

    def member(self, name: str) -> str | None:
        """The choice made for an input; None if the shape leaves it open."""
        return dict(self.members).get(name)


class Shapes:
    """The shapes of one plan: what each lacking value and each choice adds to the key."""

    def __init__(self, plan: Plan) -> None:
        self._chosen = _chosen(plan)
        self.weights: dict[str, int] = {}
        """What the number of the member of each fixed choice is multiplied by."""
        combinations = 1
        for spec in self._chosen:
            self.weights[spec.name] = combinations
            combinations *= _count(spec)
        read = _inputs_read(plan)
        required = [spec.name for spec in plan.inputs if not spec.optional and spec.default is None]
        dates = [name for name in RUN_DATES if name in read]
        self._inputs = (*required, *dates)
        self._tables = tuple(table.name for table in plan.records if not table.optional)
        places = range(len(self._inputs) + len(self._tables))
        added = [combinations << place for place in places]
        self.lacking = dict(zip(self._inputs, added, strict=False))
        """What each required input or date of the run adds if it is not given."""
        self.tables = dict(zip(self._tables, added[len(self._inputs) :], strict=True))
        """What each required table adds if it is not given."""

    def shape(self, key: int) -> Shape | None:
        """The shape of a key; None for `GENERAL`."""
        if key == GENERAL:
            return None
        lacking = frozenset(name for name, bit in self.lacking.items() if key & bit)
        tables = frozenset(name for name, bit in self.tables.items() if key & bit)
        members = tuple(
            (spec.name, spec.kind.choices.names[key // self.weights[spec.name] % _count(spec)])
            for spec in self._chosen
            if spec.kind.choices is not None and spec.name not in lacking
        )
        return Shape(lacking, tables, members)


def _chosen(plan: Plan) -> list[InputSpec]:
    """The choices that the plan asks about most, as long as there are few combinations."""
    asked: Counter[str] = Counter()
    for expr in expressions_of(plan):
        for node in walk(expr):
            if (
                isinstance(node, Compare)
                and isinstance(node.left, InputRef)
                and isinstance(node.right, Const)
            ):
                asked[node.left.name] += 1
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


def _inputs_read(plan: Plan) -> frozenset[str]:
    nodes = (node for expr in expressions_of(plan) for node in walk(expr))
    return frozenset(node.name for node in nodes if isinstance(node, InputRef))
