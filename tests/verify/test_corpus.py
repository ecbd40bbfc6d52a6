"""Policies with a defect, each of which is refuted by people, and tricky ones without, in which nothing is."""

from pathlib import Path

import pytest

from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.verify import Origin, Status, verify_plan
from tests.verify.policies import plan_in

HERE = Path(__file__).parent
DEFECTS = sorted((HERE / "defects").glob("*.kpi"))
SOUND = sorted((HERE / "sound").glob("*.kpi"))


def test_the_corpus_is_there() -> None:
    assert len(DEFECTS) >= 25
    assert len(SOUND) >= 20


@pytest.mark.parametrize("path", DEFECTS, ids=lambda path: path.stem)
def test_a_defect_is_refuted_by_people_whom_the_reference_confirms(path: Path) -> None:
    plan = plan_in(path)
    found = verify_plan(plan, lambda claim: claim.origin is Origin.ENSURED)
    refuted = [one for one in found if one.status is Status.REFUTED]
    assert refuted, [(one.claim.name, one.status) for one in found]
    evaluator = ReferenceEvaluator(plan)
    for one in refuted:
        assert one.witnesses
        for witness in one.witnesses:
            assert all(evaluator.evaluate(trace.person) == trace for trace in witness.people)


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_nothing_is_refuted_where_nothing_is_wrong(path: Path) -> None:
    found = verify_plan(plan_in(path), lambda claim: claim.origin is Origin.ENSURED)
    assert found
    assert {one.status for one in found} == {Status.PROVED}
