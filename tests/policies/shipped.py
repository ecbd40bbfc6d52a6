"""The policies that ship, as tests load them: once each, by file."""

from functools import cache
from pathlib import Path

import kpi_lang
from kpi_lang.cli.policy_files import named_policies

FOLDER = Path(__file__).parent.parent.parent / "policies"
FILES = tuple(str(path.relative_to(FOLDER)) for path in named_policies([str(FOLDER)]))
"""Every policy that ships, by its file below `policies/`."""


@cache
def shipped(file: str) -> kpi_lang.Policy:
    """The policy of a file below `policies/`."""
    return kpi_lang.load(FOLDER / file)
