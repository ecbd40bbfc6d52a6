"""Every example of every shipped policy passes, and `docs/cases.md` counts those of the published schemes rightly."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi_lang.core.plan import Role
from kpi_lang.report.coverage import coverage
from kpi_lang.report.examples import try_examples
from kpi_lang.source import Severity
from tests.policies.shipped import FILES, FOLDER, shipped

CASES = FOLDER.parent / "docs" / "cases.md"
PINNED = (Role.SCORE, Role.AWARD, Role.CAP, Role.FACTOR, Role.RESTRICTION, Role.VALUE, Role.PAY)
"""What an example must state. Tables, weights, groups and grades are pinned by what follows from them."""
NUMBER = re.compile(r"\b(\d\d)\.(\d+)\b")
ROW = re.compile(r"\| (\d\d) \| [^|]* \| (\d+) \|([^|]*)\|")


@pytest.mark.parametrize("file", FILES)
def test_every_example_passes(file: str) -> None:
    tried = try_examples(shipped(file).plan)
    assert tried, "a shipped policy shows what it does"
    assert [one.example.title for one in tried if not one.passes] == []


@pytest.mark.parametrize("file", FILES)
def test_a_shipped_policy_has_no_warnings(file: str) -> None:
    found = shipped(file).warnings
    assert [finding.code for finding in found if finding.severity is not Severity.NOTE] == []


@pytest.mark.parametrize("file", FILES)
def test_the_examples_reach_every_rule_grade_and_segment(file: str) -> None:
    plan = shipped(file).plan
    found = coverage(plan, [one.trace for one in try_examples(plan)])
    segments = {"line", "steps", "anchored", "tiers"}
    missed = [rule.name for rule in found.rules if not rule.hits]
    missed += [name for name, hits in found.grades if not hits]
    missed += [
        f"{rule.name}: {branch.label}"
        for rule in found.rules
        for branch in rule.missed
        if branch.role in segments
    ]
    assert missed == []


@pytest.mark.parametrize("file", FILES)
def test_every_figure_is_expected_by_some_example(file: str) -> None:
    plan = shipped(file).plan
    expected = {expectation.name for example in plan.examples for expectation in example.expect}
    people = (person for example in plan.examples for person in example.people)
    expected |= {expectation.name for person in people for expectation in person.expect}
    owners = {rule.owner for rule in plan.rules if rule.name in expected}
    figures = {rule.owner for rule in plan.rules if rule.role in PINNED and rule.name == rule.owner}
    assert figures - owners == set()


@pytest.mark.parametrize(
    "folder", sorted(path for path in FOLDER.iterdir() if path.is_dir()), ids=lambda path: path.name
)
def test_every_policy_comes_with_data_and_a_page(folder: Path) -> None:
    assert (folder / "README.md").is_file()
    assert list(folder.glob("*.csv"))


def test_the_page_of_cases_counts_the_examples_that_are_there() -> None:
    text = CASES.read_text(encoding="utf-8")
    assert dict(_passing(text)) == _numbered({case for case, _, _ in ROW.findall(text)})


def test_the_page_of_cases_adds_up() -> None:
    text = CASES.read_text(encoding="utf-8")
    counts = [int(count) for _, count, _ in ROW.findall(text)]
    passing = sum(map(len, dict(_passing(text)).values()))
    assert f"| | all | {sum(counts)} | {passing} | {sum(counts) - passing} |" in text


def _numbered(cases: set[str]) -> dict[str, set[int]]:
    """The numbers that examples of shipped policies are named by, such as `20.3`, by case."""
    found: dict[str, set[int]] = defaultdict(set)
    titles = [example.title for file in FILES for example in shipped(file).plan.examples]
    for case, number in (pair for title in titles for pair in NUMBER.findall(title)):
        if case in cases:
            found[case].add(int(number))
    return dict(found)


def _passing(page: str) -> Iterator[tuple[str, set[int]]]:
    for case, _, passing in ROW.findall(page):
        numbers: set[int] = set()
        for part in filter(None, passing.strip().split(", ")):
            first, _, last = part.partition("–")
            numbers |= set(range(int(first), int(last or first) + 1))
        if numbers:
            yield case, numbers
