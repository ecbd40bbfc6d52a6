"""What says nothing: unused names, requirements and restrictions that are settled, bounds that are never reached."""

from attrs import evolve

from kpi_lang.core.nodes import ChooseRole, ExtremeRole
from kpi_lang.core.plan import Plan, Role
from kpi_lang.source import Severity
from kpi_lang.values.kinds import YES_NO
from tests.checking.findings import codes, only
from tests.checking.plans import (
    X,
    aggregate,
    cap,
    choose,
    column,
    extreme,
    numeric,
    one_of,
    other,
    plan,
    rule,
    table,
    the,
    when,
)
from tests.lowering.small import plan_of

ROLE = one_of("sales", "support")
A, B = the("a"), the("b")
SPECS = (numeric("a", 0, 10), numeric("b", 0, 10))


def test_an_input_that_nothing_reads() -> None:
    assert only(plan(*SPECS, r=A + 1), "K750").message("en") == "no rule reads the input `b`"
    assert codes(plan(*SPECS, requires=(B > 1,), r=A + 1), "K75") == []
    joined = evolve(plan(*SPECS, r=A + 1), belongs_to=("b",))
    assert codes(joined, "K75") == []


def test_records_that_nothing_reads() -> None:
    log = table("log", numeric("amount"), computed={"double": column("log", "amount") * 2})
    assert only(plan(records=(log,), r=1), "K751").args == {"records": "log"}
    assert codes(plan(records=(log,), r=aggregate("count", "log")), "K75") == []


def scored(*, on_card: bool) -> Plan:
    """Two indicators; the second is on the scorecard or only shown."""
    roles = {"x": Role.SCORE, "y": Role.SCORE, "base_score": Role.BASE_SCORE, "y.points": Role.POINTS}
    total = rule("x") + (rule("y.points") if on_card else 0)
    return plan(*SPECS, roles=roles, x=A * 1, y=B * 1, y__points=rule("y") * 2, base_score=total)


def test_an_indicator_on_no_scorecard() -> None:
    assert only(scored(on_card=False), "K752").message("en") == "`y` counts toward nothing"
    assert codes(scored(on_card=True), "K752") == []


def test_scores_need_no_scorecard_where_there_is_none() -> None:
    assert codes(plan(*SPECS, roles={"x": Role.SCORE}, x=A + B), "K752") == []


def test_a_table_that_nothing_looks_up() -> None:
    made = plan(*SPECS, rate=A + B, r=A * 1)
    hidden = evolve(made, outputs=tuple(output for output in made.outputs if output.name == "r"))
    assert only(hidden, "K752").args == {"name": "rate"}
    read = evolve(plan(*SPECS, rate=A + B, r=rule("rate") * 1), outputs=hidden.outputs)
    assert codes(read, "K752") == []


def test_a_requirement_that_always_holds() -> None:
    assert only(plan(*SPECS, requires=(A >= 0,), r=A + B), "K753").args["condition"] == "a >= 0"
    assert codes(plan(*SPECS, requires=(A > 0,), r=A + B), "K75") == []
    # The second part is implied by the first, but the whole is not by the ranges.
    assert codes(plan(*SPECS, requires=((A > 5) & (A > 4),), r=A + B), "K75") == []


def test_requirements_that_cannot_be_met_together() -> None:
    both = plan(*SPECS, requires=(A > B, B > A), r=A + B)
    finding = only(both, "K754")
    assert finding.severity is Severity.ERROR
    assert finding.args["condition"] == "b > a"
    circle = plan(*SPECS, numeric("c"), requires=(A < B, the("c") > B, the("c") < A), r=A + B + the("c"))
    assert only(circle, "K754").args["condition"] == "c < a"
    assert codes(plan(*SPECS, requires=(A > B, A < B + 5), r=A + B), "K75") == []


def test_a_restriction_for_nobody_or_everybody() -> None:
    def vetoed(condition: X) -> list[str]:
        return codes(plan(*SPECS, roles={"veto": Role.RESTRICTION}, veto=condition, r=A + B), "K75")

    assert vetoed(A > 10) == ["K755"]
    assert vetoed(A <= 10) == ["K756"]
    assert vetoed(A > 5) == []


def test_an_award_that_is_always_zero() -> None:
    def awarded(points: X) -> list[str]:
        return codes(plan(*SPECS, roles={"bonus": Role.AWARD}, bonus=points, r=A + B), "K75")

    never = choose((A > 10, 5), otherwise=0, role=ChooseRole.AWARD)
    assert awarded(never) == ["K757"]
    assert awarded(choose((A > 9, 5), otherwise=0, role=ChooseRole.AWARD)) == []


def test_a_bound_that_is_never_reached() -> None:
    def bounded(total: X) -> list[str]:
        return codes(plan(*SPECS, r=A + B, total=total), "K75")

    assert bounded(cap(A + B, 20)) == ["K758"]
    assert bounded(cap(A + B, 19)) == []
    assert bounded(extreme("max", A - B, -10, role=ExtremeRole.FLOOR)) == ["K758"]
    assert bounded(extreme("max", A - B, -9, role=ExtremeRole.FLOOR)) == []
    assert bounded(extreme("max", A - B, -10)) == []
    assert only(plan(*SPECS, r=A + B, total=cap(A + B, 20)), "K758").severity is Severity.NOTE


def test_the_ends_of_slopes_are_no_bounds() -> None:
    slope = choose((A >= 5, cap(A, 100)), otherwise=0, role=ChooseRole.ANCHORED)
    assert codes(plan(*SPECS, r=A + B, total=slope), "K75") == []


def test_a_policy_for_nobody() -> None:
    role = the("role", ROLE)
    nobody = plan(other("role", ROLE), applies=role.equals("sales") & role.equals("support"), r=1)
    assert codes(nobody) == ["K760"]


def test_flags_are_no_numbers() -> None:
    assert codes(plan(*SPECS, flag=A > B, r=when(rule("flag", YES_NO), 1, 2)), "K7") == []


def test_a_bound_of_the_total_that_ends_a_grade_is_not_idle() -> None:
    graded = """
        input a : points in 0 .. 100 step 1
        indicator work { measure a }
        scorecard all { work 100% }
        total { at least 0, at most 100 }
        grades { A from 80; B otherwise }
    """
    moving = plan_of(
        graded + "table coefficient by grade { A: 1 .. 1.2, B: 0.8 .. 1 }; value v = coefficient"
    )
    fixed = plan_of(graded + "table coefficient by grade { A: 1.2, B: 1 }; value v = coefficient")
    assert codes(moving, "K758") == []
    assert codes(fixed, "K758") == ["K758", "K758"]
