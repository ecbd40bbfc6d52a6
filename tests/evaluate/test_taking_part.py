"""Who takes part, adjustments and values inside a grade: generated code says what the reference evaluator says."""

from collections import Counter
from random import Random

from kpi_lang.core.absent import Absent
from kpi_lang.evaluate.generated.compiled import CompiledPlan
from kpi_lang.evaluate.reference import evaluate_reference
from tests.campaigns.differential import differences
from tests.lowering.small import plan_of
from tests.people import PeopleMaker

HEADER = """policy test.small { period quarter; currency CNY; scores to 2 places; amounts to 2 places }
subject person {
  key no
  not appraised "on probation" when probation
  not appraised "joined too late" when joined > period_start
}
"""
BODY = """
input probation : yes/no
input joined : date
input x : points in 0 .. 100 step 0.5
input n : count in 0 .. 9
input base : money in 0 .. 10_000
indicator ix { measure x }
indicator iy { measure n; score anchored { 0: 100, each 1 above: -12.5, at least 0 } }
adjustment extra { amount p in -5 .. 5 step 0.5; reason why; approved by boss }
adjustment note on ix { amount q in 0 .. 3 step 1; reason q_why; approved by q_boss }
scorecard all { ix 80%; iy 20% }
total { at least 0, at most 105 }
limit accident when n > 5 { grade at most B }
grades { A from 85; B from 70; C otherwise }
table coefficient by grade { A: 1.2 .. 1.5, B: 1 .. 1.2, C: 0 .. 1 }
pay performance_pay = base * coefficient when not appraised = base * 0.9
"""


def test_both_evaluators_agree() -> None:
    plan = plan_of(BODY, header=HEADER)
    compiled = CompiledPlan(plan)
    people = PeopleMaker(plan, Random(7))
    reached: Counter[str] = Counter()
    for _ in range(150):
        someone = people.person()
        assert list(differences(plan, compiled, someone, Counter())) == []
        total = evaluate_reference(plan, someone)["total"]
        reached[total.reason if isinstance(total, Absent) else "a total"] += 1
    assert reached["a total"] > 8
    assert reached["not appraised, because on probation"] > 8
    assert any(reason.startswith("extra needs a reason") for reason in reached)
