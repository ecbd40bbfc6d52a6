"""A small policy with everything that strategies are drawn to: a grade's edge, rounding, a requirement, records."""

import kpi_lang

SHOP = """
policy shop.bonus "Sales bonus" { period quarter; currency CNY; scores to 2 places; amounts to 2 places }
subject employee { key staff_no; belongs to department }
input turnover "Turnover" : money in 0 .. 10_000_000
input target   "Target"   : money in 1 .. 10_000_000
input review   "Review"   : points in 0 .. 100 optional
input errors   "Errors"   : count in 0 .. 500
input orders   "Orders"   : count in 0 .. 500
records complaint "Complaints" { day : date; severity : one of { minor, major } }
require errors <= orders otherwise say "more errors than orders"
indicator attainment { measure turnover / target; score line { 60%: 0, 100%: 75, 125%: 100 } }
indicator peers { measure review; missing reweight }
deduction complaints { 3 points per count(complaint where severity = major), at most 9 }
scorecard everybody { attainment 80%; peers 20% }
total { at least 0 }
grades { A from 85; B from 70; C otherwise }
pay bonus = turnover * 2%
ensure total stays in 0 .. 100
ensure total never falls as turnover rises
example "at target" {
  given  { turnover: 250_000; target: 250_000; review: 80; errors: 1; orders: 200 }
  expect { total: 76; grade: B }
}
"""


def shop(changed: str = "", into: str = "") -> kpi_lang.Policy:
    """The policy, with one text in it changed into another."""
    return kpi_lang.loads(text(changed, into))


def text(changed: str = "", into: str = "") -> str:
    """The policy's text, with one text in it changed into another."""
    assert changed in SHOP
    return SHOP.replace(changed, into, 1) if changed else SHOP
