"""Walks through expressions: every operand once, in the order of evaluation, at any depth."""

from kpi_lang.core.children import children, depth, expressions_of, walk
from kpi_lang.core.nodes import AggregateOperator, Const, Expr
from kpi_lang.values.kinds import DATE, YES_NO
from tests.core.small import (
    YES,
    calc,
    choose,
    column,
    compare,
    figure,
    given,
    num,
    plan,
    power,
    rounded,
    table,
)


def test_operands_come_in_the_order_of_evaluation() -> None:
    a, b, c = given("a"), given("b"), given("c")
    assert children(calc(a, "-", b)) == (a, b)
    assert children(choose((YES, a), (compare(a, "<", b), b), otherwise=c)) == (
        YES,
        a,
        compare(a, "<", b),
        b,
        c,
    )
    last = figure(AggregateOperator.LAST, column("x"), where=column("ok", YES_NO), order=column("at", DATE))
    assert children(last) == (column("ok", YES_NO), column("x"), column("at", DATE))
    squared = rounded(power(a, "2"))
    assert list(walk(calc(squared, "+", b))) == [calc(squared, "+", b), squared, power(a, "2"), a, b]


def test_no_depth_is_too_great() -> None:
    expr: Expr = num(1)
    for _ in range(5_000):
        expr = calc(expr, "+", num(1))
    assert depth(expr) == 5_001
    assert sum(isinstance(node, Const) for node in walk(expr)) == 5_001


def test_a_plan_has_the_expressions_of_its_tables_scope_and_requirements() -> None:
    found = plan(
        {"x": num(1)},
        applies=compare(num(2), "=", num(2)),
        requirements=[compare(num(3), "=", num(3))],
        records=[table(rules={"y": num(4)}, requirements=[compare(num(5), "=", num(5))])],
    )
    literals = {
        node.value for expr in expressions_of(found) for node in walk(expr) if isinstance(node, Const)
    }
    assert literals == {1, 2, 3, 4, 5}
