"""The nearest way to a better grade: what is found, against trying every value of small domains."""

from fractions import Fraction

import pytest

import kpi_lang
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.evaluate.trace import Trace
from kpi_lang.reach.figures import movable_figures, steps_of
from kpi_lang.reach.next_grade import Outlook, outlook

POLICY = """
policy reach.small "Small" { language 1; currency CNY; scores to 1 place; totals to 1 place }
subject employee { key staff_no }
input sold "Sold" : count in 0 .. 60
input planned "Planned" : count in 1 .. 60 set beforehand
input visits "Visits" : count in 0 .. 40
input late "Days late" : count in 0 .. 20
input trained "Trained" : yes/no
require late <= visits otherwise say "later than there were visits"
records fault "Faults" { cost "Cost" : points in 0 .. 30 step 1 }
indicator reached { measure sold / planned; score line { 50%: 0, 100%: 75, 120%: 100 } }
indicator diligence { measure visits; score steps { < 10: 40, < 20: 90, < 30: 60, else: 100 } }
deduction lateness { 2 points per late, at most 20 }
deduction faults { amount sum(fault.cost) at most 25 }
bonus schooling { 5 points when trained }
scorecard all otherwise { reached 60%; diligence 40% }
grades { A from 90; B from 75; C from 60; D otherwise }
"""


def _trace(**given: object) -> Trace:
    values = {"sold": 30, "planned": 30, "visits": 12, "late": 3, "trained": False, **given}
    faults = values.pop("fault", [{"cost": 4}, {"cost": 2}])
    return kpi_lang.loads(POLICY).evaluate(values, records={"fault": faults}).trace  # type: ignore[dict-item]


def _outlook(trace: Trace) -> Outlook:
    found = outlook(trace)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"visits": 25},
        {"visits": 9, "sold": 40},
        {"sold": 20, "late": 0},
        {"sold": 36, "visits": 19, "late": 10, "fault": []},
        {"trained": True, "sold": 28},
    ],
)
def test_each_way_is_the_nearest_in_its_direction(given: dict[str, object]) -> None:
    trace = _trace(**given)
    evaluator = ReferenceEvaluator(trace.plan)
    better = _outlook(trace).better
    found = {
        (way.figure.spec.name, way.figure.row, way.after > way.before): way.after  # type: ignore[operator]
        for way in _outlook(trace).ways
    }
    tried = {}
    for figure in movable_figures(trace):
        before = figure.of(trace)
        candidates: dict[bool, list[Value]]
        if isinstance(before, bool):
            candidates = {True: [not before]} if not before else {False: [not before]}
        else:
            assert isinstance(before, Fraction)
            down, up = steps_of(figure.spec, before)
            candidates = {
                True: [before + n for n in range(1, up + 1)],
                False: [before - n for n in range(1, down + 1)],
            }
        for rises, values in candidates.items():
            for value in values:
                reached = evaluator.evaluate(figure.changed(trace.plan, trace.person, value))
                if not reached.broken and reached["provisional_grade"] in better:
                    tried[figure.spec.name, figure.row, rises] = value
                    break
    assert found == tried


def test_what_was_set_beforehand_is_no_way() -> None:
    assert "planned" not in {way.figure.spec.name for way in _outlook(_trace()).ways}


def test_a_score_that_falls_and_rises_again_is_followed_beyond_the_fall() -> None:
    ways = _outlook(_trace(visits=25, sold=30, late=0, fault=[])).ways
    assert {way.after for way in ways if way.figure.spec.name == "visits"} == {19, 30}


def test_small_changes_come_first() -> None:
    ways = _outlook(_trace()).ways
    efforts = [abs(way.after - way.before) / max(way.before, 1) for way in ways if way.before is not False]  # type: ignore[operator]
    assert efforts == sorted(efforts)


def test_the_best_grade_has_no_outlook() -> None:
    assert outlook(_trace(sold=60, visits=35, late=0, fault=[])) is None


def test_steps_of_a_cent_in_a_wide_domain_are_found_at_once() -> None:
    text = """
    policy reach.wide "Wide" { language 1; currency CNY; scores to 2 places }
    subject employee { key staff_no }
    input sold : money in 0 .. 10_000_000_000
    input aim : money in 1 .. 10_000_000_000 set beforehand
    indicator reached { measure sold / aim; score line { 60%: 0, 100%: 75, 125%: 100 } }
    scorecard all otherwise { reached 100% }
    grades { A from 95; B otherwise }
    """
    trace = kpi_lang.loads(text).evaluate({"sold": 1_000_000, "aim": 3_000_000}).trace
    (way,) = _outlook(trace).ways
    # 95 is 120% of the aim, and 94.995 rounds to it.
    assert way.after == Fraction("3599850")
    assert way.total == 95
