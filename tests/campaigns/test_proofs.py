"""A slice of the campaign against proofs, and that it would notice a false one."""

from random import Random
from time import monotonic

import pytest
from attrs import evolve

from kpi_lang.verify import Method, Status, verify_plan
from kpi_lang.verify.direction import Direction
from tests.campaigns import proofs
from tests.verify.policies import plan_of


def test_nothing_proved_of_a_few_policies_is_broken_by_anybody() -> None:
    counts = proofs.run(0, 5, 3, monotonic() + 20, "bracket")
    assert counts["policies"] >= 4
    assert counts["evaluations against proofs"] > 100


def test_a_false_proof_is_noticed() -> None:
    plan = plan_of("input sales : money in 0 .. 1_000_000\npay bonus = if sales > 5_000 then 10 else 20\n")
    (true,) = verify_plan(plan)
    assert true.direction is not Direction.UP
    false = evolve(true, status=Status.PROVED, method=Method.DIRECTIONS, direction=Direction.UP, witnesses=())
    assert proofs.attacked(plan, (false,), 1, 5)[1] == ["bonus by sales"]


@pytest.mark.parametrize("seed", range(5))
def test_a_mutant_differs_in_one_place(seed: int) -> None:
    plan = plan_of(
        "input sales : money in 0 .. 1_000_000\n"
        "pay bonus = if sales > 5_000 then 10 else if sales > 500 then 5 else 0\n"
    )
    changed = proofs.mutant(plan, Random(seed))
    assert changed is not None
    assert changed.rules != plan.rules
