"""Clauses and readings on the plan: which clause each rule carries out, and findings about them."""

import pytest

from kpi_lang.compiler import compile_source
from kpi_lang.core.plan import Plan
from kpi_lang.source import Diagnostic, SourceFile

DOCUMENT = """# Scheme

## 1 General

### Who

```kpi
policy test.cited { period quarter; currency CNY; scores to 2 places half_up }
subject person { key no; applies when speed > 0% }
input speed : ratio in 0% .. 200% step 1%
require speed <= 150% otherwise say "too fast"
```

## 2 Goals

**2.1** The line.

```kpi
parameter top = 100
indicator pace { measure speed; score line { 60%: 0, 100%: top } }
scorecard everybody otherwise { pace 100% }
```

**2.2, 2.3** Grades.

```kpi
grades { A from 70; B otherwise }
clause 2.1
value twice = speed * 2
no rule for 2.4 because "named only"
```

2.4 Training.

## Annex

```kpi
value half = speed / 2
ensure half >= 0
```
"""


def compiled(text: str, name: str = "policy.kpi.md") -> tuple[Plan | None, list[Diagnostic]]:
    plan, found = compile_source(SourceFile(name, text), lambda _: None, {})
    return plan, list(found)


def plan_of(text: str, name: str = "policy.kpi.md") -> Plan:
    plan, found = compiled(text, name)
    assert plan is not None, [(one.code, one.message("en")) for one in found]
    return plan


def numbers(plan: Plan, rule: str) -> list[str]:
    return [clause.number or clause.title for clause in plan.rule(rule).clauses]


def plain(rules: str) -> str:
    head = DOCUMENT.partition("```kpi\n")[2].partition("```")[0]
    return head + "indicator pace { measure speed; score line { 60%: 0, 100%: 100 } }\n" + rules


def test_rules_carry_out_the_nearest_clause_above() -> None:
    plan = plan_of(DOCUMENT)
    assert numbers(plan, "pace.measure") == numbers(plan, "pace") == ["2.1"]
    assert numbers(plan, "pace.weight") == ["2.1"]
    assert numbers(plan, "provisional_grade") == ["2.2", "2.3"]
    assert numbers(plan, "twice") == ["2.1"]
    assert numbers(plan, "half") == ["Annex"]
    assert [clause.number for clause in plan.applies_clauses] == ["1"]


def test_clauses_list_what_carries_them_out() -> None:
    clauses = {clause.clause.number or clause.clause.title: clause for clause in plan_of(DOCUMENT).clauses}
    assert list(clauses) == ["1", "2", "2.1", "2.2", "2.3", "2.4", "Annex"]
    assert [one.name for one in clauses["1"].cited] == ["person", "speed <= 150%"]
    assert all(one.for_everybody for one in clauses["1"].cited)
    cited = {one.name: one.rules for one in clauses["2.1"].cited}
    assert list(cited) == ["top", "pace", "everybody", "twice"]
    assert "pace" in cited["top"]
    assert clauses["2"].is_container
    assert not clauses["2"].cited
    assert clauses["2.4"].without_rule == "named only"
    assert [one.name for one in clauses["Annex"].cited] == ["half", "half >= 0"]


def test_plain_policies_cite_by_clause_lines() -> None:
    plan = plan_of(
        plain('value a = speed\nclause 2.1 "Goals"\nvalue b = speed\n依据 第七条\nvalue c = speed\n'), "p.kpi"
    )
    assert [numbers(plan, name) for name in "abc"] == [[], ["2.1"], ["第七条"]]
    assert [clause.clause.title for clause in plan.clauses] == ["Goals", ""]


def test_listed_numbers_belong_to_the_clause_above_them() -> None:
    text = (
        DOCUMENT.replace("## 2 Goals", "## 第二条 Goals\n\n### （一）First")
        .replace("**2.1**", "A.")
        .replace("clause 2.1\n", "")
    )
    assert numbers(plan_of(text), "pace") == ["第二条（一）"]


def test_readings_know_their_clause_and_what_they_are_about() -> None:
    reading = 'reading "Line" { open "a"; chosen "b"; because "c"; decided by "HR"; decided on 2026-01-05; about half }\n'
    plan = plan_of(DOCUMENT.replace("scorecard everybody", reading + "scorecard everybody"))
    (found,) = plan.readings
    assert [clause.number for clause in found.clauses] == ["2.1"]
    assert (found.open, found.chosen, found.because, found.decided_by) == ("a", "b", "c", "HR")
    assert str(found.decided_on) == "2026-01-05"
    assert found.concerns(plan.rule("pace").clauses, "pace")
    assert found.concerns((), "half")
    assert not found.concerns(plan.rule("half").clauses, "other")


@pytest.mark.parametrize(
    ("rules", "codes"),
    [
        ("clause 9.9\nvalue a = speed\n", ["K246"]),
        ('reading 2.2 { open "a"; chosen "b" }\n', ["K167"]),
        ('reading 2.9 { open "a"; chosen "b"; because "c" }\n', ["K246"]),
        ('reading { open "a"; chosen "b"; because "c"; about hlaf }\n', ["K248"]),
        ('reading 2.4 { open "a"; chosen "b"; because "c" }\n', ["K709"]),
        ('reading 2.4 { open "a"; chosen "b"; because "c"; about total }\n', []),
        ('no rule for 2.1 because "x"\n', ["K711"]),
        ('no rule for 2.5 because "x"\n', ["K246"]),
    ],
)
def test_findings_in_documents(rules: str, codes: list[str]) -> None:
    _, found = compiled(DOCUMENT.replace("value half", rules + "value half"))
    assert [one.code for one in found] == codes


def test_a_number_that_stands_twice() -> None:
    _, found = compiled(DOCUMENT.replace("2.4 Training", "2.1 Training").replace("for 2.4", "for 2"))
    assert [one.code for one in found] == ["K710"]


def test_a_reading_needs_a_clause() -> None:
    _, found = compiled(plain('reading { open "a"; chosen "b"; because "c" }\n'), "p.kpi")
    assert [one.code for one in found] == ["K247"]


def test_findings_name_the_clause_of_their_place() -> None:
    _, found = compiled(DOCUMENT.replace("value twice = speed * 2", "value twice = speeed * 2"))
    (one,) = found
    assert [clause.number for clause in one.clauses] == ["2.1"]
    assert one.clauses[0].in_language("en") == "clause 2.1"
    assert one.clauses[0].in_language("zh") == "第 2.1 条"
