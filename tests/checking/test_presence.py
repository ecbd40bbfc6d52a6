"""Values that may not be there: optional inputs and tables, figures over too few records."""

import pytest

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import InputRef
from kpi_lang.core.plan import Plan, RecordsPlan
from kpi_lang.source import SourceFile, Span
from kpi_lang.values.kinds import NUMBER, YES_NO
from tests.checking.findings import faults, found, only
from tests.checking.plans import (
    Number,
    X,
    absent,
    aggregate,
    choose,
    column,
    made,
    named,
    none,
    numeric,
    one_of,
    other,
    plan,
    rule,
    table,
    the,
    when,
)

ROLE = one_of("sales", "support")
A, B = the("a"), the("b")


def optional(*requires: X, **rules: X | Number) -> Plan:
    specs = (numeric("a", optional=True), numeric("b", optional=True))
    return made(dict(named(rules)), specs, requires)


PRESENT = (Cause.MISSING, Cause.NO_RESULT, Cause.UNDEFINED)

HANDLED = {
    "asked before": optional(r=when(absent(A), 0, A + 1)),
    "asked for being there": optional(r=when(~absent(A, *PRESENT), A + 1, 0)),
    "either is missing": optional(r=when(absent(A) | absent(B), 0, A + B)),
    "neither is missing": optional(r=when(~absent(A) & ~absent(B), A + B, 0)),
    "one or the other or both": optional(
        r=choose((absent(A) & absent(B), none()), (absent(A), B), (absent(B), A), otherwise=(A + B) / 2)
    ),
    "asked of a rule that reads it": optional(
        x__measure=A * 2, r=when(absent(rule("x.measure")), 0, A + rule("x.measure"))
    ),
    "a rule that reads it, where it is there": optional(
        x__measure=A * 2, r=when(absent(A), 0, rule("x.measure"))
    ),
    "through rules that pass it on": optional(
        x__measure=A * 2, y__measure=rule("x.measure") + 1, r=when(absent(A), 0, rule("y.measure"))
    ),
    "a declared no result": optional(r=when(absent(A), none("not rated"), A)),
    "a flag that says so": optional(given=~absent(A), r=when(rule("given", YES_NO), A, 0)),
    "asked and then compared": optional(r=when(absent(A), 0, when(A > 3, A, 0 - A))),
    "tested together with a number": optional(r=when(~absent(A) & (A > 3), A, 0)),
    "a value that stands in": plan(numeric("a", hi=5, optional=True, default=5), r=A + 1),
    "a required input": plan(numeric("a"), r=A + 1),
}


@pytest.mark.parametrize("name", HANDLED)
def test_what_is_asked_for_first_is_not_reported(name: str) -> None:
    assert faults(HANDLED[name]) == []


UNHANDLED = {
    "not asked": optional(r=A + 1),
    "asked of another": optional(r=when(absent(B), 0, A + 1)),
    "asked too late": optional(r=when(A > 1, when(absent(A), 0, A), 2)),
    "asked the wrong way": optional(r=when(absent(A), A, 0)),
    "only one of two is known": optional(r=when(absent(A) & absent(B), 0, A * 1)),
    "as a condition": optional(r=when(A > 3, 1, 0)),
    "asked whether it is undefined": optional(r=when(absent(A, Cause.UNDEFINED), 0, A)),
    "only a requirement speaks of it": optional(A > 3, r=A + 1),
    "used twice in a rule": optional(r=the("a") + the("a") * 2),
    "through a measure": optional(x__measure=A * 1, x=rule("x.measure") * 2, y=rule("x") * 3),
}


@pytest.mark.parametrize("name", UNHANDLED)
def test_what_may_be_missing_is_reported_once(name: str) -> None:
    assert faults(UNHANDLED[name]) == ["`a` may be missing, but is used here as if it were always given"]


def test_the_first_of_two_uses_in_a_rule_is_underlined() -> None:
    file = SourceFile("hand.kpi", "a + a")
    one, two = (X(InputRef("a", NUMBER, Span(file, start, start + 1))) for start in (0, 4))
    finding = only(optional(r=one + two), "K404")
    assert finding.span == Span(file, 0, 1)


def test_each_rule_that_uses_it_is_told() -> None:
    assert len(faults(optional(r=the("a") + 1, s=the("a") + 2))) == 2


def test_the_help_of_a_measure_offers_the_clause() -> None:
    finding = only(optional(x__measure=A * 1, x=rule("x.measure") * 2), "K404")
    assert finding.help("en").startswith(
        "say in indicator `x` what happens then, for example `missing reweight`"
    )
    assert "缺失" in finding.help("zh")


# --- records -------------------------------------------------------------------------------------------

AMOUNT, KIND = column("log", "amount"), column("log", "kind", ROLE)
SALES = KIND.equals("sales")


def log(*, is_optional: bool = False, amount: bool = False, requires: tuple[X, ...] = ()) -> RecordsPlan:
    return table(
        "log",
        numeric("amount", 0, 100, optional=amount),
        other("kind", ROLE),
        optional=is_optional,
        computed={"share": 10 / AMOUNT},
        requires=requires,
    )


def over(records: RecordsPlan, result: X) -> Plan:
    return plan(records=(records,), r=result)


def count(where: X | None = None) -> X:
    return aggregate("count", "log", where=where)


def mean(where: X | None = None) -> X:
    return aggregate("mean", "log", AMOUNT, where)


HANDLED_RECORDS = {
    "a count and a sum of none are zero": over(log(), count() + aggregate("sum", "log", AMOUNT)),
    "counted before": over(log(), when(count().equals(0), 0, mean())),
    "counted enough of them": over(log(), when(count() >= 3, mean(), 0)),
    "counted under a stricter condition": over(log(), when(count(SALES & (AMOUNT > 3)) > 0, mean(SALES), 0)),
    "counted before dividing by it": over(
        log(), when(count() > 0, aggregate("sum", "log", AMOUNT) / count(), 0)
    ),
    "counted by another rule": plan(records=(log(),), n=count(), r=when(rule("n") > 0, mean(), 0)),
    "enough to trim": over(log(), when(count() > 2, aggregate("trimmed_mean", "log", AMOUNT, trim=1), 0)),
    "asked whether it is undefined": over(log(), when(absent(mean(), Cause.UNDEFINED), 0, mean())),
    "the table is asked for by any of its figures": over(
        log(is_optional=True), when(absent(count()), 0, aggregate("sum", "log", AMOUNT, SALES))
    ),
    "a condition that keeps the zero out": over(log(), aggregate("sum", "log", 1 / AMOUNT, AMOUNT > 0)),
    "a requirement of the table": over(
        log(requires=(AMOUNT > 0,)), aggregate("sum", "log", column("log", "share"))
    ),
    "what is missing is left out": over(log(amount=True), aggregate("sum", "log", AMOUNT, ~absent(AMOUNT))),
}


@pytest.mark.parametrize("name", HANDLED_RECORDS)
def test_figures_over_records_that_are_sure(name: str) -> None:
    assert faults(HANDLED_RECORDS[name]) == []


UNHANDLED_RECORDS = {
    "a mean": (
        over(log(), mean()),
        "`mean(log.amount)` needs 1",
    ),
    "a latest": (
        over(log(), aggregate("last", "log", AMOUNT, order=AMOUNT)),
        "`last(log.amount by log.amount)` needs 1",
    ),
    "counted others": (
        over(log(), when(count() > 0, mean(SALES), 0)),
        "`mean(log.amount where log.kind = sales)` needs 1",
    ),
    "too few to trim": (
        over(log(), when(count() > 1, aggregate("trimmed_mean", "log", AMOUNT, trim=1), 0)),
        "`trimmed_mean(log.amount without 1 at each end)` needs 3",
    ),
    "an optional table": (
        over(log(is_optional=True), count() + 1),
        "the records `log` may not be supplied, but `count(log)` is used here as if they always were",
    ),
    "a column that may be missing": (
        over(log(amount=True), aggregate("sum", "log", AMOUNT)),
        "`log.amount` may be missing, but is used here as if it were always given",
    ),
    "a computed column": (
        over(log(), aggregate("sum", "log", column("log", "share"))),
        "it cannot be shown that `log.amount` is never zero",
    ),
}


@pytest.mark.parametrize("name", UNHANDLED_RECORDS)
def test_figures_over_records_that_are_not_sure(name: str) -> None:
    unsure, message = UNHANDLED_RECORDS[name]
    (finding,) = (f for f in found(unsure) if f.code.startswith("K4"))
    if finding.code == "K406":
        assert message == f"`{finding.args['figure']}` needs {finding.args['fewest']}"
    else:
        assert message == finding.message("en")


def test_records_that_are_asked_for_are_supplied() -> None:
    # A required table that is not supplied ends the run; that is binding's business, not the policy's.
    assert faults(over(log(), count() + 1)) == []


def test_texts_and_choices_may_be_missing_too() -> None:
    role = the("role", ROLE)
    made_of = plan(other("role", ROLE, optional=True), r=when(role.equals("sales"), 1, 0))
    assert faults(made_of) == ["`role` may be missing, but is used here as if it were always given"]
    assert (
        faults(
            plan(
                other("role", ROLE, optional=True), r=when(absent(role), 2, when(role.equals("sales"), 1, 0))
            )
        )
        == []
    )
