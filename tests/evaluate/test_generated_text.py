"""No text of a policy becomes code: names, titles, labels, messages and texts that look like Python."""

import builtins
import keyword
import re
import tokenize
from collections import Counter
from fractions import Fraction
from io import StringIO
from random import Random

import pytest
from attrs import evolve

from kpi_lang.core.absent import Cause
from kpi_lang.core.invariants import check_invariants
from kpi_lang.core.nodes import AggregateOperator, Arm, Choose, ChooseRole, Const
from kpi_lang.core.plan import Plan, Requirement
from kpi_lang.evaluate.generated.code import Helper
from kpi_lang.evaluate.generated.compiled import CompiledPlan
from kpi_lang.evaluate.generated.shapes import GENERAL
from kpi_lang.values.domains import Domain, Interval
from kpi_lang.values.kinds import NUMBER, TEXT, YES_NO, Choices, Member, choice
from tests.campaigns.differential import differences
from tests.core.small import (
    calc,
    column,
    compare,
    figure,
    given,
    no_value,
    num,
    person,
    plan,
    ref,
    spec,
    table,
    text,
)
from tests.plans import random_plan

MONEY = Domain(Interval(Fraction(0), Fraction(10**9)), Fraction(1, 100))
NASTY = '")\n__import__("os").system("true") #\'\\'
NASTY_CHOICE = choice(Choices(NASTY, (Member("a" + NASTY, NASTY), Member("b" + NASTY)), ordered=True))


def nasty_plan() -> Plan:
    """A plan in which everything that has a name, title, label, message or text is nasty."""
    field, flag, word = "f" + NASTY, "p" + NASTY, "w" + NASTY
    log = table(spec(field), name="t" + NASTY, rules={"c" + NASTY: column(field, table="t" + NASTY)})
    arms = (
        Arm(given(flag, YES_NO), ref("r" + NASTY), "l" + NASTY),
        Arm(compare(given(word, TEXT), "=", text(NASTY)), no_value(Cause.NO_RESULT, NASTY), NASTY),
        Arm(
            compare(given("g" + NASTY, NASTY_CHOICE), ">", Const("a" + NASTY, NASTY_CHOICE)),
            calc(num(1), "/", given("n" + NASTY)),
            NASTY,
        ),
        Arm(None, Const(Fraction(7), NUMBER, origin=NASTY), NASTY),
    )
    total = figure(AggregateOperator.SUM, column("c" + NASTY, table="t" + NASTY), table="t" + NASTY)
    found = plan(
        {
            "r" + NASTY: total,
            "x" + NASTY: Choose(arms, NUMBER, 1, ChooseRole.TABLE),
            "z" + NASTY: given(word, TEXT),
        },
        spec(flag, YES_NO),
        spec(word, TEXT, default=NASTY),
        spec("g" + NASTY, NASTY_CHOICE, optional=True),
        spec("n" + NASTY, domain=MONEY),
        records=[log],
    )
    demand = Requirement(compare(given("n" + NASTY), "<", num(100)), NASTY)
    return evolve(found, name=NASTY, title=NASTY, subject=NASTY, key=NASTY, requirements=(demand,))


def names_and_texts(source: str) -> tuple[set[str], list[str]]:
    tokens = [*tokenize.generate_tokens(StringIO(source).readline)]
    names = {one.string for one in tokens if one.type == tokenize.NAME and not keyword.iskeyword(one.string)}
    return names, [one.string for one in tokens if one.type in (tokenize.STRING, tokenize.COMMENT)]


LOCALS = re.compile(r"[a-z][0-9]+")
METHODS = {"append", "add", "numerator", "denominator", "evaluate", "bound"}
HELPER_NAMES = {helper.value for helper in Helper}


def assert_closed(source: str) -> None:
    """Names are numbered locals, helpers and a few methods; there is no text at all."""
    names, texts = names_and_texts(source)
    assert texts == []
    assert {name for name in names if not LOCALS.fullmatch(name)} <= METHODS | HELPER_NAMES


def functions(compiled: CompiledPlan, keys: set[int]) -> list[str]:
    found = [compiled.special(key, traced=traced) for key in keys for traced in (False, True)]
    return [function.source for function in found if function is not None]


def test_no_text_of_a_policy_is_in_its_code() -> None:
    found = nasty_plan()
    check_invariants(found)
    compiled = CompiledPlan(found)
    people = [
        person(
            found,
            {"p" + NASTY: flag, "w" + NASTY: word, "g" + NASTY: member, "n" + NASTY: Fraction(number)},
            {"t" + NASTY: [(Fraction(3),)]},
        )
        for flag in (True, False)
        for word in (NASTY, "other")
        for member in ("b" + NASTY, None)
        for number in (0, 2)
    ]
    for somebody in people:
        assert tuple(differences(found, compiled, somebody, Counter())) == ()
    sources = functions(compiled, {GENERAL, *(compiled.encode(somebody).key for somebody in people)})
    assert len(sources) > 4
    for source in sources:
        assert_closed(source)


def test_code_of_random_plans_is_made_of_a_closed_set_of_names() -> None:
    for seed in range(15):
        for source in functions(CompiledPlan(random_plan(Random(seed))), {GENERAL}):
            assert_closed(source)


def test_generated_functions_see_nothing_of_python() -> None:
    compiled = CompiledPlan(nasty_plan())
    function = compiled.function(GENERAL, traced=True)
    assert function is not None
    names = function.run.__globals__
    assert names["__builtins__"] == {}
    assert not {name for name in names if hasattr(builtins, name)} - {"__builtins__"}


def test_what_binds_plain_values_has_no_text_of_a_policy_either(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled_texts: list[str] = []

    def spy(source: str, *rest: str) -> object:
        compiled_texts.append(source)
        return compile(source, *rest)

    monkeypatch.setattr("kpi_lang.evaluate.generated.binding.compile", spy, raising=False)
    found = nasty_plan()
    values = {"p" + NASTY: True, "w" + NASTY: "other", "g" + NASTY: "a" + NASTY, "n" + NASTY: "2.50"}
    bound = CompiledPlan(found).binder.bind(values, {"t" + NASTY: [{"f" + NASTY: 3}]})
    assert bound.slots[3] == 250
    assert len(compiled_texts) == 1
    for source in compiled_texts:
        assert "import" not in source
        assert names_and_texts(source)[1] == []
