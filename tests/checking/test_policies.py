"""The policies that ship raise no finding that their authors would have to argue with."""

import pytest

from kpi_lang.source import Severity
from tests.policies.shipped import FILES, shipped


@pytest.mark.parametrize("file", FILES)
def test_a_shipped_policy_is_accepted_without_a_warning(file: str) -> None:
    found = shipped(file).warnings
    assert [one.message("en") for one in found if one.severity is not Severity.NOTE] == []
