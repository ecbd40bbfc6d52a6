"""Everybody has exactly one scorecard."""

from kpi_lang.core.nodes import ChooseRole, Const
from kpi_lang.core.plan import Plan
from kpi_lang.values.kinds import DATE, TEXT, YES_NO
from tests.checking.findings import codes, found, only
from tests.checking.plans import X, absent, choose, numeric, one_of, other, plan, the

ROLE = one_of("sales", "support", "head", "manager")
CARD = one_of("first", "second", "third")
R, LEVEL, DEPARTMENT, LEAVER = the("role", ROLE), the("level"), the("department", TEXT), the("leaver", YES_NO)


def cards(
    *conditions: X, otherwise: bool = False, applies: X | None = None, requires: tuple[X, ...] = ()
) -> Plan:
    rows = [
        (condition, X(Const(name, CARD)))
        for condition, name in zip(conditions, ("first", "second", "third"), strict=False)
    ]
    chosen = choose(
        *rows, otherwise=X(Const("third", CARD)) if otherwise else None, role=ChooseRole.SCORECARD, kind=CARD
    )
    specs = (
        other("role", ROLE),
        numeric("level", 1, 9, step=1),
        numeric("tenure", 0, optional=True),
        other("department", TEXT),
        other("leaver", YES_NO),
        other("joined", DATE),
    )
    return plan(*specs, applies=applies, requires=requires, scorecard=chosen)


def verdict(plan: Plan) -> list[str]:
    return codes(plan, "K56", "K4")


def test_one_card_for_each_role_that_takes_part() -> None:
    listed = [R.equals("sales"), R.equals("support"), R.equals("head")]
    assert verdict(cards(*listed, applies=R.differs("manager"))) == []
    uncovered = only(cards(*listed), "K560")
    assert uncovered.message("en") == "no scorecard applies to people with role = manager"


def test_a_last_card_for_all_others() -> None:
    assert verdict(cards(R.equals("sales"), otherwise=True)) == []


def test_cards_by_level_and_role() -> None:
    apart = [R.equals("sales") & (LEVEL <= 3), R.equals("sales") & (LEVEL >= 4), R.differs("sales")]
    assert verdict(cards(*apart)) == []
    overlap = cards(R.equals("sales") & (LEVEL <= 4), R.equals("sales") & (LEVEL >= 4), R.differs("sales"))
    (finding,) = (f for f in found(overlap) if f.code == "K562")
    assert (
        finding.message("en")
        == "both scorecard `row 0` and scorecard `row 1` apply to people with role = sales, level = 4"
    )
    gap = cards(R.equals("sales") & (LEVEL <= 3), R.equals("sales") & (LEVEL > 4), R.differs("sales"))
    assert only(gap, "K560").message("en") == "no scorecard applies to people with role = sales, level = 4"


def test_cards_by_a_yes_or_no_and_by_a_department() -> None:
    assert verdict(cards(LEAVER.__class__(LEAVER.expr), ~LEAVER)) == []
    by_name = [DEPARTMENT.equals("north"), DEPARTMENT.differs("north")]
    assert verdict(cards(*by_name)) == []
    assert verdict(cards(DEPARTMENT.equals("north"), DEPARTMENT.equals("south"))) == ["K560"]


def test_a_card_that_nobody_has() -> None:
    finding = only(cards(LEVEL > 9, LEVEL <= 9), "K564")
    assert finding.message("en") == "nobody has the scorecard `row 0`"


def test_a_requirement_may_keep_two_cards_apart() -> None:
    tenure = the("tenure")
    rows = [LEVEL >= 7, LEVEL < 7]
    assert verdict(cards(*rows)) == []
    either = [absent(tenure) | (tenure < 1), ~absent(tenure) & (tenure >= 1)]
    assert verdict(cards(*either)) == []


def test_cards_that_read_what_may_be_missing() -> None:
    tenure = the("tenure")
    assert "K404" in verdict(cards(tenure < 1, tenure >= 1))


def test_what_cannot_be_shown_is_an_error() -> None:
    squares = [LEVEL * LEVEL > 30 + LEVEL * 2, LEVEL * LEVEL <= 30 + LEVEL * 2]
    assert verdict(cards(*squares)) == []
    by_date = [the("joined", DATE) < the("joined", DATE) + LEVEL * LEVEL - LEVEL * 3, LEVEL > 9]
    assert set(verdict(cards(*by_date))) & {"K560", "K561"}
