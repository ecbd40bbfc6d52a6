"""The trade company's policy in English, in Chinese and as a document: one program, one result for generated staff."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

import kpi_lang
from kpi_lang.core.children import children
from kpi_lang.core.nodes import Arithmetic, Compare, Const, DateCall, Expr, Extreme, Logic, Round
from kpi_lang.core.plan import Plan
from kpi_lang.values.kinds import Family, Kind
from tests.policies.shipped import FOLDER, shipped

ENGLISH = "trade_quarterly/trade_quarterly.kpi"
CHINESE = "trade_quarterly/trade_quarterly.zh.kpi"
DOCUMENT = "trade_quarterly/外贸公司季度绩效考核办法.kpi.md"
PEOPLE = 2000
PERIOD = "2026Q1"
LAST_DAY = date(2026, 3, 31)

Cells = dict[str, object]


def test_both_languages_are_the_same_program() -> None:
    one, other = shipped(ENGLISH).plan, shipped(CHINESE).plan
    assert list(_outline(one)) == list(_outline(other))


def test_the_document_is_the_same_program_in_its_own_order() -> None:
    plain, document = shipped(CHINESE).plan, shipped(DOCUMENT).plan
    assert _rules_by_name(plain) == _rules_by_name(document)
    assert {spec.name: spec for spec in plain.inputs} == {spec.name: spec for spec in document.inputs}
    assert {one.title for one in plain.examples} == {one.title for one in document.examples}
    assert {one.name for one in plain.properties} == {one.name for one in document.properties}
    assert plain.requirements == document.requirements
    assert plain.applies == document.applies


def test_the_three_forms_score_two_thousand_people_alike() -> None:
    staff, complaints = _staff()
    english = shipped(ENGLISH).run(staff, records={"complaint": complaints}, period=PERIOD)
    renamed = _Renamed(shipped(ENGLISH).plan, shipped(CHINESE).plan)
    people = [renamed.person(person) for person in staff]
    logs = {"客户投诉": [renamed.complaint(row) for row in complaints]}
    chinese = shipped(CHINESE).run(people, records=logs, period=PERIOD)
    document = shipped(DOCUMENT).run(people, records=logs, period=PERIOD)
    assert english.summary == chinese.summary == document.summary
    assert english.summary.accepted + english.summary.out_of_scope == PEOPLE
    assert english.summary.accepted > PEOPLE * 9 // 10
    for one, other, third in zip(english, chinese, document, strict=True):
        assert renamed.results(one) == list(other.as_dict().values()), one.key
        assert other.as_dict() == third.as_dict(), one.key


def test_the_generated_staff_stand_on_edges_and_ties() -> None:
    staff, complaints = _staff()
    table = shipped(ENGLISH).run(staff, records={"complaint": complaints}, period=PERIOD)
    totals = [Fraction(str(result.total)) for result in table if result.total is not None]
    on_edges = [total for total in totals if total in (65, 75, 85, 95)]
    ties = sum(_has_tie(result) for result in table)
    assert len(on_edges) >= 200
    assert ties >= 200
    assert {result.grade for result in table} >= {"S", "A", "B", "C", "D"}


def test_both_data_files_hold_the_same_people() -> None:
    folder = FOLDER / "trade_quarterly"
    english = shipped(ENGLISH).run(
        folder / "staff.csv", records={"complaint": folder / "complaints.csv"}, period=PERIOD
    )
    chinese = shipped(CHINESE).run(
        folder / "staff.zh.csv", records={"客户投诉": folder / "complaints.zh.csv"}, period=PERIOD
    )
    renamed = _Renamed(shipped(ENGLISH).plan, shipped(CHINESE).plan)
    assert str(english.summary) == "read 24, accepted 23, out of scope 1, rejected 0"
    assert english.summary == chinese.summary
    for one, other in zip(english, chinese, strict=True):
        assert renamed.results(one) == list(other.as_dict().values()), one.key


def test_the_person_that_the_page_works_out_by_hand() -> None:
    folder = FOLDER / "trade_quarterly"
    table = shipped(ENGLISH).run(
        folder / "staff.csv", records={"complaint": folder / "complaints.csv"}, period=PERIOD
    )
    result = table["E206"]
    assert str(result.total) == "70.94"
    assert str(result.performance_pay) == "4320.00"
    points = ["turnover_rate", "expense_rate", "document_errors", "peer"]
    assert [str(Fraction(str(result[f"{name}.points"]))) for name in points] == [
        str(Fraction(text)) for text in ("27.2565", "12.16", "20", "12.525")
    ]


def _outline(plan: Plan) -> Iterator[object]:
    """A plan without its names: roles, stages, kinds, operators and figures, in order."""
    for spec in plan.inputs:
        yield (_bare(spec.kind), spec.domain, spec.optional, spec.default, spec.over_time)
    for table in plan.records:
        yield [(_bare(spec.kind), spec.domain, spec.optional) for spec in table.fields]
    for rule in plan.rules:
        yield (rule.role, rule.stage, _bare(rule.kind), _shape(rule.expr))
    yield [(output.role, output.digits) for output in plan.outputs]
    yield [grade.name for grade in plan.grades]
    yield [_shape(requirement.condition) for requirement in plan.requirements]
    yield [(prop.form, [_shape(operand) for operand in prop.operands]) for prop in plan.properties]
    yield len(plan.examples)


def _rules_by_name(plan: Plan) -> dict[str, object]:
    """Every rule, computed column and output by name, without the order of the text."""
    found: dict[str, object] = {
        rule.name: (rule.title, rule.role, rule.stage, rule.kind, _shape(rule.expr)) for rule in plan.rules
    }
    found |= {f"output {output.name}": output for output in plan.outputs}
    return found


def _bare(kind: Kind) -> object:
    return len(kind.choices.members) if kind.choices else (kind.family, kind.dimensions, kind.style)


def _shape(expr: Expr) -> object:
    about: object = None
    match expr:
        case Const():
            about = expr.value if expr.kind.family is Family.NUMBER else expr.kind.family
        case Arithmetic() | Compare() | Logic() | Extreme() | DateCall():
            about = expr.operator
        case Round():
            about = (expr.step, expr.mode)
        case _:
            about = None
    return (type(expr).__name__, about, [_shape(child) for child in children(expr)])


class _Renamed:
    """From the names of the English policy to those of the Chinese one, by position."""

    def __init__(self, one: Plan, other: Plan) -> None:
        self.inputs = {a.name: b.name for a, b in zip(one.inputs, other.inputs, strict=True)}
        self.inputs |= {"staff_no": "工号", "department": "部门", "manager_no": "直接上级"}
        fields = zip(one.records[0].fields, other.records[0].fields, strict=True)
        self.fields = {"staff_no": "工号"} | {a.name: b.name for a, b in fields}
        self.roles = _members(one.inputs[0].kind, other.inputs[0].kind)
        self.severities = _members(one.records[0].fields[1].kind, other.records[0].fields[1].kind)
        self.cards = _members(one.rule("scorecard").kind, other.rule("scorecard").kind)

    def person(self, person: Cells) -> Cells:
        return {
            self.inputs[name]: self.roles[str(value)] if name == "role" else value
            for name, value in person.items()
        }

    def complaint(self, row: Cells) -> Cells:
        return {
            self.fields[name]: self.severities[str(value)] if name == "severity" else value
            for name, value in row.items()
        }

    def results(self, result: kpi_lang.Result) -> list[object]:
        return [
            self.cards[str(value)] if name == "scorecard" else value
            for name, value in result.as_dict().items()
        ]


def _members(one: Kind, other: Kind) -> dict[str, str]:
    assert one.choices is not None
    assert other.choices is not None
    return dict(zip(one.choices.names, other.choices.names, strict=True))


def _staff() -> tuple[list[Cells], list[Cells]]:
    """People and their complaints: one in four stands exactly on an edge between grades, or a cent beside it."""
    draw = random.Random(20260331)
    staff: list[Cells] = []
    complaints: list[Cells] = []
    for number in range(PEOPLE):
        person = _person(draw, number)
        days = _days_of_complaints(draw)
        if person["role"] == "sales" and draw.random() < 0.4:
            turnover, expenses, errors, peer_review, days = draw.choice(_ON_EDGES)
            person |= {"turnover_target": 3_000_000, "turnover": turnover, "expense_budget": "5%"}
            person |= {"expenses": expenses, "orders": 200, "errors": errors, "peer_review": peer_review}
            person |= {"new_ideas": 0}
        staff.append(person)
        complaints += [
            {
                "staff_no": person["staff_no"],
                "date": (LAST_DAY - timedelta(abs(day))).isoformat(),
                "severity": "major" if day < 0 else "minor",
            }
            for day in days
        ]
    return staff, complaints


# Turnover, expenses, errors of 200 orders, rating, and days since complaints (negative: a major one).
_ON_EDGES: tuple[tuple[str, str, int, int, tuple[int, ...]], ...] = (
    ("3750000", "150000", 2, 100, ()),
    ("3749400", "150000", 2, 100, ()),
    ("3750000", "187500", 2, 60, ()),
    ("3749400", "187470", 2, 60, ()),
    ("3000000", "150000", 2, 75, (30,)),
    ("2999700", "149985", 2, 75, (0,)),
    ("3000600", "150030", 4, 75, (-100, -364, 1, 2)),
    ("3000000", "150000", 4, 75, (-100, -364, 1, 2)),
)
# Of the target: ends of the segments of the curve, edges of the grades, and attainments that score n.nn5.
_ATTAINED = (
    *("0", "60", "80", "99.99", "100", "100", "100", "100.02", "105", "110", "124.98", "125", "125", "130"),
    *("60.0028", "86.668", "112.345"),
)
_SPENT = ("60", "80", "80", "90", "100", "100", "100", "104.003125", "112", "125", "150", "170")


def _days_of_complaints(draw: random.Random) -> tuple[int, ...]:
    ages = (0, 1, 30, 200, 364, 365, 366, -30, -364, -365)
    return tuple(draw.choice(ages) for _ in range(draw.choice((0, 0, 1, 1, 2, 5))))


def _person(draw: random.Random, number: int) -> Cells:
    """Somebody whose figures are often exactly at a target, at the end of a segment or halfway between cents."""
    role = draw.choices(("sales", "support", "head", "general_manager"), (70, 20, 9, 1))[0]
    person: Cells = {
        "staff_no": f"G{number:04}",
        "department": draw.choice(("East", "West")),
        "manager_no": "G0000",
        "role": role,
        "base_pay": draw.choice((4500, "4500.05", 3800, "5212.35")),
        "new_ideas": draw.choice((0, 0, 1, 3, 4)),
        "serious_accidents": draw.choice((0, 0, 0, 0, 0, 0, 0, 1)),
        "peer_review": draw.choice((None, 60, 75, 75, 75, "66.6", "88.5", 100)),
    }
    if person["peer_review"] is not None and draw.random() < 0.1:
        person |= {
            "last_word_points": draw.choice((-20, "-0.5", 5)),
            "last_word_reason": "a relative among the raters",
            "last_word_approver": "general manager",
        }
    if role != "support":
        target = draw.choice((800_000, 1_200_000, 3_000_000, 3_000_000))
        turnover = target * Fraction(draw.choice(_ATTAINED)) / 100
        budget = Fraction(draw.choice(("5", "5", "4.2", "6.25")))
        spent = turnover * budget / 100 * Fraction(draw.choice(_SPENT)) / 100
        person |= {
            "turnover_target": target,
            "turnover": _cents(turnover),
            "expense_budget": f"{float(budget):g}%",
            "expenses": _cents(spent if turnover else Fraction(8000)),
        }
    if role != "head":
        orders = draw.choice((0, 96, 200, 200, 400, 1000))
        person |= {"orders": orders, "errors": min(orders, draw.choice((0, 1, 2, 2, 4, 5, 9)))}
    if role == "support":
        due = draw.choice((0, 100, 150, 320))
        on_time = due * draw.choice((90, 94, 98, 98, 99, 100)) // 100
        person |= {"shipments_due": due, "shipments_on_time": on_time}
        person |= {
            "project_score": draw.choice((None, "72.5", 80, 100)),
            "project_self": draw.choice((None, None, "70", 90, "90.1")),
            "project_approved": draw.choice((None, None, None, 70, 80)),
            "talks": draw.choice((None, 0, 1)),
        }
    if role == "head":
        goal = draw.choice((450_000, 900_000))
        person |= {"profit_target": goal, "profit": _cents(goal * Fraction(draw.choice(_ATTAINED)) / 100)}
        if draw.random() < 0.7:
            owed = Fraction(str(person["turnover"])) * 4 * Fraction(draw.choice(_SPENT)) / 100 / 8
            person |= {"receivables": _cents(owed), "receivables_ratio": "12.5%"}
    return person


def _cents(amount: Fraction) -> str:
    return f"{round(amount * 100) / 100:.2f}"


def _has_tie(result: kpi_lang.Result) -> bool:
    """Whether a rounding stood exactly halfway between two cents."""
    before = [point for point in result.trace.points if isinstance(point, Fraction)]
    return any((value * 1000).denominator == 1 and abs(value * 1000) % 10 == 5 for value in before)
