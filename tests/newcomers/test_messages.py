"""Policies as newcomers break them, each with the messages that it gives.

`english/` and `chinese/` hold one small policy in a file, plain or literate, and beside it, in a `.txt`, exactly what `kpi check`
says of it in that language. The first line of a policy tells how many mistakes it has: so many messages it must give,
none of them the consequence of another. After a change of wording, `UPDATE_MESSAGES=1 pytest tests/newcomers` writes
the texts anew: read each aloud, it must tell a consultant what to change.
"""

import os
import re
from pathlib import Path

import pytest

from kpi_lang.compiler import compile_source
from kpi_lang.loading import FolderLoader
from kpi_lang.source import LANGUAGES, Diagnostic, Lang, SourceFile
from kpi_lang.source.rendering import render_all

FOLDER = Path(__file__).parent
_SKINS: dict[str, Lang] = {"english": "en", "chinese": "zh"}
POLICIES = sorted(
    path for skin in _SKINS for end in ("kpi", "kpi.md") for path in (FOLDER / skin).glob(f"*.{end}")
)
_MISTAKES = re.compile(r"# (?P<count>\d+) (?:mistakes?: |处错误：)\S")


def findings(path: Path) -> tuple[Diagnostic, ...]:
    source = SourceFile(path.name, path.read_text(encoding="utf-8"))
    _, found = compile_source(source, _beside)
    return found


def _beside(module: str) -> SourceFile | None:
    """What the policies import or amend, called by its bare name, the same on every machine."""
    found = FolderLoader(FOLDER)(module)
    return None if found is None else SourceFile(Path(found.name).name, found.text)


def test_there_are_many_policies_in_both_languages() -> None:
    for skin in _SKINS:
        assert sum(path.parent.name == skin for path in POLICIES) >= 40


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_mistake_has_one_message(path: Path) -> None:
    announced = _MISTAKES.match(path.read_text(encoding="utf-8"))
    assert announced is not None, "the first line tells how many mistakes there are, and which"
    found = findings(path)
    assert len(found) == int(announced["count"]), render_all(found)
    for lang in LANGUAGES:
        for finding in found:
            assert finding.help(lang), f"{finding.code} does not say what to change"


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_messages_are_as_committed(path: Path) -> None:
    text = render_all(findings(path), _SKINS[path.parent.name]) + "\n"
    committed = path.with_suffix(".txt")
    if "UPDATE_MESSAGES" in os.environ:
        committed.write_text(text, encoding="utf-8")
    assert committed.is_file(), "write it with UPDATE_MESSAGES=1"
    assert text == committed.read_text(encoding="utf-8")


def test_no_message_is_left_of_a_policy_that_is_gone() -> None:
    texts = {path for skin in _SKINS for path in (FOLDER / skin).glob("*.txt")}
    assert texts == {path.with_suffix(".txt") for path in POLICIES}
