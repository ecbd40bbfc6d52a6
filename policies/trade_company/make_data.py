"""The invented company of 2026: writes `staff.csv`, `sheets.csv` and `complaints.csv` beside this file.

    python policies/trade_company/make_data.py [FOLDER]

Everybody has a steady level and a quarter's luck. The heads of sales answer for the sums of their departments, the
other two for those of the company. People whom the page speaks of are set by hand. The same seed gives the same files.
"""

import csv
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

SEED = 2026
QUARTERS = (1, 2, 3, 4)
FIRST_DAY = {1: "2026-01-01", 2: "2026-04-01", 3: "2026-07-01", 4: "2026-10-01"}
COMPANY = "Haitong Trading"
EAST, WEST, DOCUMENTS, OFFICE = "Sales East", "Sales West", "Documents", "Finance and Office"
HEADS = {EAST: "E101", WEST: "E102", DOCUMENTS: "E103", OFFICE: "E104"}
MEMBERS = {EAST: range(201, 237), WEST: range(301, 334), DOCUMENTS: range(401, 426), OFFICE: range(501, 523)}
"""The staff at the beginning of the year: 116, with the four heads 120."""

STAFF = (
    *("staff_no", "period", "department", "company", "manager_no", "Role", "Base of performance pay"),
    *(
        "Joined on",
        "Left on",
        "Turnover booked",
        "Turnover target",
        "Profit made",
        "Profit target",
        "Expenses",
    ),
    *("Budgeted ratio of expenses", "Receivables at the end", "Budgeted ratio of receivables"),
    *("Orders handled", "Document errors", "New customers", "Rating by colleagues", "Improvements adopted"),
    "Serious accidents",
)
SHEETS = (
    *("staff_no", "period", "Goal", "Style", "Weight", "Target", "Result"),
    *("Self-score", "Review", "Approval", "Talk held"),
)
COMPLAINTS = ("staff_no", "Date", "Severity")

HIGHER, LOWER, JUDGED = "The more the better", "The less the better", "Judged by the head"
GOALS = {
    DOCUMENTS: (
        ("Documents without error of 1000", HIGHER, 40, 960),
        ("Documents out within a day of 1000", HIGHER, 25, 900),
        ("Questions of banks", LOWER, 20, 40),
        ("Handbook of documents", JUDGED, 15, 0),
    ),
    OFFICE: (
        ("Accounts closed on time of 200", HIGHER, 40, 180),
        ("Vouchers sent back", LOWER, 35, 60),
        ("Service to the departments", JUDGED, 25, 0),
    ),
}
MARKET = {1: 16, 2: -14, 3: 14, 4: 0}
"""How a quarter was for everybody, in thousandths of the target."""

Row = dict[str, object]


def _sold(target: int, made: int, spent: int, wrong: int, rated: int, won: int = 0) -> Row:
    """Figures of sales staff set by hand, with 200 orders."""
    figures = {"Turnover booked": made, "Turnover target": target, "Expenses": spent, "Orders handled": 200}
    people = {"Document errors": wrong, "Rating by colleagues": rated, "New customers": won}
    return {**figures, **people, "Improvements adopted": 0, "Base of performance pay": 4_500}


BY_HAND: dict[tuple[str, int], Row] = {
    # The example of the year: turnover scores 0, 100, 100 and 85 in the quarters, 80 on the year.
    ("E201", 1): _sold(3_000_000, 1_800_000, 90_000, 2, 75),
    ("E201", 2): _sold(3_000_000, 3_750_000, 187_500, 2, 75),
    ("E201", 3): _sold(3_000_000, 3_750_000, 187_500, 2, 75, 3),
    ("E201", 4): _sold(3_000_000, 3_300_000, 165_000, 2, 75, 3),
    # The fourth quarter is outstanding, the year is good.
    ("E202", 1): _sold(3_000_000, 2_820_000, 141_000, 2, 78),
    ("E202", 2): _sold(3_000_000, 2_850_000, 142_500, 2, 78),
    ("E202", 3): _sold(3_000_000, 3_030_000, 151_500, 2, 78, 3),
    ("E202", 4): _sold(3_000_000, 3_900_000, 156_000, 1, 96, 8),
    # Five beyond 95, so that those level at 95.00 are sixth and seventh where six may be S.
    ("E222", 1): _sold(3_200_000, 4_100_000, 164_000, 0, 94),
    ("E304", 1): _sold(2_600_000, 3_300_000, 132_000, 0, 92),
    ("E310", 1): _sold(3_000_000, 3_800_000, 152_000, 1, 98),
    ("E333", 1): _sold(2_400_000, 3_100_000, 124_000, 1, 90),
    # The edges of the grades: 95.00 twice, 94.99; 85.00, 84.99; 75.00, 74.99, both after a complaint.
    ("E210", 1): _sold(3_000_000, 3_750_000, 150_000, 2, 100),
    ("E312", 1): _sold(3_000_000, 3_750_000, 150_000, 2, 100),
    ("E319", 1): _sold(3_000_000, 3_749_400, 149_970, 2, 100),
    ("E211", 1): _sold(3_000_000, 3_750_000, 187_500, 2, 60),
    ("E317", 1): _sold(3_000_000, 3_749_400, 187_470, 2, 60),
    ("E215", 1): _sold(3_000_000, 3_000_000, 150_000, 2, 75),
    ("E316", 1): _sold(3_000_000, 2_999_700, 149_985, 2, 75),
    # Nobody rated this one.
    ("E518", 1): {"Rating by colleagues": ""},
    ("E220", 2): {"Serious accidents": 1},
}

MISTAKEN: tuple[Row, ...] = (
    {"staff_no": "E226", "period": "2026Q5", "department": EAST, "company": COMPANY, "Role": "Sales"},
    {"staff_no": "Total", "Turnover booked": 857_000_000},
)
"""Rows of a sheet that are nobody's quarter: a slip of the pen, and a line below the table."""


def main(folder: Path) -> None:
    """Writes the three files into the folder."""
    company = random.Random(SEED)
    staff, sheets = _year(company)
    staff.sort(key=lambda row: (str(row["period"]), str(row["staff_no"])))
    _write(folder / "staff.csv", STAFF, [*staff, *MISTAKEN])
    _write(folder / "sheets.csv", SHEETS, sheets)
    _write(folder / "complaints.csv", COMPLAINTS, _complaints(company))


def _year(company: random.Random) -> tuple[list[Row], list[Row]]:
    """The rows of staff and of goals of the four quarters."""
    staff: list[Row] = []
    sheets: list[Row] = []
    level = {f"E{number}": company.randint(-90, 135) for rows in MEMBERS.values() for number in rows}
    level |= {"E237": 60, "E334": 80}
    base = {who: company.choice((3_600, 3_900, 4_200, 4_500, 4_800)) for who in level}
    for quarter in QUARTERS:
        rows = [_person(company, who, department, quarter) for who, department in _members(quarter)]
        for row in rows:
            who = str(row["staff_no"])
            luck = level[who] + MARKET[quarter] + company.randint(-60, 60)
            row["Base of performance pay"] = base[who]
            if row["Role"] == "Sales":
                row.update(_sales(company, luck))
            else:
                sheets += _sheet(company, row, luck)
            row["Rating by colleagues"] = _half(760 + luck * 4 // 5 + company.randint(-60, 60))
            row.update(BY_HAND.get((who, quarter), {}))
        staff += [_general_manager(quarter), *rows, *_heads(company, rows, quarter)]
    return staff, sheets


def _members(quarter: int) -> Iterator[tuple[str, str]]:
    """Who is there in a quarter, and in which department."""
    for department, numbers in MEMBERS.items():
        for number in numbers:
            who = f"E{number}"
            if who == "E207" and quarter >= 2:
                yield who, WEST  # moved within sales
            elif who == "E409" and quarter >= 3:
                yield who, EAST  # moved from documents to sales
            elif (who == "E325" and quarter >= 3) or (who == "E315" and quarter == 3):
                continue  # left on 20 May; away for a quarter
            else:
                yield who, department
    if quarter >= 2:
        yield "E334", WEST
    if quarter >= 3:
        yield "E237", EAST


def _person(company: random.Random, who: str, department: str, quarter: int) -> Row:
    joined = {"E334": "2026-04-07", "E237": "2026-09-01"}.get(who, "2023-05-08")
    return {
        "staff_no": who,
        "period": f"2026Q{quarter}",
        "department": department,
        "company": COMPANY,
        "manager_no": HEADS[department],
        "Role": "Sales" if department in (EAST, WEST) else "Support",
        "Joined on": joined,
        "Left on": "2026-05-20" if (who, quarter) == ("E325", 2) else "",
        "Improvements adopted": max(0, company.randint(-6, 2)),
        "Serious accidents": 0,
    }


def _sales(company: random.Random, luck: int) -> Row:
    target = company.randint(22, 38) * 100_000
    made = target * (1_000 + luck) // 1_000 // 1_000 * 1_000
    spent = made * (1_020 - luck // 2 + company.randint(-80, 80)) // 20_000
    orders = company.randint(140, 260)
    wrong = max(0, company.randint(0, 5) - luck // 60)
    won = max(0, 4 + luck // 40 + company.randint(-2, 2))
    figures = {"Turnover booked": made, "Turnover target": target, "Expenses": spent}
    return {
        **figures,
        "Budgeted ratio of expenses": "5%",
        "Orders handled": orders,
        "Document errors": wrong,
        "New customers": won,
    }


def _sheet(company: random.Random, person: Row, luck: int) -> Iterator[Row]:
    """The goals of one person: results above the target for those with a high level."""
    for goal, style, share, aim in GOALS[str(person["department"])]:
        chance = company.randint(-50, 50)
        row: Row = {"staff_no": person["staff_no"], "period": person["period"], "Goal": goal, "Style": style}
        row["Weight"] = f"{share}%"
        if style == JUDGED:
            review = min(98, 76 + (luck + chance) // 10)
            own = min(100, review + company.randint(0, 14))
            row |= {"Self-score": own, "Review": review, "Talk held": "yes" if own - review > 10 else ""}
            row["Approval"] = review + company.choice((0, 0, 0, 1, -2))
        else:
            swing = luck + chance if style == HIGHER else -2 * (luck + chance)
            row |= {"Target": aim, "Result": aim * (1_000 + swing) // 1_000}
        yield row


def _heads(company: random.Random, rows: Sequence[Row], quarter: int) -> Iterator[Row]:
    for department, who in HEADS.items():
        own = [row for row in rows if row["Role"] == "Sales" and row["department"] == department]
        sold = own or [row for row in rows if row["Role"] == "Sales"]
        made, target, spent = (
            sum(int(str(row[column])) for row in sold)
            for column in ("Turnover booked", "Turnover target", "Expenses")
        )
        yield {
            "staff_no": who,
            "period": f"2026Q{quarter}",
            "department": department,
            "company": COMPANY,
            "manager_no": "E100",
            "Role": "Head of department",
            "Joined on": "2019-03-04",
            "Base of performance pay": 8_000,
            "Turnover booked": made,
            "Turnover target": target,
            "Profit made": made * (980 + company.randint(-30, 60)) // 10_000,
            "Profit target": target // 10,
            "Expenses": spent,
            "Budgeted ratio of expenses": "5%",
            "Receivables at the end": made * 4 * company.randint(105, 135) // 1_000,
            "Budgeted ratio of receivables": "12%",
            "Improvements adopted": 0,
            "Serious accidents": 0,
            "Rating by colleagues": _half(company.randint(740, 900)),
        }


def _general_manager(quarter: int) -> Row:
    return {
        "staff_no": "E100",
        "period": f"2026Q{quarter}",
        "department": OFFICE,
        "company": COMPANY,
        "Role": "General manager",
        "Base of performance pay": 15_000,
    }


def _complaints(company: random.Random) -> Iterator[Row]:
    """Three complaints a month, about one in four major, beside the two that bring people to the edge of B."""
    yield {"staff_no": "E215", "Date": "2026-02-10", "Severity": "Minor"}
    yield {"staff_no": "E316", "Date": "2026-03-31", "Severity": "Minor"}
    for month in range(1, 13):
        for _ in range(3):
            who = f"E{company.choice((*range(223, 237), *range(320, 333)))}"
            severity = company.choice(("Minor", "Minor", "Minor", "Major"))
            yield {
                "staff_no": who,
                "Date": f"2026-{month:02}-{company.randint(1, 28):02}",
                "Severity": severity,
            }


def _half(tenths: int) -> str:
    """A rating in steps of a half, between 0 and 100."""
    halves = min(200, max(0, tenths // 5))
    return f"{halves // 2}{'.5' if halves % 2 else ''}"


def _write(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
