"""The probe's kernels give the reference evaluator's figures, and refuse by name what they cannot express."""

from fractions import Fraction
from pathlib import Path

import pytest

import kpi_lang
from kpi_lang.checking.analysis import Analysis
from kpi_lang.core.nodes import Const, Power
from kpi_lang.core.plan import Plan
from kpi_lang.values import kinds

pytest.importorskip("numpy")

from tests.benchmarks.probe.agreement import differences
from tests.benchmarks.probe.batch import Batch
from tests.benchmarks.probe.company import DATES, company_of, drawn_people, made_up, on_half_cents
from tests.benchmarks.probe.reading import Reader
from tests.benchmarks.probe.refusal import CannotExpress

POLICY = Path(__file__).parent / "trade.kpi"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return kpi_lang.load(POLICY).plan


def test_every_output_is_the_reference_evaluators(plan: Plan) -> None:
    batch = Batch.of(plan, DATES)
    people = drawn_people(plan, 40, seed=7)
    people += on_half_cents(20).people(plan, range(20)) + made_up(20).people(plan, range(20))
    company = company_of(plan, people)
    for chunk in (30, 1_000):
        assert differences(plan, people, batch.run(company.columns, company.records, chunk=chunk)) == []
    results = batch.run(company.columns, company.records, threads=2, chunk=30)
    assert differences(plan, people, results) == []
    # The comparison sees a figure that is a cent off.
    total = [output.name for output in plan.outputs].index("total")
    numbers = results.numbers[total]
    assert numbers is not None
    numbers += 1
    assert any(", total: " in difference for difference in differences(plan, people, results))


def test_what_has_no_form_is_refused_by_name(plan: Plan) -> None:
    reader = Reader(plan, Analysis.of(plan), DATES, {})
    with pytest.raises(CannotExpress, match="a power"):
        reader.value(Power(Const(Fraction(2), kinds.NUMBER), Fraction(1, 2), kinds.NUMBER))
