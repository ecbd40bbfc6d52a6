"""The plugin of pytest: collects policies. Whatever reads policies is imported when the first one is met."""

from pathlib import Path

import pytest

_SUFFIXES = (".kpi", ".kpi.md")
_USUAL_NUMBER = 20


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--kpi-examples`: on how many random people each property is tried."""
    parser.getgroup("kpi_lang", "performance policies").addoption(
        "--kpi-examples",
        type=_number,
        default=_USUAL_NUMBER,
        metavar="N",
        help=f"on how many random people each property of a policy is tried (default {_USUAL_NUMBER})",
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """The tests of a policy file; None for any other file."""
    if not file_path.name.endswith(_SUFFIXES):
        return None
    from kpi_lang.testing.items import PolicyFile

    return PolicyFile.from_parent(parent, path=file_path)


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError("the number of random people must be at least 1")
    return number
