"""Amendments: what a variant changes of a policy, that nothing else changes, and what can go wrong."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from kpi_lang.compiler import compile_source
from kpi_lang.core.amendments import Manner
from kpi_lang.core.plan import Plan
from kpi_lang.evaluate.reference import evaluate_reference
from kpi_lang.policy.given import PersonReader
from kpi_lang.source import Diagnostic, Severity, SourceFile

BASE = """policy shop "Shop" { version 3; currency CNY }
subject person { key no }
input role : one of { sales, support }
input x, y : ratio in 0% .. 200% step 1%
input accidents : count in 0 .. 9
unit parcel
parameter draw by role : points { sales: 1, support: 2 }
parameter flat : points = 4
indicator a { measure x; score line { 0%: 0, 100%: 75 } }
indicator b { measure y; score line { 0%: 0, 100%: 100 } }
scorecard sellers when role = sales { a 70%; b 30% }
scorecard others otherwise { group both 100% { a 50%; b 50% } }
total { at least 0, at most 110 }
veto accident when accidents > 0 { grade at most C }
grades { A from 85; B from 70; C otherwise }
table bonus_points by grade : points { A: 3, B: 2, C: 1 }
value extra = draw + flat + bonus_points
example "one" { given { role: sales; x: 100%; y: 100%; accidents: 0 }; expect { total: 82.5 } }
ensure "bounded" total <= 110
"""
Modules = Mapping[str, str]


def compiled(
    changes: str, modules: Modules | None = None, head: str = "shop version 3 as shop.north"
) -> tuple[Plan | None, list[Diagnostic]]:
    known = {"shop version 3": BASE, **(modules or {})}

    def loader(name: str) -> SourceFile | None:
        return SourceFile(name, known[name]) if name in known else None

    plan, found = compile_source(SourceFile("north.kpi", f"amend {head} {{\n{changes}\n}}"), loader)
    return plan, list(found)


def variant(changes: str) -> Plan:
    plan, found = compiled(changes)
    assert plan is not None, found
    return plan


def codes(
    changes: str, modules: Modules | None = None, head: str = "shop version 3 as shop.north"
) -> list[str]:
    return [f.code for f in compiled(changes, modules, head)[1] if f.severity is Severity.ERROR]


def value(plan: Plan, name: str, **given: object) -> object:
    person = {"no": "1", "role": "sales", "x": "100%", "y": "100%", "accidents": "0", **given}
    return evaluate_reference(plan, PersonReader(plan).read(person, None, None))[name]


def test_nothing_else_changes() -> None:
    plan = variant("set flat = 5")
    assert (plan.name, plan.title, plan.version) == ("shop.north", "Shop", 3)
    assert value(plan, "total") == 82.5
    assert [output.name for output in plan.outputs] == [
        output.name for output in variant("set flat = 6").outputs
    ]


@pytest.mark.parametrize(
    ("change", "name", "given", "wanted"),
    [
        ("set a.score = line { 0%: 0, 100%: 80 }", "a", {}, 80),
        ("set a.measure = x / 2", "a.measure", {}, 0.5),
        ("set flat = 5", "extra", {}, 8),
        ("set draw.sales = 9", "extra", {}, 15),
        ("set draw.sales = 9", "extra", {"role": "support"}, 9),
        ("set bonus_points.B = 7", "extra", {}, 12),
        ("set sellers.a = 60%\nset sellers.b = 40%", "total", {}, 85),
        (
            "set others.both = 100%\nset others.a = 90%\nset others.b = 10%",
            "total",
            {"role": "support"},
            77.5,
        ),
        ('set total.most = 80\nremove example "one"', "total", {}, 80),
        ("set total.least = 20", "total", {"x": "0%", "y": "0%"}, 20),
        ("set total = b", "total", {}, 100),
        ("set extra = flat", "extra", {}, 4),
        ("replace scorecard sellers when role = sales { b 100% }", "total", {}, 100),
        ("replace total { at most 50 }", "total", {}, 50),
        ("replace grades { A from 80; B from 70; C otherwise }", "grade", {}, "A"),
        ("remove accident", "grade", {"accidents": "1"}, "B"),
        ("add value more = flat * 2", "more", {}, 8),
        ("增加 计算项 更多 = flat * 2", "更多", {}, 8),
        ("改 a.得分项 = 折线 { 0%：0，100%：80 }", "a", {}, 80),
        ("改 总分项.最高 = 80", "total", {}, 80),
    ],
)
def test_each_change_does_what_it_says(
    change: str, name: str, given: dict[str, object], wanted: object
) -> None:
    assert value(variant(change), name, **given) == wanted


def test_a_clause_for_missing_values_is_set_after_a_colon() -> None:
    changes = "replace indicator a { measure x / y; undefined score 5; score line { 0%: 0, 100%: 75 } }"
    assert value(variant(changes), "a", y="0%") == 5
    assert codes("set a.measure = x / y") == ["K401"]
    assert codes("set a.measure = x / y\nset a.undefined: score 5") == []
    assert codes("set a.undefined = 5") == ["K236"]


def test_the_plan_tells_what_was_changed() -> None:
    (amendment,) = variant("set flat = 5\nset a.score = line { 0: 0, 1: 9 }\nremove accident").amendments
    assert (amendment.base, amendment.version, amendment.name) == ("shop", 3, "shop.north")
    assert [(change.manner, change.what) for change in amendment.changes] == [
        (Manner.SET, "flat"),
        (Manner.SET, "a.score"),
        (Manner.REMOVED, "veto accident"),
    ]


def test_all_checks_are_made_on_the_amended_policy() -> None:
    assert codes("set sellers.a = 60%") == ["K620"]
    assert codes("replace grades { A from 85; B from 70 below 80; C below 70 }") == ["K550"]


def test_examples_of_the_base_are_kept() -> None:
    assert [example.title for example in variant("set flat = 5").examples] == ["one"]
    assert variant('remove example "one"').examples == ()
    assert [promise.name for promise in variant("set flat = 5").properties] == ["bounded"]
    assert variant('remove ensure "bounded"').properties == ()


def test_one_of_several_inputs_is_replaced_alone() -> None:
    plan = variant("replace input x : ratio in 0% .. 300% step 1%")
    may_be_3 = {spec.name for spec in plan.inputs if spec.domain.contains(Fraction(3))}
    assert may_be_3 == {"x", "accidents", "role"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ("remove accidnt", ["K233"]),
        ("set flt = 3", ["K233"]),
        ('remove example "two"', ["K233"]),
        ("replace require x < y", ["K233"]),
        ("replace value flat = 3", ["K234"]),
        ("replace limit accident when accidents > 0 { grade at most C }", ["K234"]),
        ("replace scorecard a otherwise { b 100% }", ["K234"]),
        ("remove b", ["K235"]),
        ("remove accidents", ["K235"]),
        ("remove flat", ["K235"]),
        ("set a.colour = 3", ["K236"]),
        ("set total.score = 3", ["K236"]),
        ("set sellers.c = 3%", ["K236"]),
        ("set accident = 3", ["K236"]),
        ("add parameter flat = 3", ["K237"]),
        ("set flat = 3\nset flat = 5", ["K240"]),
        ("remove accident\nremove accident", ["K233"]),
        ("set flat = unknown", ["K201"]),
    ],
)
def test_mistakes(changes: str, expected: list[str]) -> None:
    assert codes(changes) == expected


def test_what_still_uses_something_removed_is_named() -> None:
    (finding,) = (f for f in compiled("remove b")[1] if f.code == "K235")
    assert "scorecard sellers, scorecard others" in finding.message("en")


def test_the_base_must_be_the_one_meant() -> None:
    assert codes("", {}, "store version 3 as north") == ["K231"]
    assert codes("", {"store": BASE}, "store version 3 as north") == ["K232"]
    assert codes("", {"shop": BASE}, "shop version 4 as north") == ["K232"]


def test_a_variant_may_amend_a_variant_but_not_in_a_circle() -> None:
    middle = "amend shop version 3 as shop.north { set flat = 5 }"
    plan, _ = compiled("set total.most = 80", {"shop.north version 3": middle}, "shop.north version 3 as x")
    assert plan is not None
    assert [amendment.base for amendment in plan.amendments] == ["shop.north", "shop"]
    assert (value(plan, "total"), value(plan, "extra")) == (80, 8)
    around = {"south": "amend north version 1 as south { }", "north": "amend south version 1 as north { }"}
    assert codes("", around, "south version 1 as north") == ["K238"]


def test_nothing_stands_beside_an_amendment() -> None:
    source = SourceFile("north.kpi", "amend shop version 3 as north { }\nvalue z = 1")
    _, found = compile_source(source, lambda name: SourceFile(name, BASE))
    assert [f.code for f in found if f.severity is Severity.ERROR] == ["K239"]


def test_an_amendment_uses_what_is_imported_beside_it() -> None:
    texts = {"rates": "parameter most : points = 70", "shop version 3": BASE}
    source = SourceFile(
        "north.kpi", "import rates (most)\namend shop version 3 as north { set total.most = most }"
    )

    def loader(name: str) -> SourceFile | None:
        return SourceFile(f"{name}.kpi", texts[name]) if name in texts else None

    plan, found = compile_source(source, loader)
    assert [f.code for f in found if f.severity is Severity.ERROR] == []
    assert plan is not None
    assert value(plan, "total") == 70


def test_a_broken_amendment_gives_no_further_findings() -> None:
    assert codes("set flat 3") == ["K126"] or len(codes("set flat 3")) == 1


def test_what_is_replaced_keeps_its_clause() -> None:
    base = BASE.replace("indicator a", 'clause 2.1 "Goals"\nindicator a').replace(
        "table bonus", "clause 7.1\ntable bonus"
    )
    changes = "replace value extra = draw\nset a.score = line { 0%: 0, 100%: 80 }\nadd value more = flat"
    plan, found = compiled(changes, {"shop version 3": base})
    assert plan is not None, found
    assert [clause.number for clause in plan.rule("extra").clauses] == ["7.1"]
    assert [clause.number for clause in plan.rule("a").clauses] == ["2.1"]
    assert plan.rule("more").clauses == ()
