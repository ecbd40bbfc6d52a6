"""A small policy for the façade's tests: text of its own, so that they do not depend on what is shipped."""

SCHEME = """\
policy sales "Sales" {
  language 1
  version 1
  period quarter
  currency CNY
  scores to 2 places half_up
  amounts to 2 places half_up
}
subject employee { key staff_no; belongs to department; applies when role <> boss }
input role "Role" : one of { seller "Seller", boss "Boss" }
input turnover "Turnover booked" : money in 0 .. 100_000_000
input target : money in 1 .. 100_000_000
input review : points in 0 .. 100 step 0.5 optional
input ratio_of_returns : ratio in 0 .. 1 step 0.0001 missing 0
input joined : date optional
input trained : yes/no missing no
input base : money in 0 .. 1_000_000
require ratio_of_returns <= 50% otherwise say "more than half returned"
records complaint "Complaints" {
  day : date
  severity : one of { minor, major }
}
indicator rate "Turnover against target" {
  measure turnover / target
  score line { 60%: 0, 100%: 75, 125%: 100 }
}
indicator peer { measure review; missing reweight }
deduction complaints { amount count(complaint where severity = major) * 3 at most 9 }
scorecard everybody otherwise { rate 80%; peer 20% }
total { at least 0, at most 100 }
grades { A "Good" from 75; B "Fair" otherwise }
value thirds : ratio = ratio_of_returns / 3
table coefficient by grade { A: 1.2, B: 0.9 }
pay bonus_pay "Bonus" = base * coefficient
ensure total <= 100
"""

ANNA = {
    "staff_no": "E1",
    "department": "East",
    "role": "seller",
    "turnover": 1_041_000,
    "target": 1_000_000,
    "review": 80,
    "base": 4500,
}
NO_LOG: dict[str, list[dict[str, object]]] = {"complaint": []}
