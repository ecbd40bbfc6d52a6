"""The pages and drawings of the standard library are those that its files give."""

import importlib.util
from functools import cache
from typing import Any
from xml.etree import ElementTree

from kpi_lang.loading import policies_under, read_policy, stdlib_folder
from kpi_lang.source import Diagnostics
from kpi_lang.syntax import parse
from tests.docs.blocks import ROOT

FOLDER = ROOT / "docs" / "stdlib"


@cache
def drawing() -> Any:
    spec = importlib.util.spec_from_file_location("draw", FOLDER / "draw.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def written() -> dict[str, str]:
    files: dict[str, str] = drawing().written()
    return files


def test_the_pages_and_drawings_are_current() -> None:
    found = {
        path.name: path.read_text(encoding="utf-8")
        for path in FOLDER.iterdir()
        if path.suffix in (".md", ".svg")
    }
    assert found.keys() == written().keys(), "run python docs/stdlib/draw.py"
    assert [name for name, text in written().items() if found[name] != text] == []


def test_every_entry_of_every_file_is_listed() -> None:
    index = written()["README.md"]
    for path in policies_under(stdlib_folder()):
        for declared in parse(read_policy(path), Diagnostics()).declarations:
            if isinstance(declared, drawing().ENTRIES):
                assert f"| `{declared.name.text}` |" in index


def test_every_curve_is_drawn_in_both_languages() -> None:
    drawings = {name: text for name, text in written().items() if name.endswith(".svg")}
    assert len(drawings) > 40
    for name, text in drawings.items():
        said = [
            element.text or ""
            for element in ElementTree.fromstring(text).iter("{http://www.w3.org/2000/svg}text")
        ]
        english, chinese, *_ = said
        assert english, name
        assert english.isascii(), name
        assert not chinese.isascii(), name


def test_the_break_points_of_a_line_are_written_beside_it() -> None:
    text = written()["curves.at_target.svg"]
    for point in ("60%: 0", "100%: 75", "125%: 100"):
        assert f">{point}</text>" in text
