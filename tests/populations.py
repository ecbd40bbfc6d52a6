"""Random populations: plans whose rules read figures about other people, and the people, with ties and bosses."""

from fractions import Fraction
from random import Random

from attrs import evolve

from kpi_lang.core.absent import Cause
from kpi_lang.core.groups import GroupFigure, GroupOperator, PoolTerms
from kpi_lang.core.nodes import (
    Arithmetic,
    ArithmeticOperator,
    Const,
    Expr,
    FigureRef,
    InputRef,
    IsAbsent,
    RuleRef,
)
from kpi_lang.core.plan import Output, Plan, Role, Rule, Stage
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.person import Person
from kpi_lang.values import kinds
from kpi_lang.values.domains import Domain
from kpi_lang.values.kinds import Family, Kind
from tests.people import PeopleMaker
from tests.plans import PlanMaker

UNIT, BOSS = "unit", "boss"
_UNITS: tuple[str | None, ...] = ("north", "south", "west", None)


class PopulationMaker(PlanMaker):
    """Makes plans of several layers: rules, figures over them, rules that read those, and heads after their reports."""

    def __init__(self, random: Random) -> None:
        super().__init__(random)
        self.figures: list[GroupFigure] = []

    def population_plan(self) -> Plan:
        """A plan that keeps every invariant, with one figure at least."""
        random = self.random
        plan = self.plan()
        carried = [InputSpec(name, name, kinds.TEXT, Domain(), True, None, (), None) for name in (UNIT, BOSS)]
        rules = list(plan.rules)
        for layer in range(random.randint(1, 3)):
            for _ in range(random.randint(1, 3)):
                self.figure(rules)
            rules += [self.rule(f"layer{layer}_{n}", Stage.PERSON) for n in range(random.randint(1, 2))]
        if random.random() < 0.6:
            rules.append(self.of_reports())
            if random.random() < 0.5:
                self.figure(rules)
                rules.append(self.rule("after", Stage.PERSON))
        outputs = tuple(Output(r.name, r.title, r.name, r.role, r.kind, None) for r in rules)
        return evolve(
            plan,
            belongs_to=(UNIT,),
            reports_to=BOSS,
            inputs=(*plan.inputs, *carried),
            rules=tuple(rules),
            outputs=outputs,
            figures=tuple(self.figures),
            points=self.scope.points,
            digits_bound=400,
        )

    def reference(self, kind: Kind) -> Expr | None:
        """Now and then a figure instead of an input or a rule."""
        fitting = [figure for figure in self.figures if self.alike(figure.kind, kind)]
        if fitting and not self.scope.at_hand and self.random.random() < 0.5:
            return reference_to(self.random.choice(fitting))
        return super().reference(kind)

    def figure(self, rules: list[Rule]) -> None:
        """One more figure over what there is."""
        random = self.random
        operator = random.choice(list(GroupOperator))
        is_pool = operator is GroupOperator.POOL
        reports = not operator.is_rank and not is_pool and random.random() < 0.3
        flags = [ref for ref in self.references(rules) if ref.kind.family is Family.YES_NO]
        where = random.choice(flags) if flags and random.random() < 0.4 else None
        value = self.value_of(operator, rules)
        if value is None and operator is not GroupOperator.COUNT:
            operator = GroupOperator.COUNT
        pool = self.terms(rules) if operator is GroupOperator.POOL else None
        kind = value.kind if value is not None and operator in _OF_ITS_VALUE else kinds.NUMBER
        self.figures.append(
            GroupFigure(
                f"figure{len(self.figures)}",
                operator,
                value,
                where,
                () if reports else self.keys(rules),
                reports,
                random.random() < 0.3,
                kind,
                f"figure {len(self.figures)}",
                random.randint(1, 5) if operator is GroupOperator.NTILE else 0,
                pool,
            )
        )

    def terms(self, rules: list[Rule]) -> PoolTerms:
        """The terms of a pool: mostly of an amount that a group agrees on, with bounds that often hold."""
        random = self.random
        numbers = [ref for ref in self.references(rules) if ref.kind.family is Family.NUMBER]
        fixed = [self.const(random.randint(0, 12)), self.const(random.randint(0, 900))]

        def drawn(chance: float) -> Expr:
            return random.choice(numbers) if numbers and random.random() < chance else random.choice(fixed)

        least = drawn(0.2) if random.random() < 0.4 else None
        most = drawn(0.3) if random.random() < 0.5 else None
        order = tuple(drawn(0.9) for _ in range(random.randint(0, 2)))
        lowest = tuple(random.random() < 0.5 for _ in order)
        step = random.choice((Fraction(1), Fraction(1, 100), Fraction(5)))
        return PoolTerms(drawn(0.1), least, most, order, lowest, step, "cannot be shared out")

    def const(self, number: int) -> Expr:
        """A whole number."""
        return Const(Fraction(number), kinds.NUMBER)

    def references(self, rules: list[Rule]) -> list[Expr]:
        """Everything that a part may be."""
        given = [InputRef(spec.name, spec.kind) for spec in self.inputs]
        return [*given, *(RuleRef(rule.name, rule.kind) for rule in rules)]

    def value_of(self, operator: GroupOperator, rules: list[Rule]) -> Expr | None:
        """What a figure is of; None where there is nothing of the right kind."""
        families = {Family.NUMBER}
        if operator is GroupOperator.SHARE:
            families = {Family.YES_NO}
        elif operator.is_rank or operator in (GroupOperator.MIN, GroupOperator.MAX):
            families = {Family.NUMBER, Family.DATE}
        fitting = [ref for ref in self.references(rules) if ref.kind.family in families]
        if operator is GroupOperator.COUNT and self.random.random() < 0.6:
            return None
        return self.random.choice(fitting) if fitting else None

    def keys(self, rules: list[Rule]) -> tuple[Expr, ...]:
        """What people of one group share: mostly the unit, sometimes nothing or a choice."""
        random = self.random
        unit: list[Expr] = [InputRef(UNIT, kinds.TEXT)]
        choices = [ref for ref in self.references(rules) if ref.kind.family in (Family.CHOICE, Family.YES_NO)]
        more = [random.choice(choices)] if choices and random.random() < 0.2 else []
        return tuple(random.choice((unit, unit, [], more, unit + more)))

    def of_reports(self) -> Rule:
        """A rule that reads a figure of itself among the reports."""
        operator = self.random.choice((GroupOperator.SUM, GroupOperator.MAX, GroupOperator.COUNT))
        own = RuleRef("head", kinds.NUMBER)
        figure = GroupFigure("of_reports", operator, own, None, (), True, False, kinds.NUMBER, "of reports")
        reference = FigureRef(figure.name, (), kinds.NUMBER)
        expr: Expr = Arithmetic(ArithmeticOperator.ADD, self.number(2), self.or_zero(reference), kinds.NUMBER)
        self.figures.append(figure)
        self.scope.rules.append(own)
        return Rule("head", "head", Role.VALUE, kinds.NUMBER, Stage.PERSON, expr, "head")

    def or_zero(self, expr: Expr) -> Expr:
        """A number, or zero where it is absent for any cause that can be answered."""
        zero = Const(Fraction(0), kinds.NUMBER)
        lacking = IsAbsent(expr, frozenset({Cause.UNDEFINED}), kinds.YES_NO)
        return self.rows([lacking, None], [zero, expr], kinds.NUMBER)


_OF_ITS_VALUE = (
    GroupOperator.SUM,
    GroupOperator.MEAN,
    GroupOperator.MEDIAN,
    GroupOperator.MIN,
    GroupOperator.MAX,
)


def reference_to(figure: GroupFigure) -> FigureRef:
    """A reference that takes of the person at hand what the figure says."""
    ranked: tuple[Expr, ...] = (figure.value,) if figure.operator.is_rank and figure.value is not None else ()
    if figure.pool is not None and figure.value is not None:
        ranked = (figure.value, *figure.pool.parts)
    return FigureRef(figure.name, (*figure.keys, *ranked), figure.kind)


def random_population(random: Random, most: int) -> tuple[Plan, list[Person]]:
    """A plan with figures and up to so many people, nobody above themselves, in any order."""
    plan = PopulationMaker(random).population_plan()
    people = PeopleMaker(plan, random)
    number = random.randint(1, most)
    names = [spec.name for spec in plan.inputs]
    drawn = [people.person() for _ in range(number)]
    few = [random.choice(drawn) for _ in range(max(1, number // 2))]
    found = []
    for place in range(number):
        # Half of them are somebody's twin, so that there are ties.
        person = random.choice(few) if random.random() < 0.5 else drawn[place]
        values: list[Value | None] = list(person.values)
        values[names.index(UNIT)] = random.choice(_UNITS)
        boss = random.randrange(place) if place and random.random() < 0.8 else None
        values[names.index(BOSS)] = None if boss is None else f"P{boss}"
        found.append(evolve(person, key=f"P{place}", values=tuple(values)))
    random.shuffle(found)
    return plan, found
