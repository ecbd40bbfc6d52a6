"""What files declare for each other: inputs that come along, second names, grade scales, rules of rounding."""

from fractions import Fraction

import pytest

from kpi_lang.source import Span
from tests.lowering.small import diagnostics, evaluated, findings, plan_of

SALES = """
input turnover "Turnover" : money in 0 .. 1_000
alias 营业额 = turnover
input target "Target" : money in 1 .. 1_000
alias 目标额 "营业额目标" = target
indicator rate "Turnover against target" { measure turnover / target; score line { 0%: 0, 100%: 100 } }
alias 完成率 "营业额完成率" = rate
"""
LIB = {"lib": SALES}
CHINESE = "考核方案 测试.方案 { 币种 CNY }\n考核对象 员工 { 编号 工号 }\n"


def test_what_an_indicator_reads_comes_along_under_its_own_name() -> None:
    body = "import lib (rate)\nscorecard all { rate 100% }"
    plan = plan_of(body, modules=LIB)
    assert [(spec.name, spec.title) for spec in plan.inputs] == [
        ("turnover", "Turnover"),
        ("target", "Target"),
    ]
    assert evaluated(body, turnover=50, target=100, modules=LIB)["total"] == 50


def test_the_policy_sees_what_comes_along_and_nothing_else() -> None:
    body = "import lib (rate)\nvalue missed : money = target - turnover\nscorecard all { rate 100% }"
    assert evaluated(body, turnover=50, target=100, modules=LIB)["missed"] == 50
    module = SALES + "input secret : count in 0 .. 9"
    assert findings(f"{body}\nvalue v = secret", modules={"lib": module}) == [("K201", "secret")]


def test_what_comes_along_hides_no_name_of_the_policy() -> None:
    body = "import lib (rate)\nparameter target = 3\nvalue v : count = target\nscorecard all { rate 100% }"
    assert evaluated(body, {"turnover": 50, "lib.target": 100}, modules=LIB)["v"] == 3


def test_a_chinese_policy_reads_the_chinese_names_and_titles() -> None:
    plan = plan_of("引用 lib（完成率）\n考核表 全员 { 完成率 100% }", header=CHINESE, modules=LIB)
    inputs = [(spec.name, spec.title, spec.columns) for spec in plan.inputs]
    assert inputs == [("营业额", "营业额", ("Turnover",)), ("目标额", "营业额目标", ("Target",))]
    titles = {rule.name: rule.title for rule in plan.rules}
    assert titles["完成率"] == "营业额完成率"


def test_an_english_policy_keeps_the_english_title_under_any_name() -> None:
    plan = plan_of("import lib (完成率 as attained)\nscorecard all { attained 100% }", modules=LIB)
    titles = {rule.name: rule.title for rule in plan.rules}
    assert titles["attained"] == "Turnover against target"
    assert [spec.name for spec in plan.inputs] == ["turnover", "target"]


def test_all_of_a_file_brings_both_names_for_one_thing() -> None:
    body = "import lib\nscorecard all { 完成率 50%; extra 50% }\nindicator extra { score rate / 2 }"
    assert evaluated(body, turnover=50, target=100, modules=LIB)["total"] == Fraction("37.5")


def test_an_input_of_the_policy_is_read_in_place_of_the_file_s_own() -> None:
    body = 'import lib (rate)\ninput turnover "Booked" : money in 0 .. 500\nscorecard all { rate 100% }'
    plan = plan_of(body, modules=LIB)
    assert sorted((spec.name, spec.title) for spec in plan.inputs) == [
        ("target", "Target"),
        ("turnover", "Booked"),
    ]
    assert evaluated(body, turnover=50, target=100, modules=LIB)["total"] == 50


def test_the_checker_looks_at_what_stands_in() -> None:
    body = "import lib (rate)\ninput target : money in 0 .. 500\nscorecard all { rate 100% }"
    (found,) = diagnostics(body, modules=LIB)
    assert found.code == "K401"


def test_an_input_of_another_kind_cannot_stand_in() -> None:
    body = "import lib (rate)\ninput target : ratio in 1% .. 200% step 1%\nscorecard all { rate 100% }"
    (found,) = diagnostics(body, modules=LIB)
    assert isinstance(found.span, Span)
    assert (found.code, found.span.text) == ("K253", "target")


def test_another_thing_of_the_same_name_stays_apart() -> None:
    body = "import lib (rate)\nparameter target : money = 10\nvalue v = target\nscorecard all { rate 100% }"
    plan = plan_of(body, modules=LIB)
    assert [spec.name for spec in plan.inputs] == ["turnover", "lib.target"]


def test_two_files_that_read_one_figure_read_the_same() -> None:
    other = "input turnover : money in 0 .. 1_000\nindicator big { measure turnover; score measure / 1 }"
    other = other.replace("measure / 1", "steps { >= 500: 100, else: 0 }")
    body = "import lib (rate)\nimport other (big)\nscorecard all { rate 50%; big 50% }"
    plan = plan_of(body, modules={**LIB, "other": other})
    assert [spec.name for spec in plan.inputs] == ["turnover", "target"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("import lib\nvalue z : count = 1", [("K254", "import lib")]),
        ("import lib (f)\nvalue z : count = 1", []),
    ],
)
def test_a_policy_is_imported_by_names(body: str, found: list[tuple[str, str]]) -> None:
    module = "policy lib\nsubject person { key no }\nparameter f = 1\ninput n : count in 0 .. 9"
    assert findings(body, modules={"lib": module}) == found


def test_a_second_name_is_of_something_declared() -> None:
    assert findings("alias b = a\nvalue z : count = b") == [("K255", "a")]
    assert findings("parameter abc = 1\nalias b = abd\nvalue z : count = b") == [("K255", "abd")]
    assert findings("parameter a = 1\nparameter b = 2\nalias b = a\nvalue z : count = a + b") == [
        ("K202", "b")
    ]


def test_a_second_name_means_the_same() -> None:
    assert evaluated("parameter a = 3\nalias b = a\nvalue z : count = a + b")["z"] == 6


SCALE = 'scale bands "Bands" { A "Good" from 85; B from 60; C otherwise }\nalias 三级 = bands\n'
GRADED = "input x : points in 0 .. 100 step 0.5\nindicator i { measure x }\nscorecard all { i 100% }\n"


@pytest.mark.parametrize("name", ["bands", "三级"])
def test_grades_may_be_those_of_a_scale(name: str) -> None:
    body = f"import lib ({name})\n{GRADED}grades use {name}\ntable t by grade {{ A: 2, B: 1, C: 0 }}"
    plan = plan_of(body, modules={"lib": SCALE})
    assert [(grade.name, grade.title) for grade in plan.grades] == [("A", "Good"), ("B", "B"), ("C", "C")]
    people = {x: evaluated(body, x=x, modules={"lib": SCALE}) for x in (85, 60, 0)}
    assert {x: (person["grade"], person["t"]) for x, person in people.items()} == {
        85: ("A", 2),
        60: ("B", 1),
        0: ("C", 0),
    }


def test_grades_of_a_scale_may_look_at_something_else() -> None:
    body = f"{SCALE}{GRADED}grades of x - 10 use bands"
    assert evaluated(body, x=90)["grade"] == "B"


def test_any_figure_can_be_graded_on_a_scale() -> None:
    body = f"{SCALE}{GRADED}value g = bands(x + 5)\nvalue good : yes/no = g = A"
    assert [evaluated(body, x=x)["g"] for x in (80, 79, 10)] == ["A", "B", "C"]
    assert evaluated(body, x=80)["good"] is True


def test_a_scale_with_a_gap_is_found_where_it_is_used() -> None:
    scale = "scale bands { A from 85; B 60 .. 80 }\n"
    assert [code for code, _ in findings(f"{scale}{GRADED}grades use bands")] == ["K550"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"{SCALE}{GRADED}grades use band", [("K257", "band")]),
        (f"{GRADED}grades use x", [("K257", "x")]),
        (f"{SCALE}{GRADED}value v = bands", [("K208", "bands")]),
        (f"{SCALE}{GRADED}value v = bands(x, 1)", [("K314", "bands(x, 1)")]),
        ("rounding cents = to 2 places\nvalue v = cents", [("K208", "cents")]),
        ("parameter a = 1\nvalue v = a use cent", [("K256", "cent")]),
        ("rounding cents = to 2 places\nparameter a = 1\nvalue v = a use a", [("K256", "a")]),
    ],
)
def test_wrong_uses_are_underlined(body: str, found: list[tuple[str, str]]) -> None:
    assert findings(body) == found


def test_rules_of_rounding_serve_wherever_figures_are_rounded() -> None:
    module = "rounding half = to 0.5\nalias 半分 = half\nrounding bank = to whole numbers half_even"
    body = """
        import lib (半分, bank)
        input x : points in 0 .. 100 step 0.01
        indicator i { measure x; use 半分 }
        scorecard all { i 100% }
        total { use bank }
        value v = x / 3 use bank
        pay p = 7.5 * 1 use bank
        value w = round(x use 半分)
        records r { a : number in 0 .. 9 step 0.1; b = a use bank }
        value s = sum(r.b)
    """
    person = evaluated(body, x="62.30", modules={"lib": module}, records={"r": [{"a": "2.5"}, {"a": "3.5"}]})
    assert [person[name] for name in ("i", "total", "v", "p", "w", "s")] == [
        Fraction("62.5"),
        62,
        21,
        8,
        Fraction("62.5"),
        6,
    ]


def test_the_header_may_take_rules_of_rounding() -> None:
    header = "policy t { currency CNY; scores use half; totals use whole; amounts use cents }\nsubject p { key no }\n"
    body = f"""
        rounding half = to 0.5
        rounding whole = to whole numbers
        rounding cents = to 2 places
        {GRADED}
        pay p = 1 / 3
    """
    body = body.replace("step 0.5", "step 0.1")
    person = evaluated(body, x="62.3", header=header)
    assert [person[name] for name in ("i", "total", "p")] == [Fraction("62.5"), 63, Fraction("0.33")]


@pytest.mark.parametrize(
    ("removed", "user"),
    [("bands", "grades"), ("cents", "pay p"), ("x", "indicator i")],
)
def test_what_an_amendment_removes_is_used_by_no_second_name_scale_or_rounding(
    removed: str, user: str
) -> None:
    base = f"""
        policy base {{ version 1; currency CNY }}
        subject person {{ key no }}
        {SCALE.splitlines()[0]}
        rounding cents = to 2 places
        {GRADED}
        grades use bands
        pay p = 1 / 3 use cents
    """
    body = f"amend base version 1 as other {{ remove {removed} }}"
    (found,) = [one for one in diagnostics(body, header="", modules={"base": base}) if one.code == "K235"]
    assert user in found.message("en")


def test_imported_records_are_called_as_they_are_imported() -> None:
    module = "records r { day : date; size : count }\nalias 台账 = r\nvalue many = count(r where r.size > 1)"
    body = "import lib (r as log, many)\nvalue v = sum(log.size)"
    rows = {"log": [{"day": "2026-01-01", "size": 2}, {"day": "2026-01-02", "size": 1}]}
    person = evaluated(body, modules={"lib": module}, records=rows)
    assert [person["v"], person["many"]] == [3, 1]
