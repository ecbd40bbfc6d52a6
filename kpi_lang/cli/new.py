"""`kpi new`: a starter policy with data and tests."""

from importlib.resources import files
from pathlib import Path

import click

from kpi_lang.cli.language import SpokenCommand, Words, language
from kpi_lang.cli.options import Voice, voice_options
from kpi_lang.cli.wrong_use import WrongUse
from kpi_lang.data.output.replacing import replacing
from kpi_lang.source import Diagnostic, Lang

_WRITTEN = Words("wrote {files} to {folder}; try:", "已在 {folder} 中写入 {files}；可以试试：")
_NEXT = (
    "cd {folder}",
    "kpi test policy.kpi",
    "kpi run policy.kpi --data staff.csv",
    "kpi explain policy.kpi --data staff.csv --id E002",
)


@click.pass_context
def _new(context: click.Context, folder: str, color: bool | None, quiet: bool) -> int:
    voice = Voice(language(context), color, quiet)
    target = Path(folder)
    if target.is_file() or (target.is_dir() and any(target.iterdir())):
        raise WrongUse(Diagnostic.of("K966", path=folder))
    starter = starter_files(voice.lang)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise WrongUse(Diagnostic.of("K956", path=folder, problem=reason)) from problem
    for name, content in starter.items():
        with replacing(target / name) as beside:
            beside.write_bytes(content)
    voice.note(_WRITTEN.said(voice.lang).format(files=", ".join(starter), folder=folder))
    for line in _NEXT:
        voice.note("  " + line.format(folder=folder))
    return 0


def starter_files(lang: Lang) -> dict[str, bytes]:
    """The files of the starter in a language, by name."""
    folder = files("kpi_lang.cli") / "starter" / lang
    return {name: (folder / name).read_bytes() for name in ("policy.kpi", "staff.csv", "README.md")}


command = SpokenCommand(
    "new",
    callback=_new,
    params=[click.Argument(["folder"], metavar="DIR"), *voice_options()],
    words=Words(
        "Make a folder with a starter policy, data for five people, and examples that pass. "
        "With --lang zh it is written in Chinese.",
        "新建文件夹，内含示例方案、五名员工的数据和可通过的示例。--lang zh 生成中文方案。",
    ),
)
