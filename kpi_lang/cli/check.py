"""`kpi check`: everything that the checker knows about policies."""

from collections.abc import Mapping
from pathlib import Path

import click

from kpi_lang.cli.findings import FORMATS, has_errors, show_findings, tally
from kpi_lang.cli.language import SpokenCommand, Words, language
from kpi_lang.cli.options import Voice, format_option, set_option, voice_options
from kpi_lang.cli.policy_files import named_policies
from kpi_lang.compiler import compile_source
from kpi_lang.data.supplied import Override, override_of
from kpi_lang.loading import FolderLoader, read_policy
from kpi_lang.source import Diagnostic, Diagnostics


@click.pass_context
def _check(
    context: click.Context,
    files: tuple[str, ...],
    settings: tuple[tuple[str, str], ...],
    form: str,
    color: bool | None,
    quiet: bool,
) -> int:
    voice = Voice(language(context), color, quiet)
    found = Diagnostics()
    paths = named_policies(files)
    overrides = {name: override_of(value) for name, value in settings}
    for path in paths:
        found.extend(findings_of(path, overrides))
    diagnostics = found.sorted()
    show_findings(diagnostics, form, voice)
    if form == "text":
        voice.note(tally(len(paths), diagnostics))
    return 1 if has_errors(diagnostics) else 0


def findings_of(path: Path, overrides: Mapping[str, Override]) -> tuple[Diagnostic, ...]:
    """What the compiler finds in the policy of a file; raises `PolicyError` if it cannot be read."""
    _, diagnostics = compile_source(read_policy(path), FolderLoader(path.parent), overrides)
    return diagnostics


command = SpokenCommand(
    "check",
    callback=_check,
    params=[
        click.Argument(["files"], nargs=-1, required=True, metavar="FILE..."),
        set_option(),
        format_option(*FORMATS),
        *voice_options(),
    ],
    words=Words(
        "Find everything wrong with policies, before any data is read. "
        "A folder stands for all policies in it. Exit code 1 if there is an error.",
        "在读取数据之前检查方案中的全部问题。文件夹代表其中的全部方案。有错误时退出码为 1。",
    ),
)
