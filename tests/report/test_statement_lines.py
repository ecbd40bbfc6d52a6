"""Statements of goal sheets, judged scores, discretion, vetoes and people who are not appraised."""

from typing import Any

import kpi_lang
from kpi_lang.source import Lang
from tests.report.test_statement import Page

POLICY = """
policy report.lines "Year" { language 1; currency CNY; scores to 2 places; amounts to 2 places }
subject employee { key staff_no; not appraised "on leave" when on_leave }
input on_leave "On leave" : yes/no
input sold "Sold" : count in 0 .. 1_000
input returned "Returned" : count in 0 .. 1_000
input plan "Plan" : count in 3 .. 3 set beforehand
input self_score, head_score : points in 0 .. 100 step 1 optional
input leaks "Leaks" : count in 0 .. 9
input base "Base" : money in 0 .. 100_000
goals sheet "Goals of the year" {
  goal "Goal" : text
  share "Weight" : ratio in 0% .. 100% step 1%
  aim "Aim" : number in 1 .. 1000 step 1 set beforehand
  made "Made" : number in 0 .. 1000 step 1 optional
  judged "By judgement" : yes/no missing no
  mark "Mark" : points in 0 .. 100 step 1 optional
  rate = made / aim
  weight share
  valid when sum(share) = 100% otherwise say "weights"
}
indicator marked when judged { measure mark; missing no score }
indicator reached { measure rate; score line { 60%: 0, 100%: 75, 125%: 100 }; missing reweight }
value net "Sold and kept" : number = sold - returned
indicator ideas "Ideas" { score if sold > 500 then 90 else 50 }
indicator sales "Sales" { measure net / plan; score line { 0: 0, 300: 100 } }
indicator manners "Manners" {
  stages { self "Self-score": self_score, head "Head's score": head_score }
  missing reweight
}
adjustment discretion "Discretion" {
  amount given_points "Points given" in -5 .. 5 step 1
  reason given_reason "Reason"
  approved by given_by "Director"
}
scorecard all { sheet 60%; sales 10%; ideas 10%; manners 20% }
veto leak "Leak of secrets" when leaks > 0 { grade at most C }
grades { A from 85; B from 75; C otherwise }
pay bonus "Bonus" = base * 10% when not appraised = base * 5%
"""
SHEET = [
    {"goal": "Filed", "share": "50%", "aim": 40, "made": 44},
    {"goal": "Helpful", "share": "30%", "aim": 1, "judged": True, "mark": 80},
    {"goal": "Not yet", "share": "20%", "aim": 7},
]
PERSON: dict[str, Any] = {
    "staff_no": "E1",
    "on_leave": False,
    "sold": 700,
    "returned": 100,
    "plan": 3,
    "self_score": 90,
    "head_score": 70,
    "leaks": 0,
    "base": 1000,
    "given_points": 2,
    "given_reason": "Saved a customer",
    "given_by": "Wang",
    "sheet": SHEET,
}


def _page(lang: Lang = "en", **given: object) -> Page:
    rows = [{"staff_no": "E1", **row} for row in SHEET]
    person = {name: value for name, value in {**PERSON, **given}.items() if name != "sheet"}
    table = kpi_lang.loads(POLICY).run([person], records={"sheet": rows})
    return Page(table.statement("E1", lang))


def _line(page: Page, title: str) -> list[str]:
    """The texts from one title up to the next."""
    shown = [
        (place, text) for place, text in page.texts if place in ("title", "amount", "small", "number", "why")
    ]
    start = shown.index(("title", title))
    rest = [place for place, _ in shown[start + 1 :]]
    end = rest.index("title") if "title" in rest else len(rest)
    return [text for _, text in shown[start + 1 : start + 1 + end]]


def test_each_goal_is_a_line_with_target_actual_measure_score_weight_and_points() -> None:
    page = _page()
    assert _line(page, "Filed") == ["40", "Aim", "44", "Made", "110%", "85", "50%", "42.5"]
    assert _line(page, "Helpful") == ["80", "Mark", "80", "80", "30%", "24"]


def test_the_sheet_heads_its_goals_with_score_weight_and_points() -> None:
    assert _line(_page(), "Goals of the year") == [
        "83.125",
        "60%",
        "49.875",
    ]


def test_a_goal_without_result_says_that_its_weight_goes_elsewhere() -> None:
    assert _line(_page(), "Not yet")[0].startswith("reached")


def test_named_values_and_stages_are_opened_up_to_the_figures_below() -> None:
    page = _page()
    assert _line(page, "Sales")[:6] == ["3", "Plan", "700", "Sold", "100", "Returned"]
    assert _line(page, "Manners")[:4] == ["90", "Self-score", "70", "Head's score"]


def test_a_score_without_a_measure_shows_what_it_was_computed_from() -> None:
    assert _line(_page(), "Ideas") == ["700", "Sold", "90.00", "10%", "9"]


def test_discretion_shows_reason_and_approver() -> None:
    assert _page().of("remark-of") == ["Reason: Saved a customer, Director: Wang"]
    assert _page("zh").of("remark-of") == ["Reason：Saved a customer，Director：Wang"]
    assert _page(given_points=0, given_reason=None, given_by=None).of("remark-of") == []


def test_a_veto_says_what_it_does() -> None:
    assert _line(_page(leaks=1), "Leak of secrets") == ["grade at most C"]


def test_no_way_passes_over_a_veto() -> None:
    ways = _page(leaks=1).of("li")
    assert [text for text in ways if text.startswith("Sold")] == []
    assert "Leaks: 1 less, 0 instead of 1" in ways


def test_who_is_not_appraised_reads_the_reason_once_and_what_is_paid() -> None:
    page = _page(on_leave=True)
    assert page.of("remark") == ["not appraised, because on leave"]
    assert page.of("title") == ["Bonus"]
    assert page.of("number") == ["50.00"]


def test_taking_part_is_no_line_of_its_own() -> None:
    assert not {"appraised", "Appraised", "参评"} & set(_page("zh").of("title"))


def test_a_grade_that_waits_for_approval_stands_beside_the_proposed_one() -> None:
    text = """
    policy report.places "Places" { language 1 }
    subject employee { key staff_no; belongs to unit }
    input score : points in 0 .. 100 step 1
    indicator work { measure score }
    scorecard all { work 100% }
    grades { A from 80; B otherwise }
    distribution guideline within unit {
      A at most 50%, rounded down
      move down only
      order by total
      apply after approval by head
    }
    """
    people = [{"staff_no": name, "unit": "x", "score": 90 - place} for place, name in enumerate(("E1", "E2"))]
    page = Page(kpi_lang.loads(text).run(people).statement("E2", "en"))
    assert page.of("title")[-3:] == ["Grade by score", "Proposed grade", "Grade"]
    assert page.of("number")[-3:] == ["A", "B", "—"]
