"""Pools through the façade: shares to the last cent, what is reported, and what an explanation tells."""

from decimal import Decimal

import pytest

import kpi_lang
from kpi_lang.policy.table import Table
from kpi_lang.report.nested import nested

HEAD = "policy a.pools { currency CNY; amounts to 2 places }\nsubject one { key no; belongs to unit }\n"
PEOPLE = "input base : money in 0 .. 100_000\ninput factor : number in 0 .. 3 step 0.1\n"
ROWS = [
    {"no": "A", "unit": "east", "base": 1_000, "factor": 1},
    {"no": "B", "unit": "east", "base": 1_000, "factor": 1},
    {"no": "C", "unit": "east", "base": 1_000, "factor": 1},
    {"no": "D", "unit": "west", "base": 9_000, "factor": 2},
    {"no": "E", "unit": "west", "base": 1_000, "factor": 0},
]


def run(pool: str, rows: list[dict[str, object]] | None = None) -> Table:
    return kpi_lang.loads(f"{HEAD}{PEOPLE}pool p {pool}").run(ROWS if rows is None else rows)


def shares(table: Table) -> dict[str, object]:
    return {str(row["no"]): row["p"] for row in table.rows("en")}


def codes(table: Table) -> list[str]:
    return [finding.code for finding in table.diagnostics]


def test_each_group_shares_its_own_amount_to_the_last_cent() -> None:
    table = run("of 10% * sum(base within unit) + 0.01 { within unit; share by base * factor }")
    assert shares(table) == {
        "A": Decimal("100.01"),
        "B": Decimal("100.00"),
        "C": Decimal("100.00"),
        "D": Decimal("1000.01"),
        "E": Decimal("0.00"),
    }
    assert codes(table) == []


def test_without_groups_everybody_shares_one_amount_in_any_order() -> None:
    pool = "of 1_000 { share by base; at least 50; at most 500; order by factor, base lowest first }"
    table = run(pool)
    assert sum(map(Decimal, map(str, shares(table).values()))) == 1_000
    assert shares(run(pool, ROWS[::-1])) == shares(table)
    assert shares(table)["D"] == Decimal("500.00")


def test_who_takes_no_part_gets_nothing_and_bears_nothing() -> None:
    table = run("of 90 { share by 1; takes part when factor = 1; at least 10 }")
    assert list(shares(table).values()) == [Decimal("30.00")] * 3 + [Decimal("0.00")] * 2


def test_a_share_of_the_people_is_chosen_by_rank() -> None:
    table = run("of 90 { share by 1; takes part when rank(base within everybody) <= 0.2 * count(everybody) }")
    assert shares(table)["D"] == Decimal("90.00")
    assert shares(table)["A"] == 0


def test_a_rest_is_reported_with_its_amount() -> None:
    table = run("of 90 { within unit; share by factor; at most 40 }")
    assert codes(table) == ["K922"]
    (found,) = table.diagnostics
    assert found.message("en") == "of 90 in p of west, 50 is left over"
    assert shares(table)["D"] == Decimal("40.00")


@pytest.mark.parametrize(
    ("pool", "help"),
    [
        ("of 90 { within unit; share by factor; at least 31 }", "floors"),
        ("of base { within unit; share by factor }", "different amounts"),
        ("of 90 { within unit; share by factor - 1 }", "negative"),
        ("of 90 { within unit; share by 1; at least 5; at most factor * 0.01 * base }", "above the cap"),
    ],
)
def test_what_cannot_be_shared_gives_nobody_of_the_group_a_result(pool: str, help: str) -> None:
    table = run(pool)
    assert "K923" in codes(table)
    assert any(help in (finding.help("en") or "") for finding in table.diagnostics)
    lacking = [person for person in table if person.p is None]
    assert lacking
    assert {person.why("p", "en") for person in lacking} == {"p cannot be shared out"}


def test_who_lacks_a_part_has_no_share_and_the_others_have_it_all() -> None:
    policy = kpi_lang.loads(
        f"{HEAD}input base : money in 0 .. 100_000\ninput mark : number in 0 .. 9 optional\n"
        'pool p of 90 { share by if present(mark) then mark else no result "no mark" }'
    )
    rows = [
        {"no": no, "unit": "u", "base": 1, "mark": mark} for no, mark in (("A", 1), ("B", None), ("C", 2))
    ]
    table = policy.run(rows)
    assert [person.p for person in table] == [Decimal("30.00"), None, Decimal("60.00")]
    assert table["B"].why("p", "en") == "no mark"


def test_who_is_not_appraised_takes_no_part() -> None:
    policy = kpi_lang.loads(
        "policy a.b { currency CNY; amounts to 2 places }\n"
        'subject one { key no; not appraised "on leave" when away }\ninput away : yes/no\n'
        "pool p of 90 { share by 1 }"
    )
    table = policy.run([{"no": "A", "away": "no"}, {"no": "B", "away": "yes"}])
    assert [person.p for person in table] == [Decimal("90.00"), None]
    assert "on leave" in (table["B"].why("p", "en") or "")


def test_alone_a_share_is_pending() -> None:
    policy = kpi_lang.loads(f"{HEAD}{PEOPLE}pool p of 90 {{ share by base }}")
    assert policy.evaluate({"base": 5, "factor": 1}).p is None


def test_an_explanation_tells_the_amount_the_part_the_bound_and_the_cent() -> None:
    table = run("of 100.01 { within unit; share by base; at most 60 }")
    told = str(nested(table["A"].explain("en")))
    assert "p of east: 100.01 for parts of 3,000.00 together" in told
    assert "this part is 1,000.00, exactly 33.336666…" in told
    assert "with 0.01 of what rounding down left" in told
    assert "held at the cap" in str(nested(table["D"].explain("en")))
    assert "以封顶为限" in str(nested(table["D"].explain("zh")))
