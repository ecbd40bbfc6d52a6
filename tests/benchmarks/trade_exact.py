"""The trade company's policy by hand in ``Decimal`` or ``Fraction``: the same steps as ``trade_dict``."""

from collections.abc import Callable
from datetime import date
from typing import Any

Person = dict[str, Any]
Number = Any


def trade_exact(number: Callable[[str], Number], round2: Callable[[Number], Number]) -> Callable[..., Person]:
    """The scoring function for one kind of number, with its way of rounding to cents."""
    zero, hundred = number("0"), number("100")
    six, nine = number("6"), number("9")
    low, mid, high = number("0.6"), number("1"), number("1.25")
    at_target, rising, beyond = number("75"), number("187.5"), number("100")
    cheap, dear = number("0.8"), number("1.5")
    at_budget, falling = number("80"), number("160")
    steps = ((number("0.005"), hundred), (number("0.01"), at_target), (number("0.02"), number("60")))
    timely, up, down = number("0.98"), number("1250"), number("500")
    one, two, four, twice = number("1"), number("2"), number("4"), number("200")
    coefficients = {
        grade: number(c) for grade, c in zip("SABCD", ("1.5", "1.3", "1.1", "0.9", "0.7"), strict=True)
    }
    edges = (("S", number("95")), ("A", number("85")), ("B", at_target))
    fair, most = number("65"), number("110")
    weights = {
        "sales": {
            "turnover_rate": number("0.45"),
            "expense_rate": number("0.2"),
            "document_errors": number("0.2"),
            "peer": number("0.15"),
        },
        "support": {
            "document_errors": number("0.35"),
            "on_time": number("0.3"),
            "project": number("0.2"),
            "peer": number("0.15"),
        },
        "head": {
            "profit_rate": number("0.34"),
            "turnover_rate": number("0.255"),
            "expense_rate": number("0.17"),
            "receivables_rate": number("0.085"),
            "peer": number("0.15"),
        },
    }
    moved = {"turnover_rate": number("0.051"), "expense_rate": number("0.034"), "on_time": number("0.2")}

    def turnover_rate(person: Person) -> Number:
        rate = person["turnover"] / person["turnover_target"]
        if rate <= low:
            return zero
        if rate <= mid:
            return round2((rate - low) * rising)
        if rate <= high:
            return round2(at_target + (rate - mid) * beyond)
        return hundred

    def against_budget(rate: Number) -> Number:
        if rate <= cheap:
            return hundred
        if rate <= mid:
            return round2(hundred - (rate - cheap) * hundred)
        if rate <= dear:
            return round2(at_budget - (rate - mid) * falling)
        return zero

    def expense_rate(person: Person) -> Number:
        if person["turnover"] == 0:
            return zero
        return against_budget(person["expenses"] / person["turnover"] / person["expense_budget"])

    def receivables_rate(person: Person) -> Number | None:
        if person.get("receivables") is None or person.get("receivables_ratio") is None:
            return None
        if person["turnover"] == 0:
            return zero
        rate = person["receivables"] / (person["turnover"] * four) / person["receivables_ratio"]
        return against_budget(rate)

    def profit_rate(person: Person) -> Number:
        rate = person["profit"] / person["profit_target"]
        points = (
            at_target + (rate - one) * hundred // one if rate >= one else at_target - (one - rate) * twice
        )
        return round2(max(min(points, hundred), zero))

    def document_errors(person: Person) -> Number | None:
        if not person["orders"]:
            return None
        rate = person["errors"] / person["orders"]
        for limit, score in steps:
            if rate <= limit:
                return score
        return zero

    def on_time(person: Person) -> Number | None:
        if not person["shipments_due"]:
            return None
        rate = person["shipments_on_time"] / person["shipments_due"]
        points = at_target + (rate - timely) * up if rate >= timely else at_target - (timely - rate) * down
        return round2(max(points, zero))

    def grade_of(total: Number, accidents: Number) -> str:
        grade = "C" if total > fair else "D"
        for name, edge in edges:
            if total >= edge:
                grade = name
                break
        return "C" if accidents and grade in "SAB" else grade

    scores: dict[str, Callable[[Person], Number | None]] = {
        "turnover_rate": turnover_rate,
        "profit_rate": profit_rate,
        "expense_rate": expense_rate,
        "receivables_rate": receivables_rate,
        "document_errors": document_errors,
        "on_time": on_time,
        "project": lambda person: person.get("project_score"),
        "peer": lambda person: person.get("peer_review"),
    }

    def base_score(role: str, result: Person) -> Number | None:
        total = taking_part = zero
        for name, own in weights[role].items():
            score, weight = result[name], own
            if score is None:
                continue
            if name in moved and role != "sales":
                absent = "receivables_rate" if role == "head" else "project"
                if result[absent] is None:
                    weight += moved[name]
            total += weight * score
            taking_part += weight
        if not taking_part:
            return None
        return total / taking_part

    def evaluate(person: Person, complaints: list[Person], year_ago: date, as_of: date) -> Person:
        role = person["role"]
        result: Person = dict.fromkeys(scores)
        for name in weights[role]:
            result[name] = scores[name](person)
        result["innovation"] = min(two * person["new_ideas"], six)
        counted = [row for row in complaints if year_ago < row["date"] <= as_of]
        deducted = sum(1 if row["severity"] == "minor" else 3 for row in counted)
        result["complaints"] = -min(number(str(deducted)), nine)
        base = base_score(role, result)
        if base is None:
            return result | {"total": None, "grade": None, "performance_pay": None}
        total = round2(max(min(base + result["innovation"] + result["complaints"], most), zero))
        result["total"] = total
        result["grade"] = grade = grade_of(total, person["serious_accidents"])
        result["performance_pay"] = round2(person["base_pay"] * coefficients[grade])
        return result

    return evaluate
