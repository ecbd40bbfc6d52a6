"""Random small plans and random people for them, biased toward guards, zeros, ends of domains and missing values."""

from collections.abc import Callable
from fractions import Fraction

from attrs import frozen
from hypothesis import strategies as st

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import (
    Choose,
    ChooseRole,
    Compare,
    ComparisonOperator,
    Const,
    Extreme,
    Expr,
    RuleRef,
)
from kpi_lang.core.children import walk
from kpi_lang.core.plan import Plan
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.person import Person, Record, RunDates
from kpi_lang.values.kinds import YES_NO, Family
from kpi_lang.values.rounding import Mode
from tests.checking import plans
from tests.checking.plans import X

ROLE = plans.one_of("sales", "support", "head")
_ENDS = [-2, -1, 0, 1, 2, 5]
_CONSTANTS = st.sampled_from([Fraction(n) for n in (-2, -1, 0, 1, 2, 3)] + [Fraction(1, 2)])

Draw = Callable[[st.SearchStrategy], object]


@st.composite
def specs(draw, name: str) -> InputSpec:  # type: ignore[no-untyped-def]
    lo = draw(st.sampled_from([None, *_ENDS]))
    hi = draw(st.sampled_from([None, *(end for end in _ENDS if lo is None or end > lo)] or [None]))
    step = draw(st.sampled_from([None, 1, "1/2"]))
    above = lo is not None and draw(st.booleans())
    if above and hi is not None and hi - lo < 2:
        above = False
    optional = draw(st.booleans()) and draw(st.booleans())
    return plans.numeric(name, lo, hi, above=above, step=step, optional=optional)


@frozen
class _Names:
    """What expressions may read so far."""

    numbers: tuple[X, ...]
    columns: tuple[X, ...] = ()


class _Maker:
    """Draws expressions; `fuel` bounds their size."""

    def __init__(self, draw: Draw, names: _Names, *, records: bool) -> None:
        self.draw = draw
        self.names = names
        self.records = records
        self.fuel = 14

    def pick(self, *options: object) -> object:
        return self.draw(st.sampled_from(options))

    def number(self, depth: int = 0) -> X:
        self.fuel -= 1
        if depth > 3 or self.fuel <= 0:
            return self.leaf()
        match self.pick("leaf", "leaf", "sum", "product", "quotient", "quotient", "if", "if", "round", "extreme", "aggregate"):
            case "sum":
                one, other = self.number(depth + 1), self.number(depth + 1)
                return one + other if self.draw(st.booleans()) else one - other
            case "product":
                return self.number(depth + 1) * self.number(depth + 1)
            case "quotient":
                return self.number(depth + 1) / self.number(depth + 1)
            case "if":
                return self.choice(depth)
            case "round":
                mode = self.pick(*Mode)
                return plans.rounded(self.number(depth + 1), self.pick(1, "1/2"), mode)  # type: ignore[arg-type]
            case "extreme":
                return plans.extreme(self.pick("min", "max"), self.number(depth + 1), self.number(depth + 1))  # type: ignore[arg-type]
            case "aggregate" if self.records:
                return self.aggregate()
            case _:
                return self.leaf()

    def leaf(self) -> X:
        if self.draw(st.booleans()) or not self.names.numbers:
            return plans.number(self.draw(_CONSTANTS))  # type: ignore[arg-type]
        return self.pick(*self.names.numbers)  # type: ignore[return-value]

    def choice(self, depth: int) -> X:
        rows = [
            (self.condition(depth + 1), self.value(depth))
            for _ in range(self.pick(1, 1, 2))  # type: ignore[call-overload]
        ]
        last = None if self.draw(st.integers(0, 5)) == 0 else self.value(depth)
        return plans.choose(*rows, otherwise=last, role=ChooseRole.STEPS)

    def value(self, depth: int) -> X:
        if self.draw(st.integers(0, 7)) == 0:
            return plans.none("declared")
        return self.number(depth + 1)

    def condition(self, depth: int) -> X:
        self.fuel -= 1
        match self.pick("compare", "compare", "compare", "and", "or", "not", "absent", "role"):
            case "and" if depth < 4:
                return self.condition(depth + 1) & self.condition(depth + 1)
            case "or" if depth < 4:
                return self.condition(depth + 1) | self.condition(depth + 1)
            case "not" if depth < 4:
                return ~self.condition(depth + 1)
            case "absent":
                causes = self.pick((Cause.MISSING, Cause.NO_RESULT), (Cause.UNDEFINED,), tuple(Cause)[:3])
                return plans.absent(self.number(depth + 2), *causes)  # type: ignore[misc]
            case "role":
                role = plans.the("role", ROLE)
                member = self.pick("sales", "support", "head")
                return role.equals(member) if self.draw(st.booleans()) else role.differs(member)  # type: ignore[arg-type]
            case _:
                operator = self.pick(*ComparisonOperator)
                one, other = self.number(depth + 2), self.number(depth + 2)
                return X(Compare(operator, one.expr, other.expr, YES_NO))  # type: ignore[arg-type]

    def aggregate(self) -> X:
        column = plans.column("log", self.pick("amount", "cost"))  # type: ignore[arg-type]
        where = self.pick(None, column > 0, plans.column("log", "kind", ROLE).equals("head"))
        word = self.pick("count", "sum", "mean", "min", "max", "distinct", "trimmed_mean", "count")
        return plans.aggregate(
            word,  # type: ignore[arg-type]
            "log",
            None if word == "count" else column,
            where,  # type: ignore[arg-type]
            trim=1 if word == "trimmed_mean" else 0,
        )


@st.composite
def drawn_plans(draw) -> Plan:  # type: ignore[no-untyped-def]
    """A plan with a handful of inputs, a table of records, and rules that read one another."""
    plans.restart()
    inputs = [draw(specs(f"n{place}")) for place in range(draw(st.integers(1, 4)))]
    has_records = draw(st.booleans())
    names = [plans.the(spec.name) for spec in inputs]
    role = plans.other("role", ROLE, optional=draw(st.integers(0, 4)) == 0)
    records = ()
    if has_records:
        amount = draw(specs("amount"))
        made = _Maker(draw, _Names((plans.column("log", "amount"),)), records=False)
        computed = {"cost": _without_role(made.number(1))}
        records = (
            plans.table(
                "log",
                amount,
                plans.other("kind", ROLE),
                optional=draw(st.integers(0, 3)) == 0,
                computed=computed,
                requires=(plans.column("log", "amount") > -1,) if draw(st.booleans()) else (),
            ),
        )
    requires = tuple(
        _without_role(_Maker(draw, _Names(tuple(names)), records=False).condition(1))
        for _ in range(draw(st.integers(0, 2)))
    )
    applies = plans.the("role", ROLE).differs("head") if draw(st.integers(0, 3)) == 0 else None
    rules: dict[str, Expr] = {}
    for place in range(draw(st.integers(1, 4))):
        made = _Maker(draw, _Names(tuple(names)), records=has_records)
        rules[f"r{place}"] = made.number().expr
        names.append(plans.rule(f"r{place}"))
    return plans.made(rules, (*inputs, role), requires, applies, records)


def _without_role(x: X) -> X:
    return x


def _values(plan: Plan, spec: InputSpec) -> st.SearchStrategy[Value | None]:
    if spec.kind.family is Family.CHOICE:
        values: list[Value | None] = ["sales", "support", "head"]
    else:
        numbers = {node.value for rule in plan.rules for node in walk(rule.expr) if isinstance(node, Const)}
        near = {n + d for n in numbers if isinstance(n, Fraction) for d in (-1, Fraction(-1, 2), 0, 1)}
        near |= {Fraction(end) for end in _ENDS}
        near |= {Fraction(n, 7) for n in range(-14, 15)} if spec.domain.step is None else set()
        values = [n for n in sorted(near) if spec.domain.contains(n)] or [None]
    return st.sampled_from([*values, None] if spec.optional or not values else values)


@st.composite
def drawn_people(draw, plan: Plan) -> Person:  # type: ignore[no-untyped-def]
    """Somebody who could be in the data of a plan."""
    values = tuple(draw(_values(plan, spec)) for spec in plan.inputs)
    records = []
    for table in plan.records:
        if table.optional and draw(st.integers(0, 3)) == 0:
            records.append(None)
            continue
        rows = draw(st.integers(0, 3))
        records.append(
            tuple(Record(tuple(draw(_values(plan, spec)) for spec in table.fields), row) for row in range(rows))
        )
    return Person("1", values, tuple(records), RunDates())


__all__ = ["Choose", "Extreme", "RuleRef", "drawn_people", "drawn_plans"]
