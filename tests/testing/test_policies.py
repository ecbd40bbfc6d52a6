"""Every shipped policy keeps its promises and the properties of every policy, on a few random people."""

from pathlib import Path

import pytest

from kpi_lang.loading import policies_under, read_policy
from kpi_lang.policy import load
from kpi_lang.source import Diagnostics
from kpi_lang.syntax import parse
from kpi_lang.syntax.tree import Header
from kpi_lang.testing import Undecided, trials

POLICIES = Path(__file__).parents[2] / "policies"
_PEOPLE = 1


def _policies() -> list[Path]:
    return [
        path
        for path in policies_under(POLICIES)
        if any(isinstance(one, Header) for one in parse(read_policy(path), Diagnostics()).declarations)
    ]


@pytest.mark.parametrize("path", _policies(), ids=lambda path: str(path.relative_to(POLICIES)))
def test_shipped_policies_hold(path: Path) -> None:
    undecided = 0
    found = trials(load(path))
    for trial in found:
        try:
            trial.attempt(_PEOPLE, "en")
        except Undecided:
            undecided += 1
    assert undecided < len(found)
