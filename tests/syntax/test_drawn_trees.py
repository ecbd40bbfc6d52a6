"""Random trees print to text that reads back as the same tree, in both skins; printing again changes nothing.

The trees are drawn from the fields of the node classes, so a printer that forgets a new field fails here.
"""

import pytest
from hypothesis import HealthCheck, given, settings

from kpi_lang.syntax.formatter.checked import faithful
from kpi_lang.syntax.tree import Module, Skin
from tests.syntax.trees import modules

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


@pytest.mark.parametrize("skin", list(Skin))
@settings(max_examples=100, deadline=None, suppress_health_check=_SLOW)
@given(module=modules())
def test_printed_trees_read_back(skin: Skin, module: Module) -> None:
    assert isinstance(faithful(module, skin), str), faithful(module, skin)
