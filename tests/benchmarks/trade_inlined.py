"""The trade company's policy by hand in floats, first style: one function, everything in locals.

This is what a careful programmer writes for speed alone. Rounding is half up on the float, so some results
are a cent off.
"""

from datetime import date
from math import floor

Row = tuple[object, ...]


def trade_inlined(
    role: str,
    base_pay: float,
    turnover: float,
    turnover_target: float,
    profit: float,
    profit_target: float,
    expenses: float,
    expense_budget: float,
    receivables: float | None,
    receivables_ratio: float | None,
    orders: int,
    errors: int,
    shipments_due: int,
    shipments_on_time: int,
    project_score: float | None,
    peer_review: float | None,
    new_ideas: int,
    serious_accidents: int,
    complaints: list[tuple[date, str]],
    year_ago: date,
    as_of: date,
) -> Row:
    """Scores, awards, total, grade and pay; None where there is none."""
    turnover_rate = profit_rate = expense_rate = receivables_rate = None
    document_errors = on_time = project = total = None
    peer = peer_review
    if role != "support":
        rate = turnover / turnover_target
        if rate <= 0.6:
            turnover_rate = 0.0
        elif rate <= 1.0:
            turnover_rate = floor((rate - 0.6) * 18750.0 + 0.5) / 100.0
        elif rate <= 1.25:
            turnover_rate = floor(7500.0 + (rate - 1.0) * 10000.0 + 0.5) / 100.0
        else:
            turnover_rate = 100.0
        if turnover == 0.0:
            expense_rate = 0.0
        else:
            rate = expenses / turnover / expense_budget
            if rate <= 0.8:
                expense_rate = 100.0
            elif rate <= 1.0:
                expense_rate = floor(10000.0 - (rate - 0.8) * 10000.0 + 0.5) / 100.0
            elif rate <= 1.5:
                expense_rate = floor(8000.0 - (rate - 1.0) * 16000.0 + 0.5) / 100.0
            else:
                expense_rate = 0.0
    if role != "head" and orders:
        rate = errors / orders
        if rate <= 0.005:
            document_errors = 100.0
        elif rate <= 0.01:
            document_errors = 75.0
        elif rate <= 0.02:
            document_errors = 60.0
        else:
            document_errors = 0.0
    if role == "head":
        rate = profit / profit_target
        profit_rate = 75.0 + floor((rate - 1.0) * 100.0) if rate >= 1.0 else 75.0 - (1.0 - rate) * 200.0
        profit_rate = min(profit_rate, 100.0)
        profit_rate = max(profit_rate, 0.0)
        profit_rate = floor(profit_rate * 100.0 + 0.5) / 100.0
        if receivables is not None and receivables_ratio is not None:
            if turnover == 0.0:
                receivables_rate = 0.0
            else:
                rate = receivables / (turnover * 4.0) / receivables_ratio
                if rate <= 0.8:
                    receivables_rate = 100.0
                elif rate <= 1.0:
                    receivables_rate = floor(10000.0 - (rate - 0.8) * 10000.0 + 0.5) / 100.0
                elif rate <= 1.5:
                    receivables_rate = floor(8000.0 - (rate - 1.0) * 16000.0 + 0.5) / 100.0
                else:
                    receivables_rate = 0.0
    elif role == "support":
        if shipments_due:
            rate = shipments_on_time / shipments_due
            on_time = 75.0 + (rate - 0.98) * 1250.0 if rate >= 0.98 else 75.0 - (0.98 - rate) * 500.0
            on_time = max(on_time, 0.0)
            on_time = floor(on_time * 100.0 + 0.5) / 100.0
        project = project_score

    innovation = 2.0 * new_ideas
    innovation = min(innovation, 6.0)
    deducted = 0
    for day, severity in complaints:
        if year_ago < day <= as_of:
            deducted += 1 if severity == "minor" else 3
    deducted = min(deducted, 9)

    if role == "sales":
        base = 0.45 * turnover_rate + 0.2 * expense_rate  # type: ignore[operator]
        taking_part = 0.65
        if document_errors is not None:
            base += 0.2 * document_errors
            taking_part += 0.2
        if peer is not None:
            base += 0.15 * peer
            taking_part += 0.15
        base /= taking_part
    elif role == "support":
        base = taking_part = 0.0
        on_time_weight = 0.3
        if project is None:
            on_time_weight = 0.5
        else:
            base += 0.2 * project
            taking_part += 0.2
        if document_errors is not None:
            base += 0.35 * document_errors
            taking_part += 0.35
        if on_time is not None:
            base += on_time_weight * on_time
            taking_part += on_time_weight
        if peer is not None:
            base += 0.15 * peer
            taking_part += 0.15
        if not taking_part:
            row = (None, None, None, None, document_errors, on_time, project, peer)
            return (*row, innovation, -deducted, None, None, None)
        base /= taking_part
    else:
        if receivables_rate is None:
            base = 0.34 * profit_rate + 0.306 * turnover_rate + 0.204 * expense_rate  # type: ignore[operator]
        else:
            base = 0.34 * profit_rate + 0.255 * turnover_rate + 0.17 * expense_rate  # type: ignore[operator]
            base += 0.085 * receivables_rate
        base = base / 0.85 if peer is None else base + 0.15 * peer

    total = base + innovation - deducted
    total = min(total, 110.0)
    total = max(total, 0.0)
    total = floor(total * 100.0 + 0.5) / 100.0
    if total >= 95.0:
        grade = "S"
    elif total >= 85.0:
        grade = "A"
    elif total >= 75.0:
        grade = "B"
    elif total > 65.0:
        grade = "C"
    else:
        grade = "D"
    if serious_accidents and grade in ("S", "A", "B"):
        grade = "C"
    if grade == "S":
        coefficient = 1.5
    elif grade == "A":
        coefficient = 1.3
    elif grade == "B":
        coefficient = 1.1
    elif grade == "C":
        coefficient = 0.9
    else:
        coefficient = 0.7
    pay = floor(base_pay * coefficient * 100.0 + 0.5) / 100.0
    return (
        turnover_rate,
        profit_rate,
        expense_rate,
        receivables_rate,
        document_errors,
        on_time,
        project,
        peer,
        innovation,
        -deducted,
        total,
        grade,
        pay,
    )
