"""The policies that ship raise no finding that their authors would have to argue with."""

from pathlib import Path

import pytest

from kpi_lang.compiler import compile_source
from kpi_lang.source import Severity, SourceFile

ROOT = Path(__file__).parents[2]
POLICIES = sorted((ROOT / "policies").glob("*/*.kpi"))


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_a_shipped_policy_is_accepted_without_a_warning(path: Path) -> None:
    source = SourceFile(path.name, path.read_text(encoding="utf-8"))
    plan, findings = compile_source(source, lambda name: None)
    assert plan is not None
    assert [f.message("en") for f in findings if f.severity is not Severity.NOTE] == []
