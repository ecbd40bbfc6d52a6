"""Goal sheets, stages and ratings mean the same in both evaluators."""

from collections import Counter
from random import Random

import pytest

from kpi_lang.evaluate.generated.compiled import CompiledPlan
from tests.campaigns.differential import differences
from tests.lowering import test_goals, test_ratings, test_stages
from tests.lowering.small import plan_of
from tests.people import PeopleMaker


@pytest.mark.parametrize("policy", [test_goals.SHEET, test_stages.POLICY, test_ratings.POLICY])
def test_both_evaluators_agree_on_random_people(policy: str) -> None:
    plan = plan_of(policy)
    maker, generated = PeopleMaker(plan, Random(20261123)), CompiledPlan(plan)
    found = Counter[str]()
    for _ in range(60):
        assert tuple(differences(plan, generated, maker.person(), found)) == ()
