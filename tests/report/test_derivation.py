"""Explanations: every figure can be recomputed from what is shown of it."""

from fractions import Fraction

import pytest
from attrs import evolve

from kpi_lang.core.absent import Absent
from kpi_lang.core.plan import IndicatorSpec
from kpi_lang.evaluate.person import Person
from kpi_lang.evaluate.reference import evaluate_reference
from kpi_lang.report import Explanation, NoteKind, explain
from kpi_lang.report.drawing import plain_text
from kpi_lang.report.nested import nested
from kpi_lang.source import DataPlace, Lang
from tests.report.plans import PLAN, person


def explained(someone: Person, lang: Lang = "en") -> Explanation:
    return explain(evaluate_reference(PLAN, someone), lang, lambda name: DataPlace("staff.csv", 17, name))


def notes(explanation: Explanation, name: str) -> list[str]:
    return [note.text for note in explanation.figure(name).notes]


def test_results_come_in_the_order_of_the_policy() -> None:
    names = [figure.name for figure in explained(person()).figures]
    assert names == ["turnover_rate", "peer", "total", "grade", "performance_pay"]


def test_a_line_shows_its_segment_and_the_calculation_on_it() -> None:
    score = explained(person()).figure("turnover_rate")
    assert score.shown == "79.10"
    assert score.formula == "75 + (104.1% − 100%) × 25 ÷ 25%"
    assert [note.text for note in score.notes] == ["segment of the line: 100% .. 125%"]
    assert score.written == "line { 60%: 0, 100%: 75, 125%: 100 }"
    assert score.span is not None
    assert score.span.first.line == 3


def test_a_rounding_that_changes_something_shows_what_was_rounded() -> None:
    explanation = explained(person(turnover="1038333.33"))
    assert notes(explanation, "turnover_rate")[-1] == ("rounded half up to 2 places: 78.833333 → 78.83")
    assert explanation.figure("turnover_rate").value == Fraction("78.83")


def test_a_rounding_that_changes_nothing_is_not_mentioned() -> None:
    kinds = [note.kind for note in explained(person()).figure("total").notes]
    assert NoteKind.ROUNDING not in kinds


def test_inputs_stand_where_they_were_read() -> None:
    turnover = explained(person()).figure("turnover")
    assert turnover.place == DataPlace("staff.csv", 17, "turnover")
    assert turnover.shown == "1,041,000.00"


def test_counted_records_are_listed_with_their_values_and_the_cap_that_bound() -> None:
    assert notes(explained(person()), "complaints") == [
        "sum over Complaints: 3 counted, rows 3 (1), 4 (3), 5 (1)",
        "at most 4: 5 → 4",
    ]


def test_a_cap_that_does_not_bind_is_not_mentioned() -> None:
    found = explained(person(severities=("major",))).figure("complaints")
    assert [note.kind for note in found.notes] == [NoteKind.COUNTED]


def test_many_records_are_cut_and_counted() -> None:
    (counted, _) = explained(person(severities=("minor",) * 30)).figure("complaints").notes
    assert counted.text.endswith("14 (1) … 18 more")
    assert counted.rows == tuple(range(3, 33))


def test_no_records_are_said_to_be_none() -> None:
    assert notes(explained(person(severities=())), "complaints") == ["sum over Complaints: none counted"]


def test_a_choice_inside_a_calculation_shows_its_row() -> None:
    pay = explained(person()).figure("performance_pay")
    assert pay.formula == "4,500.00 × 110%"
    assert [note.text for note in pay.notes] == ["row of the table: B: 1.1"]


def test_a_result_read_by_another_is_named_and_not_derived_again() -> None:
    total = next(figure for figure in explained(person()).figures if figure.name == "total")
    reads = {figure.name: figure for figure in total.walk()}
    assert reads["turnover_rate"].elsewhere
    assert reads["turnover_rate"].sources == ()
    assert not reads["turnover_rate.weight"].elsewhere


def test_grades_show_the_name_and_the_label() -> None:
    grade = explained(person()).figure("grade")
    assert (grade.shown, [note.text for note in grade.notes]) == ("B Good", ["grade: B from 75"])


def test_what_is_absent_says_why_wherever_it_passes() -> None:
    explanation = explained(person(peer_review=None))
    pay = explanation.figure("performance_pay")
    assert isinstance(pay.value, Absent)
    assert pay.shown == "—"
    assert "no value: peer_review is not given" in notes(explanation, "performance_pay")
    assert explanation.figure("peer_review").shown == "not given"


def test_a_declared_absence_gives_the_authors_reason() -> None:
    explanation = explained(person(turnover="600000"))
    assert notes(explanation, "performance_pay") == [
        "row of the table: else: no result",
        "no value: no pay below B",
    ]


def test_words_are_chinese_where_asked() -> None:
    explanation = explained(person(), "zh")
    assert notes(explanation, "turnover_rate") == ["线段：100% .. 125%"]
    assert notes(explanation, "complaints")[1] == "封顶 4：5 → 4"


def test_an_unknown_figure_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        explained(person()).figure("turnvoer")


def test_an_indicator_tells_its_class_source_rater_and_evidence() -> None:
    spec = IndicatorSpec("peer", "Conduct", "personnel", "colleagues", "signed sheets")
    trace = evaluate_reference(evolve(PLAN, indicators=(spec,)), person())
    explanation = explain(trace, "zh")
    provenance = {
        "class": "Conduct", "source": "personnel", "rater": "colleagues", "evidence": "signed sheets",
    }  # fmt: skip
    assert dict(explanation.figure("peer").provenance) == provenance
    assert explanation.figure("turnover_rate").provenance == ()
    line = "类别：Conduct；数据来源：personnel；评分人：colleagues；证明材料：signed sheets"
    assert line in plain_text(explanation)
    found = [result for result in nested(explanation)["results"] if result["name"] == "peer"]  # type: ignore[union-attr,index,call-overload]
    assert [one["provenance"] for one in found] == [provenance]  # type: ignore[index,call-overload]
