"""Figures over records: what counts, which value, in which window of time."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from kpi_lang.core.absent import Cause
from tests.lowering.small import evaluated, findings

SALES = """
    records sale "Sales" {
      day    : date
      amount : money in -1_000 .. 1_000_000
      kind   : one of { new, old }
      buyer  : text
      rated  : points in 0 .. 100 step 1 optional
      cost   : money in 0 .. 1_000_000
      gain   = amount - cost
      share  = if amount > 0 then gain / amount else 0
    }
"""
ROWS = [
    {"day": "2026-01-05", "amount": 100, "kind": "new", "buyer": "A", "rated": 80, "cost": 60},
    {"day": "2026-03-31", "amount": 300, "kind": "old", "buyer": "B", "cost": 150},
    {"day": "2026-02-10", "amount": 200, "kind": "new", "buyer": "A", "rated": 50, "cost": 200},
]


@pytest.mark.parametrize(
    ("formula", "y"),
    [
        ("count(sale)", 3),
        ("count(sale where kind = new)", 2),
        ("sum(sale.amount)", 600),
        ("sum(sale.gain where kind = new)", 40),
        ("sum(sale.amount * 2 - sale.cost)", 790),
        ("mean(sale.amount where amount > 0)", 200),
        ("min(sale.share)", 0),
        ('max(sale.amount where buyer = "A")', 200),
        ("first(sale.amount)", 100),
        ("last(sale.amount)", 300),
        ("last(sale.amount where kind = new)", 200),
        ("distinct(sale.buyer)", 2),
        ("mean(sale.rated where present(rated))", 65),
        ("trimmed_mean(sale.amount, 1)", 200),
        ("count(sale where missing(rated))", 1),
        ("count(sale where day >= 2026-02-10 and kind <> old)", 1),
    ],
)
def test_figures_over_records(formula: str, y: Fraction) -> None:
    policy = (
        f"{SALES}indicator i {{ measure {formula}; undefined no score; score steps {{ 0: 1, else: 0 }} }}"
    )
    assert evaluated(policy, records={"sale": ROWS})["i.measure"] == y


@pytest.mark.parametrize(
    ("formula", "y"), [("count(sale)", 0), ("sum(sale.amount)", 0), ("distinct(sale.buyer)", 0)]
)
def test_nothing_counts_as_nothing(formula: str, y: int) -> None:
    assert evaluated(SALES + f"value y = {formula}")["y"] == y


@pytest.mark.parametrize("word", ["mean", "min", "max", "first", "last"])
def test_nothing_has_no_mean(word: str) -> None:
    assert findings(SALES + f"value y = {word}(sale.share)") == [("K406", f"{word}(sale.share)")]
    policy = SALES + f"indicator i {{ measure {word}(sale.share); undefined score 7; score 100 * measure }}"
    assert evaluated(policy)["i"] == 7


def test_a_figure_of_nothing_is_undefined_not_missing() -> None:
    policy = (
        SALES
        + "indicator i { measure mean(sale.share); missing score 5; undefined no score; score 100 * measure }"
    )
    assert evaluated(policy).cause("i.measure") is Cause.UNDEFINED


def test_a_table_that_may_lack_is_missing() -> None:
    policy = SALES.replace('"Sales" {', '"Sales" optional {')
    policy += "indicator i { measure count(sale); missing score 5; score steps { 0: 100, else: 0 } }"
    assert evaluated(policy)["i"] == 5
    assert evaluated(policy, records={"sale": []})["i"] == 100
    assert evaluated(policy, records={"sale": ROWS})["i"] == 0


@pytest.mark.parametrize(
    ("day", "counts"),
    [("2025-03-30", 0), ("2025-03-31", 0), ("2025-04-01", 1), ("2026-03-31", 1), ("2026-04-01", 0)],
)
def test_the_last_twelve_months_begin_the_day_after(day: str, counts: int) -> None:
    policy = SALES + "value y = count(sale over last 12 months)"
    rows = [ROWS[0] | {"day": day}]
    assert evaluated(policy, records={"sale": rows}, as_of="2026-03-31")["y"] == counts


@pytest.mark.parametrize(
    ("window", "as_of", "days"),
    [
        ("over last 1 months", "2026-03-31", ("2026-03-01", "2026-03-31")),
        ("over last 3 months", "2026-05-31", ("2026-03-01", "2026-05-31")),
        ("over last 30 days", "2026-03-31", ("2026-03-02", "2026-03-31")),
        ("over last 2 years", "2026-02-28", ("2024-02-29", "2026-02-28")),
        ("over this period", "2026-03-15", ("2026-01-01", "2026-03-31")),
        ("over this year", "2026-03-15", ("2026-01-01", "2026-12-31")),
    ],
)
def test_the_first_and_the_last_day_of_windows(window: str, as_of: str, days: tuple[str, str]) -> None:
    policy = SALES + f"value y = count(sale where kind = new {window})"
    first, last = map(date.fromisoformat, days)
    outside = (first - timedelta(1), last + timedelta(1))
    for dates, counted in (((first, last), 2), (outside, 0)):
        rows = [ROWS[0] | {"day": day.isoformat()} for day in dates]
        assert evaluated(policy, records={"sale": rows}, as_of=as_of)["y"] == counted


def test_records_are_read_in_order_of_date_and_of_the_file_within_a_day() -> None:
    policy = SALES + "value y = if count(sale) = 0 then 0 else last(sale.amount) - first(sale.amount)"
    rows = [ROWS[0] | {"amount": amount, "day": "2026-01-05"} for amount in (1, 20, 300)]
    assert evaluated(policy, records={"sale": rows})["y"] == 299


def test_a_record_that_breaks_a_requirement_withholds_what_reads_the_table() -> None:
    policy = SALES.replace("gain   =", 'require cost <= 150 otherwise say "cost too high"\n      gain =')
    policy += "value y = count(sale)\nvalue z : count = 1"
    person = evaluated(policy, records={"sale": ROWS})
    assert person.cause("y") is Cause.REJECTED
    assert person["z"] == 1


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("count(sale.amount)", [("K217", "sale.amount")]),
        ("sum(sale)", [("K218", "sale")]),
        ("sum(sale.amout)", [("K207", "sale.amout")]),
        ("sale.amount + 1", [("K210", "sale.amount")]),
        ("sale + 1", [("K208", "sale")]),
        ("mean(1 + 2)", [("K215", "mean(1 + 2)")]),
        ("abs(1 where 1 = 1)", [("K214", "abs(1 where 1 = 1)")]),
        ("trimmed_mean(sale.amount, 0)", [("K219", "0")]),
        ("trimmed_mean(sale.amount)", [("K314", "trimmed_mean(sale.amount)")]),
        ("sum(sale.buyer)", [("K311", "sale.buyer")]),
        ("count(sale where amount)", [("K304", "amount")]),
        ("count(sale where kind = newer)", [("K206", "newer")]),
    ],
)
def test_figures_that_are_wrong_are_underlined(formula: str, found: list[tuple[str, str]]) -> None:
    assert findings(SALES + f"value y = {formula}") == found


def test_a_window_and_an_order_need_a_date() -> None:
    table = "records mark { points_given : points in 0 .. 9 }\n"
    assert findings(table + "value y = count(mark over this year)") == [("K220", "over this year")]
    body = table + "value y = if count(mark) = 0 then 0 else last(mark.points_given)"
    assert findings(body) == [("K220", "last(mark.points_given)")]


def test_a_computed_column_reads_only_what_stands_before_it() -> None:
    body = "records r { a : count; c = b + 1; b = a + 1 }\nvalue y = count(r)"
    assert findings(body) == [("K201", "b")]


def test_records_do_not_look_at_records() -> None:
    body = "records r { a : count; b = count(r) }\nvalue y = count(r)"
    assert findings(body) == [("K216", "count(r)")]
    assert findings("records r { a : count }\nvalue y = count(r where a < count(r))") == [
        ("K216", "count(r)")
    ]
    body = "records r { a : count }\nfunction f(n: count): count = n + count(r)\nvalue y = sum(f(r.a))"
    assert findings(body) == [("K216", "count(r)")]


def test_figures_of_two_tables_go_into_one_formula() -> None:
    policy = """
        records r { a : count }
        records s { b : count }
        value most = max(sum(r.a), sum(s.b), 3)
        value share = if sum(r.a) + sum(s.b) = 0 then 0 else sum(r.a) / sum(sum(r.a), sum(s.b))
    """
    person = evaluated(policy, records={"r": [{"a": 4}, {"a": 1}], "s": [{"b": 15}]})
    assert person.numbers("most", "share") == [15, Fraction(1, 4)]


def test_columns_read_parameters_and_tables_but_no_results() -> None:
    policy = """
        input role : one of { junior, senior }
        parameter rate by role { junior from 2026-01-01: 10%, senior from 2026-01-01: 20%, else: 5% }
        table base by role { junior: 100, senior: 150 }
        records job {
          hours : count in 0 .. 100
          paid  = hours * rate
          more  = base * hours + base to whole numbers
        }
        value y = sum(job.paid)
        value z = sum(job.more)
    """
    rows = [{"hours": 10}, {"hours": 30}]
    person = evaluated(policy, role="senior", records={"job": rows}, as_of="2026-03-31")
    assert person.numbers("y", "z") == [8, 6300]
    assert evaluated(policy, role="junior", records={"job": rows}, as_of="2025-03-31")["y"] == 2
    body = "value v : count = 2\nfunction f(n: count): count = n * v\nrecords r { a : count; b = f(a) }\nvalue y = sum(r.b)"
    assert findings(body) == [("K227", "v")]


def test_computed_columns_read_inputs_and_functions() -> None:
    policy = """
        input goal : count in 1 .. 100
        function part(n: count, of_all: count): ratio = n / of_all
        records step_done { n : count in 0 .. 100; reached = part(n, goal); mark : points = line of reached { 0%: 0, 100%: 10 } }
        value y = sum(step_done.mark)
    """
    assert evaluated(policy, goal=20, records={"step_done": [{"n": 5}, {"n": 40}]})["y"] == Fraction(25, 2)
