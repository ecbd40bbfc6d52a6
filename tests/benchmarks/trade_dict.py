"""The trade company's policy by hand in floats, second style: a dictionary in, a dictionary out.

A function for each indicator and plain tables of weights: what most programs that score people look like.
"""

from datetime import date
from math import floor
from typing import Any

Person = dict[str, Any]

WEIGHTS = {
    "sales": {"turnover_rate": 0.45, "expense_rate": 0.2, "document_errors": 0.2, "peer": 0.15},
    "support": {"document_errors": 0.35, "on_time": 0.3, "project": 0.2, "peer": 0.15},
    "head": {
        "profit_rate": 0.34,
        "turnover_rate": 0.255,
        "expense_rate": 0.17,
        "receivables_rate": 0.085,
        "peer": 0.15,
    },
}
COEFFICIENTS = {"S": 1.5, "A": 1.3, "B": 1.1, "C": 0.9, "D": 0.7}


def round2(value: float) -> float:
    """Half up, as far as floats allow."""
    return floor(value * 100.0 + 0.5) / 100.0


def turnover_rate(person: Person) -> float:
    rate = person["turnover"] / person["turnover_target"]
    if rate <= 0.6:
        return 0.0
    if rate <= 1.0:
        return round2((rate - 0.6) * 187.5)
    if rate <= 1.25:
        return round2(75.0 + (rate - 1.0) * 100.0)
    return 100.0


def against_budget(rate: float) -> float:
    if rate <= 0.8:
        return 100.0
    if rate <= 1.0:
        return round2(100.0 - (rate - 0.8) * 100.0)
    if rate <= 1.5:
        return round2(80.0 - (rate - 1.0) * 160.0)
    return 0.0


def expense_rate(person: Person) -> float:
    if person["turnover"] == 0.0:
        return 0.0
    return against_budget(person["expenses"] / person["turnover"] / person["expense_budget"])


def receivables_rate(person: Person) -> float | None:
    if person.get("receivables") is None or person.get("receivables_ratio") is None:
        return None
    if person["turnover"] == 0.0:
        return 0.0
    return against_budget(person["receivables"] / (person["turnover"] * 4.0) / person["receivables_ratio"])


def profit_rate(person: Person) -> float:
    rate = person["profit"] / person["profit_target"]
    points = 75.0 + floor((rate - 1.0) * 100.0) if rate >= 1.0 else 75.0 - (1.0 - rate) * 200.0
    return round2(max(min(points, 100.0), 0.0))


def document_errors(person: Person) -> float | None:
    if not person["orders"]:
        return None
    rate = person["errors"] / person["orders"]
    if rate <= 0.005:
        return 100.0
    if rate <= 0.01:
        return 75.0
    return 60.0 if rate <= 0.02 else 0.0


def on_time(person: Person) -> float | None:
    if not person["shipments_due"]:
        return None
    rate = person["shipments_on_time"] / person["shipments_due"]
    points = 75.0 + (rate - 0.98) * 1250.0 if rate >= 0.98 else 75.0 - (0.98 - rate) * 500.0
    return round2(max(points, 0.0))


def deduction(complaints: list[Person], year_ago: date, as_of: date) -> int:
    points = 0
    for row in complaints:
        if year_ago < row["date"] <= as_of:
            points += 1 if row["severity"] == "minor" else 3
    return min(points, 9)


def base_score(role: str, result: Person) -> float | None:
    total = taking_part = 0.0
    for name, weight in WEIGHTS[role].items():
        score = result[name]
        if score is None:
            continue
        share = weight
        if role == "head" and result["receivables_rate"] is None:
            share += {"turnover_rate": 0.051, "expense_rate": 0.034}.get(name, 0.0)
        elif name == "on_time" and result["project"] is None:
            share += 0.2
        total += share * score
        taking_part += share
    return total / taking_part if taking_part else None


def grade_of(total: float, accidents: int) -> str:
    if total >= 95.0:
        grade = "S"
    elif total >= 85.0:
        grade = "A"
    elif total >= 75.0:
        grade = "B"
    else:
        return "C" if total > 65.0 else "D"
    return "C" if accidents else grade


def trade_dict(person: Person, complaints: list[Person], year_ago: date, as_of: date) -> Person:
    """Scores, awards, total, grade and pay; None where there is none."""
    role = person["role"]
    result: Person = {}
    result["turnover_rate"] = None if role == "support" else turnover_rate(person)
    result["profit_rate"] = profit_rate(person) if role == "head" else None
    result["expense_rate"] = None if role == "support" else expense_rate(person)
    result["receivables_rate"] = receivables_rate(person) if role == "head" else None
    result["document_errors"] = None if role == "head" else document_errors(person)
    result["on_time"] = on_time(person) if role == "support" else None
    result["project"] = person.get("project_score") if role == "support" else None
    result["peer"] = person.get("peer_review")
    result["innovation"] = min(2.0 * person["new_ideas"], 6.0)
    result["complaints"] = -deduction(complaints, year_ago, as_of)
    base = base_score(role, result)
    if base is None:
        return result | {"total": None, "grade": None, "performance_pay": None}
    total = round2(max(min(base + result["innovation"] + result["complaints"], 110.0), 0.0))
    result["total"] = total
    result["grade"] = grade = grade_of(total, person["serious_accidents"])
    result["performance_pay"] = round2(person["base_pay"] * COEFFICIENTS[grade])
    return result
