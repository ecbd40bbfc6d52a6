"""The trade company's policy for zen-engine: one expression node, dates as numbers of days."""

import json
from typing import Any

from tests.benchmarks.trade_people import TradePerson

_BUDGET = (
    "{rate} <= 0.8 ? 100 : {rate} <= 1 ? floor(10000 - ({rate} - 0.8) * 10000 + 0.5) / 100"
    " : {rate} <= 1.5 ? floor(8000 - ({rate} - 1) * 16000 + 0.5) / 100 : 0"
)
_EXPRESSIONS = {
    "sells": "role != 'support'",
    "heads": "role == 'head'",
    "r1": "$.sells ? turnover / turnover_target : null",
    "turnover_rate": "$.r1 == null ? null : $.r1 <= 0.6 ? 0 : $.r1 <= 1 ? floor(($.r1 - 0.6) * 18750 + 0.5) / 100"
    " : $.r1 <= 1.25 ? floor(7500 + ($.r1 - 1) * 10000 + 0.5) / 100 : 100",
    "r2": "$.heads ? profit / profit_target : null",
    "p2": "$.r2 == null ? null : $.r2 >= 1 ? 75 + floor(($.r2 - 1) * 100) : 75 - (1 - $.r2) * 200",
    "profit_rate": "$.p2 == null ? null : floor(max([min([$.p2, 100]), 0]) * 100 + 0.5) / 100",
    "r3": "$.sells and turnover != 0 ? expenses / turnover / expense_budget : null",
    "expense_rate": f"not $.sells ? null : $.r3 == null ? 0 : {_BUDGET.format(rate='$.r3')}",
    "given4": "$.heads and receivables != null and receivables_ratio != null",
    "r4": "$.given4 and turnover != 0 ? receivables / (turnover * 4) / receivables_ratio : null",
    "receivables_rate": f"not $.given4 ? null : $.r4 == null ? 0 : {_BUDGET.format(rate='$.r4')}",
    "r5": "not $.heads and orders > 0 ? errors / orders : null",
    "document_errors": "$.r5 == null ? null : $.r5 <= 0.005 ? 100 : $.r5 <= 0.01 ? 75 : $.r5 <= 0.02 ? 60 : 0",
    "r6": "not $.sells and shipments_due > 0 ? shipments_on_time / shipments_due : null",
    "p6": "$.r6 == null ? null : $.r6 >= 0.98 ? 75 + ($.r6 - 0.98) * 1250 : 75 - (0.98 - $.r6) * 500",
    "on_time": "$.p6 == null ? null : floor(max([$.p6, 0]) * 100 + 0.5) / 100",
    "project": "$.sells ? null : project_score",
    "peer": "peer_review",
    "innovation": "min([2 * new_ideas, 6])",
    "minor": "count(complaints, #.severity == 'minor' and #.day > year_ago and #.day <= as_of)",
    "major": "count(complaints, #.severity == 'major' and #.day > year_ago and #.day <= as_of)",
    "deducted": "min([$.minor + 3 * $.major, 9])",
    "w1": "not $.sells ? 0 : not $.heads ? 0.45 : $.given4 ? 0.255 : 0.306",
    "w2": "$.heads ? 0.34 : 0",
    "w3": "not $.sells ? 0 : not $.heads ? 0.2 : $.given4 ? 0.17 : 0.204",
    "w4": "$.given4 ? 0.085 : 0",
    "w5": "$.document_errors == null ? 0 : $.sells ? 0.2 : 0.35",
    "w6": "$.on_time == null ? 0 : $.project == null ? 0.5 : 0.3",
    "w7": "$.project == null ? 0 : 0.2",
    "w8": "$.peer == null ? 0 : 0.15",
    "taking_part": "$.w1 + $.w2 + $.w3 + $.w4 + $.w5 + $.w6 + $.w7 + $.w8",
    "sum": " + ".join(
        f"($.{score} == null ? 0 : $.{weight} * $.{score})"
        for weight, score in (
            ("w1", "turnover_rate"),
            ("w2", "profit_rate"),
            ("w3", "expense_rate"),
            ("w4", "receivables_rate"),
            ("w5", "document_errors"),
            ("w6", "on_time"),
            ("w7", "project"),
            ("w8", "peer"),
        )
    ),
    "base": "$.taking_part == 0 ? null : $.sum / $.taking_part",
    "total": "$.base == null ? null"
    " : floor(max([min([$.base + $.innovation - $.deducted, 110]), 0]) * 100 + 0.5) / 100",
    "by_score": "$.total == null ? null : $.total >= 95 ? 'S' : $.total >= 85 ? 'A' : $.total >= 75 ? 'B'"
    " : $.total > 65 ? 'C' : 'D'",
    "grade": "serious_accidents > 0 and $.by_score in ['S', 'A', 'B'] ? 'C' : $.by_score",
    "coefficient": "$.grade == 'S' ? 1.5 : $.grade == 'A' ? 1.3 : $.grade == 'B' ? 1.1 : $.grade == 'C' ? 0.9 : 0.7",
    "performance_pay": "$.grade == null ? null : floor(base_pay * $.coefficient * 100 + 0.5) / 100",
}


def trade_graph() -> str:
    """The decision model as JSON."""
    expressions = [{"id": key, "key": key, "value": value} for key, value in _EXPRESSIONS.items()]
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "content": {}},
        {"id": "policy", "name": "policy", "type": "expressionNode", "content": {"expressions": expressions}},
        {"id": "out", "name": "out", "type": "outputNode", "content": {}},
    ]
    edges = [
        {"id": "first", "sourceId": "in", "targetId": "policy", "type": "edge"},
        {"id": "second", "sourceId": "policy", "targetId": "out", "type": "edge"},
    ]
    return json.dumps({"nodes": nodes, "edges": edges})


def zen_person(person: TradePerson, year_ago: int, as_of: int) -> dict[str, Any]:
    """A person as the graph reads it."""
    complaints = [{"day": row["date"].toordinal(), "severity": row["severity"]} for row in person.complaints]
    return {**person.values, "complaints": complaints, "year_ago": year_ago, "as_of": as_of}
