"""The standard library: every entry has two names, an example, a promise and a use in the gallery."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from attrs import frozen

from kpi_lang.compiler import compile_source
from kpi_lang.core.plan import Plan
from kpi_lang.loading import FolderLoader, policies_under, read_policy, stdlib_folder
from kpi_lang.report.examples import try_examples
from kpi_lang.source import Diagnostics
from kpi_lang.syntax import parse, tree
from kpi_lang.syntax.walk import nodes
from tests.policies.shipped import FOLDER

LIBRARY = stdlib_folder()
ENTRIES = (tree.Function, tree.Indicator, tree.Scale, tree.RoundingRule, tree.ListTable)
ONE_LANGUAGE = {"three_levels", "三级制", "three", "三级系数"}
"""Grades with names of a language, and the coefficients by them: each has its twin, equal by a promise or a test."""


@frozen
class Entry:
    """A thing of the library that policies may take."""

    module: str
    name: str

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"


@cache
def module_of(path: Path) -> tree.Module:
    found = Diagnostics()
    module = parse(read_policy(path), found)
    assert not found.has_errors
    return module


def dotted(path: Path) -> str:
    return ".".join(("std", *path.relative_to(LIBRARY).with_suffix("").parts))


MODULES = {dotted(path): path for path in policies_under(LIBRARY)}


def entries() -> Iterator[Entry]:
    for name, path in MODULES.items():
        for declared in module_of(path).declarations:
            if isinstance(declared, ENTRIES):
                yield Entry(name, declared.name.text)


def named_in(thing: object) -> set[str]:
    """Every name that some declaration uses."""
    found: set[str] = set()
    for node in nodes(thing):
        match node:
            case tree.Name(parts=parts):
                found.add(parts[0])
            case tree.Call(function=name) | tree.CardItem(indicator=name):
                found.add(name.text)
            case tree.Grades(scale=tree.Ident(text=text)) | tree.Precision(rule=tree.Ident(text=text)):
                found.add(text)
            case _:
                pass
    return found


@cache
def plan_of(path: Path) -> Plan:
    plan, found = compile_source(read_policy(path), FolderLoader(path.parent))
    assert plan is not None, [one.code for one in found]
    assert [one.code for one in found] == []
    return plan


def shown_by(module: tree.Module, entry: Entry) -> set[str]:
    """The entry, and the values of its file that show it."""
    showing = (d for d in module.declarations if isinstance(d, tree.Value))
    return {entry.name} | {value.name.text for value in showing if entry.name in named_in(value)}


@pytest.mark.parametrize("name", list(MODULES))
def test_every_example_and_promise_of_the_library_holds(name: str) -> None:
    tried = try_examples(plan_of(MODULES[name]))
    assert tried
    assert [one.example.title for one in tried if not one.passes] == []


@pytest.mark.parametrize("entry", list(entries()), ids=str)
def test_every_entry_has_an_example_and_a_promise(entry: Entry) -> None:
    module = module_of(MODULES[entry.module])
    shown = shown_by(module, entry)
    expected = {
        expect.name.text
        for example in module.declarations
        if isinstance(example, tree.Example)
        for expect in example.expect
    }
    promised = set().union(*(named_in(d) for d in module.declarations if isinstance(d, tree.Ensure)))
    assert shown & expected, "no example expects it"
    assert shown & promised, "no promise is about it"


@pytest.mark.parametrize("entry", list(entries()), ids=str)
def test_every_entry_has_an_english_and_a_chinese_name_and_title(entry: Entry) -> None:
    module = module_of(MODULES[entry.module])
    (declared,) = (d for d in module.declarations if isinstance(d, ENTRIES) and d.name.text == entry.name)
    assert declared.title is not None
    aliases = [d for d in module.declarations if isinstance(d, tree.Alias) and d.of.text == entry.name]
    if entry.name in ONE_LANGUAGE:
        assert aliases == []
        return
    assert len(aliases) == 1
    assert entry.name.isascii()
    assert not aliases[0].name.text.isascii()


@pytest.mark.parametrize("name", list(MODULES))
def test_every_figure_of_the_library_has_a_chinese_name(name: str) -> None:
    module = module_of(MODULES[name])
    given = {d.name.text for d in module.declarations if isinstance(d, tree.Value)}
    read = set().union(*(named_in(d) for d in module.declarations if isinstance(d, tree.Indicator)), given)
    inputs = {name.text for d in module.declarations if isinstance(d, tree.Input) for name in d.field.names}
    aliases = {d.of.text for d in module.declarations if isinstance(d, tree.Alias)}
    assert read & inputs <= aliases


def test_the_coefficients_of_three_levels_are_equal_in_both_languages() -> None:
    rows = [
        [node.value for table in declared for node in nodes(table) if isinstance(node, tree.Number)]
        for declared in (
            [
                d
                for d in module_of(MODULES[f"std.coefficients.{name}"]).declarations
                if isinstance(d, tree.ListTable)
            ]
            for name in ("levels", "三级")
        )
    ]
    assert rows[0] == rows[1]
    assert len(rows[0]) == 3


def test_every_entry_has_a_use_in_the_gallery() -> None:
    used: set[Entry] = set()
    for path in policies_under(FOLDER):
        used |= taken(module_of(path))
    assert [str(entry) for entry in entries() if entry not in used] == []


def taken(module: tree.Module) -> set[Entry]:
    """What a file takes of the library and names somewhere, with what that is made of."""
    names = named_in(tuple(d for d in module.declarations if not isinstance(d, tree.Import | tree.Ensure)))
    found: set[Entry] = set()
    for wanted in module.declarations:
        if not isinstance(wanted, tree.Import) or wanted.module.text not in MODULES:
            continue
        library = module_of(MODULES[wanted.module.text])
        own = {d.name.text: d.of.text for d in library.declarations if isinstance(d, tree.Alias)}
        for imported in wanted.names:
            if (imported.alias or imported.name).text in names:
                name = own.get(imported.name.text, imported.name.text)
                found.add(Entry(wanted.module.text, name))
                found |= made_of(library, name)
    return found


def made_of(library: tree.Module, name: str) -> set[Entry]:
    """What an entry of the library takes of other files of the library."""
    (declared,) = (d for d in library.declarations if isinstance(d, ENTRIES) and d.name.text == name)
    names = named_in(declared)
    return {
        Entry(wanted.module.text, imported.name.text)
        for wanted in library.declarations
        if isinstance(wanted, tree.Import)
        for imported in wanted.names
        if imported.name.text in names
    }
