"""Every invariant of the core, broken once by hand: the plan is refused, with words that name the place."""

from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from attrs import evolve

from kpi_lang.core.absent import Cause
from kpi_lang.core.invariants import DEEPEST, InvariantError, check_invariants
from kpi_lang.core.nodes import (
    Aggregate,
    AggregateOperator,
    Arm,
    Choose,
    ChooseRole,
    Const,
    Expr,
    Extreme,
    ExtremeOperator,
    IsAbsent,
    Round,
)
from kpi_lang.core.plan import GradeSpec, Plan, PropertyForm, PropertyPlan, RecordsPlan, Stage
from kpi_lang.values.domains import Domain, Interval
from kpi_lang.values.kinds import DATE, MONTH, NUMBER, TEXT, YES_NO, Choices, Family, Kind, Member, choice
from kpi_lang.values.rounding import Mode
from tests.core.small import (
    GRADE,
    NO,
    YES,
    both,
    calc,
    choose,
    column,
    compare,
    demand,
    extreme,
    figure,
    given,
    grade,
    lacks,
    negation,
    no_value,
    num,
    plan,
    power,
    ref,
    rounded,
    rule,
    spec,
    table,
    text,
)
from tests.plans import random_plan

COUNT, SUM, FIRST = AggregateOperator.COUNT, AggregateOperator.SUM, AggregateOperator.FIRST
COLOUR = choice(Choices("colour", (Member("red"), Member("blue"))))
LOG = table(
    spec("amount"),
    spec("kept", YES_NO),
    rules={"double": calc(column("amount"), "*", num(2))},
    requirements=[compare(column("double"), ">=", num(0))],
)
SOUND = plan(
    {"early": calc(given("size"), "*", num(2)), "late": rounded(ref("early"))},
    spec("size"),
    spec("band", GRADE),
    spec("word", TEXT),
    spec("since", DATE),
    records=[LOG],
    requirements=[compare(given("size"), ">=", num(0))],
)


def breaches(found: Plan) -> tuple[str, ...]:
    with pytest.raises(InvariantError) as caught:
        check_invariants(found)
    assert str(caught.value) == "\n".join(caught.value.breaches)
    return caught.value.breaches


def deep(levels: int) -> Expr:
    expr: Expr = given("size")
    for _ in range(levels - 1):
        expr = calc(expr, "+", num(1))
    return expr


def with_rule(expr: Expr) -> Plan:
    """The sound plan with one more rule behind the others."""
    wanted = rule("new", expr)
    return evolve(SOUND, rules=(*SOUND.rules, wanted), points=10)


def with_table(*more: RecordsPlan, **changes: Any) -> Plan:
    return evolve(SOUND, records=(evolve(LOG, **changes), *more))


def with_property(form: PropertyForm, *operands: Expr, given: Expr | None = None) -> Plan:
    return evolve(SOUND, properties=(PropertyPlan("promise", form, operands, given),))


def test_a_sound_plan_has_no_breach() -> None:
    check_invariants(SOUND)
    check_invariants(with_rule(deep(DEEPEST)))
    for seed in range(20):
        check_invariants(random_plan(Random(seed)))


def test_every_breach_is_listed_in_the_order_of_the_plan() -> None:
    found = evolve(
        SOUND, inputs=(*SOUND.inputs, spec("size")), rules=(*SOUND.rules, rule("new", ref("none")))
    )
    assert breaches(found) == (
        "input size: declared 2 times",
        "rule new: no earlier rule `none` in none",
    )


BROKEN_PLANS: list[tuple[str, Callable[[], Plan], str]] = [
    ("1 input", lambda: evolve(SOUND, inputs=(*SOUND.inputs, spec("size"))), "input size: declared 2 times"),
    ("1 table", lambda: evolve(SOUND, records=(LOG, LOG)), "table log: declared 2 times"),
    (
        "1 column",
        lambda: with_table(fields=(*LOG.fields, spec("double"))),
        "records log column double: declared 2 times",
    ),
    (
        "1 rule",
        lambda: evolve(SOUND, rules=(*SOUND.rules, rule("early", num(1)))),
        "rule early: declared 2 times",
    ),
    ("1 output", lambda: evolve(SOUND, outputs=SOUND.outputs[:1] * 2), "output early: declared 2 times"),
    ("1 grade", lambda: evolve(SOUND, grades=(GradeSpec("A", ""),) * 2), "grade A: declared 2 times"),
    (
        "1 run date",
        lambda: evolve(SOUND, inputs=(*SOUND.inputs, spec("as_of", DATE))),
        "input as_of: the run supplies this date",
    ),
    (
        "2 order",
        lambda: evolve(SOUND, rules=SOUND.rules[::-1]),
        "rule late: no earlier rule `early` in early",
    ),
    (
        "2 itself",
        lambda: with_rule(ref("new")),
        "rule new: no earlier rule `new` in new",
    ),
    (
        "2 requirement",
        lambda: evolve(SOUND, requirements=(demand(ref("none", YES_NO)),)),
        "subject require: no earlier rule `none` in none",
    ),
    (
        "2 output",
        lambda: evolve(SOUND, outputs=(evolve(SOUND.outputs[0], rule="none"),)),
        "output early: no rule `none`",
    ),
    (
        "2 stage",
        lambda: evolve(SOUND, rules=(evolve(SOUND.rules[0], stage=Stage.PAY), SOUND.rules[1])),
        "rule late: reads `early` of a later stage",
    ),
    ("2 stage of a table", lambda: with_table(rules=(rule("double", num(1)),)), "rule double: stage person"),
    ("3 input", lambda: with_rule(given("none")), "no input `none`"),
    ("3 kind of input", lambda: with_rule(given("size", TEXT)), "`size` is number, not text"),
    ("3 kind of rule", lambda: with_rule(ref("early", YES_NO)), "`early` is number, not yes/no"),
    ("3 members", lambda: with_rule(given("band", COLOUR)), "`band` is choice, not choice"),
    ("3 column", lambda: with_rule(figure(SUM, column("none"), point=5)), "no column at hand `none`"),
    (
        "3 kind of column",
        lambda: with_rule(figure(SUM, column("kept"), point=5)),
        "`kept` is yes/no, not number",
    ),
    ("3 table", lambda: with_rule(figure(COUNT, table="none", point=5)), "no table `none` to aggregate"),
    ("4 outside", lambda: with_rule(column("amount")), "no column at hand `amount`"),
    (
        "4 inside of another",
        lambda: evolve(
            with_table(table(spec("amount"), name="other")),
            rules=(rule("new", figure(SUM, column("amount"), table="other")),),
            outputs=(),
            points=1,
        ),
        "no column at hand `amount`",
    ),
    (
        "4 later column",
        lambda: with_table(
            rules=(rule("first", column("double"), Stage.RECORD), *LOG.rules), requirements=()
        ),
        "records log rule first: no column at hand `double`",
    ),
    (
        "5 rule of the subject",
        lambda: with_table(rules=(rule("double", ref("early"), Stage.RECORD),)),
        "records log rule double: no earlier rule `early`",
    ),
    (
        "5 later table",
        lambda: with_table(
            table(spec("x"), name="later"),
            rules=(rule("double", figure(COUNT, table="later"), Stage.RECORD),),
            points=1,
        ),
        "no table `later` to aggregate",
    ),
    (
        "5 own table",
        lambda: with_table(rules=(rule("double", figure(COUNT), Stage.RECORD),), points=1),
        "no table `log` to aggregate",
    ),
    ("8 at the top", lambda: with_rule(power(num(2), "1/2")), "rule new: a power that is not rounded"),
    (
        "8 inside",
        lambda: with_rule(rounded(calc(power(num(2), "2"), "+", num(1)), point=5)),
        "a power that is not rounded",
    ),
    (
        "9 shared",
        lambda: with_rule(calc(rounded(num(1), point=4), "+", rounded(num(2), point=4))),
        "subject: point 4 is used by different nodes",
    ),
    ("9 too large", lambda: with_rule(rounded(num(1), point=10)), "subject: point 10 is not below 10"),
    ("9 negative", lambda: with_rule(rounded(num(1), point=-1)), "subject: point -1 is not below 10"),
    (
        "9 of a table",
        lambda: with_table(rules=(rule("double", rounded(column("amount")), Stage.RECORD),)),
        "records log: point 0 is not below 0",
    ),
    (
        "9 of the scope",
        lambda: evolve(SOUND, applies=compare(rounded(num(1), point=7), "=", num(1))),
        "subject: point 7 is not below 1",
    ),
    (
        "12 kind",
        lambda: evolve(SOUND, inputs=(*SOUND.inputs, spec("new", default="x"))),
        "input new: the default 'x' is no number",
    ),
    (
        "12 domain",
        lambda: evolve(
            SOUND,
            inputs=(*SOUND.inputs, spec("new", default=Fraction(1, 2), domain=Domain(step=Fraction(1)))),
        ),
        "input new: the default 1/2 is outside its domain",
    ),
    (
        "12 month",
        lambda: with_table(
            fields=(*LOG.fields, spec("new", MONTH, domain=Domain(Interval.at_least(Fraction(0)))))
        ),
        "records log field new: month with a range or step",
    ),
    (
        "13 kind of output",
        lambda: evolve(SOUND, outputs=(evolve(SOUND.outputs[0], kind=TEXT),)),
        "output early: text of a number",
    ),
    (
        "13 operands",
        lambda: with_property(PropertyForm.WITHIN, ref("early"), num(1)),
        "ensure promise: 2 operands for `within`",
    ),
    (
        "13 given",
        lambda: with_property(PropertyForm.ALWAYS, YES, given=num(1)),
        "ensure promise: a condition that is not yes/no",
    ),
    (
        "13 references",
        lambda: with_property(PropertyForm.ALWAYS, ref("none", YES_NO)),
        "ensure promise: no earlier rule `none`",
    ),
    ("14", lambda: with_rule(deep(DEEPEST + 1)), f"rule new: nested {DEEPEST + 1} deep"),
    (
        "kind of a rule",
        lambda: evolve(SOUND, rules=(*SOUND.rules, evolve(rule("new", num(1)), kind=TEXT))),
        "rule new: declared text, computed number",
    ),
    (
        "requirement",
        lambda: evolve(SOUND, requirements=(demand(num(1)),)),
        "subject require: a condition that is not yes/no",
    ),
    (
        "requirement of a record",
        lambda: with_table(requirements=(demand(column("amount")),)),
        "records log require: a condition that is not yes/no",
    ),
    ("scope", lambda: evolve(SOUND, applies=num(1)), "applies: a condition that is not yes/no"),
]


@pytest.mark.parametrize(
    ("broken", "words"), [case[1:] for case in BROKEN_PLANS], ids=[case[0] for case in BROKEN_PLANS]
)
def test_a_plan_that_breaks_an_invariant_is_refused(broken: Callable[[], Plan], words: str) -> None:
    (breach,) = breaches(broken())
    assert words in breach


def arms(*rows: tuple[Expr | None, Expr], kind: Kind = NUMBER) -> Choose:
    return Choose(tuple(Arm(*row, "") for row in rows), kind, 5, ChooseRole.IF)


def stepped(step: Fraction, digits: int | None, arg: Expr | None = None) -> Round:
    return Round(num(1) if arg is None else arg, step, Mode.UP, digits, NUMBER, 5)


BROKEN_NODES: list[tuple[str, Expr, str]] = [
    ("6 no such operation", calc(given("word", TEXT), "+", num(1)), "there is no + of text, number"),
    ("6 dates multiplied", calc(given("since", DATE), "*", num(1)), "there is no * of date, number"),
    ("6 result", calc(given("since", DATE), "-", given("since", DATE), DATE), "`-` gives number, not date"),
    ("6 comparison", compare(given("word", TEXT), "=", num(1)), "a comparison of text with number"),
    ("6 no order", compare(given("word", TEXT), "<", text("x")), "`<` of text, which has no order"),
    ("6 no order of yes and no", compare(YES, ">=", NO), "`>=` of yes/no, which has no order"),
    ("6 comparison that is a number", evolve(compare(YES, "=", NO), kind=NUMBER), "a comparison that is not"),
    ("6 nothing", Extreme(ExtremeOperator.MAX, (), NUMBER, 5), "an extreme of nothing"),
    ("6 extreme of text", extreme(ExtremeOperator.MAX, text("a"), point=5), "an extreme of text"),
    (
        "6 extreme of unlike",
        extreme(ExtremeOperator.MAX, num(1), given("since", DATE), point=5),
        "an operand of an extreme is date, not number",
    ),
    ("6 one operand", both(YES), "`and` of fewer than two operands"),
    ("6 and of numbers", both(YES, num(1)), "a condition that is not yes/no"),
    ("6 not of a number", negation(num(1)), "a condition that is not yes/no"),
    ("6 members", Const("A", Kind(Family.CHOICE)), "a choice without members"),
    ("6 rounding", stepped(Fraction(1), 0, given("since", DATE)), "rounding of something that is no number"),
    ("6 step", stepped(Fraction(0), None), "rounding to a step that is not positive"),
    ("6 places", stepped(Fraction(1, 20), 2), "rounding to 2 places with a step of 1/20"),
    ("6 power", rounded(power(given("since", DATE), "2"), point=5), "a power of something that is no number"),
    ("7 no row", arms(), "a choice whose last row has a condition"),
    ("7 last row", arms((YES, num(1))), "a choice whose last row has a condition"),
    (
        "7 row behind the last",
        arms((None, num(1)), (None, num(1))),
        "a row after the one without a condition",
    ),
    ("7 rows unlike", arms((YES, YES), (None, num(1))), "a row of a choice is yes/no, not number"),
    ("7 condition", arms((num(1), num(1)), (None, num(1))), "a condition that is not yes/no"),
    ("10 no cause", IsAbsent(num(1), frozenset(), YES_NO), "a test of absence for no cause"),
    ("10 kind", IsAbsent(num(1), frozenset({Cause.MISSING}), NUMBER), "a test of absence that is not yes/no"),
    ("10 reason", no_value(Cause.MISSING, ""), "no result, but no reason"),
    ("10 literal", Const(True, NUMBER), "the literal True is no number"),
    ("10 whole number", Const(1, NUMBER), "the literal 1 is no number"),  # type: ignore[arg-type]
    ("10 member", Const("D", GRADE), "the literal 'D' is no choice"),
    ("11 count", figure(COUNT, column("amount"), point=5), "`count` with a value or without one"),
    ("11 sum", figure(SUM, point=5), "`sum` with a value or without one"),
    (
        "11 order",
        figure(SUM, column("amount"), order=given("since", DATE), point=5),
        "`sum` in an order",
    ),
    (
        "11 no date",
        figure(FIRST, column("amount"), order=column("amount"), point=5),
        "`first` ordered by something that is no date",
    ),
    ("11 trim", figure(SUM, column("amount"), trim=1, point=5), "`sum` that trims 1"),
    (
        "11 no trim",
        figure(AggregateOperator.TRIMMED_MEAN, column("amount"), point=5),
        "`trimmed_mean` that trims 0",
    ),
    ("11 where", figure(COUNT, where=num(1), point=5), "a condition that is not yes/no"),
    (
        "11 unlike",
        Aggregate(SUM, "log", column("kept", YES_NO), None, None, 0, NUMBER, 5),
        "the value of `sum` is yes/no, not number",
    ),
    (
        "11 no number",
        Aggregate(COUNT, "log", None, None, None, 0, TEXT, 5),
        "`count` of something that is no number",
    ),
    (
        "11 no order",
        figure(AggregateOperator.MAX, column("kept", YES_NO), point=5),
        "`max` of yes/no, which has no order",
    ),
]


@pytest.mark.parametrize(
    ("broken", "words"), [case[1:] for case in BROKEN_NODES], ids=[case[0] for case in BROKEN_NODES]
)
def test_a_node_that_breaks_an_invariant_is_refused_wherever_it_stands(broken: Expr, words: str) -> None:
    lines = breaches(with_rule(broken))
    assert any(line.startswith("rule new: ") and words in line for line in lines)
    wrapped = lacks(broken, Cause.MISSING)
    assert any(
        words in line for line in breaches(with_rule(choose((wrapped, num(1)), otherwise=num(2), point=6)))
    )


def test_months_stand_for_dates_and_grades_for_grades_alone() -> None:
    months = evolve(SOUND, inputs=(*SOUND.inputs, spec("since_month", MONTH)))
    later = compare(given("since_month", MONTH), ">", given("since", DATE))
    check_invariants(evolve(months, rules=(rule("later", later),), outputs=()))
    check_invariants(with_rule(compare(given("band", GRADE), ">=", grade("B"))))
