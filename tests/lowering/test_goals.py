"""Goal sheets: rows scored one by one, their weights, what a valid sheet is, and who needs one."""

from fractions import Fraction

from kpi_lang.core.absent import Cause
from tests.lowering.small import evaluated, findings, plan_of

SHEET = """
    input role : one of { sales, support }
    input deals : points in 0 .. 100
    goals sheet "Goals" {
      share : ratio in 0% .. 100% step 1%
      aim   : number in 1 .. 1000
      made  : number in 0 .. 1000 optional
      style : one of { higher, lower }
      rate  = made / aim
      weight share
      valid when sum(share) = 100% otherwise say "weights add up to 100%"
      valid when count() <= 3
    }
    indicator more "More is better" when style = higher {
      measure rate
      score   line { 0%: 0, 100%: 75, 200%: 100 }
      missing reweight
    }
    indicator less "Less is better" when style = lower {
      measure rate
      score   line { 0%: 100, 100%: 75, 200%: 0 }
      missing score 10
    }
    indicator own "Own" { measure deals }
    scorecard sales when role = sales { own 100% }
    scorecard support when role = support from sheet
"""


def goal(share: str, made: object, style: str) -> dict[str, object]:
    return {"share": share, "aim": 10, "made": made, "style": style}


def test_each_row_is_scored_by_the_indicator_of_its_style() -> None:
    rows = [goal("60%", 5, "higher"), goal("40%", 15, "lower")]
    person = evaluated(SHEET, role="support", deals=0, records={"sheet": rows})
    assert person.numbers("sheet.sum", "sheet.taking_part") == [Fraction("37.5"), 1]
    assert person.numbers("sheet", "sheet.points", "total") == [Fraction("37.5")] * 3
    assert [trace.values[-3:-1] for trace in person.trace.records[0] or ()] == [
        (Fraction("37.5"), Fraction("22.5")),
        (Fraction("37.5"), 15),
    ]


def test_a_row_left_out_gives_its_weight_to_the_others() -> None:
    rows = [goal("60%", None, "higher"), goal("30%", 10, "lower"), goal("10%", None, "lower")]
    person = evaluated(SHEET, role="support", deals=0, records={"sheet": rows})
    assert person.number("sheet.taking_part") == Fraction("0.4")
    assert person.number("sheet") == (Fraction("0.3") * 75 + Fraction("0.1") * 10) / Fraction("0.4")


def test_a_sheet_of_rows_left_out_has_no_score() -> None:
    person = evaluated(SHEET, role="support", deals=0, records={"sheet": [goal("100%", None, "higher")]})
    assert person.cause("total") is Cause.NO_RESULT
    assert person.reason("sheet") == "Goals: nothing was scored"


def test_only_those_who_are_appraised_by_a_sheet_need_a_valid_one() -> None:
    half = {"sheet": [goal("50%", 5, "higher")]}
    met = evaluated(SHEET, role="support", deals=0, records=half).trace.requirements
    assert met == (False, True)
    assert evaluated(SHEET, role="sales", deals=0, records=half).trace.requirements == (True, True)
    many = {"sheet": [goal("25%", 5, "higher")] * 4}
    assert evaluated(SHEET, role="support", deals=0, records=many).trace.requirements == (True, False)


def test_a_sheet_may_be_one_item_of_a_scorecard() -> None:
    policy = SHEET.replace("from sheet", "{ sheet 80%; own 20% }")
    rows = [goal("100%", 10, "higher")]
    person = evaluated(policy, role="support", deals=50, records={"sheet": rows})
    assert person.numbers("sheet.weight", "sheet.points", "total") == [Fraction("0.8"), 60, 70]


def test_item_points_are_added_up_and_those_left_out_are_spread() -> None:
    policy = """
        goals sheet "Goals" {
          full : points in 0 .. 100
          lost : count optional
          valid when sum(full) = 100
        }
        indicator each "Each" {
          measure lost
          score   max(full - 2 * lost, 0)
          missing reweight
        }
        scorecard all from sheet
    """
    rows: list[dict[str, object]] = [
        {"full": 60, "lost": 3},
        {"full": 20, "lost": 20},
        {"full": 20, "lost": None},
    ]
    assert evaluated(policy, records={"sheet": rows}).number("total") == 54 * Fraction(100, 80)
    assert evaluated(policy, records={"sheet": [*rows[:1], {"full": 40, "lost": 0}]}).number("total") == 94


def test_a_style_that_no_indicator_scores_is_reported() -> None:
    policy = SHEET.replace("{ higher, lower }", "{ higher, lower, voted }")
    assert findings(policy) == [("K551", "sheet")]


def test_people_who_are_not_appraised_need_no_sheet() -> None:
    header = """policy test.small { version 1 }
        subject person { key no; not appraised "on leave" when deals > 90 }
    """
    plan = plan_of(SHEET, header=header)
    person = evaluated(SHEET, header=header, role="support", deals=95, records={"sheet": []})
    assert person.trace.requirements == (True,) * len(plan.requirements)
    assert "on leave" in person.reason("sheet")


def test_item_points_need_a_stated_sum() -> None:
    policy = """
        goals sheet "Goals" { full : points in 0 .. 100 }
        indicator each "Each" { measure full }
        scorecard all from sheet
    """
    assert findings(policy) == [("K644", "sheet")]
    assert findings(policy.replace("100 }", "100; valid when sum(full) = 100 }")) == []


def test_a_sheet_may_be_capped_or_switched_off_and_read_by_other_rules() -> None:
    policy = (
        SHEET
        + """
        gate capped when deals > 50 { sheet at most 60 }
        value worst = if count(sheet) < 1 then 0 else min(sheet.score)
        limit low when sheet < 70 { total at most 50 }
    """
    )
    rows = {"sheet": [goal("50%", 10, "higher"), goal("50%", 16, "lower")]}
    person = evaluated(policy, role="support", deals=0, records=rows)
    assert person.numbers("sheet", "worst", "total") == [Fraction("52.5"), 30, 50]
    high = {"sheet": [goal("100%", 20, "higher")]}
    assert evaluated(policy, role="support", deals=60, records=high).numbers("sheet.before", "sheet") == [
        100,
        60,
    ]


def test_a_row_is_left_out_by_its_own_indicator_only() -> None:
    policy = SHEET.replace('"More is better" when style = higher {', '"Any other" {')
    less = policy.index('    indicator less "Less')
    own = policy.index("    indicator own")
    more = policy.index('    indicator more "Any')
    policy = policy[:more] + policy[less:own] + policy[more:less] + policy[own:]
    rows = [goal("60%", None, "lower"), goal("40%", 10, "higher")]
    person = evaluated(policy, role="support", deals=0, records={"sheet": rows})
    assert person.numbers("sheet.taking_part", "sheet") == [1, 36]
