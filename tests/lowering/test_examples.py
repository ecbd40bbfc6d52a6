"""Examples and properties as written: what is taken over, what is given, what is expected."""

from datetime import date
from fractions import Fraction

import pytest

from kpi_lang.core.plan import Expectation, PropertyForm
from kpi_lang.report.examples import expected_kind, try_examples
from tests.lowering.small import diagnostics, findings, plan_of

BASE = """
    input n : count in 0 .. 9 optional
    input role : one of { sales "Sales staff", support }
    records mark "Marks" optional { on : date; given_points : points in 0 .. 9 step 1 optional }
    value y = if missing(n) then no result "no n" else n / 3
    value started = as_of
    indicator i { measure if missing(n) then no result "no n" else n; missing score 0; score 10 * measure }
    scorecard all { i 100% }
"""


def test_an_example_takes_over_and_changes() -> None:
    plan = plan_of(
        BASE
        + """
        example "one" { given { n: 3, role: sales, as_of: 2026-03-31, mark: [ { on: 2026-01-01, given_points: 4 } ] } }
        example "two" like "one" { given { n: missing, role: sales, mark: [] } }
        example "three" like "two" { given { mark: missing }; expect { y: no result "no n", i: 0 } }
    """
    )
    one, two, three = plan.examples
    assert dict(one.given) == {"n": 3, "role": "sales", "as_of": date(2026, 3, 31)}
    assert [group.rows for group in one.records] == [
        ((("on", date(2026, 1, 1)), ("given_points", Fraction(4))),)
    ]
    assert (dict(two.given)["n"], two.records[0].rows) == (None, ())
    assert three.records[0].rows is None
    assert [(e.name, e.value, e.reason) for e in three.expect] == [
        ("y", None, "no n"),
        ("i", Fraction(0), None),
    ]


def test_expectations_name_any_rule() -> None:
    plan = plan_of(
        BASE
        + """
        example "all" {
          given  { n: 9, role: sales, as_of: 2026-03-31 }
          expect { i: 90, i.measure: 9, i.weight: 100%, i.points: 90, total: 90, base_score: 90, y: 3, started: 2026-03-31 }
        }
    """
    )
    names = [expectation.name for expectation in plan.examples[0].expect]
    assert names == ["i", "i.measure", "i.weight", "i.points", "total", "base_score", "y", "started"]
    assert all(one.passes for one in try_examples(plan))


def test_parts_have_chinese_names_too() -> None:
    plan = plan_of(
        BASE
        + """
        示例 “部分” {
          已知 { n：9，role：sales，截止日期：2026-03-31 }
          应为 { i.计算值：9，i.权重：100%，i.加权得分：90，总分：90，基础得分：90 }
        }
    """
    )
    assert all(one.passes for one in try_examples(plan))


def test_an_expectation_that_is_not_met_is_told_with_the_actual_value() -> None:
    plan = plan_of(
        BASE
        + 'example "off" { given { n: 9, role: sales, as_of: 2026-03-31 }; expect { y: 4, i: 90, total: no result } }'
    )
    (tried,) = try_examples(plan)
    assert [(m.expectation.name, m.actual) for m in tried.mismatches] == [
        ("y", Fraction(3)),
        ("total", Fraction(90)),
    ]


def test_a_reason_must_be_the_one_expected() -> None:
    plan = plan_of(BASE + 'example "off" { given { role: sales }; expect { y: no result "other" } }')
    (tried,) = try_examples(plan)
    assert tried.mismatches[0].expectation == Expectation("y", None, "other")


@pytest.mark.parametrize(
    ("example", "found"),
    [
        ('example "a" { }\nexample "a" { }', [("K632", '"a"')]),
        ('example "a" like "b" { }', [("K633", '"b"')]),
        ('example "a" like "a" { }', [("K633", '"a"')]),
        ('example "a" { given { m: 3 } }', [("K634", "m")]),
        ('example "a" { given { y: 3 } }', [("K634", "y")]),
        ('example "a" { given { mark: 3 } }', [("K635", "mark: 3")]),
        ('example "a" { given { n: [] } }', [("K636", "n: []")]),
        ('example "a" { given { n: 10 } }', [("K637", "10")]),
        ('example "a" { given { n: 2.5 } }', [("K637", "2.5")]),
        ('example "a" { given { n: 5% } }', [("K303", "5%")]),
        ('example "a" { given { n: n } }', [("K309", "n")]),
        ('example "a" { given { role: boss } }', [("K206", "boss")]),
        ('example "a" { given { mark: [ { off: 2026-01-01 } ] } }', [("K207", "off")]),
        ('example "a" { expect { z: 3 } }', [("K638", "z")]),
        ('example "a" { expect { i.measures: 3 } }', [("K638", "i.measures")]),
        ('example "a" { expect { y: sales } }', [("K201", "sales")]),
        ('example "a" { expect { y: n } }', [("K309", "n")]),
    ],
)
def test_examples_that_are_wrong_are_underlined(example: str, found: list[tuple[str, str]]) -> None:
    assert findings(BASE + example) == found


def test_one_mistake_in_an_example_is_one_finding() -> None:
    body = BASE + 'example "a" { given { m: 3 } }\nexample "b" like "a" { }\nexample "c" like "b" { }'
    assert findings(body) == [("K634", "m")]


def test_an_example_that_comes_later_cannot_be_taken_over() -> None:
    (found,) = diagnostics(BASE + 'example "first" like "second" { }\nexample "second" { }')
    assert found.code == "K633"


@pytest.mark.parametrize(
    ("promise", "form", "operands"),
    [
        ("total never falls as n rises", PropertyForm.NEVER_FALLS, 2),
        ("total never rises as n rises", PropertyForm.NEVER_RISES, 2),
        ("total rises with n", PropertyForm.RISES, 2),
        ("total falls with n", PropertyForm.FALLS, 2),
        ("total stays in 0 .. 100", PropertyForm.WITHIN, 3),
        ("total <= 100", PropertyForm.ALWAYS, 1),
        ("total = 0 exactly when i = 0", PropertyForm.EXACTLY_WHEN, 2),
        ("total = 90 is reachable", PropertyForm.REACHABLE, 1),
        ("total changes at most 10 per step of n", PropertyForm.STEP_BOUND, 3),
    ],
)
def test_promises_are_kept_for_the_prover(promise: str, form: PropertyForm, operands: int) -> None:
    plan = plan_of(f'{BASE}ensure "named" {promise} given role = sales')
    (kept,) = plan.properties
    assert (kept.name, kept.form, len(kept.operands)) == ("named", form, operands)
    assert kept.given is not None


def test_a_promise_without_a_title_is_called_by_its_words() -> None:
    assert plan_of(BASE + "ensure total stays in 0 .. 100").properties[0].name == "total stays in 0 .. 100"


@pytest.mark.parametrize(
    ("promise", "found"),
    [
        ("total never falls as role rises", [("K307", "role")]),
        ("total stays in 0% .. 100", [("K303", "0%")]),
        ("total", [("K304", "total")]),
        ("totl <= 3", [("K201", "totl")]),
        ("total >= 0 given n", [("K304", "n")]),
    ],
)
def test_promises_that_are_wrong_are_underlined(promise: str, found: list[tuple[str, str]]) -> None:
    assert findings(f"{BASE}ensure {promise}") == found


ROWS = """
    records visit "Visits" { size : count; counted = min(size, 3); share = 6 / size }
    value visits = sum(visit.counted)
    example "rows" {
      given { visit: [{ size: 5 }, { size: 0 }, { size: 2 }] }
      expect { visits: 5, visit: [{ counted: 3, size: 5 }, { }, { counted: 2, share: 4 }] }
    }
    example "undefined" { given { visit: [{ size: 0 }] }; expect { visit: [{ share: no result }] } }
"""


def test_columns_of_records_are_expected_row_by_row() -> None:
    rows, undefined = try_examples(plan_of(ROWS))
    assert undefined.passes
    assert [(m.expectation.shown_name, m.actual) for m in rows.mismatches] == [("visit[3].share", 3)]
    assert expected_kind(rows.trace.plan, rows.mismatches[0].expectation).is_number
