"""`kpi fmt`: policies in canonical layout, and their keywords in the other language."""

from difflib import unified_diff
from pathlib import Path

import click

from kpi_lang.cli.findings import counted, show_findings
from kpi_lang.cli.language import SpokenCommand, SpokenOption, Words, language
from kpi_lang.cli.options import Voice, format_option, voice_options
from kpi_lang.cli.policy_files import named_files
from kpi_lang.cli.values import OneOf
from kpi_lang.data.output.replacing import replacing
from kpi_lang.loading import in_encoding_of, read_policy
from kpi_lang.source import Diagnostics, SourceFile
from kpi_lang.syntax.formatter import format_source
from kpi_lang.syntax.literate import is_literate
from kpi_lang.syntax.tree import Skin

_STANDARD_INPUT = "-"
_WOULD_CHANGE = Words("would change {path}", "需要调整 {path}")
_CHANGED = Words("formatted {path}", "已调整 {path}")


@click.pass_context
def _fmt(
    context: click.Context,
    files: tuple[str, ...],
    check: bool,
    diff: bool,
    skin: str | None,
    form: str,
    color: bool | None,
    quiet: bool,
) -> int:
    voice = Voice(language(context), color, quiet)
    findings = Diagnostics()
    changed = 0
    paths = named_files(files)
    for path in paths:
        source = read_policy(path)
        text = format_source(source, findings, None if skin is None else Skin(skin))
        if text is None:
            continue
        if str(path) == _STANDARD_INPUT and not (check or diff):
            click.echo(text, nl=False)
        elif text != source.text:
            changed += 1
            _tell(path, source, text, check=check, diff=diff, voice=voice)
    if findings.has_errors:
        show_findings(findings.sorted(), form, voice)
        return 1
    if not changed:
        voice.note(
            Words(
                f"{counted(len(paths), 'policy is', 'policies are')} laid out as should be",
                f"{len(paths)} 份方案版式无须调整",
            )
        )
    return 1 if changed and check else 0


def _tell(path: Path, source: SourceFile, text: str, *, check: bool, diff: bool, voice: Voice) -> None:
    """Show the change, or make it."""
    if diff:
        lines = unified_diff(
            source.text.splitlines(keepends=True),
            text.splitlines(keepends=True),
            f"{path}",
            f"{path} (kpi fmt)",
        )
        click.echo("".join(line if line.endswith("\n") else f"{line}\n" for line in lines), nl=False)
    elif not check:
        content = in_encoding_of(path, text) if is_literate(source) else text.encode()
        with replacing(path) as beside:
            beside.write_bytes(content)
    words = _WOULD_CHANGE if check or diff else _CHANGED
    voice.note(words.said(voice.lang).format(path=path))


def _all_but_language() -> list[click.Parameter]:
    return [option for option in voice_options() if option.name != "lang"]


command = SpokenCommand(
    "fmt",
    callback=_fmt,
    params=[
        click.Argument(["files"], nargs=-1, required=True, metavar="FILE..."),
        SpokenOption(
            ["--check"],
            is_flag=True,
            words=Words(
                "Change nothing; exit code 1 if something would.", "只检查不修改；需要调整时退出码为 1。"
            ),
        ),
        SpokenOption(
            ["--diff"],
            is_flag=True,
            words=Words("Show the changes instead of making them.", "显示改动而不写入。"),
        ),
        SpokenOption(
            ["--lang", "skin"],
            type=OneOf("en", "zh"),
            words=Words("Rewrite the keywords in this language.", "将关键词改写为该语言。"),
        ),
        format_option("text", "json"),
        *_all_but_language(),
    ],
    words=Words(
        "Lay policies out the canonical way, keeping every comment. With --lang the keywords change to English or "
        "Chinese and the policy stays the same. `-` reads standard input and writes standard output.",
        "统一方案版式，保留全部注释。加 --lang 可在中英文关键词之间转换，方案含义不变。"
        "`-` 表示读标准输入、写标准输出。",
    ),
)
