"""Clauses in words."""

import pytest

from kpi_lang.source import Clause, cited


@pytest.mark.parametrize(
    ("numbers", "english", "chinese"),
    [
        ([], "", ""),
        (["7.1"], "clause 7.1", "第 7.1 条"),
        (["2.4", "2.7"], "clauses 2.4, 2.7", "第 2.4、2.7 条"),
        (["第七条"], "clause 第七条", "第七条"),
        (["第七条（一）"], "clause 第七条（一）", "第七条（一）"),
        (["三"], "clause 三", "三、绩效工资"),
    ],
)
def test_numbers(numbers: list[str], english: str, chinese: str) -> None:
    clauses = [Clause(number, "绩效工资") for number in numbers]
    assert cited(clauses, "en") == english
    assert cited(clauses, "zh") == chinese


def test_headings_without_a_number_are_cited_by_their_title() -> None:
    clause = Clause("", "Pay")
    assert clause.in_language("en") == "section “Pay”"
    assert clause.in_language("zh") == "“Pay”一节"
