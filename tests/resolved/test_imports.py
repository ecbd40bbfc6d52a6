"""Imports: what a policy takes from other files, under which names, and what can go wrong."""

from fractions import Fraction

import pytest

from kpi_lang.resolved import resolve
from kpi_lang.source import Diagnostics, SourceFile, Span
from kpi_lang.syntax import parse
from tests.lowering.small import diagnostics, evaluated, findings, plan_of

CURVES = """
parameter full : points = 100
function capped(x: points): points = min(x, full)
function on_target(x: ratio): points = capped(x * 75)
"""
X = "input x : ratio in 0% .. 300% step 1%\n"


def test_named_things_are_imported() -> None:
    body = f"import lib.curves (on_target)\n{X}value y = on_target(x)"
    assert evaluated(body, modules={"lib.curves": CURVES}, x="100%")["y"] == 75
    assert evaluated(body, modules={"lib.curves": CURVES}, x="200%")["y"] == 100


def test_everything_is_imported_where_nothing_is_named() -> None:
    body = f"import lib.curves\n{X}value y = on_target(x) + full"
    assert evaluated(body, modules={"lib.curves": CURVES}, x="100%")["y"] == 175


def test_an_alias_stands_for_the_name() -> None:
    body = f"import lib.curves (on_target as scored, full)\n{X}value y = scored(x) + full"
    assert evaluated(body, modules={"lib.curves": CURVES}, x="100%")["y"] == 175
    assert findings(body.replace("scored(x)", "on_target(x)"), modules={"lib.curves": CURVES}) == [
        ("K213", "on_target")
    ]


def test_what_is_not_named_stays_hidden() -> None:
    body = f"import lib.curves (on_target)\n{X}value y = on_target(x) + full"
    assert findings(body, modules={"lib.curves": CURVES}) == [("K201", "full")]


def test_a_module_sees_its_own_names_not_those_of_the_policy() -> None:
    body = f"import lib.curves (on_target)\n{X}parameter full : points = 1\nvalue y = on_target(x) + full"
    assert evaluated(body, modules={"lib.curves": CURVES}, x="200%")["y"] == 101


def test_a_module_may_import_another() -> None:
    modules = {
        "lib.curves": CURVES,
        "lib.more": "import lib.curves (on_target)\nfunction twice(x: ratio): points = 2 * on_target(x)",
    }
    body = f"import lib.more (twice)\n{X}value y = twice(x)"
    assert evaluated(body, modules=modules, x="100%")["y"] == 150


def test_one_module_may_be_imported_twice() -> None:
    modules = {
        "base": "parameter rate = 10%",
        "one": "import base (rate)\nfunction f(x: ratio): ratio = x * rate",
        "other": "import base (rate)\nfunction g(x: ratio): ratio = x + rate",
    }
    body = f"import one (f)\nimport other (g)\nimport base (rate)\n{X}value y = f(x) + g(x) + rate"
    assert evaluated(body, modules=modules, x="100%")["y"] == Fraction("1.3")


def test_tables_values_and_indicators_may_come_from_a_module() -> None:
    module = """
        input made : count in 0 .. 9
        indicator output { measure made; score 10 * measure }
        table rate by made { < 5: 1%, else: 2% }
    """
    body = "import lib (output, rate)\nvalue y = rate * 100\nscorecard all { output 100% }"
    person = evaluated(body, {"made": 7}, modules={"lib": module})
    assert person["y"] == 2
    assert person["total"] == 70


def test_an_imported_name_is_the_name_of_its_rule() -> None:
    module = "input made : count in 0 .. 9\nvalue twice = 2 * made"
    plan = plan_of("import lib (twice)\nvalue y = twice + 1", modules={"lib": module})
    assert [rule.name for rule in plan.rules] == ["twice", "y"]


@pytest.mark.parametrize(
    ("body", "modules", "found"),
    [
        ("import lib.curvs (on_target)", {"lib.curves": CURVES}, [("K203", "lib.curvs")]),
        ("import lib.curves (on_targt)", {"lib.curves": CURVES}, [("K204", "on_targt")]),
        ("import a", {"a": "import b", "b": "import a"}, [("K205", "import a")]),
        ("import a", {"a": "import a"}, [("K205", "import a")]),
        ("import a (x)\nparameter x = 2", {"a": "parameter x = 1"}, [("K202", "x")]),
        ("import a (x)\nimport b (x)", {"a": "parameter x = 1", "b": "parameter x = 2"}, [("K202", "x")]),
        ("import a (x as y)\nimport b (x)", {"a": "parameter x = 1", "b": "parameter x = 2"}, []),
        ("import a\nimport b", {"a": "import b", "b": "parameter x = 2"}, []),
    ],
)
def test_imports_that_are_wrong_are_underlined(
    body: str, modules: dict[str, str], found: list[tuple[str, str]]
) -> None:
    assert findings(f"{body}\nvalue z : count = 1", modules=modules) == found


def test_a_misspelt_import_offers_the_nearest_name() -> None:
    (found,) = diagnostics("import lib (on_targt)\nvalue z : count = 1", modules={"lib": CURVES})
    assert found.help("en") == "did you mean `on_target`?"


def test_a_finding_in_a_module_points_into_that_module() -> None:
    (found,) = diagnostics("import lib\nvalue z : count = 1", modules={"lib": "parameter a = 1\nvalue b = c"})
    assert isinstance(found.span, Span)
    assert (found.span.file.name, found.span.text) == ("lib.kpi", "c")


def test_what_a_missing_module_would_bring_is_not_reported_again() -> None:
    body = f"import lib.curvs\n{X}value y = on_target(x) + full"
    assert findings(body, modules={"lib.curves": CURVES}) == [("K203", "lib.curvs")]


def test_every_module_is_parsed_once() -> None:
    asked: list[str] = []

    def loader(name: str) -> SourceFile:
        asked.append(name)
        texts = {"a": "import c", "b": "import c", "c": "parameter x = 1"}
        return SourceFile(f"{name}.kpi", texts[name])

    found = Diagnostics()
    program = resolve(parse(SourceFile("policy.kpi", "import a\nimport b"), found), loader, found)
    assert asked == ["a", "c", "b"]
    assert [module.name for module in program.modules][-1] == program.main.name
    assert not found.has_errors


def test_units_may_be_imported() -> None:
    module = "unit order\nparameter fee : money per order = 3\n"
    body = "import lib (order, fee)\ninput n : order in 0 .. 9\npay p = fee * n"
    assert evaluated(body, n=4, modules={"lib": module})["p"] == 12
    assert findings("import lib\ninput n : order in 0 .. 9\npay p = fee * n", modules={"lib": module}) == []


def test_imported_awards_factors_and_vetoes_count() -> None:
    module = """
        input n : count in 0 .. 9
        bonus extra { 3 points per n }
        deduction less { 1 point per n }
        cap both on extra, less at most 5
        factor half = 50%
        limit bound when n > 3 { grade at most B }
        veto none when n > 8 { total zero }
        indicator score_of_all { score 80 }
        gate low when n < 2 { score_of_all at most 60 }
    """
    body = """
        import lib (extra, less, both, half, bound, none, low, score_of_all as scored)
        scorecard all { scored 100% }
        grades { A from 40; B otherwise }
    """
    results = {n: evaluated(body, {"n": n}, modules={"lib": module}) for n in (0, 2, 4, 9)}
    assert {n: (person["total"], person["grade"]) for n, person in results.items()} == {
        0: (30, "B"),
        2: (44, "A"),
        4: (45, "B"),
        9: (0, "B"),
    }


def test_what_is_not_imported_does_not_count() -> None:
    module = "indicator i { score 80 }\nbonus extra { amount 3 points }\nveto v when 1 = 1 { total zero }"
    body = "import lib (i)\nscorecard all { i 100% }"
    assert evaluated(body, modules={"lib": module})["total"] == 80


def test_an_import_under_two_names_counts_once() -> None:
    module = "bonus extra { amount 3 points }"
    body = "import lib (extra, extra as more)\nindicator i { score 80 }\nscorecard all { i 100% }"
    assert evaluated(body, modules={"lib": module})["total"] == 83
