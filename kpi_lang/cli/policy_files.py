"""The policy files that a command line names."""

from collections.abc import Iterable
from pathlib import Path

from kpi_lang.cli.wrong_use import WrongUse
from kpi_lang.loading import SUFFIXES, policies_under, read_policy
from kpi_lang.source import Diagnostic, Diagnostics
from kpi_lang.syntax import parse
from kpi_lang.syntax.tree import Header, Import, Module


def named_files(names: Iterable[str]) -> list[Path]:
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


def named_policies(names: Iterable[str]) -> list[Path]:
    """As `named_files`, but of a folder only what is a policy: not the modules that its policies import.

    Raises `WrongUse` with K959 for a folder without policies.
    """
    names = list(names)
    paths = named_files(names)
    inside = [path for path in paths if str(path) not in names]
    modules = _modules(inside) if len(inside) > 1 else set()
    return [path for path in paths if path not in modules]


def _modules(paths: list[Path]) -> set[Path]:
    """Files without a header of their own that another one imports."""
    trees = {path: parse(read_policy(path), Diagnostics()) for path in paths}
    imported = {
        path.parent.joinpath(*parts[:-1], parts[-1] + suffix)
        for path, tree in trees.items()
        for parts in _imports(tree)
        for suffix in SUFFIXES
    }
    return {path for path in imported & trees.keys() if not _has_header(trees[path])}


def _imports(tree: Module) -> list[list[str]]:
    found = (declaration for declaration in tree.declarations if isinstance(declaration, Import))
    return [declaration.module.text.split(".") for declaration in found]


def _has_header(tree: Module) -> bool:
    return any(isinstance(declaration, Header) for declaration in tree.declarations)
