"""Random small plans and random people for them, biased toward guards, zeros, edges and missing values.

Everything follows from a seed, so that a failure is repeated by its seed alone.
"""

from fractions import Fraction
from random import Random
from typing import TypeVar

from attrs import define, field

from kpi_lang.core.absent import Cause
from kpi_lang.core.children import walk
from kpi_lang.core.nodes import ChooseRole, Compare, ComparisonOperator, Const, Expr
from kpi_lang.core.plan import Plan, RecordsPlan
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.person import Person, Record, RunDates
from kpi_lang.values.kinds import YES_NO, Family
from kpi_lang.values.rounding import Mode
from tests.checking import plans
from tests.checking.plans import X

ROLE = plans.one_of("sales", "support", "head", ordered=True)
ENDS = (-2, -1, 0, 1, 2, 5)
CONSTANTS = (*map(Fraction, (-2, -1, 0, 0, 1, 1, 2, 3)), Fraction(1, 2))
OPERATORS = tuple(ComparisonOperator)
CAUSES = (
    (Cause.MISSING, Cause.NO_RESULT),
    (Cause.UNDEFINED,),
    (Cause.MISSING, Cause.NO_RESULT, Cause.UNDEFINED),
)

Item = TypeVar("Item")


@define
class _Maker:
    """Makes expressions over some numbers; `fuel` bounds their size."""

    random: Random
    numbers: tuple[X, ...]
    records: bool = False
    role: bool = True
    fuel: int = 16

    def one(self, *options: Item) -> Item:
        return self.random.choice(options)

    def once_in(self, number: int) -> bool:
        return self.random.randrange(number) == 0

    def number(self, depth: int = 0) -> X:
        self.fuel -= 1
        if depth > 3 or self.fuel <= 0:
            return self.leaf()
        kinds = ("leaf", "leaf", "sum", "sum", "product", "quotient", "quotient", "if", "if", "if")
        match self.one(*kinds, "round", "extreme", "aggregate"):
            case "sum":
                one, other = self.number(depth + 1), self.number(depth + 1)
                return one + other if self.once_in(2) else one - other
            case "product":
                return self.number(depth + 1) * self.number(depth + 1)
            case "quotient":
                return self.number(depth + 1) / self.number(depth + 1)
            case "if":
                return self.choice(depth)
            case "round":
                return plans.rounded(self.number(depth + 1), self.one("1", "1/2"), self.one(*Mode))
            case "extreme":
                return plans.extreme(self.one("min", "max"), self.number(depth + 1), self.number(depth + 1))
            case "aggregate" if self.records:
                return self.aggregate()
            case _:
                return self.leaf()

    def leaf(self) -> X:
        if self.once_in(3) or not self.numbers:
            return plans.number(self.one(*CONSTANTS))
        return self.one(*self.numbers)

    def choice(self, depth: int) -> X:
        rows = [(self.condition(depth + 1), self.value(depth)) for _ in range(self.one(1, 1, 2))]
        last = None if self.once_in(6) else self.value(depth)
        return plans.choose(*rows, otherwise=last, role=ChooseRole.STEPS)

    def value(self, depth: int) -> X:
        return plans.none("declared") if self.once_in(8) else self.number(depth + 1)

    def condition(self, depth: int) -> X:
        self.fuel -= 1
        match self.one("compare", "compare", "compare", "compare", "and", "or", "not", "absent", "role"):
            case "and" if depth < 4:
                return self.condition(depth + 1) & self.condition(depth + 1)
            case "or" if depth < 4:
                return self.condition(depth + 1) | self.condition(depth + 1)
            case "not" if depth < 4:
                return ~self.condition(depth + 1)
            case "absent":
                return plans.absent(self.number(depth + 2), *self.one(*CAUSES))
            case "role" if self.role:
                role = plans.expr_of(plans.the("role", ROLE))
                member = Const(self.one("sales", "support", "head"), ROLE)
                return X(Compare(self.one(*OPERATORS), role, member, YES_NO))
            case _:
                one, other = self.number(depth + 2), self.number(depth + 2)
                return X(Compare(self.one(*OPERATORS), one.expr, other.expr, YES_NO))

    def aggregate(self) -> X:
        column = plans.column("log", self.one("amount", "cost"))
        where = self.one(None, column > 0, plans.column("log", "kind", ROLE).equals("head"))
        word = self.one("count", "count", "sum", "mean", "min", "max", "distinct", "trimmed_mean")
        trim = 1 if word == "trimmed_mean" else 0
        return plans.aggregate(word, "log", None if word == "count" else column, where, trim=trim)


@define
class Case:
    """A random plan, and people who could be in its data."""

    seed: int
    random: Random = field(init=False)
    plan: Plan = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.random = Random(self.seed)
        plans.restart()
        self.plan = self._plan()

    def _plan(self) -> Plan:
        inputs = tuple(self._spec(f"n{place}") for place in range(self.random.randint(1, 4)))
        names = [plans.the(spec.name) for spec in inputs]
        role = plans.other("role", ROLE, optional=self._once_in(5))
        records = (self._table(),) if self._once_in(2) else ()
        requires = tuple(self._maker(names).condition(1) for _ in range(self.random.randint(0, 2)))
        applies = plans.the("role", ROLE).differs("head") if self._once_in(4) else None
        rules: dict[str, Expr] = {}
        for place in range(self.random.randint(1, 4)):
            rules[f"r{place}"] = self._maker(names, records=bool(records)).number().expr
            names.append(plans.rule(f"r{place}"))
        return plans.made(rules, (*inputs, role), requires, applies, records)

    def _maker(self, names: list[X], *, records: bool = False) -> _Maker:
        return _Maker(self.random, tuple(names), records)

    def _once_in(self, number: int) -> bool:
        return self.random.randrange(number) == 0

    def _spec(self, name: str) -> InputSpec:
        lo = self.random.choice((None, *ENDS[:-1]))
        hi = self.random.choice([None, *(end for end in ENDS if lo is None or end >= lo + 2)])
        return plans.numeric(
            name,
            lo,
            hi,
            above=lo is not None and self._once_in(3),
            step=self.random.choice((None, 1, 1, "1/2")),
            optional=self._once_in(4),
            default=hi if hi is not None and self._once_in(6) else None,
        )

    def _table(self) -> RecordsPlan:
        cost = _Maker(self.random, (plans.column("log", "amount"),), role=False).number(1)
        return plans.table(
            "log",
            self._spec("amount"),
            plans.other("kind", ROLE),
            optional=self._once_in(4),
            computed={"cost": cost},
            requires=(plans.column("log", "amount") > -1,) if self._once_in(2) else (),
        )

    def person(self) -> Person:
        """Somebody, often at the edges of the plan's conditions."""
        values = tuple(map(self._value, self.plan.inputs))
        return Person("1", values, tuple(map(self._records, self.plan.records)), RunDates())

    def _records(self, table: RecordsPlan) -> tuple[Record, ...] | None:
        if table.optional and self._once_in(3):
            return None
        rows = range(self.random.randint(0, 3))
        return tuple(Record(tuple(map(self._value, table.fields)), row) for row in rows)

    def _value(self, spec: InputSpec) -> Value | None:
        if spec.optional and self._once_in(3):
            return None
        if spec.kind.family is Family.CHOICE:
            return self.random.choice(("sales", "support", "head"))
        near = [Fraction(n) for n in self._numbers()]
        if self._once_in(3):
            near = [
                n + d
                for n in near
                for d in (Fraction(-1, 2), Fraction(1, 2), Fraction(1, 7), Fraction(-1, 100))
            ]
        fitting = [n for n in near if spec.domain.contains(n)]
        return self.random.choice(fitting) if fitting else None

    def _numbers(self) -> list[Fraction]:
        nodes = (node for rule in self.plan.rules for node in walk(rule.expr))
        written = {n.value for n in nodes if isinstance(n, Const) and isinstance(n.value, Fraction)}
        return sorted(written | {Fraction(end) for end in ENDS})
