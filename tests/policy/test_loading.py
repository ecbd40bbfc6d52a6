"""Policies from files and texts: imports, the library, parameters, and what is remembered."""

from pathlib import Path

import pytest

import kpi_lang
from kpi_lang import DataFileError, PolicyError
from kpi_lang.loading import FolderLoader, policies_under, stdlib_folder
from tests.policy.schemes import ANNA, NO_LOG, SCHEME

MODULE = "function doubled(x: points): points = x * 2\n"
HEADER = "policy p { language 1; version 1 }\nimport shared.rules\n"
BODY = """\
subject person { key id }
input a : points in 0 .. 10 step 1
parameter extra : points = 1
value b = doubled(a) + extra
"""


def folder_with(tmp_path: Path, module: str = MODULE) -> Path:
    (tmp_path / "shared").mkdir(exist_ok=True)
    (tmp_path / "shared" / "rules.kpi").write_text(module, encoding="utf-8")
    policy = tmp_path / "p.kpi"
    policy.write_text(HEADER + BODY, encoding="utf-8")
    return policy


def test_imports_are_found_beside_the_policy(tmp_path: Path) -> None:
    policy = kpi_lang.load(folder_with(tmp_path))
    assert policy.evaluate({"a": 3}).b == 7


def test_a_text_takes_its_imports_from_a_folder(tmp_path: Path) -> None:
    text = folder_with(tmp_path).read_text(encoding="utf-8")
    assert kpi_lang.loads(text, folder=tmp_path).evaluate({"a": 3}).b == 7
    with pytest.raises(PolicyError, match="K203"):
        kpi_lang.loads(text, folder=tmp_path / "shared")


def test_parameters_can_be_set(tmp_path: Path) -> None:
    policy = kpi_lang.load(folder_with(tmp_path), settings={"extra": "4"})
    assert policy.evaluate({"a": 3}).b == 10
    with pytest.raises(PolicyError, match="nothing"):
        kpi_lang.load(folder_with(tmp_path), settings={"nothing": "4"})


def test_the_same_content_is_compiled_once(tmp_path: Path) -> None:
    path = folder_with(tmp_path)
    first = kpi_lang.load(path)
    assert kpi_lang.load(path).plan is first.plan
    other = kpi_lang.load(path, settings={"extra": "4"})
    assert other != first
    assert kpi_lang.load(path) == first
    folder_with(tmp_path, MODULE.replace("* 2", "* 3"))
    assert kpi_lang.load(path).evaluate({"a": 3}).b == 10


def test_the_fingerprint_is_of_the_content_alone(tmp_path: Path) -> None:
    one, other = kpi_lang.loads(SCHEME, "a.kpi"), kpi_lang.loads(SCHEME, "b.kpi")
    assert one == other
    assert one != kpi_lang.loads(SCHEME.replace("version 1", "version 2"))
    assert one.evaluate(ANNA, records=NO_LOG) == other.evaluate(ANNA, records=NO_LOG)


def test_errors_hold_every_finding() -> None:
    with pytest.raises(PolicyError) as caught:
        kpi_lang.loads(SCHEME.replace("turnover / target", "turnovr / targt"))
    assert {diagnostic.code for diagnostic in caught.value.diagnostics} == {"K201"}
    assert len(caught.value.diagnostics) == 2


def test_warnings_are_kept(tmp_path: Path) -> None:
    policy = kpi_lang.loads(SCHEME + "input never_used : count in 0 .. 9\n")
    assert [warning.code for warning in policy.warnings]


def test_files_that_are_no_policies(tmp_path: Path) -> None:
    for name in ("missing.kpi", "."):
        with pytest.raises(DataFileError):
            kpi_lang.load(tmp_path / name)


def test_the_loader_stays_in_its_folder(tmp_path: Path) -> None:
    folder_with(tmp_path)
    loader = FolderLoader(tmp_path)
    assert loader("shared.rules") is not None
    for name in ("shared", "..shared.rules", "shared/rules", "", "std.nothing"):
        assert loader(name) is None


def test_the_library_ships_and_every_module_of_it_is_found() -> None:
    modules = policies_under(stdlib_folder())
    assert modules
    for path in modules:
        inside = path.relative_to(stdlib_folder())
        found = FolderLoader(Path("nowhere"))(".".join(("std", *inside.with_suffix("").parts)))
        assert found is not None
        assert found.name == f"stdlib/{inside}"


def test_the_package_offers_its_names_lazily() -> None:
    assert set(kpi_lang.__all__) <= set(dir(kpi_lang))
    for name in kpi_lang.__all__:
        assert getattr(kpi_lang, name)
    with pytest.raises(AttributeError, match="no `nothing`"):
        kpi_lang.nothing  # noqa: B018
