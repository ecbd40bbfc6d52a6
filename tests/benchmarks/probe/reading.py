"""The reader of core nodes: writes what an expression is, in one case, into a program."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import assert_never

from attrs import define, field

from kpi_lang.checking.analysis import Analysis
from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.nodes import (
    Aggregate,
    AggregateOperator,
    Arithmetic,
    ArithmeticOperator,
    Choose,
    Compare,
    ComparisonOperator,
    Const,
    DateCall,
    Expr,
    Extreme,
    ExtremeOperator,
    FieldRef,
    FigureRef,
    InputRef,
    IsAbsent,
    Logic,
    LogicOperator,
    Not,
    NoValue,
    Power,
    Round,
    RuleRef,
)
from kpi_lang.core.operators import operation
from kpi_lang.core.plan import Plan
from kpi_lang.core.reasons import calculation_reason, input_reason
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.person import RunDates
from kpi_lang.values.kinds import Family
from tests.benchmarks.probe.cases import About, Case, Fact, OpenFact
from tests.benchmarks.probe.comparing import contrary, negation, relation
from tests.benchmarks.probe.meaning import Codes, Days, Mask, Meaning, Numeric, Pieces, as_number, code_of
from tests.benchmarks.probe.program import Builder
from tests.benchmarks.probe.ratios import Ratio, add, common, inverse, multiply, reduced
from tests.benchmarks.probe.refusal import CannotExpress
from tests.benchmarks.probe.rounding import rounded


@define
class Reader:
    """One case of one plan. ``counts`` receives the aggregates, which are counted before the cases are run."""

    plan: Plan
    analysis: Analysis
    dates: RunDates
    case: Case
    builder: Builder = field(factory=Builder)
    counts: dict[str, Aggregate] = field(factory=dict)
    rules: dict[str, Meaning] = field(factory=dict)

    def value(self, expr: Expr) -> Meaning:
        """What the expression is; raises ``OpenFact`` and ``CannotExpress``."""
        match expr:
            case Const():
                return _literal(expr.value)
            case InputRef():
                return self.input(expr)
            case FieldRef():
                return self.column(expr)
            case RuleRef():
                if expr.name not in self.rules:
                    self.rules[expr.name] = self.value(self.plan.rule(expr.name).expr)
                return self.rules[expr.name]
            case Arithmetic():
                return self.strict(
                    (expr.left, expr.right), lambda left, right: self.arithmetic(expr, left, right)
                )
            case Extreme():
                return self.strict(expr.args, lambda *args: self.extreme(expr.operator, args))
            case Compare():
                return self.strict(
                    (expr.left, expr.right), lambda left, right: self.compare(expr, left, right)
                )
            case Logic():
                return self.logic(expr)
            case Not():
                return self.strict((expr.arg,), negation)
            case Choose():
                return self.choose(expr)
            case Round():
                return self.round(expr.arg, expr, clamped=False)
            case Aggregate():
                return self.count(expr)
            case NoValue():
                return Absent(expr.cause, expr.reason)
            case IsAbsent():
                found = self.value(expr.arg)
                return isinstance(found, Absent) and found.cause in expr.causes
            case DateCall():
                return self.strict(expr.args, lambda *args: self.date_call(expr, args))
            case Power():
                raise CannotExpress("a power")
            case FigureRef():
                raise CannotExpress("a figure about other people")
            case _:
                assert_never(expr)

    def strict(self, args: tuple[Expr, ...], meaning: Callable[..., Meaning]) -> Meaning:
        """The first absent operand, else what the operator makes of them."""
        values = [self.value(arg) for arg in args]
        return next((value for value in values if isinstance(value, Absent)), None) or meaning(*values)

    # --- what is read ----------------------------------------------------------------------------------

    def fact(self, about: About, name: str, options: tuple[str | bool, ...] = (False, True)) -> str | bool:
        fact = Fact(about, name, options)
        if fact not in self.case:
            raise OpenFact(fact)
        return self.case[fact]

    def input(self, expr: InputRef) -> Meaning:
        spec = next((spec for spec in self.plan.inputs if spec.name == expr.name), None)
        if spec is None:
            given: date | None = getattr(self.dates, expr.name)
            if given is None:
                raise CannotExpress(f"`{expr.name}`, which the run does not supply")
            return given
        # The people of a batch are bound: what is required is there, and defaults are filled in.
        if spec.optional and spec.default is None and not self.fact(About.GIVEN, spec.name):
            return Absent(Cause.MISSING, input_reason(spec))
        match spec.kind.family:
            case Family.CHOICE:
                assert spec.kind.choices is not None
                return str(self.fact(About.MEMBER, spec.name, spec.kind.choices.names))
            case Family.NUMBER:
                if self.case.get(Fact(About.ZERO, spec.name)) is True:
                    return Ratio({})
                return self.number(spec.name, spec)
            case _:
                raise CannotExpress(f"input `{spec.name}` of kind {spec.kind.family.value}")

    def number(self, name: str, spec: InputSpec) -> Ratio:
        first, last, step = spec.domain.first, spec.domain.last, spec.domain.step
        if first is None or last is None or step is None:
            raise CannotExpress(f"input `{name}` without bounds or step")
        low, high = int(first / step), int(last / step)
        if self.case.get(Fact(About.ZERO, name)) is False and low == 0:
            low = 1
        register = self.builder.column(name, (low, high))
        return reduced({(register,): step.numerator}, step.denominator, ())

    def column(self, expr: FieldRef) -> Meaning:
        table = next(table for table in self.plan.records if table.name == expr.records)
        spec = next((spec for spec in table.fields if spec.name == expr.name), None)
        if spec is None:
            raise CannotExpress(f"computed column `{expr.name}`")
        match spec.kind.family:
            case Family.NUMBER:
                return self.number(spec.name, spec)
            case Family.CHOICE:
                assert spec.kind.choices is not None
                names = spec.kind.choices.names
                return Codes(Ratio({(self.builder.column(spec.name, (0, len(names) - 1)),): 1}), names)
            case Family.DATE:
                ends = date.min.toordinal(), date.max.toordinal()
                return Days(Ratio({(self.builder.column(spec.name, ends),): 1}))
            case _:
                raise CannotExpress(f"column `{spec.name}` of kind {spec.kind.family.value}")

    def count(self, expr: Aggregate) -> Meaning:
        if expr.operator is not AggregateOperator.COUNT:
            raise CannotExpress(f"aggregate {expr.operator.value}")
        name = f"{expr.records} #{expr.point}"
        self.counts[name] = expr
        return Ratio({(self.builder.column(name, (0, 2**31)),): 1})

    # --- operators -------------------------------------------------------------------------------------

    def arithmetic(self, expr: Arithmetic, left: Meaning, right: Meaning) -> Meaning:
        if not isinstance(left, Numeric) or not isinstance(right, Numeric):
            raise CannotExpress("arithmetic on dates that differ between people")
        match expr.operator:
            case ArithmeticOperator.ADD:
                return self.each(left, right, add)
            case ArithmeticOperator.SUBTRACT:
                return self.each(left, right, lambda one, other: add(one, other, -1))
            case ArithmeticOperator.MULTIPLY:
                return self.each(left, right, multiply)
            case ArithmeticOperator.DIVIDE:
                divisor = self.whole(right)
                if self.is_zero(divisor):
                    return Absent(Cause.UNDEFINED, calculation_reason(expr))
                return self.each(left, inverse(divisor), multiply)
            case _:
                assert_never(expr.operator)

    def each(self, left: Numeric, right: Numeric, meaning: Callable[[Ratio, Ratio], Ratio]) -> Numeric:
        """An operator on numbers, arm by arm where one has arms."""
        if isinstance(left, Pieces) and isinstance(right, Pieces) and left.place != right.place:
            right = self.whole(right)
        place = left.place if isinstance(left, Pieces) else right.place if isinstance(right, Pieces) else None
        if place is None:
            assert isinstance(left, Ratio)
            assert isinstance(right, Ratio)
            return meaning(left, right)
        count = max(len(side.arms) for side in (left, right) if isinstance(side, Pieces))
        lefts = left.arms if isinstance(left, Pieces) else (left,) * count
        rights = right.arms if isinstance(right, Pieces) else (right,) * count
        return Pieces(place, tuple(map(meaning, lefts, rights)))

    def whole(self, number: Numeric) -> Ratio:
        """A number without arms: what the rows take is looked up."""
        if isinstance(number, Ratio):
            return number
        nums, scale, below = common(number.arms)
        operand = self.builder.pieces(number.place, nums)
        return reduced(
            {(self.builder.column_of(operand),): 1} if operand[0] == "r" else {(): operand[1]}, scale, below
        )

    def is_zero(self, divisor: Ratio) -> bool:
        """Whether a divisor is zero; columns that may be become facts of the case."""
        if not divisor.num:
            return True
        if len(divisor.num) > 1:
            raise CannotExpress("division by a sum of columns")
        ((monomial, _),) = divisor.num.items()
        names = {n: r.operands[0][1] for n, r in enumerate(self.builder.registers) if r.operation == "column"}
        for register in monomial:
            low, _ = self.builder.bounds[register]
            if low < 0 or (low == 0 and register not in names):
                raise CannotExpress(
                    "division by a column that may be negative, or by a computed one that may be 0"
                )
            if low == 0 and self.fact(About.ZERO, names[register]):
                return True
        return False

    def extreme(self, operator: ExtremeOperator, args: tuple[Meaning, ...]) -> Meaning:
        numbers = tuple(self.whole(arg) for arg in args if isinstance(arg, Numeric))
        if len(numbers) < len(args):
            raise CannotExpress("the smallest or largest of what is no number")
        constants = [number.constant for number in numbers]
        known = [constant for constant in constants if constant is not None]
        if len(known) == len(numbers):
            return Ratio.of((min if operator is ExtremeOperator.MIN else max)(known))
        nums, scale, below = common(numbers)
        operands = sorted((self.builder.poly(num) for num in nums), key=lambda o: o[0], reverse=True)
        name = "minimum" if operator is ExtremeOperator.MIN else "maximum"
        pick = min if operator is ExtremeOperator.MIN else max
        first, *rest = operands
        for other in rest:
            sides = [(o[1], o[1]) if o[0] == "n" else self.builder.bounds[o[1]] for o in (first, other)]
            bounds = pick(low for low, _ in sides), pick(high for _, high in sides)
            first = ("r", self.builder.step(name, first, other, bounds=bounds))
        return reduced({(self.builder.column_of(first),): 1}, scale, below)

    def compare(self, expr: Compare, left: Meaning, right: Meaning) -> Meaning:
        operator = expr.operator
        choices = expr.left.kind.choices
        if isinstance(left, str) and isinstance(right, str):
            if operator in (ComparisonOperator.EQUAL, ComparisonOperator.NOT_EQUAL):
                return (left == right) is (operator is ComparisonOperator.EQUAL)
            assert choices is not None
            return relation(
                self.builder, operator, code_of(left, choices.names), code_of(right, choices.names)
            )
        sides = [as_number(side, choices.names if choices is not None else ()) for side in (left, right)]
        numbers = [self.whole(side) for side in sides if side is not None]
        if len(numbers) < 2:
            raise CannotExpress("a comparison of what has no number")
        return relation(self.builder, operator, *numbers)

    def logic(self, expr: Logic) -> Meaning:
        deciding = expr.operator is LogicOperator.OR
        masks: list[Mask] = []
        for arg in expr.args:
            value = self.value(arg)
            if value is deciding:
                return deciding
            if isinstance(value, Mask):
                masks.append(value)
            elif isinstance(value, Absent):
                if masks:
                    raise CannotExpress("an absence that depends on a figure")
                return value
        if not masks:
            return not deciding
        registers = [self.register(mask) for mask in masks]
        total = registers[0]
        for other in registers[1:]:
            total = self.builder.step(expr.operator.value, ("r", total), ("r", other))
        return Mask(total)

    def register(self, mask: Mask) -> int:
        return self.builder.contrary(mask.register) if mask.negated else mask.register

    def date_call(self, expr: DateCall, args: tuple[Meaning, ...]) -> Meaning:
        plain = [_plain(arg) for arg in args]
        if any(value is None for value in plain):
            raise CannotExpress(f"{expr.operator.value} of a date that differs between people")
        found = operation(expr.operator, [arg.kind.family for arg in expr.args]).meaning(*plain)
        return Absent(Cause.UNDEFINED, calculation_reason(expr)) if found is None else _literal(found)

    # --- choices ---------------------------------------------------------------------------------------

    def choose(self, expr: Choose) -> Meaning:
        conditions: list[Mask] = []
        values: list[Meaning] = []
        for arm in expr.arms:
            holds: Meaning = True if arm.condition is None else self.value(arm.condition)
            if isinstance(holds, Mask) and any(contrary(holds, failed) for failed in conditions):
                holds = True
            if holds is False or holds in conditions:
                continue
            values.append(holds if isinstance(holds, Absent) else self.value(arm.value))
            if not isinstance(holds, Mask):
                break
            conditions.append(holds)
        absent = next((value for value in values if isinstance(value, Absent)), None)
        if not conditions or (absent is not None and all(value == absent for value in values)):
            return values[0]
        if absent is not None:
            raise CannotExpress(f"an absence that depends on a figure: {absent.reason}")
        return self.taken(expr, conditions, values)

    def taken(self, expr: Choose, conditions: list[Mask], values: list[Meaning]) -> Meaning:
        names = expr.kind.choices.names if expr.kind.choices is not None else ()
        numbers = [as_number(value, names) for value in values]
        arms = tuple(self.whole(number) for number in numbers if number is not None)
        if len(arms) < len(values):
            raise CannotExpress(f"a choice between values of kind {expr.kind.family.value} by a figure")
        place, arms = self.place(conditions, arms)
        if expr.kind.family is Family.NUMBER:
            return Pieces(place, arms)
        number = self.whole(Pieces(place, arms))
        return Codes(number, names) if number.constant is None else names[int(number.constant)]

    def place(self, conditions: list[Mask], arms: tuple[Ratio, ...]) -> tuple[int, tuple[Ratio, ...]]:
        """The number of the arm of each row; codes compared one by one are themselves that number."""
        subjects = {
            condition.equal[0] for condition in conditions if condition.equal and not condition.negated
        }
        if len(subjects) == 1 and all(c.equal and not c.negated for c in conditions):
            subject = subjects.pop()
            low, high = self.builder.bounds[subject]
            if low == 0 and high < 256:
                found = {
                    c.equal[1]: arm for c, arm in reversed([*zip(conditions, arms, strict=False)]) if c.equal
                }
                place = self.builder.step("place", ("r", subject), bounds=(low, high))
                return place, tuple(found.get(code, arms[-1]) for code in range(high + 1))
        return self.builder.arm_number(tuple(map(self.register, conditions))), arms

    # --- rounding --------------------------------------------------------------------------------------

    def round(self, expr: Expr, point: Round, *, clamped: bool) -> Meaning:
        """The expression rounded. Rounding never turns two numbers round, so it goes inside a smallest or largest.

        ``clamped``: a result below zero does not matter, since the largest of it and zero is taken.
        """
        if isinstance(expr, Extreme) and expr.kind.family is Family.NUMBER:
            floor = expr.operator is ExtremeOperator.MAX and any(_is_nonnegative(arg) for arg in expr.args)
            values = [self.round(arg, point, clamped=clamped or floor) for arg in expr.args]
            return next((v for v in values if isinstance(v, Absent)), None) or self.extreme(
                expr.operator, tuple(values)
            )
        value = self.value(expr)
        if isinstance(value, Absent):
            return value
        assert isinstance(value, Numeric)
        interval = self.analysis.possible(expr, self.analysis.base).interval
        return rounded(self.builder, value, point, interval, clamped=clamped)


def _is_nonnegative(expr: Expr) -> bool:
    return isinstance(expr, Const) and isinstance(expr.value, Fraction) and expr.value >= 0


def _literal(value: Value) -> Meaning:
    return Ratio.of(value) if isinstance(value, Fraction) else value


def _plain(value: Meaning) -> Fraction | date | None:
    if isinstance(value, Ratio):
        return value.constant
    return value if isinstance(value, date) else None
