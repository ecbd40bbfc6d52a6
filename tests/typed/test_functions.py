"""The policy's own functions, written out at each call, and the predeclared ones."""

from fractions import Fraction

import pytest

from tests.lowering.small import evaluated, findings

SPREAD = """
    input p, low, high : ratio in 0% .. 100% step 0.01%
    require low < high
    function reached(p: ratio, low: ratio, high: ratio): points =
      if p <= low then 0 else if p >= high then 10 else round(10 * (p - low) / (high - low))
"""


def test_a_function_is_what_it_says_for_its_arguments() -> None:
    policy = SPREAD + "value y = reached(p, low, high)\nvalue z = reached(p + 10%, 0%, high + 10%)"
    person = evaluated(policy, p="45%", low="20%", high="70%")
    assert person.numbers("y", "z") == [5, Fraction(7)]


def test_a_function_may_have_a_curve_and_call_another() -> None:
    policy = """
        input a, b : ratio in 0% .. 200% step 1%
        function on_target(x: ratio): points = line of x { 60%: 0, 100%: 75, 125%: 100 }
        function both(x: ratio, y: ratio): points = (on_target(x) + on_target(y)) / 2
        value y = both(a, b)
    """
    assert evaluated(policy, a="100%", b="125%")["y"] == Fraction(175, 2)


def test_a_function_sees_parameters_of_its_policy_but_not_the_names_of_the_caller() -> None:
    policy = """
        input x : count in 0 .. 9
        parameter most : count = 5
        function capped(n: count): count = min(n, most)
        value y = capped(x + 1)
    """
    assert [evaluated(policy, x=x)["y"] for x in (2, 8)] == [3, 5]
    body = "input x : count in 0 .. 9\nfunction f(n: count): count = n + m\nvalue y = f(x)"
    assert findings(body) == [("K201", "m")]


def test_a_parameter_hides_an_input_of_the_same_name() -> None:
    policy = "input x : count in 0 .. 9\nfunction twice(x: count): count = x + x\nvalue y = twice(3) + x"
    assert evaluated(policy, x=1)["y"] == 7


@pytest.mark.parametrize(
    ("formula", "y"),
    [
        ("max(a, b)", 7),
        ("min(a, b, 1)", 1),
        ("sum(a, b)", 9),
        ("mean(a, b)", Fraction(9, 2)),
        ("abs(a - b)", 5),
        ("abs(b - a)", 5),
        ("-a + b", 5),
        ("a + -b", -5),
        ("2 * a - b / 2", Fraction(1, 2)),
        ("(a + b) * 2", 18),
        ("if a < b and not (a = b) then 1 else 0", 1),
        ("if a > b or b in 3 .. 7 then 1 else 0", 1),
        ("if a in { 1, 2 } then 1 else 0", 1),
        ("if a not in { 1, 2 } or b not in 1 .. 6 then 1 else 0", 1),
        ("if a <> b then if a >= b then 1 else 2 else 3", 2),
    ],
)
def test_formulas(formula: str, y: Fraction) -> None:
    assert evaluated(f"input a, b : count in 1 .. 9\nvalue y : number = {formula}", a=2, b=7)["y"] == y


@pytest.mark.parametrize(
    ("formula", "y"),
    [
        ("days_between(one, other)", 36),
        ("other - one", 36),
        ("months_between(one, other)", 1),
        ("years_between(one, add_months(other, 12))", 1),
        ("year(one)", 2026),
        ("month(other)", 3),
        ("day(one)", 31),
        ("day(add_months(one, 1))", 28),
        ("if one + 36 = other then 1 else 0", 1),
        ("if min(one, other) = one then 1 else 0", 1),
        ("days_between(one, as_of)", 59),
    ],
)
def test_dates(formula: str, y: int) -> None:
    policy = f"input one, other : date\nvalue y = {formula}"
    assert evaluated(policy, one="2026-01-31", other="2026-03-08", as_of="2026-03-31")["y"] == y


def test_the_ends_of_the_period_are_known() -> None:
    policy = "input joined : date\nvalue y = days_between(max(joined, period_start), period_end) + 1"
    assert evaluated(policy, joined="2026-02-15", as_of="2026-03-10")["y"] == 45
    assert evaluated(policy, joined="2020-02-15", as_of="2026-03-10")["y"] == 90


def test_missing_and_present_look_at_inputs_and_results() -> None:
    policy = """
        input x : count in 0 .. 9 optional
        value inverse = if missing(x) then no result "no x" else if x = 0 then no result "nothing" else 1 / x
        value y = if missing(inverse) then -1 else 2
        value z = if present(x) and x > 3 then 1 else 0
    """
    assert evaluated(policy).numbers("y", "z") == [-1, 0]
    assert evaluated(policy, x=0).numbers("y", "z") == [-1, 0]
    assert evaluated(policy, x=4).numbers("y", "z") == [2, 1]


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("reached(p, low)", [("K314", "reached(p, low)")]),
        ("reached(p, low, p * yes)", [("K311", "yes")]),
        ("reached(p, low, as_of)", [("K303", "as_of")]),
        ("reeched(p, low, high)", [("K213", "reeched")]),
        ("low(p)", [("K209", "low")]),
        ("reached", [("K208", "reached")]),
        ("max(p)", [("K215", "max(p)")]),
        ("max(p, as_of)", [("K302", "as_of")]),
        ("days_between(p, as_of)", [("K303", "p")]),
    ],
)
def test_calls_that_are_wrong_are_underlined(call: str, found: list[tuple[str, str]]) -> None:
    assert findings(SPREAD + f"value y = {call}") == found


def test_functions_may_not_call_each_other_in_a_circle() -> None:
    body = """
        input x : count in 0 .. 9
        function f(n: count): count = g(n)
        function g(n: count): count = f(n)
        value y = f(x)
    """
    assert findings(body) == [("K211", "f(n)")]
