"""Policies as pytest sees them: a file with one test for each example, each promise and each property."""

from collections.abc import Iterator

import pytest
from attrs import evolve

from kpi_lang.core.plan import ExamplePlan
from kpi_lang.data.file_error import DataFileError
from kpi_lang.loading import read_policy
from kpi_lang.policy import Policy, load
from kpi_lang.report.examples import try_examples
from kpi_lang.report.failures import failure_lines
from kpi_lang.source import Diagnostics, Lang, PolicyError, Span, language_from_environment
from kpi_lang.syntax import parse
from kpi_lang.syntax.tree import Amend, Header
from kpi_lang.testing.broken import Broken
from kpi_lang.testing.trying import Trial, Undecided, trials


class PolicyFile(pytest.File):
    """A policy file. One without a header is a module that policies import, and has no tests of its own."""

    def collect(self) -> Iterator[pytest.Item]:
        """The tests; raises `CollectError` with the findings if the checker does not accept the policy."""
        try:
            if not self._is_policy():
                return
            policy = load(self.path)
        except (PolicyError, DataFileError) as error:
            raise self.CollectError(str(error)) from None
        for example in policy.plan.examples:
            yield ExampleItem.from_parent(
                self, name=f"example {example.title}", policy=policy, example=example
            )
        for trial in trials(policy):
            yield TrialItem.from_parent(self, name=trial.title, trial=trial)

    def _is_policy(self) -> bool:
        findings = Diagnostics()
        tree = parse(read_policy(self.path), findings)
        # A header may have been lost in a mistake; the compiler then says which.
        return findings.has_errors or any(isinstance(one, Header | Amend) for one in tree.declarations)


class ExampleFails(Exception):
    """An example does not come out as it says."""


class PolicyItem(pytest.Item):
    """A test of a policy, reported in the author's words and without tracebacks."""

    line: int | None = None

    @property
    def lang(self) -> Lang:
        """The language of the report."""
        return language_from_environment()

    def reportinfo(self) -> tuple[object, int | None, str]:  # type: ignore[override]
        """Where the test stands in the file."""
        return self.path, self.line, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """What is wrong, in words; only a fault of this library itself shows where it happened."""
        if isinstance(excinfo.value, ExampleFails | Broken | PolicyError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))


class ExampleItem(PolicyItem):
    """An example of a policy."""

    def __init__(self, *, policy: Policy, example: ExamplePlan, **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]
        self.plan = evolve(policy.plan, examples=(example,))
        self.line = _line(example.span)

    def runtest(self) -> None:
        """Try the example; raises `ExampleFails`."""
        failing = [one for one in try_examples(self.plan) if not one.passes]
        if failing:
            lines = [
                line
                for one in failing
                for line in (one.example.title, *_indented(failure_lines(one, self.lang)))
            ]
            raise ExampleFails("\n".join(lines))


class TrialItem(PolicyItem):
    """A promise, or a property of every policy, tried on random people."""

    def __init__(self, *, trial: Trial, **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]
        self.trial = trial
        self.line = _line(trial.span)

    def runtest(self) -> None:
        """Try it; raises `Broken`, and skips what cannot be tried."""
        number: int = self.config.getoption("--kpi-examples")
        try:
            self.trial.attempt(number, self.lang)
        except Undecided as reason:
            pytest.skip(str(reason))


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _line(span: Span | None) -> int | None:
    """The line as pytest counts, from 0."""
    return None if span is None else span.first.line - 1
