"""The columns of a result, in their fixed order, and how many decimal places each of them has."""

from collections.abc import Mapping
from fractions import Fraction

from kpi_lang.core.nodes import (
    Aggregate,
    AggregateOperator,
    Arithmetic,
    ArithmeticOperator,
    Choose,
    Const,
    Expr,
    Extreme,
    FieldRef,
    InputRef,
    NoValue,
    Round,
    RuleRef,
)
from kpi_lang.core.plan import Output, RecordsPlan, Role, Rule
from kpi_lang.data.schema import InputSpec
from kpi_lang.typed.precision import decimal_places
from kpi_lang.values import finite_places
from kpi_lang.values.kinds import Family, Style

_ORDER = (
    (Role.SCORE,),
    (Role.TOTAL,),
    (Role.PROVISIONAL_GRADE, Role.GRADE),
    (Role.PAY,),
    (Role.GROUP_SCORE,),
    (Role.AWARD, Role.CAP, Role.FACTOR),
    (Role.VALUE, Role.BALANCE, Role.CARRIED),
    (Role.SCORECARD, Role.RESTRICTION),
)


def outputs_of(
    rules: tuple[Rule, ...],
    declared: Mapping[str, int],
    inputs: Mapping[str, InputSpec],
    tables: Mapping[str, RecordsPlan],
) -> tuple[Output, ...]:
    """Scores, total, grades, pay, then groups, awards, values and flags; in one kind the author's order.

    What later periods read comes last if it is nothing else, so that results can serve as their history.
    """
    places = _Places(rules, inputs, tables)
    kept = {spec.name for table in tables.values() if table.is_past for spec in table.fields}
    shown = {role for roles in _ORDER for role in roles}
    columns = [[rule for rule in rules if rule.role in roles and _is_shown(rule)] for roles in _ORDER]
    columns.append([rule for rule in rules if rule.name in kept and rule.role not in shown])
    found = []
    for column in columns:
        column.sort(key=lambda rule: declared.get(rule.owner, len(declared)))
        found += [
            Output(rule.name, rule.title, rule.name, rule.role, rule.kind, places.of_rule(rule))
            for rule in column
        ]
    return tuple(found)


def _is_shown(rule: Rule) -> bool:
    return "." not in rule.name or rule.name == rule.owner or rule.role is Role.CARRIED


class _Places:
    """Decimal places by expression; None where no number of places is always enough."""

    def __init__(
        self, rules: tuple[Rule, ...], inputs: Mapping[str, InputSpec], tables: Mapping[str, RecordsPlan]
    ) -> None:
        self.inputs = inputs
        self.tables = tables
        self.known: dict[str, int | None] = {}
        self.columns: dict[tuple[str, str], int | None] = {}
        for table in tables.values():
            for rule in table.rules:
                self.columns[table.name, rule.name] = self.of(rule.expr)
        for rule in rules:
            self.known[rule.name] = self.of(rule.expr)

    def of_rule(self, rule: Rule) -> int | None:
        if rule.kind.family is not Family.NUMBER:
            return None
        return self.known[rule.name]

    def of(self, expr: Expr) -> int | None:
        if expr.kind.family is not Family.NUMBER:
            return None
        match expr:
            case Const(value=Fraction() as value):
                return finite_places(value)
            case NoValue():
                return 0
            case Round(step=step):
                return decimal_places(step)
            case InputRef(name=name):
                spec = self.inputs.get(name)
                return None if spec is None or spec.domain.step is None else decimal_places(spec.domain.step)
            case FieldRef(records=records, name=name):
                return self._column(records, name)
            case RuleRef(name=name):
                return self.known.get(name)
            case Choose(arms=arms):
                return _most([self.of(arm.value) for arm in arms])
            case Extreme(args=args):
                return _most([self.of(arg) for arg in args])
            case Aggregate(operator=operator, value=value):
                return self._aggregate(operator, value)
            case Arithmetic(operator=operator, left=left, right=right):
                return self._arithmetic(operator, self.of(left), self.of(right))
            case _:
                return 0 if expr.kind.style in (Style.COUNT, Style.DAYS) else None

    def _column(self, records: str, name: str) -> int | None:
        if (records, name) in self.columns:
            return self.columns[records, name]
        for spec in self.tables[records].fields:
            if spec.name == name and spec.domain.step is not None:
                return decimal_places(spec.domain.step)
        return None

    def _aggregate(self, operator: AggregateOperator, value: Expr | None) -> int | None:
        match operator:
            case AggregateOperator.COUNT | AggregateOperator.DISTINCT:
                return 0
            case AggregateOperator.MEAN | AggregateOperator.TRIMMED_MEAN | AggregateOperator.BEST_MEAN:
                return None
            case _:
                return None if value is None else self.of(value)

    def _arithmetic(self, operator: ArithmeticOperator, one: int | None, other: int | None) -> int | None:
        if one is None or other is None or operator is ArithmeticOperator.DIVIDE:
            return None
        return one + other if operator is ArithmeticOperator.MULTIPLY else max(one, other)


def _most(places: list[int | None]) -> int | None:
    known = [number for number in places if number is not None]
    return max(known) if known and len(known) == len(places) else None
