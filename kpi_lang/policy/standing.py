"""Where a person stands after evaluation: with results, out of scope, or rejected and why."""

from attrs import frozen

from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.plan import Output, Plan, Role
from kpi_lang.evaluate.trace import Trace
from kpi_lang.policy.evaluated import Evaluated
from kpi_lang.source import DataPlace, Diagnostic


@frozen
class OutOfScope:
    """The policy does not apply to the person."""


def standing(
    plan: Plan, found: Evaluated, place: DataPlace | None = None
) -> OutOfScope | tuple[Diagnostic, ...]:
    """Out of scope, or the reasons for which the person's data cannot be used; none if they can.

    A person is rejected whose data break a requirement, lack what the scorecard or a pay needs, or hold a
    rejected record that these read; also if it cannot be told whether the policy applies. A named value that nothing
    of these reads is no result then, with its reason.
    """
    scope = found.scope
    if scope is False:
        return OutOfScope()
    if isinstance(scope, Absent):
        return (Diagnostic.of("K979", place, output=plan.subject, reason=scope.reason),)
    broken = tuple(
        Diagnostic.of(
            "K978",
            place,
            message=requirement.message,
            labels=[(requirement.span, "rule")] if requirement.span else [],
        )
        for requirement in (plan.requirements[index] for index in found.broken)
    )
    return broken or _withheld(plan, found, place)


def _withheld(plan: Plan, found: Evaluated, place: DataPlace | None) -> tuple[Diagnostic, ...]:
    """One reason for each thing that is lacking, naming the first result that it withholds."""
    withheld: dict[str, str] = {}
    for output in demanding(plan):
        value = found.rule(output.rule)
        if isinstance(value, Absent) and value.cause is Cause.REJECTED:
            withheld.setdefault(value.reason, output.name)
    rejected = _tables_with_rejected_records(found.trace()) if withheld else frozenset()
    return tuple(
        Diagnostic.of("K980" if reason in rejected else "K979", place, output=name, reason=reason)
        for reason, name in withheld.items()
    )


def demanding(plan: Plan) -> tuple[Output, ...]:
    """The results that must not lack what they need: those of scorecard and pay, or all if there are only values."""
    found = tuple(output for output in plan.outputs if output.role is not Role.VALUE)
    return found or plan.outputs


def _tables_with_rejected_records(trace: Trace) -> frozenset[str]:
    tables = zip(trace.plan.records, trace.records, strict=True)
    return frozenset(
        table.title or table.name
        for table, records in tables
        if any(record.rejected for record in records or ())
    )


def broken_records(trace: Trace, plan: Plan) -> tuple[tuple[int, int, Diagnostic], ...]:
    """Records that break a requirement of their table: the table's place, the record's, and the finding."""
    return tuple(
        (
            place,
            number,
            Diagnostic.of(
                "K978",
                message=requirement.message,
                labels=[(requirement.span, "rule")] if requirement.span else [],
            ),
        )
        for place, (table, records) in enumerate(zip(plan.records, trace.records, strict=True))
        for number, record in enumerate(records or ())
        for requirement, met in zip(table.requirements, record.requirements, strict=False)
        if met is False
    )
