from tests.checking.soundness import judged

PLANS = 400


def test_what_the_checker_says_of_random_plans_holds_for_random_people() -> None:
    outcomes = [judged(seed) for seed in range(PLANS)]
    assert [text for _, wrong in outcomes for text in wrong] == []
    assert sum(people for people, _ in outcomes) > 5 * PLANS
