"""A policy that was tested, as text and as JSON."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from attrs import frozen

from kpi_lang.cli.clause_list import clauses_object, tally
from kpi_lang.cli.language import Words
from kpi_lang.cli.options import Voice
from kpi_lang.core.absent import Absent
from kpi_lang.core.plan import Expectation, Plan
from kpi_lang.data.schema import Value
from kpi_lang.policy import load
from kpi_lang.report.clauses import ClauseReached, Standing, clauses_reached
from kpi_lang.report.coverage import Coverage, coverage
from kpi_lang.report.examples import Mismatch, Tried, try_examples
from kpi_lang.report.failures import failure_lines
from kpi_lang.report.figures import reason_text
from kpi_lang.report.nested import Json, exact_value
from kpi_lang.source import Lang

_OK = Words("ok", "通过")
_FAILED = Words("FAILED", "失败")
_COVERAGE = Words(
    "coverage: rules {rules}, grades {grades}, segments {segments}, branches {branches}",
    "覆盖率：规则 {rules}，等级 {grades}，曲线分段 {segments}，分支 {branches}",
)
_NOT_REACHED = Words("not reached:", "未覆盖：")
_BOUNDS = {
    "cap": Words("cap", "封顶"),
    "floor": Words("floor", "保底"),
    "best": Words("best", "取高"),
}
"""Branches without a text of their own, by their role."""
_MEASURES = ("rules", "grades", "segments", "branches")
_PLUMBING = ("measure", "weight", "points", "taking_part", "stretch")
_ELSE = Words("else", "否则")
_INDENT = "          "


@frozen
class TestedPolicy:
    """A policy file with what its examples show."""

    __test__ = False

    path: Path
    plan: Plan
    tried: tuple[Tried, ...]

    @property
    def passed(self) -> int:
        """How many examples pass."""
        return sum(one.passes for one in self.tried)

    def show(self, voice: Voice, *, with_coverage: bool) -> None:
        """Print each example, what fails with its derivation, and the coverage if asked."""
        click.echo(str(self.path))
        for one in self.tried:
            word = (_OK if one.passes else _FAILED).said(voice.lang)
            click.echo(click.style(f"  {word:<8}", fg="green" if one.passes else "red") + one.example.title)
            for line in failure_lines(one, voice.lang, color=voice.paints(sys.stdout)):
                click.echo(_INDENT + line)
        if with_coverage:
            for line in _coverage_lines(self.coverage(), voice.lang):
                click.echo(line)
            for line in _clause_lines(self.clauses(), voice.lang):
                click.echo(line)

    def clauses(self) -> tuple[ClauseReached, ...]:
        """What the examples reach of the clauses of the policy's document."""
        return clauses_reached(self.plan, (one.trace for one in self.tried))

    def coverage(self) -> Coverage:
        """What the examples reach of the policy."""
        return coverage(self.plan, (one.trace for one in self.tried))

    def as_json(self, lang: Lang, *, with_coverage: bool) -> dict[str, Json]:
        """The same as an object."""
        found: dict[str, Json] = {
            "file": str(self.path),
            "passed": self.passed,
            "failed": len(self.tried) - self.passed,
            "examples": [_example_object(one, lang) for one in self.tried],
        }
        if with_coverage:
            found["coverage"] = _coverage_object(self.coverage()) | clauses_object(self.plan, self.clauses())
        return found


def tested(path: Path) -> TestedPolicy:
    """The policy of a file with its examples tried; raises `PolicyError` and `DataFileError`."""
    policy = load(path)
    return TestedPolicy(path, policy.plan, try_examples(policy.plan))


def _example_object(one: Tried, lang: Lang) -> dict[str, Json]:
    span = one.example.span
    return {
        "title": one.example.title,
        "passed": one.passes,
        "line": span.first.line if span else None,
        "failures": [_mismatch_object(mismatch, lang) for mismatch in one.mismatches],
        "requirements_not_met": list(one.unmet),
        "promises_broken": [promise.name for promise in one.broken],
    }


def _mismatch_object(mismatch: Mismatch, lang: Lang) -> dict[str, Json]:
    expectation: Expectation = mismatch.expectation
    actual: Value | Absent = mismatch.actual
    absent = isinstance(actual, Absent)
    return {
        "name": expectation.shown_name,
        "line": expectation.span.first.line if expectation.span else None,
        "expected": exact_value(expectation.value),
        "expected_why": expectation.reason,
        "actual": None if isinstance(actual, Absent) else exact_value(actual),
        "why": reason_text(actual, lang) if isinstance(actual, Absent) else None,
        "has_result": not absent,
    }


def _coverage_lines(found: Coverage, lang: Lang) -> Iterator[str]:
    shares = {what: "{}/{}".format(*found.share(what)) for what in _MEASURES}
    yield "  " + _COVERAGE.said(lang).format_map(shares)
    missed = [*_missed_rules(found), *dict.fromkeys(_missed_branches(found, lang))]
    if missed:
        yield "  " + _NOT_REACHED.said(lang)
    yield from (f"    {line}" for line in missed)


def _missed_rules(found: Coverage) -> Iterator[str]:
    """Rules that had no value; parts of one that had none, such as its weight, go without saying."""
    names = {rule.name for rule in found.rules if not rule.hits}
    for rule in found.rules:
        parts = rule.name.split(".")
        owners = {".".join(parts[:length]) for length in range(1, len(parts))}
        plumbing = parts[-1] in _PLUMBING or parts[0] == "scorecard" != rule.name
        if rule.name in names and not plumbing and not owners & names:
            yield rule.name


def _missed_branches(found: Coverage, lang: Lang) -> Iterator[str]:
    """Rows, segments and limits that never applied; vetoes repeat the rows of those before them."""
    reached = {(branch.label, branch.span) for rule in found.rules for branch in rule.branches if branch.hits}
    for rule in found.rules:
        for branch in rule.missed:
            if branch.label and (branch.label, branch.span) in reached:
                continue
            place = f"  {branch.span.in_language(lang)}" if branch.span else ""
            label = _ELSE.said(lang) if branch.label == "else" else branch.label
            yield f"{rule.name}: {label or _bound(branch.role, lang)}{place}"


def _clause_lines(found: Sequence[ClauseReached], lang: Lang) -> Iterator[str]:
    """How the clauses stand, and which of them examples do not reach."""
    if not found:
        return
    yield "  " + tally(found, lang)
    for clause in found:
        if clause.standing in (Standing.NOT_REACHED, Standing.OPEN):
            yield f"    {clause.plan.clause.in_language(lang)}  {clause.plan.clause.title}".rstrip()


def _bound(role: str, lang: Lang) -> str:
    return _BOUNDS[role].said(lang) if role in _BOUNDS else role


def _coverage_object(found: Coverage) -> dict[str, Json]:
    shares: dict[str, Json] = {
        what: dict(zip(("reached", "all"), found.share(what), strict=True)) for what in _MEASURES
    }
    rules: list[Json] = [
        {
            "name": rule.name,
            "hits": rule.hits,
            "branches": [
                {"label": branch.label, "kind": branch.role, "hits": branch.hits} for branch in rule.branches
            ],
        }
        for rule in found.rules
    ]
    return {**shares, "by_rule": rules, "by_grade": dict(found.grades)}
