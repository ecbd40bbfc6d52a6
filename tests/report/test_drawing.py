"""Drawings and JSON of explanations."""

import json

from rich.cells import cell_len

from kpi_lang.evaluate.reference import evaluate_reference
from kpi_lang.report import Explanation, explain, nested
from kpi_lang.report.drawing import plain_text, terminal_text
from kpi_lang.source import DataPlace
from tests.report.plans import PLAN, person

DRAWN = """\
E017  Quarterly appraisal

turnover_rate (Turnover against target)  79.10 = 75 + (104.1% − 100%) × 25 ÷ 25%
  segment of the line: 100% .. 125%
  trade.kpi:3:9  line { 60%: 0, 100%: 75, 125%: 100 }
└── turnover_rate.measure  104.1% = 1,041,000.00 ÷ 1,000,000.00
      trade.kpi:2:11  turnover / target
    ├── turnover (Turnover booked)  1,041,000.00  staff.csv row 17, column turnover
    └── target  1,000,000.00  staff.csv row 17, column target

peer  90
└── peer_review  90  staff.csv row 17, column peer_review

total  77.28 = 63.28 + 18 − 4
├── turnover_rate.points  63.28 = 79.10 × 80%
│   ├── turnover_rate (Turnover against target)  79.10  ↑ above
│   └── turnover_rate.weight  80%
├── peer.points  18 = 90 × 20%
│   └── peer  90  ↑ above
└── complaints (Complaints)  4
      sum over Complaints: 3 counted, rows 3 (1), 4 (3), 5 (1)
      at most 4: 5 → 4

grade  B Good
  grade: B from 75
└── total  77.28  ↑ above

performance_pay (Performance pay)  4,950.00 = 4,500.00 × 110%
  row of the table: B: 1.1
├── base_pay  4,500.00  staff.csv row 17, column base_pay
└── grade  B Good  ↑ above"""


def explanation() -> Explanation:
    trace = evaluate_reference(PLAN, person())
    return explain(trace, "en", lambda name: DataPlace("staff.csv", 17, name))


def test_the_drawing() -> None:
    assert plain_text(explanation()) == DRAWN
    assert str(explanation()) == DRAWN


def test_no_line_is_wider_than_asked() -> None:
    for width in (100, 60):
        assert max(map(cell_len, plain_text(explanation(), width).splitlines())) <= width
    assert max(map(cell_len, plain_text(explanation(), 300).splitlines())) <= 100


def test_colours_add_nothing_but_colours() -> None:
    import re

    painted = terminal_text(explanation())
    assert "\x1b[" in painted
    assert re.sub(r"\x1b\[[\d;]*m", "", painted) == DRAWN


def test_the_json_holds_exact_values_and_places() -> None:
    found = json.loads(json.dumps(nested(explanation())))
    assert (found["policy"], found["version"], found["id"]) == ("trade", 3, "E017")
    score = found["results"][0]
    assert score["value"] == "79.1"
    assert (score["file"], score["line"]) == ("trade.kpi", 3)
    measure = score["from"][0]
    assert measure["formula"] == "1,041,000.00 ÷ 1,000,000.00"
    assert measure["from"][0]["data"] == {"file": "staff.csv", "row": 17, "column": "turnover"}
    complaints = found["results"][2]["from"][2]
    assert complaints["notes"][0]["rows"] == [3, 4, 5]


def test_the_json_says_why_there_is_no_value() -> None:
    trace = evaluate_reference(PLAN, person(turnover="600000"))
    pay = nested(explain(trace, "en"))["results"]
    assert isinstance(pay, list)
    assert isinstance(pay[-1], dict)
    assert pay[-1]["value"] is None
    assert pay[-1]["why"] == "no pay below B"
    assert pay[-1]["cause"] == "no result"
