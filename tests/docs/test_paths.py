"""Paths and links in the documents lead somewhere."""

import re
from pathlib import Path

import pytest

from tests.docs.blocks import ROOT, pages

PATH = re.compile(
    r"`((?:kpi_lang|grammar|stdlib|policies|tests|docs|\.ci)/[^\s`*…<>{}]*"
    r"|(?:README\.md|pyproject\.toml|constraints\.txt))`"
)
MODULE = re.compile(r"`python -m (tests[\w.]*)")
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_paths_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    missing = [path for path in PATH.findall(text) if not (ROOT / path).exists()]
    missing += [link for link in LINK.findall(text) if not (page.parent / link).exists()]
    for module in MODULE.findall(text):
        path = ROOT / module.replace(".", "/")
        if not (path.with_suffix(".py").exists() or (path / "__main__.py").exists()):
            missing.append(module)
    assert missing == []
