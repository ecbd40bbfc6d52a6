"""People for the trade company's policy, as a program would hand them over: plain numbers, texts and dates.

Deterministic. Most figures are ordinary, many lie on thresholds, and each role lacks what others alone need.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from attrs import frozen

AS_OF = date(2026, 3, 31)


@frozen
class TradePerson:
    """One person: inputs by name, and complaints."""

    values: dict[str, Any]
    complaints: list[dict[str, Any]]


def trade_people(count: int, seed: int = 1) -> list[TradePerson]:
    """So many people, three in five of them salespeople."""
    random = Random(seed)
    return [_person(random) for _ in range(count)]


def _person(random: Random) -> TradePerson:
    role = random.choices(("sales", "support", "head"), (60, 30, 10))[0]
    values: dict[str, Any] = {
        "role": role,
        "base_pay": float(random.randrange(3000, 12_000, 100)),
        "new_ideas": random.choice((0, 0, 0, 1, 2, 4)),
        "serious_accidents": int(random.random() < 0.03),
    }
    if random.random() < 0.9:
        values["peer_review"] = random.choice((75, 80.5, 88.5, 90, 62.3, 100))
    if role != "support":
        values |= _sales_figures(random)
    if role == "head":
        values |= _head_figures(random, values["turnover"])
    else:
        orders = (
            random.choice((0, 120, 200, 250, 400)) if random.random() < 0.2 else random.randrange(80, 500)
        )
        values |= {"orders": orders, "errors": min(orders, random.choice((0, 1, 2, 4, 5, 9)))}
    if role == "support":
        due = random.randrange(50, 300)
        values |= {"shipments_due": due, "shipments_on_time": due - random.choice((0, 1, 3, 5))}
        if random.random() < 0.7:
            values["project_score"] = random.choice((60, 75, 80, 92.5))
    return TradePerson(values, [_complaint(random) for _ in range(random.choice((0, 0, 0, 0, 1, 3)))])


def _sales_figures(random: Random) -> dict[str, float]:
    target = float(random.randrange(500_000, 5_000_000, 50_000))
    rate = random.choice((0.6, 0.9, 1.0, 1.1, 1.25)) if random.random() < 0.3 else random.uniform(0.4, 1.5)
    turnover = round(target * rate, 2)
    budget = random.choice((0.05, 0.06, 0.0475))
    used = random.choice((0.8, 1.0, 1.5)) if random.random() < 0.3 else random.uniform(0.6, 1.7)
    return {
        "turnover": turnover,
        "turnover_target": target,
        "expenses": round(turnover * budget * used, 2),
        "expense_budget": budget,
    }


def _head_figures(random: Random, turnover: float) -> dict[str, float]:
    target = float(random.randrange(100_000, 900_000, 10_000))
    figures = {"profit": round(target * random.uniform(0.5, 1.4), 2), "profit_target": target}
    if random.random() < 0.8:
        figures |= {"receivables": round(turnover * random.uniform(0.2, 0.8), 2), "receivables_ratio": 0.12}
    return figures


def _complaint(random: Random) -> dict[str, Any]:
    day = AS_OF - timedelta(days=random.randrange(0, 500))
    return {"date": day, "severity": random.choice(("minor", "minor", "major"))}
