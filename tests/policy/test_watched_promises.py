"""Promises are watched by generated code while people are evaluated, and judged as the reference judges them."""

from fractions import Fraction
from random import Random

import pytest

import kpi_lang
from kpi_lang.core.promises import checked_on_people
from kpi_lang.evaluate.person import Person
from kpi_lang.policy.engine import Engine
from kpi_lang.report.promises import broken_promises

POLICY = """policy p "P" { language 1 }
subject employee { key id }
input a : number in 0 .. 100 step 1 optional
input b : number in 0 .. 100 step 1 optional
input late : yes/no optional
value first = if missing(a) then no result "nobody counted" else a
value quotient = if missing(b) or b = 0 then no result "nothing to divide by" else first / b
value kept = if missing(late) then no result "not known" else if late then first else if missing(b) then 0 else b
ensure "bounds" quotient stays in 0 .. 2
ensure "sides" kept <= 60 given late
ensure "same" kept > 50 exactly when first > 50
ensure "moving" kept stays in first .. 80
"""


@pytest.fixture(scope="module")
def policy() -> kpi_lang.Policy:
    return kpi_lang.loads(POLICY)


def _people(count: int) -> list[Person]:
    random = Random(7)

    def number() -> Fraction | None:
        return None if random.random() < 0.2 else Fraction(random.choice((0, 1, 30, 50, 51, 60, 61, 100)))

    return [Person(f"E{n}", (number(), number(), random.choice((None, True, False)))) for n in range(count)]


def test_who_breaks_a_promise_is_never_sound_at_once(policy: kpi_lang.Policy) -> None:
    engine = Engine(policy.plan)
    sound = broken = 0
    for person in _people(2_000):
        evaluated = engine.evaluate(person)
        judged = broken_promises(evaluated.trace(), engine.reference)
        assert not (judged and evaluated.is_sound), (person, judged)
        assert len(judged) <= len(checked_on_people(policy.plan))
        sound += evaluated.is_sound
        broken += bool(judged)
    assert sound > 100
    assert broken > 100


def test_a_run_names_everybody_who_breaks_a_promise(policy: kpi_lang.Policy) -> None:
    rows = [
        {"id": "within", "a": 40, "b": 40, "late": "no"},
        {"id": "above", "a": 90, "b": 30, "late": "yes"},
        {"id": "unknown", "a": "", "b": 90, "late": "no"},
        {"id": "less", "a": 40, "b": 30, "late": "no"},
    ]
    found = {
        (dict(finding.arguments)["id"], dict(finding.arguments)["property"])
        for finding in policy.run(rows).diagnostics
        if finding.code == "K973"
    }
    assert found == {("above", "bounds"), ("above", "sides"), ("above", "moving"), ("less", "moving")}


def test_watching_gives_the_same_results_and_traces(policy: kpi_lang.Policy) -> None:
    engine = Engine(policy.plan)
    for person in _people(500):
        watched, plain = engine.evaluate(person), engine.compiled.evaluate(person)
        for output in policy.plan.outputs:
            assert watched.rule(output.rule) == plain.rule(output.rule)
        assert watched.broken == plain.broken
        assert watched.trace() == engine.reference.evaluate(person)
        assert set(watched.lacking) == set(engine.reference.evaluate(person).lacking)
