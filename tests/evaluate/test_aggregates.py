"""Figures over records: of none, of some, of records that lack something, of tables that were not supplied."""

from datetime import date
from fractions import Fraction

import pytest

from kpi_lang.core.nodes import Aggregate, AggregateOperator, Expr, ExtremeOperator
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.person import Record
from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.evaluate.trace import Each, RecordTrace, Trace
from kpi_lang.values.kinds import DATE, YES_NO
from tests.core.small import (
    GRADE,
    Rows,
    calc,
    choose,
    column,
    compare,
    extreme,
    figure,
    given,
    num,
    person,
    plan,
    rounded,
    spec,
    table,
)
from tests.evaluate.evaluating import evaluated, missing, rejected, trace_of, undefined

OPTIONAL_AMOUNT = spec("amount", optional=True)
LOG = table(spec("amount"), spec("at", DATE), spec("kept", YES_NO), spec("mark", GRADE))
AMOUNT, AT, KEPT, MARK = column("amount"), column("at", DATE), column("kept", YES_NO), column("mark", GRADE)
COUNT, SUM, MEAN, FIRST, LAST = (
    AggregateOperator.COUNT,
    AggregateOperator.SUM,
    AggregateOperator.MEAN,
    AggregateOperator.FIRST,
    AggregateOperator.LAST,
)


def row(amount: int, day: int = 1, kept: bool = True, mark: str = "B") -> tuple[Value, ...]:
    return Fraction(amount), date(2026, 1, day), kept, mark


def traced(expr: Expr, rows: Rows, **values: Value | int | None) -> Trace:
    return trace_of(expr, values, tables=[LOG], records={"log": rows})


MANY = [row(5, 3), row(8, 1), row(-1, 3, kept=False), row(5, 1, mark="A"), row(3, 2, mark="C")]


@pytest.mark.parametrize(
    ("expr", "of_none", "of_many", "rows"),
    [
        (figure(COUNT), 0, 5, (2, 3, 4, 5, 6)),
        (figure(COUNT, where=KEPT), 0, 4, (2, 3, 5, 6)),
        (figure(AggregateOperator.DISTINCT, AMOUNT), 0, 4, (2, 3, 4, 5, 6)),
        (figure(AggregateOperator.DISTINCT, MARK, where=KEPT), 0, 3, (2, 3, 5, 6)),
        (figure(SUM, AMOUNT), 0, 20, (2, 3, 4, 5, 6)),
        (figure(SUM, AMOUNT, where=KEPT), 0, 21, (2, 3, 5, 6)),
        (figure(MEAN, AMOUNT, where=KEPT), "mean(log.amount where log.kept)", "21/4", (2, 3, 5, 6)),
        (figure(AggregateOperator.MIN, AMOUNT), "min(log.amount)", -1, (2, 3, 4, 5, 6)),
        (
            figure(AggregateOperator.MAX, AMOUNT, where=KEPT),
            "max(log.amount where log.kept)",
            8,
            (2, 3, 5, 6),
        ),
        (
            figure(AggregateOperator.TRIMMED_MEAN, AMOUNT, trim=2),
            "trimmed_mean(log.amount without 2 at each end)",
            5,
            (2, 3, 4, 5, 6),
        ),
        (figure(FIRST, AMOUNT), "first(log.amount)", 5, (2, 3, 4, 5, 6)),
        (figure(LAST, AMOUNT), "last(log.amount)", 3, (2, 3, 4, 5, 6)),
        # Of equal dates the order of the file: on the first day 8 comes before 5, on the last −1 after 5.
        (figure(FIRST, AMOUNT, order=AT), "first(log.amount by log.at)", 8, (2, 3, 4, 5, 6)),
        (figure(LAST, AMOUNT, order=AT), "last(log.amount by log.at)", -1, (2, 3, 4, 5, 6)),
    ],
)
def test_figures(expr: Aggregate, of_none: int | str, of_many: int | str, rows: tuple[int, ...]) -> None:
    empty, full = traced(expr, []), traced(expr, MANY)
    if isinstance(of_none, str):
        assert empty["x"] == undefined(of_none)
        assert empty.points == (None,)
    else:
        assert empty["x"] == of_none
        assert empty.points == ((),)
    assert full["x"] == Fraction(of_many)
    assert full.points == (rows,)


def test_the_best_grade_is_the_one_declared_last() -> None:
    assert traced(figure(AggregateOperator.MAX, MARK), MANY)["x"] == "A"
    assert traced(figure(AggregateOperator.MIN, MARK), MANY)["x"] == "C"
    assert traced(figure(LAST, MARK, order=AT), MANY)["x"] == "B"


def test_a_trimmed_mean_needs_more_than_it_drops() -> None:
    expr = figure(AggregateOperator.TRIMMED_MEAN, AMOUNT, trim=1)
    assert traced(expr, [row(9), row(1)])["x"] == undefined("trimmed_mean(log.amount without 1 at each end)")
    assert traced(expr, [row(9), row(1), row(2)])["x"] == 2
    assert traced(expr, [row(9), row(9), row(1), row(1)])["x"] == 5


def test_records_may_be_compared_with_the_subject() -> None:
    above = figure(COUNT, where=compare(AMOUNT, ">=", given("least")))
    assert traced(above, MANY, least=5)["x"] == 3
    assert traced(above, MANY)["x"] == missing("least")
    assert traced(above, [])["x"] == 0


@pytest.mark.parametrize("expr", [figure(COUNT), figure(SUM, AMOUNT), figure(MEAN, AMOUNT)])
def test_a_table_that_was_not_supplied_is_not_an_empty_one(expr: Expr) -> None:
    for optional, wanted in ((True, missing("log")), (False, rejected("the log"))):
        log = table(*LOG.fields, optional=optional)
        assert trace_of(expr, tables=[log], records={"log": None})["x"] == wanted
        assert trace_of(expr, tables=[log], records={"log": None}).records == (None,)


def test_a_record_that_could_not_be_read_rejects_every_figure_over_its_table() -> None:
    rows: Rows = [row(5), Record((), 9, rejected=True)]
    trace = traced(figure(COUNT, where=compare(AMOUNT, "=", num(5))), rows)
    assert trace["x"] == rejected("the log")
    assert trace.records == ((RecordTrace((), (), (), False), RecordTrace((), (), (), True)),)


def test_a_record_that_breaks_a_requirement_rejects_as_well_but_not_one_that_cannot_be_judged() -> None:
    log = table(OPTIONAL_AMOUNT, requirements=[compare(AMOUNT, ">", num(0))])
    count = figure(COUNT)

    def counted(*amounts: int | None) -> Trace:
        rows = [(None if amount is None else Fraction(amount),) for amount in amounts]
        return trace_of(count, tables=[log], records={"log": rows})

    assert counted(1, 2)["x"] == 2
    assert counted(1, 0)["x"] == rejected("the log")
    unjudged = counted(1, None)
    assert unjudged["x"] == 2
    assert unjudged.records == (
        (RecordTrace((), (), (True,), False), RecordTrace((), (), (missing("amount"),), False)),
    )


def test_the_first_absent_part_of_a_record_that_counts_is_the_figure() -> None:
    log = table(OPTIONAL_AMOUNT, spec("at", DATE, optional=True), spec("kept", YES_NO, optional=True))
    last = figure(LAST, AMOUNT, where=KEPT, order=AT)
    day = date(2026, 1, 1)

    def result(*rows: tuple[int | None, date | None, bool | None]) -> object:
        exact = [(None if n is None else Fraction(n), at, kept) for n, at, kept in rows]
        return trace_of(last, tables=[log], records={"log": exact})["x"]

    assert result((1, day, True), (2, day, True)) == 2
    assert result((1, day, True), (None, None, None)) == missing("kept")
    assert result((1, day, True), (None, None, True)) == missing("amount")
    assert result((1, day, True), (2, None, True)) == missing("at")
    assert result((1, day, True), (None, None, False)) == 1
    assert result((1, None, True), (None, day, True)) == missing("at")


def test_a_column_with_a_default_or_required_and_not_given() -> None:
    total = figure(SUM, AMOUNT)
    for field, wanted in (
        (spec("amount", default=Fraction(7)), Fraction(8)),
        (OPTIONAL_AMOUNT, missing("amount")),
        (spec("amount"), rejected("the amount")),
    ):
        found = trace_of(total, tables=[table(field)], records={"log": [(Fraction(1),), (None,)]})
        assert found["x"] == wanted


def test_computed_columns_have_their_own_trace() -> None:
    half = rounded(calc(AMOUNT, "/", num(2)), places=0)
    log = table(
        OPTIONAL_AMOUNT,
        rules={"half": half, "capped": extreme(ExtremeOperator.MIN, column("half"), num(2), point=1)},
    )
    trace = trace_of(
        figure(SUM, column("capped")), tables=[log], records={"log": [(Fraction(3),), (Fraction(7),)]}
    )
    assert trace["x"] == 4
    assert trace.records == (
        (
            RecordTrace((Fraction(2), Fraction(2)), (Fraction(3, 2), 0), (), False),
            RecordTrace((Fraction(4), Fraction(2)), (Fraction(7, 2), 1), (), False),
        ),
    )
    lost = trace_of(figure(SUM, column("capped")), tables=[log], records={"log": [(None,)]})
    assert lost["x"] == missing("amount")
    assert lost.records == ((RecordTrace((missing("amount"),) * 2, (None, None), (), False),),)


def test_decisions_inside_a_figure_are_kept_row_by_row() -> None:
    charge = choose(
        (compare(MARK, ">=", given("grade", GRADE)), rounded(AMOUNT, point=2)), otherwise=num(0), point=1
    )
    trace = traced(figure(SUM, charge, where=KEPT), MANY, grade="B")
    assert trace["x"] == 18
    assert trace.points == (
        (2, 3, 5, 6),
        Each(((2, 0), (3, 0), (5, 0), (6, 1))),
        Each(((2, Fraction(5)), (3, Fraction(8)), (5, Fraction(5)))),
    )
    assert traced(figure(SUM, charge), []).points == ((), Each(()), Each(()))


def test_a_figure_per_record_of_another_table() -> None:
    other = table(spec("limit"), name="other")
    inner = figure(SUM, AMOUNT, where=compare(AMOUNT, "<=", column("limit", table="other")), point=1)
    outer = figure(AggregateOperator.MAX, inner, table="other")
    trace = trace_of(
        outer,
        tables=[LOG, other],
        records={"log": MANY, "other": [(Fraction(3),), (Fraction(5),)]},
    )
    assert trace["x"] == 12
    assert trace.points == ((2, 3), Each(((2, (4, 6)), (3, (2, 4, 5, 6)))))


def test_expressions_that_are_no_rules_are_evaluated_on_the_values_of_a_trace() -> None:
    log = table(OPTIONAL_AMOUNT, rules={"double": calc(AMOUNT, "*", num(2))})
    found = plan({"x": figure(SUM, column("double"))}, spec("size"), records=[log])
    reference = ReferenceEvaluator(found)
    trace = evaluated(
        found, person(found, {"size": Fraction(1)}, records={"log": [(Fraction(3),), (Fraction(4),)]})
    )
    largest = figure(AggregateOperator.MAX, column("double"))
    assert reference.evaluate_expression(calc(largest, "+", given("size")), trace) == 9
    without = evaluated(found, person(found, records={"log": None}))
    assert reference.evaluate_expression(largest, without) == rejected("the log")
    spoiled = evaluated(found, person(found, records={"log": [Record((), 2, rejected=True), (Fraction(4),)]}))
    assert reference.evaluate_expression(largest, spoiled) == rejected("the log")
