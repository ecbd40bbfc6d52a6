"""Policies for tests of proofs: compiled from a few lines, or from a file."""

from pathlib import Path

from kpi_lang.compiler import compile_source
from kpi_lang.core.plan import Plan
from kpi_lang.loading import FolderLoader, read_policy
from kpi_lang.source import SourceFile
from kpi_lang.verify import Finding, verify_plan

HEAD = 'policy test.policy "Test" { currency CNY; scores to 2 places; amounts to 2 places }\nsubject person { key no }\n'


def plan_of(rules: str) -> Plan:
    """The plan of some rules under a usual header."""
    plan, findings = compile_source(SourceFile("test.kpi", HEAD + rules), lambda module: None)
    assert plan is not None, [finding.message("en") for finding in findings]
    return plan


def plan_in(path: Path) -> Plan:
    """The plan of a file."""
    plan, findings = compile_source(read_policy(path), FolderLoader(path.parent))
    assert plan is not None, [finding.message("en") for finding in findings]
    return plan


def finding(plan: Plan, name: str, seconds: float = 20) -> Finding:
    """The finding about one property."""
    (found,) = verify_plan(plan, lambda claim: claim.name == name, seconds)
    return found
