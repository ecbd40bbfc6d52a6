"""Evaluation in tests: what the reference says, which generated code must repeat to the last point of the trace."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.children import walk
from kpi_lang.core.invariants import check_invariants
from kpi_lang.core.nodes import Expr, InputRef
from kpi_lang.core.plan import RUN_DATES, Plan, RecordsPlan
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.evaluate.generated.compiled import CompiledPlan
from kpi_lang.evaluate.person import Person, RunDates
from kpi_lang.evaluate.reference import evaluate_reference
from kpi_lang.evaluate.trace import Trace
from tests.campaigns.differential import differences
from tests.core.small import Rows, person, plan, spec

Plain: TypeAlias = Value | int | None
"""A value as tests write it: whole numbers stand for fractions."""


def evaluated(found: Plan, somebody: Person) -> Trace:
    """The trace of the reference; raises ``LimitError`` as it does.

    Generated code must agree, with and without a trace, written for everybody and for such people alone.
    """
    check_invariants(found)
    assert tuple(differences(found, CompiledPlan(found), somebody, Counter())) == ()
    return evaluate_reference(found, somebody)


def trace_of(
    expr: Expr,
    values: Mapping[str, Plain] | None = None,
    *,
    specs: Sequence[InputSpec] = (),
    records: Mapping[str, Rows] | None = None,
    tables: Sequence[RecordsPlan] = (),
    dates: RunDates | None = None,
    digits_bound: int = 400,
) -> Trace:
    """The trace of one rule, ``x``. Inputs that are not specified are optional."""
    known = {one.name for one in specs} | {*RUN_DATES}
    read = {node.name: node.kind for node in walk(expr) if isinstance(node, InputRef)}
    more = (spec(name, kind, optional=True) for name, kind in read.items() if name not in known)
    found = plan({"x": expr}, *specs, *more, records=tables, digits_bound=digits_bound)
    exact = {name: _exact(value) for name, value in (values or {}).items()}
    return evaluated(found, person(found, exact, records, dates))


def value_of(expr: Expr, *specs: InputSpec, **values: Plain) -> Value | Absent:
    """The value of an expression for inputs by name; those that are not mentioned are missing."""
    return trace_of(expr, values, specs=specs)["x"]


def _exact(value: Plain) -> Value | None:
    match value:
        case int() if not isinstance(value, bool):
            return Fraction(value)
        case _:
            return value


def missing(name: str) -> Absent:
    """What becomes of an optional input that is not given."""
    return Absent(Cause.MISSING, f"the {name}")


def undefined(reason: str) -> Absent:
    return Absent(Cause.UNDEFINED, reason)


def rejected(reason: str) -> Absent:
    return Absent(Cause.REJECTED, reason)


TODAY = RunDates(date(2026, 9, 30), date(2026, 7, 1), date(2026, 9, 30))
