"""The group of commands: found by name, loaded when called, and guarded so that no traceback reaches a user."""

import contextlib
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from kpi_lang.cli.language import SpokenCommand, SpokenOption, Words, commands_heading, language, language_of
from kpi_lang.cli.values import OneOf
from kpi_lang.source.languages import Lang, language_from_environment

COMMANDS: dict[str, Words] = {
    "new": Words("Make a starter policy with data and tests.", "新建一套示例方案，含数据与测试。"),
    "check": Words("Find everything wrong with policies.", "检查方案中的全部问题。"),
    "fmt": Words("Lay policies out, or change their keywords' language.", "统一方案版式，或转换关键词语言。"),
    "run": Words("Evaluate everybody in a data file.", "按方案计算数据文件中的全部人员。"),
    "explain": Words("Derive every figure of one person.", "列出一个人各项数据的由来。"),
    "test": Words("Run the examples and promises of policies.", "运行方案中的示例与保证。"),
    "verify": Words(
        "Prove what policies promise, or show who breaks it.", "证明方案的各项保证，或找出反例。"
    ),
    "clauses": Words("List the clauses of a policy's document.", "列出方案所依据制度的条款与读法。"),
}
"""Every command and what it does; the module of the same name in this folder holds it as `command`."""

INTERRUPTED = 130


class Commands(SpokenCommand, click.Group):
    """The commands, each imported only when it is called, so that `kpi --help` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if cmd_name not in COMMANDS:
            return None
        found = import_module(f"kpi_lang.cli.{cmd_name}").command
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; the error for an unknown one offers the nearest."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            raise UnknownCommand(args[0], ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, one a line, without importing any."""
        with formatter.section(commands_heading(ctx)):
            formatter.write_dl([(name, words.said(language(ctx))) for name, words in COMMANDS.items()])

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run a command line and exit: 0 clean, 1 findings, 2 wrong usage or an unreadable file, in one line."""
        arguments = list(sys.argv[1:] if args is None else args)
        lang = language_of(arguments) or language_from_environment()
        _let_every_character_through()
        sys.exit(self._guarded(arguments, prog_name or "kpi", lang, extra))

    def _guarded(self, arguments: list[str], name: str, lang: Lang, extra: dict[str, Any]) -> int:
        try:
            code = super().main(arguments, name, standalone_mode=False, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.ctx.get_help(), err=True)
            return error.exit_code
        except (click.Abort, KeyboardInterrupt):
            click.echo(err=True)
            return INTERRUPTED
        except BrokenPipeError:
            # Whoever reads the output has seen enough; nothing more can be written, not even on closing.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except Exception as error:
            return _complain(error, lang)
        return code if isinstance(code, int) else 0


class UnknownCommand(click.UsageError):
    """A command that does not exist."""

    def __init__(self, name: str, context: click.Context) -> None:
        super().__init__(name, context)
        self.name = name


def _complain(error: Exception, lang: Lang) -> int:
    """Say in one line what ended the command; wrong usage and unreadable files look alike to scripts."""
    from kpi_lang.cli.complaints import complaint

    if "KPI_TRACEBACK" in os.environ:
        raise error
    click.echo(complaint(error, lang), err=True)
    return 2


def _let_every_character_through() -> None:
    """Show characters that an old console lacks as escapes rather than end in an error."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def _show_version(context: click.Context, option: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from kpi_lang import __version__

        click.echo(f"kpi {__version__}")
        context.exit()


command = Commands(
    "kpi",
    words=Words(
        "Performance policy as code: write an appraisal scheme as it reads, check that it is complete, "
        "score everybody exactly and explain every figure.",
        "绩效方案即代码：照方案原文书写，检查是否完整，精确计算每个人的结果，并说明每一项数据的由来。",
    ),
    no_args_is_help=True,
    params=[
        SpokenOption(
            ["--lang"],
            type=OneOf("en", "zh"),
            expose_value=False,
            words=Words("Language of messages.", "消息语言。"),
        ),
        SpokenOption(
            ["--version"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_show_version,
            words=Words("Show the version.", "显示版本。"),
        ),
    ],
)


def main() -> NoReturn:
    """The entry point of the script `kpi`."""
    command.main()
