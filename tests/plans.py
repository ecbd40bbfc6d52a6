"""Random plans of every shape that the core allows, from a seeded ``random.Random``; quick and without shrinking.

They are not sensible policies, but they lean towards what real ones do: curves over quotients, rounding above
choices, rows that withhold a value, tests for absent values, figures over records.
"""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import pairwise
from random import Random

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import (
    Aggregate,
    AggregateOperator,
    Arithmetic,
    ArithmeticOperator,
    Arm,
    Choose,
    ChooseRole,
    Compare,
    ComparisonOperator,
    Const,
    DateCall,
    DateOperator,
    Expr,
    Extreme,
    ExtremeOperator,
    FieldRef,
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
from kpi_lang.core.operators import ORDERED
from kpi_lang.core.plan import (
    RUN_DATES,
    GradeSpec,
    Output,
    Plan,
    RecordsPlan,
    Requirement,
    Role,
    Rule,
    Stage,
)
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.values import kinds
from kpi_lang.values.domains import Domain, Interval
from kpi_lang.values.kinds import Choices, Family, Kind, Member
from kpi_lang.values.rounding import Mode

COLOURS = kinds.choice(Choices("colour", tuple(map(Member, ("red", "green", "blue"))), ordered=True))
GRADES = kinds.choice(Choices("grade", tuple(map(Member, "CBAS")), ordered=True))
Maker = Callable[[int], Expr]
STEPS = tuple(Fraction(text) for text in ("1", "1", "1/100", "1/100", "1/10", "1/2", "5", "1/3"))
DAY_KINDS = (kinds.DATE, kinds.DATE, kinds.MONTH)
TEXTS = ("", "north", "south", "“quoted”\n", "None", "__import__('os')")


def random_plan(random: Random) -> Plan:
    """A plan that keeps every invariant."""
    return PlanMaker(random).plan()


class _Scope:
    """What an expression may refer to, and the counter of its points."""

    def __init__(self) -> None:
        self.points = 0
        self.rules: list[RuleRef] = []
        self.records: dict[str, list[FieldRef]] = {}
        self.at_hand: list[FieldRef] = []

    def point(self) -> int:
        self.points += 1
        return self.points - 1


class PlanMaker:
    """Makes the expressions of one plan, piece by piece."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.inputs: list[InputSpec] = []
        self.scope = _Scope()
        self.tables: list[RecordsPlan] = []

    def plan(self) -> Plan:
        random = self.random
        self.inputs = [self.spec(f"in{n}") for n in range(random.randint(3, 8))]
        for number in range(random.choice((0, 0, 1, 1, 2))):
            self.table(f"table{number}")
        rules = [self.rule(f"rule{n}", Stage.PERSON) for n in range(random.randint(2, 7))]
        requirements = tuple(
            Requirement(self.flag(2), f"requirement {n}") for n in range(random.choice((0, 0, 1, 2)))
        )
        applies = self.flag(1) if random.random() < 0.3 else None
        shown = [rule for rule in rules if random.random() < 0.7] or rules[-1:]
        outputs = tuple(Output(r.name, r.title, r.name, r.role, r.kind, None) for r in shown)
        grades = tuple(GradeSpec(name, name) for name in "SABC")
        return Plan(
            name="random",
            title="random",
            version=1,
            effective_from=None,
            effective_to=None,
            period=None,
            currency=None,
            subject="person",
            key="key",
            belongs_to=(),
            reports_to=None,
            inputs=tuple(self.inputs),
            records=tuple(self.tables),
            applies=applies,
            requirements=requirements,
            rules=tuple(rules),
            outputs=outputs,
            grades=grades,
            examples=(),
            properties=(),
            points=self.scope.points,
            uses_dates=True,
            digits_bound=random.choice((400, 400, 400, 9)),
        )

    # --- declarations ----------------------------------------------------------------------------------

    def spec(self, name: str) -> InputSpec:
        random = self.random
        kind = random.choice(
            [kinds.NUMBER] * 6 + [kinds.YES_NO, COLOURS, COLOURS, GRADES, kinds.TEXT, *DAY_KINDS]
        )
        domain = self.domain() if kind.is_number else Domain()
        optional = random.random() < 0.3
        default: Value | None = None
        if random.random() < 0.1:
            default = domain.first if kind.is_number else self.literal(kind).value
        return InputSpec(name, f"the {name}", kind, domain, optional, default, (), None)

    def domain(self) -> Domain:
        random = self.random
        step = random.choice((*STEPS, None))
        size = Fraction(random.choice((1, 10, 100, 10_000, 10**9)))
        interval = random.choice(
            (
                Interval.at_least(Fraction(0)),
                Interval(Fraction(0), size),
                Interval(step or Fraction(1), size * 10),
                Interval.above(Fraction(0)),
                Interval(-size, size),
                Interval(-size, Fraction(0), False, random.random() < 0.5),
                Interval(),
            )
        )
        domain = Domain(interval, step)
        return domain if domain.count != 0 else Domain(interval)

    def table(self, name: str) -> None:
        random = self.random
        fields = tuple(self.spec(f"field{n}") for n in range(random.randint(1, 4)))
        outer, self.scope = self.scope, _Scope()
        self.scope.records = dict(outer.records)
        self.scope.at_hand = [FieldRef(name, spec.name, spec.kind) for spec in fields]
        rules = []
        for number in range(random.choice((0, 0, 1, 2))):
            rules.append(self.rule(f"column{number}", Stage.RECORD))
            self.scope.at_hand.append(FieldRef(name, rules[-1].name, rules[-1].kind))
        requirements = tuple(
            Requirement(self.flag(1), "a record") for _ in range(random.choice((0, 0, 0, 1)))
        )
        optional = random.random() < 0.5
        columns, points = self.scope.at_hand, self.scope.points
        self.scope = outer
        self.scope.records[name] = columns
        self.tables.append(
            RecordsPlan(name, f"the {name}", optional, fields, tuple(rules), requirements, points)
        )

    def rule(self, name: str, stage: Stage) -> Rule:
        maker = self.random.choice(
            [self.number] * 6 + [self.curve] * 4 + [self.flag, self.choice, self.grade, self.day, self.text]
        )
        expr = maker(self.random.randint(1, 4))
        rule = Rule(name, f"the {name}", Role.VALUE, expr.kind, stage, expr, name)
        if stage is Stage.PERSON:
            self.scope.rules.append(RuleRef(name, expr.kind))
        return rule

    # --- values ----------------------------------------------------------------------------------------

    def literal(self, kind: Kind) -> Const:
        random = self.random
        match kind.family:
            case Family.NUMBER:
                value: Value = Fraction(random.randint(-20, 200), random.choice((1, 1, 2, 4, 10, 100, 3)))
            case Family.YES_NO:
                value = random.random() < 0.5
            case Family.CHOICE:
                assert kind.choices is not None
                value = random.choice(kind.choices.names)
            case Family.TEXT:
                value = random.choice(TEXTS)
            case Family.DATE | Family.MONTH:
                day = date.fromordinal(random.randint(738_000, 740_500))
                value = day.replace(day=1) if kind.family is Family.MONTH else day
        return Const(value, kind)

    def reference(self, kind: Kind) -> Expr | None:
        days = kind.family in (Family.DATE, Family.MONTH)
        found: list[Expr] = [
            InputRef(spec.name, spec.kind) for spec in self.inputs if self.alike(spec.kind, kind)
        ]
        found += [rule for rule in self.scope.rules if self.alike(rule.kind, kind)] * 2
        found += [column for column in self.scope.at_hand if self.alike(column.kind, kind)] * 4
        if days:
            found += [InputRef(name, kinds.DATE) for name in RUN_DATES]
        return self.random.choice(found) if found else None

    def alike(self, one: Kind, other: Kind) -> bool:
        return one == other or {one.family, other.family} == {Family.DATE, Family.MONTH}

    def leaf(self, kind: Kind) -> Expr:
        found = self.reference(kind) if self.random.random() < 0.8 else None
        return found or self.literal(kind)

    def number(self, depth: int) -> Expr:
        random = self.random
        if depth <= 0 or random.random() < 0.1:
            return self.leaf(kinds.NUMBER)
        maker = random.choice(
            [self.arithmetic] * 6
            + [self.rounded] * 3
            + [self.extreme, self.branches, self.curve, self.days_apart, self.aggregate, self.aggregate]
        )
        return maker(depth)

    def arithmetic(self, depth: int) -> Expr:
        operator = self.random.choice(list(ArithmeticOperator))
        return Arithmetic(operator, self.number(depth - 1), self.number(depth - 1), kinds.NUMBER)

    def rounded(self, depth: int) -> Expr:
        random = self.random
        digits = random.choice((0, 1, 2, 2, 2, None, -1))
        step = random.choice(STEPS) if digits is None else Fraction(10) ** -digits
        mode = random.choice([Mode.HALF_UP] * 4 + list(Mode))
        arg = random.choice((self.number, self.curve, self.branches, self.extreme))(depth - 1)
        if random.random() < 0.1:
            exponent = random.choice((Fraction(1, 2), Fraction(2), Fraction(-1, 3), Fraction(3, 2)))
            arg = Power(arg, exponent, kinds.NUMBER)
        return Round(arg, step, mode, digits, kinds.NUMBER, self.scope.point())

    def extreme(self, depth: int) -> Expr:
        args = tuple(self.number(depth - 1) for _ in range(self.random.choice((1, 2, 2, 2, 3))))
        return self.extreme_of(args, kinds.NUMBER)

    def extreme_of(self, args: tuple[Expr, ...], kind: Kind) -> Expr:
        return Extreme(self.random.choice(list(ExtremeOperator)), args, kind, self.scope.point())

    def branches(self, depth: int) -> Expr:
        return self.choose(kinds.NUMBER, depth, self.number)

    def choose(self, kind: Kind, depth: int, maker: Maker) -> Expr:
        count = self.random.choice((1, 1, 2, 3))
        conditions = [self.flag(depth - 1) for _ in range(count)]
        return self.rows([*conditions, None], [self.row(kind, depth, maker) for _ in range(count + 1)], kind)

    def row(self, kind: Kind, depth: int, maker: Maker) -> Expr:
        if self.random.random() < 0.15:
            cause = self.random.choice(list(Cause))
            return NoValue(cause, f"declared {self.random.randint(1, 3)}", kind)
        return maker(depth - 1)

    def rows(self, conditions: list[Expr | None], values: list[Expr], kind: Kind) -> Expr:
        arms = tuple(Arm(c, v, f"row {n}") for n, (c, v) in enumerate(zip(conditions, values, strict=True)))
        return Choose(arms, kind, self.scope.point(), self.random.choice(list(ChooseRole)))

    def curve(self, depth: int) -> Expr:
        """A line or steps over a value, or over a quotient; now and then for those who have one."""
        random = self.random
        subject = self.reference(kinds.NUMBER) or self.arithmetic(depth - 1)
        operator = random.choice([ComparisonOperator.AT_MOST] * 3 + list(ComparisonOperator))
        places = sorted({Fraction(random.randint(0, 40), random.choice((1, 4, 10, 20))) for _ in range(3)})
        if operator in (ComparisonOperator.AT_LEAST, ComparisonOperator.GREATER):
            places.reverse()
        scores = sorted((Fraction(random.randint(0, 110)) for _ in places), reverse=random.random() < 0.5)
        ends: list[Expr] = [Const(score, kinds.NUMBER) for score in scores]
        values: list[Expr] = [ends[0]]
        for (x, y), (x2, y2) in pairwise(zip(places, scores, strict=True)):
            past = Arithmetic(ArithmeticOperator.SUBTRACT, subject, Const(x, kinds.NUMBER), kinds.NUMBER)
            slope = Const((y2 - y) / (x2 - x), kinds.NUMBER)
            rise = Arithmetic(ArithmeticOperator.MULTIPLY, past, slope, kinds.NUMBER)
            line = Arithmetic(ArithmeticOperator.ADD, Const(y, kinds.NUMBER), rise, kinds.NUMBER)
            values.append(line if random.random() < 0.7 else Const(y, kinds.NUMBER))
        conditions: list[Expr | None] = [
            Compare(operator, subject, Const(x, kinds.NUMBER), kinds.YES_NO) for x in places
        ]
        curve = self.rows([*conditions, None], [*values, ends[-1]], kinds.NUMBER)
        if random.random() < 0.6:
            curve = Round(
                curve, Fraction(1, 100), random.choice(list(Mode)), 2, kinds.NUMBER, self.scope.point()
            )
        if random.random() < 0.4:
            lack = IsAbsent(subject, frozenset(random.sample(list(Cause), 2)), kinds.YES_NO)
            curve = self.rows([lack, None], [self.row(kinds.NUMBER, 1, self.number), curve], kinds.NUMBER)
        return curve

    def days_apart(self, depth: int) -> Expr:
        random = self.random
        one, other = self.day(depth - 1), self.day(depth - 1)
        operator = random.choice([o for o in DateOperator if o is not DateOperator.ADD_MONTHS])
        match operator:
            case DateOperator.FIRST_OF_MONTH | DateOperator.LAST_OF_MONTH:
                return Arithmetic(ArithmeticOperator.SUBTRACT, one, other, kinds.NUMBER)
            case DateOperator.YEAR | DateOperator.MONTH | DateOperator.DAY:
                return DateCall(operator, (one,), kinds.NUMBER)
            case _:
                return DateCall(operator, (one, other), kinds.NUMBER)

    def aggregate(self, depth: int, kind: Kind = kinds.NUMBER) -> Expr:
        random = self.random
        if not self.scope.records:
            return self.leaf(kind)
        name = random.choice(list(self.scope.records))
        point = self.scope.point()
        outer, self.scope.at_hand = self.scope.at_hand, [*self.scope.at_hand, *self.scope.records[name]]
        picking = [AggregateOperator.FIRST, AggregateOperator.LAST]
        if kind.family in ORDERED:
            picking += [AggregateOperator.MIN, AggregateOperator.MAX]
        operator = random.choice(list(AggregateOperator) if kind.is_number else picking)
        value: Expr | None = self.by_kind(kind, min(depth - 1, 1))
        if operator is AggregateOperator.COUNT:
            value = None
        elif operator is AggregateOperator.DISTINCT:
            value = self.by_kind(
                random.choice((kinds.NUMBER, COLOURS, kinds.TEXT, kinds.YES_NO, kinds.DATE)), 1
            )
        where = self.flag(1) if random.random() < 0.6 else None
        order = None
        if operator in (AggregateOperator.FIRST, AggregateOperator.LAST) and random.random() < 0.7:
            order = self.day(0)
        self.scope.at_hand = outer
        trim = (
            random.randint(1, 2)
            if operator in (AggregateOperator.TRIMMED_MEAN, AggregateOperator.BEST_MEAN)
            else 0
        )
        return Aggregate(operator, name, value, where, order, trim, kind, point)

    def by_kind(self, kind: Kind, depth: int) -> Expr:
        match kind.family:
            case Family.NUMBER:
                return self.number(depth)
            case Family.YES_NO:
                return self.flag(depth)
            case Family.DATE | Family.MONTH:
                return self.day(depth)
            case Family.TEXT:
                return self.text(depth)
            case Family.CHOICE:
                return self.member(kind, depth)

    def flag(self, depth: int) -> Expr:
        random = self.random
        if depth <= 0 or random.random() < 0.1:
            return self.leaf(kinds.YES_NO)
        match random.choice(
            ("compare", "compare", "compare", "equal", "logic", "not", "absent", "choose", "last")
        ):
            case "compare":
                kind = random.choice((kinds.NUMBER, kinds.NUMBER, kinds.NUMBER, COLOURS, GRADES, kinds.DATE))
                return self.comparison(random.choice(list(ComparisonOperator)), kind, depth)
            case "equal":
                kind = random.choice((COLOURS, GRADES, kinds.TEXT, kinds.YES_NO))
                equality = (ComparisonOperator.EQUAL, ComparisonOperator.NOT_EQUAL)
                return self.comparison(random.choice(equality), kind, depth)
            case "logic":
                args = tuple(self.flag(depth - 1) for _ in range(random.choice((2, 2, 3))))
                return Logic(random.choice(list(LogicOperator)), args, kinds.YES_NO)
            case "not":
                return Not(self.flag(depth - 1), kinds.YES_NO)
            case "absent":
                arg = self.number(depth - 1) if random.random() < 0.7 else self.member(COLOURS, depth - 1)
                causes = frozenset(random.sample(list(Cause), random.randint(1, 4)))
                return IsAbsent(arg, causes, kinds.YES_NO)
            case "choose":
                return self.choose(kinds.YES_NO, depth, self.flag)
            case _:
                return self.aggregate(depth, kinds.YES_NO)

    def comparison(self, operator: ComparisonOperator, kind: Kind, depth: int) -> Expr:
        left = self.by_kind(kind, depth - 1)
        right: Expr = self.literal(kind) if self.random.random() < 0.6 else self.by_kind(kind, depth - 1)
        return Compare(operator, left, right, kinds.YES_NO)

    def choice(self, depth: int) -> Expr:
        return self.member(COLOURS, depth)

    def grade(self, depth: int) -> Expr:
        return self.member(GRADES, depth)

    def member(self, kind: Kind, depth: int) -> Expr:
        if depth <= 0 or self.random.random() < 0.3:
            return self.leaf(kind)
        match self.random.choice(("choose", "extreme", "aggregate")):
            case "choose":
                return self.choose(kind, depth, lambda d: self.member(kind, d))
            case "extreme":
                return self.extreme_of((self.member(kind, depth - 1), self.member(kind, depth - 1)), kind)
            case _:
                return self.aggregate(depth, kind)

    def text(self, depth: int) -> Expr:
        if depth <= 0 or self.random.random() < 0.5:
            return self.leaf(kinds.TEXT)
        return self.choose(kinds.TEXT, depth, self.text)

    def day(self, depth: int) -> Expr:
        random = self.random
        if depth <= 0 or random.random() < 0.3:
            return self.leaf(kinds.DATE)
        match random.choice(("add", "months", "end", "choose", "extreme", "aggregate")):
            case "add":
                operator = random.choice((ArithmeticOperator.ADD, ArithmeticOperator.SUBTRACT))
                return Arithmetic(operator, self.day(depth - 1), self.number(depth - 1), kinds.DATE)
            case "months":
                months = Const(Fraction(random.randint(-30, 30)), kinds.NUMBER)
                count = months if random.random() < 0.7 else self.number(depth - 1)
                return DateCall(DateOperator.ADD_MONTHS, (self.day(depth - 1), count), kinds.DATE)
            case "end":
                end = random.choice((DateOperator.FIRST_OF_MONTH, DateOperator.LAST_OF_MONTH))
                return DateCall(end, (self.day(depth - 1),), kinds.DATE)
            case "choose":
                return self.choose(kinds.DATE, depth, self.day)
            case "extreme":
                return self.extreme_of((self.day(depth - 1), self.day(depth - 1)), kinds.DATE)
            case _:
                return self.aggregate(depth, kinds.DATE)
