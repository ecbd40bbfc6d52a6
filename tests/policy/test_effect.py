"""A run for a day on which the policy is not in effect says so, and computes all the same."""

import kpi_lang

POLICY = """
policy p "P" { effective from 2026-01-01 to 2026-12-31; currency CNY }
subject employee { key no }
input turnover "Turnover" : money in 0 .. 1000
pay bonus = turnover * 2%
"""


def findings(as_of: str) -> list[str]:
    table = kpi_lang.loads(POLICY).run([{"no": "E1", "turnover": "100"}], as_of=as_of)
    assert table["E1"]["bonus"] == 2
    return [finding.code for finding in table.diagnostics]


def test_a_day_outside_the_dates_of_effect_is_named() -> None:
    assert findings("2025-12-31") == ["K981"]
    assert findings("2027-01-01") == ["K981"]


def test_the_first_and_the_last_day_are_inside() -> None:
    assert findings("2026-01-01") == []
    assert findings("2026-12-31") == []
