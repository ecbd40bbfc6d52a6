"""Random people are people whom the policy accepts, and they come to lie where results change."""

from decimal import Decimal

from hypothesis import HealthCheck, find, given, settings

import kpi_lang
from kpi_lang.testing import GivenPerson, GivenPopulation, people, populations
from kpi_lang.testing.given import given_person
from kpi_lang.testing.made_up import Maker
from tests.testing.shop import shop, text

POLICY = shop()
WITHOUT_EXAMPLE = kpi_lang.loads(text()[: text().index("example")])
quick = settings(max_examples=15, deadline=None, database=None, derandomize=True)
searching = settings(
    max_examples=100, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@quick
@given(people(POLICY))
def test_everybody_is_accepted(person: GivenPerson) -> None:
    values = person.values
    assert values["errors"] <= values["orders"]  # type: ignore[operator]
    assert POLICY.evaluate(values, records=person.records).in_scope


@quick
@given(people(WITHOUT_EXAMPLE))
def test_no_example_is_needed(person: GivenPerson) -> None:
    assert person.evaluate(WITHOUT_EXAMPLE).in_scope


def test_figures_are_moved_to_edges_of_grades_and_ties_of_rounding() -> None:
    maker = Maker(POLICY)
    (known,) = maker.known
    totals, attained = set(), set()
    for aim in maker.steering.aims:
        if "turnover" in aim.inputs:
            for beside in (0, 1):
                person = given_person(POLICY.plan, maker.steering.steered(known, aim, "turnover", beside))
                result = person.evaluate(POLICY)
                totals.add(result["total"])
                attained.add(person.values["turnover"])
    assert {Decimal("84.99"), Decimal("85.00")} <= totals
    assert len(attained) > 4


def test_a_person_shrinks_to_the_one_of_the_example() -> None:
    simplest = find(people(POLICY), lambda _: True, settings=searching)
    assert simplest.values["turnover"] == 250_000
    assert simplest.shown(POLICY.plan, "en").splitlines()[0] == "Turnover: 250,000.00"


def test_populations_are_empty_and_tied_and_all_alike() -> None:
    shapes: set[str] = set()

    @settings(quick, suppress_health_check=list(HealthCheck))
    @given(populations(POLICY))
    def look(population: GivenPopulation) -> None:
        number = len(population.people)
        kinds = len({person.shown(POLICY.plan, "en") for _, person, _ in population.people})
        shapes.add(
            "empty" if not number else "alike" if kinds == 1 < number else "tied" if kinds < number else ""
        )
        assert population.run(POLICY).summary.accepted == number

    look()
    assert len(shapes & {"empty", "alike", "tied"}) >= 2
