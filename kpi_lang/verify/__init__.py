"""Whether a policy keeps its promises: proved for everybody, refuted by people who show it, or honestly tested."""

from kpi_lang.verify.claims import Claim, OneWay, Origin
from kpi_lang.verify.findings import Finding, Method, Status, Why, Witness
from kpi_lang.verify.verify import TIME, claims_of_plan, verify_plan

__all__ = [
    "TIME",
    "Claim",
    "Finding",
    "Method",
    "OneWay",
    "Origin",
    "Status",
    "Why",
    "Witness",
    "claims_of_plan",
    "verify_plan",
]
