"""Runs the blocks of one page in order, in a folder of its own."""

import contextlib
import doctest
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from attrs import define, field

import kpi_lang
from kpi_lang.cli.run import findings_of
from kpi_lang.compiler import compile_source
from kpi_lang.data.file_error import DataFileError
from kpi_lang.loading import FolderLoader
from kpi_lang.source import Diagnostic, PolicyError, Severity, SourceFile
from tests.docs.blocks import ROOT, Block

KPI = f'#!/bin/sh\nexec "{sys.executable}" -c "from kpi_lang.cli import main; main()" "$@"\n'


@define
class PageRun:
    """What the blocks of a page have built up so far; every failure is an `AssertionError` naming the block."""

    folder: Path
    preamble: str = ""
    policy: str = ""
    names: dict[str, object] = field(factory=lambda: {"__name__": "__page__"})

    def __attrs_post_init__(self) -> None:
        (self.folder / "bin").mkdir()
        script = self.folder / "bin" / "kpi"
        script.write_text(KPI, encoding="utf-8")
        script.chmod(0o755)

    def run(self, blocks: list[Block]) -> None:
        """Run the blocks in order, with a copy of the shipped policies where a block names them."""
        if any("policies/" in block.text for block in blocks):
            shutil.copytree(ROOT / "policies", self.folder / "policies")
        for block, after in zip(blocks, [*blocks[1:], None], strict=False):
            expected = after.text if after is not None and after.language == "text" else None
            name = block.option("file")
            if name is not None:
                encoding = block.option("encoding") or "utf-8"
                (self.folder / name).write_text(block.text, encoding=encoding)
            match block.language:
                case "preamble":
                    self.preamble = self.policy = block.text
                case "kpi":
                    self.compile(block)
                case "csv" | "json":
                    self.evaluate(block)
                case "python":
                    self.execute(block, expected)
                case "sh":
                    self.call(block, expected)
                case _:
                    pass

    def compile(self, block: Block) -> None:
        """Check a policy text; it becomes the policy so far unless it is a fragment or must fail."""
        if "fragment" in block.words:
            text = self.preamble + block.text
        elif "continues" in block.words:
            text = self.policy + block.text
        else:
            text = block.text
        source = SourceFile(f"{block.place}", text)
        plan, diagnostics = compile_source(source, FolderLoader(self.folder), {})
        expect(block, diagnostics)
        if block.option("error") is None:
            assert plan is not None, block.place
            if "fragment" not in block.words:
                self.policy = text

    def evaluate(self, block: Block) -> None:
        """Run a data file through the policy so far; what is wrong with single rows counts as well."""
        name, binding = block.option("file"), block.option("binding")
        assert name is not None, f"{block.place}: a data block needs file=NAME"
        if block.option("records") is not None:
            return
        policy = block.option("policy")
        text = self.policy if policy is None else (self.folder / policy).read_text(encoding="utf-8")
        records = {other.stem.removeprefix("records-"): other for other in self.folder.glob("records-*.csv")}
        try:
            table = kpi_lang.loads(text, name=policy or block.place, folder=self.folder).run(
                self.folder / name,
                records=records,
                binding=None if binding is None else self.folder / binding,
            )
            expect(block, findings_of(table))
        except (PolicyError, DataFileError) as error:
            expect(block, diagnostics_of(error))

    def execute(self, block: Block, expected: str | None) -> None:
        """Run a script or doctest with the page's names."""
        printed = io.StringIO()
        code = block.option("error")
        with working_in(self.folder), contextlib.redirect_stdout(printed):
            if ">>>" in block.text:
                test = doctest.DocTestParser().get_doctest(block.text, self.names, block.place, block.page, 0)
                runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
                runner.run(test, clear_globs=False)
                self.names.update(test.globs)
                assert runner.failures == 0, f"{block.place}\n{printed.getvalue()}"
                return
            try:
                exec(compile(block.text, block.place, "exec"), self.names)
                diagnostics: tuple[Diagnostic, ...] = ()
            except (PolicyError, DataFileError) as error:
                diagnostics = diagnostics_of(error)
        expect(block, diagnostics)
        if code is None and expected is not None:
            compare(block, printed.getvalue(), expected)

    def call(self, block: Block, expected: str | None) -> None:
        """Run the commands of a block that begins with `kpi`."""
        if not block.text.startswith("kpi "):
            return
        environment = os.environ | {
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join([*self.without(block.option("without")), str(ROOT)]),
            "LC_ALL": "C.UTF-8",
        }
        done = subprocess.run(
            ["sh", "-e", "-c", block.text],
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == int(block.option("exit") or 0), f"{block.place}\n{done.stdout}{done.stderr}"
        code = block.option("error")
        if code is not None:
            assert code in done.stdout + done.stderr, f"{block.place}\n{done.stdout}{done.stderr}"
        if expected is not None:
            compare(block, done.stdout or done.stderr, expected)

    def without(self, package: str | None) -> list[str]:
        """Where Python should look first so that it cannot import a package."""
        if package is None:
            return []
        folder = self.folder / f"without_{package}"
        folder.mkdir(exist_ok=True)
        refusal = f'raise ModuleNotFoundError("No module named {package}")\n'
        (folder / f"{package}.py").write_text(refusal, encoding="utf-8")
        return [str(folder)]


@contextlib.contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """The working folder for a while."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def diagnostics_of(error: PolicyError | DataFileError) -> tuple[Diagnostic, ...]:
    """What an exception reports; a file that cannot be used is one finding."""
    return (error.diagnostic,) if isinstance(error, DataFileError) else error.diagnostics


def expect(block: Block, diagnostics: tuple[Diagnostic, ...]) -> None:
    """The findings must be the one that the block announces, or without errors if it announces none."""
    code = block.option("error")
    found = {diagnostic.code for diagnostic in diagnostics}
    errors = {diagnostic.code for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR}
    shown = "\n".join(f"{diagnostic.code} {diagnostic.message('en')}" for diagnostic in diagnostics)
    if code is None:
        assert not errors, f"{block.place} should have no errors\n{shown}"
    else:
        assert code in found, f"{block.place} should give {code}, not\n{shown}"
        assert errors <= {code}, f"{block.place} should give {code} only\n{shown}"


def compare(block: Block, printed: str, expected: str) -> None:
    """The output must be the expected one, but for the end of lines; a line `…` stands for any lines."""
    pattern = "\n".join(
        ".*" if line.strip() == "…" else re.escape(line.rstrip()) for line in expected.rstrip().splitlines()
    )
    actual = "\n".join(line.rstrip() for line in printed.rstrip().splitlines())
    assert re.fullmatch(pattern, actual, re.DOTALL), f"{block.place} prints\n{actual}"
