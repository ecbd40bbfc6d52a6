"""The policy files that a command line names."""

from collections.abc import Iterable
from pathlib import Path

from kpi_lang.cli.wrong_use import WrongUse
from kpi_lang.loading import policies_under
from kpi_lang.source import Diagnostic


def named_policies(names: Iterable[str]) -> list[Path]:
    """The files named, each folder replaced by the policies in it, each file once.

    Raises `WrongUse` with K959 for a folder without policies.
    """
    paths: dict[Path, None] = {}
    for name in names:
        found = policies_under(Path(name))
        if not found:
            raise WrongUse(Diagnostic.of("K959", path=name))
        paths.update(dict.fromkeys(found))
    return list(paths)
