"""The time per person on the trade company's policy, everything interleaved in one run.

Each contestant evaluates the same small batches of people in turn; the figure is the median over the batches of the processor time. What
each computes is checked first against the reference evaluator: ours exactly, floats to within a cent.
"""

import argparse
import gc
import os
import platform
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from attrs import frozen

import kpi_lang
from kpi_lang.core.absent import Absent
from kpi_lang.evaluate.generated.compiled import CompiledPlan
from kpi_lang.evaluate.person import Person, Record, RunDates
from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.evaluate.trace import Trace
from kpi_lang.values.numbers import shortest_decimal
from tests.benchmarks.trade_dict import trade_dict
from tests.benchmarks.trade_exact import trade_exact
from tests.benchmarks.trade_inlined import trade_inlined
from tests.benchmarks.trade_people import AS_OF, TradePerson, trade_people

POLICY = Path(__file__).parent / "trade.kpi"
YEAR_AGO = date(AS_OF.year - 1, AS_OF.month, AS_OF.day)
BATCH = 100
WARM = 40_000
"""People evaluated beforehand, so that functions for the shapes met often are written."""

INPUTS = [
    "role",
    "base_pay",
    "turnover",
    "turnover_target",
    "profit",
    "profit_target",
    "expenses",
    "expense_budget",
    "receivables",
    "receivables_ratio",
    "orders",
    "errors",
    "shipments_due",
    "shipments_on_time",
    "project_score",
    "peer_review",
    "new_ideas",
    "serious_accidents",
]
RESULTS = [
    "turnover_rate",
    "profit_rate",
    "expense_rate",
    "receivables_rate",
    "document_errors",
    "on_time",
    "project",
    "peer",
    "innovation",
    "complaints",
    "total",
    "grade",
    "performance_pay",
]
TARGETS = (
    ("ours, bound values", "hand, float, inlined", 1.0),
    ("ours, bound values", "hand, float, dict", 0.4),
    ("ours, with trace", "hand, float, dict", 1.0),
    ("ours, policy.evaluate(dict)", "hand, float, dict", 2.0),
    ("ours, bound values", "zen-engine", 0.2),
    ("ours, with trace", "zen-engine, with trace", 0.2),
)
"""What the project claims: the first takes at most so many times as long as the second."""

Loop = Callable[[Sequence[Any]], object]


@frozen
class Contestant:
    """A way to evaluate people: what is prepared for each, and the loop that evaluates a batch of them."""

    name: str
    people: tuple[Any, ...]
    loop: Loop
    share: int = 1
    """Measured in one of so many rounds: the slow ones need no more."""


def main(arguments: list[str]) -> int:
    """Print the table; 1 if a claim is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks single", description=__doc__)
    parser.add_argument("--rounds", type=int, default=300, help="batches for each contestant")
    options = parser.parse_args(arguments)
    people = trade_people(200)
    contestants = _contestants(people)
    times = _measured(contestants, options.rounds)
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"
    )
    print(f"{_processor()}; {len(people)} people, median of {options.rounds} batches of {BATCH}\n")
    inlined, by_dict = times["hand, float, inlined"], times["hand, float, dict"]
    print(f"{'':30}{'µs/person':>10}{'× inlined':>11}{'× dict':>9}")
    for name, time in times.items():
        print(f"{name:30}{time:10.2f}{time / inlined:11.2f}{time / by_dict:9.2f}")
    print()
    missed = 0
    for one, other, most in TARGETS:
        if other not in times:
            print(f"  not compared: {other} is not installed", file=sys.stderr)
            continue
        ratio = times[one] / times[other]
        missed += ratio > most
        print(f"{'missed' if ratio > most else 'held':7}{one} ≤ {most} × {other}: {ratio:.2f}")
    return 1 if missed else 0


def _contestants(people: list[TradePerson]) -> list[Contestant]:
    policy = kpi_lang.load(POLICY)
    compiled, reference = CompiledPlan(policy.plan), ReferenceEvaluator(policy.plan)
    bound_people = [_person(policy.plan.inputs, person) for person in people]
    traces = [reference.evaluate(person) for person in bound_people]
    _check_ours(compiled, bound_people, traces)
    plain = tuple((person.values, person.complaints) for person in people)
    given = tuple((person.values, {"complaint": person.complaints}) for person in people)
    bound = tuple(tuple(compiled.encode(person)) for person in bound_people)
    decimals, fractions = _exact_people(people, Decimal), _exact_people(people, Fraction)
    found = [
        Contestant("hand, float, inlined", tuple(map(_positional, people)), _inlined),
        Contestant("hand, float, dict", plain, _by_dict(trade_dict)),
        Contestant("hand, Decimal", decimals, _by_dict(trade_exact(Decimal, _decimal_cents)), 4),
        Contestant("hand, Fraction", fractions, _by_dict(trade_exact(Fraction, _fraction_cents)), 20),
    ]
    for contestant in found:
        _check(traces, [contestant.loop([person]) for person in contestant.people])
    return [
        *found,
        Contestant("ours, bound values", bound, _ours(compiled, bound, traced=False)),
        Contestant("ours, with trace", bound, _ours(compiled, bound, traced=True)),
        Contestant("ours, policy.evaluate(dict)", given, _public(policy)),
        Contestant("ours, reference", tuple(bound_people), _each(reference.evaluate), 50),
        *_rule_engine(traces, people),
    ]


def _measured(contestants: list[Contestant], rounds: int) -> dict[str, float]:
    """The median time per person in microseconds; after a while in which everything gets warm."""
    for contestant in contestants:
        for _ in range(-(-WARM // (len(contestant.people) * contestant.share))):
            contestant.loop(contestant.people)
    samples: dict[str, list[float]] = {contestant.name: [] for contestant in contestants}
    gc.collect()
    gc.disable()
    try:
        for number in range(rounds):
            for contestant in contestants:
                if number % contestant.share:
                    continue
                start = number * BATCH % len(contestant.people)
                batch = contestant.people[start : start + BATCH]
                # Once unmeasured: what the contestant before left in the caches is no matter of this one.
                contestant.loop(batch)
                began = process_time()
                contestant.loop(batch)
                samples[contestant.name].append((process_time() - began) / len(batch) * 1e6)
    finally:
        gc.enable()
    return {name: median(found) for name, found in samples.items()}


# --- ours ----------------------------------------------------------------------------------------------


def _person(inputs: tuple[Any, ...], person: TradePerson) -> Person:
    values = tuple(_value(person.values.get(spec.name)) for spec in inputs)
    rows = tuple(
        Record((row["date"], row["severity"]), number)
        for number, row in enumerate(person.complaints, start=1)
    )
    return Person("", values, (rows,), RunDates(AS_OF))


def _value(value: Any) -> Any:
    return shortest_decimal(value) if isinstance(value, int | float) else value


def _check_ours(compiled: CompiledPlan, people: list[Person], traces: list[Trace]) -> None:
    for person, trace in zip(people, traces, strict=True):
        bound = compiled.encode(person)
        plain, traced = (compiled.special(bound.key, traced=choice) for choice in (False, True))
        assert plain is not None
        assert traced is not None
        outcome = compiled.outcome(plain, bound, person)
        assert all(outcome.output(output.name) == trace[output.rule] for output in compiled.plan.outputs)
        assert compiled.decoded(traced, bound, person) == trace


def _ours(compiled: CompiledPlan, people: Iterable[Any], *, traced: bool) -> Loop:
    functions = {}
    for _, key in people:
        function = compiled.special(key, traced=traced)
        assert function is not None
        functions[key] = function.run

    def loop(batch: Sequence[Any]) -> object:
        for slots, key in batch:
            functions[key](slots)
        return None

    return loop


def _public(policy: kpi_lang.Policy) -> Loop:
    def loop(batch: Sequence[Any]) -> object:
        for values, records in batch:
            policy.evaluate(values, records=records, as_of=AS_OF)
        return None

    return loop


def _each(evaluate: Callable[[Any], object]) -> Loop:
    def loop(batch: Sequence[Any]) -> object:
        for person in batch:
            result = evaluate(person)
        return result

    return loop


# --- by hand -------------------------------------------------------------------------------------------


def _positional(person: TradePerson) -> tuple[Any, ...]:
    complaints = [(row["date"], row["severity"]) for row in person.complaints]
    return (*(person.values.get(name) for name in INPUTS), complaints, YEAR_AGO, AS_OF)


def _inlined(batch: Sequence[Any]) -> object:
    for person in batch:
        result = trade_inlined(*person)
    return result


def _by_dict(evaluate: Callable[..., dict[str, Any]]) -> Loop:
    def loop(batch: Sequence[Any]) -> object:
        for values, complaints in batch:
            result = evaluate(values, complaints, YEAR_AGO, AS_OF)
        return result

    return loop


def _exact_people(people: list[TradePerson], number: Callable[[str], Any]) -> tuple[Any, ...]:
    return tuple(
        ({key: _number(number, value) for key, value in person.values.items()}, person.complaints)
        for person in people
    )


def _number(number: Callable[[str], Any], value: Any) -> Any:
    return number(repr(value)) if isinstance(value, int | float) else value


def _decimal_cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _fraction_cents(value: Fraction) -> Fraction:
    return Fraction(floor(value * 100 + Fraction(1, 2)), 100)


def _check(traces: list[Trace], results: Iterable[Any]) -> None:
    """See that others compute what the policy says, to within a cent."""
    for trace, found in zip(traces, results, strict=True):
        by_name = found if isinstance(found, dict) else dict(zip(RESULTS, found, strict=True))
        for name in RESULTS:
            expected = trace[name]
            if isinstance(expected, Absent):
                assert by_name.get(name) is None, name
            elif isinstance(expected, Fraction):
                assert abs(float(expected) - float(by_name[name])) < 0.011, (name, expected, by_name[name])
            else:
                assert by_name[name] == expected, (name, expected, by_name[name])


# --- a rule engine -------------------------------------------------------------------------------------


def _rule_engine(traces: list[Trace], people: list[TradePerson]) -> list[Contestant]:
    try:
        import zen
    except ImportError:
        return []
    from tests.benchmarks.trade_zen import trade_graph, zen_person

    decision = zen.ZenEngine().create_decision(trade_graph())
    given = tuple(zen_person(person, YEAR_AGO.toordinal(), AS_OF.toordinal()) for person in people)
    results = [decision.evaluate(person)["result"] for person in given]
    _check(traces, [{**result, "complaints": -result["deducted"]} for result in results])
    return [
        Contestant("zen-engine", given, _each(decision.evaluate), 4),
        Contestant(
            "zen-engine, with trace",
            given,
            _each(lambda person: decision.evaluate(person, {"trace": True})),
            4,
        ),
    ]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
