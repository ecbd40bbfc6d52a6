"""The trade company's scheme as a document: which of its clauses rules carry out, and which wait for what."""

import re
from pathlib import Path

from kpi_lang.report.clauses import Standing, clauses_reached
from kpi_lang.report.examples import try_examples
from kpi_lang.source import Diagnostics, SourceFile
from kpi_lang.syntax.formatter import format_source
from kpi_lang.syntax.tree import Skin
from tests.policies.shipped import FOLDER, shipped

DOCUMENT = "trade_quarterly/外贸公司季度绩效考核办法.kpi.md"
ENGLISH = "trade_quarterly/trade_quarterly.kpi"

SECTIONS = {1: 6, 2: 9, 3: 5, 4: 3, 5: 6, 6: 5, 7: 2, 8: 3}
"""How many clauses each section of the scheme has."""
ALL = {f"{section}.{number}" for section, last in SECTIONS.items() for number in range(1, last + 1)}

ONE_PERSON_ONE_QUARTER = {
    *("1.1", "1.3", "1.5", "1.6", "2.1", "2.2", "2.4", "2.7", "2.8", "2.9"),
    *("3.2", "3.3", "6.1", "7.1", "8.3"),
}
PROCESS = {
    *("1.4", "2.3", "2.5", "2.6", "3.1", "3.4", "3.5", "4.1", "4.2", "4.3"),
    *("5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "6.2", "6.5", "8.2"),
}
DISTRIBUTION = {"6.3", "6.4"}
YEAR = {"8.1"}
WITHOUT_FORMULA = {"1.2", "7.2"}


def test_the_document_has_every_clause_of_the_scheme() -> None:
    assert ALL == ONE_PERSON_ONE_QUARTER | PROCESS | DISTRIBUTION | YEAR | WITHOUT_FORMULA
    clauses = shipped(DOCUMENT).plan.clauses
    assert {one.clause.number for one in clauses if not one.is_container} == ALL
    for one in clauses:
        assert one.clause.span is not None
        line = one.clause.span.file.line_text(one.clause.span.first.line)
        assert re.match(rf"#+ {re.escape(one.clause.number)} \S", line)


def test_what_concerns_one_person_and_one_quarter_has_rules_that_examples_reach() -> None:
    plan = shipped(DOCUMENT).plan
    reached = clauses_reached(plan, (tried.trace for tried in try_examples(plan)))
    by_standing = {
        standing: {one.plan.clause.number for one in reached if one.standing is standing}
        for standing in Standing
    }
    assert by_standing[Standing.REACHED] == ONE_PERSON_ONE_QUARTER
    assert by_standing[Standing.WITHOUT_RULE] == ALL - ONE_PERSON_ONE_QUARTER
    assert by_standing[Standing.NOT_REACHED] == by_standing[Standing.OPEN] == set()


def test_every_clause_with_a_rule_has_an_example_of_that_rule_alone() -> None:
    plan = shipped(DOCUMENT).plan
    expected = {
        expectation.name.partition(".")[0] for example in plan.examples for expectation in example.expect
    }
    cited = {number: set[str]() for number in ONE_PERSON_ONE_QUARTER}
    for rule in plan.rules:
        for clause in rule.clauses:
            cited[clause.number].add(rule.owner)
    # Scorecards, the condition of taking part and the promise of 1.6 give no figure of their own.
    for number in ONE_PERSON_ONE_QUARTER - {"1.1", "1.6"}:
        assert cited[number] & (expected | {"scorecard"}), number


def test_clauses_without_a_rule_here_say_where_or_why() -> None:
    why = {one.clause.number: one.without_rule or "" for one in shipped(DOCUMENT).plan.clauses}
    assert all("trade.company 的等级分布" in why[number] for number in DISTRIBUTION)
    assert all("trade.company 的年度汇总" in why[number] for number in YEAR)
    assert all("流程" in why[number] for number in PROCESS - {"1.4", "2.3"})


def test_the_readings_of_the_scheme_are_registered() -> None:
    readings = shipped(DOCUMENT).plan.readings
    numbers = [clause.number for reading in readings for clause in reading.clauses]
    assert set(numbers) >= {"1.3", "1.5", "2.4", "2.7", "2.8", "2.9", "3.2", "6.1"}
    assert all(reading.open and reading.chosen and reading.because for reading in readings)


def test_the_plain_policy_cites_the_same_clauses() -> None:
    plan = shipped(ENGLISH).plan
    assert {one.clause.number for one in plan.clauses} == ONE_PERSON_ONE_QUARTER
    assert [clause.number for clause in plan.rule("performance_pay").clauses] == ["7.1"]


def test_they_are_carried_out_by_the_policy_of_the_whole_company() -> None:
    company = {one.clause.number: one for one in shipped("trade_company/trade_company.kpi").plan.clauses}
    assert all(company[number].cited for number in DISTRIBUTION | YEAR)


def test_traces_cite_the_clauses() -> None:
    folder = FOLDER / "trade_quarterly"
    table = shipped(DOCUMENT).run(
        folder / "staff.zh.csv", records={"客户投诉": folder / "complaints.zh.csv"}, period="2026Q1"
    )
    cited: set[str] = set()
    for result in table:
        for root in result.explain("zh").figures:
            cited |= {clause.number for figure in root.walk() for clause in figure.clauses}
    # Taking part is a condition and 1.6 a promise: neither is a figure.
    assert cited == ONE_PERSON_ONE_QUARTER - {"1.1", "1.6"}


def test_layout_in_the_other_language_leaves_the_prose() -> None:
    text = Path(FOLDER / DOCUMENT).read_text(encoding="utf-8")
    findings = Diagnostics()
    english = format_source(SourceFile("document.kpi.md", text), findings, Skin.ENGLISH)
    assert english is not None
    assert _prose(english) == _prose(text)
    assert english != text


def _prose(text: str) -> list[str]:
    return re.split(r"```kpi\n.*?^```\n", text, flags=re.DOTALL | re.MULTILINE)
