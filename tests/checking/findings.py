"""What the checker says of a plan, as a test reads it."""

from kpi_lang.checking import check_plan
from kpi_lang.core.plan import Plan
from kpi_lang.source import Diagnostic, Diagnostics, Severity


def found(plan: Plan) -> list[Diagnostic]:
    """Every finding."""
    diagnostics = Diagnostics()
    check_plan(plan, diagnostics)
    return list(diagnostics)


def codes(plan: Plan, *areas: str) -> list[str]:
    """The codes of the findings, of some areas if given, sorted."""
    return sorted(f.code for f in found(plan) if not areas or f.code.startswith(areas))


def faults(plan: Plan) -> list[str]:
    """The messages of errors about figures that may not exist."""
    return [f.message("en") for f in found(plan) if f.code.startswith("K4")]


def only(plan: Plan, code: str) -> Diagnostic:
    """The one finding of a code."""
    (finding,) = (f for f in found(plan) if f.code == code)
    return finding


def errors(plan: Plan) -> list[str]:
    """The codes of errors."""
    return sorted(f.code for f in found(plan) if f.severity is Severity.ERROR)
