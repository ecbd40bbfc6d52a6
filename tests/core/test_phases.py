"""Phases: what waits for what, heads within a phase, and circles through other people."""

from kpi_lang.core.groups import GroupFigure, GroupOperator
from kpi_lang.core.nodes import Arithmetic, ArithmeticOperator, Expr, FigureRef, InputRef, RuleRef
from kpi_lang.core.phases import phases_of
from kpi_lang.core.plan import Role, Rule, Stage
from kpi_lang.values.kinds import NUMBER

X = InputRef("x", NUMBER)


def rule(name: str, *reads: Expr) -> Rule:
    """A rule that adds up what it reads."""
    expr: Expr = X
    for read in reads:
        expr = Arithmetic(ArithmeticOperator.ADD, expr, read, NUMBER)
    return Rule(name, name, Role.VALUE, NUMBER, Stage.PERSON, expr, name)


def figure(name: str, of: Expr, *, reports: bool = False) -> GroupFigure:
    return GroupFigure(name, GroupOperator.SUM, of, None, (), reports, False, NUMBER, name)


def ref(name: str) -> RuleRef:
    return RuleRef(name, NUMBER)


def fig(name: str) -> FigureRef:
    return FigureRef(name, (), NUMBER)


def test_a_figure_of_inputs_waits_for_who_takes_part() -> None:
    found = phases_of((rule("a", fig("f")),), (figure("f", X),))
    assert (dict(found.figures), found.strata, found.circles, found.last) == ({"f": 1}, frozenset(), (), 1)


def test_each_figure_over_a_figure_is_a_phase_later() -> None:
    rules = (rule("a"), rule("b", fig("f")), rule("c", fig("g")))
    found = phases_of(rules, (figure("f", ref("a")), figure("g", ref("b"))))
    assert dict(found.figures) == {"f": 1, "g": 2}


def test_a_head_after_the_reports_is_within_one_phase() -> None:
    rules = (rule("head", fig("below")), rule("place", fig("rank")))
    found = phases_of(rules, (figure("below", ref("head"), reports=True), figure("rank", ref("head"))))
    assert found.strata == {"below"}
    assert dict(found.figures) == {"below": 0, "rank": 1}
    assert found.circles == ()


def test_a_figure_about_reports_that_leads_nowhere_back_is_like_any_other() -> None:
    found = phases_of((rule("a"), rule("b", fig("f"))), (figure("f", ref("a"), reports=True),))
    assert (dict(found.figures), found.strata) == ({"f": 1}, frozenset())


def test_a_circle_through_other_people_is_shown_from_its_figure() -> None:
    rules = (rule("total", ref("place")), rule("place", fig("rank")))
    found = phases_of(rules, (figure("rank", ref("total")),))
    assert found.circles == ((("figure", "rank"), ("rule", "total"), ("rule", "place"), ("figure", "rank")),)


def test_a_circle_by_way_of_reports_and_a_group_is_still_one() -> None:
    rules = (rule("total", fig("below")), rule("place", fig("rank")))
    found = phases_of(rules, (figure("below", ref("place"), reports=True), figure("rank", ref("total"))))
    assert [circle[0] for circle in found.circles] == [("figure", "rank")]
