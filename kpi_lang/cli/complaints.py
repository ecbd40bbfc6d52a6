"""One line for whatever ends a command: wrong usage, an unreadable file, a mistake of our own."""

from difflib import get_close_matches

import click

from kpi_lang.cli.app import COMMANDS, UnknownCommand
from kpi_lang.cli.options import LaterRelease
from kpi_lang.cli.values import UnfitValue
from kpi_lang.cli.wrong_use import WrongUse
from kpi_lang.data.file_error import DataFileError
from kpi_lang.source import DataPlace, Diagnostic, Lang, PolicyError

_SEMICOLONS: dict[Lang, str] = {"en": "; ", "zh": "；"}


def complaint(error: Exception, lang: Lang) -> str:
    """What ended the command, in one line."""
    match error:
        case WrongUse(diagnostic=diagnostic):
            return one_line(diagnostic, lang)
        case DataFileError():
            return f"kpi: {error.in_language(lang)} [{error.diagnostic.code}]"
        case PolicyError(diagnostics=diagnostics):
            return "\n".join(one_line(diagnostic, lang) for diagnostic in diagnostics)
        case click.UsageError():
            return one_line(_misuse(error, lang), lang)
        case click.ClickException():
            return one_line(Diagnostic.of("K964", problem=error.format_message(), command="kpi"), lang)
        case OSError(filename=str(name)):
            reason = error.strerror or type(error).__name__
            return one_line(Diagnostic.of("K802", DataPlace(name), reason=reason), lang)
        case _:
            problem = " ".join(f"{type(error).__name__}: {error}".split())
            return one_line(Diagnostic.of("K967", problem=problem), lang)


def one_line(diagnostic: Diagnostic, lang: Lang) -> str:
    """A finding in one line: place, what is wrong, what to do."""
    place = "" if diagnostic.span is None else f"{diagnostic.span.in_language(lang)}: "
    parts = [diagnostic.message(lang), diagnostic.help(lang)]
    return f"kpi: {place}{_SEMICOLONS[lang].join(part for part in parts if part)} [{diagnostic.code}]"


def _misuse(error: click.UsageError, lang: Lang) -> Diagnostic:
    path = error.ctx.command_path if error.ctx else "kpi"
    match error:
        case UnknownCommand(name=name):
            near = next(iter(get_close_matches(name, COMMANDS, n=1, cutoff=0.5)), None)
            return Diagnostic.of("K960", name=name, nearest=near or "", help="nearest" if near else "none")
        case click.NoSuchOption(option_name=name, possibilities=possible):
            near = next(iter(possible or ()), None)
            return Diagnostic.of(
                "K961", command=path, name=name, nearest=near or "", help="nearest" if near else "none"
            )
        case click.MissingParameter(param=param):
            return Diagnostic.of("K962", command=path, name=_shown(param))
        case UnfitValue(value=value, param=param, expected=expected):
            return Diagnostic.of("K963", value=value, name=_shown(param), expected=expected.said(lang))
        case LaterRelease(name=name, instead=instead):
            return Diagnostic.of("K965", name=name, instead=instead.said(lang))
        case _:
            return Diagnostic.of("K964", command=path, problem=error.format_message().rstrip("."))


def _shown(param: click.Parameter | None) -> str:
    """An option by its longest name, an argument by the word that stands for it in the help."""
    match param:
        case click.Option(opts=names):
            return max(names, key=len)
        case click.Parameter():
            return param.make_metavar(click.Context(click.Command("kpi")))
        case None:
            return "?"
