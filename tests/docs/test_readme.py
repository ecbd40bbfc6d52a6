"""The README's two commands: their shape, and that CI runs the second letter by letter."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from kpi_lang.cli import command
from tests.docs.blocks import ROOT, Block, blocks

INSTALL = "python3 -m venv .venv && .venv/bin/pip install -q -c constraints.txt "


def start_blocks() -> list[Block]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    first = readme[: readme.index("\n## Start\n")].count("\n") + 1
    section = readme[readme.index("\n## Start\n") + 10 :]
    last = first + 1 + section[: section.index("\n## ")].count("\n")
    return [block for block in blocks(ROOT / "README.md") if first < block.line <= last]


def test_start_is_two_commands_of_one_line() -> None:
    assert [block.language for block in start_blocks()] == ["sh", "sh"]
    for block in start_blocks():
        assert block.text.count("\n") == 1
        assert block.text.startswith(INSTALL)


def test_the_first_command_scores_the_shipped_company(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    run = start_blocks()[0].text.partition(" && .venv/bin/kpi ")[2]
    done = CliRunner().invoke(command, shlex.split(run), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert re.search(
        r"^read \d+, accepted [1-9]\d*, out of scope \d+, rejected 0$", done.stderr, re.MULTILINE
    )


def test_ci_runs_the_second_command(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci" / "run").write_bytes((ROOT / ".ci" / "run").read_bytes())
    readme = (
        "# Title\n```sh\necho no\n```\n## Start\n```sh\necho one\n```\n```sh\necho two $PWD\n```\n## On\n"
    )
    (tmp_path / "README.md").write_text(readme, encoding="utf-8")
    done = subprocess.run(
        ["bash", str(tmp_path / ".ci" / "run")], cwd="/", capture_output=True, text=True, check=True
    )
    assert done.stdout == f"+ echo two $PWD\ntwo {tmp_path}\n"
